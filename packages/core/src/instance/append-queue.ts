import type { EventStorage } from "./event-storage.ts";
import type { EventRecord, NewEvent } from "./events.ts";

interface Waiting {
  readonly events: readonly NewEvent[];
  readonly resolve: (records: readonly EventRecord[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores what several callers append in the same tick with one transaction, in the order of the calls. When
 * that transaction is refused, each caller's events are stored by themselves, so that only the caller at
 * fault sees the error.
 */
export class AppendQueue {
  readonly #storage: Pick<EventStorage, "append">;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(storage: Pick<EventStorage, "append">) {
    this.#storage = storage;
  }

  /** Resolves when the events are durable. */
  append(events: readonly NewEvent[]): Promise<readonly EventRecord[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when all that was appended before is stored or refused. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#store(batch);
    }
    this.#running = undefined;
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    try {
      const records = await this.#storage.append(batch.flatMap(({ events }) => events));
      let start = 0;
      for (const { events, resolve } of batch) {
        resolve(records.slice(start, start + events.length));
        start += events.length;
      }
    } catch (error) {
      const [first] = batch;
      if (batch.length === 1) first?.reject(error);
      else for (const one of batch) await this.#store([one]);
    }
  }
}
