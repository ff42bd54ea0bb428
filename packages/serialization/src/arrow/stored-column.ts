import {
  Binary,
  Bool,
  type Data,
  type DataType,
  DateDay,
  DateMillisecond,
  Decimal,
  Dictionary,
  DurationMicrosecond,
  DurationMillisecond,
  DurationNanosecond,
  DurationSecond,
  Field,
  FixedSizeBinary,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  makeData,
  makeVector,
  Map_,
  Null,
  Struct,
  TimeMicrosecond,
  TimeMillisecond,
  TimeNanosecond,
  TimeSecond,
  Timestamp,
  TimeUnit,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { type ArrowPart, bitsOf, placesOf } from "../types/arrow/arrow-part.ts";
import type { ArrowField, ArrowType } from "../types/arrow/arrow-type.ts";
import { arrowValues } from "../types/arrow/arrow-values.ts";
import { unsupported } from "./unsupported.ts";

const integers = {
  int: { 8: Int8, 16: Int16, 32: Int32, 64: Int64 },
  uint: { 8: Uint8, 16: Uint16, 32: Uint32, 64: Uint64 },
  float: { 16: Float16, 32: Float32, 64: Float64 },
} as const;

const times = { s: TimeSecond, ms: TimeMillisecond, us: TimeMicrosecond, ns: TimeNanosecond };
const durations = {
  s: DurationSecond,
  ms: DurationMillisecond,
  us: DurationMicrosecond,
  ns: DurationNanosecond,
};
const units = {
  s: TimeUnit.SECOND,
  ms: TimeUnit.MILLISECOND,
  us: TimeUnit.MICROSECOND,
  ns: TimeUnit.NANOSECOND,
};

/** Arrays that pyarrow stored, as Arrow has them here: the buffers are shared where they are aligned. */
export function storedToArrow(parts: readonly ArrowPart[], path: string): Vector {
  const [first] = parts;
  if (first === undefined) return vectorFromArray([], new Null());
  const type = typeOf(first.type);
  if (parts.length > 1 && first.type.kind === "dictionary") {
    // Each chunk has a dictionary of its own: the values are sorted into one.
    return vectorFromArray(arrowValues(parts), type);
  }
  if (parts.some((part) => JSON.stringify(part.type) !== JSON.stringify(first.type))) {
    throw unsupported("chunks of several types", path);
  }
  return makeVector(parts.map((part) => dataOf(part, type, path)));
}

/** The type; those of long texts and lists become the ones of ordinary length. */
function typeOf(type: ArrowType): DataType {
  switch (type.kind) {
    case "null":
      return new Null();
    case "bool":
      return new Bool();
    case "int":
      return new integers.int[type.bits]();
    case "uint":
      return new integers.uint[type.bits]();
    case "float":
      return new integers.float[type.bits]();
    case "string":
      return new Utf8();
    case "binary":
      return new Binary();
    case "fixed-binary":
      return new FixedSizeBinary(type.size);
    case "date":
      return type.unit === "day" ? new DateDay() : new DateMillisecond();
    case "time":
      return new times[type.unit]();
    case "duration":
      return new durations[type.unit]();
    case "timestamp":
      return new Timestamp(units[type.unit], type.zone ?? null);
    case "decimal":
      return new Decimal(type.scale, type.precision, type.bits);
    case "list":
      return new List(fieldOf(type.item));
    case "fixed-list":
      return new FixedSizeList(type.size, fieldOf(type.item));
    case "struct":
      return new Struct(type.fields.map(fieldOf));
    case "map": {
      const entries = new Struct<{ key: DataType; value: DataType }>([
        new Field("key", typeOf(type.key.type), false),
        fieldOf({ ...type.value, name: "value" }),
      ] as never);
      return new Map_(new Field("entries", entries, false));
    }
    case "dictionary":
    default:
      return new Dictionary(typeOf(type.value), typeOf(type.index) as Int32, null, type.isOrdered);
  }
}

function fieldOf({ name, type, isNullable }: ArrowField): Field {
  return new Field(name, typeOf(type), isNullable);
}

/** The part's own items, from the first on: the offset is taken off every buffer. */
function dataOf(part: ArrowPart, type: DataType, path: string): Data {
  const { length, offset, validity, children, dictionary } = part;
  const nullBitmap = validity === undefined ? undefined : bitsFrom(validity, offset, length);
  const common = {
    type,
    length,
    nullBitmap: nullBitmap ?? null,
    nullCount: nullBitmap === undefined ? 0 : length - countBits(nullBitmap, length),
  };
  const made = (more: object): Data => makeData({ ...common, ...more } as never);
  const inner = type.children?.map((child) => child.type as DataType) ?? [];
  switch (part.type.kind) {
    case "null":
      return makeData({ type: type as Null, length });
    case "bool":
      return made({ data: bitsFrom(part.data ?? new Uint8Array(), offset, length) });
    case "string":
    case "binary":
      return made({ valueOffsets: shortPlaces(part, path), data: part.data ?? new Uint8Array() });
    case "list":
    case "map":
      return made({
        valueOffsets: shortPlaces(part, path),
        child: dataOf(childOf(part, 0), inner[0]!, path),
      });
    case "fixed-list": {
      const { size } = part.type;
      const items = slice(childOf(part, 0), offset * size, length * size);
      return made({ child: dataOf(items, inner[0]!, path) });
    }
    case "struct":
      return made({
        children: children.map((child, at) =>
          dataOf(slice(child, offset, length), inner[at]!, path),
        ),
      });
    case "dictionary": {
      const { dictionary: values, indices } = type as Dictionary;
      return made({
        data: itemsOf(part, indices),
        dictionary: makeVector(dataOf(dictionary!, values as DataType, path)),
      });
    }
    default:
      return made({ data: itemsOf(part, type) });
  }
}

/** A child; an array without items may come without one. */
function childOf(part: ArrowPart, at: number): ArrowPart {
  const child = part.children[at];
  if (child !== undefined) return child;
  const type = "item" in part.type ? part.type.item.type : ({ kind: "null" } as const);
  return {
    type,
    length: 0,
    offset: 0,
    validity: undefined,
    places: undefined,
    data: undefined,
    children: [],
    dictionary: undefined,
  };
}

function slice(part: ArrowPart, from: number, length: number): ArrowPart {
  return { ...part, offset: part.offset + from, length };
}

/** The items of a type whose items all have the same size, in its kind of typed array. */
function itemsOf(
  { type: stored, data, offset, length }: ArrowPart,
  type: DataType,
): ArrayBufferView {
  const Items = type.ArrayType as Uint8ArrayConstructor;
  const width = bitsOf(stored)! / 8;
  const bytes = (data ?? new Uint8Array()).subarray(offset * width, (offset + length) * width);
  // A typed array can only stand where its items are aligned.
  const aligned = bytes.byteOffset % Items.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Items(aligned.buffer, aligned.byteOffset, bytes.length / Items.BYTES_PER_ELEMENT);
}

/** Where items of variable length begin, in 32 bits. */
function shortPlaces({ type, places, offset, length }: ArrowPart, path: string): Int32Array {
  if (places === undefined) return new Int32Array(length + 1);
  const placeAt = placesOf(places, "isLarge" in type && type.isLarge);
  if (placeAt(offset + length) > 2_147_483_647) throw unsupported("a text of 2 GiB or more", path);
  return Int32Array.from({ length: length + 1 }, (_, at) => placeAt(offset + at));
}

/** A bitmap that begins at a bit. */
function bitsFrom(bytes: Uint8Array, offset: number, length: number): Uint8Array {
  const size = Math.ceil(length / 8);
  const start = offset >> 3;
  const shift = offset & 7;
  if (shift === 0) return bytes.subarray(start, start + size);
  return Uint8Array.from(
    { length: size },
    (_, at) => (bytes[start + at]! >> shift) | ((bytes[start + at + 1] ?? 0) << (8 - shift)),
  );
}

function countBits(bits: Uint8Array, length: number): number {
  let count = 0;
  for (let at = 0; at < length; at += 1) count += (bits[at >> 3]! >> (at & 7)) & 1;
  return count;
}
