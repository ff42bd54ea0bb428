import { badOption } from "../check-options.ts";
import type { DumpsOptions } from "./options.ts";
import { Pickler } from "./pickler.ts";

/**
 * Encodes a value as a pickle that Python loads, with CPython's own bytes for plain values.
 *
 * @returns the whole pickle; for results of 1 MiB and more a view of a larger buffer
 * @throws PickleError with the path of the value that cannot be written
 *
 * @example
 * ```ts
 * await writeFile("output.pickle", dumps({ rows: [1, 2, 3] }));
 * ```
 */
export function dumps(value: unknown, options: DumpsOptions = {}): Uint8Array<ArrayBuffer> {
  const pickler = new Pickler(options);
  pickler.dump(value);
  return pickler.writer.finish();
}

/**
 * Encodes a value piece by piece, with the same bytes as {@link dumps}, holding about `chunkBytes` at a time, and
 * what one item of a list takes that is larger.
 *
 * @param options `chunkBytes`: least size of a piece but the last. Default 256 KiB.
 */
export function* dumpsChunks(
  value: unknown,
  options: DumpsOptions & { readonly chunkBytes?: number } = {},
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  const { chunkBytes = 262_144, ...rest } = options;
  if (!(typeof chunkBytes === "number" && chunkBytes >= 1)) {
    throw badOption("chunkBytes", "must be a number from 1 on");
  }
  const pickler = new Pickler(rest);
  pickler.begin(value, chunkBytes);
  while (!pickler.advance(chunkBytes)) yield pickler.writer.take();
  yield pickler.writer.take();
}

/**
 * Encodes as {@link dumpsChunks}, giving other work (timers, answers of the network) a turn between the pieces.
 *
 * @example
 * ```ts
 * await pipeline(dumpsStream(rows), createWriteStream("rows.pickle"));
 * ```
 */
export async function* dumpsStream(
  value: unknown,
  options: DumpsOptions & { readonly chunkBytes?: number } = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  for (const chunk of dumpsChunks(value, options)) {
    yield chunk;
    await turn();
  }
}

/** Lets the event loop go round once. Timers would wait for milliseconds each time in browsers; messages do not. */
function turn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (done: () => void) => void };
  return new Promise((done) => {
    if (setImmediate !== undefined) {
      setImmediate(done);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      done();
    });
    port1.start();
    port2.postMessage(null);
  });
}
