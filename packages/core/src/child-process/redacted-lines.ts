import { StringDecoder } from "node:string_decoder";

const longestHeld = 65_536;

/** Masks secrets in a stream of bytes: whole lines at a time, so that a secret is not missed where the stream is cut. */
export class RedactedLines {
  readonly #redact: (text: string) => string;
  readonly #emit: (bytes: Uint8Array) => void;
  readonly #decoder = new StringDecoder("utf8");
  #held = "";

  constructor(redact: (text: string) => string, emit: (bytes: Uint8Array) => void) {
    this.#redact = redact;
    this.#emit = emit;
  }

  take(bytes: Uint8Array): void {
    const text =
      this.#held +
      this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const end =
      text.length > longestHeld
        ? text.length
        : Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
    this.#give(text.slice(0, end));
    this.#held = text.slice(end);
  }

  /** Gives what was held back. */
  close(): void {
    this.#give(this.#held + this.#decoder.end());
    this.#held = "";
  }

  #give(text: string): void {
    if (text !== "") this.#emit(Buffer.from(this.#redact(text)));
  }
}
