import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const blockBytes = 1 << 20;
/** Shorter bodies come in one piece, for which no buffer needs to be lent. */
const shortBytes = 1 << 16;

/**
 * Sends bodies of answers. Long ones pass through buffers that are used again: fresh ones for every
 * megabyte took more processor time than reading and sending it.
 */
export class BodySender {
  readonly #free: ArrayBuffer[] = [];

  /** Sends a body to its end. */
  async send(response: Response, outgoing: ServerResponse): Promise<void> {
    const { body } = response;
    if (body === null) {
      outgoing.end();
      return;
    }
    const reader = isLong(response) ? readerOfBytes(body) : undefined;
    if (reader === undefined) await pipeline(Readable.fromWeb(body), outgoing);
    else await this.#pump(reader, outgoing);
  }

  /** One buffer fills while the one before is on its way. */
  async #pump(reader: ReadableStreamBYOBReader, outgoing: ServerResponse): Promise<void> {
    let sending: Promise<void> = Promise.resolve();
    try {
      for (;;) {
        const buffer = this.#free.pop() ?? new ArrayBuffer(blockBytes);
        const { done, value } = await reader.read(new Uint8Array(buffer));
        await sending;
        if (done) break;
        sending = this.#write(value, outgoing);
        // Met by the next round; until then it must not count as unhandled.
        sending.catch(() => undefined);
      }
      outgoing.end();
    } catch (error) {
      await reader.cancel(error).catch(() => undefined);
      throw error;
    }
  }

  async #write(bytes: Uint8Array<ArrayBuffer>, outgoing: ServerResponse): Promise<void> {
    const sent = Promise.withResolvers<void>();
    const onClose = (): void => sent.reject(new Error("the connection closed"));
    outgoing.once("close", onClose);
    outgoing.write(bytes, (error) => {
      if (error == null) sent.resolve();
      else sent.reject(error);
    });
    await sent.promise;
    outgoing.off("close", onClose);
    this.#free.push(bytes.buffer);
  }
}

function isLong(response: Response): boolean {
  return Number(response.headers.get("content-length")) > shortBytes;
}

/** Only streams of bytes take a reader's buffers; those of injected faults are of pieces. */
function readerOfBytes(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
}
