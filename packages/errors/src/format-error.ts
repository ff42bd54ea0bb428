import { HeddleError } from "./heddle-error.ts";

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
export function formatError(error: unknown, options: FormatErrorOptions = {}): string {
  const lines: string[] = [];
  if (HeddleError.is(error)) {
    lines.push(`${error.code}: ${error.message}`);
    for (const problem of error.problems) {
      const place = problem.path === undefined ? "" : `${problem.path}: `;
      lines.push(`  - ${place}${problem.message}`);
      if (problem.hint !== undefined) lines.push(`    ${problem.hint}`);
    }
    if (error.hint !== undefined) lines.push(`  ${error.hint}`);
  } else {
    lines.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
  if (options.verbose === true) {
    if (error instanceof Error && error.stack !== undefined) lines.push(error.stack);
    const seen = new Set<unknown>([error]);
    for (let cause = causeOf(error); cause !== undefined && !seen.has(cause);) {
      seen.add(cause);
      lines.push(`caused by ${formatError(cause)}`);
      cause = causeOf(cause);
    }
  }
  return lines.join("\n");
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
