import { WandbMedia } from "../media/media.ts";
import { mediaError } from "../media/media-error.ts";
import type { Table } from "../media/table.ts";
import type { JsonObject } from "../util/json.ts";

/** What a custom chart is made of. */
export interface CustomChartOptions {
  /** The Vega preset that draws it: `wandb/line/v0`, or `entity/name` of one that `client.createChartPreset` made. */
  readonly preset: string;
  /** The rows that are drawn. */
  readonly table: Table;
  /** For each field of the preset the column that fills it; null leaves an optional one empty. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** For each text of the preset its value, such as `title`. Default none. */
  readonly strings?: Readonly<Record<string, string>>;
  /** Show the table in a section of its own, "Custom Chart Tables". Default false. */
  readonly splitTable?: boolean;
}

/**
 * A table drawn by a Vega preset. Logged to a run, it is a table in the history and a panel in the run's
 * config, as W&B's own `plot_table` writes them. Artifacts cannot hold it.
 *
 * @example
 * ```ts
 * const chart = customChart({ preset: "team/my-chart", table, fields: { x: "step", y: "loss" } });
 * run.log({ losses: chart });
 * ```
 */
export class CustomChart extends WandbMedia {
  readonly mediaType = "custom-chart" as const;
  readonly className = "CustomChart";
  override readonly notStorable =
    "Log it to the run: `run.log({ name: chart })`; in an artifact store its table: `draft.add(chart.table, name)`.";
  readonly preset: string;
  readonly table: Table;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly strings: Readonly<Record<string, string>>;
  readonly splitTable: boolean;

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for a field whose column the table does not have */
  constructor(options: CustomChartOptions) {
    super();
    this.preset = options.preset;
    this.table = options.table;
    this.fields = { ...options.fields };
    this.strings = { ...options.strings };
    this.splitTable = options.splitTable ?? false;
    const { columns } = this.table;
    for (const [field, column] of Object.entries(this.fields)) {
      if (column === null || columns.includes(column)) continue;
      throw mediaError(
        `the field ${JSON.stringify(field)} of a chart`,
        `is filled from the column ${JSON.stringify(column)}, which its table does not have`,
        `Use one of: ${columns.join(", ")}.`,
      );
    }
  }

  /** Key under which a run's history holds the table of the chart that is logged under a key. */
  tableKey(key: string): string {
    return `${this.splitTable ? "Custom Chart Tables/" : ""}${key}_table`;
  }

  /** The panel that the run's config describes for the chart that is logged under a key. */
  panel(key: string): JsonObject {
    return {
      panel_type: "Vega2",
      panel_config: {
        panelDefId: this.preset,
        fieldSettings: this.fields,
        // W&B leaves out an object that is empty.
        ...(Object.keys(this.strings).length === 0 ? {} : { stringSettings: this.strings }),
        transform: { name: "tableWithLeafColNames" },
        userQuery: {
          queryFields: [
            {
              name: "runSets",
              args: [{ name: "runSets", value: "${runSets}" }],
              fields: [
                queryField("id"),
                queryField("name"),
                queryField("_defaultColorIndex"),
                {
                  name: "summaryTable",
                  args: [{ name: "tableKey", value: this.tableKey(key) }],
                  fields: [],
                },
              ],
            },
          ],
        },
      },
    };
  }

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` always: a chart stands for itself only at a key of `run.log` */
  override toJson(): Promise<JsonObject> {
    return Promise.reject(
      mediaError("a chart", "can be logged under a key of a run only", this.notStorable),
    );
  }
}

function queryField(name: string): JsonObject {
  return { name, fields: [] };
}

/**
 * A table drawn by any Vega preset.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a field whose column the table does not have
 * @example
 * ```ts
 * const table = new Table({ columns: ["step", "loss"], data: [[0, 0.9], [1, 0.5]] });
 * run.log({
 *   losses: customChart({
 *     preset: "wandb/line/v0",
 *     table,
 *     fields: { x: "step", y: "loss" },
 *     strings: { title: "Loss" },
 *   }),
 * });
 * ```
 */
export function customChart(options: CustomChartOptions): CustomChart {
  return new CustomChart(options);
}
