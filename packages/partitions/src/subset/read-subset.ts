import type { BaseDefinition } from "../definition/base-definition.ts";
import type { Partitions } from "../definition/partitions.ts";
import { TimeWindowDefinition } from "../definition/time-window-definition.ts";
import { PartitionsError } from "../errors.ts";
import { subsetOf } from "./interval-subset.ts";
import { mergedIntervals } from "./intervals.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";

/**
 * Reads a serialized subset back as a subset of a definition, which may have changed since.
 *
 * The rule for a changed definition: what the definition can still name is kept, the rest is dropped. A stored span of time
 * keeps the windows that lie wholly inside it; a stored key stays when the definition can have it, existing now or not. Compare
 * definition ids first where a changed definition should discard the subset instead.
 *
 * @param text the text of {@link PartitionsSubset.serialize}, or Dagster's older forms: a bare list, an object without version
 * @throws PARTITIONS_SUBSET_VERSION for an unknown version, PARTITIONS_INVALID_SUBSET for anything else that is not readable
 */
export function deserializeSubset(text: string, partitions: Partitions): PartitionsSubset {
  const stored = readStored(text);
  const definition = partitions as unknown as BaseDefinition<string>;
  if (stored.kind === "keys") return definition.subsetOfKnownKeys(stored.keys);
  if (!(definition instanceof TimeWindowDefinition)) {
    throw unreadable(`it holds time windows, and ${partitions.describe()} has none`);
  }
  const { endSeconds } = definition;
  const limit = endSeconds === undefined ? Infinity : definition.windowsEndedBy(endSeconds);
  return subsetOf(
    definition,
    mergedIntervals(
      stored.windows.map(([start, end]) => [
        Math.max(0, definition.ordinalFrom(start)),
        Math.min(limit, definition.windowsEndedBy(end)),
      ]),
    ),
  );
}

/** Whether {@link deserializeSubset} would read the text. */
export function canDeserializeSubset(text: string, partitions: Partitions): boolean {
  try {
    deserializeSubset(text, partitions);
    return true;
  } catch (error) {
    if (PartitionsError.is(error)) return false;
    throw error;
  }
}

type Stored =
  | { readonly kind: "keys"; readonly keys: readonly string[] }
  | { readonly kind: "windows"; readonly windows: readonly (readonly [number, number])[] };

function readStored(text: string): Stored {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw unreadable("it is not JSON", cause);
  }
  if (Array.isArray(data))
    return data.every((item) => typeof item === "string") ? keysOf(data) : windowsOf(data);
  if (typeof data !== "object" || data === null)
    throw unreadable("it is neither a list nor an object");
  const { version, time_windows: windows, subset } = data as Readonly<Record<string, unknown>>;
  if (version !== undefined && version !== 1) {
    throw new PartitionsError({
      code: "PARTITIONS_SUBSET_VERSION",
      message: `the serialized subset has version ${JSON.stringify(version)}, this release knows version 1`,
      hint: "read it with the release that wrote it, or build the subset again",
      details: { version },
    });
  }
  if (Array.isArray(windows)) return windowsOf(windows);
  if (Array.isArray(subset)) return keysOf(subset);
  throw unreadable("it has neither time_windows nor subset");
}

function keysOf(items: readonly unknown[]): Stored {
  const wrong = items.findIndex((item) => typeof item !== "string");
  if (wrong >= 0) throw unreadable(`item ${wrong} is not a key`);
  return { kind: "keys", keys: items as readonly string[] };
}

function windowsOf(items: readonly unknown[]): Stored {
  const windows = items.map((item, index) => {
    const [start, end] =
      Array.isArray(item) && item.length === 2 ? (item as readonly unknown[]) : [];
    if (typeof start !== "number" || typeof end !== "number" || start > end) {
      throw unreadable(`window ${index} is not a pair of times in order`);
    }
    return [start, end] as const;
  });
  return { kind: "windows", windows };
}

function unreadable(reason: string, cause?: unknown): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_INVALID_SUBSET",
    message: `the serialized subset is not readable: ${reason}`,
    hint: "discard the stored text and build the subset again",
    cause,
  });
}
