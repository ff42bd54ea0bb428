import type { RunFilter, RunRecord } from "./run-record.ts";

/** Whether a run fulfils every condition of a filter. */
export function matchesRun(run: RunRecord, filter: RunFilter): boolean {
  const { runIds, statuses, tags, rootRunId } = filter;
  return (
    (runIds === undefined || runIds.includes(run.runId)) &&
    (filter.jobName === undefined || run.jobName === filter.jobName) &&
    (statuses === undefined || statuses.includes(run.status)) &&
    (rootRunId === undefined || run.runId === rootRunId || run.rootRunId === rootRunId) &&
    (filter.jobSnapshotId === undefined || run.jobSnapshotId === filter.jobSnapshotId) &&
    (filter.createdAfter === undefined || run.createdAt > filter.createdAfter) &&
    (filter.createdBefore === undefined || run.createdAt < filter.createdBefore) &&
    (filter.updatedAfter === undefined || run.updatedAt > filter.updatedAfter) &&
    (filter.updatedBefore === undefined || run.updatedAt < filter.updatedBefore) &&
    (tags === undefined ||
      Object.entries(tags).every(([key, wanted]) => matchesTag(run.tags[key], wanted)))
  );
}

function matchesTag(value: string | undefined, wanted: string | readonly string[]): boolean {
  if (value === undefined) return false;
  return typeof wanted === "string" ? value === wanted : wanted.includes(value);
}
