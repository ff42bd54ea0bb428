import { createHash } from "node:crypto";
import {
  defaultPartitionMapping,
  PartitionsError,
  type PartitionMapping,
  type Partitions,
  type TimePartitions,
} from "@heddle/partitions";
import { timeWriter } from "../../src/time/format.ts";
import { Zone } from "../../src/time/zone.ts";
import {
  buildDefinition,
  buildMapping,
  type DefinitionSpec,
  type MappingSpec,
} from "./build-case.ts";

/** One question and the answer that the real Dagster gave. */
export interface GoldenCase {
  readonly id: string;
  readonly kind: "keys" | "window" | "has" | "format" | "mapping" | "subset" | "range";
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: unknown;
}

/** The answer of this package to the same question, in the same form. */
export function answerCase({ kind, input }: Pick<GoldenCase, "kind" | "input">): unknown {
  try {
    return answers[kind](input);
  } catch (error) {
    if (PartitionsError.is(error)) return { error: error.code };
    throw error;
  }
}

type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

const answers: Readonly<Record<GoldenCase["kind"], Answer>> = {
  keys(input) {
    const definition = definitionOf(input);
    const context = contextOf(input);
    return {
      ...listed(definition.getPartitionKeys(context)),
      firstKey: definition.getFirstPartitionKey(context) ?? null,
      lastKey: definition.getLastPartitionKey(context) ?? null,
    };
  },
  window(input) {
    const definition = definitionOf(input) as TimePartitions;
    const context = contextOf(input);
    const key = input["key"] as string;
    const { start, end } = definition.timeWindowForPartitionKey(key);
    return {
      window: [start.getTime() / 1000, end.getTime() / 1000],
      has: definition.hasPartitionKey(key, context),
      next: definition.getNextPartitionKey(key, context) ?? null,
      atMiddle: definition.getPartitionKeyForTimestamp((start.getTime() + end.getTime()) / 2),
      atEndClosed: definition.getPartitionKeyForTimestamp(end, { endClosed: true }),
    };
  },
  has: (input) => ({
    has: definitionOf(input).hasPartitionKey(input["key"] as string, contextOf(input)),
  }),
  format(input) {
    const instant = input["instant"] as number;
    const offset = Zone.of(input["timezone"] as string).offsetAt(instant);
    return {
      text: timeWriter(input["format"] as string, () => "").write(instant + offset, offset),
    };
  },
  mapping(input) {
    const upstream = buildDefinition(input["upstream"] as DefinitionSpec);
    const downstream =
      input["downstream"] === null
        ? undefined
        : buildDefinition(input["downstream"] as DefinitionSpec);
    const context = contextOf(input);
    const mapping = (buildMapping(input["mapping"] as MappingSpec) ??
      defaultPartitionMapping(upstream, downstream)) as PartitionMapping;
    const keys = input["keys"] as readonly string[];
    if (input["direction"] === "up") {
      const { subset, requiredButNonexistent } = mapping.upstreamOf(
        downstream?.subsetWithKeys(keys, context),
        upstream,
        context,
      );
      return {
        mapping: dagsterNames[mapping.kind],
        keys: listed([...subset.keys()].toSorted()),
        missing: listed([...requiredButNonexistent.keys()].toSorted()),
      };
    }
    const needed = mapping.downstreamOf(
      upstream.subsetWithKeys(keys, context),
      downstream as Partitions,
      context,
    );
    return { mapping: dagsterNames[mapping.kind], keys: listed([...needed.keys()].toSorted()) };
  },
  subset(input) {
    const definition = definitionOf(input);
    const context = contextOf(input);
    const marks = Array.from(input["pattern"] as string);
    const keys = definition.getPartitionKeysBetweenIndexes(0, marks.length, context);
    const chosen = keys.filter((_, index) => marks[index] === "+");
    const subset = definition.subsetWithKeys(chosen, context);
    const other = definition.subsetWithKeys(
      keys.filter((_, index) => index % 3 === 0),
      context,
    );
    return {
      text: subset.serialize(),
      size: subset.size,
      union: chosen.length === 0 ? null : subset.union(other).serialize(),
      intersection: [...subset.intersection(other).keys()].toSorted(),
      difference: [...subset.difference(other).keys()].toSorted(),
      missing: subset.complement(context).size,
    };
  },
  range(input) {
    const range = { start: input["start"] as string, end: input["end"] as string };
    return listed(definitionOf(input).getPartitionKeysInRange(range, contextOf(input)).toSorted());
  },
};

const dagsterNames: Readonly<Record<PartitionMapping["kind"], string>> = {
  identity: "IdentityPartitionMapping",
  all: "AllPartitionMapping",
  last: "LastPartitionMapping",
  specific: "SpecificPartitionsPartitionMapping",
  static: "StaticPartitionMapping",
  "time-window": "TimeWindowPartitionMapping",
  "multi-to-single": "MultiToSingleDimensionPartitionMapping",
  multi: "MultiPartitionMapping",
};

function definitionOf(input: Readonly<Record<string, unknown>>): Partitions {
  return buildDefinition(input["definition"] as DefinitionSpec);
}

function contextOf(input: Readonly<Record<string, unknown>>): { readonly currentTime: string } {
  return { currentTime: input["now"] as string };
}

/** Long lists are compared by count, ends and digest. */
function listed(keys: readonly string[]): object {
  if (keys.length <= 12) return { count: keys.length, keys };
  const digest = createHash("sha256").update(keys.join("\n")).digest("hex").slice(0, 16);
  return { count: keys.length, first: keys.slice(0, 3), last: keys.slice(-3), digest };
}
