import { createHash } from "node:crypto";
import { ContentMismatch, type ContentStore, type StoredContent } from "./content-store.ts";

const chunkBytes = 1 << 16;

/** Keeps contents in memory. */
export function createMemoryContent(): ContentStore {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  const held = (md5: string): Uint8Array<ArrayBuffer> => {
    const bytes = contents.get(md5);
    if (bytes === undefined) throw new Error(`no content with MD5 ${md5}`);
    return bytes;
  };
  const write = async (
    body: AsyncIterable<Uint8Array> | null,
    expectedMd5?: string,
  ): Promise<StoredContent> => {
    const hash = createHash("md5");
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) {
      hash.update(chunk);
      chunks.push(chunk);
    }
    const md5 = hash.digest("hex");
    if (expectedMd5 !== undefined && expectedMd5 !== md5) {
      throw new ContentMismatch(expectedMd5, md5);
    }
    const bytes = new Uint8Array(Buffer.concat(chunks));
    contents.set(md5, bytes);
    return { md5, sizeBytes: bytes.length };
  };
  return {
    write,
    size: (md5) => Promise.resolve(contents.get(md5)?.length),
    read(md5, range) {
      const bytes = held(md5);
      let position = range?.start ?? 0;
      const end = range === undefined ? bytes.length : range.end + 1;
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) {
          if (position >= end) {
            controller.close();
            return;
          }
          const next = Math.min(position + chunkBytes, end);
          controller.enqueue(bytes.slice(position, next));
          position = next;
        },
      });
    },
    // Async, so that an unknown digest rejects instead of throwing.
    bytes: async (md5) => held(md5),
    join: (pieces) => write(concatenate(pieces.map(held))),
  };
}

async function* concatenate(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
