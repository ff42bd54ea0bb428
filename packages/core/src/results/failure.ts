import type { MetadataInput } from "../metadata/metadata-value.ts";

const failureMark: unique symbol = Symbol.for("@heddle/core/Failure");
const retryMark: unique symbol = Symbol.for("@heddle/core/RetryRequested");

/** Options of {@link Failure}. */
export interface FailureOptions {
  readonly description: string;
  readonly metadata?: MetadataInput;
  /** Whether a retry policy may try again. Default true. */
  readonly allowRetries?: boolean;
  readonly cause?: unknown;
}

/**
 * Thrown by user code to fail its step with a description and metadata (origin: Dagster).
 *
 * @example
 * ```ts
 * throw new Failure({ description: "no rows", metadata: { file }, allowRetries: false });
 * ```
 */
export class Failure extends Error {
  readonly metadata: MetadataInput;
  readonly allowRetries: boolean;

  constructor(options: FailureOptions) {
    super(options.description, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Failure";
    this.metadata = options.metadata ?? {};
    this.allowRetries = options.allowRetries ?? true;
    Object.defineProperty(this, failureMark, { value: true });
  }

  /** Whether something caught is a Failure, also of another copy of this package. */
  static is(error: unknown): error is Failure {
    return (
      typeof error === "object" &&
      error !== null &&
      (error as { readonly [failureMark]?: unknown })[failureMark] === true
    );
  }
}

/** Options of {@link RetryRequested}. */
export interface RetryRequestedOptions {
  /** How often the step may be tried again in all. Default 1. */
  readonly maxRetries?: number;
  /** Default 0. */
  readonly secondsToWait?: number;
  readonly cause?: unknown;
}

/** Thrown by user code to have its step tried again; it overrides the retry policy (origin: Dagster). */
export class RetryRequested extends Error {
  readonly maxRetries: number;
  readonly secondsToWait: number;

  constructor(options: RetryRequestedOptions = {}) {
    super(
      "the step asked for a retry",
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "RetryRequested";
    this.maxRetries = options.maxRetries ?? 1;
    this.secondsToWait = options.secondsToWait ?? 0;
    Object.defineProperty(this, retryMark, { value: true });
  }

  /** Whether something caught is a RetryRequested, also of another copy of this package. */
  static is(error: unknown): error is RetryRequested {
    return (
      typeof error === "object" &&
      error !== null &&
      (error as { readonly [retryMark]?: unknown })[retryMark] === true
    );
  }
}
