import { hostname } from "node:os";
import type { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { LogArtifactOptions } from "../artifacts/log-artifact.ts";
import { checkProjectName, checkRunId } from "../artifacts/names.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { alertOperation, upsertBucketOperation, type BucketFields } from "../operations/runs.ts";
import { clientVersion } from "../transport/api-headers.ts";
import { randomId } from "../util/ids.ts";
import { encodeConfig, encodeValue, plainValue } from "./encode.ts";
import { FileStream } from "./file-stream.ts";
import { resumeStatus, type ResumeState } from "./resume.ts";
import { RunHandle, type UseArtifactOptions } from "./run-handle.ts";
import type { RunOptions } from "./run-options.ts";

/** One row of a run's history. */
export type HistoryRow = Readonly<Record<string, unknown>>;

/**
 * A run that this process writes. It ends with {@link WandbRun.finish}; a process that ends without leaves it
 * as W&B does: without heartbeats the server marks it crashed.
 *
 * @example
 * ```ts
 * const run = await client.run({ project: "demo", config: { lr: 0.1 } });
 * run.log({ loss: 0.5 });
 * await run.logArtifact(draft);
 * await run.finish();
 * ```
 */
export class WandbRun extends RunHandle {
  /** The server's own id of the run. */
  readonly storageId: string;
  /** Whether it existed before. */
  readonly isResumed: boolean;
  /** Step of the next row: 0, or one beyond the last row of a resumed run. */
  readonly startingStep: number;

  readonly #services: ClientServices;
  readonly #stream: FileStream;
  readonly #startedAt: number;
  readonly #runtimeBefore: number;
  readonly #stop = new AbortController();
  #name: string;
  #config: Record<string, unknown>;
  #summary: Record<string, unknown>;
  #row: Record<string, unknown> = {};
  #step: number;
  #isConfigDirty = false;
  #finished: Promise<void> | undefined;
  #hasWarnedOfSteps = false;

  private constructor(
    services: ClientServices,
    bucket: BucketFields,
    options: RunOptions,
    resumed: ResumeState | undefined,
    config: Record<string, unknown>,
    now: number,
  ) {
    super(services, {
      entity: bucket.project?.entity.name ?? options.entity ?? "",
      project: bucket.project?.name ?? options.project ?? "",
      id: bucket.name,
    });
    this.#services = services;
    this.storageId = bucket.id;
    this.#name = bucket.displayName ?? bucket.name;
    this.#config = config;
    this.#summary = resumed?.summary ?? {};
    this.isResumed = resumed !== undefined;
    this.startingStep = resumed?.startingStep ?? 0;
    this.#step = this.startingStep;
    this.#startedAt = now;
    this.#runtimeBefore = resumed?.runtimeSeconds ?? 0;
    this.#stream = new FileStream(services, {
      place: this.place,
      offsets: resumed?.offsets ?? { history: 0, events: 0, console: 0 },
      intervalMs: options.streamIntervalMs ?? 15_000,
      heartbeatMs: options.heartbeatMs ?? 30_000,
      onStop: () => this.#stop.abort(new DOMException("the run was asked to stop", "AbortError")),
    });
  }

  /** Creates or resumes a run; use `client.run(...)`. */
  static async start(services: ClientServices, options: RunOptions): Promise<WandbRun> {
    const { settings } = services;
    const id = checkRunId(options.id ?? randomId(8));
    const project = checkProjectName(options.project ?? settings.project);
    const entity = options.entity ?? (await services.defaultEntity(options.signal));
    const resumed =
      options.resume === undefined
        ? undefined
        : await resumeStatus(services, { entity, project, id }, options.resume, options.signal);
    const config = { ...resumed?.config, ...options.config };
    const now = settings.clock.now();
    const { upsertBucket } = await services.graphql.run(
      upsertBucketOperation,
      {
        id: resumed?.storageId ?? null,
        name: id,
        project,
        entity,
        displayName: options.name ?? null,
        notes: options.notes ?? resumed?.notes ?? null,
        tags: options.tags ?? resumed?.tags ?? null,
        groupName: options.group ?? null,
        jobType: options.jobType ?? null,
        config: encodeConfig(config, telemetry(now)),
        host: hostname(),
        program: process.argv[1] ?? null,
      },
      { signal: options.signal },
    );
    const bucket = upsertBucket?.bucket;
    if (bucket === undefined || bucket === null) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_BAD_ANSWER",
        message: `upsertBucket: the server answered without the run ${id}`,
        hint: "Check that you may write to the project.",
        details: { id, entity, project },
      });
    }
    return new WandbRun(services, bucket, { ...options, entity, project }, resumed, config, now);
  }

  /** Display name. */
  get name(): string {
    return this.#name;
  }

  /** The config as it is now; change it with {@link WandbRun.updateConfig}. */
  get config(): Readonly<Record<string, unknown>> {
    return this.#config;
  }

  /** The summary as it is now: the last value of each key, and what was set. */
  get summary(): Readonly<Record<string, unknown>> {
    return this.#summary;
  }

  /** Step of the row that is being collected. */
  get step(): number {
    return this.#step;
  }

  /** Aborts when the run is stopped in the web page. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Logs a row of metrics. Rows of the same step are joined; the row is complete when a later step is
   * logged. May be awaited, which holds the caller back while more lines wait than memory should hold.
   *
   * @param values metrics by key
   * @param options `step`: default the next one; `commit: false` adds to the row without ending it
   * @returns resolves when there is room for more
   * @throws WandbClientError `WANDB_CLIENT_RUN_CLOSED` after `finish()`
   */
  log(
    values: HistoryRow,
    options: { readonly step?: number; readonly commit?: boolean } = {},
  ): Promise<void> {
    this.#assertOpen();
    const { step } = options;
    if (step !== undefined) {
      if (!Number.isInteger(step) || step < 0)
        throw new RangeError(`the step ${step} is not a whole number from 0 on`);
      if (step < this.#step) {
        this.#warnOfStep(step);
        return Promise.resolve();
      }
      if (step > this.#step) this.#commitRow();
      this.#step = step;
    }
    Object.assign(this.#row, values);
    if (options.commit ?? step === undefined) {
      this.#commitRow();
      this.#step++;
    }
    const room = this.#stream.room();
    room.catch(() => undefined);
    return room;
  }

  /** Changes the config; sent with the next transmission or at the end. */
  updateConfig(values: Readonly<Record<string, unknown>>): void {
    this.#assertOpen();
    this.#config = { ...this.#config, ...values };
    this.#isConfigDirty = true;
  }

  /** Sets values of the summary, over what the history says. */
  updateSummary(values: Readonly<Record<string, unknown>>): void {
    this.#assertOpen();
    Object.assign(this.#summary, values);
    this.#sendSummary();
  }

  /** Sends an alert to those who follow the project. */
  async alert(options: {
    readonly title: string;
    readonly text: string;
    readonly level?: "INFO" | "WARN" | "ERROR";
    readonly waitMs?: number;
    readonly signal?: AbortSignal;
  }): Promise<void> {
    await this.#services.graphql.run(
      alertOperation,
      {
        entity: this.entity,
        project: this.project,
        run: this.id,
        title: options.title,
        text: options.text,
        severity: options.level ?? "INFO",
        waitDuration: options.waitMs ?? 60_000,
      },
      { signal: options.signal },
    );
  }

  override async logArtifact(
    draft: ArtifactDraft,
    options: LogArtifactOptions = {},
  ): Promise<Artifact> {
    this.#assertOpen();
    return await super.logArtifact(draft, { historyStep: this.#step, ...options });
  }

  override async useArtifact(
    artifact: string | Artifact,
    options: UseArtifactOptions = {},
  ): Promise<Artifact> {
    this.#assertOpen();
    return await super.useArtifact(artifact, options);
  }

  /** Sends everything that waits, now. */
  async flush(): Promise<void> {
    await this.#sendConfig();
    await this.#stream.flush();
  }

  /**
   * Ends the run: sends what waits, then the exit code. Further calls return the same promise.
   *
   * @param options `exitCode`: 0 makes the run `finished`, anything else `failed`
   * @throws WandbClientError when not every line could be delivered
   */
  finish(options: { readonly exitCode?: number } = {}): Promise<void> {
    this.#finished ??= this.#finish(options.exitCode ?? 0);
    return this.#finished;
  }

  /** Stops without a word to the server, as a process that crashes: the server marks the run crashed later. */
  abandon(): void {
    this.#finished ??= Promise.resolve();
    this.#stream.abandon();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish();
  }

  async #finish(exitCode: number): Promise<void> {
    this.#commitRow();
    this.#sendSummary();
    this.#isConfigDirty = true;
    await this.#sendConfig();
    await this.#stream.finish(exitCode);
  }

  async #sendConfig(): Promise<void> {
    if (!this.#isConfigDirty) return;
    this.#isConfigDirty = false;
    await this.#services.graphql.run(upsertBucketOperation, {
      name: this.id,
      project: this.project,
      entity: this.entity,
      config: encodeConfig(this.#config, telemetry(this.#startedAt)),
    });
  }

  #commitRow(): void {
    const row = this.#row;
    if (Object.keys(row).length === 0) return;
    this.#row = {};
    const now = this.#services.settings.clock.now();
    const complete = {
      ...row,
      _step: this.#step,
      _timestamp: now / 1000,
      _runtime: this.#runtime(now),
    };
    this.#stream.append("history", encodeValue(complete));
    Object.assign(this.#summary, plainValue(complete, 0));
    this.#sendSummary();
  }

  #sendSummary(): void {
    const runtime = this.#runtime(this.#services.settings.clock.now());
    this.#stream.setSummary(
      encodeValue({ ...this.#summary, _wandb: { runtime: Math.floor(runtime) } }),
    );
  }

  #runtime(now: number): number {
    return this.#runtimeBefore + (now - this.#startedAt) / 1000;
  }

  #warnOfStep(step: number): void {
    if (this.#hasWarnedOfSteps) return;
    this.#hasWarnedOfSteps = true;
    this.#services.settings.onWarning({
      code: "WANDB_CLIENT_STEP_BEHIND",
      message: `run ${this.id}: a row for step ${step} was left out, because step ${this.#step} is the current one; W&B only appends`,
      details: { step, currentStep: this.#step },
    });
  }

  #assertOpen(): void {
    if (this.#stream.failure !== undefined) throw this.#stream.failure;
    if (this.#finished === undefined) return;
    throw new WandbClientError({
      code: "WANDB_CLIENT_RUN_CLOSED",
      message: `the run ${this.path} is finished`,
      hint: "Log before `finish()`, or resume the run by its id.",
      details: { run: this.path },
    });
  }
}

/** What tells the server that a client is at work: without `t` a run does not count as started. */
function telemetry(startedAt: number): Record<string, unknown> {
  return {
    cli_version: clientVersion,
    t: { "5": clientVersion, "12": clientVersion },
    start_time: startedAt / 1000,
  };
}
