import { PickleError } from "../errors.ts";
import type { SignatureAlgorithm } from "./message.ts";

/** A signature in its parts. */
export interface Signature {
  readonly algorithm: SignatureAlgorithm;
  /** Id of the key, 16 hexadecimal digits. */
  readonly keyId: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const form = /^heddle1:(hmac-sha256|ed25519):([0-9a-f]{16}):([A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{86})$/;
const sizes = { "hmac-sha256": 32, ed25519: 64 } as const;

/** `heddle1:<algorithm>:<key id>:<base64url>`, fit for a line, a header or a metadata field. */
export function formatSignature({ algorithm, keyId, bytes }: Signature): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  const text = base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `heddle1:${algorithm}:${keyId}:${text}`;
}

/**
 * The parts of a signature's text. Nothing is verified by this.
 *
 * @throws PickleError SERIALIZATION_SIGNATURE_MALFORMED
 */
export function parseSignature(text: string): Signature {
  const parts = form.exec(text);
  if (parts !== null) {
    const algorithm = parts[1] as SignatureAlgorithm;
    const binary = atob(parts[3]!.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const signature = { algorithm, keyId: parts[2]!, bytes };
    if (bytes.length === sizes[algorithm] && formatSignature(signature) === text) return signature;
  }
  throw new PickleError({
    code: "SERIALIZATION_SIGNATURE_MALFORMED",
    message: "the signature does not have the form heddle1:<algorithm>:<key id>:<base64url>",
  });
}
