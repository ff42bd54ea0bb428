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
