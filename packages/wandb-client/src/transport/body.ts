/** The body of an answer, piece by piece. */
export async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body !== null) yield* chunksOf(response.body);
}

/** What a stream brings; who stops early cancels it. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The body of an answer from a byte on, piece by piece; every piece is a sign of life. */
export async function* restOf(
  response: Response,
  start: number,
  progress: () => void,
): AsyncGenerator<Uint8Array> {
  let skip = start;
  for await (const chunk of bodyOf(response)) {
    progress();
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}
