import { formatError } from "@heddle/errors";

/** An error with its hint on one line. */
export function oneLine(error: unknown): string {
  return formatError(error).replaceAll(/\s*\n\s*/g, ". ");
}
