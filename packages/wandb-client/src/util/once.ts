/** Asks for a value once and keeps it; a failure is not kept, and one caller's abort does not touch the others. */
export class Once<T> {
  readonly #ask: (signal: AbortSignal | undefined) => Promise<T>;
  #value: { readonly value: T } | undefined;
  #asking: Promise<T> | undefined;

  constructor(ask: (signal: AbortSignal | undefined) => Promise<T>) {
    this.#ask = ask;
  }

  async get(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#value !== undefined) return this.#value.value;
    if (signal !== undefined) {
      const value = await this.#ask(signal);
      this.#value = { value };
      return value;
    }
    this.#asking ??= this.#ask(undefined).then(
      (value) => {
        this.#value = { value };
        return value;
      },
      (error: unknown) => {
        this.#asking = undefined;
        throw error;
      },
    );
    return await this.#asking;
  }
}
