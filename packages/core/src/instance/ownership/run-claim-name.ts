/** The prefix of the names of claims on runs. */
export const runClaimPrefix = "run:";

/** The claim of the process that executes a run. */
export function runClaimName(runId: string): string {
  return `${runClaimPrefix}${runId}`;
}
