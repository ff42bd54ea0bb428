import type { EventDataByType } from "./event-data.ts";

/** Name of an event type. */
export type EventType = keyof EventDataByType;

/** Severity of an event. Failures are `ERROR`, other events of the framework `DEBUG`, log lines what their author chose. */
export type EventLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** What every event carries, whatever its type. */
export interface EventEnvelope {
  /** The run it belongs to; `""` for an event that no run made (a runless materialization, a wipe). */
  readonly runId: string;
  /** The run's job; `""` without a run. */
  readonly jobName: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. Order is by `storageId`, never by time. */
  readonly timestamp: number;
  readonly level: EventLevel;
  /** One line for people. */
  readonly message: string;
  /** The step it belongs to, e.g. `graph.op` or `op[key]`. */
  readonly stepKey?: string;
  /** Process that made the event. */
  readonly pid?: number;
  /** Tags of the step or log line, for filters. */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An event that is not stored yet. Narrow by `type` and `data` has that type's fields.
 *
 * @example
 * ```ts
 * const event: NewEvent<"STEP_SUCCESS"> = {
 *   type: "STEP_SUCCESS", runId, jobName: "train", stepKey: "fit", timestamp: Date.now(), level: "DEBUG",
 *   message: "Finished step in 12ms", data: { durationMs: 12 },
 * };
 * ```
 */
export type NewEvent<Type extends EventType = EventType> = {
  [K in Type]: EventEnvelope & { readonly type: K; readonly data: EventDataByType[K] };
}[Type];

/** A stored event: what was appended, and its place in the log. */
export type EventRecord<Type extends EventType = EventType> = {
  [K in Type]: NewEvent<K> & {
    /** Strictly increasing in the order of commits, over all runs of the instance. Starts at 1. */
    readonly storageId: number;
  };
}[Type];

/** Every event type, in the order of the reference. */
export const eventTypes: readonly EventType[] = [
  "LOG",
  "RUN_ENQUEUED",
  "RUN_DEQUEUED",
  "RUN_STARTING",
  "RUN_START",
  "RUN_SUCCESS",
  "RUN_CANCELING",
  "RUN_FAILURE",
  "RUN_CANCELED",
  "STEP_WORKER_STARTING",
  "STEP_WORKER_STARTED",
  "RESOURCE_INIT_STARTED",
  "RESOURCE_INIT_SUCCESS",
  "RESOURCE_INIT_FAILURE",
  "ENGINE_EVENT",
  "STEP_START",
  "STEP_INPUT",
  "STEP_OUTPUT",
  "STEP_SUCCESS",
  "STEP_FAILURE",
  "STEP_SKIPPED",
  "STEP_UP_FOR_RETRY",
  "STEP_RESTARTED",
  "HANDLED_OUTPUT",
  "LOADED_INPUT",
  "ASSET_MATERIALIZATION_PLANNED",
  "ASSET_MATERIALIZATION",
  "ASSET_FAILED_TO_MATERIALIZE",
  "ASSET_OBSERVATION",
  "ASSET_CHECK_EVALUATION_PLANNED",
  "ASSET_CHECK_EVALUATION",
  "ASSET_WIPED",
  "STEP_EXPECTATION_RESULT",
  "HOOK_COMPLETED",
  "HOOK_ERRORED",
  "LOGS_CAPTURED",
];

const assetEventTypes = [
  "ASSET_MATERIALIZATION_PLANNED",
  "ASSET_MATERIALIZATION",
  "ASSET_FAILED_TO_MATERIALIZE",
  "ASSET_OBSERVATION",
  "ASSET_CHECK_EVALUATION_PLANNED",
  "ASSET_CHECK_EVALUATION",
  "ASSET_WIPED",
] as const;

/** Event types whose data names an asset. They outlive retention. */
export type AssetEventType = (typeof assetEventTypes)[number];

const assetEventTypeSet: ReadonlySet<EventType> = new Set<EventType>(assetEventTypes);

/** Whether an event's data names an asset. */
export function isAssetEvent<E extends NewEvent>(
  event: E,
): event is Extract<E, { readonly type: AssetEventType }> {
  return assetEventTypeSet.has(event.type);
}
