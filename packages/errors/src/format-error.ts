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
    lines.push(`${error.code}: ${headOf(error)}`, ...problemLines(error));
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

/** The message, without the list of problems at its end when they follow line by line. */
function headOf({ message, problems }: HeddleError): string {
  const list = problems.map(problemText).join("; ");
  return problems.length > 1 && message.endsWith(`: ${list}`)
    ? message.slice(0, -list.length - 1)
    : message;
}

function problemLines({ message, hint, problems }: HeddleError): string[] {
  const [only] = problems;
  // One problem that the message tells already, with the hint that follows.
  if (only !== undefined && problems.length === 1 && message.endsWith(problemText(only))) {
    return only.hint === undefined || only.hint === hint ? [] : [`  ${only.hint}`];
  }
  return problems.flatMap((problem) => [
    `  - ${problemText(problem)}`,
    ...(problem.hint === undefined ? [] : [`    ${problem.hint}`]),
  ]);
}

function problemText({ path, message }: HeddleError["problems"][number]): string {
  return path === undefined ? message : `${path}: ${message}`;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
