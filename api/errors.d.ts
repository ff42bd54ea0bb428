// index.d.ts
export { HeddleError, type HeddleErrorOptions, type Problem } from "./heddle-error.ts";
export { formatError, type FormatErrorOptions } from "./format-error.ts";
export type { ErrorCode, ErrorTable, ErrorTableEntry } from "./error-table.ts";

// heddle-error.d.ts
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
/**
 * The base of every error that Heddle throws: what was wrong (`message`), which case it is (`code`),
 * what to do (`hint`), data for programs (`details`, `problems`) and where it came from (`cause`).
 *
 * Recognise errors by `code` or by {@link HeddleError.is}, which looks for a registered symbol and so
 * works across two installed copies of the package, where `instanceof` does not.
 */
export declare class HeddleError<Code extends string = string> extends Error {
    readonly code: Code;
    readonly hint: string | undefined;
    readonly details: Readonly<Record<string, unknown>>;
    readonly problems: readonly Problem[];
    readonly retryable: boolean;
    readonly retryAfterMs: number | undefined;
    constructor(options: HeddleErrorOptions<Code>);
    /**
     * Whether `error` is a Heddle error, optionally with this very code.
     *
     * @param error anything that was caught
     * @param code narrow to one code
     */
    static is<Code extends string = string>(error: unknown, code?: Code): error is HeddleError<Code>;
    /** The error as plain data, for `--json` output and event records; causes are flattened to text. */
    toJSON(): Record<string, unknown>;
}

// format-error.d.ts
/** How {@link formatError} writes. */
export interface FormatErrorOptions {
    /** Add causes and the stack. Default false: users see what, where and what to do, no stack. */
    readonly verbose?: boolean;
}
/**
 * Writes an error for a person: code and message, then every problem with its path, then the hint.
 *
 * @param error anything that was caught
 * @returns one or more lines without a final newline
 *
 * @example
 * ```ts
 * formatError(new HeddleError({ code: "CORE_CYCLE", message: "a needs b needs a", hint: "Break it." }));
 * // "CORE_CYCLE: a needs b needs a\n  Break it."
 * ```
 */
export declare function formatError(error: unknown, options?: FormatErrorOptions): string;

// error-table.d.ts
/** What one error code means and what its reader should do; the source of `docs/errors.md`. */
export interface ErrorTableEntry {
    /** One sentence: the situation in which the code is raised. */
    readonly meaning: string;
    /** One instruction: how to get out of it. */
    readonly remedy: string;
}
/**
 * The error codes of one package. Codes are stable and never reused: `E-W…` and `E-R…` for the W&B
 * integration, `<PACKAGE>_<NAME>` elsewhere.
 *
 * @example
 * ```ts
 * export const partitionsErrors = {
 *   PARTITIONS_UNKNOWN_KEY: { meaning: "A key is not in the definition.", remedy: "Use a listed key." },
 * } as const;
 * ```
 */
export type ErrorTable = Readonly<Record<string, ErrorTableEntry>>;
/** The codes of a table, as a union of string literals. */
export type ErrorCode<Table extends ErrorTable> = keyof Table & string;
