import { mediaError } from "./media-error.ts";

/** A value of an array of several dimensions: lists in lists. */
export type NestedList = readonly (number | boolean | string | NestedList)[];

/*
 * NumPy's `.npy`: 0 `\x93NUMPY`, 6 major version, 8 length of the header (16 bits in version 1, else 32),
 * then the header, a dictionary as Python writes it, and the numbers.
 */
const magic = "\u0093NUMPY";

interface Reader {
  readonly bytes: number;
  read(view: DataView, at: number, isLittle: boolean): number | boolean | string;
}

const readers: Readonly<Record<string, Reader>> = {
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) !== 0 },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  i2: { bytes: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  i4: { bytes: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  i8: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  u2: { bytes: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  u4: { bytes: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  u8: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
  f2: { bytes: 2, read: (view, at, isLittle) => halfFloat(view.getUint16(at, isLittle)) },
  f4: { bytes: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  f8: { bytes: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};

/**
 * Reads an array as lists in lists, one for each dimension. Integers beyond 2^53 lose their last digits.
 *
 * @param file the bytes of a `.npy` file
 * @param path where it came from, for errors
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for what is no such file, is cut off, or holds Python objects
 */
export function readNpy(file: Uint8Array, path: string): NestedList {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerAt = file[6] === 1 ? 10 : 12;
  if (file.length < headerAt || latin1(file.subarray(0, 6)) !== magic)
    throw mediaError(path, "is not an array of NumPy", "Log the table again.");
  const headerLength = file[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = latin1(file.subarray(headerAt, headerAt + headerLength));
  const type = /'descr': '([<>|=])([a-zA-Z]\d+)'/.exec(header);
  const reader = readers[type?.[2] ?? ""] ?? textReader(type?.[2] ?? "");
  const shapeText = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  if (reader === undefined || shapeText === undefined)
    throw mediaError(
      path,
      `holds an array that cannot be read: ${header.slice(0, 80).trim()}`,
      "Log numbers, truths or text; an array of Python objects is code.",
    );
  const shape = shapeText.split(",").flatMap((each) => (each.trim() === "" ? [] : [Number(each)]));
  const count = shape.reduce((product, each) => product * each, 1);
  const start = headerAt + headerLength;
  const isPlausible = shape.length <= 64 && shape.every((each) => each <= file.length);
  if (!isPlausible || file.length !== start + count * reader.bytes)
    throw mediaError(path, "is an array that is cut off", "Log the table again.");
  const isFortran = header.includes("'fortran_order': True");
  const strides = stridesOf(shape, isFortran);
  const isLittle = type?.[1] !== ">";
  const build = (dimension: number, offset: number): NestedList =>
    Array.from({ length: shape[dimension] ?? 0 }, (_, index) => {
      const at = offset + index * (strides[dimension] ?? 1);
      return dimension === shape.length - 1
        ? reader.read(view, start + at * reader.bytes, isLittle)
        : build(dimension + 1, at);
    });
  return build(0, 0);
}

/** How many elements lie between two neighbours of each dimension. */
function stridesOf(shape: readonly number[], isFortran: boolean): number[] {
  const strides = shape.map(() => 1);
  const order = shape.map((_, index) => index);
  let product = 1;
  for (const dimension of isFortran ? order : order.toReversed()) {
    strides[dimension] = product;
    product *= shape[dimension] ?? 1;
  }
  return strides;
}

/** Text of a fixed length: `U5` is five code points of 32 bits, `S5` five bytes. */
function textReader(code: string): Reader | undefined {
  const length = Number(code.slice(1));
  if (code.startsWith("S"))
    return {
      bytes: length,
      read: (view, at) => trimmed(Array.from({ length }, (_, index) => view.getUint8(at + index))),
    };
  if (!code.startsWith("U")) return undefined;
  return {
    bytes: length * 4,
    read: (view, at, isLittle) =>
      trimmed(Array.from({ length }, (_, index) => view.getUint32(at + index * 4, isLittle))),
  };
}

function trimmed(codes: readonly number[]): string {
  return String.fromCodePoint(...codes).replace(/\0+$/, "");
}

function halfFloat(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
