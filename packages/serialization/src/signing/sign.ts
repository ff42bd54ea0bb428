import { PickleError } from "../errors.ts";
import { checkKeys, type SigningKey } from "./keys.ts";
import { type Signable, signedMessage, type SignatureScope } from "./message.ts";
import { formatSignature, parseSignature } from "./signature-text.ts";

/**
 * Signs bytes. The signature stands apart from them, for a metadata field or a file beside.
 *
 * A signature proves who wrote the bytes and that nobody changed them; it says nothing about what is in them.
 *
 * @param payload the bytes, or their SHA-256 digest when they were hashed while streaming
 * @returns `heddle1:<algorithm>:<key id>:<base64url>`, less than 130 characters
 * @throws PickleError SERIALIZATION_BAD_KEY when the key is a public one
 *
 * @example
 * ```ts
 * const key = await signingKey(secret);
 * const signature = await sign(bytes, key, { context: "rows:output.pickle" });
 * await verify(bytes, signature, key, { context: "rows:output.pickle" });
 * ```
 */
export async function sign(
  payload: Signable,
  key: SigningKey,
  scope: SignatureScope = {},
): Promise<string> {
  checkKeys([key]);
  const bytes = await key.sign(await signedMessage(key.algorithm, payload, scope));
  return formatSignature({ algorithm: key.algorithm, keyId: key.id, bytes });
}

/**
 * Checks a signature; returns only when it fits. Call it before anything decodes the bytes.
 *
 * @param signature what {@link sign} returned; undefined, null and "" mean that there is none
 * @param keys the keys that are trusted: one, or several while keys are exchanged
 * @returns the key that signed
 * @throws PickleError SERIALIZATION_SIGNATURE_MISSING, …_MALFORMED, …_UNKNOWN_KEY (its details name the
 *   key's id), …_MISMATCH (other bytes, other context, or forged)
 */
export async function verify(
  payload: Signable,
  signature: string | null | undefined,
  keys: SigningKey | readonly SigningKey[],
  scope: SignatureScope = {},
): Promise<SigningKey> {
  if (signature === undefined || signature === null || signature === "") {
    throw new PickleError({
      code: "SERIALIZATION_SIGNATURE_MISSING",
      message: "the data is not signed",
    });
  }
  const { algorithm, keyId, bytes } = parseSignature(signature);
  const trusted = Array.isArray(keys) ? (keys as readonly SigningKey[]) : [keys as SigningKey];
  checkKeys(trusted);
  const key = trusted.find((one) => one.id === keyId && one.algorithm === algorithm);
  if (key === undefined) {
    throw new PickleError({
      code: "SERIALIZATION_SIGNATURE_UNKNOWN_KEY",
      message: `the data is signed with the ${algorithm} key ${keyId}; trusted are ${trusted.map((one) => `${one.algorithm} ${one.id}`).join(", ") || "none"}`,
      details: { algorithm, keyId, trusted: trusted.map(({ id }) => id) },
    });
  }
  if (await key.verify(await signedMessage(algorithm, payload, scope), bytes)) return key;
  throw new PickleError({
    code: "SERIALIZATION_SIGNATURE_MISMATCH",
    message: `the signature of the key ${keyId} does not fit the data${scope.context === undefined ? "" : ` as ${JSON.stringify(scope.context)}`}`,
    details: { algorithm, keyId, ...scope },
  });
}
