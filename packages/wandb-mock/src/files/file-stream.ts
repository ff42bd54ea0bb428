import { open, type FileHandle } from "node:fs/promises";
import type { ByteRange } from "./content-store.ts";

/** Large blocks cost a third of the processor time that Node's own file streams take as web streams. */
const blockBytes = 1 << 20;

/**
 * Streams a file, whole or in part; it is open while it is read. Readers that bring their own buffers get
 * the bytes in them.
 */
export function fileStream(
  path: string,
  range?: ByteRange,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | undefined;
  let position = range?.start ?? 0;
  const end = range === undefined ? Number.POSITIVE_INFINITY : range.end + 1;
  const stream = new ReadableStream({
    type: "bytes",
    async pull(controller) {
      try {
        file ??= await open(path, "r");
        const { byobRequest } = controller;
        const view = byobRequest?.view;
        const block =
          view == null
            ? new Uint8Array(Math.min(blockBytes, end - position))
            : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
        const length = Math.min(block.length, end - position);
        const { bytesRead } =
          length === 0 ? { bytesRead: 0 } : await file.read(block, 0, length, position);
        position += bytesRead;
        const isOver = bytesRead === 0 || position >= end;
        if (isOver) await file.close();
        if (bytesRead > 0) {
          if (byobRequest == null) controller.enqueue(block.subarray(0, bytesRead));
          else byobRequest.respond(bytesRead);
        }
        if (isOver) {
          controller.close();
          // A reader's buffer that waits is given back empty.
          controller.byobRequest?.respond(0);
        }
      } catch (error) {
        await file?.close();
        throw error;
      }
    },
    cancel: () => file?.close(),
  });
  // The library's types let streams of bytes hold shared memory, which this one never does.
  return stream as ReadableStream<Uint8Array<ArrayBuffer>>;
}
