import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";

const chunkBytes = 1024 * 1024;
const smallBytes = 256 * 1024;

/** Base64 MD5, with padding: the digest of an entry. */
export function digestOfBytes(bytes: Uint8Array | string): string {
  return createHash("md5").update(bytes).digest("base64");
}

/**
 * Base64 MD5 of a file, read in pieces.
 *
 * @param size the file's size, to choose the cheapest way
 */
export async function digestOfFile(
  path: string,
  size: number,
  signal?: AbortSignal,
): Promise<string> {
  if (size <= smallBytes) return digestOfBytes(await readFile(path));
  const hash = createHash("md5");
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest("base64");
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
