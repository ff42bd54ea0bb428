import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import { tooManyKeys } from "../definition/base-definition.ts";
import { keyListLimit } from "../definition/key-line.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import { multiEmpty, multiProduct, MultiSubset } from "../subset/multi-subset.ts";
import type { KeySet, PartitionsSubset } from "../subset/partitions-subset.ts";
import { noKeys, textKeys } from "../subset/text-keys.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";

/** Mappings for dimensions of a multi upstream that nothing downstream corresponds to. */
export type OtherDimensions = Readonly<Record<string, PartitionMapping>>;

const independent = new Set(["all", "last", "specific"]);

/** What is wrong with the mappings of the other dimensions. */
export function otherDimensionProblems(
  upstream: Partitions,
  connected: readonly string[],
  others: OtherDimensions | undefined,
  context: PartitionsContext | undefined,
): readonly Problem[] {
  return Object.entries(others ?? {}).flatMap(([name, mapping]): readonly Problem[] => {
    const path = `otherDimensions.${name}`;
    const definition =
      upstream.kind === "multi" ? (upstream.dimensions[name] as Partitions | undefined) : undefined;
    if (definition === undefined)
      return [{ path, message: `the upstream has no dimension "${name}"` }];
    if (connected.includes(name))
      return [{ path, message: `dimension "${name}" is already connected` }];
    if (!independent.has(mapping.kind)) {
      return [
        {
          path,
          message: `dimension "${name}" can be read by all, last or specific partitions, not by ${mapping.kind}`,
        },
      ];
    }
    return mapping.validate(definition, undefined, context);
  });
}

/** Gathers products of dimension keys of a multi upstream, with what is needed and missing. */
export class MultiCollector {
  readonly #definition: MultiDefinition;
  readonly #others: ReadonlyMap<string, UpstreamResult>;
  readonly #rows = new Map<string, PartitionsSubset>();
  readonly #missing = new Set<string>();

  constructor(
    definition: MultiDefinition,
    context: PartitionsContext | undefined,
    others: OtherDimensions | undefined,
  ) {
    this.#definition = definition;
    this.#others = new Map(
      definition.dimensionNames.map((name, index) => {
        const part = definition.parts[index] as Partitions;
        const mapping = others?.[name];
        return [
          name,
          mapping === undefined
            ? { subset: part.allSubset(context), requiredButNonexistent: noKeys }
            : mapping.upstreamOf(undefined, part, context),
        ];
      }),
    );
  }

  /** Adds the product of these dimensions' keys with the other dimensions' own. */
  add(connected: ReadonlyMap<string, UpstreamResult>): void {
    const results = this.#definition.dimensionNames.map(
      (name) => (connected.get(name) ?? this.#others.get(name)) as UpstreamResult,
    );
    for (const [row, column] of multiProduct(
      this.#definition,
      results.map(({ subset }) => subset),
    ).rows) {
      const before = this.#rows.get(row);
      this.#rows.set(row, before === undefined ? column : before.union(column));
    }
    if (results.some(({ requiredButNonexistent }) => !requiredButNonexistent.isEmpty))
      this.#addMissing(results);
  }

  /** What was gathered. */
  result(): UpstreamResult {
    const gathered = new MultiSubset(this.#definition, this.#rows);
    return {
      subset: multiEmpty(this.#definition).union(gathered),
      requiredButNonexistent: this.#missing.size === 0 ? noKeys : textKeys(this.#missing),
    };
  }

  /** The part of an upstream subset whose other dimensions are among those that are read. */
  relevant(upstream: MultiSubset, connected: readonly string[]): MultiSubset {
    const definition = this.#definition;
    const product = multiProduct(
      definition,
      definition.dimensionNames.map((name) =>
        connected.includes(name)
          ? upstream.projection(name)
          : (this.#others.get(name) as UpstreamResult).subset,
      ),
    );
    return upstream.intersection(product) as MultiSubset;
  }

  #addMissing(results: readonly UpstreamResult[]): void {
    let keys: { readonly text: string; readonly missing: boolean }[] = [
      { text: "", missing: false },
    ];
    results.forEach(({ subset, requiredButNonexistent }, index) => {
      const all = [...marked(subset, false), ...marked(requiredButNonexistent, true)];
      if (keys.length * all.length > keyListLimit)
        throw tooManyKeys(this.#definition.describe(), keys.length * all.length);
      keys = keys.flatMap((left) =>
        all.map((right) => ({
          text: index === 0 ? right.text : `${left.text}|${right.text}`,
          missing: left.missing || right.missing,
        })),
      );
    });
    for (const { text, missing } of keys) if (missing) this.#missing.add(text);
  }
}

function marked(
  keys: KeySet,
  missing: boolean,
): readonly { readonly text: string; readonly missing: boolean }[] {
  return [...keys.keys()].map((text) => ({ text, missing }));
}
