import { PickleError } from "../../errors.ts";

/**
 * The bytes that a caller hands over, as a plain `Uint8Array`: a view of the same memory, or a copy of memory that
 * others may change (shared) or take away (resizable) in the meantime. What is read from a `Buffer` of Node is no
 * `Buffer` then, whose `slice` does not copy.
 *
 * @throws PickleError SERIALIZATION_BAD_TYPE for what is no `Uint8Array`, of this realm or another
 */
export function inputBytes(bytes: unknown): Uint8Array {
  if (!isBytes(bytes)) {
    throw new PickleError({
      code: "SERIALIZATION_BAD_TYPE",
      message: `a pickle must be a Uint8Array, not ${tagOf(bytes)}`,
      hint: "Wrap an ArrayBuffer by `new Uint8Array(buffer)`; read a file or an answer as bytes, not as text.",
    });
  }
  const { buffer, byteOffset, byteLength } = bytes;
  const view = new Uint8Array(buffer, byteOffset, byteLength);
  return tagOf(buffer) === "ArrayBuffer" && !(buffer as ArrayBuffer).resizable
    ? view
    : view.slice();
}

/** Whether a value is a `Uint8Array`, of this realm or another, and not only looks like one. */
export function isBytes(value: unknown): value is Uint8Array {
  return (
    ArrayBuffer.isView(value) && (value instanceof Uint8Array || tagOf(value) === "Uint8Array")
  );
}

function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return "a revoked proxy";
  }
}
