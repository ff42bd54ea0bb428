import { PickleError } from "../errors.ts";
import type { SignatureAlgorithm } from "./message.ts";
import { sha256, subtle, unshared } from "./web-crypto.ts";

type PlatformKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * A key that verifies, and signs when it holds the secret. The secret cannot be read back out of it: it does
 * not appear in JSON, logs or errors.
 */
export class SigningKey {
  /** The way it signs. */
  readonly algorithm: SignatureAlgorithm;
  /** 16 hexadecimal digits that tell keys apart and reveal nothing of a secret. */
  readonly id: string;
  /** Whether it signs; false for the public half of an Ed25519 key. */
  readonly canSign: boolean;
  readonly #verifier: PlatformKey;
  readonly #signer: PlatformKey | undefined;

  /** @internal Made by {@link signingKey}, {@link hmacKey} and {@link ed25519Key}. */
  constructor(
    algorithm: SignatureAlgorithm,
    id: string,
    verifier: PlatformKey,
    signer: PlatformKey | undefined,
  ) {
    this.algorithm = algorithm;
    this.id = id;
    this.canSign = signer !== undefined;
    this.#verifier = verifier;
    this.#signer = signer;
  }

  /**
   * The bare signature of a message: 32 bytes (HMAC) or 64 (Ed25519).
   *
   * @throws PickleError SERIALIZATION_BAD_KEY when this is a public key
   */
  async sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#signer === undefined)
      throw badKey(`the key ${this.id} is a public key: it cannot sign`);
    const name = this.algorithm === "ed25519" ? "Ed25519" : "HMAC";
    return new Uint8Array(await subtle().sign(name, this.#signer, message));
  }

  /** Whether the signature fits the message; takes the same time wherever they differ. */
  verify(message: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const name = this.algorithm === "ed25519" ? "Ed25519" : "HMAC";
    return subtle().verify(name, this.#verifier, signature, message);
  }
}

/** Fewest bytes of an HMAC secret: 128 bits, less could be guessed offline from one signature. */
const minimumSecret = 16;

/**
 * The key of a shared secret, for HMAC-SHA256 (RFC 2104): who can verify can also sign.
 *
 * @param secret text (its UTF-8 bytes) or bytes, at least 16 bytes; best 32 random ones
 * @throws PickleError SERIALIZATION_BAD_KEY when it is shorter
 */
export async function hmacKey(secret: string | Uint8Array): Promise<SigningKey> {
  if (typeof secret !== "string" && !((secret as unknown) instanceof Uint8Array)) {
    throw badKey(`a secret is text or bytes, not ${kindOf(secret)}`);
  }
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : unshared(secret);
  if (bytes.length < minimumSecret) {
    throw badKey(`the secret has ${bytes.length} bytes; at least ${minimumSecret} are needed`);
  }
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle().importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
  const tag = await subtle().sign("HMAC", key, new TextEncoder().encode("heddle-key-id"));
  return new SigningKey("hmac-sha256", keyId(new Uint8Array(tag)), key, key);
}

/**
 * An Ed25519 key (RFC 8032) in PEM: a private key (PKCS #8) signs and verifies, a public key (SPKI) only
 * verifies, so that readers need no secret. `openssl genpkey -algorithm ed25519` makes one.
 *
 * @throws PickleError SERIALIZATION_BAD_KEY when the text is no such key
 */
export async function ed25519Key(pem: string): Promise<SigningKey> {
  const found = typeof pem === "string" ? pemBlock.exec(pem) : null;
  if (found === null) throw badKey("no PEM block of a PRIVATE KEY or PUBLIC KEY was found");
  const platform = subtle();
  try {
    const bytes = Uint8Array.from(atob(found[2]!.replaceAll(/\s/g, "")), (c) => c.charCodeAt(0));
    if (found[1] === "PUBLIC") return await publicKey(bytes, undefined);
    const signer = await platform.importKey("pkcs8", bytes, "Ed25519", true, ["sign"]);
    const half = await platform.exportKey("jwk", signer);
    delete half.d;
    delete half.key_ops;
    const verifier = await platform.importKey("jwk", half, "Ed25519", true, ["verify"]);
    return await publicKey(new Uint8Array(await platform.exportKey("spki", verifier)), signer);
  } catch {
    // The platform's error is dropped: some quote what they were given, which is the key.
    throw badKey(`the PEM block is not an Ed25519 ${found[1]!.toLowerCase()} key`);
  }
}

/**
 * The key in a text, such as one configuration value: an Ed25519 key if it holds a PEM block, else the secret
 * of an HMAC key.
 *
 * @throws PickleError SERIALIZATION_BAD_KEY
 */
export async function signingKey(text: string): Promise<SigningKey> {
  // An environment variable that is not set arrives here as undefined, whatever the types say.
  if (typeof text !== "string") throw badKey(`a key is a text, not ${kindOf(text)}`);
  return text.includes("-----BEGIN ") ? ed25519Key(text) : hmacKey(text);
}

/** A new Ed25519 key pair in PEM. Keep `privateKey` secret; hand `publicKey` to those who verify. */
export async function generateEd25519Keys(): Promise<{ privateKey: string; publicKey: string }> {
  const pair = (await subtle().generateKey("Ed25519", true, ["sign", "verify"])) as {
    readonly privateKey: PlatformKey;
    readonly publicKey: PlatformKey;
  };
  return {
    privateKey: toPem("PRIVATE", await subtle().exportKey("pkcs8", pair.privateKey)),
    publicKey: toPem("PUBLIC", await subtle().exportKey("spki", pair.publicKey)),
  };
}

const pemBlock = /-----BEGIN (PRIVATE|PUBLIC) KEY-----([\sA-Za-z0-9+/=]+)-----END \1 KEY-----/;

function toPem(kind: "PRIVATE" | "PUBLIC", der: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(der)));
  const lines = text.match(/.{1,64}/g)!.join("\n");
  return `-----BEGIN ${kind} KEY-----\n${lines}\n-----END ${kind} KEY-----\n`;
}

async function publicKey(
  spki: Uint8Array<ArrayBuffer>,
  signer: PlatformKey | undefined,
): Promise<SigningKey> {
  const verifier = await subtle().importKey("spki", spki, "Ed25519", true, ["verify"]);
  return new SigningKey("ed25519", keyId(await sha256(spki)), verifier, signer);
}

function keyId(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @throws PickleError SERIALIZATION_BAD_KEY for what is no key, such as the secret itself */
export function checkKeys(keys: readonly unknown[]): void {
  for (const key of keys) {
    if (key instanceof SigningKey) continue;
    throw badKey(`a key is what signingKey() gives, not ${kindOf(key)}`);
  }
}

/** The kind of a value, which may be a secret. */
function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}

function badKey(message: string): PickleError {
  return new PickleError({ code: "SERIALIZATION_BAD_KEY", message });
}
