import { PickleError } from "../errors.ts";
import { badOption } from "../pickle/check-options.ts";
import { sha256 } from "./web-crypto.ts";

/** The ways to sign. */
export type SignatureAlgorithm = "hmac-sha256" | "ed25519";

/** What is signed: the bytes, or their SHA-256 digest (32 bytes) where the caller has it from streaming. */
export type Signable = Uint8Array | { readonly sha256: Uint8Array };

/** What a signature covers besides the bytes. */
export interface SignatureScope {
  /**
   * Names what the bytes are, such as `acme/project/rows:output.pickle`. The same text must be given on
   * verification, so that a value that was signed for one place is refused at another. Default empty.
   */
  readonly context?: string;
}

/**
 * The text under the signature. The payload enters by its digest, so that large data is never copied; the
 * context stands last, so that no other line can be forged through it.
 */
export async function signedMessage(
  algorithm: SignatureAlgorithm,
  payload: Signable,
  { context = "" }: SignatureScope,
): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof context !== "string") throw badOption("context", "must be a string");
  const { sha256: given } = payload as { readonly sha256?: unknown };
  if (!(payload instanceof Uint8Array || given instanceof Uint8Array)) {
    throw badOption("payload", "must be a Uint8Array, or an object with its sha256");
  }
  const digest = payload instanceof Uint8Array ? await sha256(payload) : payload.sha256;
  if (digest.length !== 32) {
    throw new PickleError({
      code: "SERIALIZATION_BAD_OPTION",
      message: `a SHA-256 digest has 32 bytes, not ${digest.length}`,
    });
  }
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return new TextEncoder().encode(`heddle-signature-v1\n${algorithm}\n${hex}\n${context}`);
}
