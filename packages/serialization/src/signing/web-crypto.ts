import { PickleError } from "../errors.ts";

/** The platform's cryptography, the same in Node, browsers and workers. */
export function subtle(): typeof crypto.subtle {
  const available: typeof crypto.subtle | undefined = globalThis.crypto?.subtle;
  if (available !== undefined) return available;
  throw new PickleError({
    code: "SERIALIZATION_BAD_KEY",
    message: "signatures need WebCrypto, which browsers offer on secure pages only",
    hint: "Serve the page over https or from localhost.",
  });
}

/** Bytes that WebCrypto accepts: it refuses views of shared memory, which are copied. */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

/** SHA-256 of the bytes, 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await subtle().digest("SHA-256", unshared(bytes)));
}
