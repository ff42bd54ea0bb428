import type { DynamicPartitions } from "../definition/dynamic-partitions.ts";
import type { Dimensions, MultiPartitions } from "../definition/multi-partitions.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { StaticPartitions } from "../definition/static-partitions.ts";
import type { TimePartitions } from "../definition/time-partitions.ts";
import { gridShapes, type GridShapes } from "./grid-shapes.ts";
import type { Grid } from "./grid.ts";
import type { InputShape } from "./input-shape.ts";

/** Grids of the time dimensions of a multi definition. */
type DimensionGrids<D extends Dimensions> = {
  [K in keyof D]: D[K] extends TimePartitions<infer G> ? G : never;
}[keyof D];

/** One keyed window makes the whole keyed; no time dimension leaves identity. */
type GridShape<Up extends Grid, Down extends Grid> = [Down] extends [never]
  ? "single"
  : "keyed" extends GridShapes[Up][Down]
    ? "keyed"
    : "single";

/**
 * The shape of an input whose mapping does not decide it, from the two declarations. The same rules as
 * {@link defaultInputShape}.
 */
export type DefaultInputShape<
  Upstream extends Partitions | undefined,
  Downstream extends Partitions | undefined,
> = Upstream extends undefined
  ? "single"
  : Downstream extends undefined
    ? "keyed"
    : Upstream extends MultiPartitions
      ? Downstream extends MultiPartitions
        ? "single"
        : "keyed"
      : Upstream extends TimePartitions<infer Up>
        ? Downstream extends TimePartitions<infer Down>
          ? GridShape<Up, Down>
          : Downstream extends MultiPartitions<infer D extends Dimensions>
            ? GridShape<Up, DimensionGrids<D>>
            : "single"
        : Upstream extends StaticPartitions | DynamicPartitions
          ? "single"
          : never;

/**
 * The shape of an input whose mapping does not decide it: an unpartitioned upstream is a single value, an unpartitioned reader
 * gets everything as a keyed collection, time reads by grid, and otherwise only a multi upstream of a non-multi reader is keyed.
 *
 * @param upstream partitions of what is read; undefined for none
 * @param downstream partitions of the reader; undefined for none
 */
export function defaultInputShape(
  upstream: Partitions | undefined,
  downstream: Partitions | undefined,
): Exclude<InputShape, "optional"> {
  if (upstream === undefined) return "single";
  if (downstream === undefined) return "keyed";
  if (upstream.kind === "multi") return downstream.kind === "multi" ? "single" : "keyed";
  if (upstream.kind !== "time") return "single";
  const grids =
    downstream.kind === "time"
      ? [downstream.grid]
      : downstream.kind === "multi"
        ? Object.values(downstream.dimensions).flatMap((part) =>
            part.kind === "time" ? [part.grid] : [],
          )
        : [];
  return grids.some((grid) => gridShapes[upstream.grid][grid] === "keyed") ? "keyed" : "single";
}
