import { PickleError } from "../errors.ts";
import type { SigningKey } from "./keys.ts";
import type { SignatureScope } from "./message.ts";
import { sign, verify } from "./sign.ts";

/** No signature's line is longer. */
const longestLine = 130;
const newline = 0x0a;

/**
 * Bytes with their signature in front: one line of ASCII text as {@link sign} writes it, a newline, then the
 * payload as it was.
 *
 * @throws PickleError as {@link sign}
 *
 * @example
 * ```ts
 * const envelope = await seal(dumps(value), key);
 * const value = loads(await unseal(envelope, key));
 * ```
 */
export async function seal(
  payload: Uint8Array,
  key: SigningKey,
  scope: SignatureScope = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const line = new TextEncoder().encode(`${await sign(payload, key, scope)}\n`);
  const envelope = new Uint8Array(line.length + payload.length);
  envelope.set(line);
  envelope.set(payload, line.length);
  return envelope;
}

/** Whether bytes begin like an envelope of {@link seal}; says nothing about the signature. */
export function isSealed(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 8)) === "heddle1:";
}

/**
 * The payload of an envelope, once its signature was checked.
 *
 * @returns a view of the envelope's bytes
 * @throws PickleError SERIALIZATION_SIGNATURE_MISSING when the bytes are no envelope; else as {@link verify}
 */
export async function unseal(
  envelope: Uint8Array,
  keys: SigningKey | readonly SigningKey[],
  scope: SignatureScope = {},
): Promise<Uint8Array> {
  if (!isSealed(envelope)) {
    throw new PickleError({
      code: "SERIALIZATION_SIGNATURE_MISSING",
      message: "the data is no signed envelope",
    });
  }
  const end = envelope.subarray(0, longestLine).indexOf(newline);
  const line = String.fromCharCode(...envelope.subarray(0, Math.max(end, 0)));
  const payload = envelope.subarray(end + 1);
  await verify(payload, end === -1 ? "heddle1:" : line, keys, scope);
  return payload;
}
