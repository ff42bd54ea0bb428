import type { LineChange, LineStream, StateStorage } from "./state-storage.ts";

/**
 * The numbered lines of runs: history, system events and console. Lines are kept as the client sent
 * them, since history may hold `NaN` and `Infinity`, which JSON cannot.
 */
export interface LineStore {
  /** All lines of a stream. */
  read(runId: string, stream: LineStream): readonly string[];
  /** Places lines from number `offset` on, over what is there. Gaps become empty lines. */
  write(runId: string, stream: LineStream, offset: number, lines: readonly string[]): void;
  /** Drops the lines from number `length` on. */
  truncate(runId: string, stream: LineStream, length: number): void;
  /** Drops a run's lines. */
  delete(runId: string): void;
  /** What changed since the last call. */
  takeChanges(): LineChange[];
}

const streams: readonly LineStream[] = ["history", "events", "console"];

/** Makes a line store; streams are read from `storage` when first asked for. */
export function createLineStore(storage?: StateStorage): LineStore {
  const held = new Map<string, string[]>();
  let changes: LineChange[] = [];
  const linesOf = (runId: string, stream: LineStream): string[] => {
    const key = `${stream}\n${runId}`;
    let lines = held.get(key);
    if (lines === undefined) {
      lines = storage?.loadLines(runId, stream) ?? [];
      held.set(key, lines);
    }
    return lines;
  };
  return {
    read: linesOf,
    write(runId, stream, offset, added) {
      const lines = linesOf(runId, stream);
      while (lines.length < offset) lines.push("");
      for (const [index, line] of added.entries()) lines[offset + index] = line;
      if (storage !== undefined) changes.push({ runId, stream, start: offset, lines: [...added] });
    },
    truncate(runId, stream, length) {
      const lines = linesOf(runId, stream);
      if (lines.length <= length) return;
      lines.length = length;
      if (storage === undefined) return;
      changes.push({ runId, stream, start: null, lines: [] });
      changes.push({ runId, stream, start: 0, lines: [...lines] });
    },
    delete(runId) {
      for (const stream of streams) {
        held.set(`${stream}\n${runId}`, []);
        if (storage !== undefined) changes.push({ runId, stream, start: null, lines: [] });
      }
    },
    takeChanges() {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
}
