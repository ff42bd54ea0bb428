import { pickleReduce, type Reduction } from "../pickle/encode/options.ts";
import { PyGlobal } from "./nodes.ts";

/**
 * A Python float, kept apart from int: `new PyFloat(2)` is written as `2.0` where the number `2` would be
 * written as an int. Decoding gives these with `floats: "wrap"`.
 */
export class PyFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  valueOf(): number {
    return this.value;
  }
}

/** A Python int of any size, for a number that would otherwise be written as a float (`new PyInt(2 ** 60)`). */
export class PyInt {
  readonly value: bigint;

  constructor(value: bigint | number) {
    this.value = BigInt(value);
  }

  valueOf(): bigint {
    return this.value;
  }
}

/**
 * A Python str with an identity of its own: two `PyStr` are written twice even when their text is equal, one
 * `PyStr` met twice is written once. Decoding gives these with `str: "wrap"`, which makes re-encoding exact.
 */
export class PyStr {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }
}

/** A Python complex number. */
export class Complex {
  readonly re: number;
  readonly im: number;

  constructor(re: number, im: number) {
    this.re = re;
    this.im = im;
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("builtins", "complex"),
      args: [new PyFloat(this.re), new PyFloat(this.im)],
    };
  }
}

/** Python's `Ellipsis` (`...`). */
export const Ellipsis: unique symbol = Symbol.for("@heddle/serialization/Ellipsis");

/** Python's `NotImplemented`. */
export const NotImplemented: unique symbol = Symbol.for("@heddle/serialization/NotImplemented");
