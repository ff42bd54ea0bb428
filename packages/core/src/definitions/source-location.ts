import { fileURLToPath } from "node:url";

/** Where a definition was written. Parsed only when it is asked for, so that defining stays cheap. */
export class SourceLocation {
  readonly #holder: { readonly stack?: string };
  #text: string | undefined;

  private constructor(holder: { readonly stack?: string }) {
    this.#holder = holder;
  }

  /**
   * The place that called `caller`.
   *
   * @param caller the public function whose call site is wanted; frames up to and including it are left out
   */
  static of(caller: (...values: never[]) => unknown): SourceLocation {
    const holder: { stack?: string } = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 1;
    Error.captureStackTrace(holder, caller);
    Error.stackTraceLimit = limit;
    return new SourceLocation(holder);
  }

  /** `file:line:column`, or the empty string where the engine gives no stack. */
  toString(): string {
    this.#text ??= parse(this.#holder.stack ?? "");
    return this.#text;
  }

  toJSON(): string {
    return this.toString();
  }
}

function parse(stack: string): string {
  const frame = stack.split("\n").find((line) => line.trimStart().startsWith("at "));
  const place =
    frame === undefined
      ? undefined
      : /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(frame)?.[1];
  if (place === undefined) return "";
  if (!place.startsWith("file://")) return place;
  const position = /(:\d+:\d+)$/.exec(place)?.[1] ?? "";
  try {
    return fileURLToPath(place.slice(0, place.length - position.length)) + position;
  } catch {
    return place;
  }
}
