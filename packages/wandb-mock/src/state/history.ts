import { objectOf } from "./json-text.ts";
import type { State } from "./state.ts";

/** One row of a run's history. */
export interface HistoryRow {
  /** Its line number. */
  readonly number: number;
  /** Its `_step`, or its line number when it has none. */
  readonly step: number;
  readonly row: Readonly<Record<string, unknown>>;
  /** The line as the client sent it. */
  readonly text: string;
}

/** All rows of a run's history in the order of their lines; lines that were never sent are left out. */
export function historyRows(state: State, runId: string): HistoryRow[] {
  return state.lines.read(runId, "history").flatMap((text, number) => {
    if (text === "") return [];
    const row = objectOf(text);
    const step = typeof row["_step"] === "number" ? row["_step"] : number;
    return [{ number, step, row, text }];
  });
}

/** At most `samples` items, evenly spread, with the first and the last among them. */
export function sampleEvenly<Item>(items: readonly Item[], samples: number): Item[] {
  if (samples <= 0) return [];
  if (items.length <= samples) return [...items];
  if (samples === 1) return items.slice(-1);
  return Array.from({ length: samples }, (_, index) => {
    const at = Math.round((index * (items.length - 1)) / (samples - 1));
    return items[at] as Item;
  });
}

/** Which keys a history has, in the form of the `historyKeys` field, or `null` for an empty one. */
export function historyKeysOf(state: State, runId: string): object | null {
  const keys = new Map<
    string,
    { readonly counts: Map<string, number>; isMonotonic: boolean; previous: unknown }
  >();
  let lastStep = -1;
  for (const { row, step } of historyRows(state, runId)) {
    lastStep = Math.max(lastStep, step);
    for (const [key, value] of Object.entries(row)) {
      const type = typeName(value);
      const entry = keys.get(key) ?? { counts: new Map(), isMonotonic: true, previous: undefined };
      if (typeof value === "number" && typeof entry.previous === "number") {
        entry.isMonotonic &&= value >= entry.previous;
      }
      entry.counts.set(type, (entry.counts.get(type) ?? 0) + 1);
      entry.previous = value;
      keys.set(key, entry);
    }
  }
  if (keys.size === 0) return null;
  const view = [...keys].map(([key, { counts, isMonotonic, previous }]) => [
    key,
    {
      typeCounts: [...counts].map(([type, count]) => ({ type, count })),
      monotonic: isMonotonic && typeof previous === "number",
      previousValue: typeof previous === "number" ? previous : -1,
    },
  ]);
  return { sets: [], keys: Object.fromEntries(view) as object, lastStep };
}

function typeName(value: unknown): string {
  if (value === null) return "nil";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") {
    const type = (value as Readonly<Record<string, unknown>>)["_type"];
    return typeof type === "string" ? type : "map";
  }
  return typeof value;
}
