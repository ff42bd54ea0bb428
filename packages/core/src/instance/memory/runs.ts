import { isAssetEvent } from "../events.ts";
import { matchesRun } from "../run-filter.ts";
import type { NewRun, RunFilter, RunQuery, RunRecord } from "../run-record.ts";
import { isFinished, type RunStatus } from "../run-status.ts";
import type { CreatedRun } from "../run-storage.ts";
import { runNotFinished, unknownRun } from "../run-transition.ts";
import type { MemoryState } from "./state.ts";

export function createRuns(state: MemoryState, runs: readonly NewRun[]): readonly CreatedRun[] {
  return runs.map((run) => createRun(state, run));
}

function createRun(state: MemoryState, run: NewRun): CreatedRun {
  const sameKey =
    run.idempotencyKey === undefined ? undefined : state.idempotencyKeys.get(run.idempotencyKey);
  const existing =
    state.runs.get(run.runId) ?? (sameKey === undefined ? undefined : state.runs.get(sameKey));
  if (existing !== undefined) return { run: existing, created: false };
  const now = state.now();
  state.runOrder += 1;
  const record: RunRecord = {
    ...run,
    status: run.status ?? "NOT_STARTED",
    runConfig: run.runConfig ?? {},
    tags: run.tags ?? {},
    runOrder: state.runOrder,
    createdAt: now,
    updatedAt: now,
  };
  state.runs.set(run.runId, record);
  if (run.idempotencyKey !== undefined) state.idempotencyKeys.set(run.idempotencyKey, run.runId);
  return { run: record, created: true };
}

export function listRuns(state: MemoryState, query: RunQuery = {}): readonly RunRecord[] {
  const { cursor, limit = 100, ascending = false } = query;
  const found: RunRecord[] = [];
  const all = [...state.runs.values()];
  for (const run of ascending ? all : all.toReversed()) {
    if (found.length >= limit) break;
    const behind =
      cursor === undefined || (ascending ? run.runOrder > cursor : run.runOrder < cursor);
    if (behind && matchesRun(run, query)) found.push(run);
  }
  return found;
}

export function countRunsByStatus(
  state: MemoryState,
  filter: RunFilter = {},
): Readonly<Partial<Record<RunStatus, number>>> {
  const counts: Partial<Record<RunStatus, number>> = {};
  for (const run of state.runs.values()) {
    if (matchesRun(run, filter)) counts[run.status] = (counts[run.status] ?? 0) + 1;
  }
  return counts;
}

export function addRunTags(
  state: MemoryState,
  runId: string,
  tags: Readonly<Record<string, string>>,
): RunRecord {
  const run = state.runs.get(runId);
  if (run === undefined) throw unknownRun(runId);
  const changed = {
    ...run,
    tags: { ...run.tags, ...tags },
    updatedAt: Math.max(run.updatedAt, state.now()),
  };
  state.runs.set(runId, changed);
  return changed;
}

export function deleteRun(state: MemoryState, runId: string): void {
  const run = state.runs.get(runId);
  if (run === undefined) throw unknownRun(runId);
  if (!isFinished(run.status)) throw runNotFinished(run);
  state.runs.delete(runId);
  if (run.idempotencyKey !== undefined) state.idempotencyKeys.delete(run.idempotencyKey);
  const kept = (state.eventsByRun.get(runId) ?? []).filter((event) => isAssetEvent(event));
  state.eventsByRun.set(runId, kept);
  state.events = state.events.filter((event) => event.runId !== runId || isAssetEvent(event));
}
