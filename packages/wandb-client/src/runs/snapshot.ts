import { WandbMedia } from "../media/media.ts";

const deepest = 64;

/**
 * A value as it is now: what the caller changes inside it afterwards is not seen. Media stay the objects that they are.
 */
export function snapshot(value: unknown, depth: number = 0): unknown {
  if (typeof value !== "object" || value === null || WandbMedia.is(value)) return value;
  // Deeper values become text when they are encoded.
  if (depth >= deepest) return value;
  if (Array.isArray(value)) return value.map((each) => snapshot(each, depth + 1));
  if (value instanceof Map)
    return new Map(Array.from(value, ([key, each]) => [key, snapshot(each, depth + 1)]));
  if (value instanceof Set) return new Set(Array.from(value, (each) => snapshot(each, depth + 1)));
  if (value instanceof Date) return new Date(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as Iterable<unknown>);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, snapshot(each, depth + 1)]),
  );
}
