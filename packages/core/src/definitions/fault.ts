import type { CoreErrorCode } from "../errors.ts";
import type { SourceLocation } from "./source-location.ts";

/** One fault of a definition; `definitions` reports all of them together. */
export interface Fault {
  readonly code: CoreErrorCode;
  /** Who is at fault, e.g. `asset "team/model"`. */
  readonly subject: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly location?: SourceLocation | undefined;
}

/** Up to three of `candidates` that look like `text`, nearest first. */
export function nearest(text: string, candidates: Iterable<string>): readonly string[] {
  const limit = Math.max(2, Math.floor(text.length / 3));
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  const lower = text.toLowerCase();
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const distance =
      other.length > 3 && lower.length > 3 && (other.includes(lower) || lower.includes(other))
        ? 1
        : editDistance(lower, other, limit);
    if (distance <= limit) scored.push({ candidate, distance });
  }
  return scored
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `did you mean "x"?`, or undefined when nothing is near. */
export function didYouMean(text: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(text, candidates);
  return near.length === 0
    ? undefined
    : `did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
}

/** At most `limit` of a list, quoted, with the count of the rest. */
export function listed(names: Iterable<string>, limit = 20): string {
  const all = [...names];
  if (all.length === 0) return "(none)";
  const shown = all.slice(0, limit).map((name) => `"${name}"`);
  return all.length > limit
    ? `${shown.join(", ")} and ${all.length - limit} more`
    : shown.join(", ");
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
