import { WandbMedia } from "../media/media.ts";
import { mediaError } from "../media/media-error.ts";
import type { Table } from "../media/table.ts";
import type { JsonObject } from "../util/json.ts";

/**
 * A table shown by a saved visualization. Logged to a run, it is the table itself in the history and an entry in the
 * run's config, as W&B's own `wandb.visualize` writes them. Artifacts cannot hold it.
 */
export class Visualization extends WandbMedia {
  readonly mediaType = "custom-chart" as const;
  readonly className = "Visualize";
  override readonly notStorable =
    "Log it to the run: `run.log({ name: visualize(id, table) })`; in an artifact store its table.";
  /** Name of the visualization. */
  readonly id: string;
  readonly table: Table;

  /** Use {@link visualize}. */
  constructor(id: string, table: Table) {
    super();
    this.id = id;
    this.table = table;
  }

  /** What the run's config says of the visualization that is logged under a key. */
  setting(key: string): JsonObject {
    return { id: this.id, historyFieldSettings: { "x-axis": "_step", key } };
  }

  /** @throws WandbClientError `WANDB_CLIENT_MEDIA` always: it stands for itself only at a key of `run.log` */
  override toJson(): Promise<JsonObject> {
    return Promise.reject(
      mediaError("a visualization", "can be logged under a key of a run only", this.notStorable),
    );
  }
}

/**
 * A table shown by a saved visualization.
 *
 * @param id name of the visualization, as the project's page gives it
 * @example
 * ```ts
 * run.log({ losses: visualize("team/losses", table) });
 * ```
 */
export function visualize(id: string, table: Table): Visualization {
  return new Visualization(id, table);
}
