import type { AssetKeyParts } from "./metadata-value.ts";
import type { EventLevel, EventRecord, EventType, NewEvent } from "./events.ts";

/** Which events. All given conditions must hold; a list means any of its members. */
export interface EventFilter<Type extends EventType = EventType> {
  readonly runId?: string;
  readonly types?: readonly Type[];
  readonly stepKeys?: readonly string[];
  readonly levels?: readonly EventLevel[];
  readonly assetKeys?: readonly AssetKeyParts[];
  readonly partitions?: readonly string[];
  readonly checkName?: string;
  /** Tags of an asset event's data; every one must match. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Storage ids above this one; the cursor of ascending reads. */
  readonly after?: number;
  /** Storage ids below this one; the cursor of descending reads. */
  readonly before?: number;
  /** Milliseconds since the epoch, inclusive. */
  readonly since?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly until?: number;
}

/** Which events, in which order, how many. */
export interface EventQuery<Type extends EventType = EventType> extends EventFilter<Type> {
  /** Default 1000. */
  readonly limit?: number;
  /** Newest first. Default false. */
  readonly descending?: boolean;
}

/** Some of the events that match, and where to go on. */
export interface EventPage<Type extends EventType = EventType> {
  readonly events: readonly EventRecord<Type>[];
  /**
   * Pass as `after` (or `before` when descending) to go on. No event that matches is ever committed behind
   * it later.
   */
  readonly cursor: number;
  readonly hasMore: boolean;
}

/** What to delete from the event log. Events of unfinished runs always stay. */
export interface RetentionRule {
  /** Delete events older than this, in milliseconds since the epoch. */
  readonly before: number;
  /** Which types. Asset events are kept unless they are named here. Default: all but asset events. */
  readonly types?: readonly EventType[];
}

/** The event log. */
export interface EventStorage {
  /**
   * Stores events, all or none, in order. In the same transaction: the run statuses that they change, the
   * asset index, and the release of a finished run's slots.
   *
   * @throws CORE_ILLEGAL_RUN_TRANSITION when an event is not allowed in its run's status; CORE_UNKNOWN_RUN
   * when its run does not exist
   */
  append<Type extends EventType>(
    events: readonly NewEvent<Type>[],
  ): Promise<readonly EventRecord<Type>[]>;
  readEvents<Type extends EventType = EventType>(
    query?: EventQuery<Type>,
  ): Promise<EventPage<Type>>;
  /** Storage id of the newest event; 0 when there is none. */
  lastStorageId(): Promise<number>;
  /**
   * Resolves once an event above `after` may be there, made by any process; also when `signal` aborts.
   * May resolve early; a reader then finds nothing and waits again.
   */
  waitForEvents(after: number, signal?: AbortSignal): Promise<void>;
  /** Deletes old events by class. Returns how many. The newest event of each asset partition's index stays. */
  purgeEvents(rule: RetentionRule): Promise<number>;
}
