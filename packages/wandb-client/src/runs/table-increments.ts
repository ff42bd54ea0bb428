import type { Table } from "../media/table.ts";
import { TableIncrement } from "../media/table-increment.ts";
import { isRecord } from "../util/json.ts";

/** Kind of the artifacts that tables are logged to in increments. */
export const incrementType = "wandb-run-incremental-table";

interface Progress {
  readonly number: number;
  readonly rows: number;
  readonly previous: readonly string[];
  readonly last: Record<string, unknown> | undefined;
}

/** A part of a table that is to be logged. */
export interface NextIncrement {
  readonly media: TableIncrement;
  /** Entry that the part becomes, without suffix. */
  readonly name: string;
  /** What the history says of parts, besides what it says of tables. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** How far each table of a run that grows (`logMode: "INCREMENTAL"`) has been logged. */
export class TableIncrements {
  readonly #progress = new WeakMap<Table, Progress>();

  /**
   * The rows of a table that were not logged yet.
   *
   * @param summary what the run's summary says of the key: a resumed run goes on there
   * @returns undefined when there are none; then {@link TableIncrements.last} says what was logged
   */
  next(key: string, table: Table, summary: unknown, now: number): NextIncrement | undefined {
    const progress = this.#progress.get(table) ?? resumedProgress(summary);
    this.#progress.set(table, progress);
    if (progress.last !== undefined && table.rowCount <= progress.rows) return undefined;
    const { number, previous } = progress;
    return {
      media: new TableIncrement(table.slice(progress.rows), number, previous),
      name: `${number}-${now}.${key}`,
      facts: {
        _type: "incremental-table-file",
        increment_num: number,
        previous_increments_paths: previous,
        nrows: table.rowCount,
      },
    };
  }

  /** What the history said when the table was logged last. */
  last(table: Table): Record<string, unknown> | undefined {
    return this.#progress.get(table)?.last;
  }

  /** Notes that a table was logged as far as it goes. */
  logged(table: Table, rows: number, value: Record<string, unknown>): void {
    const progress = this.#progress.get(table) ?? resumedProgress(undefined);
    this.#progress.set(table, {
      number: progress.number + 1,
      rows,
      previous: [...progress.previous, String(value["artifact_path"])],
      last: value,
    });
  }
}

function resumedProgress(summary: unknown): Progress {
  const start = { number: 0, rows: 0, previous: [], last: undefined };
  if (!isRecord(summary) || summary["_type"] !== "incremental-table-file") return start;
  const { increment_num: number, previous_increments_paths: paths, artifact_path: path } = summary;
  const known: readonly unknown[] = Array.isArray(paths) ? paths : [];
  return {
    ...start,
    number: typeof number === "number" ? number + 1 : 0,
    previous: [...known, path].filter((each) => typeof each === "string"),
  };
}
