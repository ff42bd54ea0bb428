import type { Problem } from "@heddle/errors";
import type { Partitions } from "../definition/partitions.ts";
import { noKeys } from "../subset/text-keys.ts";
import { downstreamMissing, invalidMapping, wrongKind } from "./mapping-errors.ts";
import type { PartitionMapping } from "./partition-mapping.ts";

/**
 * Maps keys of one static definition to keys of another by a table.
 *
 * @param table for each upstream key the downstream key or keys that need it; keys that are left out map to nothing
 *
 * @example
 * ```ts
 * staticMapping({ small: ["a", "b"], large: "c" });
 * ```
 */
export function staticMapping<const UpstreamKey extends string>(
  table: Readonly<Record<UpstreamKey, string | readonly string[]>>,
): PartitionMapping<"keyed", UpstreamKey> {
  const forward = new Map<string, readonly string[]>(
    Object.entries<string | readonly string[]>(table).map(([key, targets]) => [
      key,
      typeof targets === "string" ? [targets] : targets,
    ]),
  );
  const backward = new Map<string, string[]>();
  for (const [source, targets] of forward) {
    for (const target of new Set(targets))
      backward.set(target, [...(backward.get(target) ?? []), source]);
  }
  return {
    kind: "static",
    shape: "keyed",
    description: "each downstream partition depends on the upstream partitions that a table names",
    upstreamOf: (downstream, upstreamPartitions, context) => {
      if (downstream === undefined)
        throw invalidMapping(downstreamMissing("static").message, downstreamMissing("static").hint);
      const sources = new Set<string>();
      for (const key of downstream.keys())
        for (const source of backward.get(key) ?? []) sources.add(source);
      return {
        subset: upstreamPartitions.subsetWithKeys(sources, context),
        requiredButNonexistent: noKeys,
      };
    },
    downstreamOf: (upstream, downstreamPartitions, context) => {
      const targets = new Set<string>();
      for (const key of upstream.keys())
        for (const target of forward.get(key) ?? []) targets.add(target);
      return downstreamPartitions.subsetWithKeys(targets, context);
    },
    validate: (upstreamPartitions, downstreamPartitions) => [
      ...unknownKeys("source", "upstream", forward.keys(), upstreamPartitions),
      ...unknownKeys("target", "downstream", backward.keys(), downstreamPartitions),
    ],
  };
}

function unknownKeys(
  role: string,
  side: string,
  keys: Iterable<string>,
  definition: Partitions | undefined,
): readonly Problem[] {
  if (definition?.kind !== "static") return [wrongKind(side, "static", definition)];
  const unknown = [...keys].filter((key) => !definition.hasPartitionKey(key));
  return unknown.length === 0
    ? []
    : [
        {
          message: `mapping ${role} partitions not in the ${side} partitions definition: ${unknown.join(", ")}`,
        },
      ];
}
