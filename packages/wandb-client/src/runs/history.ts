import { WandbClientError } from "../errors.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import { isRecord } from "../util/json.ts";
import { encodeValue, plainValue } from "./encode.ts";
import type { FileStream } from "./file-stream.ts";
import { hasMedia, storeMedia, type MediaLogger } from "./log-media.ts";
import { Metrics } from "./metrics.ts";
import { snapshot } from "./snapshot.ts";

/** One row of a run's history. */
export type HistoryRow = Readonly<Record<string, unknown>>;

/** What a history starts from. */
export interface HistoryStart {
  readonly runId: string;
  readonly step: number;
  readonly summary: Record<string, unknown>;
  readonly startedAt: number;
  readonly runtimeBefore: number;
}

/**
 * Collects rows, gives them steps and keeps the summary. Rows go out in the order of their steps, also
 * when one waits for its media files.
 */
export class History {
  readonly metrics: Metrics = new Metrics();
  readonly summary: Record<string, unknown>;
  readonly #settings: ResolvedSettings;
  readonly #stream: FileStream;
  readonly #start: HistoryStart;
  readonly #media: MediaLogger;
  readonly #onNewMetric: () => void;
  #row: Record<string, unknown> = {};
  #step: number;
  #backlog: Promise<void> | undefined;
  #backlogLength = 0;
  #fault: unknown;
  #hasWarned = false;

  constructor(
    settings: ResolvedSettings,
    stream: FileStream,
    start: HistoryStart,
    media: MediaLogger,
    onNewMetric: () => void,
  ) {
    this.#settings = settings;
    this.#stream = stream;
    this.#start = start;
    this.#media = media;
    this.#onNewMetric = onNewMetric;
    this.#step = start.step;
    this.summary = start.summary;
  }

  /** Step of the row that is being collected. */
  get step(): number {
    return this.#step;
  }

  /** Adds to the row of a step; see `WandbRun.log`. */
  add(values: HistoryRow, step: number | undefined, commit: boolean | undefined): Promise<void> {
    checkRow(values, step);
    if (step !== undefined) {
      if (step < this.#step) {
        this.#warn(step);
        return Promise.resolve();
      }
      if (step > this.#step) this.commit();
      this.#step = step;
    }
    // A row may stay open for long: what the caller does with nested values meanwhile is not logged.
    for (const [key, value] of Object.entries(values)) this.#row[key] = snapshot(value);
    if (commit ?? step === undefined) {
      this.commit();
      this.#step++;
    }
    return this.#room();
  }

  /** Ends the row that is being collected. */
  commit(): void {
    const row = this.#row;
    if (Object.keys(row).length === 0) return;
    this.#row = {};
    const step = this.#step;
    const now = this.#settings.clock.now();
    if (this.#backlog === undefined && !hasMedia(row)) {
      this.#append(row, step, now);
      return;
    }
    this.#backlogLength++;
    this.#backlog = (this.#backlog ?? Promise.resolve())
      .then(async () =>
        this.#append(hasMedia(row) ? await storeMedia(row, step, this.#media) : row, step, now),
      )
      .catch((error: unknown) => {
        this.#fault ??= error;
      })
      .finally(() => {
        this.#backlogLength--;
        if (this.#backlogLength === 0) this.#backlog = undefined;
      });
  }

  /** Waits for rows whose media are under way, and throws the first fault among them. */
  async settled(): Promise<void> {
    while (this.#backlog !== undefined) await this.#backlog;
    if (this.#fault !== undefined) throw this.#fault;
  }

  /** Sends the summary. */
  sendSummary(): void {
    const runtime = this.#runtime(this.#settings.clock.now());
    this.#stream.setSummary(
      encodeValue({ ...this.summary, _wandb: { runtime: Math.floor(runtime) } }),
    );
  }

  async #room(): Promise<void> {
    await this.#backlog;
    if (this.#fault !== undefined) throw this.#fault;
    await this.#stream.room();
  }

  #append(row: Record<string, unknown>, step: number, now: number): void {
    const values = plainValue(row, 0) as Record<string, unknown>;
    if (!this.metrics.isEmpty && this.metrics.observe(values)) this.#onNewMetric();
    const plain: Record<string, unknown> = {
      ...values,
      ...(this.metrics.isEmpty ? {} : this.metrics.missingSteps(values, this.summary)),
      _step: step,
      _timestamp: now / 1000,
      _runtime: this.#runtime(now),
    };
    this.#stream.append("history", JSON.stringify(plain));
    this.metrics.summarize(this.summary, plain);
    this.sendSummary();
  }

  #runtime(now: number): number {
    return this.#start.runtimeBefore + (now - this.#start.startedAt) / 1000;
  }

  #warn(step: number): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#settings.onWarning({
      code: "WANDB_CLIENT_STEP_BEHIND",
      message: `run ${this.#start.runId}: a row for step ${step} was left out, because step ${this.#step} is the current one; W&B only appends`,
      details: { step, currentStep: this.#step },
    });
  }
}

function checkRow(values: unknown, step: number | undefined): void {
  if (!isRecord(values)) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_ARGUMENT",
      message: `a row is ${Array.isArray(values) ? "a list" : String(values)}`,
      hint: "Log an object: metrics and media by their keys.",
    });
  }
  if (step === undefined || (Number.isInteger(step) && step >= 0)) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_ARGUMENT",
    message: `the step is ${step}`,
    hint: "Give a whole number from 0 on, or none for the next one.",
    details: { step },
  });
}
