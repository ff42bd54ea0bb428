import { mediaError } from "../media/media-error.ts";
import { Table } from "../media/table.ts";
import { CustomChart } from "./custom-chart.ts";
import type { ChartOptions } from "./table-charts.ts";

/** Places of one line's points along an axis. */
export type Series = readonly (number | string | Date)[];

/** The lines of a chart. */
export interface LineSeriesOptions extends ChartOptions {
  /** The x values: one list for all lines, or a list for each. */
  readonly xs: Series | readonly Series[];
  /** The y values of each line. */
  readonly ys: readonly (readonly number[])[];
  /** Name of each line. Default `line_0`, `line_1` … */
  readonly keys?: readonly string[];
  /** Name of the x axis. Default `x`. */
  readonly xName?: string;
}

/**
 * Several lines in one chart, W&B's preset `wandb/lineseries/v0`. A line ends where its shorter list ends.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when there are not as many x lists or names as lines
 * @example
 * ```ts
 * const chart = lineSeriesChart({ xs: [0, 1, 2], ys: [[3, 2, 1], [5, 4, 3]], keys: ["train", "test"] });
 * run.log({ losses: chart });
 * ```
 */
export function lineSeriesChart(options: LineSeriesOptions): CustomChart {
  const { xs, ys, xName = "x", title = "", splitTable = false } = options;
  const ownXs = isNested(xs) ? xs : ys.map(() => xs);
  const keys = options.keys ?? ys.map((_, index) => `line_${index}`);
  for (const [what, count] of [
    ["x lists", ownXs.length],
    ["names", keys.length],
  ] as const) {
    if (count !== ys.length)
      throw mediaError(
        "a line series",
        `has ${count} ${what} for ${ys.length} lines`,
        "Give one for each line.",
      );
  }
  const data = ys.flatMap((line, index) => {
    const x = ownXs[index] ?? [];
    return line
      .slice(0, x.length)
      .map((value, position) => [x[position], keys[index] ?? "", value]);
  });
  return new CustomChart({
    preset: "wandb/lineseries/v0",
    table: new Table({ columns: ["step", "lineKey", "lineVal"], data }),
    fields: { step: "step", lineKey: "lineKey", lineVal: "lineVal" },
    strings: { title, xname: xName },
    splitTable,
  });
}

function isNested(xs: Series | readonly Series[]): xs is readonly Series[] {
  return Array.isArray(xs[0]);
}
