import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { MultiSubset } from "../subset/multi-subset.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { identityMapping } from "./identity-mapping.ts";
import { downstreamMissing, requireValid } from "./mapping-errors.ts";
import { MultiCollector, otherDimensionProblems, type OtherDimensions } from "./multi-collector.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";
import { timeWindowMapping } from "./time-window-mapping.ts";

/** Options of {@link multiToSingleMapping}. */
export interface MultiToSingleOptions {
  /** The dimension to connect. Default: the one that equals the single definition, else the only time dimension. */
  readonly dimension?: string;
  /**
   * How the other dimensions of a multi upstream are read: `allPartitions()`, `lastPartition()` or `specificPartitions([...])`
   * by dimension. Default: all.
   */
  readonly otherDimensions?: OtherDimensions;
}

/** Which dimension of a multi definition goes with a single one, or why none does. */
export interface DimensionInference {
  readonly dimension?: { readonly name: string; readonly mapping: PartitionMapping };
  readonly problem?: Problem;
}

/**
 * Connects one dimension of a multi definition with a single definition, in either direction. All multi keys with the
 * dimension's key belong to the single key.
 *
 * @example
 * ```ts
 * multiToSingleMapping({ dimension: "date", otherDimensions: { region: lastPartition() } });
 * ```
 */
export function multiToSingleMapping(
  options: MultiToSingleOptions = {},
): PartitionMapping<"default", never> {
  const infer = (upstream: Partitions, downstream: Partitions | undefined): DimensionInference =>
    downstream === undefined
      ? { problem: downstreamMissing("multi-to-single") }
      : inferDimension(upstream, downstream, options.dimension);

  const validate = (
    upstream: Partitions,
    downstream: Partitions | undefined,
    context?: PartitionsContext,
  ): readonly Problem[] => {
    const { dimension, problem } = infer(upstream, downstream);
    if (problem !== undefined || dimension === undefined || downstream === undefined)
      return problem === undefined ? [] : [problem];
    const inner =
      upstream.kind === "multi"
        ? dimension.mapping.validate(
            upstream.dimensions[dimension.name] as Partitions,
            downstream,
            context,
          )
        : dimension.mapping.validate(
            upstream,
            (downstream as unknown as MultiDefinition).dimensions[dimension.name],
            context,
          );
    return [
      ...inner,
      ...otherDimensionProblems(upstream, [dimension.name], options.otherDimensions, context),
    ];
  };

  const connect = (
    upstream: Partitions,
    downstream: Partitions | undefined,
    context?: PartitionsContext,
  ) => {
    requireValid("multi-to-single", validate(upstream, downstream, context));
    return infer(upstream, downstream).dimension as {
      readonly name: string;
      readonly mapping: PartitionMapping;
    };
  };

  return {
    kind: "multi-to-single",
    shape: "default",
    description: `each key of the single definition belongs to all multi keys with it in ${options.dimension === undefined ? "the matching dimension" : `dimension "${options.dimension}"`}`,
    validate,
    upstreamOf(downstream, upstreamPartitions, context): UpstreamResult {
      const { name, mapping } = connect(
        upstreamPartitions,
        downstream?.definition as Partitions | undefined,
        context,
      );
      if (upstreamPartitions.kind !== "multi") {
        return mapping.upstreamOf(
          (downstream as MultiSubset).projection(name),
          upstreamPartitions,
          context,
        );
      }
      const definition = upstreamPartitions as unknown as MultiDefinition;
      const collector = new MultiCollector(definition, context, options.otherDimensions);
      const inner = mapping.upstreamOf(
        downstream,
        definition.dimensions[name] as Partitions,
        context,
      );
      collector.add(new Map([[name, inner]]));
      return collector.result();
    },
    downstreamOf(upstream, downstreamPartitions, context): PartitionsSubset {
      const { name, mapping } = connect(
        upstream.definition as Partitions,
        downstreamPartitions,
        context,
      );
      if (downstreamPartitions.kind === "multi") {
        const definition = downstreamPartitions as unknown as MultiDefinition;
        const inner = mapping.downstreamOf(
          upstream,
          definition.dimensions[name] as Partitions,
          context,
        );
        return definition.productSubset(
          Object.fromEntries(
            definition.dimensionNames.map((dimension, index) => [
              dimension,
              dimension === name
                ? inner
                : (definition.parts[index]?.allSubset(context) as PartitionsSubset),
            ]),
          ),
        );
      }
      const multi = new MultiCollector(
        (upstream as MultiSubset).definition,
        context,
        options.otherDimensions,
      ).relevant(upstream as MultiSubset, [name]);
      return mapping.downstreamOf(multi.projection(name), downstreamPartitions, context);
    },
  };
}

/**
 * Finds the dimension that goes with a single definition.
 *
 * @param name consider only this dimension
 */
export function inferDimension(
  upstream: Partitions,
  downstream: Partitions,
  name?: string,
): DimensionInference {
  const multi =
    upstream.kind === "multi" ? upstream : downstream.kind === "multi" ? downstream : undefined;
  const single = upstream.kind === "multi" ? downstream : upstream;
  if (multi === undefined || single.kind === "multi") {
    return {
      problem: { message: "exactly one of the two definitions must be a multi definition" },
    };
  }
  const definition = multi as unknown as MultiDefinition;
  const names = definition.dimensionNames.filter(
    (dimension) => name === undefined || dimension === name,
  );
  if (names.length === 0) {
    return { problem: { message: `there is no dimension "${name}" in ${definition.describe()}` } };
  }
  const equal = names.filter((dimension) => definition.dimensions[dimension]?.equals(single));
  const [match, second] = equal;
  if (second !== undefined) {
    return {
      problem: {
        message: `dimensions ${equal.map((dimension) => `"${dimension}"`).join(" and ")} both equal the single definition`,
        hint: "name one: multiToSingleMapping({ dimension })",
      },
    };
  }
  if (match !== undefined) return { dimension: { name: match, mapping: identityMapping() } };
  const times = names.filter((dimension) => definition.dimensions[dimension]?.kind === "time");
  const [time] = times;
  if (times.length === 1 && time !== undefined && single.kind === "time") {
    return { dimension: { name: time, mapping: timeWindowMapping() } };
  }
  return {
    problem: {
      message:
        "a multi and a single definition connect only when (a) the single one is a dimension of the multi one, or (b) the single one has time windows and the multi one has a single time dimension",
    },
  };
}
