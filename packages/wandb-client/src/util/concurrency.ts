/**
 * Calls `work` for each item with at most `limit` calls at once; the first failure stops the intake
 * and is thrown after the running calls ended, so nothing goes on behind the caller's back.
 */
export async function forEachConcurrent<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const iterator =
    Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let index = 0;
  let failed = false;
  let failure: unknown;
  let done = false;
  let turn: Promise<unknown> = Promise.resolve();
  const next = (): Promise<IteratorResult<T>> => {
    const step = turn.then(() => iterator.next());
    turn = step.catch(() => undefined);
    return step;
  };
  const lane = async (): Promise<void> => {
    while (!failed && !done) {
      try {
        const step = await next();
        if (step.done === true) {
          done = true;
          return;
        }
        if (failed) return;
        await work(step.value, index++);
      } catch (error) {
        if (!failed) failure = error;
        failed = true;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, lane));
  if (failed) {
    await iterator.return?.();
    throw failure;
  }
}

/** Runs tasks of the same key one after the other, in the order of the calls. */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<unknown>>();

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
