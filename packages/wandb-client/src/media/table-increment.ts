import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import type { Table } from "./table.ts";

/** Rows that a growing table has gained since it was logged last. */
export class TableIncrement extends WandbMedia {
  readonly mediaType = "table" as const;
  readonly className = "Table";
  readonly rows: Table;
  readonly #number: number;
  readonly #previous: readonly string[];

  /**
   * @param rows the new rows
   * @param number how many increments came before
   * @param previous their addresses
   */
  constructor(rows: Table, number: number, previous: readonly string[]) {
    super();
    this.rows = rows;
    this.#number = number;
    this.#previous = previous;
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    return {
      ...(await this.rows.toJson(target)),
      increment_num: this.#number,
      previous_increments_paths: this.#previous,
    };
  }
}

/** An increment's place in its table, from the name of its entry: `2-1672531200000.key.table.json`. */
const entryName = /^(\d+|None)-(\d+)\.(.+)\.table\.json$/;

/**
 * The entries that make up a table that was logged in increments, in their order.
 *
 * @param path the entry of one increment
 * @param entries all entries of the artifact
 */
export function incrementEntries(path: string, entries: Iterable<string>): string[] {
  const key = entryName.exec(path)?.[3];
  if (key === undefined) return [path];
  return [...entries]
    .flatMap((entry) => {
      const found = entryName.exec(entry);
      // W&B's SDK calls its first increment `None`.
      return found?.[3] === key
        ? [{ entry, number: Number(found[1]) || 0, time: Number(found[2]) }]
        : [];
    })
    .toSorted((left, right) => left.number - right.number || left.time - right.time)
    .map(({ entry }) => entry);
}
