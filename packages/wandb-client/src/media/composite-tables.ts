import { posix } from "node:path";
import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { mediaFileName } from "./serialize.ts";
import { storedEntry } from "./stored-media.ts";
import type { Table } from "./table.ts";

/** Two tables shown as one, joined by a column. */
export class JoinedTable extends WandbMedia {
  readonly mediaType = "joined-table" as const;
  readonly className = "JoinedTable";
  readonly left: WandbMedia | string;
  readonly right: WandbMedia | string;
  /** A column of both tables, or one of each. */
  readonly joinKey: string | readonly [string, string];

  /**
   * @param left a table, or the path of one in the same artifact
   * @param right the other
   */
  constructor(
    left: Table | PartitionedTable | string,
    right: Table | PartitionedTable | string,
    joinKey: string | readonly [string, string],
  ) {
    super();
    this.left = left;
    this.right = right;
    this.joinKey = joinKey;
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    return {
      _type: "joined-table",
      join_key: this.joinKey,
      table1: await this.#path(target, this.left, 0),
      table2: await this.#path(target, this.right, 1),
    };
  }

  async #path(target: MediaTarget, table: WandbMedia | string, index: number): Promise<string> {
    if (typeof table === "string") return table;
    // W&B's SDK lets a table that it refers to keep the name it has there.
    const name = storedEntry(table)?.path;
    return (
      await target.addMedia(
        table,
        name === undefined ? `media/tables/t_${index}` : posix.basename(name),
      )
    ).path;
  }
}

/** Tables of equal columns below one path, shown as one. */
export class PartitionedTable extends WandbMedia {
  readonly mediaType = "partitioned-table" as const;
  readonly className = "PartitionedTable";
  /** Path in the artifact below which the parts stand. */
  readonly partsPath: string;
  readonly parts: readonly Table[];

  /**
   * @param partsPath path below which the parts stand
   * @param parts tables to store there with this one; none when the artifact has them already
   */
  constructor(partsPath: string, parts: readonly Table[] = []) {
    super();
    this.partsPath = partsPath;
    this.parts = parts;
  }

  /** The rows of all parts that are here. */
  *[Symbol.iterator](): Generator<readonly unknown[]> {
    for (const part of this.parts) yield* part;
  }

  /** The cells of a column over all parts. */
  getColumn(name: string): unknown[] {
    return this.parts.flatMap((part) => part.getColumn(name));
  }

  get columns(): readonly string[] {
    return this.parts[0]?.columns ?? [];
  }

  get rowCount(): number {
    return this.parts.reduce((sum, part) => sum + part.rowCount, 0);
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    for (const [index, part] of this.parts.entries())
      await target.addMedia(part, partName(this.partsPath, index));
    return { _type: "partitioned-table", parts_path: this.partsPath };
  }
}

/** Rows that one table file may hold in an artifact. */
export const mostRowsPerTable = 200_000;

/** The name of a part; numbers keep the parts in order. */
export function partName(partsPath: string, index: number): string {
  return `${partsPath}/part-${String(index).padStart(6, "0")}`;
}

/** The entries that are parts of a partitioned table, in their order. */
export function partEntries(partsPath: string, entries: Iterable<string>): string[] {
  const prefix = `${partsPath.replace(/\/+$/, "")}/`;
  return [...entries]
    .filter((each) => each.startsWith(prefix) && each.endsWith(".table.json"))
    .toSorted();
}

/** Where the parts of a long table of this name stand. */
export function partsPathOf(name: string): string {
  const suffixes = [mediaFileName("", "table"), mediaFileName("", "partitioned-table")];
  const bare = suffixes.reduce(
    (text, suffix) => (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
    name,
  );
  return `media/tables/${bare}_parts`;
}

/** A table that is too long for one file, as a partitioned one. */
export function partition(table: Table, name: string): PartitionedTable {
  const parts: Table[] = [];
  for (let start = 0; start < table.rowCount; start += mostRowsPerTable)
    parts.push(table.slice(start, start + mostRowsPerTable));
  return new PartitionedTable(partsPathOf(name), parts);
}
