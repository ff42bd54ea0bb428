import { fault } from "../../pickle/decode/fault.ts";
import type { Dtype } from "./dtype.ts";

/** What is known of a dtype with parts since its state was read. */
interface Layout {
  /** How many levels of parts are inside. */
  readonly depth: number;
  readonly hasObjects: boolean;
  /** What one item costs as a value of JavaScript's: its leaves and their bytes, where fields overlap more than once. */
  readonly cost: number;
}

const layouts = new WeakMap<Dtype, Layout>();
const parts = new WeakSet<Dtype>();

/** Deepest nesting of a dtype, as NumPy's own programs stay far below it. */
const maxDepth = 64;
/** An item may cost so many times its bytes. A union has a few fields in one place, a bomb has many, level by level. */
const maxCostPerByte = 64;

/**
 * Checks that a dtype may still take a state. Once others contain it, or it has parts, it stays as it is: what was
 * checked of them holds.
 */
export function assertOpen(dtype: Dtype): void {
  if (parts.has(dtype) || layouts.has(dtype)) {
    fault("SERIALIZATION_BAD_ARGUMENT", "a dtype takes its state only once, before it is used");
  }
}

/** Checks that a dtype's parts lie inside it, are not nested too deep, and do not multiply. */
export function settleLayout(dtype: Dtype): void {
  const { fields, subarray, itemsize } = dtype;
  if (fields === undefined && subarray === undefined) return;
  const inner = fields?.map((field) => field.dtype) ?? [];
  if (subarray !== undefined) inner.push(subarray.base);
  const count = subarray?.shape.reduce((product, length) => product * length, 1) ?? 1;
  const isInside =
    (subarray === undefined || count * subarray.base.itemsize === itemsize) &&
    (fields ?? []).every(
      (field) => field.offset >= 0 && field.offset + field.dtype.itemsize <= itemsize,
    );
  if (!isInside) fault("SERIALIZATION_BAD_ARGUMENT", "a dtype's parts do not fit into its size");
  let [depth, cost, hasObjects] = [0, 0, false];
  for (const part of inner) {
    parts.add(part);
    const layout = layouts.get(part);
    depth = Math.max(depth, 1 + (layout?.depth ?? 0));
    cost += count * (layout?.cost ?? 1 + part.itemsize);
    hasObjects ||= part.hasObjects;
  }
  if (depth > maxDepth) fault("SERIALIZATION_LIMIT", "a dtype is nested more than 64 deep");
  if (cost > maxCostPerByte * Math.max(1, itemsize)) {
    fault("SERIALIZATION_LIMIT", "the fields of a dtype overlap, or are empty, too many times");
  }
  layouts.set(dtype, { depth, cost, hasObjects });
}

/** Whether a part of a dtype has items that are values of their own. */
export function hasObjectsInside(dtype: Dtype): boolean {
  const { fields, subarray } = dtype;
  if (fields === undefined && subarray === undefined) return false;
  return (
    layouts.get(dtype)?.hasObjects ??
    (fields?.some((field) => field.dtype.hasObjects) === true || subarray?.base.hasObjects === true)
  );
}
