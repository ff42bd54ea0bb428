import { inspect } from "node:util";

const mark: unique symbol = Symbol.for("@heddle/core/Secret");
const masked = "********";

/**
 * A value that prints as `********` wherever it is shown: in logs, JSON, templates, errors and `inspect`.
 * Only {@link Secret.reveal} gives the value.
 *
 * @example
 * ```ts
 * const key = new Secret("abc");
 * `${key}`;      // "********"
 * key.reveal();  // "abc"
 * ```
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    Object.defineProperty(this, mark, { value: true });
  }

  /** Whether a value is a secret, also one made by another copy of this package. */
  static is(value: unknown): value is Secret {
    return (
      typeof value === "object" &&
      value !== null &&
      (value as { readonly [mark]?: unknown })[mark] === true
    );
  }

  /** The value itself; hand it only to what needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }

  [inspect.custom](): string {
    return `Secret(${masked})`;
  }
}

/** Values shorter than this are not searched for in texts: the damage to logs would outweigh the gain. */
const shortestRedacted = 6;

/** Replaces the values of known secrets in texts and plain data. */
export class Redactor {
  readonly #values = new Set<string>();

  /** Remembers every secret inside a config value. */
  learn(value: unknown, depth = 0): void {
    if (Secret.is(value)) {
      const text = value.reveal();
      if (text.length >= shortestRedacted) this.#values.add(text);
    } else if (typeof value === "object" && value !== null && depth < 16) {
      for (const inner of Object.values(value)) this.learn(inner, depth + 1);
    }
  }

  /** Whether no secret is known, so that texts need no look. */
  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** The text with each known secret replaced by `********`. */
  text(text: string): string {
    let result = text;
    for (const value of this.#values)
      if (result.includes(value)) result = result.replaceAll(value, masked);
    return result;
  }

  /** A copy of plain data with each known secret replaced in every string and every property name. */
  data<T>(value: T, depth = 0): T {
    if (this.isEmpty || depth > 32) return value;
    if (typeof value === "string") return this.text(value) as T;
    if (Array.isArray(value))
      return value.map((inner: unknown) => this.data(inner, depth + 1)) as T;
    if (typeof value !== "object" || value === null) return value;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]: [string, unknown]) => [
        this.text(key),
        this.data(inner, depth + 1),
      ]),
    ) as T;
  }
}
