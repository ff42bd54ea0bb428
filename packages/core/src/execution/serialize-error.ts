import { HeddleError } from "@heddle/errors";
import type { SerializedError } from "../instance/event-data.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { Redactor } from "../schema/secret.ts";

/** An error, or whatever was thrown, as plain data without secrets. */
export function serializeError(error: unknown, redactor: Redactor, depth = 0): SerializedError {
  const text = (value: string): string => redactor.text(value);
  if (!(error instanceof Error) && !HeddleError.is(error)) {
    return { name: "NonError", message: text(describeThrown(error)) };
  }
  const details = HeddleError.is(error) ? detailsOf(error, redactor) : undefined;
  const hint = HeddleError.is(error) ? error.hint : undefined;
  return {
    name: error.name,
    message: text(error.message),
    ...(error.stack === undefined ? {} : { stack: text(error.stack) }),
    ...(HeddleError.is(error) ? { code: error.code } : {}),
    ...(hint === undefined ? {} : { hint: text(hint) }),
    ...(details === undefined ? {} : { details }),
    ...(error.cause === undefined || depth > 8
      ? {}
      : { cause: serializeError(error.cause, redactor, depth + 1) }),
  };
}

function describeThrown(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function detailsOf(
  error: HeddleError,
  redactor: Redactor,
): { readonly [key: string]: JsonValue } | undefined {
  const all = {
    ...error.details,
    ...(error.problems.length === 0 ? {} : { problems: error.problems }),
  };
  if (Object.keys(all).length === 0) return undefined;
  try {
    return redactor.data(JSON.parse(JSON.stringify(all)) as { readonly [key: string]: JsonValue });
  } catch {
    return undefined;
  }
}
