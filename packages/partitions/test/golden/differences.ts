import type { GoldenCase } from "./answer-case.ts";

/** A place where this package answers otherwise than Dagster, on purpose. */
export interface Difference {
  readonly name: string;
  /** What Dagster does and why ours is right. */
  readonly reason: string;
  /** How many stored cases show it. */
  readonly cases: number;
  /** Whether a case's two answers differ for this reason. */
  readonly explains: (given: GoldenCase, ours: unknown) => boolean;
}

interface Mapped {
  readonly keys: object;
  readonly missing: { readonly count: number };
}

/** All differences. */
export const differences: readonly Difference[] = [
  {
    name: "half-hour-shift",
    reason:
      "Dagster counts an hourly schedule's minutes in elapsed hours, so after a shift of 30 minutes its ticks leave the wall-clock minute that the schedule names.",
    cases: 8,
    explains: ({ kind, input }) =>
      (kind === "keys" || kind === "window") && zoneOf(input) === "Australia/Lord_Howe",
  },
  {
    name: "midnight-gap",
    reason:
      "Dagster corrects skipped times only between 1:00 and 3:59; where clocks go forward at midnight it names a time that does not exist.",
    cases: 2,
    explains: ({ kind, input }) => kind === "keys" && zoneOf(input) === "America/Havana",
  },
  {
    name: "leap-day",
    reason:
      "Dagster shifts a February 29 schedule by a day from February 28 and so looks up the wrong leap year; its keys do not lead back to their windows.",
    cases: 3,
    explains: ({ kind, input }) =>
      kind === "window" && (input["definition"] as { cron?: string }).cron === "30 4 29 2 *",
  },
  {
    name: "off-grid-hour",
    reason:
      "Dagster takes a short cut for hourly keys and accepts times between two ticks and times that were skipped; ours must be listed to be keys.",
    cases: 6,
    explains: ({ kind, output }, ours) =>
      kind === "has" && (output as { has: boolean }).has && !(ours as { has: boolean }).has,
  },
  {
    name: "partial-window-before-start",
    reason:
      "When everything needed lies before the upstream's start, Dagster reports only windows that start inside the needed span; the one that overlaps its beginning is needed as well.",
    cases: 46,
    explains: ({ kind, input, output }, ours) =>
      kind === "mapping" &&
      (input["upstream"] as { kind: string }).kind !== "multi" &&
      sameKeys(output, ours) &&
      (ours as Mapped).missing.count === (output as Mapped).missing.count + 1,
  },
  {
    name: "missing-multi-keys",
    reason:
      "Dagster names the missing keys of one dimension; ours are whole keys of the multi definition.",
    cases: 32,
    explains: ({ kind, input, output }, ours) =>
      kind === "mapping" &&
      (input["upstream"] as { kind: string }).kind === "multi" &&
      sameKeys(output, ours) &&
      (ours as Mapped).missing.count === 4 * (output as Mapped).missing.count,
  },
  {
    name: "reversed-rectangle",
    reason:
      "A rectangle with a reversed side is empty in Dagster; ours is an error that names both keys.",
    cases: 14,
    explains: ({ kind, output }, ours) =>
      kind === "range" &&
      (output as { count: number }).count === 0 &&
      (ours as { error?: string }).error === "PARTITIONS_INVALID_RANGE",
  },
];

function zoneOf(input: GoldenCase["input"]): string | undefined {
  return (input["definition"] as { readonly timezone?: string }).timezone;
}

function sameKeys(left: unknown, right: unknown): boolean {
  return JSON.stringify((left as Mapped).keys) === JSON.stringify((right as Mapped).keys);
}
