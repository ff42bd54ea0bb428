// index.d.ts
export { WandbClient } from "./client/wandb-client.ts";
export type { Viewer } from "./client/account.ts";
export type { RetrySettings, StoreCredentials, WandbSettings, WandbWarning, } from "./settings/settings.ts";
export { runOptionsFromEnv } from "./settings/run-environment.ts";
export { settingsFromEnv, type EnvironmentSource } from "./settings/environment.ts";
export { WandbRun } from "./runs/run.ts";
export type { HistoryRow } from "./runs/history.ts";
export type { ConsoleOptions } from "./runs/console-lines.ts";
export type { MetricOptions, MetricSummary } from "./runs/metrics.ts";
export { RunHandle, type UseArtifactOptions } from "./runs/run-handle.ts";
export type { AlertOptions } from "./runs/alert.ts";
export type { LogCodeOptions } from "./runs/code.ts";
export type { LogModelOptions } from "./runs/model.ts";
export type { RunChanges, RunOptions } from "./runs/run-options.ts";
export type { ResumeMode } from "./runs/resume.ts";
export type { RunRecordChanges } from "./queries/change-run.ts";
export { RunRecord, type RunFileRecord } from "./queries/run-record.ts";
export type { ArtifactTypeRecord, CreateProjectOptions, ProjectOptions, ProjectRecord, RunsOptions, SweepRecord, } from "./queries/project-queries.ts";
export type { Filters, ListOptions } from "./queries/paginate.ts";
export { ArtifactCollection } from "./collections/artifact-collection.ts";
export type { CollectionChanges } from "./collections/change-collection.ts";
export type { CollectionsOptions } from "./collections/list-collections.ts";
export type { VersionsOptions } from "./collections/list-versions.ts";
export { Registry, type RegistryVisibility } from "./registry/registry.ts";
export type { CreateRegistryOptions, RegistryChanges } from "./registry/change-registry.ts";
export type { MemberNames, RegistryMembers, RegistryRole } from "./registry/members.ts";
export type { OrganizationOptions } from "./registry/registry-queries.ts";
export type { RegistriesOptions } from "./registry/list-registries.ts";
export type { RegistryCollectionsOptions, RegistryVersionsOptions } from "./registry/search.ts";
export { Artifact } from "./artifacts/artifact.ts";
export { ArtifactEntry } from "./artifacts/artifact-entry.ts";
export { ArtifactDraft } from "./artifacts/artifact-draft.ts";
export type { AddDirOptions, AddFileOptions, ArtifactDraftOptions, DraftEntry, ReferencedEntry, } from "./artifacts/draft-options.ts";
export type { ArtifactChanges } from "./artifacts/change.ts";
export type { ListChange } from "./artifacts/list-change.ts";
export type { ArtifactMetadata } from "./artifacts/metadata.ts";
export type { DownloadOptions } from "./artifacts/download.ts";
export type { EntryContent } from "./artifacts/write-content.ts";
export type { LogArtifactOptions } from "./artifacts/log-artifact.ts";
export { manifestDigest, type Manifest, type ManifestEntry } from "./artifacts/manifest.ts";
export { checkAlias, checkArtifactName, checkArtifactType, checkRunId, checkTag, parseArtifactPath, type ArtifactPath, } from "./artifacts/names.ts";
export type { TransferProgress } from "./artifacts/progress.ts";
export type { AzureAccess, GcsAccess, ReferenceOptions, S3Access } from "./references/options.ts";
export { isWandbMedia, WandbMedia, type ClassNames, type MediaTarget, type MediaType, } from "./media/media.ts";
export { Table, type TableCell, type TableOptions } from "./media/table.ts";
export { TableStream, type TableStreamOptions } from "./media/table-stream.ts";
export { JoinedTable, PartitionedTable } from "./media/composite-tables.ts";
export { openTable, type TableRows } from "./media/open-table.ts";
export type { ScanHistoryOptions } from "./queries/scan-history.ts";
export type { ReadMediaOptions } from "./media/read-address.ts";
export { readTableRows } from "./media/read-rows.ts";
export { Image, type ImageOptions } from "./media/image.ts";
export { ImageMask, type MaskPixels } from "./media/image-mask.ts";
export type { BoundingBox, BoxGroup } from "./media/bounding-box.ts";
export { Classes, type ClassLabel } from "./media/classes.ts";
export type { Pixels } from "./media/png.ts";
export { Audio, type Samples } from "./media/audio.ts";
export { Molecule, Object3D, Video, type CloudPoint, type PointCloud } from "./media/files.ts";
export { Html } from "./media/html.ts";
export { Graph, type GraphNode } from "./media/graph.ts";
export { Histogram } from "./media/histogram.ts";
export { Plotly } from "./media/plotly.ts";
export { Bokeh } from "./media/bokeh.ts";
export { FileMedia, type MediaFileSource, type MediaReferenceOptions } from "./media/media-file.ts";
export type { WandbType } from "./media/column-types.ts";
export type { ChartPresetOptions } from "./charts/chart-preset.ts";
export { CustomChart, customChart, type CustomChartOptions } from "./charts/custom-chart.ts";
export { Visualization, visualize } from "./charts/visualize.ts";
export { barChart, histogramChart, lineChart, scatterChart, type ChartOptions, } from "./charts/table-charts.ts";
export { lineSeriesChart, type LineSeriesOptions, type Series, } from "./charts/line-series-chart.ts";
export { confusionMatrixChart, type ConfusionMatrixOptions, } from "./charts/confusion-matrix-chart.ts";
export { prCurveChart } from "./charts/pr-curve-chart.ts";
export { rocCurveChart } from "./charts/roc-curve-chart.ts";
export type { CurveOptions } from "./charts/curve-classes.ts";
export type { Label } from "./charts/class-labels.ts";
export { ContentCache, type CacheCleaning, type CacheLimits } from "./cache/content-cache.ts";
export type { GraphqlOptions } from "./transport/graphql.ts";
export { operation, type Operation } from "./transport/operation.ts";
export type { ClientServices, RunPlace } from "./client/services.ts";
export { WandbClientError, wandbClientErrors, WandbIntegrityError, WandbRequestError, type WandbClientErrorCode, } from "./errors.ts";
export { LaunchQueue, type LaunchQueueOptions, type LaunchQueueView, type PushOptions, type QueuePage, type QueuePageOptions, type QueueResource, type TemplateVariable, } from "./launch/launch-queue.ts";
export type { ListedLaunchQueue } from "./launch/launch-client.ts";
export type { ListedItem, QueueItemState, QueueItemView, RunSpec } from "./launch/queue-item.ts";
export { LaunchAgentConnection, type LaunchAgentRegistration, type LaunchAgentStatus, type LaunchAgentView, type PoppedItem, type QueueItemReport, } from "./launch/launch-agent-connection.ts";
export { LaunchedRun, type ConsoleLines, type LaunchedRunView } from "./launch/launched-run.ts";
export { type LaunchPlaceOptions } from "./launch/launch-client.ts";
export { launchProject, type LaunchCallOptions, type LaunchPlace } from "./launch/launch-place.ts";

// client/wandb-client.d.ts
import { type ChartPresetOptions } from "../charts/chart-preset.ts";
import type { LaunchAgentConnection, LaunchAgentRegistration } from "../launch/launch-agent-connection.ts";
import { type LaunchPlaceOptions, type ListedLaunchQueue } from "../launch/launch-client.ts";
import type { LaunchCallOptions } from "../launch/launch-place.ts";
import type { LaunchQueue } from "../launch/launch-queue.ts";
import { LaunchedRun } from "../launch/launched-run.ts";
import { type CreateProjectOptions, type ProjectOptions, type ProjectRecord, type RunsOptions, type SweepRecord } from "../queries/project-queries.ts";
import type { ListOptions } from "../queries/paginate.ts";
import type { RunRecord } from "../queries/run-record.ts";
import { RunHandle } from "../runs/run-handle.ts";
import type { RunOptions } from "../runs/run-options.ts";
import { WandbRun } from "../runs/run.ts";
import { type EnvironmentSource } from "../settings/environment.ts";
import type { WandbSettings } from "../settings/settings.ts";
import { ArtifactClient } from "./artifact-client.ts";
/**
 * A client of one W&B server with one key. Nothing is shared between clients and nothing is read from the
 * environment; {@link WandbClient.fromEnv} does that.
 *
 * @example
 * ```ts
 * const client = new WandbClient({ apiKey, entity: "my-team", project: "demo" });
 * const run = await client.run({ config: { lr: 0.1 } });
 * run.log({ loss: 0.5 });
 * await run.finish();
 * ```
 */
export declare class WandbClient extends ArtifactClient {
    #private;
    /**
     * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
     */
    constructor(settings: WandbSettings);
    /**
     * A client from what the environment says: `WANDB_*` variables, W&B's settings files and netrc. Its first run takes
     * id, name, tags, configuration and inputs from there as well, so that a program runs under W&B Launch unchanged.
     *
     * @param settings explicit settings, which win
     * @param source where to look, for tests
     */
    static fromEnv(settings?: WandbSettings, source?: EnvironmentSource): WandbClient;
    /**
     * Creates or resumes a run.
     *
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_RUN_EXISTS`, `WANDB_CLIENT_RUN_MISSING`
     */
    run(options?: RunOptions): Promise<WandbRun>;
    /** A run that exists, to log and use artifacts on its behalf without owning it. Makes no request. */
    attachRun(place: {
        readonly entity: string;
        readonly project: string;
        readonly id: string;
    }): RunHandle;
    /**
     * Reads a run: its state, config, summary, history and files.
     *
     * @param path `[[entity/]project/]id`
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    getRun(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunRecord>;
    /** The runs of a project, filtered and ordered by the server. */
    runs(options?: RunsOptions): AsyncGenerator<RunRecord, undefined>;
    /**
     * Reads a project.
     *
     * @param path `[entity/]project`
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    project(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ProjectRecord>;
    /**
     * Makes a project. One of that name stays, with the description that is given. Runs and artifacts make their project
     * themselves.
     *
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`
     */
    createProject(name: string, options?: CreateProjectOptions): Promise<ProjectRecord>;
    /** The projects of an entity. */
    projects(options?: {
        readonly entity?: string;
    } & ListOptions): AsyncGenerator<ProjectRecord, undefined>;
    /**
     * Reads a sweep.
     *
     * @param path `[[entity/]project/]id`
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    sweep(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<SweepRecord>;
    /** The sweeps of a project. */
    sweeps(options?: ProjectOptions & ListOptions): AsyncGenerator<SweepRecord, undefined>;
    /**
     * Makes a Vega preset that charts are drawn by.
     *
     * @returns how charts name it: `customChart({ preset, … })`
     * @throws WandbRequestError when the server refuses it
     * @example
     * ```ts
     * const preset = await client.createChartPreset({
     *   name: "dots",
     *   spec: {
     *     $schema: "https://vega.github.io/schema/vega-lite/v6.json",
     *     data: { name: "wandb" },
     *     mark: "point",
     *     encoding: { x: { field: "${field:x}" }, y: { field: "${field:y}" } },
     *   },
     * });
     * run.log({ dots: customChart({ preset, table, fields: { x: "step", y: "loss" } }) });
     * ```
     */
    createChartPreset(options: ChartPresetOptions): Promise<string>;
    /**
     * A W&B Launch queue by name. Makes no request.
     *
     * @param options whose queue; default: the client's entity
     */
    launchQueue(name: string, options?: LaunchPlaceOptions): LaunchQueue;
    /**
     * The W&B Launch queues of an entity.
     *
     * @param options whose queues; default: the client's entity
     * @throws WandbRequestError
     */
    launchQueues(options?: LaunchPlaceOptions & LaunchCallOptions): Promise<readonly ListedLaunchQueue[]>;
    /**
     * Registers a W&B Launch agent; `@heddle/launch` has the agent that runs jobs on top of this.
     *
     * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` naming the queues that do not exist
     */
    registerLaunchAgent(registration: LaunchAgentRegistration & LaunchPlaceOptions): Promise<LaunchAgentConnection>;
    /** A run that somebody else starts, to follow it: its state, console and stop button. Makes no request. */
    launchedRun(place: {
        readonly entity: string;
        readonly project: string;
        readonly id: string;
    }): LaunchedRun;
}

// client/account.d.ts
import type { GraphqlTransport } from "../transport/graphql.ts";
/** Whom a key belongs to. */
export interface Viewer {
    readonly id: string;
    readonly username: string | undefined;
    readonly email: string | undefined;
    /** The entity that is used when none is named. */
    readonly entity: string | undefined;
    readonly teams: readonly string[];
}
/** Asks whom the key belongs to. */
export declare function fetchViewer(graphql: GraphqlTransport, host: string, options: {
    readonly signal: AbortSignal | undefined;
    readonly maxAttempts?: number | undefined;
}): Promise<Viewer>;
/** The features of a server; those that do not know the question have none. */
export declare function fetchFeatures(graphql: GraphqlTransport, signal: AbortSignal | undefined): Promise<ReadonlySet<string>>;

// settings/settings.d.ts
import { type Clock } from "../util/clock.ts";
import { Secret } from "../util/secret.ts";
import type { AzureAccess, GcsAccess, S3Access } from "../references/options.ts";
/** How often and how long a request is tried again. */
export interface RetrySettings {
    /** Attempts of one request in all. Default 21, as W&B's own client. */
    readonly maxAttempts?: number;
    /** No new attempt starts after this time. Default 15 minutes. */
    readonly maxElapsedMs?: number;
    /** First wait; it doubles with each attempt and gets up to 25 % random surplus. Default 500. */
    readonly minDelayMs?: number;
    /** Longest wait that we choose; a server's `Retry-After` may ask for more. Default 60 000. */
    readonly maxDelayMs?: number;
}
/** Credentials and places of the stores that references point into. */
export interface StoreCredentials {
    readonly s3?: S3Access;
    readonly gcs?: GcsAccess;
    readonly azure?: AzureAccess;
}
/** A warning that does not stop the work. */
export interface WandbWarning {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>>;
}
/**
 * Everything a client may be told. Nothing is read from the environment here; see
 * {@link settingsFromEnv}.
 */
export interface WandbSettings {
    /** API key: 40 or more characters, or a JSON web token. Never written, never shown. */
    readonly apiKey?: string | undefined;
    /** File with a JSON web token of an identity provider, exchanged for access tokens; wins over `apiKey`. */
    readonly identityTokenFile?: string | undefined;
    /** Where exchanged access tokens are kept. Default `<config>/credentials.json`; only with `identityTokenFile`. */
    readonly credentialsFile?: string | undefined;
    /** API address of the W&B server. Default `https://api.wandb.ai`. */
    readonly host?: string | undefined;
    /** Address of its web pages. Default: derived from `host` by W&B's rule. */
    readonly appUrl?: string | undefined;
    /** Default entity. Without it the account's default entity is asked for once. */
    readonly entity?: string | undefined;
    /** Default project. Default `uncategorized`. */
    readonly project?: string | undefined;
    /** Organisation for registry paths that do not name one. */
    readonly organization?: string | undefined;
    /** User to whom a service account attributes its runs. */
    readonly username?: string | undefined;
    /** The same by e-mail address. */
    readonly userEmail?: string | undefined;
    /** Folder of the shared content cache. Without it nothing is cached. */
    readonly cacheDir?: string | undefined;
    /** Folder for temporary content and upload journals. Default: a folder in the system's temporary folder. */
    readonly dataDir?: string | undefined;
    /** Parent of default download folders. Default `./artifacts`. */
    readonly artifactDir?: string | undefined;
    /** Headers added to every request to the host itself (not to storage). */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** Time for one API request and its answer. Default 30 000. */
    readonly timeoutMs?: number | undefined;
    /** Longest standstill of a file transfer. Default 60 000. */
    readonly transferTimeoutMs?: number | undefined;
    /** Files transferred at once. Default 32. */
    readonly transferConcurrency?: number | undefined;
    readonly retry?: RetrySettings | undefined;
    /** How references to S3, Google's and Azure's storage are fetched. */
    readonly references?: StoreCredentials | undefined;
    /** From which size files go up and come down in parts, and how large parts are. Default: W&B's 2 GiB and 100 MiB. */
    readonly multipart?: {
        readonly thresholdBytes?: number;
        readonly partBytes?: number;
    } | undefined;
    /**
     * Proxy for every request, `http://host:port`. Node's own `NODE_USE_ENV_PROXY` works too.
     * Default: none.
     */
    readonly proxy?: string | undefined;
    /** Hosts that are reached without the proxy: names, parts after a dot, `host:port`, or `*`, joined by commas. */
    readonly noProxy?: string | undefined;
    /** The `fetch` to use. Default: the platform's, looked up at each call so that interceptors see it. */
    readonly fetch?: typeof globalThis.fetch | undefined;
    /** Receives warnings. Default `process.emitWarning`. */
    readonly onWarning?: ((warning: WandbWarning) => void) | undefined;
    readonly clock?: Clock | undefined;
    /** Random numbers in [0, 1) for the jitter of waits. */
    readonly random?: (() => number) | undefined;
}
/** Settings with every default filled in and every value checked. */
export interface ResolvedSettings {
    readonly apiKey: Secret | undefined;
    readonly identityTokenFile: string | undefined;
    readonly credentialsFile: string | undefined;
    readonly host: string;
    readonly appUrl: string;
    readonly entity: string | undefined;
    readonly project: string;
    readonly organization: string | undefined;
    readonly username: string | undefined;
    readonly userEmail: string | undefined;
    readonly cacheDir: string | undefined;
    readonly dataDir: string | undefined;
    readonly artifactDir: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly transferTimeoutMs: number;
    readonly transferConcurrency: number;
    readonly retry: Required<RetrySettings>;
    readonly references: StoreCredentials;
    readonly multipart: {
        readonly thresholdBytes: number;
        readonly partBytes: number;
    };
    readonly proxy: string | undefined;
    readonly noProxy: string | undefined;
    readonly fetch: typeof globalThis.fetch | undefined;
    readonly onWarning: (warning: WandbWarning) => void;
    readonly clock: Clock;
    readonly random: () => number;
}
/**
 * Checks settings and fills in defaults; all faults are reported at once.
 *
 * @throws WandbClientError `WANDB_CLIENT_NOT_LOGGED_IN` without a key or token file,
 *   `WANDB_CLIENT_SETTINGS` for anything else
 */
export declare function resolveSettings(settings: WandbSettings): ResolvedSettings;

// settings/run-environment.d.ts
import type { RunOptions } from "../runs/run-options.ts";
/**
 * What the environment says about the run to start: `WANDB_RUN_ID`, `WANDB_NAME`, `WANDB_NOTES`,
 * `WANDB_TAGS`, `WANDB_RUN_GROUP`, `WANDB_JOB_TYPE`, `WANDB_RESUME`, and what a launch agent hands to its
 * programs in `WANDB_CONFIG` (or its pieces `WANDB_CONFIG_0`, `_1`, …).
 *
 * @param options explicit options, which win; of the config only by missing keys, as a launch overrides it
 * @param env default `process.env`
 * @throws WandbClientError `WANDB_CLIENT_SETTINGS` for a config that is no JSON object or an unknown resume mode
 *
 * @example
 * ```ts
 * const run = await WandbClient.fromEnv().run(runOptionsFromEnv({ config: { lr: 0.1 } }));
 * ```
 */
export declare function runOptionsFromEnv(options?: RunOptions, env?: Readonly<Record<string, string | undefined>>): RunOptions;

// settings/environment.d.ts
import type { WandbSettings } from "./settings.ts";
/** Where {@link settingsFromEnv} looks. */
export interface EnvironmentSource {
    /** Default `process.env`. */
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** Default the user's home folder. */
    readonly home?: string;
    /** Folder whose `wandb/settings` file overrides the user's. Default `WANDB_DIR`, else the working directory. */
    readonly directory?: string;
}
/**
 * Collects settings the way W&B's own clients do; later ones win: the user's settings file, the
 * workspace's settings file, `WANDB_*` variables, and last what is passed here. A key comes from the
 * argument, else from `WANDB_API_KEY` or `WANDB_IDENTITY_TOKEN_FILE`, else from netrc, else from a settings
 * file whose `base_url` is the host in use. Never asks, never writes.
 *
 * @param settings explicit settings
 * @param source other places to look in, for tests
 * @returns settings for `new WandbClient(...)`
 */
export declare function settingsFromEnv(settings?: WandbSettings, source?: EnvironmentSource): WandbSettings;

// runs/run.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { LogArtifactOptions } from "../artifacts/log-artifact.ts";
import type { ClientServices } from "../client/services.ts";
import { type AlertOptions } from "./alert.ts";
import { type ConsoleOptions } from "./console-lines.ts";
import { type LogCodeOptions } from "./code.ts";
import { type HistoryRow } from "./history.ts";
import type { MetricOptions } from "./metrics.ts";
import { RunHandle, type UseArtifactOptions } from "./run-handle.ts";
import type { RunChanges, RunOptions } from "./run-options.ts";
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
export declare class WandbRun extends RunHandle {
    #private;
    /** The server's own id of the run. */
    readonly storageId: string;
    /** Whether it existed before. */
    readonly isResumed: boolean;
    /** Step of the first row: 0, or one beyond the last row of a resumed run. */
    readonly startingStep: number;
    private constructor();
    /** Creates or resumes a run; use `client.run(...)`. */
    static start(services: ClientServices, options: RunOptions): Promise<WandbRun>;
    /** Display name. */
    get name(): string;
    /** The config as it is now; change it with {@link WandbRun.updateConfig}. */
    get config(): Readonly<Record<string, unknown>>;
    /** The summary as it is now: the last value of each key, and what was set. */
    get summary(): Readonly<Record<string, unknown>>;
    /** Step of the row that is being collected. */
    get step(): number;
    /** Aborts when the run is stopped in the web page. */
    get stopSignal(): AbortSignal;
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
    log(values: HistoryRow, options?: {
        readonly step?: number;
        readonly commit?: boolean;
    }): Promise<void>;
    /**
     * Says how a metric is shown and summed up.
     *
     * @param name the metric, `a.b` for one that is logged as `{ a: { b: 1 } }`; a `*` may stand at its end
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_ARGUMENT`
     */
    defineMetric(name: string, options?: MetricOptions): void;
    /** Changes the config; sent with {@link WandbRun.flush} or at the end. */
    updateConfig(values: Readonly<Record<string, unknown>>): void;
    /** Sets values of the summary, over what the history says. */
    updateSummary(values: Readonly<Record<string, unknown>>): void;
    /** Changes name, notes, tags, group or job type. Absent members stay; `tags: []` clears. */
    update(changes: RunChanges, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Adds console output; lines are sent when they are complete. */
    writeConsole(text: string, options?: ConsoleOptions): void;
    /**
     * Uploads a file of the run.
     *
     * @param name path among the run's files
     * @param content text, bytes, or `{ path }` of a local file, which is streamed
     * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`, `WANDB_CLIENT_FILE`
     */
    saveFile(name: string, content: string | Uint8Array | {
        readonly path: string;
    }, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Sends an alert to those who follow the project. */
    alert(options: AlertOptions): Promise<void>;
    logArtifact(draft: ArtifactDraft, options?: LogArtifactOptions): Promise<Artifact>;
    useArtifact(artifact: string | Artifact | ArtifactDraft, options?: UseArtifactOptions): Promise<Artifact>;
    /**
     * Logs the code that the run was made with, as an artifact of the type `code`, and names it in the config.
     *
     * @returns the version; undefined, with the warning `WANDB_CLIENT_NO_CODE`, when no file is code
     */
    logCode(options?: LogCodeOptions): Promise<Artifact | undefined>;
    /**
     * Says that the machine is about to be taken away: a scheduler starts the run anew elsewhere. Sent at once.
     *
     * @param options `signal`: ends the waiting, not the sending
     */
    markPreempting(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /**
     * Sends everything that waits, now.
     *
     * @param options `signal`: ends the waiting, not the sending
     */
    flush(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /**
     * Ends the run: sends what waits, then the exit code. Further calls return the same promise.
     *
     * @param options `exitCode`: 0 makes the run `finished`, anything else `failed`; `signal`: gives up, as
     *   {@link WandbRun.abandon} does
     * @throws WandbClientError when not everything could be delivered; the signal's reason
     */
    finish(options?: {
        readonly exitCode?: number;
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Stops without a word to the server, as a process that crashes: the server marks the run crashed later. */
    abandon(): void;
    [Symbol.asyncDispose](): Promise<void>;
}

// runs/history.d.ts
import type { ResolvedSettings } from "../settings/settings.ts";
import type { FileStream } from "./file-stream.ts";
import { type MediaLogger } from "./log-media.ts";
import { Metrics } from "./metrics.ts";
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
export declare class History {
    #private;
    readonly metrics: Metrics;
    readonly summary: Record<string, unknown>;
    constructor(settings: ResolvedSettings, stream: FileStream, start: HistoryStart, media: MediaLogger, onNewMetric: () => void);
    /** Step of the row that is being collected. */
    get step(): number;
    /** Adds to the row of a step; see `WandbRun.log`. */
    add(values: HistoryRow, step: number | undefined, commit: boolean | undefined): Promise<void>;
    /** Ends the row that is being collected. */
    commit(): void;
    /** Waits for rows whose media are under way, and throws the first fault among them. */
    settled(): Promise<void>;
    /** Sends the summary. */
    sendSummary(): void;
}

// runs/console-lines.d.ts
/** Where a line of console output comes from. */
export interface ConsoleOptions {
    readonly stream?: "stdout" | "stderr";
    /** Names the writer, where several processes share a run. */
    readonly label?: string;
}
/** Cuts text into lines; what has no line end yet waits for the rest. */
export declare class LineSplitter {
    #private;
    /** The complete lines of a stream after `text` was added. */
    push(stream: string, text: string): string[];
    /** What is left without a line end. */
    end(): {
        stream: string;
        line: string;
    }[];
}
/** A line as the filestream wants it: plain text, or JSON where the server shows structured lines. */
export declare function encodeConsoleLine(line: string, now: number, options: ConsoleOptions, isStructured: boolean): string;
/**
 * Copies what the process writes to its standard streams, until the returned function is called.
 *
 * @param receive called with each piece of text
 */
export declare function captureConsole(receive: (text: string, stream: "stdout" | "stderr") => void): () => void;

// runs/metrics.d.ts
/** What the summary keeps of a metric. */
export type MetricSummary = "min" | "max" | "mean" | "best" | "last" | "first" | "none";
/** How a metric is shown and summed up. */
export interface MetricOptions {
    /** Another metric that is its x axis. */
    readonly stepMetric?: string;
    /** Add the step metric's last value to rows that lack it. Default true with `stepMetric`. */
    readonly stepSync?: boolean;
    /** What the summary keeps, under `<name>.<kind>`. Default: the last value under the name itself. */
    readonly summary?: MetricSummary | readonly MetricSummary[];
    /** Which direction is better, for `best`. */
    readonly goal?: "minimize" | "maximize";
    /** Make no chart of it. */
    readonly hidden?: boolean;
}
/** The metrics that were defined, and the running values of their summaries. */
export declare class Metrics {
    #private;
    /** @throws WandbClientError `WANDB_CLIENT_INVALID_NAME` for an empty name or a glob that is not a suffix */
    define(name: string, options: MetricOptions): void;
    /** Whether anything was defined. */
    get isEmpty(): boolean;
    /** Notes the metrics of a row; returns whether a pattern gave a new one, which the config must tell. */
    observe(row: Readonly<Record<string, unknown>>): boolean;
    /** The step metrics that a row lacks, with their last values. */
    missingSteps(row: Readonly<Record<string, unknown>>, summary: Readonly<Record<string, unknown>>): Record<string, unknown>;
    /** Brings the summary up to date with a row; nested values are joined with those that are there. */
    summarize(summary: Record<string, unknown>, row: Readonly<Record<string, unknown>>): void;
    /** The metrics in W&B's form: numbers of fields of its record, step metrics by place in this list. */
    encode(): unknown[];
}

// runs/run-handle.d.ts
import { Artifact } from "../artifacts/artifact.ts";
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { DownloadOptions } from "../artifacts/download.ts";
import { type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import type { ClientServices, RunPlace } from "../client/services.ts";
import { type LogModelOptions } from "./model.ts";
/** How a use is recorded. */
export interface UseArtifactOptions {
    /** The role that the artifact plays. */
    readonly usedAs?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * A run by its id, for recording artifacts on its behalf: neither creates nor finishes it. Worker
 * processes attach to the coordinator's run this way.
 */
export declare class RunHandle {
    #private;
    readonly entity: string;
    readonly project: string;
    /** The run's id. */
    readonly id: string;
    /** Made by `client.attachRun(...)`. */
    constructor(services: ClientServices, place: RunPlace);
    /** `entity/project/id`. */
    get path(): string;
    /** The run's web page. */
    get url(): string;
    /** Where the run stands. */
    get place(): RunPlace;
    /**
     * Logs a draft as an output of this run; resolves when the version is committed.
     *
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_FILE_CHANGED`, and the request's errors;
     *   the draft stays open and may be logged again
     */
    logArtifact(draft: ArtifactDraft, options?: LogArtifactOptions): Promise<Artifact>;
    /**
     * Records an artifact as an input of this run.
     *
     * @param artifact a version, or its path `[[entity/]project/]collection[:version or alias]`; the run's entity
     *   and project by default. A draft is logged first, as made by no run
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    useArtifact(artifact: string | Artifact | ArtifactDraft, options?: UseArtifactOptions): Promise<Artifact>;
    /**
     * Adds to a version that several writers make together; the last one calls {@link RunHandle.finishArtifact}.
     *
     * @param distributedId the version's id among the writers
     */
    upsertArtifact(draft: ArtifactDraft, distributedId: string, options?: LogArtifactOptions): Promise<Artifact>;
    /** Adds the last part of a version that several writers make, and commits it. */
    finishArtifact(draft: ArtifactDraft, distributedId: string, options?: LogArtifactOptions): Promise<Artifact>;
    /** Links an artifact into a registry or portfolio; see `artifact.link`. A draft is logged first. */
    linkArtifact(artifact: Artifact | ArtifactDraft, target: string, options?: {
        readonly aliases?: readonly string[];
        readonly signal?: AbortSignal;
    }): Promise<Artifact>;
    /**
     * Logs a model: a local file, a folder, or an address such as `s3://bucket/model`, as an artifact of the type
     * `model`.
     *
     * @param path where the model is
     * @returns the version
     * @throws WandbClientError as `logArtifact`, and `WANDB_CLIENT_FILE` when there is nothing at the path
     * @example
     * ```ts
     * await run.logModel("out/weights.onnx", { name: "classifier", aliases: ["best"] });
     * ```
     */
    logModel(path: string, options?: LogModelOptions): Promise<Artifact>;
    /**
     * Records a model as an input of this run and downloads it.
     *
     * @param name path of the version, as `useArtifact` takes it
     * @param options how it is downloaded
     * @returns the local path of the model's only file or folder, or else of the folder that has them all
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_INVALID_NAME` for an artifact whose type does not
     *   contain `model`
     */
    useModel(name: string, options?: DownloadOptions): Promise<string>;
    /**
     * Logs a model as `logModel` does and links it to a registered model of the run's entity. The collection keeps its
     * type, if it has one already.
     *
     * @param registeredModelName its name alone; it is made when there is none
     * @param options `name` of the logged model; `aliases` of the link
     * @returns the version as seen through the link
     * @throws WandbClientError as `logModel`, `WANDB_CLIENT_INVALID_NAME` for a path, or a collection of no models
     */
    linkModel(path: string, registeredModelName: string, options?: Pick<LogModelOptions, "name" | "aliases" | "signal">): Promise<Artifact>;
}

// runs/alert.d.ts
import type { ClientServices, RunPlace } from "../client/services.ts";
/** What an alert says. */
export interface AlertOptions {
    readonly title: string;
    readonly text: string;
    readonly level?: "INFO" | "WARN" | "ERROR";
    /** Shortest time between two alerts of this title. Default one minute. */
    readonly waitMs?: number;
    readonly signal?: AbortSignal;
}
/** Sends an alert on behalf of a run. */
export declare function sendAlert(services: ClientServices, place: RunPlace, options: AlertOptions): Promise<void>;

// runs/code.d.ts
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
/** Which code is logged. */
export interface LogCodeOptions {
    /** Folder below which the files are looked for. Default: the working folder. */
    readonly root?: string | undefined;
    /** Name of the artifact. Default: `source-<project>-<program>`, so that runs of one program share it. */
    readonly name?: string | undefined;
    /**
     * Whether a file is code, by its path below the root. Default: TypeScript, JavaScript and Python, and the files that
     * say what they need (`package.json`, `package-lock.json`, `requirements.txt`, `Dockerfile…`).
     */
    readonly include?: ((path: string) => boolean) | undefined;
    /** What is left out all the same. Default: hidden folders, `node_modules`, and the folder `wandb`. */
    readonly exclude?: ((path: string) => boolean) | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * A draft of a program's code.
 *
 * @returns undefined when there is none below the root
 * @throws WandbClientError `WANDB_CLIENT_FILE`, `WANDB_CLIENT_INVALID_NAME`
 */
export declare function codeDraft(project: string, options: LogCodeOptions): Promise<ArtifactDraft | undefined>;

// runs/model.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { LogArtifactOptions } from "../artifacts/log-artifact.ts";
/** How a model is logged. */
export interface LogModelOptions extends LogArtifactOptions {
    /** Name of the collection. Default: `run-<run id>-<base name of the path>`. */
    readonly name?: string | undefined;
}
/**
 * A draft of a model: a local file, every file below a folder, or what an address refers to.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_FILE`, `WANDB_CLIENT_REFERENCE`
 */
export declare function modelDraft(path: string, options: {
    readonly name: string;
    readonly type: string;
    readonly signal?: AbortSignal | undefined;
}): Promise<ArtifactDraft>;
/** The name that a run's model has unless it is given one. */
export declare function modelName(runId: string, path: string): string;
/** Where a registered model of a team stands. */
export declare function registeredModelPath(entity: string, name: string): string;
/** Checks that an artifact is a model: its type says so. */
export declare function checkIsModel(artifact: Artifact): Artifact;
/** The model in a folder that it was downloaded to: its only file or folder, or the folder itself. */
export declare function modelIn(root: string, artifact: Artifact): Promise<string>;

// runs/run-options.d.ts
import type { ResumeMode } from "./resume.ts";
/** What a run starts with. */
export interface RunOptions {
    /** Id, unique in its project; a deleted run's id cannot be used again. Default: 8 random characters. */
    readonly id?: string | undefined;
    readonly entity?: string | undefined;
    readonly project?: string | undefined;
    /** Display name. Default: the server makes one up. */
    readonly name?: string | undefined;
    readonly notes?: string | undefined;
    readonly tags?: readonly string[] | undefined;
    readonly group?: string | undefined;
    readonly jobType?: string | undefined;
    readonly config?: Readonly<Record<string, unknown>> | undefined;
    /**
     * Whether a run of this id goes on: `allow` (if there is one), `must`, `never`, or `auto`: like `allow`,
     * with the id of the run that last did not end. Default: no question is asked; as with W&B's SDK, the rows
     * of a run that exists stay and new ones follow from step 0, while config and summary are replaced, which
     * the warning `WANDB_CLIENT_RUN_REUSED` tells. Pass `allow` or `never` with ids of your own.
     */
    readonly resume?: ResumeMode | "auto" | undefined;
    /** Working folder for `resume: "auto"`, which remembers there the run that did not end. Default `.`. */
    readonly dir?: string | undefined;
    /** Copy what the process writes to its standard streams. Default false. */
    readonly captureConsole?: boolean | undefined;
    /** Compress what is streamed, where the server takes it. Default false. */
    readonly compress?: boolean | undefined;
    /** Tell machine, program and versions. Default true. */
    readonly systemInfo?: boolean | undefined;
    /** Shortest time between two transmissions. Default 15 000. */
    readonly streamIntervalMs?: number | undefined;
    /** Silence after which a heartbeat is sent. Default 30 000. */
    readonly heartbeatMs?: number | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** What may change on a run. */
export interface RunChanges {
    readonly name?: string;
    readonly notes?: string;
    readonly tags?: readonly string[];
    readonly group?: string;
    readonly jobType?: string;
}

// runs/resume.d.ts
import type { ClientServices } from "../client/services.ts";
/** Whether a run may or must exist before. */
export type ResumeMode = "allow" | "must" | "never";
/** What a resumed run goes on from. */
export interface ResumeState {
    readonly storageId: string;
    readonly displayName: string | undefined;
    readonly config: Record<string, unknown>;
    /** What the config says of charts and of the classes of pictures. */
    readonly panels: Record<string, unknown>;
    readonly summary: Record<string, unknown>;
    readonly tags: readonly string[];
    readonly notes: string | undefined;
    readonly startingStep: number;
    readonly runtimeSeconds: number;
    readonly offsets: {
        readonly history: number;
        readonly events: number;
        readonly console: number;
    };
}
/**
 * Asks whether the run exists and where it stopped.
 *
 * @throws WandbClientError `WANDB_CLIENT_RUN_EXISTS`, `WANDB_CLIENT_RUN_MISSING`
 */
export declare function resumeStatus(services: ClientServices, place: {
    readonly entity: string;
    readonly project: string;
    readonly id: string;
}, mode: ResumeMode, signal: AbortSignal | undefined): Promise<ResumeState | undefined>;

// queries/change-run.d.ts
import type { ClientServices } from "../client/services.ts";
import { type RunFile } from "../runs/run-files.ts";
import type { RunChanges } from "../runs/run-options.ts";
/** What may change on a run that is read. */
export interface RunRecordChanges extends RunChanges {
    /** Values of the config by key; the other keys stay, and `undefined` takes a key out. */
    readonly config?: Readonly<Record<string, unknown>>;
    /** Values of the summary by key; the other keys stay, and `undefined` takes a key out. */
    readonly summary?: Readonly<Record<string, unknown>>;
}
/** The run to change, as it was read. */
export interface ChangedRun {
    readonly entity: string;
    readonly project: string;
    readonly id: string;
    readonly storageId: string;
    /** The API's texts. */
    readonly config: string | null;
    readonly summary: string | null;
}
/** Changes a run by the server's id; its state and its lines stay as they are. */
export declare function changeRun(services: ClientServices, run: ChangedRun, changes: RunRecordChanges, signal: AbortSignal | undefined): Promise<void>;
/**
 * Adds a file to a run that another process writes or that is over. Servers that are told of it where they can be; the
 * others find it in the storage.
 */
export declare function addRunFile(services: ClientServices, run: ChangedRun, file: RunFile, signal: AbortSignal | undefined): Promise<void>;
/** Deletes a file of a run. */
export declare function deleteRunFile(services: ClientServices, fileId: string, signal: AbortSignal | undefined): Promise<void>;

// queries/run-record.d.ts
import { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import * as operations from "../operations/queries.ts";
import { type ListOptions } from "./paginate.ts";
import { type RunRecordChanges } from "./change-run.ts";
import { type ScanHistoryOptions } from "./scan-history.ts";
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
/** A run as the server knows it; reading only. Its data is that of the moment it was read. */
export declare class RunRecord {
    #private;
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
    /** Made by `client.getRun(...)` and `client.runs(...)`. */
    constructor(services: ClientServices, place: {
        readonly entity: string;
        readonly project: string;
    }, fields: operations.RunFields);
    /** `entity/project/id`. */
    get path(): string;
    /** The run's web page. */
    get url(): string;
    /**
     * The history, thinned out by the server to about so many rows.
     *
     * @param options `keys`: only these metrics, and only rows that have them all
     */
    history(options?: {
        readonly samples?: number;
        readonly keys?: readonly string[];
        readonly signal?: AbortSignal;
    }): Promise<Record<string, unknown>[]>;
    /** Every row of the history, in order, page by page. */
    scanHistory(options?: ScanHistoryOptions): AsyncGenerator<Record<string, unknown>, undefined>;
    /** The run's files. */
    files(options?: {
        readonly names?: readonly string[];
    } & ListOptions): AsyncGenerator<RunFileRecord, undefined>;
    /**
     * The bytes of one of the run's files, verified as far as the server tells size and MD5.
     *
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY`
     */
    readFile(name: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Uint8Array>;
    /**
     * Downloads one of the run's files; a transfer that fails leaves no file.
     *
     * @param options `root`: the folder below which it lands under its name. Default: the working directory
     * @returns the local path
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_INVALID_PATH` for a name that leads elsewhere
     * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY`
     */
    downloadFile(name: string, options?: {
        readonly root?: string;
        readonly signal?: AbortSignal | undefined;
    }): Promise<string>;
    /**
     * Adds a file to the run, also one that is over; its state stays.
     *
     * @param name path among the run's files
     * @param content text, bytes, or `{ path }` of a local file, which is streamed
     * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`, `WANDB_CLIENT_FILE`
     */
    uploadFile(name: string, content: string | Uint8Array | {
        readonly path: string;
    }, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /**
     * Deletes one of the run's files.
     *
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    deleteFile(name: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
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
    update(changes: RunRecordChanges, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunRecord>;
    /**
     * Reads the run anew.
     *
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND` when it was deleted
     */
    refresh(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunRecord>;
    /**
     * Waits until the run is over: finished, failed, crashed or killed.
     *
     * @param options `intervalMs` between two looks, default 5000
     * @returns the run as it ended
     * @throws the signal's reason
     */
    waitUntilFinished(options?: {
        readonly intervalMs?: number;
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunRecord>;
    /** The artifacts that the run used. */
    inputArtifacts(options?: ListOptions): AsyncGenerator<Artifact, undefined>;
    /** The artifacts that the run made. */
    outputArtifacts(options?: ListOptions): AsyncGenerator<Artifact, undefined>;
    /** Asks the run to stop; its process hears of it with the next transmission. */
    stop(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Deletes the run; its id cannot be used again. */
    delete(options?: {
        readonly deleteArtifacts?: boolean;
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
}

// queries/project-queries.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import { type CollectionsOptions } from "../collections/list-collections.ts";
import { type VersionsOptions } from "../collections/list-versions.ts";
import { type Filters, type ListOptions } from "./paginate.ts";
import { RunRecord } from "./run-record.ts";
/** A project's place; entity and project of the client by default. */
export interface ProjectOptions {
    readonly entity?: string | undefined;
    readonly project?: string | undefined;
}
/** Which runs, in which order. */
export interface RunsOptions extends ProjectOptions, ListOptions {
    /** Conditions in W&B's Mongo-like form, such as `{ state: "finished", "config.lr.value": { $gt: 0.1 } }`. */
    readonly filters?: Filters | undefined;
    /** `+created_at` (default `-created_at`), `-summary_metrics.loss`, … */
    readonly order?: string | undefined;
}
/** A type of artifacts. */
export interface ArtifactTypeRecord {
    readonly name: string;
    readonly description: string | undefined;
}
/** A project. */
export interface ProjectRecord {
    readonly entity: string;
    readonly name: string;
    readonly description: string | undefined;
    readonly createdAt: string;
}
/** How a project is made. */
export interface CreateProjectOptions {
    /** Whose project. Default: the client's entity. */
    readonly entity?: string | undefined;
    /** Markdown. */
    readonly description?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** A sweep; reading only. */
export interface SweepRecord {
    readonly id: string;
    /** Its short id. */
    readonly name: string;
    readonly displayName: string | undefined;
    readonly method: string | undefined;
    readonly state: string;
    readonly description: string | undefined;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
    readonly updatedAt: string | undefined;
    readonly bestLoss: number | undefined;
    /** YAML. */
    readonly config: string;
    readonly runCount: number;
}
/** Lists of what projects hold; each is read page by page as it is consumed. */
export declare class ProjectQueries {
    #private;
    constructor(services: ClientServices);
    /** One run. */
    run(path: string, signal: AbortSignal | undefined): Promise<RunRecord>;
    runs(options: RunsOptions): AsyncGenerator<RunRecord, undefined>;
    /** One project. */
    project(path: string, signal: AbortSignal | undefined): Promise<ProjectRecord>;
    /** Makes a project, or changes its description. */
    createProject(name: string, options: CreateProjectOptions): Promise<ProjectRecord>;
    projects(options: {
        readonly entity?: string | undefined;
    } & ListOptions): AsyncGenerator<ProjectRecord, undefined>;
    artifactTypes(options: ProjectOptions & ListOptions): AsyncGenerator<ArtifactTypeRecord, undefined>;
    collections(options: ProjectOptions & CollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;
    versions(collection: string, options: ProjectOptions & VersionsOptions): AsyncGenerator<Artifact, undefined>;
    sweep(path: string, signal: AbortSignal | undefined): Promise<SweepRecord>;
    sweeps(options: ProjectOptions & ListOptions): AsyncGenerator<SweepRecord, undefined>;
}

// queries/paginate.d.ts
import type { Page, PageVariables } from "../operations/page.ts";
/** Conditions in W&B's Mongo-like form: `{ name: "x" }`, `{ $or: [ … ] }`, `{ "metadata.n": { $gt: 1 } }`. */
export type Filters = Readonly<Record<string, unknown>>;
/** How a list is read. */
export interface ListOptions {
    /** Items per request, from 1 on. Default 50. */
    readonly pageSize?: number | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * Reads a list page by page, as it is consumed.
 *
 * @param fetchPage one page; undefined ends the list
 */
export declare function paginate<Node>(fetchPage: (variables: PageVariables) => Promise<Page<Node> | null | undefined>, options: ListOptions): AsyncGenerator<Node, undefined>;

// collections/artifact-collection.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import { type ArtifactCollectionFields } from "../operations/collections.ts";
import { type ListOptions } from "../queries/paginate.ts";
import { type CollectionChanges } from "./change-collection.ts";
import { type VersionsOptions } from "./list-versions.ts";
/**
 * A collection of artifact versions: a sequence, in which versions are made, or a portfolio, into which
 * they are linked. It comes into being with its first version or link. Its data is what the server said when
 * it was read; `update` returns a fresh one.
 *
 * @example
 * ```ts
 * const collection = await client.artifactCollection("team/project/dataset");
 * await collection.update({ description: "Cleaned rows", tags: { add: ["reviewed"] } });
 * for await (const version of collection.versions({ filters: { "metadata.rows": { $gt: 100 } } }))
 *   console.log(version.name);
 * ```
 */
export declare class ArtifactCollection {
    #private;
    /** The server's id. */
    readonly id: string;
    readonly entity: string;
    readonly project: string;
    readonly name: string;
    /** The type of its versions. */
    readonly type: string;
    readonly description: string | undefined;
    readonly tags: readonly string[];
    /** ISO 8601, UTC. */
    readonly createdAt: string;
    readonly updatedAt: string | undefined;
    /** Whether versions are linked into it rather than made in it. */
    readonly isPortfolio: boolean;
    /** Made by the client; use `client.artifactCollection(...)`. */
    constructor(services: ClientServices, place: {
        readonly entity: string;
        readonly project: string;
    }, fields: ArtifactCollectionFields);
    /** `entity/project/name`. */
    get qualifiedName(): string;
    /** Every alias of its versions, read page by page. */
    aliases(options?: ListOptions): AsyncGenerator<string, undefined>;
    /** Its versions, committed ones unless the filters say otherwise, newest first. */
    versions(options?: VersionsOptions): AsyncGenerator<Artifact, undefined>;
    /**
     * Changes its name, description, tags, or the type of its versions.
     *
     * @returns the collection as it is afterwards
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_ARTIFACT_STATE` when the type of a
     *   portfolio is to change
     * @throws WandbRequestError `WANDB_CLIENT_CONFLICT` when the new name is taken
     */
    update(changes: CollectionChanges, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ArtifactCollection>;
    /** Deletes the collection with all its versions; of a portfolio, all its links. There is no way back. */
    delete(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
}

// collections/change-collection.d.ts
import { type ListChange } from "../artifacts/list-change.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "./artifact-collection.ts";
/** What may change on a collection. Absent members stay as they are. */
export interface CollectionChanges {
    readonly name?: string;
    readonly description?: string;
    /** The whole list afterwards, or what to add and remove. */
    readonly tags?: ListChange;
    /** Another type for all versions; only of a sequence. */
    readonly type?: string;
}
/** Changes a collection. */
export declare function changeCollection(services: ClientServices, collection: ArtifactCollection, changes: CollectionChanges, signal: AbortSignal | undefined): Promise<void>;
/** Deletes a collection with all that is in it. */
export declare function deleteCollection(services: ClientServices, { id, isPortfolio }: ArtifactCollection, signal: AbortSignal | undefined): Promise<void>;

// collections/list-collections.d.ts
import type { ClientServices } from "../client/services.ts";
import { type Filters, type ListOptions } from "../queries/paginate.ts";
import { ArtifactCollection } from "./artifact-collection.ts";
/** Which collections of a project, in which order. */
export interface CollectionsOptions extends ListOptions {
    /** Only collections of this type. */
    readonly type?: string | undefined;
    /** Conditions in W&B's Mongo-like form on `name`, `description`, `tag`, `createdAt` and `updatedAt`. */
    readonly filters?: Filters | undefined;
    /** `+name`, `-createdAt`, … Default: newest first. */
    readonly order?: string | undefined;
}
/**
 * The collections of a project.
 *
 * @throws WandbClientError `WANDB_CLIENT_UNSUPPORTED` for filters or order on a server that takes none
 */
export declare function listCollections(services: ClientServices, place: {
    readonly entity: string;
    readonly project: string;
}, options: CollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;

// collections/list-versions.d.ts
import { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import { type Filters, type ListOptions } from "../queries/paginate.ts";
/** Which versions, in which order. */
export interface VersionsOptions extends ListOptions {
    /**
     * Conditions in W&B's Mongo-like form, such as `{ "metadata.score": { $gt: 0.9 } }`, `{ alias: "best" }` or
     * `{ tag: "reviewed" }`. Committed versions only, unless `state` says otherwise.
     */
    readonly filters?: Filters | undefined;
    /** `+createdAt` or `-createdAt`, `+size`, … Default: newest first. */
    readonly order?: string | undefined;
    /** Only versions that carry all of these; looked at here, as W&B's SDK does. */
    readonly tags?: readonly string[] | undefined;
}
/** The versions of a collection, as seen through that collection. */
export declare function listVersions(services: ClientServices, place: {
    readonly entity: string;
    readonly project: string;
    readonly collection: string;
}, options: VersionsOptions): AsyncGenerator<Artifact, undefined>;

// registry/registry.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import type { RegistryFields } from "../operations/registries.ts";
import { type RegistryChanges } from "./change-registry.ts";
import { type MemberNames, type RegistryMembers, type RegistryRole } from "./members.ts";
import { type Organization } from "./organization.ts";
import { type RegistryCollectionsOptions, type RegistryVersionsOptions } from "./search.ts";
/** Who sees a registry: everybody in the organisation, or invited members only. */
export type RegistryVisibility = "organization" | "restricted";
/**
 * A registry of an organisation: a place for collections into which versions of its teams are linked. Its data
 * is what the server said when it was read; `update` returns a fresh one.
 *
 * @example
 * ```ts
 * const registry = await client.createRegistry("plots", { artifactTypes: ["figure"] });
 * await registry.addMembers({ teams: ["weavers"] });
 * for await (const version of registry.versions({ filters: { alias: "production" } }))
 *   console.log(version.qualifiedName);
 * ```
 */
export declare class Registry {
    #private;
    /** The server's id. */
    readonly id: string;
    /** Its name without the prefix. */
    readonly name: string;
    /** Display name of its organisation. */
    readonly organization: string;
    /** The entity that owns the organisation's registries. */
    readonly entity: string;
    readonly description: string | undefined;
    readonly visibility: RegistryVisibility;
    /** Whether versions of every type may be linked, or only of `artifactTypes`. */
    readonly allowsAllArtifactTypes: boolean;
    readonly artifactTypes: readonly string[];
    /** ISO 8601, UTC. */
    readonly createdAt: string;
    readonly updatedAt: string | undefined;
    /** Made by the client; use `client.registry(...)`. */
    constructor(services: ClientServices, organization: Organization, fields: RegistryFields);
    /** The name of its project: `wandb-registry-<name>`. */
    get fullName(): string;
    /** Its collections. */
    collections(options?: Omit<RegistryCollectionsOptions, "registryFilters">): AsyncGenerator<ArtifactCollection, undefined>;
    /** The versions in its collections, as seen there. */
    versions(options?: Omit<RegistryVersionsOptions, "registryFilters">): AsyncGenerator<Artifact, undefined>;
    /**
     * Changes its name, description, visibility or accepted types. A type that was accepted once cannot be
     * taken back.
     *
     * @returns the registry as it is afterwards
     * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_REGISTRY` when types are added to a registry
     *   that takes all, `WANDB_CLIENT_UNSUPPORTED`
     */
    update(changes: RegistryChanges, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Registry>;
    /** Deletes it with all its collections; the linked versions stay where they were made. */
    delete(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** The users and teams that were invited, with their roles. */
    members(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RegistryMembers>;
    /**
     * Invites users and teams, by name.
     *
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND` naming who does not exist
     */
    addMembers(members: MemberNames, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Takes users and teams out again; see {@link Registry.addMembers}. */
    removeMembers(members: MemberNames, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /**
     * Gives a member another role.
     *
     * @param member one user or one team, by name
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    changeRole(member: {
        readonly user: string;
    } | {
        readonly team: string;
    }, role: RegistryRole, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
}

// registry/change-registry.d.ts
import type { ClientServices } from "../client/services.ts";
import { type RegistryFields } from "../operations/registries.ts";
import { type Organization } from "./organization.ts";
import type { Registry, RegistryVisibility } from "./registry.ts";
/** How a registry is made. */
export interface CreateRegistryOptions {
    /** Display name of the organisation. Default: the client's setting, else the only one of the account. */
    readonly organization?: string | undefined;
    /** Default `"organization"`. */
    readonly visibility?: RegistryVisibility | undefined;
    readonly description?: string | undefined;
    /** Types of versions that may be linked. Default: all. */
    readonly artifactTypes?: readonly string[] | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** What may change on a registry. Absent members stay as they are. */
export interface RegistryChanges {
    /** Without the prefix. */
    readonly name?: string;
    readonly description?: string;
    readonly visibility?: RegistryVisibility;
    readonly allowsAllArtifactTypes?: boolean;
    /** Types that may be linked besides those of before. */
    readonly artifactTypes?: {
        readonly add: readonly string[];
    };
}
/** Reads a registry; undefined when there is none. */
export declare function fetchRegistry(services: ClientServices, organization: Organization, name: string, signal: AbortSignal | undefined): Promise<RegistryFields | undefined>;
/** Makes a registry. */
export declare function createRegistry(services: ClientServices, organization: Organization, name: string, options: CreateRegistryOptions): Promise<RegistryFields>;
/** Changes a registry. */
export declare function changeRegistry(services: ClientServices, registry: Registry, changes: RegistryChanges, signal: AbortSignal | undefined): Promise<RegistryFields>;
/** Deletes a registry. */
export declare function deleteRegistry(services: ClientServices, { id }: Registry, signal: AbortSignal | undefined): Promise<void>;

// registry/members.d.ts
import type { ClientServices } from "../client/services.ts";
import * as operations from "../operations/registry-members.ts";
import type { Registry } from "./registry.ts";
/** What a member may do. Servers know roles of their own besides. */
export type RegistryRole = "admin" | "member" | "viewer" | "restricted_viewer" | (string & {});
/** Users and teams, by name. */
export interface MemberNames {
    readonly users?: readonly string[];
    readonly teams?: readonly string[];
}
/** Who is a member of a registry. */
export interface RegistryMembers {
    readonly users: readonly {
        readonly id: string;
        readonly username: string;
        readonly name: string | undefined;
        readonly email: string | undefined;
        readonly role: RegistryRole;
    }[];
    readonly teams: readonly {
        readonly id: string;
        readonly name: string;
        readonly role: RegistryRole;
    }[];
}
/** Lists the members. */
export declare function listMembers(services: ClientServices, registry: Registry, signal: AbortSignal | undefined): Promise<RegistryMembers>;
/**
 * Makes users and teams members, or takes them out.
 *
 * @param operation which of the two
 */
export declare function changeMembers(services: ClientServices, registry: Registry, operation: operations.ChangeMembers, members: MemberNames, signal: AbortSignal | undefined): Promise<void>;
/** Gives a member another role. */
export declare function changeRole(services: ClientServices, registry: Registry, member: {
    readonly user: string;
} | {
    readonly team: string;
}, role: RegistryRole, signal: AbortSignal | undefined): Promise<void>;

// registry/registry-queries.d.ts
import type { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import { type CreateRegistryOptions } from "./change-registry.ts";
import { Registry } from "./registry.ts";
import { type RegistriesOptions } from "./list-registries.ts";
import { type RegistryCollectionsOptions, type RegistryVersionsOptions } from "./search.ts";
/** Of which organisation; default: the client's setting, else the only one of the account. */
export interface OrganizationOptions {
    /** Its display name, or the name of the entity that owns its registries. */
    readonly organization?: string | undefined;
}
/** The registries of organisations, and what is in them. */
export declare class RegistryQueries {
    #private;
    constructor(services: ClientServices);
    registry(name: string, options: OrganizationOptions & {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Registry>;
    create(name: string, options: CreateRegistryOptions): Promise<Registry>;
    registries(options: OrganizationOptions & RegistriesOptions): AsyncGenerator<Registry, undefined>;
    collections(options: OrganizationOptions & RegistryCollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;
    versions(options: OrganizationOptions & RegistryVersionsOptions): AsyncGenerator<Artifact, undefined>;
}

// registry/list-registries.d.ts
import type { ClientServices } from "../client/services.ts";
import { type Filters, type ListOptions } from "../queries/paginate.ts";
import type { Organization } from "./organization.ts";
import { Registry } from "./registry.ts";
/** Which registries of an organisation, in which order. */
export interface RegistriesOptions extends ListOptions {
    /** Conditions in W&B's Mongo-like form on `name` (without prefix), `description`, `created_at`, `updated_at`. */
    readonly filters?: Filters | undefined;
    /** `+name`, `-created_at`, `-updated_at`, … Default: newest first. */
    readonly order?: string | undefined;
}
/** The registries of an organisation. */
export declare function searchRegistries(services: ClientServices, organization: Organization, options: RegistriesOptions): AsyncGenerator<Registry, undefined>;

// registry/search.d.ts
import { Artifact } from "../artifacts/artifact.ts";
import type { ClientServices } from "../client/services.ts";
import { ArtifactCollection } from "../collections/artifact-collection.ts";
import { type Filters, type ListOptions } from "../queries/paginate.ts";
import type { Organization } from "./organization.ts";
/** Which collections of registries, in which order. */
export interface RegistryCollectionsOptions extends ListOptions {
    /** Conditions on the registries; see `client.registries(...)`. */
    readonly registryFilters?: Filters | undefined;
    /** Conditions on `name`, `tag`, `description`, `created_at`, `updated_at`. */
    readonly filters?: Filters | undefined;
    /** `+name`, `-created_at`, … Default: newest first. */
    readonly order?: string | undefined;
}
/** Which versions in registries, in which order. */
export interface RegistryVersionsOptions extends ListOptions {
    /** Conditions on the registries; see `client.registries(...)`. */
    readonly registryFilters?: Filters | undefined;
    /** Conditions on their collections; see {@link RegistryCollectionsOptions}. */
    readonly collectionFilters?: Filters | undefined;
    /** Conditions on `alias`, `tag`, `version`, `created_at`, `metadata.<key>`, … */
    readonly filters?: Filters | undefined;
    /** `-created_at`, `+artifact_size`, `-linked_at`; only where the organisation has the advanced search. */
    readonly order?: string | undefined;
}
/** The collections in an organisation's registries. */
export declare function searchCollections(services: ClientServices, organization: Organization, options: RegistryCollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;
/** The versions in an organisation's registries, as seen there. */
export declare function searchVersions(services: ClientServices, organization: Organization, options: RegistryVersionsOptions): AsyncGenerator<Artifact, undefined>;
/** Makes sure that the server searches registries. */
export declare function requireSearch(services: ClientServices, signal: AbortSignal | undefined): Promise<void>;
/** What an answer says of the entity that owns an organisation's registries. */
export declare function memberOf<Member>(answer: {
    readonly organization: {
        readonly orgEntity: Member | null;
    } | null;
}, { name }: Organization): Member;

// artifacts/artifact.d.ts
import type { ClientServices, RunPlace } from "../client/services.ts";
import type { ArtifactFields, MembershipFields } from "../operations/artifact-fields.ts";
import { type ListOptions } from "../queries/paginate.ts";
import type { WandbMedia } from "../media/media.ts";
import { ArtifactDraft } from "./artifact-draft.ts";
import { type Place } from "./artifact-place.ts";
import { ArtifactEntry } from "./artifact-entry.ts";
import { ArtifactFacts } from "./artifact-facts.ts";
import { type ArtifactChanges } from "./change.ts";
import { type DownloadOptions } from "./download.ts";
import type { Manifest } from "./manifest.ts";
/**
 * A committed version of an artifact. Its data is what the server said when it was read; methods that
 * change something return a fresh one. Content is fetched when asked for.
 */
export declare class Artifact extends ArtifactFacts {
    #private;
    /** Made by the client; use `client.artifact(...)`. */
    constructor(services: ClientServices, fields: ArtifactFields, place: Place);
    /** Reads a version by its id. */
    static byId(services: ClientServices, id: string, signal?: AbortSignal): Promise<Artifact>;
    /** Makes a version from the server's description of it in its own collection. */
    static fromFields(services: ClientServices, fields: ArtifactFields): Artifact;
    /** Makes a version from the server's description of it, as seen through a collection that holds it. */
    static inCollection(services: ClientServices, fields: ArtifactFields, place: {
        readonly entity: string;
        readonly project: string;
        readonly collection: string;
    }, versionIndex: number | undefined): Artifact;
    /** Makes a version from its membership in a collection. */
    static fromMembership(services: ClientServices, membership: MembershipFields): Artifact | undefined;
    /**
     * Reads a version by its path `[[entity/]project/]collection[:version or alias]`.
     *
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    static byPath(services: ClientServices, path: string, signal?: AbortSignal, base?: {
        readonly entity: string;
        readonly project: string;
    }): Promise<Artifact>;
    /** As {@link Artifact.byPath}, but undefined when there is none. */
    static findByPath(services: ClientServices, path: string, signal?: AbortSignal, base?: {
        readonly entity: string;
        readonly project: string;
    }): Promise<Artifact | undefined>;
    /** The list of its entries; fetched once. */
    manifest(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Manifest>;
    /** All entries, in the order of the manifest. */
    entries(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ArtifactEntry[]>;
    /**
     * One entry, to download, stream or read.
     *
     * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING` with the first entries there are
     */
    entry(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ArtifactEntry>;
    /** Whether the artifact has an entry of this path. */
    has(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<boolean>;
    /**
     * Downloads one entry.
     *
     * @param path the entry's path
     * @returns the local path
     * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING`
     */
    getPath(path: string, options?: Omit<DownloadOptions, "paths" | "prefix">): Promise<string>;
    /**
     * Reads a media object that was stored with `draft.add(object, name)`. Its own JSON and the files it
     * needs are fetched, nothing else.
     *
     * @param name the name given then, with or without the suffix `.table.json` …
     * @returns the object, or undefined when there is none of that name
     */
    get(name: string, options?: Omit<DownloadOptions, "paths" | "prefix">): Promise<WandbMedia | undefined>;
    /**
     * Downloads the artifact, or a part of it, and verifies every byte.
     *
     * @returns the folder
     */
    download(options?: DownloadOptions): Promise<string>;
    /**
     * Checks a folder against the manifest: every entry there, with its digest, and no other file.
     *
     * @param root the folder; default the download folder
     * @throws WandbIntegrityError `WANDB_CLIENT_INTEGRITY` with every difference
     */
    verify(root?: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** Where `download` puts it unless told otherwise: `<artifactDir>/<collection>:<version>`, with `-` on Windows. */
    get defaultRoot(): string;
    /**
     * A draft with this version's entries, to add to and remove from; only new content is uploaded.
     *
     * @param options what differs from this version
     */
    newDraft(options?: {
        readonly signal?: AbortSignal | undefined;
        readonly temporaryDir?: string;
    }): Promise<ArtifactDraft>;
    /**
     * Links this version into a registry or portfolio.
     *
     * @param target `[[organisation or entity/]project/]collection`; a project `wandb-registry-…` is a registry
     * @param options aliases of the link
     * @returns the version as seen through the link
     */
    link(target: string, options?: {
        readonly aliases?: readonly string[] | undefined;
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact>;
    /** This version as seen through each of its links, in portfolios and registries. */
    links(options?: ListOptions): AsyncGenerator<Artifact, undefined>;
    /** This version as seen where it was made. */
    source(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact>;
    /** Removes the link through which this version was found. */
    unlink(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /**
     * Changes aliases, tags, description, metadata or life time.
     *
     * @returns the version as it is afterwards
     */
    update(changes: ArtifactChanges, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact>;
    /** Deletes this version; one that holds aliases only with `deleteAliases`. */
    delete(options?: {
        readonly deleteAliases?: boolean;
        readonly signal?: AbortSignal | undefined;
    }): Promise<void>;
    /** The runs that used this version. */
    usedBy(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunPlace[]>;
    /** The run that made this version; undefined when none did. */
    loggedBy(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<RunPlace | undefined>;
}

// artifacts/artifact-entry.d.ts
import type { ClientServices } from "../client/services.ts";
import type { Artifact } from "./artifact.ts";
import type { ReferencedEntry } from "./draft-options.ts";
import { type DownloadOptions } from "./download.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";
/** An entry of a committed version. */
export declare class ArtifactEntry implements ReferencedEntry {
    #private;
    readonly entry: ManifestEntry;
    /** Made by `artifact.entry(path)`. */
    constructor(services: ClientServices, artifact: Artifact, manifest: Manifest, entry: ManifestEntry);
    /** The server that has it. */
    get host(): string;
    get artifactId(): string;
    get path(): string;
    /** Size in bytes, if known. */
    get size(): number | undefined;
    get digest(): string;
    /** The address of a reference. */
    get ref(): string | undefined;
    /**
     * The entry that this one stands for: itself, or, when it refers to an entry of another version, that one, followed
     * to its end.
     *
     * @returns the entry and the version that has it
     * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when references lead on without end
     */
    home(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<{
        readonly artifact: Artifact;
        readonly entry: ArtifactEntry;
    }>;
    /**
     * Downloads the entry and verifies it.
     *
     * @returns the local path
     */
    download(options?: Omit<DownloadOptions, "paths" | "prefix">): Promise<string>;
    /**
     * The entry's bytes as they arrive. Digest and size are checked on the way: the last step throws when
     * they differ.
     */
    stream(options?: {
        readonly signal?: AbortSignal | undefined;
    }): AsyncIterable<Uint8Array>;
    /** The entry's bytes, verified. */
    bytes(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Uint8Array<ArrayBuffer>>;
    /** The entry's text (UTF-8), verified. */
    text(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<string>;
}

// artifacts/artifact-draft.d.ts
import type { WandbMedia } from "../media/media.ts";
import type { Artifact } from "./artifact.ts";
import type { AddDirOptions, AddFileOptions, ArtifactDraftOptions, DraftBase, DraftEntry, ReferencedEntry } from "./draft-options.ts";
import { type ManifestEntry } from "./manifest.ts";
import { type ArtifactMetadata } from "./metadata.ts";
import type { EntryContent } from "./write-content.ts";
import type { ReferenceOptions } from "../references/options.ts";
/**
 * An artifact under construction. Files are hashed when they are added and uploaded from where they
 * lie when the draft is logged; they must not change in between. Each method's promise may be awaited or
 * not: logging waits for all of them and reports their faults.
 *
 * @example
 * ```ts
 * const draft = new ArtifactDraft({ name: "my_data", type: "dataset" });
 * await draft.addFile("rows.csv");
 * await draft.newFile("note.txt", "made by hand");
 * const artifact = await run.logArtifact(draft, { aliases: ["best"] });
 * ```
 */
export declare class ArtifactDraft {
    #private;
    /** What a reader of this output receives. Type only. */
    readonly "~delivers": Artifact;
    readonly type: string;
    /** Whether the type is one that W&B keeps for its own tools. */
    readonly isReservedType: boolean;
    description: string | undefined;
    metadata: ArtifactMetadata;
    readonly aliases: readonly string[];
    readonly tags: readonly string[];
    readonly ttlSeconds: number | "disabled" | undefined;
    readonly incremental: boolean;
    /** Names this version until the server gives it an id; a draft that is logged again after a failure keeps it. */
    readonly clientId: string;
    readonly sequenceClientId: string;
    readonly baseId: string | undefined;
    /** @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_METADATA` */
    constructor(options: ArtifactDraftOptions, base?: DraftBase);
    /** Name of the collection. */
    get name(): string;
    /** Renames the draft, as long as it is not logged. */
    set name(name: string);
    /** `draft`, `logging` or `logged`. */
    get state(): "draft" | "logging" | "logged";
    /** Address of the server that has it; undefined until it is logged. */
    get loggedOn(): string | undefined;
    /** The entries so far, by path. */
    get entries(): ReadonlyMap<string, DraftEntry>;
    /** Size of all entries so far, in bytes. */
    get size(): number;
    /**
     * Adds a local file, which stays where it is.
     *
     * @param localPath path of an existing file; relative ones from the working directory
     * @returns the entry
     * @throws WandbClientError `WANDB_CLIENT_FILE`, `WANDB_CLIENT_ENTRY_EXISTS`, `WANDB_CLIENT_INVALID_PATH`
     */
    addFile(localPath: string, options?: AddFileOptions): Promise<ManifestEntry>;
    /**
     * Adds every file below a folder; symbolic links are followed.
     *
     * @param localPath path of an existing folder
     * @returns the entries, in the order of their paths
     */
    addDir(localPath: string, options?: AddDirOptions): Promise<ManifestEntry[]>;
    /**
     * Adds content that is made here; large content goes through a temporary file.
     *
     * @param name path inside the artifact
     * @param content text, bytes, or a stream of them
     */
    newFile(name: string, content: EntryContent, options?: {
        readonly overwrite?: boolean;
    }): Promise<ManifestEntry>;
    /**
     * Adds a media object such as a `Table` as `<name>.<type>.json`, with its companion files. One that was read from
     * a logged version, or was added to a draft that is logged by now, is not stored again: the entry refers to that
     * version's, as with W&B's SDK.
     *
     * @param media the object
     * @param name path inside the artifact, without the suffix
     * @param options `overwrite`: replace an entry of the same name, default false; `copy`: store the content again
     *   rather than refer to the version that has it, default false
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` for kinds that W&B cannot store in artifacts
     */
    add(media: WandbMedia, name: string, options?: {
        readonly overwrite?: boolean;
        readonly copy?: boolean;
    }): Promise<ManifestEntry>;
    /**
     * Adds a reference: nothing is uploaded, the address and its checksum are recorded. That of another version's entry
     * by its address (`wandb-artifact://…`, `wandb-client-artifact://…`) is found when the draft is logged.
     *
     * @param uri address with a scheme (http, https, s3, gs, file, wandb-artifact, …), or an entry of another artifact
     * @throws WandbClientError `WANDB_CLIENT_REFERENCE`
     */
    addReference(uri: string | URL | ReferencedEntry, options?: ReferenceOptions & {
        readonly overwrite?: boolean;
    }): Promise<ManifestEntry[]>;
    /**
     * Removes an entry, or every entry below a path.
     *
     * @returns how many entries went
     * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING`
     */
    remove(path: string): number;
    /** The artifact's digest over all entries, equal to what W&B's SDK computes; waits for additions under way. */
    digest(): Promise<string>;
    /** Puts a reference whose checksum was found later in its place. */
    settleReference(entry: ManifestEntry): void;
    /** Stores the objects of this process themselves that only a version on another server has. */
    storeFor(host: string): Promise<void>;
    /** Waits for all additions and throws the first fault among them. */
    settled(): Promise<void>;
    /**
     * Marks the draft as being logged; only one log may be under way.
     *
     * @param host the server
     * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when an entry stands for content of another server
     */
    beginLogging(host: string): void;
    /**
     * Ends logging: a logged draft is closed and its temporary files go, a failed one may be logged again.
     *
     * @param host the server that has it; undefined when logging failed
     */
    endLogging(host: string | undefined): Promise<void>;
    /** Removes temporary files. A draft that is logged does so itself. */
    dispose(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

// artifacts/draft-options.d.ts
import type { ArtifactMetadata } from "./metadata.ts";
import type { ManifestEntry } from "./manifest.ts";
/** What a draft starts with. */
export interface ArtifactDraftOptions {
    /** Name of the collection: letters, digits, `_`, `-`, `.`. */
    readonly name: string;
    /** What kind of thing it is: `dataset`, `model` … */
    readonly type: string;
    /** Markdown. */
    readonly description?: string | undefined;
    /** JSON values under at most 100 keys. */
    readonly metadata?: ArtifactMetadata | undefined;
    /** Aliases besides `latest`, which every version gets. */
    readonly aliases?: readonly string[] | undefined;
    readonly tags?: readonly string[] | undefined;
    /** Life time in seconds; `"disabled"` keeps it for ever, whatever the project's rule. */
    readonly ttlSeconds?: number | "disabled" | undefined;
    /** Keep the base version's entries that this draft does not name. */
    readonly incremental?: boolean | undefined;
    /** Folder for temporary content. Default: the system's. */
    readonly temporaryDir?: string | undefined;
    /** The type is one that W&B keeps for its own tools, such as `job`, and this is such a tool. Default false. */
    readonly isReservedType?: boolean | undefined;
}
/** Where an entry's bytes lie until they are uploaded. */
export type EntrySource = {
    readonly kind: "bytes";
    readonly bytes: Uint8Array;
} | {
    readonly kind: "file";
    readonly path: string;
    readonly mtimeMs: number;
    readonly isTemporary: boolean;
};
/** An entry of a draft: what the manifest says, and where its bytes are. */
export interface DraftEntry extends ManifestEntry {
    /** Absent for references and for entries taken over from a base version. */
    readonly source?: EntrySource;
}
/** How a file is added. */
export interface AddFileOptions {
    /** Path inside the artifact. Default: the file's base name. */
    readonly name?: string | undefined;
    /**
     * Replace the part of the file's name before the first dot by 20 hex digits of its content's MD5, so that
     * temporary names do not collide. Default false.
     */
    readonly isTemporary?: boolean | undefined;
    /** Replace an entry of the same path with other content. Default false. */
    readonly overwrite?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** How a folder is added. */
export interface AddDirOptions {
    /** Path inside the artifact below which the files stand. Default: its root. */
    readonly name?: string | undefined;
    readonly overwrite?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** The base version of a draft. */
export interface DraftBase {
    readonly id: string;
    /** The server that has it; what is made from it must be logged there. */
    readonly host?: string | undefined;
    readonly entries: Iterable<ManifestEntry>;
}
/** An entry of a logged artifact, as a source of references. */
export interface ReferencedEntry {
    /** The server that has it; an artifact that refers to it must be logged there. */
    readonly host?: string | undefined;
    readonly artifactId: string;
    readonly entry: ManifestEntry;
}

// artifacts/change.d.ts
import type { ClientServices } from "../client/services.ts";
import type { Artifact } from "./artifact.ts";
import { type ListChange } from "./list-change.ts";
import { type ArtifactMetadata } from "./metadata.ts";
/** What may change on a committed version. Absent members stay as they are. */
export interface ArtifactChanges {
    /** The whole list afterwards, or what to add and remove. `latest` moves by itself. */
    readonly aliases?: ListChange;
    readonly tags?: ListChange;
    readonly description?: string;
    readonly metadata?: ArtifactMetadata;
    /** Seconds; `"disabled"` for no end; `"inherited"` for the collection's rule. */
    readonly ttlSeconds?: number | "disabled" | "inherited";
}
/** Changes a committed version. */
export declare function changeArtifact(services: ClientServices, artifact: Artifact, changes: ArtifactChanges, signal: AbortSignal | undefined): Promise<void>;
/** Deletes a version. */
export declare function deleteArtifact(services: ClientServices, artifact: Artifact, options: {
    readonly deleteAliases?: boolean;
    readonly signal?: AbortSignal | undefined;
}): Promise<void>;

// artifacts/list-change.d.ts
/** How a list of names changes: the whole list afterwards, or what to add and remove. */
export type ListChange = readonly string[] | {
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
};
/**
 * What has to be added to a list and removed from it. Names to add and remove go as they were given: the
 * list that is known here may be older than the server's, and doing either twice changes nothing.
 */
export declare function difference(current: readonly string[], change: ListChange | undefined): {
    add: string[];
    remove: string[];
};

// artifacts/metadata.d.ts
/** Metadata of an artifact: JSON values under at most 100 keys. */
export type ArtifactMetadata = Readonly<Record<string, unknown>>;
/**
 * Checks that metadata can be stored: at most 100 keys, JSON values, finite numbers. Dates become ISO
 * strings, undefined members are left out, as in JSON.
 *
 * @throws WandbClientError `WANDB_CLIENT_METADATA` with the place of every fault
 */
export declare function checkMetadata(metadata: ArtifactMetadata): ArtifactMetadata;
/** Reads metadata as the server hands it out: a JSON string or nothing. */
export declare function readMetadata(text: string | null): ArtifactMetadata;

// artifacts/download.d.ts
import type { ClientServices } from "../client/services.ts";
import type { Artifact } from "./artifact.ts";
import type { TransferProgress } from "./progress.ts";
/** What is downloaded, and where to. */
export interface DownloadOptions {
    /** Folder that receives the entries. Default: the artifact's own download folder. */
    readonly root?: string | undefined;
    /** Only entries at or below this path, which must be there: `images` takes `images/1.png`, not `images.txt`. */
    readonly prefix?: string | undefined;
    /** Only these entries. */
    readonly paths?: readonly string[] | undefined;
    /** Leave references out. Default false. */
    readonly skipReferences?: boolean | undefined;
    /** Called as files arrive. */
    readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}
/**
 * Downloads entries of an artifact. A file that is there with the right content stays; every other one is
 * written beside its place, verified, and moved there, so that a broken download leaves no broken file.
 *
 * @returns the folder
 */
export declare function downloadArtifact(services: ClientServices, artifact: Artifact, options: DownloadOptions): Promise<string>;

// artifacts/write-content.d.ts
/** Content of a new entry: text, bytes, or a stream of them. */
export type EntryContent = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
/**
 * Writes a stream to a new file and hashes it on the way; a failed stream leaves no file.
 *
 * @returns base64 MD5 and size in bytes
 */
export declare function writeContent(path: string, content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<{
    digest: string;
    size: number;
}>;

// artifacts/log-artifact.d.ts
import type { ClientServices, RunPlace } from "../client/services.ts";
import type { ArtifactDraft } from "./artifact-draft.ts";
import { Artifact } from "./artifact.ts";
import type { TransferProgress } from "./progress.ts";
/** How a draft is logged. */
export interface LogArtifactOptions {
    /** Aliases besides those of the draft and `latest`. */
    readonly aliases?: readonly string[] | undefined;
    readonly tags?: readonly string[] | undefined;
    /** Step of the run's history at which the artifact was made. */
    readonly historyStep?: number | undefined;
    /** Find an existing version of the same content instead of making one. Default true. */
    readonly deduplicate?: boolean | undefined;
    /** Called as files arrive. */
    readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** Of several writers of one version: its common id, and whether this one closes it. */
export interface DistributedPart {
    readonly distributedId: string;
    readonly finalize: boolean;
}
/** Where a draft goes. */
export interface LogTarget {
    readonly entity: string;
    readonly project: string;
    /** Absent for artifacts that no run makes. */
    readonly run?: RunPlace | undefined;
}
/**
 * Logs a draft: asks the server for a version, uploads what it does not have, then commits. Resolves
 * only when the version is committed; every failure rejects and leaves the draft open for another try.
 */
export declare function logArtifact(services: ClientServices, target: LogTarget, draft: ArtifactDraft, options?: LogArtifactOptions, part?: DistributedPart): Promise<Artifact>;

// artifacts/manifest.d.ts
/** One entry of an artifact: bytes that W&B stores, or a reference to bytes elsewhere. */
export interface ManifestEntry {
    /** Path inside the artifact, relative, with forward slashes. */
    readonly path: string;
    /** Base64 MD5 of the bytes; for references an ETag, a checksum or the address itself. */
    readonly digest: string;
    /** Size in bytes, if known. */
    readonly size?: number;
    /** Address of a reference; absent for stored bytes. */
    readonly ref?: string;
    /** Id of the version in which the bytes were first stored. */
    readonly birthArtifactId?: string;
    /** Facts about a reference (`etag`, `versionID`) or the digest's algorithm (`alg`). */
    readonly extra?: Readonly<Record<string, unknown>>;
}
/** The list of an artifact's entries. */
export interface Manifest {
    readonly entries: ReadonlyMap<string, ManifestEntry>;
    readonly storageLayout: string;
    readonly storageRegion: string | undefined;
}
/** Orders paths by code point, which is the order of their UTF-8 bytes (and not that of UTF-16). */
export declare function comparePaths(left: string, right: string): number;
/**
 * The digest of an artifact (`MANIFEST_MD5`): MD5 over a fixed first line and `path:digest` of each entry
 * in the order of the paths; size, reference and everything else do not count.
 *
 * @returns lower-case hex, equal to what W&B's own SDK computes
 */
export declare function manifestDigest(entries: Iterable<Pick<ManifestEntry, "path" | "digest">>): string;
/** Writes a manifest as W&B stores it (version 1, storage layout V2). */
export declare function writeManifest(entries: Iterable<ManifestEntry>): string;
/**
 * Reads a manifest. Unknown members are left out; paths are *not* judged here, as an entry may be read
 * without being written to disk.
 *
 * @throws WandbClientError `WANDB_CLIENT_BAD_ANSWER` with the place of the fault
 */
export declare function readManifest(text: string): Manifest;

// artifacts/names.d.ts
/** Checks the name of a collection that is written to: 1 to 128 letters, digits, `_`, `-`, `.`. */
export declare function checkArtifactName(name: string): string;
/** Checks the name of a portfolio or of a registry's collection: 1 to 128 characters, no `/` or `:`. */
export declare function checkPortfolioName(name: string): string;
/**
 * Checks an artifact type, including the ones that W&B keeps for itself.
 *
 * @param allowReserved for W&B's own kinds of artifact, such as launch jobs
 */
export declare function checkArtifactType(type: string, name: string, allowReserved?: boolean): string;
/** Checks an alias: 1 to 128 characters, no `/` or `:`, and not of the form of a version. */
export declare function checkAlias(alias: string): string;
/** Checks a tag: words of letters, digits, `_` and `-`, separated by spaces. */
export declare function checkTag(tag: string): string;
/** Checks a run id: not empty, no outer white space, none of `: ; , # ? / \ % '`, at most 64 characters. */
export declare function checkRunId(id: string): string;
/** Checks a project name: 1 to 128 characters, none of `/ \ # ? % :` or line breaks. */
export declare function checkProjectName(project: string): string;
/** The number in `v12`, or undefined for an alias. */
export declare function versionIndexOf(text: string): number | undefined;
/** Where an artifact is looked for: `[[entity/]project/]collection[:alias]`. */
export interface ArtifactPath {
    readonly entity: string | undefined;
    readonly project: string | undefined;
    readonly collection: string;
    /** Version or alias, as given. */
    readonly alias: string | undefined;
}
/**
 * Takes an artifact path apart. The alias is split off at the first colon, as W&B does.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME` for an empty part or more than three parts
 */
export declare function parseArtifactPath(path: string): ArtifactPath;

// artifacts/progress.d.ts
/** How far a transfer is. */
export interface TransferProgress {
    readonly direction: "upload" | "download";
    readonly files: number;
    readonly filesTotal: number;
    readonly bytes: number;
    readonly bytesTotal: number;
}

// references/options.d.ts
import type { StoreAccess } from "./store-request.ts";
/** How a reference is resolved. */
export interface ReferenceOptions {
    /** Path in the artifact; for folders and bucket prefixes the path below which the objects stand. */
    readonly name?: string | undefined;
    /** Ask for size and checksum. `false` records the address alone and expands nothing. Default true. */
    readonly checksum?: boolean | undefined;
    /** Most objects below a folder or prefix; more are an error. Default 10 000 000. */
    readonly maxObjects?: number | undefined;
    /** The `fetch` to ask with. Default: the platform's. */
    readonly fetch?: typeof globalThis.fetch | undefined;
    readonly signal?: AbortSignal | undefined;
    /** How S3 is reached. Without keys, requests are not signed. */
    readonly s3?: S3Access | undefined;
    /** How Google's storage is reached. */
    readonly gcs?: GcsAccess | undefined;
    /** How Azure's storage is reached. */
    readonly azure?: AzureAccess | undefined;
}
/** Options of a resolver, with the transport to ask through. */
export interface ResolveOptions extends Omit<ReferenceOptions, "signal">, StoreAccess {
}
/** Credentials and place of an S3 store. */
export interface S3Access {
    readonly accessKeyId?: string;
    readonly secretAccessKey?: string;
    readonly sessionToken?: string;
    readonly region?: string;
    /** Address of a compatible store, such as http://localhost:9000; buckets are then part of the path. */
    readonly endpoint?: string;
}
/** Credentials and place of Google's storage. */
export interface GcsAccess {
    readonly accessToken?: string;
    readonly endpoint?: string;
}
/** Credentials of Azure's storage; without any, only public containers are read. */
export interface AzureAccess {
    /** A shared access signature: the query with or without its question mark. */
    readonly sasToken?: string;
    /** An access token of Microsoft Entra for `https://storage.azure.com/`. */
    readonly accessToken?: string;
}
/** Most objects that one reference may expand to, unless the caller says otherwise. */
export declare const defaultMaxObjects = 10000000;
/** The last part of an address, query included, as W&B names entries. */
export declare function baseNameOf(uri: string): string;

// media/media.d.ts
import type { JsonObject } from "../util/json.ts";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import type { ReferenceOptions } from "../references/options.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
/** `_type` of the objects that W&B knows, which is also the suffix of their file. */
export type MediaType = "table" | "joined-table" | "partitioned-table" | "image-file" | "audio-file" | "video-file" | "html-file" | "object3D-file" | "molecule-file" | "bokeh-file" | "classes" | "histogram" | "graph-file" | "plotly-file" | "custom-chart" | "mask";
/** Names of classes by their numbers. */
export type ClassNames = Readonly<Record<number, string>>;
/** What a media object needs from the place it is stored in. */
export interface MediaTarget {
    /** `artifact`, or `run` for an object that is logged as a metric. */
    readonly place: "artifact" | "run";
    /** Stores bytes under a path; the same path with the same bytes is stored once. */
    addBytes(path: string, bytes: Uint8Array): Promise<ManifestEntry>;
    /** Stores a local file under a path, streamed from where it lies; one that is stored already keeps its path. */
    addLocalFile(path: string, localPath: string): Promise<ManifestEntry>;
    /** In an artifact: refers to an entry of another version, or stores its bytes again. */
    addEntry(path: string, entry: ArtifactEntry): Promise<ManifestEntry>;
    /** In an artifact: refers to content that lies elsewhere by its address. */
    addReference(path: string, uri: string, options: ReferenceOptions): Promise<ManifestEntry>;
    /** In a run: the history names an artifact that has the object, so that its file need not be uploaded. */
    readonly isStored?: boolean;
    /** In a run: the path of a media file, `media/<folder>/<key>_<step>_<20 hex of the SHA-256><extension>`. */
    runPath(folder: string, sha256: string, extension: string): string;
    /** In a run: keeps the names of the classes that a group of masks or boxes uses, for the page that shows them. */
    nameClasses(kind: "mask" | "bounding_box", group: string, names: ClassNames): void;
    /** Stores another object under a name, for objects that consist of others. */
    addMedia(media: WandbMedia, name: string): Promise<ManifestEntry>;
}
/**
 * A rich value that W&B stores and shows: a table, an image, a sound … In an artifact it is a JSON file
 * `<name>.<type>.json` with its companion files.
 */
export declare abstract class WandbMedia {
    /** The value of `_type`. */
    abstract readonly mediaType: MediaType;
    /** The class's name in W&B's own SDK, which the integration uses as default entry name: `Table`. */
    abstract readonly className: string;
    /** Why the object cannot be stored in an artifact, with what to do instead; undefined when it can. */
    readonly notStorable: string | undefined;
    /** Parameters of the type of a table's column that holds such objects; undefined for most kinds. */
    get typeParams(): JsonObject | undefined;
    constructor();
    /**
     * The object's JSON, after its companion files were stored.
     *
     * @param target where companion files go
     */
    abstract toJson(target: MediaTarget): Promise<JsonObject>;
    /** Whether a value is a media object, also one of another installed copy of this package. */
    static is(value: unknown): value is WandbMedia;
}
/** Whether a value is a W&B media object such as a `Table` or an `Image`. */
export declare function isWandbMedia(value: unknown): value is WandbMedia;

// media/table.d.ts
import { WandbClientError } from "../errors.ts";
import { type Json, type JsonObject } from "../util/json.ts";
import { type WandbType } from "./column-types.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
/** What a cell may hold. */
export type TableCell = string | number | boolean | null | undefined | Date | WandbMedia | readonly unknown[] | ArrayBufferView | Readonly<Record<string, unknown>>;
/** What a table starts with. */
export interface TableOptions {
    /** Names of the columns. Default: the keys of the first record, or none. */
    readonly columns?: readonly string[];
    /** Rows: one cell per column, or records with the columns' names as keys. */
    readonly data?: Iterable<readonly unknown[] | Readonly<Record<string, unknown>>>;
    /** Types by column, in place of the inferred ones. */
    readonly columnTypes?: Readonly<Record<string, WandbType>>;
    /** Let a column hold values of different kinds. Default false. */
    readonly allowMixedTypes?: boolean;
    /**
     * What happens when a run logs the table again: `INCREMENTAL` stores only the rows that were added since,
     * the others the whole table. Default `IMMUTABLE`.
     */
    readonly logMode?: "IMMUTABLE" | "MUTABLE" | "INCREMENTAL";
}
/**
 * Rows and typed columns, stored as W&B's table file.
 *
 * @example
 * ```ts
 * const table = new Table({ columns: ["a", "b"], data: [[1, "x"], [2, "y"]] });
 * table.getColumn("a"); // [1, 2]
 * ```
 */
export declare class Table extends WandbMedia {
    #private;
    readonly mediaType: "table";
    readonly className = "Table";
    readonly columns: readonly string[];
    readonly logMode: "IMMUTABLE" | "MUTABLE" | "INCREMENTAL";
    /** @throws WandbClientError `WANDB_CLIENT_TABLE` with the row and column of the fault */
    constructor(options?: TableOptions);
    /** The rows; cells in the order of the columns. */
    get data(): readonly (readonly unknown[])[];
    get rowCount(): number;
    /** Appends a row: the cells in order, or a record. */
    addRow(row: readonly unknown[] | Readonly<Record<string, unknown>>): void;
    /**
     * The cells of a column.
     *
     * @throws WandbClientError `WANDB_CLIENT_TABLE` when there is no such column
     */
    getColumn(name: string): unknown[];
    /** One row. */
    getRow(index: number): readonly unknown[];
    /** The rows as records with the columns' names as keys. */
    records(): Generator<Record<string, unknown>>;
    [Symbol.iterator](): Iterator<readonly unknown[]>;
    /** A table of some of the rows, with the same columns and types. */
    slice(start: number, end?: number): Table;
    /** Type of each column in W&B's type system. */
    get columnTypes(): Readonly<Record<string, WandbType>>;
    get typeParams(): JsonObject;
    toJson(target: MediaTarget): Promise<JsonObject>;
}
/** The `column_types` of a table file. */
export declare function columnTypesJson(types: Readonly<Record<string, WandbType>>): JsonObject;
/** A cell as it stands in the file. */
export declare function cellToJson(cell: unknown, target: MediaTarget): Promise<Json>;
/** An error about a table. */
export declare function tableError(message: string, details: Readonly<Record<string, unknown>>, hint?: string): WandbClientError;

// media/table-stream.d.ts
import type { JsonObject } from "../util/json.ts";
import { type WandbType } from "./column-types.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
/** What a table stream is made of. */
export interface TableStreamOptions {
    readonly columns: readonly string[];
    /** Rows as they come: one cell per column. Read once. */
    readonly rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;
    /** Types by column, in place of the inferred ones. */
    readonly columnTypes?: Readonly<Record<string, WandbType>>;
    /** Rows per file. Default 200 000, W&B's limit. */
    readonly rowsPerPart?: number;
}
/**
 * A table whose rows are written as they come and never held in memory together. It is stored as a
 * partitioned table, as nobody knows beforehand how many rows there are.
 */
export declare class TableStream extends WandbMedia {
    #private;
    readonly mediaType: "partitioned-table";
    readonly className = "PartitionedTable";
    constructor(options: TableStreamOptions);
    /** Stores the parts under a name's folder, then tells where they are. */
    toJsonNamed(target: MediaTarget, name: string): Promise<JsonObject>;
    toJson(target: MediaTarget): Promise<JsonObject>;
}

// media/composite-tables.d.ts
import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import type { Table } from "./table.ts";
/** Two tables shown as one, joined by a column. */
export declare class JoinedTable extends WandbMedia {
    #private;
    readonly mediaType: "joined-table";
    readonly className = "JoinedTable";
    readonly left: WandbMedia | string;
    readonly right: WandbMedia | string;
    /** A column of both tables, or one of each. */
    readonly joinKey: string | readonly [string, string];
    /**
     * @param left a table, or the path of one in the same artifact
     * @param right the other
     */
    constructor(left: Table | PartitionedTable | string, right: Table | PartitionedTable | string, joinKey: string | readonly [string, string]);
    toJson(target: MediaTarget): Promise<JsonObject>;
}
/** Tables of equal columns below one path, shown as one. */
export declare class PartitionedTable extends WandbMedia {
    readonly mediaType: "partitioned-table";
    readonly className = "PartitionedTable";
    /** Path in the artifact below which the parts stand. */
    readonly partsPath: string;
    readonly parts: readonly Table[];
    /**
     * @param partsPath path below which the parts stand
     * @param parts tables to store there with this one; none when the artifact has them already
     */
    constructor(partsPath: string, parts?: readonly Table[]);
    /** The rows of all parts that are here. */
    [Symbol.iterator](): Generator<readonly unknown[]>;
    /** The cells of a column over all parts. */
    getColumn(name: string): unknown[];
    get columns(): readonly string[];
    get rowCount(): number;
    toJson(target: MediaTarget): Promise<JsonObject>;
}
/** Rows that one table file may hold in an artifact. */
export declare const mostRowsPerTable = 200000;
/** The name of a part; numbers keep the parts in order. */
export declare function partName(partsPath: string, index: number): string;
/** The entries that are parts of a partitioned table, in their order. */
export declare function partEntries(partsPath: string, entries: Iterable<string>): string[];
/** Where the parts of a long table of this name stand. */
export declare function partsPathOf(name: string): string;
/** A table that is too long for one file, as a partitioned one. */
export declare function partition(table: Table, name: string): PartitionedTable;

// media/open-table.d.ts
import type { WandbType } from "./column-types.ts";
import { type MediaSource } from "./read.ts";
/** What a table file says of its columns. */
interface TableHead {
    readonly columns: readonly string[];
    readonly types: Readonly<Record<string, WandbType>>;
}
/** A stored table whose rows are read one by one, each time it is iterated over. */
export declare class TableRows implements AsyncIterable<unknown[]> {
    #private;
    readonly columns: readonly string[];
    /** Types by column; empty for a file that does not tell. */
    readonly columnTypes: Readonly<Record<string, WandbType>>;
    /** Made by {@link openTable}. */
    constructor(head: TableHead, entries: readonly string[], source: MediaSource);
    /**
     * The rows, cells in the order of the columns, with times, media objects and arrays as values.
     *
     * @throws WandbClientError `WANDB_CLIENT_TABLE` for a file that is no table, `WANDB_CLIENT_INTEGRITY` at the end
     *   of one whose bytes are wrong
     */
    [Symbol.asyncIterator](): AsyncGenerator<unknown[]>;
}
/**
 * Opens a table of an artifact to read its rows one by one, also one that is too long for memory: a table, a
 * partitioned table, or one that was logged in increments. Only the current row and arrays of NumPy are held.
 *
 * @param artifact the artifact
 * @param name the name that the table was added under, with or without suffix
 * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING` when there is no such table, `WANDB_CLIENT_TABLE` when it is
 *   none
 * @example
 * ```ts
 * const table = await openTable(artifact, "measurements");
 * console.log(table.columns);
 * for await (const [time, value] of table) add(time, value);
 * ```
 */
export declare function openTable(artifact: MediaSource["artifact"], name: string, options?: {
    readonly signal?: AbortSignal | undefined;
}): Promise<TableRows>;
export {};

// queries/scan-history.d.ts
import type { ClientServices } from "../client/services.ts";
import type { ListOptions } from "./paginate.ts";
/** Which rows of a history are read. */
export interface ScanHistoryOptions extends ListOptions {
    /** First step. Default 0. */
    readonly minStep?: number;
    /** Step before which to end. Default: behind the last one. */
    readonly maxStep?: number;
    /** Only these metrics and `_step`, as with W&B's SDK, and only rows that have them all. */
    readonly keys?: readonly string[];
}
/** The run and what is known of it. */
interface ScannedRun {
    readonly entity: string;
    readonly project: string;
    readonly name: string;
    /** The step that the summary tells. */
    readonly lastStep: number | undefined;
}
/** Every row of a run's history, window by window of its steps. */
export declare function scanHistory(services: ClientServices, run: ScannedRun, { minStep, maxStep, keys, pageSize, signal }: ScanHistoryOptions): AsyncGenerator<Record<string, unknown>, undefined>;
/** A row of a history from its text. */
export declare function readRow(line: string): Record<string, unknown>;
export {};

// media/read-address.d.ts
import type { ClientServices } from "../client/services.ts";
import type { WandbMedia } from "./media.ts";
/** How a value of a run's history is read. */
export interface ReadMediaOptions {
    /** Read what the newest version has under the name, not what was logged then. Default false. */
    readonly latest?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** Reads the object that an address, or a value of a run's history, stands for. */
export declare function readStoredMedia(services: ClientServices, value: unknown, { latest, signal }: ReadMediaOptions): Promise<WandbMedia>;

// media/read-rows.d.ts
/**
 * Reads the rows of a table file as its bytes arrive; nothing but the current row is held. Finds the list
 * under the top-level key `data`, whichever member comes first.
 *
 * @param source the bytes of a `*.table.json` entry
 * @param path its path, for errors
 */
export declare function readTableRows(source: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<unknown[]>;
/**
 * Reads a table file as its bytes arrive: rows one by one, and whatever else stands at the top. Follows
 * strings and depth; a row is what stands at depth 3: object, `data` list, row list.
 */
export declare class RowScanner {
    #private;
    /** @param path where the file is, for errors */
    constructor(path: string);
    /** A member besides `data`, as far as the file was read. */
    member(key: string): unknown;
    /** The rows of the file. */
    rows(source: AsyncIterable<Uint8Array>): AsyncGenerator<unknown[]>;
}

// media/image.d.ts
import type { JsonObject } from "../util/json.ts";
import { Classes, type ClassLabel } from "./classes.ts";
import { FileMedia, type MediaFileSource, type MediaReferenceOptions } from "./media-file.ts";
import type { MediaTarget } from "./media.ts";
import { type Pixels } from "./png.ts";
import { type BoundingBox, type BoxGroup } from "./bounding-box.ts";
import type { ImageMask } from "./image-mask.ts";
/** What an image is shown with. */
export interface ImageOptions {
    readonly caption?: string;
    /** `png`, `jpg` …; needed for bytes that do not say it themselves. */
    readonly format?: string;
    /** For an address: how its place is reached, and whether its checksum is recorded. */
    readonly reference?: MediaReferenceOptions;
    /** Names of the classes that masks and boxes use, over those that these bring along themselves. */
    readonly classes?: Classes | readonly ClassLabel[];
    /** Boxes by group, such as `predictions`; with or without names of their classes. */
    readonly boxes?: Readonly<Record<string, BoxGroup | readonly BoundingBox[]>>;
    /** Masks by group. */
    readonly masks?: Readonly<Record<string, ImageMask>>;
}
/**
 * A picture: a local file, encoded bytes, raw pixels (which become PNG), or the address of one (http, https, s3, gs),
 * to which an artifact then refers; runs take no addresses.
 *
 * @example
 * ```ts
 * new Image("plot.png", { caption: "loss" });
 * new Image({ data: pixels, width: 64, height: 64, channels: 3 });
 * ```
 */
export declare class Image extends FileMedia {
    #private;
    readonly mediaType: "image-file";
    readonly className = "Image";
    readonly folder = "images";
    readonly format: string;
    /** All classes of the picture: those of its boxes, then of its masks, with the names that were given. */
    readonly classes: Classes | undefined;
    readonly boxes: Readonly<Record<string, readonly BoundingBox[]>>;
    readonly masks: Readonly<Record<string, ImageMask>>;
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or a box out of its bounds */
    constructor(content: string | Uint8Array | Pixels | MediaFileSource, options?: ImageOptions);
    /** Width and height in pixels, read from the file's header; undefined for a format that does not tell. */
    size(): Promise<{
        readonly width: number;
        readonly height: number;
    } | undefined>;
    get typeParams(): JsonObject;
    /** In a run, W&B shows a picture from the artifact that has it. */
    protected storeFile(target: MediaTarget): Promise<JsonObject>;
    protected facts(target: MediaTarget): Promise<JsonObject>;
}

// media/image-mask.d.ts
import { FileMedia, type MediaFileSource } from "./media-file.ts";
import type { ClassNames } from "./media.ts";
/** Class numbers of an image's pixels, row by row from the top left. */
export interface MaskPixels {
    /** One number from 0 to 255 per pixel. */
    readonly data: ArrayLike<number>;
    readonly width: number;
    readonly height: number;
}
/** A picture's segmentation: for each pixel the number of a class. */
export declare class ImageMask extends FileMedia {
    readonly mediaType: "mask";
    readonly className = "ImageMask";
    readonly folder = "images/mask";
    /** Names by class number; of pixels without names `class_0`, `class_1` … for the numbers that occur. */
    readonly classLabels: ClassNames | undefined;
    /**
     * @param content pixels, the path of a local picture, or a file
     * @param options `classLabels`: names by class number
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` for numbers that are no bytes or do not fit the size
     */
    constructor(content: MaskPixels | string | MediaFileSource, options?: {
        readonly classLabels?: ClassNames;
    });
}

// media/bounding-box.d.ts
import type { JsonObject } from "../util/json.ts";
import type { ClassNames } from "./media.ts";
/** A box on an image, in fractions of its size or, with `domain: "pixel"`, in pixels. */
export interface BoundingBox {
    readonly position: {
        readonly minX: number;
        readonly maxX: number;
        readonly minY: number;
        readonly maxY: number;
    } | {
        readonly middle: readonly [number, number];
        readonly width: number;
        readonly height: number;
    };
    readonly classId: number;
    readonly caption?: string;
    readonly scores?: Readonly<Record<string, number>>;
    readonly domain?: "pixel";
}
/** Boxes that are shown and hidden together, with the names of their classes. */
export interface BoxGroup {
    readonly boxes: readonly BoundingBox[];
    /** Names by class number. Default `class_0`, `class_1` … for the numbers that occur. */
    readonly classLabels?: ClassNames;
}
/** The boxes of a group, and the names of their classes. */
export declare function readGroup(group: BoxGroup | readonly BoundingBox[]): {
    readonly boxes: readonly BoundingBox[];
    readonly given: ClassNames | undefined;
    readonly names: ClassNames;
};
/** @throws WandbClientError `WANDB_CLIENT_MEDIA` with the path of the fault */
export declare function checkBox(box: BoundingBox, path: string): void;
/** A box as W&B stores it. */
export declare function boxJson(box: BoundingBox): JsonObject;
/** A box from W&B's form. */
export declare function readBox(json: Readonly<Record<string, unknown>>): BoundingBox;

// media/classes.d.ts
import type { JsonObject } from "../util/json.ts";
import { WandbMedia } from "./media.ts";
/** A class of a segmentation or detection. */
export interface ClassLabel {
    readonly id: number;
    readonly name: string;
    readonly color?: string;
}
/** The classes that masks and boxes refer to. */
export declare class Classes extends WandbMedia {
    readonly mediaType: "classes";
    readonly className = "Classes";
    readonly labels: readonly ClassLabel[];
    constructor(labels: Iterable<ClassLabel>);
    /** Names by number, as a table's column type wants them. */
    byId(): Record<string, string>;
    toJson(): Promise<JsonObject>;
}

// media/png.d.ts
/** Raw pixels, row by row from the top left, channels interleaved. */
export interface Pixels {
    readonly data: Uint8Array | Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    /** 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha. Default: what `data` has room for. */
    readonly channels?: 1 | 2 | 3 | 4;
}
/**
 * Encodes pixels as PNG, 8 bits a channel.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the data does not fit the size
 */
export declare function encodePng(pixels: Pixels): Uint8Array<ArrayBuffer>;

// media/audio.d.ts
import type { JsonObject } from "../util/json.ts";
import type { MediaTarget } from "./media.ts";
import { FileMedia, type MediaFileSource, type MediaReferenceOptions } from "./media-file.ts";
/** Sound as numbers from −1 to 1. */
export interface Samples {
    /** One list per channel, or one list for mono. */
    readonly samples: Float32Array | Float64Array | readonly number[] | readonly (Float32Array | Float64Array | readonly number[])[];
    /** Samples per second. */
    readonly sampleRate: number;
}
/**
 * A sound: a local file, encoded bytes, samples (which become 16-bit WAV), or the address of one (http, https, s3, gs),
 * to which an artifact then refers; runs take no addresses.
 */
export declare class Audio extends FileMedia {
    readonly mediaType: "audio-file";
    readonly className = "Audio";
    readonly folder = "audio";
    /** Samples per second, of a sound that was made from samples. */
    readonly sampleRate: number | undefined;
    /** Length in seconds, of a sound that was made from samples. */
    readonly durationSeconds: number | undefined;
    /**
     * @param options `format` of bytes, default `wav`; `reference`: how the place of an address is reached
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or an impossible sample rate
     */
    constructor(content: string | Uint8Array | Samples | MediaFileSource, options?: {
        readonly caption?: string;
        readonly format?: string;
        readonly reference?: MediaReferenceOptions;
    });
    protected facts(target: MediaTarget): Promise<JsonObject>;
}

// media/files.d.ts
import type { JsonObject } from "../util/json.ts";
import type { MediaTarget } from "./media.ts";
import { FileMedia, type MediaFileSource } from "./media-file.ts";
/** A film: a local file or encoded bytes. */
export declare class Video extends FileMedia {
    readonly mediaType: "video-file";
    readonly className = "Video";
    readonly folder = "videos";
    readonly width: number | undefined;
    readonly height: number | undefined;
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for a format other than gif, mp4, webm, ogg */
    constructor(content: string | Uint8Array | MediaFileSource, options?: {
        readonly caption?: string;
        readonly format?: string;
        readonly width?: number;
        readonly height?: number;
    });
    protected facts(): Promise<JsonObject>;
}
/** A point of a cloud: place, then category 1 to 14, or colour. */
export type CloudPoint = readonly number[];
/** A scene of points with boxes and arrows. */
export interface PointCloud {
    readonly type?: "lidar/beta";
    readonly points: readonly CloudPoint[];
    readonly boxes?: readonly Readonly<Record<string, unknown>>[];
    readonly vectors?: readonly Readonly<Record<string, unknown>>[];
}
/** A body or a cloud of points: a local file, encoded bytes with their format, or points. */
export declare class Object3D extends FileMedia {
    readonly mediaType: "object3D-file";
    readonly className = "Object3D";
    readonly folder = "object3D";
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format or points of another length than 3, 4 or 6 */
    constructor(content: string | Uint8Array | PointCloud | readonly CloudPoint[] | MediaFileSource, options?: {
        readonly caption?: string;
        readonly format?: string;
    });
    protected get runExtension(): string;
    toJson(target: MediaTarget): Promise<JsonObject>;
}
/** A molecule: a local file, or its text with the format. */
export declare class Molecule extends FileMedia {
    readonly mediaType: "molecule-file";
    readonly className = "Molecule";
    readonly folder = "molecule";
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an unknown format */
    constructor(content: string | Uint8Array | MediaFileSource, options?: {
        readonly caption?: string;
        readonly format?: string;
    });
}

// media/html.d.ts
import { FileMedia, type MediaFileSource } from "./media-file.ts";
/**
 * A web page: its text, or a local file. W&B's style sheet is put into its head unless `inject` is false.
 */
export declare class Html extends FileMedia {
    readonly mediaType: "html-file";
    readonly className = "Html";
    readonly folder = "html";
    constructor(content: string | {
        readonly path: string;
    } | MediaFileSource, options?: {
        readonly inject?: boolean;
        readonly caption?: string;
    });
    /** The page's text. */
    text(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<string>;
}

// media/graph.d.ts
import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
/** A node of a graph: usually a layer of a model. */
export interface GraphNode {
    readonly id: string | number;
    readonly name?: string;
    readonly className?: string;
    readonly size?: readonly unknown[];
    readonly parameters?: readonly unknown[];
    readonly outputShape?: readonly unknown[];
    readonly parameterCount?: number;
    readonly isOutput?: boolean;
}
/** The structure of a model. Stored as a metric of a run; artifacts cannot hold it. */
export declare class Graph extends WandbMedia {
    readonly mediaType: "graph-file";
    readonly className = "Graph";
    readonly notStorable = "Log it to the run: `run.log({ model: graph })`; W&B keeps graphs in runs only.";
    readonly format: string;
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly (readonly [string | number, string | number])[];
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for an edge to a node that is not there */
    constructor(options: {
        readonly nodes: Iterable<GraphNode>;
        readonly edges?: Iterable<readonly [string | number, string | number]>;
        readonly format?: string;
    });
    toJson(target: MediaTarget): Promise<JsonObject>;
}

// media/histogram.d.ts
import type { JsonObject } from "../util/json.ts";
import { WandbMedia } from "./media.ts";
/** Counts of values in intervals. Stored as a metric of a run. */
export declare class Histogram extends WandbMedia {
    readonly mediaType: "histogram";
    readonly className = "Histogram";
    readonly notStorable = "Log it to the run: `run.log({ name: histogram })`.";
    readonly counts: readonly number[];
    /** Borders of the intervals, one more than counts. */
    readonly edges: readonly number[];
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` when counts and edges do not fit, or beyond 512 intervals */
    constructor(content: {
        readonly values: Iterable<number>;
        readonly bins?: number;
    } | {
        readonly counts: readonly number[];
        readonly edges: readonly number[];
    });
    toJson(): Promise<JsonObject>;
}

// media/plotly.d.ts
import type { JsonObject } from "../util/json.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
/** A Plotly figure, given as its JSON. Stored as a metric of a run. */
export declare class Plotly extends WandbMedia {
    readonly mediaType: "plotly-file";
    readonly className = "Plotly";
    readonly notStorable = "Log it to the run: `run.log({ plot })`, or store it as `Html`.";
    readonly figure: JsonObject;
    constructor(figure: JsonObject);
    toJson(target: MediaTarget): Promise<JsonObject>;
}

// media/bokeh.d.ts
import type { JsonObject } from "../util/json.ts";
import { FileMedia, type MediaFileSource } from "./media-file.ts";
/** A Bokeh plot: the JSON of its document, a local `.bokeh.json` file, or what an artifact holds. */
export declare class Bokeh extends FileMedia {
    readonly mediaType: "bokeh-file";
    readonly className = "Bokeh";
    readonly folder = "bokeh";
    /**
     * @param document the document as JSON, as Bokeh's `to_json` gives it, or where it is
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a file of another name
     */
    constructor(document: JsonObject | string | MediaFileSource);
    /**
     * The document as JSON.
     *
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the file is not JSON
     */
    document(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<JsonObject>;
    protected get runExtension(): string;
}

// media/media-file.d.ts
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { WandbClientError } from "../errors.ts";
import type { JsonObject } from "../util/json.ts";
import { type ReferenceOptions } from "../references/options.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
/** The file behind a media object: bytes made here, a local file, an entry of a logged artifact, or an address. */
export type MediaFileSource = {
    readonly kind: "bytes";
    readonly bytes: Uint8Array;
    readonly extension: string;
} | {
    readonly kind: "path";
    readonly path: string;
} | {
    readonly kind: "entry";
    readonly entry: ArtifactEntry;
} | {
    readonly kind: "reference";
    readonly uri: string;
    /** How the place is reached when its checksum is recorded. */
    readonly options?: MediaReferenceOptions | undefined;
};
/** How the place that an address names is reached, and whether it is at all. */
export type MediaReferenceOptions = Omit<ReferenceOptions, "name" | "maxObjects">;
/** A media object that is one file with a few facts about it. */
export declare abstract class FileMedia extends WandbMedia {
    /** Folder below `media/`. */
    abstract readonly folder: string;
    readonly caption: string | undefined;
    readonly source: MediaFileSource;
    constructor(source: MediaFileSource, caption?: string);
    /** Suffix of the file, from its first dot on: `.png`, `.pts.json`. */
    get extension(): string;
    /** Suffix of the file in a run: of a file that exists only what follows its last dot. */
    protected get runExtension(): string;
    /** The file's bytes; those of an artifact's entry are fetched and verified. */
    bytes(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Uint8Array>;
    /** What the JSON says besides the file. */
    protected facts(_target: MediaTarget): Promise<JsonObject>;
    toJson(target: MediaTarget): Promise<JsonObject>;
    /** SHA-256 and size of the file. */
    protected fileFacts(): Promise<{
        readonly sha256: string;
        readonly size: number;
    }>;
    /** Stores the file and tells its path, its SHA-256 and, in a run, its size. */
    protected storeFile(target: MediaTarget): Promise<JsonObject>;
}
/** Path of the file, to tell its format by; of an address what stands before its query. */
export declare function pathOf(source: Exclude<MediaFileSource, {
    readonly kind: "bytes";
}>): string;
/** Whether a text is an address from which W&B takes pictures and sounds for artifacts. */
export declare function isMediaAddress(text: string): boolean;
/** What follows the first dot of a file's name, with the dot. */
export declare function extensionOf(path: string): string;
/** The last part of an extension, lower case, without dot: `json` of `.pts.json`. */
export declare function formatOf(extension: string): string;
/** Tells of a local file that cannot be read. */
export declare function missingFile(path: string, cause: unknown): WandbClientError;
/** Refuses a kind of file that W&B does not show. */
export declare function unsupportedFormat(kind: string, format: string, supported: readonly string[]): WandbClientError;

// media/column-types.d.ts
import { type JsonObject } from "../util/json.ts";
/** A type of W&B's type system, as it stands in a table's `column_types`. */
export interface WandbType {
    readonly wb_type: string;
    readonly params?: JsonObject;
}
/**
 * The type of one cell, as W&B's SDK infers it.
 *
 * @param value a cell
 */
export declare function inferType(value: unknown): WandbType;
/** A type as JSON. */
export declare function asJson(type: WandbType): JsonObject;
/** The narrowest type that both types fit into. */
export declare function mergeTypes(left: WandbType, right: WandbType): WandbType;
/** A type that also takes nothing. */
export declare function optional(type: WandbType): WandbType;
/** The types that a union allows; of any other type the type itself. */
export declare function membersOf(type: WandbType): readonly WandbType[];
/** The types of a table's columns, as its cells show them. */
export declare class ColumnTypes {
    #private;
    /** @param fixed types that are given and not inferred */
    constructor(fixed: Readonly<Record<string, WandbType>>);
    /** The type of a column; unknown as long as it has no cell. */
    typeOf(column: string): WandbType;
    /** The type that the column would have with one more cell; undefined when it stays as it is. */
    typeWith(column: string, cell: unknown): WandbType | undefined;
    /** Sets the type of a column. */
    set(column: string, type: WandbType): void;
}
/** The names of the types that a type allows. */
export declare function memberNames(type: WandbType): string[];

// charts/chart-preset.d.ts
import type { ClientServices } from "../client/services.ts";
import type { JsonObject } from "../util/json.ts";
/** A Vega preset that charts are drawn by. */
export interface ChartPresetOptions {
    /** Name of the preset within its entity. */
    readonly name: string;
    /** The Vega or Vega-Lite specification; columns stand in it as `${field:x}`, texts as `${string:title}`. */
    readonly spec: JsonObject;
    /** Name that the web page shows. Default the name. */
    readonly displayName?: string;
    /** Who may use it: members of the entity, or everybody. Default `private`. */
    readonly access?: "private" | "public";
    /** Whose preset it is. Default the client's entity. */
    readonly entity?: string;
    readonly signal?: AbortSignal | undefined;
}
/** Makes a preset; returns how charts name it. */
export declare function createChartPreset(services: ClientServices, options: ChartPresetOptions): Promise<string>;

// charts/custom-chart.d.ts
import { WandbMedia } from "../media/media.ts";
import type { Table } from "../media/table.ts";
import type { JsonObject } from "../util/json.ts";
/** What a custom chart is made of. */
export interface CustomChartOptions {
    /** The Vega preset that draws it: `wandb/line/v0`, or `entity/name` of one that `client.createChartPreset` made. */
    readonly preset: string;
    /** The rows that are drawn. */
    readonly table: Table;
    /** For each field of the preset the column that fills it; null leaves an optional one empty. */
    readonly fields: Readonly<Record<string, string | null>>;
    /** For each text of the preset its value, such as `title`. Default none. */
    readonly strings?: Readonly<Record<string, string>>;
    /** Show the table in a section of its own, "Custom Chart Tables". Default false. */
    readonly splitTable?: boolean;
}
/**
 * A table drawn by a Vega preset. Logged to a run, it is a table in the history and a panel in the run's
 * config, as W&B's own `plot_table` writes them. Artifacts cannot hold it.
 *
 * @example
 * ```ts
 * const chart = customChart({ preset: "team/my-chart", table, fields: { x: "step", y: "loss" } });
 * run.log({ losses: chart });
 * ```
 */
export declare class CustomChart extends WandbMedia {
    readonly mediaType: "custom-chart";
    readonly className = "CustomChart";
    readonly notStorable = "Log it to the run: `run.log({ name: chart })`; in an artifact store its table: `draft.add(chart.table, name)`.";
    readonly preset: string;
    readonly table: Table;
    readonly fields: Readonly<Record<string, string | null>>;
    readonly strings: Readonly<Record<string, string>>;
    readonly splitTable: boolean;
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` for a field whose column the table does not have */
    constructor(options: CustomChartOptions);
    /** Key under which a run's history holds the table of the chart that is logged under a key. */
    tableKey(key: string): string;
    /** The panel that the run's config describes for the chart that is logged under a key. */
    panel(key: string): JsonObject;
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` always: a chart stands for itself only at a key of `run.log` */
    toJson(): Promise<JsonObject>;
}
/**
 * A table drawn by any Vega preset.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a field whose column the table does not have
 * @example
 * ```ts
 * const table = new Table({ columns: ["step", "loss"], data: [[0, 0.9], [1, 0.5]] });
 * run.log({
 *   losses: customChart({
 *     preset: "wandb/line/v0",
 *     table,
 *     fields: { x: "step", y: "loss" },
 *     strings: { title: "Loss" },
 *   }),
 * });
 * ```
 */
export declare function customChart(options: CustomChartOptions): CustomChart;

// charts/visualize.d.ts
import { WandbMedia } from "../media/media.ts";
import type { Table } from "../media/table.ts";
import type { JsonObject } from "../util/json.ts";
/**
 * A table shown by a saved visualization. Logged to a run, it is the table itself in the history and an entry in the
 * run's config, as W&B's own `wandb.visualize` writes them. Artifacts cannot hold it.
 */
export declare class Visualization extends WandbMedia {
    readonly mediaType: "custom-chart";
    readonly className = "Visualize";
    readonly notStorable = "Log it to the run: `run.log({ name: visualize(id, table) })`; in an artifact store its table.";
    /** Name of the visualization. */
    readonly id: string;
    readonly table: Table;
    /** Use {@link visualize}. */
    constructor(id: string, table: Table);
    /** What the run's config says of the visualization that is logged under a key. */
    setting(key: string): JsonObject;
    /** @throws WandbClientError `WANDB_CLIENT_MEDIA` always: it stands for itself only at a key of `run.log` */
    toJson(): Promise<JsonObject>;
}
/**
 * A table shown by a saved visualization.
 *
 * @param id name of the visualization, as the project's page gives it
 * @example
 * ```ts
 * run.log({ losses: visualize("team/losses", table) });
 * ```
 */
export declare function visualize(id: string, table: Table): Visualization;

// charts/table-charts.d.ts
import type { Table } from "../media/table.ts";
import { CustomChart } from "./custom-chart.ts";
/** What every chart can be told. */
export interface ChartOptions {
    /** Title of the chart. */
    readonly title?: string;
    /** Show the table in a section of its own, "Custom Chart Tables". Default false. */
    readonly splitTable?: boolean;
}
/**
 * A line over the rows of a table, W&B's preset `wandb/line/v0`.
 *
 * @param table the rows
 * @param options columns of the axes; `stroke` names the column that tells the lines apart; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ losses: lineChart(table, { x: "step", y: "loss", stroke: "fold" }) });
 * ```
 */
export declare function lineChart(table: Table, options: ChartOptions & {
    readonly x: string;
    readonly y: string;
    readonly stroke?: string;
}): CustomChart;
/**
 * Bars, one for each row of a table, W&B's preset `wandb/bar/v0`.
 *
 * @param table the rows
 * @param options columns of the labels and heights; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ sizes: barChart(table, { label: "class", value: "count", title: "Classes" }) });
 * ```
 */
export declare function barChart(table: Table, options: ChartOptions & {
    readonly label: string;
    readonly value: string;
}): CustomChart;
/**
 * A point for each row of a table, W&B's preset `wandb/scatter/v0`.
 *
 * @param table the rows
 * @param options columns of the axes; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ errors: scatterChart(table, { x: "size", y: "error" }) });
 * ```
 */
export declare function scatterChart(table: Table, options: ChartOptions & {
    readonly x: string;
    readonly y: string;
}): CustomChart;
/**
 * How often values occur in a column, W&B's preset `wandb/histogram/v0`. A `Histogram` counts here and
 * keeps only the counts; this chart keeps the values.
 *
 * @param table the rows
 * @param options the column of the values; no title by default
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a column that the table does not have
 * @example
 * ```ts
 * run.log({ scores: histogramChart(table, { value: "score" }) });
 * ```
 */
export declare function histogramChart(table: Table, options: ChartOptions & {
    readonly value: string;
}): CustomChart;

// charts/line-series-chart.d.ts
import { CustomChart } from "./custom-chart.ts";
import type { ChartOptions } from "./table-charts.ts";
/** Places of one line's points along an axis. */
export type Series = readonly (number | string | Date)[];
/** The lines of a chart. */
export interface LineSeriesOptions extends ChartOptions {
    /** The x values: one list for all lines, or a list for each. */
    readonly xs: Series | readonly Series[];
    /** The y values of each line. */
    readonly ys: readonly (readonly number[])[];
    /** Name of each line. Default `line_0`, `line_1` … */
    readonly keys?: readonly string[];
    /** Name of the x axis. Default `x`. */
    readonly xName?: string;
}
/**
 * Several lines in one chart, W&B's preset `wandb/lineseries/v0`. A line ends where its shorter list ends.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when there are not as many x lists or names as lines
 * @example
 * ```ts
 * const chart = lineSeriesChart({ xs: [0, 1, 2], ys: [[3, 2, 1], [5, 4, 3]], keys: ["train", "test"] });
 * run.log({ losses: chart });
 * ```
 */
export declare function lineSeriesChart(options: LineSeriesOptions): CustomChart;

// charts/confusion-matrix-chart.d.ts
import { type Label } from "./class-labels.ts";
import { CustomChart } from "./custom-chart.ts";
import type { ChartOptions } from "./table-charts.ts";
/** What was true, and what a model said: its choices, or its scores for each class. */
export type ConfusionMatrixOptions = ChartOptions & {
    /** The true label of each sample; with `classNames`, a number into that list. */
    readonly yTrue: readonly Label[];
    /** Names of the classes, by number. Default `Class_1`, `Class_2` … in the order of the labels. */
    readonly classNames?: readonly string[];
} & ({
    readonly predictions: readonly Label[];
} | {
    /** A score for each class, for each sample; the highest counts. */ readonly scores: readonly (readonly number[])[];
});
/**
 * How often each class was taken for each other, W&B's preset `wandb/confusion_matrix/v1`.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when there are not as many predictions as true labels, or for
 *   a label without a name
 * @example
 * ```ts
 * const chart = confusionMatrixChart({
 *   yTrue: [0, 1, 1],
 *   predictions: [0, 1, 0],
 *   classNames: ["cat", "dog"],
 * });
 * run.log({ confusion: chart });
 * ```
 */
export declare function confusionMatrixChart(options: ConfusionMatrixOptions): CustomChart;

// charts/pr-curve-chart.d.ts
import { CustomChart } from "./custom-chart.ts";
import { type CurveOptions } from "./curve-classes.ts";
/**
 * Precision over recall for each class, W&B's preset `wandb/area-under-curve/v0`: at each recall the best
 * precision that is reached there or beyond, rounded to three decimals.
 *
 * @param options `interpolationPoints`: how many recalls from 1 to 0 are drawn, default 21
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when labels and scores do not fit
 * @example
 * ```ts
 * const chart = prCurveChart({ yTrue: [0, 1, 1], scores: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]] });
 * run.log({ precision: chart });
 * ```
 */
export declare function prCurveChart(options: CurveOptions & {
    readonly interpolationPoints?: number;
}): CustomChart;

// charts/roc-curve-chart.d.ts
import { CustomChart } from "./custom-chart.ts";
import { type CurveOptions } from "./curve-classes.ts";
/**
 * True positives over false positives for each class, W&B's preset `wandb/area-under-curve/v0`, rounded to
 * three decimals. Points in the middle of a straight piece are left out.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when labels and scores do not fit
 * @example
 * ```ts
 * const chart = rocCurveChart({ yTrue: [0, 1, 1], scores: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]] });
 * run.log({ roc: chart });
 * ```
 */
export declare function rocCurveChart(options: CurveOptions): CustomChart;

// charts/curve-classes.d.ts
import { type Label } from "./class-labels.ts";
import type { ChartOptions } from "./table-charts.ts";
/** What was true, and the scores that a model gave each class. */
export interface CurveOptions extends ChartOptions {
    /** The true label of each sample. */
    readonly yTrue: readonly Label[];
    /** For each sample a score for each class, in the order of the sorted labels. */
    readonly scores: readonly (readonly number[])[];
    /** Names of the classes, when the labels are numbers into this list. Default the labels themselves. */
    readonly labels?: readonly string[];
    /** Labels of the classes that are drawn. Default all that occur. */
    readonly classesToPlot?: readonly Label[];
}
/** One class as the curves need it. */
export interface CurveClass {
    readonly name: Label;
    readonly isClass: readonly boolean[];
    readonly scores: readonly number[];
}
/** The classes that are drawn, in the order of their labels. */
export declare function curveClasses(what: string, options: CurveOptions): CurveClass[];

// charts/class-labels.d.ts
/** What a sample is labelled with. */
export type Label = number | string;
/** The labels that occur, each once: numbers by size, then words by code point. */
export declare function sortedLabels(labels: Iterable<Label>): Label[];

// cache/content-cache.d.ts
import type { Clock } from "../util/clock.ts";
/** How much a cache may keep. */
export interface CacheLimits {
    /** Most bytes; what was not used for longest goes first. */
    readonly maxBytes?: number | undefined;
    /** What was not used for so long goes. 0 empties the cache. */
    readonly maxAgeMs?: number | undefined;
}
/** What a cleaning did. */
export interface CacheCleaning {
    readonly removedFiles: number;
    readonly removedBytes: number;
    readonly keptBytes: number;
}
/**
 * Downloaded content by digest, shared by all processes of a machine and by W&B's own clients, whose
 * layout it has. Files appear complete or not at all, are only read through open handles, and so may be
 * removed by any process at any time: a reader that holds one keeps it until it is done.
 */
export declare class ContentCache {
    #private;
    /** @param folder the cache folder; content lies in `artifacts/obj/md5` below it */
    constructor(folder: string, clock: Clock);
    /**
     * Copies cached content to a new file, if there is any of that digest and size. The caller verifies the
     * bytes, as he would after a download.
     *
     * @param digest base64 MD5
     * @returns whether the file was made
     */
    copyTo(digest: string, size: number, target: string): Promise<boolean>;
    /** Adds verified content. A cache that cannot be written is no fault of the download. */
    add(digest: string, source: string): Promise<boolean>;
    /** Removes one content, as when it turned out damaged. */
    remove(digest: string): Promise<void>;
    /** Size of all content, in bytes. */
    size(): Promise<number>;
    /** Brings the cache within limits, oldest use first, and removes what writers left behind. */
    clean(limits: CacheLimits): Promise<CacheCleaning>;
}

// transport/graphql.d.ts
import type { ResolvedSettings } from "../settings/settings.ts";
import type { Credentials } from "./credentials.ts";
import { type HttpTransport } from "./http.ts";
import { type Operation } from "./operation.ts";
/** How one GraphQL request is made. */
export interface GraphqlOptions {
    /** Ends the request and its retries. */
    readonly signal?: AbortSignal | undefined;
    /** Time for one attempt. Default: the client's `timeoutMs`. */
    readonly timeoutMs?: number | undefined;
    /** Make one attempt only: for what must not happen twice. The caller looks at `retryable` of the error. Default false. */
    readonly once?: boolean | undefined;
    /** Fewer attempts than the settings allow. */
    readonly maxAttempts?: number | undefined;
}
/** Speaks GraphQL with the host. */
export declare class GraphqlTransport {
    #private;
    constructor(settings: ResolvedSettings, http: HttpTransport, credentials: Credentials);
    /**
     * Runs an operation and returns its `data`.
     *
     * @throws WandbRequestError with the server's messages: `WANDB_CLIENT_REQUEST` for GraphQL errors, else
     *   by status
     */
    run<Result, Variables extends object>(operation: Operation<Result, Variables> | string, variables: Variables, options?: GraphqlOptions): Promise<Result>;
}

// transport/operation.d.ts
/**
 * One GraphQL operation with the types of its result and variables. The tests validate every document
 * against the backend's schema.
 */
export interface Operation<Result, Variables extends object> {
    /** The operation's name, as it stands in the document. */
    readonly name: string;
    /** The document. */
    readonly text: string;
    /** Whether repeating it after a conflict (409) is safe. */
    readonly isConflictSafe: boolean;
    /** Carries the types; never set. */
    readonly "~types"?: {
        readonly result: Result;
        readonly variables: Variables;
    };
}
/**
 * Declares an operation.
 *
 * @param text a document with exactly one named operation, and its fragments
 * @param options `isConflictSafe`: repeat after 409
 */
export declare function operation<Result, Variables extends object>(text: string, options?: {
    readonly isConflictSafe?: boolean;
}): Operation<Result, Variables>;
/** What an operation without a name is called in messages. */
export declare const anonymous = "Anonymous";
/** The name of a document's first operation, if it has one. */
export declare function operationName(text: string): string | undefined;
/** Every operation that was declared so far, for the check against the schema. */
export declare function declaredOperations(): readonly Operation<unknown, object>[];

// client/services.d.ts
import type { ReferencedArtifacts } from "../artifacts/referenced-artifacts.ts";
import type { UploadJournal } from "../artifacts/upload-journal.ts";
import type { ContentCache } from "../cache/content-cache.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import type { Credentials } from "../transport/credentials.ts";
import type { GraphqlTransport } from "../transport/graphql.ts";
import type { HttpTransport } from "../transport/http.ts";
import type { KeyedMutex } from "../util/concurrency.ts";
/** What the parts of one client share. */
export interface ClientServices {
    readonly settings: ResolvedSettings;
    readonly http: HttpTransport;
    readonly graphql: GraphqlTransport;
    readonly credentials: Credentials;
    /** Names of the server features that are on; asked once. */
    features(signal?: AbortSignal): Promise<ReadonlySet<string>>;
    /** The entity to use when none is named; asked once unless configured. */
    defaultEntity(signal?: AbortSignal): Promise<string>;
    /** The versions that entries of others refer to. */
    readonly referenced: ReferencedArtifacts;
    /** Saves of one collection happen in the order of the calls, so that versions are numbered so. */
    readonly saves: KeyedMutex;
    /** Downloaded content by digest; undefined when nothing is cached. */
    readonly cache: ContentCache | undefined;
    /** Versions that were begun; undefined when nothing is kept on disk. */
    readonly journal: UploadJournal | undefined;
}
/** The run on whose behalf artifacts are logged and used. */
export interface RunPlace {
    readonly entity: string;
    readonly project: string;
    /** The run's id, which the API calls its name. */
    readonly id: string;
}

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every code that this package raises; the source of its part of `docs/errors.md`. */
export declare const wandbClientErrors: {
    readonly WANDB_CLIENT_SETTINGS: {
        readonly meaning: "The settings of a client are invalid; all faults are listed.";
        readonly remedy: "Correct each listed setting.";
    };
    readonly WANDB_CLIENT_NOT_LOGGED_IN: {
        readonly meaning: "No API key and no identity token was given or found.";
        readonly remedy: "Pass `apiKey`, or set WANDB_API_KEY and use `WandbClient.fromEnv()`.";
    };
    readonly WANDB_CLIENT_UNAUTHORIZED: {
        readonly meaning: "The host refused the credentials (HTTP 401).";
        readonly remedy: "Check that the API key is valid and belongs to this host.";
    };
    readonly WANDB_CLIENT_FORBIDDEN: {
        readonly meaning: "The credentials are valid but may not do this (HTTP 403).";
        readonly remedy: "Ask for access to the entity or project, or use another key.";
    };
    readonly WANDB_CLIENT_NOT_FOUND: {
        readonly meaning: "The named run, artifact, collection, project or file does not exist or is not visible.";
        readonly remedy: "Check entity, project, name, version and alias.";
    };
    readonly WANDB_CLIENT_REQUEST: {
        readonly meaning: "The host refused the request (HTTP 4xx or a GraphQL error).";
        readonly remedy: "Read the server's words in the message; correct the arguments.";
    };
    readonly WANDB_CLIENT_CONFLICT: {
        readonly meaning: "The request conflicts with another change (HTTP 409).";
        readonly remedy: "Try again, or do not change the same object from two places at once.";
    };
    readonly WANDB_CLIENT_SERVER: {
        readonly meaning: "The host kept failing (HTTP 5xx, 408 or 429) until the retry budget was used up.";
        readonly remedy: "Try again later; raise `retry.maxAttempts` or `retry.maxElapsedMs`.";
    };
    readonly WANDB_CLIENT_NETWORK: {
        readonly meaning: "The host could not be reached or the connection broke, until the retry budget was used up.";
        readonly remedy: "Check host, proxy and network.";
    };
    readonly WANDB_CLIENT_TIMEOUT: {
        readonly meaning: "The host did not answer, or a transfer stood still, for longer than allowed.";
        readonly remedy: "Try again; raise `timeoutMs` for slow networks.";
    };
    readonly WANDB_CLIENT_BAD_ANSWER: {
        readonly meaning: "The host's answer is not what the protocol promises.";
        readonly remedy: "Check that `host` is a W&B API address and not a web page or proxy.";
    };
    readonly WANDB_CLIENT_INVALID_NAME: {
        readonly meaning: "A name, type, alias, tag, run id or path has a form that W&B does not allow.";
        readonly remedy: "Use the allowed characters and lengths named in the message.";
    };
    readonly WANDB_CLIENT_INVALID_PATH: {
        readonly meaning: "An entry's path is absolute, leaves its folder, or is not portable.";
        readonly remedy: "Use relative paths with forward slashes and without `..`.";
    };
    readonly WANDB_CLIENT_FILE: {
        readonly meaning: "A local file or folder is missing, unreadable or of the wrong kind.";
        readonly remedy: "Check the absolute path in the message.";
    };
    readonly WANDB_CLIENT_FILE_CHANGED: {
        readonly meaning: "A local file changed between being added to a draft and being uploaded.";
        readonly remedy: "Add the file when it is complete, or write it through `newFile`.";
    };
    readonly WANDB_CLIENT_ENTRY_EXISTS: {
        readonly meaning: "The draft already has an entry of that path with other content.";
        readonly remedy: "Choose another name, or pass `overwrite: true`.";
    };
    readonly WANDB_CLIENT_ENTRY_MISSING: {
        readonly meaning: "The artifact has no entry of that path.";
        readonly remedy: "Use one of the listed entries.";
    };
    readonly WANDB_CLIENT_INTEGRITY: {
        readonly meaning: "Downloaded or stored bytes do not have the promised digest or size.";
        readonly remedy: "Download again; if it persists, the stored content is damaged.";
    };
    readonly WANDB_CLIENT_ARTIFACT_STATE: {
        readonly meaning: "The artifact or draft is not in a state that allows the operation.";
        readonly remedy: "Make a new draft with `artifact.newDraft()` to change content.";
    };
    readonly WANDB_CLIENT_ARGUMENT: {
        readonly meaning: "An argument of a call cannot be used, such as a step or a page size.";
        readonly remedy: "Pass what the message asks for.";
    };
    readonly WANDB_CLIENT_METADATA: {
        readonly meaning: "Artifact metadata, description or lifetime is not acceptable to W&B.";
        readonly remedy: "Use at most 100 top-level keys of finite JSON values, and a lifetime of at least one second.";
    };
    readonly WANDB_CLIENT_MEDIA: {
        readonly meaning: "The object cannot be stored in an artifact, or a media file is not what it claims to be.";
        readonly remedy: "Follow the hint: log it to the run, or convert it.";
    };
    readonly WANDB_CLIENT_TABLE: {
        readonly meaning: "A table's rows, columns or stored form are not consistent.";
        readonly remedy: "Give every row one cell per column, of the column's type.";
    };
    readonly WANDB_CLIENT_REFERENCE: {
        readonly meaning: "A reference cannot be resolved or no longer matches its recorded checksum.";
        readonly remedy: "Check the address; use `checksum: false` for what cannot be checked.";
    };
    readonly WANDB_CLIENT_RUN_EXISTS: {
        readonly meaning: '`resume: "never"` was asked but the run exists.';
        readonly remedy: 'Use another id, or `resume: "allow"`.';
    };
    readonly WANDB_CLIENT_RUN_MISSING: {
        readonly meaning: '`resume: "must"` was asked but the run does not exist.';
        readonly remedy: 'Check the id, or use `resume: "allow"`.';
    };
    readonly WANDB_CLIENT_RUN_CLOSED: {
        readonly meaning: "The run was finished or its stream was refused, so nothing can be logged to it.";
        readonly remedy: "Log before `finish()`, or resume the run by its id.";
    };
    readonly WANDB_CLIENT_UNSUPPORTED: {
        readonly meaning: "The server lacks the feature that the call needs.";
        readonly remedy: "Leave out the option that the message names, or use a newer server.";
    };
    readonly WANDB_CLIENT_REGISTRY: {
        readonly meaning: "The organisation of a registry cannot be determined or does not match.";
        readonly remedy: "Name the organisation: `organisation/wandb-registry-name/collection`.";
    };
};
/** The codes of {@link wandbClientErrors}. */
export type WandbClientErrorCode = ErrorCode<typeof wandbClientErrors>;
/** Base of every error of the client; recognise cases by `code`. */
export declare class WandbClientError extends HeddleError<WandbClientErrorCode> {
}
/**
 * A request to the host failed. `details` holds `operation`, `url` (without query), `status`,
 * `requestId` and `attempts` as far as they are known.
 */
export declare class WandbRequestError extends WandbClientError {
}
/** Bytes do not match their digest or size; `details` holds `path`, `expected` and `actual`. */
export declare class WandbIntegrityError extends WandbClientError {
}

// launch/launch-queue.d.ts
import type { ClientServices } from "../client/services.ts";
import type { LaunchCallOptions, LaunchPlace } from "./launch-place.ts";
import { type ListedItem, type QueueItemView, type RunSpec } from "./queue-item.ts";
/** A resource that a queue can be of. */
export type QueueResource = "local-container" | "local-process" | "kubernetes" | "sagemaker" | "gcp-vertex";
/** A variable in a queue's resource arguments, written `{{name}}` there. */
export interface TemplateVariable {
    /** JSON Schema of the value: `type` (integer, number, string, boolean), `enum`, `minimum`, `maximum`, `default`. */
    readonly schema: Readonly<Record<string, unknown>>;
    readonly description?: string | undefined;
}
/** What a queue is made of. */
export interface LaunchQueueOptions extends LaunchCallOptions {
    readonly resource: QueueResource;
    /** Arguments of the resource for every item; may hold `{{name}}` of template variables. Default: none. */
    readonly resourceArgs?: Readonly<Record<string, unknown>> | undefined;
    readonly templateVariables?: Readonly<Record<string, TemplateVariable>> | undefined;
    /** Whether items may have priorities. Default false. */
    readonly priorities?: boolean | undefined;
    /** Links that the queue's page shows: label to URL. */
    readonly links?: Readonly<Record<string, string>> | undefined;
}
/** A queue as the server knows it. */
export interface LaunchQueueView {
    readonly id: string;
    readonly name: string;
    readonly createdBy: string | undefined;
    readonly priorities: boolean;
    /** Undefined for queues without a resource configuration. */
    readonly resource: string | undefined;
    readonly resourceArgs: Readonly<Record<string, unknown>>;
    readonly templateVariables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
/** How an item is queued. */
export interface PushOptions extends LaunchCallOptions {
    /** 0 critical, 1 high, 2 medium, 3 low; only for queues with priorities. */
    readonly priority?: number | undefined;
    readonly templateVariables?: Readonly<Record<string, string | number | boolean>> | undefined;
}
/** Which items a page has. */
export interface QueuePageOptions extends LaunchCallOptions {
    /** How many at most. Default 100. */
    readonly first?: number | undefined;
    /** `end` of the page before. Default: from the beginning. */
    readonly after?: string | undefined;
}
/** Some of a queue's items, in the order in which the server lists them. */
export interface QueuePage {
    /** A queue that was deleted and made again has another id. */
    readonly queueId: string;
    readonly items: readonly ListedItem[];
    /** Where the page ends; undefined for an empty one. */
    readonly end: string | undefined;
    readonly hasMore: boolean;
}
/**
 * A W&B Launch queue: `client.launchQueue("gpus")`. Making the object asks nothing; each method is one or few
 * requests.
 */
export declare class LaunchQueue {
    #private;
    readonly name: string;
    /** Use `client.launchQueue(name)`. */
    constructor(services: ClientServices, name: string, place: () => Promise<LaunchPlace>);
    /**
     * Makes the queue, or changes the queue of this name.
     *
     * @throws WandbRequestError when the server refuses it
     */
    save(options: LaunchQueueOptions): Promise<void>;
    /** The queue with its resource and template variables; undefined when there is none of this name. */
    read(options?: LaunchCallOptions): Promise<LaunchQueueView | undefined>;
    /** Deletes the queue with its items; a queue that is not there is no error. */
    delete(options?: LaunchCallOptions): Promise<void>;
    /**
     * Puts a run spec in the queue, once: when the answer is lost, the queue is searched for the item before
     * it is sent again.
     *
     * @returns the item's id, and the spec with the queue's resource arguments filled in where the server tells
     * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` when there is no such queue, `WANDB_CLIENT_REQUEST` with
     * the server's words for values that the queue does not allow
     */
    push(spec: RunSpec, options?: PushOptions): Promise<{
        readonly id: string;
        readonly spec: RunSpec;
    }>;
    /** One item; undefined when the queue has none of this id. */
    item(id: string, options?: LaunchCallOptions): Promise<QueueItemView | undefined>;
    /**
     * Several items, as many to a request as a server takes: as {@link item} for each.
     *
     * @returns the items that the queue has, by id
     */
    lookUp(ids: Iterable<string>, options?: LaunchCallOptions): Promise<ReadonlyMap<string, QueueItemView>>;
    /** All items, oldest first, a page at a time. */
    items(options?: LaunchCallOptions): AsyncGenerator<ListedItem>;
    /** One page of the queue's items; undefined when there is no queue of this name. */
    page(options?: QueuePageOptions): Promise<QueuePage | undefined>;
    /**
     * Takes a waiting item out of the queue.
     *
     * @returns false when it is not waiting any more
     */
    remove(itemId: string, options?: LaunchCallOptions): Promise<boolean>;
}

// launch/launch-client.d.ts
import type { ClientServices } from "../client/services.ts";
import { LaunchAgentConnection, type LaunchAgentRegistration } from "./launch-agent-connection.ts";
import { type LaunchCallOptions } from "./launch-place.ts";
import { LaunchQueue } from "./launch-queue.ts";
/** Where a queue or an agent is looked up. */
export interface LaunchPlaceOptions {
    /** Entity that owns the queues. Default: the client's entity, else the account's default one. */
    readonly entity?: string | undefined;
    /** Project that holds the queues. Default `model-registry`, where W&B keeps them. */
    readonly project?: string | undefined;
}
/** The queue of this name; asks nothing yet. */
export declare function launchQueueOf(services: ClientServices, name: string, options?: LaunchPlaceOptions): LaunchQueue;
/** A queue as a list of queues shows it. */
export interface ListedLaunchQueue {
    readonly id: string;
    readonly name: string;
    readonly createdBy: string | undefined;
}
/** All queues of a place; none when there is no such place. */
export declare function listLaunchQueues(services: ClientServices, options: LaunchPlaceOptions & LaunchCallOptions): Promise<readonly ListedLaunchQueue[]>;
/** Registers a launch agent. */
export declare function registerLaunchAgent(services: ClientServices, registration: LaunchAgentRegistration & LaunchPlaceOptions): Promise<LaunchAgentConnection>;

// launch/queue-item.d.ts
import type { ItemFields } from "./launch-operations.ts";
/** A run spec: W&B's description of what to run, as plain JSON. */
export type RunSpec = Readonly<Record<string, unknown>>;
/** An item's place in its life: waiting, handed to an agent, acknowledged by it, or failed. */
export type QueueItemState = "PENDING" | "LEASED" | "CLAIMED" | "FAILED" | (string & {});
/** An item of a queue as the server knows it. */
export interface QueueItemView {
    readonly id: string;
    readonly state: QueueItemState;
    /** The run that the agent started it as, once acknowledged. */
    readonly runId: string | undefined;
    /** What the agent reported when it could not run it, on servers that tell. */
    readonly error: {
        readonly message: string;
        readonly phase: string;
        readonly filePaths: readonly string[];
    } | undefined;
}
/** An item with what it asks for. A listing does not tell its error. */
export interface ListedItem extends QueueItemView {
    readonly spec: RunSpec;
}
/** The item behind the fields of an answer. */
export declare function itemViewOf(fields: ItemFields): QueueItemView;
/** The value of a JSON text; what is no text is itself. */
export declare function parse(value: unknown): unknown;
/** The object that a value is; an empty one for everything else. */
export declare function recordOf(value: unknown): Readonly<Record<string, unknown>>;

// launch/launch-agent-connection.d.ts
import type { ClientServices } from "../client/services.ts";
import type { LaunchCallOptions, LaunchPlace } from "./launch-place.ts";
import type { RunSpec } from "./queue-item.ts";
/** Who registers as an agent, and for what. */
export interface LaunchAgentRegistration extends LaunchCallOptions {
    /** Names of the queues; each has to exist, but a queue named `default` is made when the entity has none. */
    readonly queues: readonly string[];
    readonly hostname: string;
    /** Settings that the agent's page shows; plain JSON without secrets. */
    readonly config: Readonly<Record<string, unknown>>;
    /** Name and version of the agent's program, for example `heddle@0.1.0`. */
    readonly version: string;
}
/** What an agent says of itself; each report is also its sign of life. */
export type LaunchAgentStatus = "POLLING" | "RUNNING" | "KILLED";
/** An agent as the server knows it. */
export interface LaunchAgentView {
    readonly id: string;
    /** The id of the agent's own hidden run. */
    readonly name: string;
    readonly status: string | undefined;
    /** Whether somebody asked this agent to stop. */
    readonly stopPolling: boolean;
}
/** An item that was handed to an agent; it goes back to the queue unless acknowledged within about a minute. */
export interface PoppedItem {
    readonly id: string;
    readonly queue: string;
    /** What to run, as the sender wrote it: untrusted. */
    readonly spec: RunSpec;
}
/** What an agent reports about an item. */
export interface QueueItemReport extends LaunchCallOptions {
    readonly message: string;
    readonly phase: "agent" | "build" | "run" | (string & {});
    readonly filePaths?: readonly string[] | undefined;
}
/**
 * The server's side of one launch agent: registration, items, heartbeat. It only speaks the protocol;
 * what runs the jobs is `@heddle/launch`.
 */
export declare class LaunchAgentConnection {
    #private;
    readonly id: string;
    /** The id of the agent's own hidden run. */
    readonly name: string;
    readonly place: LaunchPlace;
    private constructor();
    /**
     * Registers an agent.
     *
     * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` naming the queues that do not exist
     */
    static register(services: ClientServices, place: LaunchPlace, registration: LaunchAgentRegistration): Promise<LaunchAgentConnection>;
    /** How the server sees this agent; undefined when it was forgotten. */
    read(options?: LaunchCallOptions): Promise<LaunchAgentView | undefined>;
    /** Tells the agent's status, which is also its heartbeat. */
    report(status: LaunchAgentStatus, options?: LaunchCallOptions): Promise<void>;
    /** Takes the next item of a queue; undefined when it is empty. */
    pop(queue: string, options?: LaunchCallOptions): Promise<PoppedItem | undefined>;
    /**
     * Claims an item under a run id. One attempt: when the answer is lost, the item's state tells what happened.
     *
     * @returns whether this call claimed it; false when another agent has it or its lease ran out
     */
    acknowledge(itemId: string, runId: string, options?: LaunchCallOptions): Promise<boolean>;
    /**
     * Marks an item as failed, with the words that W&B shows.
     *
     * @returns false when the item had failed already or went back to the queue
     */
    fail(itemId: string, report: QueueItemReport): Promise<boolean>;
    /**
     * Stores a text about an item among the files of the agent's own hidden run, where W&B's page of the item finds it.
     *
     * @param kind folder of the file, for example `error`
     * @returns the file's path, for `filePaths` of a report
     */
    saveFile(itemId: string, kind: string, name: string, text: string, options?: LaunchCallOptions): Promise<string>;
    /** Adds a warning to an item. */
    warn(itemId: string, report: QueueItemReport): Promise<void>;
}

// launch/launched-run.d.ts
import type { ClientServices } from "../client/services.ts";
import type { LaunchCallOptions } from "./launch-place.ts";
/** How a launched run stands. */
export interface LaunchedRunView {
    /** Storage id, for changes. */
    readonly storageId: string;
    /** `pending`, `running`, `finished`, `failed`, `crashed`, `killed`, `preempting`, `preempted`. */
    readonly state: string;
    readonly displayName: string | undefined;
    readonly stopRequested: boolean;
    readonly summary: Readonly<Record<string, unknown>>;
}
/** Console lines of a run from a place on. */
export interface ConsoleLines {
    readonly lines: readonly string[];
    /** Where to read on; undefined while there is no line. */
    readonly cursor: string | undefined;
}
/**
 * A run that an agent starts or has started, seen from the one who launched it: by path, whether it exists yet or
 * not. It does not take part in the run; use `client.run` for that.
 */
export declare class LaunchedRun {
    #private;
    readonly entity: string;
    readonly project: string;
    readonly id: string;
    /** Use `client.launchedRun(path)`. */
    constructor(services: ClientServices, path: {
        readonly entity: string;
        readonly project: string;
        readonly id: string;
    });
    /** `entity/project/id`. */
    get path(): string;
    /** The run's page. */
    get url(): string;
    /** How the run stands; undefined while it does not exist. */
    read(options?: LaunchCallOptions): Promise<LaunchedRunView | undefined>;
    /** One page of console lines, at most 1000, after a cursor. */
    console(cursor: string | undefined, options?: LaunchCallOptions): Promise<ConsoleLines>;
    /**
     * Says how the run ended when its program cannot say it any more, because whoever runs it had to kill it. Without
     * this the run seems to go on until its heartbeats are missed.
     *
     * @returns false when the run does not exist or the server does not know the operation
     */
    declareEnded(state: "killed" | "crashed", options?: LaunchCallOptions): Promise<boolean>;
    /**
     * Asks the run to stop, as the button on its page does; the program or its agent acts on it.
     *
     * @returns false when the run does not exist or has ended
     */
    requestStop(options?: LaunchCallOptions): Promise<boolean>;
}

// launch/launch-place.d.ts
/** The project of an entity in which its queues and agents live, whatever project their runs go to. */
export declare const launchProject = "model-registry";
/** An entity and the project of its queues. */
export interface LaunchPlace {
    readonly entity: string;
    readonly project: string;
}
/** Settings that each call of the launch interface takes. */
export interface LaunchCallOptions {
    readonly signal?: AbortSignal | undefined;
}

// client/artifact-client.d.ts
import { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import { ArtifactCollection } from "../collections/artifact-collection.ts";
import type { CollectionsOptions } from "../collections/list-collections.ts";
import type { VersionsOptions } from "../collections/list-versions.ts";
import type { WandbMedia } from "../media/media.ts";
import { type ReadMediaOptions } from "../media/read-address.ts";
import type { ListOptions } from "../queries/paginate.ts";
import { type ArtifactTypeRecord, type ProjectOptions } from "../queries/project-queries.ts";
import type { CreateRegistryOptions } from "../registry/change-registry.ts";
import type { Registry } from "../registry/registry.ts";
import { type OrganizationOptions } from "../registry/registry-queries.ts";
import type { RegistriesOptions } from "../registry/list-registries.ts";
import type { RegistryCollectionsOptions, RegistryVersionsOptions } from "../registry/search.ts";
import type { WandbSettings } from "../settings/settings.ts";
import { ClientConnection } from "./client-connection.ts";
/** A client's artifacts: versions, collections and registries. */
export declare class ArtifactClient extends ClientConnection {
    #private;
    /**
     * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
     */
    constructor(settings: WandbSettings);
    /**
     * Reads an artifact version.
     *
     * @param path `[[entity/]project/]collection[:version or alias]`; `latest` by default
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    artifact(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact>;
    /** As {@link WandbClient.artifact}, but undefined when there is none. */
    findArtifact(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact | undefined>;
    /** Whether there is an artifact version of this path; see {@link WandbClient.artifact}. */
    artifactExists(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<boolean>;
    /**
     * Reads the version of a collection that has a digest.
     *
     * @param path `[[entity/]project/]collection`
     * @param digest lower-case hex, as `draft.digest()` gives it
     * @returns undefined when no committed version has it
     */
    artifactByDigest(path: string, digest: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact | undefined>;
    /** Reads an artifact version by the server's id. */
    artifactById(id: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Artifact>;
    /**
     * Finds the entry that an address names, such as those in a run's history: `wandb-artifact://…`, or
     * `wandb-client-artifact://…` by the id that the maker of a version or, with `:latest`, of a collection gave it.
     *
     * @throws WandbClientError `WANDB_CLIENT_REFERENCE` for other addresses and for what was never logged,
     *   `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_ENTRY_MISSING`
     */
    artifactEntry(address: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ArtifactEntry>;
    /**
     * Reads a table or media object that a run logged, by what its history or summary keeps of it.
     *
     * @param value the value under the object's key, or its `artifact_path`
     * @param options `latest`: what the newest version has instead (`_latest_artifact_path`), default false
     * @throws WandbClientError `WANDB_CLIENT_MEDIA` for a value that no artifact has, `WANDB_CLIENT_REFERENCE`,
     *   `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_ENTRY_MISSING`
     * @example
     * ```ts
     * for await (const row of (await client.getRun("train-7")).scanHistory({ keys: ["predictions"] }))
     *   console.log((await client.readMedia(row["predictions"])) as Table);
     * ```
     */
    readMedia(value: unknown, options?: ReadMediaOptions): Promise<WandbMedia>;
    /** The types of artifacts in a project. */
    artifactTypes(options?: ProjectOptions & ListOptions): AsyncGenerator<ArtifactTypeRecord, undefined>;
    /** The artifact collections of a project: all, of one type, or those that filters let through. */
    artifactCollections(options?: ProjectOptions & CollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;
    /**
     * Reads an artifact collection, to list its versions, change or delete it.
     *
     * @param path `[[entity/]project/]collection`; a project `wandb-registry-…` is a registry
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
     */
    artifactCollection(path: string, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<ArtifactCollection>;
    /**
     * Whether there is an artifact collection of this path.
     *
     * @param options `type`: and it is of this type
     */
    artifactCollectionExists(path: string, options?: {
        readonly type?: string;
        readonly signal?: AbortSignal | undefined;
    }): Promise<boolean>;
    /**
     * The committed versions of a collection, newest first.
     *
     * @param options `order`, `filters` in W&B's Mongo-like form, `tags` that a version must carry
     */
    artifactVersions(collection: string, options?: ProjectOptions & VersionsOptions): AsyncGenerator<Artifact, undefined>;
    /**
     * Reads a registry of an organisation.
     *
     * @param name without the prefix `wandb-registry-`
     * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_REGISTRY` when the organisation is not clear
     */
    registry(name: string, options?: OrganizationOptions & {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Registry>;
    /**
     * Makes a registry.
     *
     * @param name without the prefix `wandb-registry-`; unique in the organisation
     * @throws WandbClientError `WANDB_CLIENT_CONFLICT` when it exists, `WANDB_CLIENT_INVALID_NAME`,
     *   `WANDB_CLIENT_REGISTRY`, `WANDB_CLIENT_UNSUPPORTED`
     */
    createRegistry(name: string, options?: CreateRegistryOptions): Promise<Registry>;
    /** The registries of an organisation, filtered and ordered by the server. */
    registries(options?: OrganizationOptions & RegistriesOptions): AsyncGenerator<Registry, undefined>;
    /** The collections in an organisation's registries. */
    registryCollections(options?: OrganizationOptions & RegistryCollectionsOptions): AsyncGenerator<ArtifactCollection, undefined>;
    /**
     * Searches the versions in an organisation's registries, by registry, collection, alias, tag, metadata and date.
     *
     * @example
     * ```ts
     * const filters = { alias: "production", "metadata.accuracy": { $gt: 0.9 } };
     * for await (const version of client.registryVersions({ registryFilters: { name: "model" }, filters }))
     *   console.log(version.qualifiedName);
     * ```
     */
    registryVersions(options?: OrganizationOptions & RegistryVersionsOptions): AsyncGenerator<Artifact, undefined>;
    /**
     * Logs a draft that no run made.
     *
     * @param options `entity` and `project`: default those of the client
     */
    logArtifact(draft: ArtifactDraft, options?: LogArtifactOptions & {
        readonly entity?: string;
        readonly project?: string;
    }): Promise<Artifact>;
}

// util/clock.d.ts
/** Time as the client sees it; tests hand in their own. */
export interface Clock {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Resolves after `ms`, or rejects with the signal's reason. Does not keep the process alive when `unref`. */
    sleep(ms: number, options?: {
        readonly signal?: AbortSignal | undefined;
        readonly unref?: boolean;
    }): Promise<void>;
}
/** The machine's clock. */
export declare const systemClock: Clock;

// util/secret.d.ts
import { inspect } from "node:util";
/** A value that may be used but never shown: it prints as `[secret]` everywhere. */
export declare class Secret {
    #private;
    constructor(value: string);
    /** The value itself; only for building a request. */
    reveal(): string;
    toString(): string;
    toJSON(): string;
    [inspect.custom](): string;
}

// runs/file-stream.d.ts
import type { ClientServices, RunPlace } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
/** The line files of a run. */
export type StreamFile = "wandb-history.jsonl" | "wandb-events.jsonl" | "wandb-summary.json" | "output.log";
/** From which line each file goes on. */
export interface StreamOffsets {
    readonly history: number;
    readonly events: number;
    readonly console: number;
}
/** How a stream behaves. */
export interface FileStreamOptions {
    readonly place: RunPlace;
    readonly offsets: StreamOffsets;
    /** Shortest time between two requests. Default 15 s; the server may ask for more. */
    readonly intervalMs: number;
    /** Silence after which a heartbeat is sent. Default 30 s. */
    readonly heartbeatMs: number;
    /** Compress the requests. */
    readonly isCompressed: boolean;
    /**
     * Finds from where lines may be written, where another process may write the run too; it is told the
     * history line that was sent last.
     */
    readonly freeOffsets?: ((planned: StreamOffsets, lastLine: string | undefined, signal: AbortSignal) => Promise<StreamOffsets>) | undefined;
    /** Called when the run was asked to stop in the web page. */
    readonly onStop: () => void;
}
/**
 * Sends a run's lines in batches: at most one request per interval, in order, with offsets that make a
 * repeated request harmless. Writers are held back when more lines wait than memory should hold.
 */
export declare class FileStream {
    #private;
    constructor(services: ClientServices, options: FileStreamOptions);
    /** Why the stream ended before its time, if it did. */
    get failure(): WandbClientError | undefined;
    /** Resolves when there is room for more lines. */
    room(): Promise<void>;
    /** Appends a line; one that is longer than W&B takes is left out with a warning. */
    append(kind: "history" | "events" | "console", line: string): void;
    /** Replaces the summary. */
    setSummary(line: string): void;
    /** Tells the server that a run file has arrived in storage. */
    fileUploaded(name: string): void;
    /** Says with the next request that the machine is about to be taken away. */
    markPreempting(): void;
    /** Sends everything that waits, now. */
    flush(): Promise<void>;
    /** Sends everything and ends the run with its exit code. */
    finish(exitCode: number): Promise<void>;
    /** Stops without a word to the server, as a process that ends does. */
    abandon(reason?: unknown): void;
}

// runs/log-media.d.ts
import { WandbMedia } from "../media/media.ts";
import type { WandbWarning } from "../settings/settings.ts";
import type { RunFile } from "./run-files.ts";
import type { RunPanels } from "./run-panels.ts";
/** What logging a media object needs from its run. */
export interface MediaLogger {
    /** The server that the run is on. */
    readonly host: string;
    /** What the run's config says of its media. */
    readonly panels: RunPanels;
    /** Uploads media files of the run. */
    upload(files: readonly RunFile[]): Promise<void>;
    /** Logs a table as an artifact of the run; returns what the history says about it. */
    logTable(key: string, step: number, table: WandbMedia): Promise<Record<string, unknown>>;
    /** Sends the panels when there are new ones. */
    sendPanels(): Promise<void>;
    /** Tells of something that was left out. */
    warn(warning: WandbWarning): void;
}
/** Whether a row holds media anywhere. */
export declare function hasMedia(value: unknown, depth?: number): boolean;
/** Replaces the media of a row by what the history keeps of them, after their files were uploaded. */
export declare function storeMedia(row: Readonly<Record<string, unknown>>, step: number, logger: MediaLogger): Promise<Record<string, unknown>>;

// runs/run-files.d.ts
import type { ClientServices, RunPlace } from "../client/services.ts";
/** A file of a run: bytes, or a local file that is streamed. */
export interface RunFile {
    readonly name: string;
    readonly content: Uint8Array | {
        readonly path: string;
    };
}
/** Uploads run files. */
export declare function uploadRunFiles(services: ClientServices, place: RunPlace, files: readonly RunFile[], signal?: AbortSignal): Promise<void>;

// operations/queries.d.ts
import { type ArtifactFields } from "./artifact-fields.ts";
import type { Page, PageVariables, ProjectPlace } from "./page.ts";
/** A run as the lists describe it. */
export interface RunFields {
    readonly id: string;
    readonly name: string;
    readonly displayName: string | null;
    readonly state: string | null;
    readonly group: string | null;
    readonly jobType: string | null;
    readonly notes: string | null;
    readonly tags: readonly string[] | null;
    readonly sweepName: string | null;
    readonly config: string | null;
    readonly summaryMetrics: string | null;
    readonly createdAt: string | null;
    readonly heartbeatAt: string | null;
    readonly historyLineCount: number | null;
}
export interface RunPlaceVariables extends ProjectPlace {
    name: string;
}
export declare const runsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly runs: Page<RunFields> | null;
    } | null;
}, ProjectPlace & PageVariables & {
    filters: string;
    order: string | null;
}>;
export declare const runOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: RunFields | null;
    } | null;
}, RunPlaceVariables>;
export declare const historyEndOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly historyKeys: Readonly<Record<string, unknown>> | null;
            readonly historyLineCount: number | null;
        } | null;
    } | null;
}, RunPlaceVariables>;
export declare const historyPageOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly history: readonly string[] | null;
        } | null;
    } | null;
}, RunPlaceVariables & {
    minStep: number;
    maxStep: number;
    pageSize: number;
}>;
export declare const sampledHistoryOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly sampledHistory: readonly unknown[] | null;
        } | null;
    } | null;
}, RunPlaceVariables & {
    specs: readonly string[];
}>;
export declare const fullHistoryOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly history: readonly string[] | null;
        } | null;
    } | null;
}, RunPlaceVariables & {
    samples: number;
}>;
/** A file of a run. */
export interface RunFileFields {
    readonly id: string;
    readonly name: string;
    readonly directUrl: string;
    readonly sizeBytes: number | null;
    readonly mimetype: string | null;
    readonly updatedAt: string | null;
    readonly md5: string | null;
}
export declare const runFilesOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly files: Page<RunFileFields> | null;
        } | null;
    } | null;
}, RunPlaceVariables & PageVariables & {
    names: readonly string[] | null;
}>;
export declare const runInputsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly artifacts: Page<ArtifactFields> | null;
        } | null;
    } | null;
}, RunPlaceVariables & PageVariables>;
export declare const runOutputsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly artifacts: Page<ArtifactFields> | null;
        } | null;
    } | null;
}, RunPlaceVariables & PageVariables>;
export declare const deleteRunOperation: import("../transport/operation.ts").Operation<{
    readonly deleteRun: {
        readonly clientMutationId: string | null;
    } | null;
}, {
    id: string;
    deleteArtifacts: boolean;
}>;
export declare const stopRunOperation: import("../transport/operation.ts").Operation<{
    readonly stopRun: {
        readonly success: boolean | null;
    } | null;
}, {
    id: string;
}>;
/** A project. */
export interface ProjectFields {
    readonly id: string;
    readonly name: string;
    readonly description: string | null;
    readonly createdAt: string;
}
export declare const projectsOperation: import("../transport/operation.ts").Operation<{
    readonly models: Page<ProjectFields> | null;
}, PageVariables & {
    entity: string;
}>;
/** A type of artifacts. */
export interface ArtifactTypeFields {
    readonly name: string;
    readonly description: string | null;
    readonly createdAt: string;
}
export declare const artifactTypesOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly artifactTypes: Page<ArtifactTypeFields> | null;
    } | null;
}, ProjectPlace & PageVariables>;
/** A page of versions; the edge knows the version's number in the collection that was asked. */
interface VersionPage extends Page<ArtifactFields> {
    readonly edges: readonly {
        readonly version: string | null;
        readonly node: ArtifactFields | null;
    }[];
}
export declare const versionsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly artifactCollection: {
            readonly artifacts: VersionPage | null;
        } | null;
    } | null;
}, ProjectPlace & PageVariables & {
    collection: string;
    filters: string;
    order: string | null;
}>;
/** A sweep. */
export interface SweepFields {
    readonly id: string;
    readonly name: string;
    readonly displayName: string | null;
    readonly method: string | null;
    readonly state: string;
    readonly description: string | null;
    readonly createdAt: string;
    readonly updatedAt: string | null;
    readonly bestLoss: number | null;
    readonly config: string;
    readonly runCount: number;
}
export declare const sweepsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly sweeps: Page<SweepFields> | null;
    } | null;
}, ProjectPlace & PageVariables>;
export declare const sweepOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly sweep: SweepFields | null;
    } | null;
}, ProjectPlace & {
    sweep: string;
}>;
export declare const deleteFilesOperation: import("../transport/operation.ts").Operation<{
    readonly deleteFiles: {
        readonly success: boolean | null;
    } | null;
}, {
    files: readonly string[];
}>;
export declare const projectOperation: import("../transport/operation.ts").Operation<{
    readonly project: ProjectFields | null;
}, ProjectPlace>;
export declare const createProjectOperation: import("../transport/operation.ts").Operation<{
    readonly upsertModel: {
        readonly project: ProjectFields | null;
    } | null;
}, {
    input: {
        entityName: string;
        name: string;
        description?: string;
    };
}>;
export {};

// operations/page.d.ts
/** A page of a list. */
export interface Page<Node> {
    readonly edges: readonly {
        readonly node: Node | null;
    }[];
    readonly pageInfo: {
        readonly endCursor: string | null;
        readonly hasNextPage: boolean;
    };
}
/** Variables of every paged operation. */
export interface PageVariables {
    first: number;
    after: string | null;
}
/** A project, as most operations name it. */
export interface ProjectPlace {
    entity: string;
    project: string;
}

// operations/collections.d.ts
import type { TagInput } from "./artifact-write.ts";
import type { Page, PageVariables, ProjectPlace } from "./page.ts";
/** A collection as the server describes it. */
export interface ArtifactCollectionFields {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly description: string | null;
    readonly createdAt: string;
    readonly updatedAt: string | null;
    readonly project: {
        readonly name: string;
        readonly entity: {
            readonly name: string;
        };
    } | null;
    readonly defaultArtifactType: {
        readonly name: string;
    };
    readonly tags: {
        readonly edges: readonly {
            readonly node: {
                readonly name: string;
            };
        }[];
    };
}
export declare const artifactCollectionFragment = "\nfragment ArtifactCollectionFields on ArtifactCollection {\n  kind: __typename id name description createdAt updatedAt\n  project { name entity { name } }\n  defaultArtifactType { name }\n  tags { edges { node { name } } }\n}";
export declare const collectionByNameOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly artifactCollection: ArtifactCollectionFields | null;
    } | null;
}, ProjectPlace & {
    name: string;
}>;
export declare const collectionByIdOperation: import("../transport/operation.ts").Operation<{
    readonly artifactCollection: ArtifactCollectionFields | null;
}, {
    id: string;
}>;
export declare const collectionAliasesOperation: import("../transport/operation.ts").Operation<{
    readonly artifactCollection: {
        readonly aliases: Page<{
            readonly alias: string;
        }> | null;
    } | null;
}, PageVariables & {
    id: string;
}>;
interface InProject {
    readonly project: {
        readonly artifactCollections: Page<ArtifactCollectionFields> | null;
    } | null;
}
interface OfType {
    readonly project: {
        readonly artifactType: {
            readonly artifactCollections: Page<ArtifactCollectionFields> | null;
        } | null;
    } | null;
}
/** How a list is narrowed; only servers with ARTIFACT_COLLECTIONS_FILTERING_SORTING take it. */
export interface Narrowing {
    filters: string | null;
    order: string | null;
}
export declare const collectionsOperation: import("../transport/operation.ts").Operation<InProject, ProjectPlace & PageVariables>;
export declare const narrowedCollectionsOperation: import("../transport/operation.ts").Operation<InProject, ProjectPlace & PageVariables & Narrowing>;
export declare const collectionsOfTypeOperation: import("../transport/operation.ts").Operation<OfType, ProjectPlace & PageVariables & {
    type: string;
}>;
export declare const narrowedCollectionsOfTypeOperation: import("../transport/operation.ts").Operation<OfType, ProjectPlace & PageVariables & Narrowing & {
    type: string;
}>;
interface Answered {
    readonly result: unknown;
}
interface Named {
    name: string;
    description: string | null;
}
export declare const updateSequenceOperation: import("../transport/operation.ts").Operation<Answered, {
    input: Named & {
        artifactSequenceID: string;
    };
}>;
export declare const updatePortfolioOperation: import("../transport/operation.ts").Operation<Answered, {
    input: Named & {
        artifactPortfolioID: string;
    };
}>;
export declare const moveSequenceOperation: import("../transport/operation.ts").Operation<Answered, {
    input: {
        artifactSequenceID: string;
        destinationArtifactTypeName: string;
    };
}>;
interface TagAssignments {
    entityName: string;
    projectName: string;
    artifactCollectionName: string;
    tags: readonly TagInput[];
}
export declare const addCollectionTagsOperation: import("../transport/operation.ts").Operation<Answered, {
    input: TagAssignments;
}>;
export declare const deleteCollectionTagsOperation: import("../transport/operation.ts").Operation<Answered, {
    input: TagAssignments;
}>;
export declare const deleteSequenceOperation: import("../transport/operation.ts").Operation<Answered, {
    id: string;
}>;
export declare const deletePortfolioOperation: import("../transport/operation.ts").Operation<Answered, {
    id: string;
}>;
export {};

// operations/registries.d.ts
import { type MembershipFields } from "./artifact-fields.ts";
import { type ArtifactCollectionFields } from "./collections.ts";
import type { Page, PageVariables } from "./page.ts";
/** A registry as the server describes it: a project of an organisation's own entity. */
export interface RegistryFields {
    readonly id: string;
    readonly name: string;
    readonly description: string | null;
    readonly createdAt: string;
    readonly updatedAt: string | null;
    readonly access: string | null;
    readonly allowAllArtifactTypes: boolean | null;
    readonly artifactTypes: {
        readonly edges: readonly {
            readonly node: {
                readonly name: string;
            } | null;
        }[];
    } | null;
}
export declare const registryOperation: import("../transport/operation.ts").Operation<{
    readonly entity: {
        readonly project: RegistryFields | null;
    } | null;
}, {
    entity: string;
    name: string;
}>;
interface OfOrganization<Member> {
    readonly organization: {
        readonly orgEntity: Member | null;
    } | null;
}
export declare const registriesOperation: import("../transport/operation.ts").Operation<OfOrganization<{
    readonly projects: Page<RegistryFields> | null;
}>, PageVariables & {
    organization: string;
    filters: string;
    order: string | null;
}>;
/** What a registry is made or changed with. */
export interface UpsertRegistryInput {
    entityName: string;
    name: string;
    description: string | null;
    access: "PRIVATE" | "RESTRICTED";
    allowAllArtifactTypesInRegistry: boolean;
    artifactTypes?: readonly {
        name: string;
    }[];
}
export declare const upsertRegistryOperation: import("../transport/operation.ts").Operation<{
    readonly upsertModel: {
        readonly inserted: boolean | null;
        readonly project: RegistryFields | null;
    } | null;
}, {
    input: UpsertRegistryInput;
}>;
export declare const renameRegistryOperation: import("../transport/operation.ts").Operation<{
    readonly renameProject: {
        readonly project: {
            readonly id: string;
        } | null;
    } | null;
}, {
    input: {
        entityName: string;
        oldProjectName: string;
        newProjectName: string;
    };
}>;
export declare const deleteRegistryOperation: import("../transport/operation.ts").Operation<{
    readonly deleteModel: {
        readonly success: boolean | null;
    } | null;
}, {
    id: string;
}>;
export declare const registryCollectionsOperation: import("../transport/operation.ts").Operation<OfOrganization<{
    readonly artifactCollections: Page<ArtifactCollectionFields> | null;
}>, PageVariables & {
    organization: string;
    registryFilter: string;
    collectionFilter: string;
    order: string | null;
}>;
export declare const registryVersionsOperation: import("../transport/operation.ts").Operation<OfOrganization<{
    readonly artifactMemberships: Page<MembershipFields> | null;
}>, PageVariables & {
    organization: string;
    registryFilter: string;
    collectionFilter: string;
    artifactFilter: string;
    order: string | null;
}>;
export declare const advancedRegistryFeaturesOperation: import("../transport/operation.ts").Operation<{
    readonly organization: {
        readonly advancedRegistryFeatures: {
            readonly advancedSearch: boolean | null;
        } | null;
    } | null;
}, {
    organization: string;
}>;
export {};

// registry/organization.d.ts
import type { ClientServices } from "../client/services.ts";
/** How the project of a registry is named. */
export declare const registryPrefix = "wandb-registry-";
/** Whether a project is a registry. */
export declare function isRegistryProject(project: string): boolean;
/** An organisation. */
export interface Organization {
    /** The name that people see. */
    readonly name: string;
    /** The entity that owns its registries. */
    readonly entity: string;
}
/** The entity that owns an organisation's registries; see {@link findOrganization}. */
export declare function registryEntity(services: ClientServices, entity: string, organization: string | undefined, signal: AbortSignal | undefined): Promise<string>;
/**
 * The organisation of an entity. It may be named by its display name or by the entity that owns its registries;
 * without a name it must be the only one.
 *
 * @throws WandbClientError `WANDB_CLIENT_REGISTRY`
 */
export declare function findOrganization(services: ClientServices, entity: string, organization: string | undefined, signal: AbortSignal | undefined): Promise<Organization>;

// operations/registry-members.d.ts
import { type Operation } from "../transport/operation.ts";
interface RoleFields {
    readonly role: {
        readonly name: string;
    } | null;
}
/** A user's membership. */
export interface UserMemberFields extends RoleFields {
    readonly id: string | null;
    readonly name: string | null;
    readonly username: string | null;
    readonly email: string | null;
}
/** A team's membership. */
export interface TeamMemberFields extends RoleFields {
    readonly team: {
        readonly id: string;
        readonly name: string;
    } | null;
}
interface RegistryPlace {
    project: string;
    entity: string;
}
export declare const userMembersOperation: Operation<{
    readonly project: {
        readonly members: readonly UserMemberFields[] | null;
    } | null;
}, RegistryPlace>;
export declare const teamMembersOperation: Operation<{
    readonly project: {
        readonly teamMembers: readonly TeamMemberFields[] | null;
    } | null;
}, RegistryPlace>;
interface Answered {
    readonly result: {
        readonly success: boolean | null;
    } | null;
}
interface Members {
    projectId: string;
    userIds: readonly string[];
    teamIds: readonly string[];
}
/** Makes users and teams members, or takes them out. */
export type ChangeMembers = Operation<Answered, {
    input: Members;
}>;
export declare const addMembersOperation: ChangeMembers;
export declare const removeMembersOperation: ChangeMembers;
export declare const userRoleOperation: Operation<Answered, {
    input: {
        projectId: string;
        userId: string;
        userProjectRole: string;
    };
}>;
export declare const teamRoleOperation: Operation<Answered, {
    input: {
        projectId: string;
        teamId: string;
        teamProjectRole: string;
    };
}>;
export declare const searchUsersOperation: Operation<{
    readonly users: {
        readonly edges: readonly {
            readonly node: {
                readonly id: string;
                readonly username: string | null;
            } | null;
        }[];
    } | null;
}, {
    query: string;
}>;
export declare const teamIdOperation: Operation<{
    readonly entity: {
        readonly id: string;
        readonly isTeam: boolean;
    } | null;
}, {
    entity: string;
}>;
export {};

// operations/artifact-fields.d.ts
/** A collection and its place. */
export interface CollectionFields {
    readonly __typename: string;
    readonly name: string;
    readonly project: {
        readonly name: string;
        readonly entity: {
            readonly name: string;
        };
    } | null;
}
export interface AliasFields {
    readonly alias: string;
    readonly artifactCollection?: CollectionFields | null;
}
/** A version as the server describes it. */
export interface ArtifactFields {
    readonly id: string;
    readonly artifactSequence: CollectionFields | null;
    readonly versionIndex: number | null;
    readonly artifactType: {
        readonly name: string;
    };
    readonly description: string | null;
    readonly metadata: string | null;
    readonly ttlDurationSeconds: number | null;
    readonly ttlIsInherited: boolean | null;
    readonly tags: readonly {
        readonly name: string;
    }[] | null;
    readonly historyStep: number | null;
    readonly state: string;
    readonly size: number;
    readonly digest: string;
    readonly commitHash: string | null;
    readonly fileCount: number;
    readonly createdAt: string;
    readonly updatedAt: string | null;
    readonly aliases?: readonly AliasFields[] | null;
}
/** A version's place in a collection. */
export interface MembershipFields {
    readonly id: string;
    readonly versionIndex: number | null;
    readonly aliases: readonly AliasFields[];
    readonly artifactCollection: CollectionFields | null;
    readonly artifact: ArtifactFields | null;
}
export declare const artifactFragment = "\nfragment CollectionFields on ArtifactCollection { __typename name project { name entity { name } } }\nfragment ArtifactFields on Artifact {\n  id versionIndex description metadata ttlDurationSeconds ttlIsInherited historyStep state size digest commitHash fileCount createdAt updatedAt\n  artifactType { name }\n  tags { name }\n  artifactSequence { ...CollectionFields }\n  aliases { alias artifactCollection { ...CollectionFields } }\n}";
export declare const membershipFragment = "\nfragment MembershipFields on ArtifactCollectionMembership {\n  id versionIndex\n  aliases { alias }\n  artifactCollection { ...CollectionFields }\n  artifact { ...ArtifactFields }\n}\n\nfragment CollectionFields on ArtifactCollection { __typename name project { name entity { name } } }\nfragment ArtifactFields on Artifact {\n  id versionIndex description metadata ttlDurationSeconds ttlIsInherited historyStep state size digest commitHash fileCount createdAt updatedAt\n  artifactType { name }\n  tags { name }\n  artifactSequence { ...CollectionFields }\n  aliases { alias artifactCollection { ...CollectionFields } }\n}";

// artifacts/artifact-place.d.ts
import type { ClientServices } from "../client/services.ts";
import type { CollectionFields } from "../operations/artifact-fields.ts";
/** The collection and version number through which a version is seen. */
export interface Place {
    readonly entity: string;
    readonly project: string;
    readonly collection: string;
    readonly versionIndex: number;
    readonly aliases: readonly string[];
}
/** Fills in what a path leaves out. */
export declare function resolvePath(services: ClientServices, path: string, signal: AbortSignal | undefined, base: {
    readonly entity: string;
    readonly project: string;
} | undefined): Promise<{
    entity: string;
    project: string;
    name: string;
}>;
/** Fills in the project and its entity; a registry's entity is found through its organisation. */
export declare function resolveProject(services: ClientServices, given: {
    readonly entity?: string | undefined;
    readonly project?: string | undefined;
}, signal: AbortSignal | undefined, base?: {
    readonly entity: string;
    readonly project: string;
}): Promise<{
    entity: string;
    project: string;
}>;
/** Where a collection stands; undefined when its project is not visible. */
export declare function placeOf(collection: CollectionFields | null | undefined): {
    entity: string;
    project: string;
    collection: string;
} | undefined;
/** Whether a collection is that one. */
export declare function isSamePlace(collection: CollectionFields | null, place: {
    entity: string;
    project: string;
    collection: string;
}): boolean;

// artifacts/artifact-facts.d.ts
import type { ArtifactFields } from "../operations/artifact-fields.ts";
import { type Place } from "./artifact-place.ts";
import { type ArtifactMetadata } from "./metadata.ts";
/** What the server said about a version when it was read, and the names that follow from it. */
export declare class ArtifactFacts {
    #private;
    /** The server's id. */
    readonly id: string;
    /** What kind of thing it is. */
    readonly type: string;
    /** Entity, project and collection through which it was found; for a link those of the link. */
    readonly entity: string;
    readonly project: string;
    readonly collection: string;
    /** Number of the version in that collection. */
    readonly versionIndex: number;
    /** Aliases in that collection, without `vN`. */
    readonly aliases: readonly string[];
    /** Where the version was made. */
    readonly sourceEntity: string;
    readonly sourceProject: string;
    readonly sourceCollection: string;
    readonly sourceVersionIndex: number;
    readonly description: string | undefined;
    readonly metadata: ArtifactMetadata;
    readonly tags: readonly string[];
    /** Lower-case hex digest over all entries. */
    readonly digest: string;
    /** Size of all entries in bytes. */
    readonly size: number;
    readonly fileCount: number;
    /** `COMMITTED`, `PENDING` or `DELETED`. */
    readonly state: string;
    /** Life time in seconds, or undefined for none; see `ttlIsInherited`. */
    readonly ttlSeconds: number | undefined;
    readonly ttlIsInherited: boolean;
    readonly historyStep: number | undefined;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
    readonly updatedAt: string | undefined;
    constructor(appUrl: string, fields: ArtifactFields, place: Place);
    /** Collection and version: `my_data:v0`. */
    get name(): string;
    /** `v0`, `v1`, … */
    get version(): string;
    /** `entity/project/my_data:v0`. */
    get qualifiedName(): string;
    /** Whether it was found through a link to a registry or portfolio. */
    get isLink(): boolean;
    /** Its web page. */
    get url(): string;
}

// references/store-request.d.ts
import { HttpTransport } from "../transport/http.ts";
import type { ReferenceOptions } from "./options.ts";
/** How a store is reached: with whose retries, and until when. */
export interface StoreAccess {
    readonly http: HttpTransport;
    readonly signal?: AbortSignal | undefined;
}
/** One request to a store that a reference points into. */
export interface StoreRequest {
    /** The reference, for messages. */
    readonly uri: string;
    readonly method?: "GET" | "HEAD";
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Statuses that are an answer as well. */
    readonly accept?: readonly number[];
    /** What to do when the store refuses. */
    readonly hint?: string;
}
/** The transport with which the references of a draft are resolved. */
export declare function draftTransport(options: Pick<ReferenceOptions, "fetch">): HttpTransport;
/**
 * Asks a store.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` when it refuses or cannot be reached
 */
export declare function askStore<T>({ http, signal }: StoreAccess, { uri, hint, ...request }: StoreRequest, consume: (response: Response, progress: () => void) => Promise<T>): Promise<T>;
/**
 * The bytes of an object. When the connection breaks, they go on where they stopped, as long as the object's ETag
 * says that it is still the same.
 *
 * @param check looks at each answer before its bytes are taken
 */
export declare function streamStore(access: StoreAccess, request: StoreRequest, check?: (response: Response) => void): AsyncGenerator<Uint8Array>;

// util/json.d.ts
/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
    readonly [key: string]: Json;
}
/** Whether a value is a plain object, as JSON objects are. */
export declare function isRecord(value: unknown): value is Record<string, unknown>;

// media/read.d.ts
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import type { WandbMedia } from "./media.ts";
/** Where a media object is read from. */
export interface MediaSource {
    readonly artifact: {
        entry(path: string, options?: {
            readonly signal?: AbortSignal | undefined;
        }): Promise<ArtifactEntry>;
        manifest(options?: {
            readonly signal?: AbortSignal | undefined;
        }): Promise<{
            readonly entries: ReadonlyMap<string, unknown>;
        }>;
    };
    readonly options: {
        readonly signal?: AbortSignal | undefined;
    };
}
type StoredJson = Readonly<Record<string, unknown>>;
/**
 * Reads a media object from an artifact: its JSON entry, and what that refers to. Files stay where they
 * are until their bytes are asked for.
 *
 * @param type the kind that the entry's name tells
 * @param given the entry of the JSON
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the file is not what its name says
 */
export declare function readMedia(type: string, given: string, from: MediaSource): Promise<WandbMedia>;
/** Where a media object really is, with the files it needs: its entry may refer to another version. */
export declare function mediaHome(path: string, { artifact, options }: MediaSource): Promise<{
    readonly entry: ArtifactEntry;
    readonly path: string;
    readonly source: MediaSource;
}>;
/** The JSON of a media object. */
export declare function readJson(path: string, source: MediaSource): Promise<Record<string, unknown>>;
/** The media object that a cell holds, or undefined for plain data. */
export declare function readCellMedia(cell: StoredJson, source: MediaSource): Promise<WandbMedia | undefined>;
export {};

// transport/credentials.d.ts
import type { ResolvedSettings } from "../settings/settings.ts";
/** Makes the `Authorization` header of a request to the host. */
export interface Credentials {
    /** The header's value; asked for each request, as tokens expire. */
    authorization(signal?: AbortSignal): Promise<string>;
}
/** An API key goes out by HTTP Basic with the literal user name `api`. */
export declare function apiKeyCredentials(settings: ResolvedSettings): Credentials;

// transport/http.d.ts
import type { ResolvedSettings } from "../settings/settings.ts";
import { type TakePiece } from "./body-tap.ts";
import type { ProxyDispatcher } from "./proxy.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { type RetryPolicy } from "./retry.ts";
/** A body that can be made anew for each attempt. */
export type BodyFactory = (progress: () => void) => string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
/** One request to the host or to storage. */
export interface HttpRequest {
    /** What the request is for, for error messages: a GraphQL operation or `download`. */
    readonly operation: string;
    readonly method?: "GET" | "HEAD" | "POST" | "PUT";
    readonly url: string;
    /** Headers, or what makes them for each attempt. */
    readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
    readonly body?: BodyFactory;
    readonly policy: RetryPolicy;
    /** Longest time for the whole attempt, or, with `idle`, between two signs of life. */
    readonly timeoutMs: number;
    /** Count `timeoutMs` from the last sign of life: for transfers, whose length is unknown. */
    readonly idle?: boolean;
    readonly redirect?: "follow" | "manual";
    readonly signal?: AbortSignal | undefined;
    /** Fewer attempts than the settings allow. */
    readonly maxAttempts?: number | undefined;
    /** Statuses that `consume` handles itself, besides 2xx. */
    readonly accept?: readonly number[];
    /** Holds each attempt back until the server's quota covers it. */
    readonly limiter?: RateLimiter;
    /** Pass the body to `read` without copies: for long ones. */
    readonly tapped?: boolean;
}
/** Takes the answer; runs inside the attempt, so that a connection that breaks here is tried again. */
export type Consume<T> = (response: Response, progress: () => void, read: ReadBody) => Promise<T>;
/** Reads the body of the answer, piece by piece; each is a sign of life. */
export type ReadBody = (take: TakePiece) => Promise<void>;
/** Thrown by `consume` for an answer that another attempt may mend. */
export declare class RetryableAnswerError extends Error {
    readonly name = "RetryableAnswerError";
}
/** What the transport needs of the settings. */
export type HttpSettings = Pick<ResolvedSettings, "clock" | "retry" | "random" | "fetch"> & Partial<Pick<ResolvedSettings, "onWarning">>;
/**
 * The one place where requests are made: attempts, waits, time-outs, aborts and errors. Uses the
 * platform's `fetch`, so that an interceptor sees every call and connections are kept alive.
 */
export declare class HttpTransport {
    #private;
    constructor(settings: HttpSettings, proxy?: ProxyDispatcher);
    /**
     * Makes a request and hands the answer to `consume`.
     *
     * @throws WandbRequestError when the attempts are used up or the answer is final; the signal's
     *   reason when aborted; what `consume` throws, unchanged
     */
    send<T>(request: HttpRequest, consume: Consume<T>): Promise<T>;
}

// artifacts/referenced-artifacts.d.ts
import type { Artifact } from "./artifact.ts";
/**
 * The versions that entries of others refer to. Thousands of entries may refer to one version, so the last ones stay:
 * what a committed version holds does not change.
 */
export declare class ReferencedArtifacts {
    #private;
    /** @param read reads a version by its id */
    constructor(read: (id: string) => Promise<Artifact>);
    /** A version by its id, as it was when it was first asked for. */
    get(id: string, signal?: AbortSignal): Promise<Artifact>;
}

// artifacts/upload-journal.d.ts
import type { CreateArtifactInput } from "../operations/artifact-write.ts";
import { PartJournal } from "./part-journal.ts";
/** The ids under which a version that was begun is known to the server. */
export interface BegunVersion {
    readonly clientID: string;
    readonly sequenceClientID: string;
}
/**
 * Remembers versions that were begun and not committed. A process that is killed in mid-upload leaves its
 * entry; the next one that logs the same content to the same collection goes on with the same pending
 * version, to which the uploaded files belong already.
 */
export declare class UploadJournal {
    #private;
    /** @param dataDir the client's data folder */
    constructor(dataDir: string);
    /** The journal of a large file's parts. */
    parts(artifactId: string, path: string, digest: string): PartJournal;
    /** The version of this content that was begun before. */
    find(host: string, input: CreateArtifactInput): Promise<BegunVersion | undefined>;
    /** Notes that a version is begun. */
    begin(host: string, input: CreateArtifactInput): Promise<void>;
    /** The version is committed. */
    end(host: string, input: CreateArtifactInput): Promise<void>;
}

// util/concurrency.d.ts
/**
 * Calls `work` for each item with at most `limit` calls at once; the first failure stops the intake
 * and is thrown after the running calls ended, so nothing goes on behind the caller's back.
 */
export declare function forEachConcurrent<T>(items: Iterable<T> | AsyncIterable<T>, limit: number, work: (item: T, index: number) => Promise<void>): Promise<void>;
/** Runs tasks of the same key one after the other, in the order of the calls. */
export declare class KeyedMutex {
    #private;
    run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

// launch/launch-operations.d.ts
type Json = Readonly<Record<string, unknown>>;
interface QueuePlaceVariables {
    entityName: string;
    projectName: string;
    queueName: string;
}
export interface QueueFields {
    readonly id: string;
    readonly name: string;
    readonly createdBy: string | null;
    readonly access: string | null;
}
export declare const projectRunQueuesOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly runQueues: readonly QueueFields[] | null;
    } | null;
}, {
    entity: string;
    projectName: string;
}>;
export declare const queueMetadataOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly runQueue: (QueueFields & {
            readonly defaultResourceConfigID: string | null;
            readonly prioritizationMode: "DISABLED" | "V0" | null;
            readonly externalLinks: unknown;
        }) | null;
    } | null;
}, QueuePlaceVariables>;
export declare const resourceConfigOperation: import("../transport/operation.ts").Operation<{
    readonly entity: {
        readonly defaultResourceConfig: {
            readonly config: unknown;
            readonly resource: string | null;
            readonly templateVariables: readonly {
                readonly name: string;
                readonly schema: string | null;
            }[] | null;
        } | null;
    } | null;
}, {
    entityName: string;
    id: string;
}>;
export declare const upsertQueueOperation: import("../transport/operation.ts").Operation<{
    readonly upsertRunQueue: {
        readonly success: boolean | null;
        readonly configSchemaValidationErrors: readonly string[] | null;
    } | null;
}, QueuePlaceVariables & {
    resourceType: string;
    resourceConfig: string;
    templateVariables?: string | null;
    prioritizationMode?: "DISABLED" | "V0" | null;
    externalLinks?: string | null;
}>;
export declare const deleteQueuesOperation: import("../transport/operation.ts").Operation<{
    readonly deleteRunQueues: {
        readonly success: boolean | null;
    } | null;
}, {
    queueIDs: readonly string[];
}>;
interface PushResult {
    readonly pushToRunQueueByName: {
        readonly runQueueItemId: string | null;
        readonly runSpec?: string | null;
    } | null;
}
export declare const pushOperation: import("../transport/operation.ts").Operation<PushResult, QueuePlaceVariables & {
    runSpec: string;
}>;
export declare const pushWithOptionsOperation: import("../transport/operation.ts").Operation<PushResult, QueuePlaceVariables & {
    runSpec: string;
    priority?: number | null;
    templateVariableValues?: string | null;
}>;
export interface ItemFields {
    readonly id: string;
    readonly state: string;
    readonly associatedRunId: string | null;
    readonly runSpec?: unknown;
    readonly error?: {
        readonly message: string;
        readonly stage: string;
        readonly filePaths: readonly string[] | null;
    } | null;
}
interface ItemVariables {
    projectName: string;
    entityName: string;
    runQueue: string;
    itemId: string;
}
interface ItemResult {
    readonly project: {
        readonly runQueue: {
            readonly runQueueItem: ItemFields | null;
        } | null;
    } | null;
}
export declare const queueItemOperation: import("../transport/operation.ts").Operation<ItemResult, ItemVariables>;
export declare const queueItemErrorOperation: import("../transport/operation.ts").Operation<ItemResult, ItemVariables>;
export declare const queueItemsOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly runQueue: {
            readonly id: string;
            readonly runQueueItems: {
                readonly edges: readonly {
                    readonly node: ItemFields | null;
                }[];
                readonly pageInfo: {
                    readonly endCursor: string | null;
                    readonly hasNextPage: boolean;
                };
            } | null;
        } | null;
    } | null;
}, QueuePlaceVariables & {
    first: number;
    after?: string | null;
}>;
export declare const removeItemOperation: import("../transport/operation.ts").Operation<{
    readonly deleteFromRunQueue: {
        readonly success: boolean | null;
    } | null;
}, {
    queueID: string;
    runQueueItemId: string;
}>;
export declare const popOperation: import("../transport/operation.ts").Operation<{
    readonly popFromRunQueue: {
        readonly runQueueItemId: string | null;
        readonly runSpec: Json | string | null;
    } | null;
}, {
    entity: string;
    project: string;
    queueName: string;
    launchAgentId: string | null;
}>;
export declare const acknowledgeOperation: import("../transport/operation.ts").Operation<{
    readonly ackRunQueueItem: {
        readonly success: boolean | null;
    } | null;
}, {
    itemId: string;
    runId: string;
}>;
interface ReportVariables {
    runQueueItemId: string;
    message: string;
    stage: string;
    filePaths?: readonly string[] | null;
}
export declare const failItemOperation: import("../transport/operation.ts").Operation<{
    readonly failRunQueueItem: {
        readonly success: boolean | null;
    } | null;
}, ReportVariables>;
export declare const warnItemOperation: import("../transport/operation.ts").Operation<{
    readonly updateRunQueueItemWarning: {
        readonly success: boolean | null;
    } | null;
}, ReportVariables>;
export declare const createAgentOperation: import("../transport/operation.ts").Operation<{
    readonly createLaunchAgent: {
        readonly launchAgentId: string | null;
    } | null;
}, {
    entity: string;
    project: string;
    queues: readonly string[];
    hostname: string;
    agentConfig: string;
    version: string;
}>;
export declare const readAgentOperation: import("../transport/operation.ts").Operation<{
    readonly launchAgent: {
        readonly id: string;
        readonly name: string;
        readonly runQueues: readonly string[] | null;
        readonly hostname: string | null;
        readonly agentStatus: string | null;
        readonly stopPolling: boolean | null;
        readonly heartbeatAt: string | null;
    } | null;
}, {
    agentId: string;
}>;
export declare const updateAgentOperation: import("../transport/operation.ts").Operation<{
    readonly updateLaunchAgent: {
        readonly success: boolean | null;
    } | null;
}, {
    agentId: string;
    agentStatus: string;
}>;
export declare const launchedRunOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly id: string;
            readonly state: string | null;
            readonly stopped: boolean | null;
            readonly displayName: string | null;
            readonly summaryMetrics: string | null;
            readonly logLineCount: number | null;
        } | null;
    } | null;
}, {
    entity: string;
    project: string;
    name: string;
}>;
export declare const updateRunStateOperation: import("../transport/operation.ts").Operation<{
    readonly updateRunState: {
        readonly success: boolean | null;
    } | null;
}, {
    id: string;
    state: string;
}>;
export declare const stopRunOperation: import("../transport/operation.ts").Operation<{
    readonly stopRun: {
        readonly success: boolean | null;
    } | null;
}, {
    id: string;
}>;
export declare const createQueueOperation: import("../transport/operation.ts").Operation<{
    readonly createRunQueue: {
        readonly success: boolean | null;
        readonly queueID: string | null;
    } | null;
}, {
    entity: string;
    project: string;
    queueName: string;
    access: "PROJECT" | "USER";
}>;
export declare const consoleLinesOperation: import("../transport/operation.ts").Operation<{
    readonly project: {
        readonly run: {
            readonly logLines: {
                readonly edges: readonly {
                    readonly node: {
                        readonly line: string | null;
                        readonly number: number | null;
                    } | null;
                }[];
                readonly pageInfo: {
                    readonly endCursor: string | null;
                    readonly hasNextPage: boolean;
                };
            } | null;
        } | null;
    } | null;
}, {
    entity: string;
    project: string;
    name: string;
    first: number;
    after: string | null;
}>;
export {};

// client/client-connection.d.ts
import type { ContentCache } from "../cache/content-cache.ts";
import type { WandbSettings } from "../settings/settings.ts";
import type { GraphqlOptions } from "../transport/graphql.ts";
import type { Operation } from "../transport/operation.ts";
import { type Viewer } from "./account.ts";
import type { ClientServices } from "./services.ts";
/** What a client is connected to: one server with one key. */
export declare class ClientConnection {
    #private;
    /**
     * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
     */
    constructor(settings: WandbSettings);
    /** API address of the server, without trailing slash. */
    get host(): string;
    /** Address of its web pages. */
    get appUrl(): string;
    /** The cache of downloaded content; undefined without `cacheDir`. */
    get cache(): ContentCache | undefined;
    /** The parts that this client is made of, for the other folders of this package. */
    get services(): ClientServices;
    /** The account that the key belongs to; asked once. */
    viewer(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Viewer>;
    /**
     * Checks that the host is reached and takes the key.
     *
     * @returns whom the key belongs to
     * @throws WandbRequestError `WANDB_CLIENT_UNAUTHORIZED`, `WANDB_CLIENT_NETWORK`, `WANDB_CLIENT_BAD_ANSWER` …,
     *   with the host and what to do
     */
    verify(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Viewer>;
    /** The entity to use when none is named: the configured one, else the account's. */
    defaultEntity(options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<string>;
    /**
     * Runs a GraphQL operation with the client's retries, time-outs and errors.
     *
     * @param operation a document, or a declared operation with types
     * @param variables its variables
     * @returns the answer's `data`
     * @throws WandbRequestError with the server's messages
     */
    graphql<Result = unknown, Variables extends object = Record<string, unknown>>(operation: string | Operation<Result, Variables>, variables: Variables, options?: GraphqlOptions): Promise<Result>;
}

// runs/run-panels.d.ts
import type { ClassNames } from "../media/media.ts";
/**
 * What a run's config tells the page that shows its media: the panels of its charts, and the names of the
 * classes of its masks and boxes. W&B keeps it under `_wandb`.
 */
export declare class RunPanels {
    #private;
    /** @param resumed what {@link readPanels} found in the run that goes on */
    constructor(resumed?: Readonly<Record<string, unknown>>);
    /** Adds the panel of the chart that is logged under a key. */
    setChart(key: string, panel: unknown): void;
    /** Adds what is said of the visualization that is logged under a key. */
    setVisualization(key: string, setting: unknown): void;
    /** Keeps the names of the classes of a group of masks or boxes of the pictures under a key. */
    nameClasses(kind: "mask" | "bounding_box", key: string, group: string, names: ClassNames): void;
    /** Whether something was added since the last call. */
    takeChange(): boolean;
    /** The members of `_wandb`; sections without content are left out. */
    encode(): Record<string, unknown>;
}
/** The panels in the config of a run as the API gives it. */
export declare function readPanels(config: string | null): Record<string, unknown>;

// operations/artifact-write.d.ts
import { type ArtifactFields } from "./artifact-fields.ts";
export interface AliasInput {
    artifactCollectionName: string;
    alias: string;
}
export interface TagInput {
    tagName: string;
}
export interface CreateArtifactInput {
    entityName: string;
    projectName: string;
    runName: string | null;
    artifactTypeName: string;
    artifactCollectionName: string;
    digest: string;
    digestAlgorithm?: "MANIFEST_MD5";
    description: string | null;
    metadata: string | null;
    aliases: readonly AliasInput[];
    tags?: readonly TagInput[];
    ttlDurationSeconds?: number;
    historyStep?: number;
    enableDigestDeduplication: boolean;
    distributedID?: string;
    clientID: string;
    sequenceClientID: string;
}
export declare const createArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly createArtifact: {
        readonly artifact: {
            readonly id: string;
            readonly state: string;
            readonly artifactSequence: {
                readonly latestArtifact: {
                    readonly id: string;
                } | null;
            } | null;
        };
    } | null;
}, {
    input: CreateArtifactInput;
}>;
export type ManifestType = "FULL" | "PATCH" | "INCREMENTAL";
interface ManifestFile {
    readonly id: string;
    readonly file: {
        readonly uploadUrl: string | null;
        readonly uploadHeaders: readonly string[] | null;
    } | null;
}
export declare const createManifestOperation: import("../transport/operation.ts").Operation<{
    readonly createArtifactManifest: {
        readonly artifactManifest: ManifestFile;
    } | null;
}, {
    name: string;
    digest: string;
    artifactID: string;
    baseArtifactID: string | null;
    entityName: string;
    projectName: string;
    runName: string;
    includeUpload: boolean;
    type: ManifestType;
}>;
export declare const updateManifestOperation: import("../transport/operation.ts").Operation<{
    readonly updateArtifactManifest: {
        readonly artifactManifest: ManifestFile;
    } | null;
}, {
    artifactManifestID: string;
    digest: string;
}>;
export interface PartInput {
    partNumber: number;
    hexMD5: string;
}
export interface FileSpecInput {
    artifactID: string;
    artifactManifestID: string;
    name: string;
    md5: string;
    digest?: string;
    uploadPartsInput?: readonly PartInput[];
}
/** Where one file goes. */
export interface UploadNode {
    readonly storagePath: string | null;
    readonly uploadUrl: string | null;
    readonly uploadHeaders: readonly string[] | null;
    readonly uploadMultipartUrls: {
        readonly uploadID: string;
        readonly uploadUrlParts: readonly {
            readonly partNumber: number;
            readonly uploadUrl: string;
        }[];
    } | null;
    readonly artifact: {
        readonly id: string;
    } | null;
}
export declare const createFilesOperation: import("../transport/operation.ts").Operation<{
    readonly createArtifactFiles: {
        readonly files: {
            readonly edges: readonly {
                readonly node: UploadNode | null;
            }[];
        };
    } | null;
}, {
    input: {
        artifactFiles: readonly FileSpecInput[];
        storageLayout: "V2";
        digestAlgorithm?: "MANIFEST_MD5";
    };
}>;
export declare const completeMultipartOperation: import("../transport/operation.ts").Operation<{
    readonly completeMultipartUploadArtifact: {
        readonly digest: string | null;
    } | null;
}, {
    completedParts: readonly PartInput[];
    artifactID: string;
    storagePath: string;
    uploadID: string;
}>;
export declare const clientIdMappingOperation: import("../transport/operation.ts").Operation<{
    readonly clientIDMapping: {
        readonly serverID: string;
    } | null;
}, {
    clientID: string;
}>;
export declare const commitArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly commitArtifact: {
        readonly artifact: {
            readonly id: string;
            readonly digest: string;
        };
    } | null;
}, {
    artifactID: string;
}>;
export declare const useArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly useArtifact: {
        readonly artifact: {
            readonly id: string;
        } | null;
    } | null;
}, {
    input: {
        entityName: string;
        projectName: string;
        runName: string;
        artifactID: string;
        artifactEntityName?: string;
        artifactProjectName?: string;
        usedAs?: string;
    };
}>;
export interface CollectionAliasInput {
    entityName: string;
    projectName: string;
    artifactCollectionName: string;
    alias: string;
}
export declare const addAliasesOperation: import("../transport/operation.ts").Operation<{
    readonly addAliases: {
        readonly success: boolean | null;
    } | null;
}, {
    artifactID: string;
    aliases: readonly CollectionAliasInput[];
}>;
export declare const deleteAliasesOperation: import("../transport/operation.ts").Operation<{
    readonly deleteAliases: {
        readonly success: boolean | null;
    } | null;
}, {
    artifactID: string;
    aliases: readonly CollectionAliasInput[];
}>;
export interface UpdateArtifactInput {
    artifactID: string;
    description?: string;
    metadata?: string;
    ttlDurationSeconds?: number;
    tagsToAdd?: readonly TagInput[];
    tagsToDelete?: readonly TagInput[];
}
export declare const updateArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly updateArtifact: {
        readonly artifact: ArtifactFields | null;
    } | null;
}, {
    input: UpdateArtifactInput;
}>;
export declare const deleteArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly deleteArtifact: {
        readonly artifact: {
            readonly id: string;
        } | null;
    } | null;
}, {
    artifactID: string;
    deleteAliases: boolean;
}>;
export interface LinkArtifactInput {
    artifactID: string;
    artifactPortfolioName: string;
    entityName: string;
    projectName: string;
    aliases: readonly AliasInput[];
}
export declare const linkArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly linkArtifact: {
        readonly versionIndex: number | null;
    } | null;
}, {
    input: LinkArtifactInput;
}>;
export declare const unlinkArtifactOperation: import("../transport/operation.ts").Operation<{
    readonly unlinkArtifact: {
        readonly success: boolean;
    } | null;
}, {
    artifactID: string;
    artifactPortfolioID: string;
}>;
export {};

// transport/body-tap.d.ts
/** Takes a piece of a body, which is lent until it returns. A promise holds the next piece back. */
export type TakePiece = (piece: Uint8Array) => Promise<void> | undefined;
type Resume = () => void;
/** What `fetch` hands to its dispatcher, as far as it concerns the answer. */
interface DispatchHandler {
    onConnect(abort: (reason?: unknown) => void, context?: unknown): void;
    onResponseStarted?(): void;
    onHeaders(status: number, headers: Buffer[], resume: Resume, text: string): boolean;
    onData(piece: Buffer): boolean;
    onComplete(trailers: unknown): void;
    onError(error: Error): void;
}
/** What brings the requests of `fetch` under way. */
export interface FetchDispatcher {
    dispatch(options: unknown, handler: Partial<DispatchHandler>): boolean;
}
/** The dispatcher that `fetch` uses by itself; undefined before its first call and where it has none. */
export declare function globalDispatcher(): FetchDispatcher | undefined;
/**
 * Takes the bytes of an answer where `fetch` gets them from its connection. On their further way they would
 * be copied and pass three queues, which takes as long as receiving them. All else about the request stays
 * `fetch`'s, and an answer that comes another way, as from an interceptor, is read from its body.
 *
 * @example
 * const tap = new BodyTap(globalDispatcher());
 * const response = await fetch(url, { dispatcher: tap });
 * await tap.drain(response, (piece) => void hash.update(piece));
 */
export declare class BodyTap implements FetchDispatcher {
    #private;
    /** @param inner brings the request under way */
    constructor(inner: FetchDispatcher);
    dispatch(options: unknown, handler: Partial<DispatchHandler>): boolean;
    /**
     * Takes the body of the answer, piece by piece.
     *
     * @throws what broke the connection; what `take` throws
     */
    drain(response: Response, take: TakePiece): Promise<void>;
}
export {};

// transport/proxy.d.ts
/**
 * Sends requests through an HTTP proxy. Loaded only when a proxy is configured, because the platform's
 * `fetch` has no setting for it but takes a dispatcher of the library that it is made of.
 */
export declare class ProxyDispatcher {
    #private;
    /** @param except hosts that are reached directly, joined by commas */
    constructor(address: string, except?: string);
    /** The dispatcher for `fetch`. */
    dispatcher(): Promise<unknown>;
}

// transport/rate-limiter.d.ts
import type { Clock } from "../util/clock.ts";
/**
 * Keeps requests below what the server says that it will take, before it has to refuse one.
 *
 * Answers may carry `RateLimit-Remaining` (opaque units) and `RateLimit-Reset` (seconds to the end of the
 * window); see draft-polli-ratelimit-headers-02. What a request costs is estimated from consecutive answers. Requests
 * are spread over the rest of the window, after a burst, and none goes that the rest does not cover: it waits for
 * the next window. A refusal's `Retry-After` holds back every request, not only the refused one.
 */
export declare class RateLimiter {
    #private;
    constructor(clock: Clock);
    /**
     * Waits until a request may go. Each admitted request is reported back with {@link RateLimiter.settle}.
     *
     * @throws the signal's reason
     */
    admit(signal: AbortSignal | undefined): Promise<void>;
    /** Takes in what an answer says about the quota. */
    observe(response: Response): void;
    /** Ends an admitted request, answered or not. */
    settle(): void;
}

// transport/retry.d.ts
import type { RetrySettings } from "../settings/settings.ts";
/**
 * Which HTTP answers are worth another try.
 *
 * - `api`: GraphQL and filestream; every 4xx and 5xx but those that the same request will meet again.
 * - `api-conflict-safe`: the same, and 409 too, for operations that may be repeated (upserts, commits).
 * - `transfer`: file storage; time-outs, 409, 429 and 5xx except 501.
 * - `never`: one attempt; the error still says whether another may succeed, as for `api`.
 */
export type RetryPolicy = "api" | "api-conflict-safe" | "transfer" | "never";
/** Whether an answer with this status may succeed when the request is repeated. */
export declare function isRetryableStatus(policy: RetryPolicy, status: number): boolean;
/**
 * The wait before the next attempt: doubling from `minDelayMs`, with up to 25 % random surplus, at most
 * `maxDelayMs`. What the server asks for replaces it and is not cut.
 *
 * @param attempt attempts made so far, from 1
 */
export declare function retryDelayMs(retry: Required<RetrySettings>, attempt: number, random: () => number, retryAfterMs: number | undefined): number;
/** Reads `Retry-After`: seconds, also fractional, or an HTTP date. */
export declare function parseRetryAfter(value: string | null, now: number): number | undefined;

// artifacts/part-journal.d.ts
import type { UploadNode } from "../operations/artifact-write.ts";
/** An upload in parts that was begun: where the parts go, and which have arrived. */
export interface BegunParts {
    readonly node: UploadNode;
    /** ETag by part number. */
    readonly completed: ReadonlyMap<number, string>;
}
/**
 * Remembers which parts of a large file have arrived, so that the next attempt, also one of another
 * process, sends the others only. Holds signed addresses, so nobody but the user may read it.
 */
export declare class PartJournal {
    #private;
    /**
     * @param folder where journals are kept
     * @param key names the version, the entry and its content
     */
    constructor(folder: string, key: readonly string[]);
    /** What an earlier attempt left. */
    load(): Promise<BegunParts | undefined>;
    /** An upload begins, or goes on. */
    begin(parts: BegunParts): Promise<void>;
    /** A part has arrived. */
    add(part: number, etag: string): Promise<void>;
    /** The upload is complete, or cannot go on. */
    end(): Promise<void>;
}
