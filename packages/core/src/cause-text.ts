import { HeddleError } from "@heddle/errors";

/** What a caught error says, for the message of the error around it: with its code, by which it can be looked up. */
export function causeText(cause: unknown): string {
  if (HeddleError.is(cause)) return `${cause.code}: ${cause.message}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/** What to do about a caught error, when it knows. */
export function causeHint(cause: unknown): string | undefined {
  return HeddleError.is(cause) ? cause.hint : undefined;
}
