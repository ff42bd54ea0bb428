import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";

const chunkBytes = 1024 * 1024;
const smallBytes = 256 * 1024;

/** Base64 MD5, with padding: the digest of an entry. */
export function digestOfBytes(bytes: Uint8Array | string): string {
  return createHash("md5").update(bytes).digest("base64");
}

/** How an entry's digest is computed: MD5, or XXH128 where the writer chose it. */
export type DigestAlgorithm = "MD5" | "XXH128";

/** A digest that is computed piece by piece. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** Base64, with padding. */
  finish(): string;
}

/** The algorithm of an entry's digest; entries without a mark are MD5. */
export function algorithmOf(entry: {
  readonly extra?: Readonly<Record<string, unknown>>;
}): DigestAlgorithm {
  return entry.extra?.["alg"] === "XXH128" ? "XXH128" : "MD5";
}

/** Starts a digest. XXH128 is loaded only where an artifact has it. */
export async function openDigest(algorithm: DigestAlgorithm): Promise<Digest> {
  if (algorithm === "MD5") {
    const hash = createHash("md5");
    return { update: (bytes) => void hash.update(bytes), finish: () => hash.digest("base64") };
  }
  const { createXXHash128 } = await import("hash-wasm");
  const hash = await createXXHash128();
  hash.init();
  return {
    update: (bytes) => void hash.update(bytes),
    finish: () => hexToBase64(hash.digest("hex")),
  };
}

/**
 * Base64 digest of a file, read in pieces.
 *
 * @param size the file's size, to choose the cheapest way
 */
export async function digestOfFile(
  path: string,
  size: number,
  signal?: AbortSignal,
  algorithm: DigestAlgorithm = "MD5",
): Promise<string> {
  if (size <= smallBytes && algorithm === "MD5") return digestOfBytes(await readFile(path));
  const hash = await openDigest(algorithm);
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.finish();
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Base64 to lower-case hex: what URLs and cache paths use. */
export function base64ToHex(digest: string): string {
  return Buffer.from(digest, "base64").toString("hex");
}

/** Lower-case hex to base64. */
export function hexToBase64(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}
