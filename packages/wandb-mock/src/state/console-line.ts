import { parseTolerantJson } from "./json-text.ts";

/** One line of a run's console. */
export interface ConsoleLine {
  /** `error` for stderr. */
  readonly level: string | null;
  readonly label: string | null;
  /** When it was printed, in milliseconds since the epoch. */
  readonly timestamp: number | null;
  readonly line: string;
}

/**
 * Reads a console line in either of its forms: JSON (feature `STRUCTURED_CONSOLE_LOGS`) or
 * `[ERROR ]<ISO time> [\[label\] ]text`.
 */
export function parseConsoleLine(text: string): ConsoleLine {
  if (text.startsWith("{")) {
    const value = parseTolerantJson(text) as Readonly<Record<string, unknown>> | undefined;
    if (typeof value?.["content"] === "string") {
      return {
        level: typeof value["level"] === "string" ? value["level"] : null,
        label: typeof value["label"] === "string" ? value["label"] : null,
        timestamp: instantOf(value["ts"]),
        line: value["content"],
      };
    }
  }
  const match = /^(ERROR )?(\d{4}-\d\d-\d\dT[\d:.]+) (?:\[([^\]]*)\] )?([^]*)$/.exec(text);
  if (match === null) return { level: null, label: null, timestamp: null, line: text };
  return {
    level: match[1] === undefined ? null : "error",
    label: match[3] ?? null,
    timestamp: instantOf(match[2]),
    line: match[4] ?? "",
  };
}

/** Times without a zone are UTC. */
function instantOf(text: unknown): number | null {
  if (typeof text !== "string") return null;
  const instant = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(instant) ? null : instant;
}
