import { assetFields, eventMatcher } from "../event-filter.ts";
import type { EventPage, EventQuery, RetentionRule } from "../event-storage.ts";
import { isAssetEvent, type EventRecord, type EventType, type NewEvent } from "../events.ts";
import type { RunRecord } from "../run-record.ts";
import { isFinished } from "../run-status.ts";
import { runClaimName } from "../ownership/run-claim-name.ts";
import { applyEventToRun, unknownRun } from "../run-transition.ts";
import { eventText } from "../event-text.ts";
import { assetKeyText } from "../asset-key-text.ts";
import { indexAssetEvent } from "./assets.ts";
import { releaseSlots } from "./coordination.ts";
import type { MemoryState } from "./state.ts";

export function append(state: MemoryState, events: readonly NewEvent[]): readonly EventRecord[] {
  const changed = new Map<string, RunRecord>();
  const texts = events.map((event) => eventText(event));
  for (const event of events) {
    if (event.runId === "") continue;
    const run = changed.get(event.runId) ?? state.runs.get(event.runId);
    if (run === undefined) throw unknownRun(event.runId);
    changed.set(event.runId, applyEventToRun(run, event));
  }
  for (const [runId, run] of changed) {
    state.runs.set(runId, run);
    if (!isFinished(run.status)) continue;
    releaseSlots(state, runId);
    state.claims.delete(runClaimName(runId));
  }
  const records = texts.map((text) => store(state, JSON.parse(text) as NewEvent));
  for (const wake of state.waiters) wake();
  state.waiters.clear();
  return records;
}

function store(state: MemoryState, event: NewEvent): EventRecord {
  state.storageId += 1;
  const record: EventRecord = { ...event, storageId: state.storageId };
  state.events.push(record);
  const ofRun = state.eventsByRun.get(event.runId);
  if (ofRun === undefined) state.eventsByRun.set(event.runId, [record]);
  else ofRun.push(record);
  if (isAssetEvent(record)) indexAssetEvent(state, record);
  return record;
}

export function readEvents<Type extends EventType>(
  state: MemoryState,
  query: EventQuery<Type> = {},
): EventPage<Type> {
  const { limit = 1000, descending = false } = query;
  const matches = eventMatcher(query);
  const source = narrowest(state, query);
  const found: EventRecord[] = [];
  const step = descending ? -1 : 1;
  let index = descending ? source.length - 1 : firstAbove(source, query.after ?? 0);
  for (; index >= 0 && index < source.length && found.length <= limit; index += step) {
    const event = source[index];
    if (event !== undefined && matches(event)) found.push(event);
  }
  const hasMore = found.length > limit;
  if (hasMore) found.pop();
  const end = descending ? (query.after ?? 0) : Math.max(query.after ?? 0, state.storageId);
  const cursor = hasMore ? (found.at(-1)?.storageId ?? end) : end;
  return { events: found as unknown as readonly EventRecord<Type>[], cursor, hasMore };
}

function narrowest(state: MemoryState, query: EventQuery): readonly EventRecord[] {
  if (query.runId !== undefined) return state.eventsByRun.get(query.runId) ?? [];
  const [assetKey, ...others] = query.assetKeys ?? [];
  if (assetKey !== undefined && others.length === 0)
    return state.assets.get(assetKeyText(assetKey))?.events ?? [];
  return state.events;
}

function firstAbove(events: readonly EventRecord[], storageId: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.storageId ?? Infinity) <= storageId) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function waitForEvents(
  state: MemoryState,
  after: number,
  signal?: AbortSignal,
): Promise<void> {
  if (state.storageId > after || signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      state.waiters.delete(wake);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    state.waiters.add(wake);
    signal?.addEventListener("abort", wake, { once: true });
  });
}

export function purgeEvents(state: MemoryState, rule: RetentionRule): number {
  const types = rule.types && new Set(rule.types);
  const isOld = (event: EventRecord): boolean => {
    if (event.timestamp >= rule.before) return false;
    if (types ? !types.has(event.type) : isAssetEvent(event)) return false;
    const run = state.runs.get(event.runId);
    return (run === undefined || isFinished(run.status)) && !isNewest(state, event);
  };
  const before = state.events.length;
  state.events = state.events.filter((event) => !isOld(event));
  for (const [runId, events] of state.eventsByRun) {
    state.eventsByRun.set(
      runId,
      events.filter((event) => !isOld(event)),
    );
  }
  for (const asset of state.assets.values()) {
    const kept = asset.events.filter((event) => !isOld(event));
    asset.events.splice(0, asset.events.length, ...kept);
  }
  return before - state.events.length;
}

function isNewest(state: MemoryState, event: EventRecord): boolean {
  const { assetKey, partition } = assetFields(event);
  if (assetKey === undefined) return false;
  const asset = state.assets.get(assetKeyText(assetKey));
  const ids = [
    asset?.record.lastMaterialization?.storageId,
    asset?.record.lastObservation?.storageId,
    partition === undefined ? undefined : asset?.partitions.get(partition)?.storageId,
  ];
  return ids.includes(event.storageId);
}
