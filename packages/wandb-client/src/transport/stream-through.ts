import { chunksOf } from "./body.ts";

/**
 * Hands out bytes one by one while the request that brings them stays open. The request is repeated inside
 * `send` as its rules say; what was written once is not written again.
 *
 * @param send makes the request and writes its bytes; it fails when nobody reads on
 */
export async function* streamThrough(
  send: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const closing = send((chunk) => writer.write(chunk)).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error),
  );
  closing.catch(() => undefined);
  yield* chunksOf(pipe.readable);
}
