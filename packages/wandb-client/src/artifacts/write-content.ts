import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";

/** Content of a new entry: text, bytes, or a stream of them. */
export type EntryContent =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

const bufferBytes = 256 * 1024;

/**
 * Writes a stream to a new file and hashes it on the way; a failed stream leaves no file.
 *
 * @returns base64 MD5 and size in bytes
 */
export async function writeContent(
  path: string,
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<{ digest: string; size: number }> {
  const hash = createHash("md5");
  const file = await open(path, "wx", 0o600);
  let size = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const flush = async (): Promise<void> => {
    if (waitingBytes === 0) return;
    const chunk =
      waiting.length === 1 && waiting[0] !== undefined ? waiting[0] : Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await file.writeFile(chunk);
  };
  try {
    for await (const piece of content) {
      const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
      hash.update(bytes);
      size += bytes.length;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= bufferBytes) await flush();
    }
    await flush();
    await file.close();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  return { digest: hash.digest("base64"), size };
}
