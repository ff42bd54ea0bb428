import type { Table } from "../media/table.ts";
import { CustomChart } from "./custom-chart.ts";

/** What every chart can be told. */
export interface ChartOptions {
  /** Title of the chart. */
  readonly title?: string;
  /** Show the table in a section of its own, "Custom Chart Tables". Default false. */
  readonly splitTable?: boolean;
}

/**
 * A line over the rows of a table, W&B's preset `wandb/line/v0`.
 *
 * @param table the rows
 * @param options columns of the axes; `stroke` names the column that tells the lines apart; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ losses: lineChart(table, { x: "step", y: "loss", stroke: "fold" }) });
 * ```
 */
export function lineChart(
  table: Table,
  options: ChartOptions & { readonly x: string; readonly y: string; readonly stroke?: string },
): CustomChart {
  const { x, y, stroke } = options;
  return tableChart("wandb/line/v0", table, { x, y, stroke: stroke ?? null }, options);
}

/**
 * Bars, one for each row of a table, W&B's preset `wandb/bar/v0`.
 *
 * @param table the rows
 * @param options columns of the labels and heights; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ sizes: barChart(table, { label: "class", value: "count", title: "Classes" }) });
 * ```
 */
export function barChart(
  table: Table,
  options: ChartOptions & { readonly label: string; readonly value: string },
): CustomChart {
  const { label, value } = options;
  return tableChart("wandb/bar/v0", table, { label, value }, options);
}

/**
 * A point for each row of a table, W&B's preset `wandb/scatter/v0`.
 *
 * @param table the rows
 * @param options columns of the axes; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ errors: scatterChart(table, { x: "size", y: "error" }) });
 * ```
 */
export function scatterChart(
  table: Table,
  options: ChartOptions & { readonly x: string; readonly y: string },
): CustomChart {
  const { x, y } = options;
  return tableChart("wandb/scatter/v0", table, { x, y }, options);
}

/**
 * How often values occur in a column, W&B's preset `wandb/histogram/v0`. A `Histogram` counts here and
 * keeps only the counts; this chart keeps the values.
 *
 * @param table the rows
 * @param options the column of the values; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ scores: histogramChart(table, { value: "score" }) });
 * ```
 */
export function histogramChart(
  table: Table,
  options: ChartOptions & { readonly value: string },
): CustomChart {
  return tableChart("wandb/histogram/v0", table, { value: options.value }, options);
}

function tableChart(
  preset: string,
  table: Table,
  fields: Readonly<Record<string, string | null>>,
  { title = "", splitTable = false }: ChartOptions,
): CustomChart {
  return new CustomChart({ preset, table, fields, strings: { title }, splitTable });
}
