const bytearrays = new WeakSet<Uint8Array>();
const plain = new WeakSet<Uint8Array>();
const distinct = new WeakSet<Uint8Array>();

/**
 * Marks bytes as a Python `bytearray`; unmarked `Uint8Array`s are written as `bytes`.
 *
 * @returns the same array
 */
export function asBytearray<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  bytearrays.add(bytes);
  return bytes;
}

/** Whether the bytes were decoded from, or marked as, a Python `bytearray`. */
export function isBytearray(bytes: Uint8Array): boolean {
  return bytearrays.has(bytes);
}

/** Marks bytes as `bytes` even where an option turns unmarked ones into `bytearray`. */
export function asBytes<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  plain.add(bytes);
  return bytes;
}

/** Whether the bytes were marked as `bytes`. */
export function isMarkedBytes(bytes: Uint8Array): boolean {
  return plain.has(bytes);
}

/** Marks no bytes, or a single one, as an object of its own: CPython keeps one for each, but libraries make others. */
export function asDistinctBytes<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  distinct.add(bytes);
  return bytes;
}

/** Whether the bytes were marked as an object of its own. */
export function isDistinctBytes(bytes: Uint8Array): boolean {
  return distinct.has(bytes);
}
