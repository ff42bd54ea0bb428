import { readIds } from "./read-ids.ts";

/** One promise of the specification. */
export interface Promised {
  readonly id: string;
  readonly promise: string;
  readonly inScope: boolean;
}

/** One test of a real run, as vitest's JSON report tells it. */
export interface TestOutcome {
  /** Titles of the enclosing suites and of the test itself, outermost first. */
  readonly titles: readonly string[];
  readonly file: string;
  readonly passed: boolean;
}

/** A promise and what the run said of it. */
export interface FeatureRow extends Promised {
  readonly state: "passed" | "failed" | "missing";
  readonly tests: readonly string[];
}

/** A promise is kept only when at least one test names it and every test that names it passed. */
export function featureRows(
  promises: readonly Promised[],
  outcomes: readonly TestOutcome[],
): FeatureRow[] {
  const byId = new Map<string, TestOutcome[]>();
  for (const outcome of outcomes) {
    for (const id of new Set(outcome.titles.flatMap(readIds))) {
      const named = byId.get(id);
      if (named === undefined) byId.set(id, [outcome]);
      else named.push(outcome);
    }
  }
  return promises.map((promised) => {
    const named = byId.get(promised.id) ?? [];
    const state =
      named.length === 0 ? "missing" : named.every(({ passed }) => passed) ? "passed" : "failed";
    return {
      ...promised,
      state,
      tests: named.map(({ file, titles }) => `${file} > ${titles.join(" > ")}`),
    };
  });
}

/** Ids that titles name although no promise has them: a typing mistake. */
export function unknownIds(
  promises: readonly Promised[],
  outcomes: readonly TestOutcome[],
): string[] {
  const known = new Set(promises.map(({ id }) => id));
  return [...new Set(outcomes.flatMap(({ titles }) => titles.flatMap(readIds)))]
    .filter((id) => !known.has(id))
    .toSorted();
}
