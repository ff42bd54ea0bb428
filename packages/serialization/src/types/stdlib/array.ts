import { fault } from "../../pickle/decode/fault.ts";
import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { asBytes } from "../../python/bytes.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyFloat } from "../../python/scalars.ts";
import {
  pickleReduce,
  type Reduction,
  type ResolvedDumpsOptions,
} from "../../pickle/encode/options.ts";
import { Dtype } from "../numpy/dtype.ts";
import { bytesOf, type TypedArray, viewBytes } from "../numpy/typed-arrays.ts";
import { smallInt } from "../small-int.ts";

/** Machine formats of `array._array_reconstructor`, by code. */
const formats: readonly string[] = [
  "u1",
  "i1",
  "<u2",
  ">u2",
  "<i2",
  ">i2",
  "<u4",
  ">u4",
  "<i4",
  ">i4",
  "<u8",
  ">u8",
  "<i8",
  ">i8",
  "<f4",
  ">f4",
  "<f8",
  ">f8",
  "<u2",
  ">u2",
  "<u4",
  ">u4",
];

/** Machine format of each type code, where C's sizes are those of 64-bit Linux. */
const formatOfCode: ReadonlyMap<string, number> = new Map([
  ["B", 0],
  ["b", 1],
  ["H", 2],
  ["h", 4],
  ["I", 6],
  ["i", 8],
  ["Q", 10],
  ["L", 10],
  ["q", 12],
  ["l", 12],
  ["f", 14],
  ["d", 16],
  ["u", 20],
  ["w", 20],
]);

const codeOfTag: ReadonlyMap<string, string> = new Map([
  ["Uint8Array", "B"],
  ["Uint8ClampedArray", "B"],
  ["Int8Array", "b"],
  ["Uint16Array", "H"],
  ["Int16Array", "h"],
  ["Uint32Array", "I"],
  ["Int32Array", "i"],
  ["BigUint64Array", "Q"],
  ["BigInt64Array", "q"],
  ["Float32Array", "f"],
  ["Float64Array", "d"],
]);

/** Python's `array.array`; one of text (`u`, `w`) holds code points. */
export class PyArray {
  /** Python's type code: `b B h H i I l L q Q f d u w`. */
  readonly typecode: string;
  readonly data: TypedArray;

  constructor(typecode: string, data: TypedArray) {
    this.typecode = typecode;
    this.data = data;
  }

  /** The `array.array` with the items of a typed array. */
  static fromTypedArray(data: TypedArray): PyArray {
    return new PyArray(codeOfTag.get(data[Symbol.toStringTag]) ?? "B", data);
  }

  [pickleReduce](options: ResolvedDumpsOptions): Reduction {
    const cls = new PyGlobal("array", "array");
    if (options.protocol < 3) {
      const float = "fd".includes(this.typecode);
      const text = "uw".includes(this.typecode);
      const items = Array.from(this.data as Iterable<number | bigint>, (item) => {
        if (text) return String.fromCodePoint(Number(item));
        return float ? new PyFloat(Number(item)) : item;
      });
      return { func: cls, args: [this.typecode, items] };
    }
    return {
      func: new PyGlobal("array", "_array_reconstructor"),
      args: [
        cls,
        this.typecode,
        this.data instanceof Uint16Array && "uw".includes(this.typecode)
          ? 18
          : (formatOfCode.get(this.typecode) ?? 0),
        asBytes(bytesOf(this.data).slice()),
      ],
    };
  }
}

export const arrayReconstructor: GlobalHandler = {
  call: ([, code, format, data], context) => {
    const type = formats[smallInt(format) ?? -1];
    const bytes = typeof data === "string" ? encodeLatin1(data) : data;
    if (typeof code !== "string" || type === undefined || !(bytes instanceof Uint8Array))
      return notClaimed;
    const dtype = Dtype.parse(type);
    if (bytes.length % dtype.itemsize !== 0) {
      fault("SERIALIZATION_BAD_ARGUMENT", "an array's bytes end inside an item");
    }
    context.allocate(bytes.length);
    return new PyArray(code, viewBytes(bytes, dtype, true));
  },
};

export const arrayConstructor: GlobalHandler = {
  call: ([code, items], context) => {
    const format = typeof code === "string" ? formatOfCode.get(code) : undefined;
    if (format === undefined) return notClaimed;
    const dtype = Dtype.parse(formats[format]!);
    if (items instanceof Uint8Array || typeof items === "string") {
      const bytes = typeof items === "string" ? encodeLatin1(items) : items;
      if (bytes === undefined || bytes.length % dtype.itemsize !== 0) return notClaimed;
      context.allocate(bytes.length);
      return new PyArray(code as string, viewBytes(bytes, dtype, true));
    }
    if (!Array.isArray(items)) return notClaimed;
    context.allocate(items.length * dtype.itemsize);
    const data = viewBytes(new Uint8Array(items.length * dtype.itemsize), dtype, false);
    const big = data instanceof BigInt64Array || data instanceof BigUint64Array;
    (items as unknown[]).forEach((item, at) => {
      const number = item instanceof PyFloat ? item.value : (codePointOf(item, code) ?? item);
      if (typeof number !== "number" && typeof number !== "bigint") {
        fault("SERIALIZATION_BAD_TYPE", "an array's items must be numbers");
      }
      data[at] = (big ? BigInt(number) : Number(number)) as never;
    });
    return new PyArray(code as string, data);
  },
};

/** The code point of a character in an array of text. */
function codePointOf(item: unknown, typecode: unknown): number | undefined {
  if ((typecode !== "u" && typecode !== "w") || typeof item !== "string") return undefined;
  const point = item.codePointAt(0);
  return item.length === String.fromCodePoint(point ?? 0).length ? point : undefined;
}
