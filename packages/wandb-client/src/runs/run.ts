import type { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import { checkEntryPath } from "../artifacts/entry-path.ts";
import type { LogArtifactOptions } from "../artifacts/log-artifact.ts";
import type { ClientServices } from "../client/services.ts";
import { sendAlert, type AlertOptions } from "./alert.ts";
import { ConsoleFile } from "./console-file.ts";
import {
  captureConsole,
  encodeConsoleLine,
  LineSplitter,
  type ConsoleOptions,
} from "./console-lines.ts";
import { codeDraft, type LogCodeOptions } from "./code.ts";
import { plainValue } from "./encode.ts";
import { FileStream } from "./file-stream.ts";
import { History, type HistoryRow } from "./history.ts";
import type { MetricOptions } from "./metrics.ts";
import { uploadRunFiles, type RunFile } from "./run-files.ts";
import { SharedRunWatch } from "./shared-run.ts";
import { closedRun } from "./closed-run.ts";
import { startRun, type RunStart } from "./start-run.ts";
import { standardFiles } from "./standard-files.ts";
import { upsertRun } from "./upsert.ts";
import { RunHandle, type UseArtifactOptions } from "./run-handle.ts";
import type { RunChanges, RunOptions } from "./run-options.ts";
import { RunConfig } from "./run-config.ts";
import { RunPanels } from "./run-panels.ts";
import { RunTables } from "./run-tables.ts";
import { orAborted } from "../util/or-aborted.ts";

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
  /** Step of the first row: 0, or one beyond the last row of a resumed run. */
  readonly startingStep: number;

  readonly #services: ClientServices;
  readonly #stream: FileStream;
  readonly #history: History;
  readonly #tables: RunTables;
  readonly #start: RunStart;
  readonly #lines = new LineSplitter();
  readonly #consoleFile = new ConsoleFile();
  readonly #stop = new AbortController();
  readonly #releaseConsole: (() => void) | undefined;
  #name: string;
  readonly #config: RunConfig;
  #finished: Promise<void> | undefined;

  private constructor(services: ClientServices, start: RunStart) {
    const { bucket, options, resumed } = start;
    super(services, {
      entity: bucket.project?.entity.name ?? options.entity ?? "",
      project: bucket.project?.name ?? options.project ?? "",
      id: bucket.name,
    });
    this.#services = services;
    this.#start = start;
    this.storageId = bucket.id;
    this.#name = bucket.displayName ?? bucket.name;
    this.isResumed = resumed !== undefined;
    this.startingStep = resumed?.startingStep ?? 0;
    const watch = new SharedRunWatch(services, this.place);
    this.#stream = new FileStream(services, {
      place: this.place,
      offsets: start.offsets,
      freeOffsets: start.mayBeShared ? (...asked) => watch.free(...asked) : undefined,
      intervalMs: options.streamIntervalMs ?? 15_000,
      heartbeatMs: options.heartbeatMs ?? 30_000,
      isCompressed: options.compress === true && start.features.has("FILESTREAM_GZIP"),
      onStop: () => this.#stop.abort(new DOMException("the run was asked to stop", "AbortError")),
    });
    this.#tables = new RunTables(services.settings, {
      runId: this.id,
      summary: () => this.summary,
      upload: (file) => this.#upload([file]),
      logArtifact: (draft, historyStep) => super.logArtifact(draft, { historyStep }),
    });
    const panels = new RunPanels(resumed?.panels);
    this.#config = new RunConfig(services, this.place, start, {
      panels,
      metrics: () => this.#history.metrics,
    });
    this.#history = new History(
      services.settings,
      this.#stream,
      {
        runId: this.id,
        step: this.startingStep,
        summary: resumed?.summary ?? {},
        startedAt: start.startedAt,
        runtimeBefore: resumed?.runtimeSeconds ?? 0,
      },
      {
        host: services.settings.host,
        panels,
        upload: (files) => this.#upload(files),
        logTable: (key, step, table) => this.#tables.log(key, step, table),
        sendPanels: () => this.#config.sendPanels(),
        warn: (warning) => services.settings.onWarning(warning),
      },
      () => this.#config.touch(),
    );
    if (options.captureConsole === true)
      this.#releaseConsole = captureConsole((text, stream) => this.writeConsole(text, { stream }));
  }

  /** Creates or resumes a run; use `client.run(...)`. */
  static async start(services: ClientServices, options: RunOptions): Promise<WandbRun> {
    return new WandbRun(services, await startRun(services, options));
  }

  /** Display name. */
  get name(): string {
    return this.#name;
  }

  /** The config as it is now; change it with {@link WandbRun.updateConfig}. */
  get config(): Readonly<Record<string, unknown>> {
    return this.#config.values;
  }

  /** The summary as it is now: the last value of each key, and what was set. */
  get summary(): Readonly<Record<string, unknown>> {
    return this.#history.summary;
  }

  /** Step of the row that is being collected. */
  get step(): number {
    return this.#history.step;
  }

  /** Aborts when the run is stopped in the web page. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Logs a row of metrics. Rows of the same step are joined; the row is complete when a later step is
   * logged. Values are taken as they are now; media are stored when their row is complete, as files of the run,
   * tables as artifacts. May be awaited, which holds the caller back while files are under way or more lines wait
   * than memory should hold.
   *
   * @param values metrics and media by key
   * @param options `step`: default the next one; `commit: false` adds to the row without ending it
   * @returns resolves when there is room for more
   * @throws WandbClientError `WANDB_CLIENT_RUN_CLOSED` after `finish()`, `WANDB_CLIENT_ARGUMENT` for a step that is no
   *   whole number from 0 on, or values that are no object
   */
  log(
    values: HistoryRow,
    options: { readonly step?: number; readonly commit?: boolean } = {},
  ): Promise<void> {
    this.#assertOpen();
    const room = this.#history.add(values, options.step, options.commit);
    // A caller who does not wait hears of a fault from finish().
    room.catch(() => undefined);
    return room;
  }

  /**
   * Says how a metric is shown and summed up.
   *
   * @param name the metric, `a.b` for one that is logged as `{ a: { b: 1 } }`; a `*` may stand at its end
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_ARGUMENT`
   */
  defineMetric(name: string, options: MetricOptions = {}): void {
    this.#assertOpen();
    this.#history.metrics.define(name, options);
    this.#config.touch();
  }

  /** Changes the config; sent with {@link WandbRun.flush} or at the end. */
  updateConfig(values: Readonly<Record<string, unknown>>): void {
    this.#assertOpen();
    this.#config.merge(values);
  }

  /** Sets values of the summary, over what the history says. */
  updateSummary(values: Readonly<Record<string, unknown>>): void {
    this.#assertOpen();
    Object.assign(this.#history.summary, plainValue(values, 0));
    this.#history.sendSummary();
  }

  /** Changes name, notes, tags, group or job type. Absent members stay; `tags: []` clears. */
  async update(
    changes: RunChanges,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    this.#assertOpen();
    const { bucket } = await upsertRun(
      this.#services,
      {
        name: this.id,
        project: this.project,
        entity: this.entity,
        displayName: changes.name ?? null,
        notes: changes.notes ?? null,
        tags: changes.tags ?? null,
        groupName: changes.group ?? null,
        jobType: changes.jobType ?? null,
      },
      options.signal,
    );
    this.#name = bucket.displayName ?? this.#name;
  }

  /** Adds console output; lines are sent when they are complete. */
  writeConsole(text: string, options: ConsoleOptions = {}): void {
    if (this.#finished !== undefined || this.#stream.failure !== undefined) return;
    const source = `${options.stream ?? "stdout"} ${options.label ?? ""}`;
    for (const line of this.#lines.push(source, text)) this.#appendConsole(line, options);
  }

  /**
   * Uploads a file of the run.
   *
   * @param name path among the run's files
   * @param content text, bytes, or `{ path }` of a local file, which is streamed
   * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`, `WANDB_CLIENT_FILE`
   */
  async saveFile(
    name: string,
    content: string | Uint8Array | { readonly path: string },
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    this.#assertOpen();
    checkEntryPath(name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await this.#upload([{ name, content: bytes }], options.signal);
  }

  /** Sends an alert to those who follow the project. */
  async alert(options: AlertOptions): Promise<void> {
    await sendAlert(this.#services, this.place, options);
  }

  override async logArtifact(
    draft: ArtifactDraft,
    options: LogArtifactOptions = {},
  ): Promise<Artifact> {
    this.#assertOpen();
    return await super.logArtifact(draft, { historyStep: this.step, ...options });
  }

  override async useArtifact(
    artifact: string | Artifact | ArtifactDraft,
    options: UseArtifactOptions = {},
  ): Promise<Artifact> {
    this.#assertOpen();
    return await super.useArtifact(artifact, options);
  }

  /**
   * Logs the code that the run was made with, as an artifact of the type `code`, and names it in the config.
   *
   * @returns the version; undefined, with the warning `WANDB_CLIENT_NO_CODE`, when no file is code
   */
  async logCode(options: LogCodeOptions = {}): Promise<Artifact | undefined> {
    this.#assertOpen();
    const draft = await codeDraft(this.project, options);
    if (draft === undefined) {
      const root = options.root ?? ".";
      this.#services.settings.onWarning({
        code: "WANDB_CLIENT_NO_CODE",
        message: `no code was found below ${root}, and none is logged`,
        details: { root },
      });
      return undefined;
    }
    const code = await this.logArtifact(draft, { signal: options.signal });
    this.#config.nameCode(code.name);
    return code;
  }

  /**
   * Says that the machine is about to be taken away: a scheduler starts the run anew elsewhere. Sent at once.
   *
   * @param options `signal`: ends the waiting, not the sending
   */
  async markPreempting(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    this.#assertOpen();
    this.#stream.markPreempting();
    await this.flush(options);
  }

  /**
   * Sends everything that waits, now.
   *
   * @param options `signal`: ends the waiting, not the sending
   */
  async flush(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const sending = this.#flush();
    await orAborted(sending, options.signal);
  }

  async #flush(): Promise<void> {
    await this.#history.settled();
    await this.#config.send();
    await this.#stream.flush();
  }

  /**
   * Ends the run: sends what waits, then the exit code. Further calls return the same promise.
   *
   * @param options `exitCode`: 0 makes the run `finished`, anything else `failed`; `signal`: gives up, as
   *   {@link WandbRun.abandon} does
   * @throws WandbClientError when not everything could be delivered; the signal's reason
   */
  finish(
    options: { readonly exitCode?: number; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { exitCode = 0, signal } = options;
    this.#finished ??= this.#finish(exitCode);
    if (signal === undefined) return this.#finished;
    return orAborted(this.#finished, signal, () => this.#stream.abandon(signal.reason));
  }

  /** Stops without a word to the server, as a process that crashes: the server marks the run crashed later. */
  abandon(): void {
    this.#releaseConsole?.();
    this.#finished ??= Promise.resolve();
    this.#stream.abandon();
    void this.#consoleFile.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish();
  }

  async #finish(exitCode: number): Promise<void> {
    this.#releaseConsole?.();
    for (const { stream, line } of this.#lines.end())
      this.#appendConsole(line, { stream: stream.startsWith("stderr") ? "stderr" : "stdout" });
    this.#history.commit();
    let fault: unknown;
    try {
      await this.#history.settled();
    } catch (error) {
      // The run still ends; what could not be delivered is told afterwards.
      fault = error;
    }
    this.#history.sendSummary();
    this.#config.touch();
    await this.#config.send();
    try {
      await this.#upload([
        ...standardFiles(this.config, this.summary, this.#start),
        ...(await this.#consoleFile.files()),
      ]);
    } finally {
      await this.#consoleFile.dispose();
    }
    await this.#stream.finish(exitCode);
    if (exitCode === 0) await this.#start.resumeFile?.remove();
    if (fault !== undefined) throw fault;
  }

  async #upload(files: readonly RunFile[], signal?: AbortSignal): Promise<void> {
    await uploadRunFiles(this.#services, this.place, files, signal);
    for (const file of files) this.#stream.fileUploaded(file.name);
  }

  #appendConsole(line: string, options: ConsoleOptions): void {
    this.#consoleFile.add(line);
    this.#stream.append(
      "console",
      encodeConsoleLine(
        line,
        this.#services.settings.clock.now(),
        options,
        this.#start.features.has("STRUCTURED_CONSOLE_LOGS"),
      ),
    );
  }

  #assertOpen(): void {
    if (this.#stream.failure !== undefined) throw this.#stream.failure;
    if (this.#finished === undefined) return;
    throw closedRun(this.path);
  }
}
