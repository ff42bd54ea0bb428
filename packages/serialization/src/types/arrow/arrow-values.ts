import { PickleError } from "../../errors.ts";
import { newPlainDict } from "../../pickle/decode/dicts.ts";
import { PyDate } from "../datetime/values.ts";
import { halfToNumber } from "../numpy/items.ts";
import { PyDecimal } from "../stdlib/values.ts";
import { type ArrowPart, placesOf } from "./arrow-part.ts";
import type { ArrowType } from "./arrow-type.ts";

/**
 * The values of Arrow's arrays as JavaScript has them, null where they are missing: numbers, bigints for 64 bits and for
 * times, timestamps and durations (counts of their unit), `PyDate`, `PyDecimal`, arrays for lists, objects for
 * structs and Maps for maps.
 *
 * @throws PickleError SERIALIZATION_LIMIT when there are far more values than the buffers have bytes
 */
export function arrowValues(parts: readonly ArrowPart[]): unknown[] {
  const budget = new Budget(parts);
  return parts.flatMap((part) => valuesOf(part, budget));
}

/** How much may become of the buffers: the same bytes may stand in a pickle once and be used a thousand times. */
class Budget {
  #left: number;

  constructor(parts: readonly ArrowPart[]) {
    const buffers = new Set<ArrayBufferLike | Uint8Array>();
    let bytes = 0;
    const open = [...parts];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      for (const buffer of [part.validity, part.places, part.data]) {
        if (buffer === undefined || buffers.has(buffer)) continue;
        buffers.add(buffer);
        bytes += buffer.length;
      }
      open.push(...part.children);
      if (part.dictionary !== undefined) open.push(part.dictionary);
    }
    this.#left = 16_777_216 + 64 * bytes;
  }

  take(values: number): void {
    this.#left -= values;
    if (this.#left >= 0) return;
    throw new PickleError({
      code: "SERIALIZATION_LIMIT",
      message: "an Arrow array has far more values than its buffers have bytes",
    });
  }
}

const decoder = new TextDecoder();

function valuesOf(part: ArrowPart, budget: Budget): unknown[] {
  const { length, offset, validity } = part;
  budget.take(length);
  const read = readerOf(part, budget);
  return Array.from({ length }, (_, row) => {
    const at = offset + row;
    const isNull = validity !== undefined && ((validity[at >> 3]! >> (at & 7)) & 1) === 0;
    return isNull ? null : read(at);
  });
}

/** What gives the value at a place in the buffers. Those of a child are read first, once for all. */
function readerOf(part: ArrowPart, budget: Budget): (at: number) => unknown {
  const { type, places, data, children, dictionary, length } = part;
  if (type.kind === "null" || length === 0) return () => null;
  const bytes = data ?? new Uint8Array();
  switch (type.kind) {
    case "bool":
      return (at) => ((bytes[at >> 3]! >> (at & 7)) & 1) === 1;
    case "string":
    case "binary": {
      const placeAt = placesOf(places!, type.isLarge);
      budget.take(Math.ceil((placeAt(part.offset + length) - placeAt(part.offset)) / 8));
      return (at) => {
        const content = bytes.subarray(placeAt(at), placeAt(at + 1));
        return type.kind === "string" ? decoder.decode(content) : content;
      };
    }
    case "fixed-binary":
      return (at) => bytes.subarray(at * type.size, (at + 1) * type.size);
    case "list": {
      const placeAt = placesOf(places!, type.isLarge);
      const items = valuesOf(children[0]!, budget);
      return (at) => items.slice(placeAt(at), placeAt(at + 1));
    }
    case "fixed-list": {
      const items = valuesOf(children[0]!, budget);
      return (at) => items.slice(at * type.size, (at + 1) * type.size);
    }
    case "struct": {
      const columns = children.map((child) => valuesOf(child, budget));
      return (at) => {
        const made = newPlainDict();
        type.fields.forEach(({ name }, field) => {
          made[name] = columns[field]![at];
        });
        return made;
      };
    }
    case "map": {
      const placeAt = placesOf(places!, false);
      const [keys, items] = children[0]!.children.map((child) => valuesOf(child, budget)) as [
        unknown[],
        unknown[],
      ];
      const from = children[0]!.offset;
      return (at) => {
        const made = new Map<unknown, unknown>();
        for (let place = from + placeAt(at); place < from + placeAt(at + 1); place += 1) {
          made.set(keys[place], items[place]);
        }
        return made;
      };
    }
    case "dictionary": {
      const values = valuesOf(dictionary!, budget);
      const codeAt = numberReader(type.index, bytes);
      return (at) => values[Number(codeAt(at))] ?? null;
    }
    default:
      return numberReader(type, bytes);
  }
}

/** What reads the items of types whose items all have the same number of bytes. */
function numberReader(type: ArrowType, bytes: Uint8Array): (at: number) => unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case "int":
      if (type.bits === 8) return (at) => view.getInt8(at);
      if (type.bits === 16) return (at) => view.getInt16(2 * at, true);
      if (type.bits === 32) return (at) => view.getInt32(4 * at, true);
      return (at) => view.getBigInt64(8 * at, true);
    case "uint":
      if (type.bits === 8) return (at) => view.getUint8(at);
      if (type.bits === 16) return (at) => view.getUint16(2 * at, true);
      if (type.bits === 32) return (at) => view.getUint32(4 * at, true);
      return (at) => view.getBigUint64(8 * at, true);
    case "float":
      if (type.bits === 16) return (at) => halfToNumber(view.getUint16(2 * at, true));
      if (type.bits === 32) return (at) => view.getFloat32(4 * at, true);
      return (at) => view.getFloat64(8 * at, true);
    case "date":
      return type.unit === "day"
        ? (at) => dateOf(view.getInt32(4 * at, true))
        : (at) => dateOf(Number(view.getBigInt64(8 * at, true)) / 86_400_000);
    case "time":
      return type.unit === "s" || type.unit === "ms"
        ? (at) => BigInt(view.getInt32(4 * at, true))
        : (at) => view.getBigInt64(8 * at, true);
    case "timestamp":
    case "duration":
      return (at) => view.getBigInt64(8 * at, true);
    case "decimal":
      return (at) => decimalOf(view, (at * type.bits) / 8, type.bits, type.scale);
    default:
      return () => null;
  }
}

/** A day as a date of Python's; one outside its years as the number of days from 1970. */
function dateOf(days: number): PyDate | number {
  const date = new Date(Math.floor(days) * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return days;
  return new PyDate(year, date.getUTCMonth() + 1, date.getUTCDate());
}

/** A little-endian integer of two's complement, and how many of its digits stand behind the point. */
function decimalOf(view: DataView, start: number, bits: 128 | 256, scale: number): PyDecimal {
  let value = view.getBigInt64(start + bits / 8 - 8, true);
  for (let place = bits / 8 - 16; place >= 0; place -= 8) {
    value = (value << 64n) | view.getBigUint64(start + place, true);
  }
  if (scale <= 0) return new PyDecimal(`${value}${scale === 0 ? "" : `E+${-scale}`}`);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const [whole, fraction] = [digits.slice(0, -scale), digits.slice(-scale)];
  return new PyDecimal(`${value < 0n ? "-" : ""}${whole}.${fraction}`);
}
