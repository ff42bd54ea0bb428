import { Artifact } from "../artifacts/artifact.ts";
import { checkEntryPath } from "../artifacts/entry-path.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import * as operations from "../operations/queries.ts";
import { decodeConfig } from "../runs/encode.ts";
import { runPageUrl } from "../settings/host.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";
import { paginate, type ListOptions } from "./paginate.ts";
import {
  addRunFile,
  changeRun,
  deleteRunFile,
  type ChangedRun,
  type RunRecordChanges,
} from "./change-run.ts";
import { downloadRunFile, readRunFile } from "./run-file.ts";
import { readRow, scanHistory, type ScanHistoryOptions } from "./scan-history.ts";

/** A file of a run. */
export interface RunFileRecord {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly mimeType: string | undefined;
  readonly updatedAt: string | undefined;
  /** Base64 MD5, where the server knows it. */
  readonly md5: string | undefined;
  /** Signed address; good for about an hour. */
  readonly url: string;
}

const endStates: ReadonlySet<string> = new Set(["finished", "failed", "crashed", "killed"]);

/** A run as the server knows it; reading only. Its data is that of the moment it was read. */
export class RunRecord {
  readonly entity: string;
  readonly project: string;
  /** The run's id. */
  readonly id: string;
  /** The server's own id. */
  readonly storageId: string;
  /** Display name. */
  readonly name: string;
  /** `running`, `finished`, `failed`, `crashed`, `killed`, `pending`, `preempting`, `preempted`. */
  readonly state: string;
  readonly group: string | undefined;
  readonly jobType: string | undefined;
  readonly notes: string | undefined;
  readonly tags: readonly string[];
  readonly sweepName: string | undefined;
  readonly config: Readonly<Record<string, unknown>>;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly createdAt: string | undefined;
  readonly heartbeatAt: string | undefined;
  /** Rows of its history. */
  readonly historyLineCount: number;
  readonly #services: ClientServices;
  readonly #fields: operations.RunFields;

  /** Made by `client.getRun(...)` and `client.runs(...)`. */
  constructor(
    services: ClientServices,
    place: { readonly entity: string; readonly project: string },
    fields: operations.RunFields,
  ) {
    this.#services = services;
    this.#fields = fields;
    this.entity = place.entity;
    this.project = place.project;
    this.id = fields.name;
    this.storageId = fields.id;
    this.name = fields.displayName ?? fields.name;
    this.state = fields.state ?? "pending";
    this.group = fields.group ?? undefined;
    this.jobType = fields.jobType ?? undefined;
    this.notes = fields.notes ?? undefined;
    this.tags = fields.tags ?? [];
    this.sweepName =
      fields.sweepName === null || fields.sweepName === "" ? undefined : fields.sweepName;
    this.config = decodeConfig(fields.config);
    const summary =
      fields.summaryMetrics === null || fields.summaryMetrics === ""
        ? {}
        : parseLoose(fields.summaryMetrics);
    this.summary = isRecord(summary) ? summary : {};
    this.createdAt = fields.createdAt ?? undefined;
    this.heartbeatAt = fields.heartbeatAt ?? undefined;
    this.historyLineCount = fields.historyLineCount ?? 0;
  }

  /** `entity/project/id`. */
  get path(): string {
    return `${this.entity}/${this.project}/${this.id}`;
  }

  /** The run's web page. */
  get url(): string {
    return runPageUrl(this.#services.settings.appUrl, this.entity, this.project, this.id);
  }

  /**
   * The history, thinned out by the server to about so many rows.
   *
   * @param options `keys`: only these metrics, and only rows that have them all
   */
  async history(
    options: {
      readonly samples?: number;
      readonly keys?: readonly string[];
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<Record<string, unknown>[]> {
    const { samples = 500, keys, signal } = options;
    if (keys === undefined) {
      const { project } = await this.#services.graphql.run(
        operations.fullHistoryOperation,
        { ...this.#place(), samples },
        { signal },
      );
      return (project?.run?.history ?? []).map(readRow);
    }
    const specs = [JSON.stringify({ keys: [...new Set(["_step", ...keys])], samples })];
    const { project } = await this.#services.graphql.run(
      operations.sampledHistoryOperation,
      { ...this.#place(), specs },
      { signal },
    );
    const [rows] = project?.run?.sampledHistory ?? [];
    return Array.isArray(rows) ? rows.filter(isRecord) : [];
  }

  /** Every row of the history, in order, page by page. */
  scanHistory(
    options: ScanHistoryOptions = {},
  ): AsyncGenerator<Record<string, unknown>, undefined> {
    const { _step: step } = this.summary;
    const lastStep = typeof step === "number" ? step : undefined;
    return scanHistory(this.#services, { ...this.#place(), lastStep }, options);
  }

  /** The run's files. */
  async *files(
    options: { readonly names?: readonly string[] } & ListOptions = {},
  ): AsyncGenerator<RunFileRecord, undefined> {
    const { names = null, signal } = options;
    const pages = paginate(async (page) => {
      const { project } = await this.#services.graphql.run(
        operations.runFilesOperation,
        { ...this.#place(), ...page, names },
        { signal },
      );
      return project?.run?.files;
    }, options);
    for await (const file of pages) {
      yield {
        id: file.id,
        name: file.name,
        sizeBytes: file.sizeBytes ?? undefined,
        mimeType: file.mimetype ?? undefined,
        updatedAt: file.updatedAt ?? undefined,
        md5: file.md5 ?? undefined,
        url: file.directUrl,
      };
    }
    return undefined;
  }

  /**
   * The bytes of one of the run's files, verified as far as the server tells size and MD5.
   *
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY`
   */
  readFile(
    name: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Uint8Array> {
    const { signal } = options;
    return readRunFile(this.#services, { find: () => this.#findFile(name, signal), signal });
  }

  /**
   * Downloads one of the run's files; a transfer that fails leaves no file.
   *
   * @param options `root`: the folder below which it lands under its name. Default: the working directory
   * @returns the local path
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_INVALID_PATH` for a name that leads elsewhere
   * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY`
   */
  downloadFile(
    name: string,
    options: { readonly root?: string; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<string> {
    const { signal, root = "." } = options;
    const wanted = { find: () => this.#findFile(name, signal), signal };
    return downloadRunFile(this.#services, wanted, name, root);
  }

  /**
   * Adds a file to the run, also one that is over; its state stays.
   *
   * @param name path among the run's files
   * @param content text, bytes, or `{ path }` of a local file, which is streamed
   * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`, `WANDB_CLIENT_FILE`
   */
  async uploadFile(
    name: string,
    content: string | Uint8Array | { readonly path: string },
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    checkEntryPath(name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await addRunFile(this.#services, this.#changed, { name, content: bytes }, options.signal);
  }

  /**
   * Deletes one of the run's files.
   *
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  async deleteFile(
    name: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { id } = await this.#findFile(name, options.signal);
    await deleteRunFile(this.#services, id, options.signal);
  }

  /**
   * Changes name, notes, tags, group, job type, and values of config and summary, also of a run that is over. Absent
   * members stay; `tags: []` clears.
   *
   * @returns the run as it is afterwards
   * @example
   * ```ts
   * const run = await client.getRun("train-7");
   * await run.update({ tags: [...run.tags, "reviewed"], summary: { accuracy: 0.97 } });
   * ```
   */
  async update(
    changes: RunRecordChanges,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RunRecord> {
    const fresh = await this.refresh(options);
    await changeRun(this.#services, fresh.#changed, changes, options.signal);
    return await fresh.refresh(options);
  }

  /**
   * Reads the run anew.
   *
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND` when it was deleted
   */
  async refresh(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<RunRecord> {
    const { project } = await this.#services.graphql.run(
      operations.runOperation,
      this.#place(),
      options,
    );
    if (project?.run === undefined || project.run === null)
      throw new WandbClientError({
        code: "WANDB_CLIENT_NOT_FOUND",
        message: `there is no run ${this.path} any more`,
        hint: "It may have been deleted.",
        details: { path: this.path },
      });
    return new RunRecord(this.#services, this, project.run);
  }

  /**
   * Waits until the run is over: finished, failed, crashed or killed.
   *
   * @param options `intervalMs` between two looks, default 5000
   * @returns the run as it ended
   * @throws the signal's reason
   */
  async waitUntilFinished(
    options: { readonly intervalMs?: number; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RunRecord> {
    const { intervalMs = 5000, signal } = options;
    for (;;) {
      const run = await this.refresh({ signal });
      if (endStates.has(run.state)) return run;
      await this.#services.settings.clock.sleep(intervalMs, { signal });
    }
  }

  /** The artifacts that the run used. */
  inputArtifacts(options: ListOptions = {}): AsyncGenerator<Artifact, undefined> {
    return this.#artifacts(operations.runInputsOperation, options);
  }

  /** The artifacts that the run made. */
  outputArtifacts(options: ListOptions = {}): AsyncGenerator<Artifact, undefined> {
    return this.#artifacts(operations.runOutputsOperation, options);
  }

  /** Asks the run to stop; its process hears of it with the next transmission. */
  async stop(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.#services.graphql.run(operations.stopRunOperation, { id: this.storageId }, options);
  }

  /** Deletes the run; its id cannot be used again. */
  async delete(
    options: { readonly deleteArtifacts?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { deleteArtifacts = false, signal } = options;
    await this.#services.graphql.run(
      operations.deleteRunOperation,
      { id: this.storageId, deleteArtifacts },
      { signal },
    );
  }

  get #changed(): ChangedRun {
    const { config, summaryMetrics: summary } = this.#fields;
    const { entity, project, id, storageId } = this;
    return { entity, project, id, storageId, config, summary };
  }

  async #findFile(
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<operations.RunFileFields> {
    const { project } = await this.#services.graphql.run(
      operations.runFilesOperation,
      { ...this.#place(), first: 1, after: null, names: [name] },
      { signal },
    );
    const file = project?.run?.files?.edges.find(({ node }) => node?.name === name)?.node;
    if (file !== undefined && file !== null) return file;
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: `the run ${this.path} has no file ${JSON.stringify(name)}`,
      hint: "List the files with `run.files()`.",
      details: { run: this.path, file: name },
    });
  }

  async *#artifacts(
    operation: typeof operations.runInputsOperation,
    options: ListOptions,
  ): AsyncGenerator<Artifact, undefined> {
    const pages = paginate(async (page) => {
      const { project } = await this.#services.graphql.run(
        operation,
        { ...this.#place(), ...page },
        { signal: options.signal },
      );
      return project?.run?.artifacts;
    }, options);
    for await (const fields of pages) yield Artifact.fromFields(this.#services, fields);
    return undefined;
  }

  #place(): { entity: string; project: string; name: string } {
    return { entity: this.entity, project: this.project, name: this.id };
  }
}
