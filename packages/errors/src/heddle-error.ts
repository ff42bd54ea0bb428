/** One fault among several that were found together. */
export interface Problem {
  /** Code of this fault when it differs from the error's own. */
  readonly code?: string;
  /** Where the fault is: a path into the input, a definition's name or a source location. */
  readonly path?: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What every Heddle error is made of. */
export interface HeddleErrorOptions<Code extends string = string> {
  /** Stable code, never reused. */
  readonly code: Code;
  /** One sentence: what was wrong with which thing, with its name and value; never a secret. */
  readonly message: string;
  /** What to do next, as an instruction. */
  readonly hint?: string | undefined;
  /** Plain data for programs: keys, ids, paths, limits. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** All faults, when several were found together. */
  readonly problems?: readonly Problem[] | undefined;
  /** The original error. */
  readonly cause?: unknown;
  /** Whether the same call may succeed later. Default false. */
  readonly retryable?: boolean | undefined;
  /** How long the other side asked to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

const mark: unique symbol = Symbol.for("@heddle/errors/HeddleError");

/**
 * The base of every error that Heddle throws: what was wrong (`message`), which case it is (`code`),
 * what to do (`hint`), data for programs (`details`, `problems`) and where it came from (`cause`).
 *
 * Recognise errors by `code` or by {@link HeddleError.is}, which looks for a registered symbol and so
 * works across two installed copies of the package, where `instanceof` does not.
 */
export class HeddleError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(options: HeddleErrorOptions<Code>) {
    super(options.message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details ?? {};
    this.problems = options.problems ?? [];
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, mark, { value: true });
  }

  /**
   * Whether `error` is a Heddle error, optionally with this very code.
   *
   * @param error anything that was caught
   * @param code narrow to one code
   */
  static is<Code extends string = string>(error: unknown, code?: Code): error is HeddleError<Code> {
    return (
      typeof error === "object" &&
      error !== null &&
      (error as { readonly [mark]?: unknown })[mark] === true &&
      (code === undefined || (error as HeddleError).code === code)
    );
  }

  /** The error as plain data, for `--json` output and event records; causes are flattened to text. */
  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(Object.keys(this.details).length === 0 ? {} : { details: this.details }),
      ...(this.problems.length === 0 ? {} : { problems: this.problems }),
      ...(this.cause === undefined ? {} : { cause: describeCause(this.cause) }),
    };
  }
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
