import { open, type FileHandle } from "node:fs/promises";
import type { ByteRange } from "./content-store.ts";

/** Large blocks cost a third of the processor time that Node's own file streams take as web streams. */
const blockBytes = 1 << 20;

/** Streams a file, whole or in part; it is open while it is read. */
export function fileStream(
  path: string,
  range?: ByteRange,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | undefined;
  let position = range?.start ?? 0;
  const end = range === undefined ? Number.POSITIVE_INFINITY : range.end + 1;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          file ??= await open(path, "r");
          const block = new Uint8Array(Math.min(blockBytes, end - position));
          const { bytesRead } =
            block.length === 0
              ? { bytesRead: 0 }
              : await file.read(block, 0, block.length, position);
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(block.subarray(0, bytesRead));
          if (bytesRead > 0 && position < end) return;
          await file.close();
          controller.close();
        } catch (error) {
          await file?.close();
          throw error;
        }
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 1 },
  );
}
