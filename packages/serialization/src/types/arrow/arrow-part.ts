import { PickleError } from "../../errors.ts";
import { PyBuffer, PyReduce } from "../../python/nodes.ts";
import { smallInt } from "../small-int.ts";
import { type ArrowType, arrowTypeName, arrowTypeOf } from "./arrow-type.ts";

/** An array of Arrow's as pyarrow pickles it, with buffers that are known to be long enough. */
export interface ArrowPart {
  readonly type: ArrowType;
  readonly length: number;
  /** Items to skip at the begin of each buffer. */
  readonly offset: number;
  /** One bit per item, 1 where there is a value; undefined when all have one. */
  readonly validity: Uint8Array | undefined;
  /** Where items of variable length begin and end. */
  readonly places: Uint8Array | undefined;
  /** Numbers, bits or text. */
  readonly data: Uint8Array | undefined;
  readonly children: readonly ArrowPart[];
  readonly dictionary: ArrowPart | undefined;
}

/** Arrays inside one array, in all; one that a pickle shares counts each time. */
const maxParts = 10_000;

/**
 * The arrays behind a column: one, or the chunks of a chunked one. Nothing is copied.
 *
 * @throws PickleError SERIALIZATION_BAD_ARGUMENT for buffers that do not fit each other,
 *   SERIALIZATION_UNSUPPORTED_VALUE for a type that is not known here
 */
export function arrowPartsOf(array: unknown): ArrowPart[] {
  const walk = { left: maxParts };
  if (array instanceof PyReduce && array.functionName === "pyarrow.lib.chunked_array") {
    const [chunks] = array.args;
    if (!Array.isArray(chunks)) return broken();
    walk.left += chunks.length;
    return (chunks as unknown[]).map((chunk) => wholePart(chunk, walk));
  }
  return [wholePart(array, walk)];
}

interface Walk {
  left: number;
}

/** `pyarrow.lib._restore_array((type, length, null_count, offset, buffers, children, dictionary))`. */
function wholePart(array: unknown, walk: Walk): ArrowPart {
  const isArray = array instanceof PyReduce && array.functionName === "pyarrow.lib._restore_array";
  return readPart(isArray ? array.args[0] : undefined, walk, 0);
}

function readPart(parts: unknown, walk: Walk, depth: number): ArrowPart {
  walk.left -= 1;
  if (!Array.isArray(parts) || walk.left < 0 || depth > 64) return broken();
  const [typeNode, lengthValue, , offsetValue, buffers, children, dictionary] = parts as unknown[];
  const type = arrowTypeOf(typeNode);
  if (type === undefined) return unknownType(typeNode);
  const length = smallInt(lengthValue) ?? -1;
  const offset = smallInt(offsetValue) ?? -1;
  if (length < 0 || offset < 0 || !Number.isSafeInteger(offset + length)) return broken();
  if (!Array.isArray(buffers) || !Array.isArray(children)) return broken();
  const [validity, first, second] = (buffers as unknown[]).map(bytesOf);
  const hasPlaces = "isLarge" in type || type.kind === "map";
  const part: ArrowPart = {
    type,
    length,
    offset,
    validity,
    places: hasPlaces ? first : undefined,
    data: hasPlaces ? second : first,
    children: (children as unknown[]).map((child) => readPart(child, walk, depth + 1)),
    dictionary: type.kind === "dictionary" ? readPart(dictionary, walk, depth + 1) : undefined,
  };
  if (!fits(part)) return broken();
  return part;
}

/** Whether each buffer and child holds as many items as the array says. */
function fits({ type, length, offset, validity, places, data, children }: ArrowPart): boolean {
  const end = offset + length;
  if (validity !== undefined && validity.length * 8 < end) return false;
  if (length === 0) return true;
  const bits = bitsOf(type);
  if (bits !== undefined) return (data?.length ?? 0) * 8 >= end * bits;
  const [child, ...others] = children;
  switch (type.kind) {
    case "null":
      return true;
    case "string":
    case "binary":
      return placesFit(places, type.isLarge, offset, length, data?.length ?? 0);
    case "list":
      return child !== undefined && placesFit(places, type.isLarge, offset, length, child.length);
    case "map":
      return (
        child?.type.kind === "struct" &&
        child.children.length === 2 &&
        placesFit(places, false, offset, length, child.length)
      );
    case "fixed-list":
      return child !== undefined && others.length === 0 && child.length >= end * type.size;
    case "struct":
      return (
        children.length === type.fields.length && children.every((field) => field.length >= end)
      );
    default:
      return false;
  }
}

/** Bits of one item in the buffer of data, for types whose items all have the same. */
export function bitsOf(type: ArrowType): number | undefined {
  switch (type.kind) {
    case "bool":
      return 1;
    case "int":
    case "uint":
    case "float":
    case "decimal":
      return type.bits;
    case "fixed-binary":
      return 8 * type.size;
    case "date":
      return type.unit === "day" ? 32 : 64;
    case "time":
      return type.unit === "s" || type.unit === "ms" ? 32 : 64;
    case "timestamp":
    case "duration":
      return 64;
    case "dictionary":
      return bitsOf(type.index);
    default:
      return undefined;
  }
}

/** Whether the places from item to item never go back and stay inside what they point into. */
function placesFit(
  bytes: Uint8Array | undefined,
  isLarge: boolean,
  offset: number,
  length: number,
  end: number,
): boolean {
  if (bytes === undefined || bytes.length < (offset + length + 1) * (isLarge ? 8 : 4)) return false;
  const placeAt = placesOf(bytes, isLarge);
  let last = placeAt(offset);
  if (last < 0) return false;
  for (let at = offset + 1; at <= offset + length; at += 1) {
    const place = placeAt(at);
    if (place < last) return false;
    last = place;
  }
  return last <= end;
}

/** Reads the places at which items begin. */
export function placesOf(bytes: Uint8Array, isLarge: boolean): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isLarge
    ? (index) => Number(view.getBigInt64(index * 8, true))
    : (index) => view.getInt32(index * 4, true);
}

/** The bytes of `pyarrow.lib.py_buffer(bytes)`; undefined for None. */
function bytesOf(buffer: unknown): Uint8Array | undefined {
  const [content] = buffer instanceof PyReduce ? buffer.args : [];
  if (content instanceof PyBuffer) return content.bytes;
  return content instanceof Uint8Array ? content : undefined;
}

function broken(): never {
  throw new PickleError({
    code: "SERIALIZATION_BAD_ARGUMENT",
    message: "the parts of an Arrow array do not fit each other",
  });
}

function unknownType(node: unknown): never {
  throw new PickleError({
    code: "SERIALIZATION_UNSUPPORTED_VALUE",
    message: `an Arrow array of type ${arrowTypeName(node)} has no counterpart`,
    hint: "Cast the column to another type in Python before.",
  });
}
