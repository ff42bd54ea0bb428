import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComputeLogs } from "../compute-logs/compute-logs.ts";
import { CoreError } from "../errors.ts";
import { AppendQueue } from "./append-queue.ts";
import { createEvent } from "./create-event.ts";
import type { EventFilter, EventPage, EventQuery, RetentionRule } from "./event-storage.ts";
import type { EventRecord, EventType, NewEvent } from "./events.ts";
import { defaultSettings, type InstanceSettings } from "./instance-settings.ts";
import { MonotoneClock } from "./monotone-clock.ts";
import type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
import { settleLostRuns } from "./ownership/settle-lost-runs.ts";
import { isFinished } from "./run-status.ts";
import type { CreatedRun } from "./run-storage.ts";
import { unknownRun } from "./run-transition.ts";
import type { InstanceStorage } from "./storage.ts";

/** How an instance is made. */
export interface InstanceOptions {
  readonly storage: InstanceStorage;
  /** Folder of the instance's files (values, compute logs); absent for an ephemeral instance. */
  readonly home?: string;
  readonly settings?: InstanceSettings;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Which events a subscription delivers. */
export interface SubscribeOptions<Type extends EventType = EventType> extends Omit<
  EventFilter<Type>,
  "before" | "until"
> {
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /** End by itself when `runId`'s run has finished and all of its events were delivered. Default false. */
  readonly untilFinished?: boolean;
}

const lookMs = 2000;

/** The runs and events of an instance: what all else is read from. */
export class InstanceLog implements AsyncDisposable {
  readonly storage: InstanceStorage;
  /** Folder of the instance's files; `undefined` when it is ephemeral. */
  readonly home: string | undefined;
  readonly settings: InstanceSettings;
  /** What steps in processes of their own wrote to stdout and stderr. */
  readonly computeLogs: ComputeLogs;
  readonly #temporaryLogs: string | undefined;
  readonly #clock: MonotoneClock;
  readonly #queue: AppendQueue;
  #closed = false;

  constructor(options: InstanceOptions) {
    this.storage = options.storage;
    this.home = options.home;
    this.settings = options.settings ?? defaultSettings;
    const kept =
      this.settings.computeLogsDir ??
      (this.home === undefined ? undefined : join(this.home, "compute_logs"));
    this.#temporaryLogs =
      kept === undefined ? join(tmpdir(), `heddle-logs-${randomUUID()}`) : undefined;
    this.computeLogs = new ComputeLogs(kept ?? this.#temporaryLogs ?? "");
    this.#clock = new MonotoneClock(options.clock ?? Date.now);
    this.#queue = new AppendQueue(options.storage);
  }

  /** Milliseconds since the epoch; never smaller than an earlier answer of this instance. */
  now(): number {
    return this.#clock.now();
  }

  /**
   * Creates a run. The same id or idempotency key again returns the run that is there.
   *
   * @param run without `runId` a new UUID is used
   */
  async createRun(run: Omit<NewRun, "runId"> & { readonly runId?: string }): Promise<CreatedRun> {
    const [created] = await this.createRuns([run]);
    if (created === undefined) throw unknownRun(run.runId ?? "");
    return created;
  }

  /** Creates several runs in one transaction. */
  async createRuns(
    runs: readonly (Omit<NewRun, "runId"> & { readonly runId?: string })[],
  ): Promise<readonly CreatedRun[]> {
    this.checkOpen();
    return this.storage.createRuns(
      runs.map((run) => ({ ...run, runId: run.runId ?? randomUUID() })),
    );
  }

  getRun(runId: string): Promise<RunRecord | undefined> {
    this.checkOpen();
    return this.storage.getRun(runId);
  }

  /** Runs that match, newest first unless asked otherwise. */
  getRuns(query?: RunQuery): Promise<readonly RunRecord[]> {
    this.checkOpen();
    return this.storage.listRuns(query);
  }

  countRuns(filter?: RunFilter): Promise<number> {
    this.checkOpen();
    return this.storage.countRuns(filter);
  }

  /** The first run of a chain of re-executions and all that repeat it, oldest first. */
  async getRunGroup(runId: string): Promise<readonly RunRecord[]> {
    const run = await this.getRun(runId);
    if (run === undefined) throw unknownRun(runId);
    return this.storage.listRuns({
      rootRunId: run.rootRunId ?? runId,
      ascending: true,
      limit: 10_000,
    });
  }

  addRunTags(runId: string, tags: Readonly<Record<string, string>>): Promise<RunRecord> {
    this.checkOpen();
    return this.storage.addRunTags(runId, tags);
  }

  /** Deletes a finished run and its events, except asset events. */
  deleteRun(runId: string): Promise<void> {
    this.checkOpen();
    return this.storage.deleteRun(runId);
  }

  /**
   * Stores events: all or none, in order, together with all that follows from them.
   *
   * @returns the stored events, once they are durable
   * @throws CORE_UNKNOWN_RUN, CORE_ILLEGAL_RUN_TRANSITION, CORE_INVALID_EVENT
   */
  async append<Type extends EventType>(
    ...events: readonly NewEvent<Type>[]
  ): Promise<readonly EventRecord<Type>[]> {
    this.checkOpen();
    if (events.length === 0) return [];
    const setBack = this.#clock.takeSetBack();
    if (setBack === undefined) {
      return (await this.#queue.append(
        events as readonly NewEvent[],
      )) as unknown as readonly EventRecord<Type>[];
    }
    const notice = clockNotice(events as readonly NewEvent[], setBack, this.now());
    const records = await this.#queue.append([...(events as readonly NewEvent[]), notice]);
    return records.slice(0, -1) as unknown as readonly EventRecord<Type>[];
  }

  /** Events that match, by storage id, a page at a time. */
  getEvents<Type extends EventType = EventType>(
    query?: EventQuery<Type>,
  ): Promise<EventPage<Type>> {
    this.checkOpen();
    return this.storage.readEvents(query);
  }

  /** All events that match, read page by page. */
  async *allEvents<Type extends EventType = EventType>(
    query: EventQuery<Type> = {},
  ): AsyncGenerator<EventRecord<Type>> {
    let page = await this.getEvents(query);
    while (true) {
      yield* page.events;
      if (!page.hasMore) return;
      page = await this.getEvents({
        ...query,
        ...(query.descending === true ? { before: page.cursor } : { after: page.cursor }),
      });
    }
  }

  /**
   * Events as they are stored, by any process, without gaps and in order; first those above `after`
   * (default: all that are there).
   */
  async *subscribe<Type extends EventType = EventType>(
    options: SubscribeOptions<Type> = {},
  ): AsyncGenerator<EventRecord<Type>> {
    const { signal, untilFinished = false, ...filter } = options;
    let after = filter.after ?? 0;
    const finished = async (): Promise<boolean> =>
      untilFinished && filter.runId !== undefined && (await this.#hasFinished(filter.runId));
    while (!isAborted(signal)) {
      const last = await finished();
      const page: EventPage<Type> = await this.getEvents({ ...filter, after });
      yield* page.events;
      after = page.cursor;
      if (page.hasMore) continue;
      if (last) return;
      if (await finished()) continue;
      await this.storage.waitForEvents(after, until(signal, untilFinished));
      if (untilFinished) await this.settleLostRuns();
    }
  }

  /**
   * Ends the runs whose process died, with an event that says so; `openInstance` of `@heddle/storage` does it, and programs
   * that run for long do it from time to time. A process of this machine is looked up; of one elsewhere the lease must be seen
   * expired twice, two minutes apart.
   *
   * @returns the ids of the runs that this call ended
   */
  settleLostRuns(): Promise<readonly string[]> {
    this.checkOpen();
    return settleLostRuns(this);
  }

  /**
   * Deletes old events of finished runs, by class.
   *
   * @param rule default: all but asset events
   * @returns how many were deleted
   */
  purgeEvents(rule: RetentionRule): Promise<number> {
    this.checkOpen();
    return this.storage.purgeEvents(rule);
  }

  /** Waits for what was appended, then releases the storage. Calling it twice is allowed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue.settled();
    await this.storage.close();
    if (this.#temporaryLogs !== undefined)
      await rm(this.#temporaryLogs, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #hasFinished(runId: string): Promise<boolean> {
    const run = await this.storage.getRun(runId);
    return run === undefined || isFinished(run.status);
  }

  /** @throws CORE_INSTANCE_CLOSED */
  protected checkOpen(): void {
    if (!this.#closed) return;
    throw new CoreError({
      code: "CORE_INSTANCE_CLOSED",
      message: "the instance was used after it was closed",
    });
  }
}

/** Nobody announces that a process died: who waits for the end of its run looks now and then. */
function until(signal: AbortSignal | undefined, look: boolean): AbortSignal | undefined {
  if (!look) return signal;
  const pause = AbortSignal.timeout(lookMs);
  return signal === undefined ? pause : AbortSignal.any([signal, pause]);
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function clockNotice(events: readonly NewEvent[], setBackMs: number, timestamp: number): NewEvent {
  const last = events.at(-1);
  return createEvent("ENGINE_EVENT", {
    runId: last?.runId ?? "",
    jobName: last?.jobName ?? "",
    timestamp,
    level: "WARNING",
    message: `The clock of this machine went back by ${String(setBackMs)} ms; times in the log stand still until it has caught up.`,
    data: {},
  });
}
