import type { Identified, TableChanges } from "./record-table.ts";

/** The streams of lines that a run has. */
export type LineStream = "history" | "events" | "console";

/** Lines that changed: `lines[i]` is number `start + i`; a `null` start drops the whole stream. */
export interface LineChange {
  readonly runId: string;
  readonly stream: LineStream;
  readonly start: number | null;
  readonly lines: readonly string[];
}

/** Where the state survives a restart. */
export interface StateStorage {
  /** All records of one type and the next free number of its ids. */
  load(type: string): { readonly items: Iterable<Identified>; readonly nextNumber: number };
  /** All lines of one stream, in order; lines never written are empty. */
  loadLines(runId: string, stream: LineStream): string[];
  /** Writes a set of changes completely or not at all. */
  save(
    tables: readonly (TableChanges<Identified> & { readonly type: string })[],
    lines: readonly LineChange[],
  ): void;
  /** Releases the file. */
  close(): void;
}
