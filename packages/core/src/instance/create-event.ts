import type { EventDataByType } from "./event-data.ts";
import type { EventEnvelope, EventLevel, EventType, NewEvent } from "./events.ts";

/** What `createEvent` needs besides the type. */
export interface CreateEventOptions<Type extends EventType> {
  readonly runId: string;
  readonly jobName: string;
  readonly data: EventDataByType[Type];
  /** Milliseconds since the epoch; `instance.now()`. */
  readonly timestamp: number;
  readonly stepKey?: string | undefined;
  /** Default: the type's name in words. */
  readonly message?: string | undefined;
  /** Default: `ERROR` for failures, `DEBUG` for all else. */
  readonly level?: EventLevel | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

const failures: ReadonlySet<EventType> = new Set<EventType>([
  "RUN_FAILURE",
  "RESOURCE_INIT_FAILURE",
  "STEP_FAILURE",
  "ASSET_FAILED_TO_MATERIALIZE",
  "HOOK_ERRORED",
]);

/** The level of an event whose author did not choose one. */
export function defaultLevel(type: EventType): EventLevel {
  return failures.has(type) ? "ERROR" : "DEBUG";
}

/**
 * Makes an event with its level, message and process filled in.
 *
 * @example
 * ```ts
 * createEvent("STEP_START", { runId, jobName, stepKey: "fit", timestamp: instance.now(), data: {} });
 * ```
 */
export function createEvent<Type extends EventType>(
  type: Type,
  options: CreateEventOptions<Type>,
): NewEvent<Type> {
  const event: EventEnvelope & { readonly type: Type; readonly data: EventDataByType[Type] } = {
    type,
    runId: options.runId,
    jobName: options.jobName,
    timestamp: options.timestamp,
    level: options.level ?? defaultLevel(type),
    message: options.message ?? type.toLowerCase().replaceAll("_", " "),
    pid: process.pid,
    data: options.data,
    ...(options.stepKey === undefined ? {} : { stepKey: options.stepKey }),
    ...(options.tags === undefined ? {} : { tags: options.tags }),
  };
  return event;
}
