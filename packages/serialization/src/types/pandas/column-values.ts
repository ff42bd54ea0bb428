import { PickleError } from "../../errors.ts";
import { PyGlobal, PyNode, PyObject, PyReduce } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { asNdArray, rowOf } from "./state.ts";

/**
 * The values of a column or the labels of an index as JavaScript has them.
 *
 * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for arrays of pandas that stay inert nodes
 */
export function columnToArray(values: unknown, path: string): unknown[] {
  const array = asNdArray(values) ?? values;
  if (canGiveArray(array)) return nested(() => array.toArray());
  throw new PickleError({
    code: "SERIALIZATION_UNSUPPORTED_VALUE",
    message: `${nameOf(values)} stays an inert node: its values have no counterpart`,
    hint: "Read the other columns one by one with `column`, or convert this one in Python before.",
    path,
  });
}

/** How many values a column or an index has; 0 for arrays of pandas that stay inert nodes. */
export function columnLength(values: unknown): number {
  const array = asNdArray(values);
  if (array !== undefined) return array.size;
  if (typeof values !== "object" || values === null || !("length" in values)) return 0;
  return nested(() => (typeof values.length === "number" ? values.length : 0));
}

/** Row `row` of a block's values: a block of several columns has one row for each. */
export function rowOfBlock(values: unknown, row: number): unknown {
  const array = asNdArray(values);
  if (array !== undefined) return rowOf(array, row);
  if (!(values instanceof PyReduce) || !Array.isArray(values.state)) return values;
  const parts = values.state as unknown[];
  if (!parts.some((part) => part instanceof NdArray && part.shape.length === 2)) return values;
  const type = values.constructor as new (func: unknown, args: readonly unknown[]) => PyReduce;
  const one = new type(values.func, values.args);
  const state = parts.map((part) => (part instanceof NdArray ? rowOf(part, row) : part));
  one.operations.push({ kind: "state", value: PyTuple.from(state) });
  return one;
}

let level = 0;

/**
 * Categories in categories, intervals of indexes: pandas nests its arrays a few levels deep. A hostile stream could nest
 * them without end, or in each other.
 */
function nested<Made>(read: () => Made): Made {
  if (level === maxNesting) {
    throw new PickleError({
      code: "SERIALIZATION_LIMIT",
      message: `arrays of pandas are nested more than ${maxNesting} deep`,
    });
  }
  level += 1;
  try {
    return read();
  } finally {
    level -= 1;
  }
}

const maxNesting = 8;

function canGiveArray(values: unknown): values is { toArray(): unknown[] } {
  return typeof values === "object" && values !== null && "toArray" in values;
}

function nameOf(values: unknown): string {
  if (values instanceof PyObject) return values.className ?? "an object";
  if (values instanceof PyReduce) {
    const [cls] = values.args;
    return cls instanceof PyGlobal ? cls.path : (values.functionName ?? "an object");
  }
  return values instanceof PyNode ? "an object" : "an index";
}
