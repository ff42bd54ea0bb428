import { join } from "node:path";
import { checkFile } from "../test/vectors/check.ts";
import { openVectors } from "../test/vectors/index-file.ts";

/** How many golden pickles each decoder reads rightly. */
export interface VectorCounts {
  readonly total: number;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
}

/**
 * Counts over all golden files that are one valid pickle. Ours counts when the value is exactly the one expected. For a
 * peer it is enough not to throw and to give plain data (numbers, text, lists, dicts) as such: tuples may be arrays,
 * and types that JavaScript does not have may be anything.
 */
export function countVectors(
  peers: Readonly<Record<string, (bytes: Uint8Array) => unknown>>,
): VectorCounts {
  const vectors = openVectors(join(import.meta.dirname, "../test/vectors/pickle.zip"));
  const counts = Object.fromEntries(Object.keys(peers).map((name) => [name, 0]));
  let total = 0;
  let ours = 0;
  for (const one of vectors.cases) {
    const apart = one.group === "raw" || one.module === "joblib" || one.multi === true;
    if (apart || one.expect !== undefined) continue;
    for (const file of one.files) {
      total += 1;
      const [decode] = checkFile(vectors, one, file);
      if (decode!.problem === undefined) ours += 1;
      const expected = file.expected ?? one.expected;
      for (const [name, parse] of Object.entries(peers)) {
        if (reads(parse, vectors.read(file.file), expected)) counts[name]! += 1;
      }
    }
  }
  return { total, ours, peers: counts };
}

function reads(
  parse: (bytes: Uint8Array) => unknown,
  bytes: Uint8Array,
  expected: unknown,
): boolean {
  try {
    return resembles(parse(bytes), expected);
  } catch {
    return false;
  }
}

interface Tag {
  readonly $type?: string;
  readonly items?: readonly unknown[];
  readonly v?: unknown;
}

function resembles(actual: unknown, expected: unknown): boolean {
  if (expected === null) return actual === null || actual === undefined;
  if (typeof expected === "number") return Number(actual) === expected;
  if (typeof expected !== "object") return actual === expected;
  if (Array.isArray(expected)) return isListOf(actual, expected);
  const { $type, items, v } = expected as Tag;
  switch ($type) {
    case undefined:
      return Object.entries(expected).every(([key, item]) => resembles(itemAt(actual, key), item));
    case "int":
    case "float":
      return typeof actual === "number" || typeof actual === "bigint";
    case "tuple":
      return isListOf(actual, items!);
    case "def":
      return resembles(actual, v);
    default:
      return true;
  }
}

function isListOf(actual: unknown, items: readonly unknown[]): boolean {
  return (
    Array.isArray(actual) &&
    actual.length === items.length &&
    items.every((item, at) => resembles((actual as unknown[])[at], item))
  );
}

function itemAt(container: unknown, key: string): unknown {
  if (container instanceof Map) return container.get(key);
  return typeof container === "object" && container !== null
    ? (container as Record<string, unknown>)[key]
    : Number.NaN;
}
