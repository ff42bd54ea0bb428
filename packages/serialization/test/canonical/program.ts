import { asBytearray, PyFloat, PyFrozenSet, PyTuple } from "../../src/index.ts";

/**
 * How a value is built, step by step, so that JavaScript and Python (`interop/canonical.py`) build the same graph. A
 * step's number stands for what it made in the steps after it; a container may be referred to before it is full.
 */
export type Step =
  | readonly ["const", null | boolean]
  /** An int, as decimal text. */
  | readonly ["int", string]
  /** A float, as 16 hexadecimal digits. */
  | readonly ["float", string]
  /** A text, so many times. */
  | readonly ["text", string, number]
  /** So many bytes that count up from the first. */
  | readonly ["bytes" | "bytearray", number, number]
  | readonly ["list"]
  /** A dict that JavaScript has as a Map, or as an object. */
  | readonly ["dict" | "object"]
  | readonly ["tuple", readonly number[]]
  /** A set of the ints below a number, whose order Python keeps. */
  | readonly ["set" | "frozenset", number]
  | readonly ["append", number, number]
  | readonly ["put", number, number, number]
  | readonly ["field", number, string, number];

/** The steps for one value; the last one of its root. */
export interface Program {
  readonly steps: readonly Step[];
  readonly root: number;
}

/**
 * Builds a program's value.
 *
 * @param objects whether what may be objects are objects, or Maps like all other dicts
 */
export function build({ steps, root }: Program, objects: boolean): unknown {
  const made: unknown[] = [];
  for (const step of steps) made.push(perform(step, made, objects));
  return made[root];
}

function perform(step: Step, made: unknown[], objects: boolean): unknown {
  switch (step[0]) {
    case "const":
      return step[1];
    case "int": {
      const value = BigInt(step[1]);
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }
    case "float":
      return float(step[1]);
    case "text":
      return step[1].repeat(step[2]);
    case "bytes":
    case "bytearray": {
      const [kind, first, length] = step;
      const bytes = Uint8Array.from({ length }, (_, at) => first + at);
      return kind === "bytes" ? bytes : asBytearray(bytes);
    }
    case "list":
      return [];
    case "dict":
      return new Map();
    case "object":
      return objects ? {} : new Map();
    case "tuple":
      return PyTuple.of(...step[1].map((at) => made[at]));
    case "set":
      return new Set(Array.from({ length: step[1] }, (_, at) => at));
    case "frozenset":
      return new PyFrozenSet(Array.from({ length: step[1] }, (_, at) => at));
    case "append":
      return (made[step[1]] as unknown[]).push(made[step[2]]);
    case "put":
      return (made[step[1]] as Map<unknown, unknown>).set(made[step[2]], made[step[3]]);
    // A field, by its name.
    default: {
      const owner = made[step[1]] as Map<unknown, unknown> | Record<string, unknown>;
      if (owner instanceof Map) owner.set(step[2], made[step[3]]);
      else owner[step[2]] = made[step[3]];
      return undefined;
    }
  }
}

/** A number where `dumps` writes a float of itself, else a wrapped one. */
function float(hex: string): number | PyFloat {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  const value = view.getFloat64(0);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? new PyFloat(value) : value;
}
