/**
 * One output stream of a worker, cut into the outputs of its steps: each ends with a mark that only its step knows.
 */
export class MarkedOutput {
  readonly #emit: (bytes: Uint8Array) => void;
  readonly #mark: Buffer;
  #held: Buffer = Buffer.alloc(0);
  #ended = false;
  readonly #end = Promise.withResolvers<void>();

  /** @param emit gets what stands before the mark */
  constructor(mark: string, emit: (bytes: Uint8Array) => void) {
    this.#mark = Buffer.from(mark);
    this.#emit = emit;
  }

  /** Resolves when the mark has come, or the stream is over. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  /** Takes what the worker wrote. */
  take(bytes: Buffer): void {
    if (this.#ended) return;
    const all = Buffer.concat([this.#held, bytes]);
    const at = all.indexOf(this.#mark);
    if (at >= 0) {
      this.#give(all.subarray(0, at));
      this.#held = Buffer.alloc(0);
      this.#finish();
      return;
    }
    const keep = possibleStart(all, this.#mark);
    this.#give(all.subarray(0, all.length - keep));
    this.#held = all.subarray(all.length - keep);
  }

  /** The stream is over: what was held back was no mark. */
  close(): void {
    if (this.#ended) return;
    this.#give(this.#held);
    this.#finish();
  }

  #give(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#emit(bytes);
  }

  #finish(): void {
    this.#ended = true;
    this.#end.resolve();
  }
}

/** How many of the last bytes could be the beginning of the mark. */
function possibleStart(bytes: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, bytes.length); length > 0; length -= 1) {
    if (bytes.subarray(bytes.length - length).equals(mark.subarray(0, length))) return length;
  }
  return 0;
}
