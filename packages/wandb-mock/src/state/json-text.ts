import { invalid } from "../graphql/rejection.ts";

/**
 * Parses JSON as W&B's clients write it: `NaN`, `Infinity` and `-Infinity` may stand bare, as Python
 * prints them. They are read as the strings that W&B also understands.
 *
 * @returns the value, or `undefined` when the text is not even that
 */
export function parseTolerantJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const quoted = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    );
    try {
      return JSON.parse(quoted);
    } catch {
      return undefined;
    }
  }
}

/** Parses a JSON object from a client's argument. */
export function parseJsonObject(text: string, what: string): Readonly<Record<string, unknown>> {
  const value = parseTolerantJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(`${what} is not a JSON object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** The object in stored text, or an empty one. */
export function objectOf(text: string | null | undefined): Readonly<Record<string, unknown>> {
  const value = text == null ? undefined : parseTolerantJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
