import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import { innerIndex, multiEmpty, multiProduct, MultiSubset } from "../subset/multi-subset.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { requireValid, wrongKind } from "./mapping-errors.ts";
import { MultiCollector, otherDimensionProblems, type OtherDimensions } from "./multi-collector.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";

/** How one upstream dimension connects to a downstream dimension. */
export interface DimensionMapping {
  /** Name of the downstream dimension. */
  readonly dimension: string;
  readonly mapping: PartitionMapping;
}

/** Options of {@link multiPartitionMapping}. */
export interface MultiMappingOptions {
  /** How upstream dimensions that are not connected are read. Default: all their keys. */
  readonly otherDimensions?: OtherDimensions;
}

/**
 * Connects two multi definitions dimension by dimension. Dimensions that are not named are read whole.
 *
 * @param dimensions for each connected upstream dimension the downstream dimension and the mapping between the two
 *
 * @example
 * ```ts
 * multiPartitionMapping({ date: { dimension: "week", mapping: timeWindowMapping() } });
 * ```
 */
export function multiPartitionMapping(
  dimensions: Readonly<Record<string, DimensionMapping>>,
  options: MultiMappingOptions = {},
): PartitionMapping<"keyed", never> {
  const pairs = Object.entries(dimensions);

  const validate = (
    upstream: Partitions,
    downstream: Partitions | undefined,
    context?: PartitionsContext,
  ): readonly Problem[] => {
    if (upstream.kind !== "multi") return [wrongKind("upstream", "multi partitions", upstream)];
    if (downstream?.kind !== "multi")
      return [wrongKind("downstream", "multi partitions", downstream)];
    const used = new Set<string>();
    const problems = pairs.flatMap(([name, { dimension, mapping }]): readonly Problem[] => {
      const up = upstream.dimensions[name] as Partitions | undefined;
      const down = downstream.dimensions[dimension] as Partitions | undefined;
      if (up === undefined)
        return [{ path: name, message: `the upstream has no dimension "${name}"` }];
      if (down === undefined)
        return [{ path: name, message: `the downstream has no dimension "${dimension}"` }];
      if (used.has(dimension))
        return [{ path: name, message: `downstream dimension "${dimension}" is connected twice` }];
      used.add(dimension);
      return mapping.validate(up, down, context).map((problem) => ({ ...problem, path: name }));
    });
    return [
      ...problems,
      ...otherDimensionProblems(
        upstream,
        Object.keys(dimensions),
        options.otherDimensions,
        context,
      ),
    ];
  };

  const created: PartitionMapping<"keyed", never> = {
    kind: "multi",
    shape: "keyed",
    description: pairs
      .map(
        ([name, { dimension, mapping }]) =>
          `upstream dimension "${name}" maps to downstream dimension "${dimension}" by ${mapping.kind}`,
      )
      .join("; "),
    validate,
    upstreamOf(downstream, upstreamPartitions, context): UpstreamResult {
      requireValid(
        "multi",
        validate(upstreamPartitions, downstream?.definition as Partitions | undefined, context),
      );
      const collector = new MultiCollector(
        upstreamPartitions as unknown as MultiDefinition,
        context,
        options.otherDimensions,
      );
      const mapped = memo((name: string, subset: PartitionsSubset) =>
        (dimensions[name] as DimensionMapping).mapping.upstreamOf(
          subset,
          dimensionOf(upstreamPartitions, name),
          context,
        ),
      );
      for (const part of rectangles(downstream as MultiSubset)) {
        collector.add(
          new Map(
            pairs.map(([name, { dimension }]) => [
              name,
              mapped(name, part.get(dimension) as PartitionsSubset),
            ]),
          ),
        );
      }
      return collector.result();
    },
    downstreamOf(upstream, downstreamPartitions, context): PartitionsSubset {
      requireValid(
        "multi",
        validate(upstream.definition as Partitions, downstreamPartitions, context),
      );
      const definition = downstreamPartitions as unknown as MultiDefinition;
      const origin = (upstream as MultiSubset).definition;
      const kept = new MultiCollector(origin, context, options.otherDimensions).relevant(
        upstream as MultiSubset,
        Object.keys(dimensions),
      );
      const mapped = memo((name: string, subset: PartitionsSubset) => {
        const { dimension, mapping } = dimensions[name] as DimensionMapping;
        return mapping.downstreamOf(subset, dimensionOf(downstreamPartitions, dimension), context);
      });
      const whole = memo((name: string) =>
        dimensionOf(downstreamPartitions, name).allSubset(context),
      );
      const rows = new Map<string, PartitionsSubset>();
      for (const part of rectangles(kept)) {
        const product = multiProduct(
          definition,
          definition.dimensionNames.map((name) => {
            const source = pairs.find(([, { dimension }]) => dimension === name)?.[0];
            return source === undefined
              ? whole(name, upstream)
              : mapped(source, part.get(source) as PartitionsSubset);
          }),
        );
        for (const [row, subset] of product.rows)
          rows.set(row, rows.get(row)?.union(subset) ?? subset);
      }
      return multiEmpty(definition).union(new MultiSubset(definition, rows));
    },
  };
  connections.set(created, dimensions);
  return created;
}

const connections = new WeakMap<PartitionMapping, Readonly<Record<string, DimensionMapping>>>();

/** The dimensions that a multi mapping connects; undefined for other mappings. */
export function dimensionMappings(
  mapping: PartitionMapping,
): Readonly<Record<string, DimensionMapping>> | undefined {
  return connections.get(mapping);
}

function dimensionOf(definition: Partitions, name: string): Partitions {
  return (definition as unknown as MultiDefinition).dimensions[name] as Partitions;
}

/** A subset as products of dimension subsets: one for each row. */
function* rectangles(subset: MultiSubset): Generator<ReadonlyMap<string, PartitionsSubset>> {
  const { definition } = subset;
  const inner = innerIndex(definition);
  const cache = new Map<string, PartitionsSubset>();
  for (const [row, column] of subset.rows) {
    const keys = row.split("|").toSpliced(inner, 0, "");
    if (definition.parts.length === 1) keys.length = 1;
    yield new Map(
      definition.dimensionNames.map((name, index) => {
        if (index === inner) return [name, column];
        const id = `${index}|${keys[index]}`;
        let one = cache.get(id);
        if (one === undefined) {
          one = (definition.parts[index] as (typeof definition.parts)[number]).subsetOfKnownKeys([
            keys[index] as string,
          ]);
          cache.set(id, one);
        }
        return [name, one];
      }),
    );
  }
}

/** Runs a function once for each name and subset object. */
function memo<Result>(
  operation: (name: string, subset: PartitionsSubset) => Result,
): (name: string, subset: PartitionsSubset) => Result {
  const results = new Map<string, Map<PartitionsSubset, Result>>();
  return (name, subset) => {
    let bySubset = results.get(name);
    if (bySubset === undefined) results.set(name, (bySubset = new Map()));
    if (!bySubset.has(subset)) bySubset.set(subset, operation(name, subset));
    return bySubset.get(subset) as Result;
  };
}
