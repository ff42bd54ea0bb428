import { Artifact } from "../artifacts/artifact.ts";
import type { ArtifactDraft } from "../artifacts/artifact-draft.ts";
import { logArtifact, type LogArtifactOptions } from "../artifacts/log-artifact.ts";
import { parseArtifactPath } from "../artifacts/names.ts";
import { UploadJournal } from "../artifacts/upload-journal.ts";
import { ArtifactCollection } from "../collections/artifact-collection.ts";
import { findCollection, missingCollectionError } from "../collections/fetch-collection.ts";
import type { CollectionsOptions } from "../collections/list-collections.ts";
import type { VersionsOptions } from "../collections/list-versions.ts";
import { createChartPreset, type ChartPresetOptions } from "../charts/chart-preset.ts";
import { ContentCache } from "../cache/content-cache.ts";
import { WandbClientError } from "../errors.ts";
import type {
  LaunchAgentConnection,
  LaunchAgentRegistration,
} from "../launch/launch-agent-connection.ts";
import {
  launchQueueOf,
  registerLaunchAgent,
  type LaunchPlaceOptions,
} from "../launch/launch-client.ts";
import type { LaunchQueue } from "../launch/launch-queue.ts";
import { runDefaultsFromEnv, withRunDefaults, type RunDefaults } from "../launch/run-defaults.ts";
import { LaunchedRun } from "../launch/launched-run.ts";
import {
  ProjectQueries,
  type ArtifactTypeRecord,
  type ProjectOptions,
  type ProjectRecord,
  type RunsOptions,
  type SweepRecord,
} from "../queries/project-queries.ts";
import type { ListOptions } from "../queries/paginate.ts";
import type { RunRecord } from "../queries/run-record.ts";
import type { CreateRegistryOptions } from "../registry/change-registry.ts";
import type { Registry } from "../registry/registry.ts";
import { RegistryQueries, type OrganizationOptions } from "../registry/registry-queries.ts";
import type { RegistriesOptions } from "../registry/list-registries.ts";
import type { RegistryCollectionsOptions, RegistryVersionsOptions } from "../registry/search.ts";
import { RunHandle } from "../runs/run-handle.ts";
import type { RunOptions } from "../runs/run-options.ts";
import { WandbRun } from "../runs/run.ts";
import { settingsFromEnv, type EnvironmentSource } from "../settings/environment.ts";
import { resolveSettings, type WandbSettings } from "../settings/settings.ts";
import { apiKeyCredentials } from "../transport/credentials.ts";
import { GraphqlTransport, type GraphqlOptions } from "../transport/graphql.ts";
import { HttpTransport } from "../transport/http.ts";
import { IdentityTokenCredentials } from "../transport/identity-token.ts";
import type { Operation } from "../transport/operation.ts";
import { ProxyDispatcher } from "../transport/proxy.ts";
import { KeyedMutex } from "../util/concurrency.ts";
import { Once } from "../util/once.ts";
import { fetchFeatures, fetchViewer, type Viewer } from "./account.ts";
import type { ClientServices } from "./services.ts";

/** Who asks whether all is well wants to hear soon that it is not. */
const verifyAttempts = 3;

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
export class WandbClient {
  readonly #services: ClientServices;
  readonly #viewer: Once<Viewer>;
  #runDefaults: RunDefaults | undefined;
  readonly #queries: ProjectQueries;
  readonly #registries: RegistryQueries;

  /**
   * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
   */
  constructor(settings: WandbSettings) {
    const resolved = resolveSettings(settings);
    const http = new HttpTransport(
      resolved,
      resolved.proxy === undefined
        ? undefined
        : new ProxyDispatcher(resolved.proxy, resolved.noProxy),
    );
    const credentials =
      resolved.identityTokenFile === undefined
        ? apiKeyCredentials(resolved)
        : new IdentityTokenCredentials(resolved, http, resolved.identityTokenFile);
    const graphql = new GraphqlTransport(resolved, http, credentials);
    this.#viewer = new Once((signal) => fetchViewer(graphql, resolved.host, { signal }));
    const features = new Once((signal) => fetchFeatures(graphql, signal));
    const services: ClientServices = {
      settings: resolved,
      http,
      graphql,
      credentials,
      features: (signal) => features.get(signal),
      defaultEntity: (signal) => this.#defaultEntity(signal),
      artifactById: (id, signal) => Artifact.byId(services, id, signal),
      saves: new KeyedMutex(),
      cache:
        resolved.cacheDir === undefined
          ? undefined
          : new ContentCache(resolved.cacheDir, resolved.clock),
      journal: resolved.dataDir === undefined ? undefined : new UploadJournal(resolved.dataDir),
    };
    this.#services = services;
    this.#queries = new ProjectQueries(services);
    this.#registries = new RegistryQueries(services);
  }

  /**
   * A client from what the environment says: `WANDB_*` variables, W&B's settings files and netrc. Its first run takes
   * id, name, tags, configuration and inputs from there as well, so that a program runs under W&B Launch unchanged.
   *
   * @param settings explicit settings, which win
   * @param source where to look, for tests
   */
  static fromEnv(settings: WandbSettings = {}, source: EnvironmentSource = {}): WandbClient {
    const client = new WandbClient(settingsFromEnv(settings, source));
    client.#runDefaults = runDefaultsFromEnv(source.env ?? process.env);
    return client;
  }

  /** API address of the server, without trailing slash. */
  get host(): string {
    return this.#services.settings.host;
  }

  /** Address of its web pages. */
  get appUrl(): string {
    return this.#services.settings.appUrl;
  }

  /** The cache of downloaded content; undefined without `cacheDir`. */
  get cache(): ContentCache | undefined {
    return this.#services.cache;
  }

  /** The parts that this client is made of, for the other folders of this package. */
  get services(): ClientServices {
    return this.#services;
  }

  /** The account that the key belongs to; asked once. */
  viewer(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Viewer> {
    return this.#viewer.get(options.signal);
  }

  /**
   * Checks that the host is reached and takes the key.
   *
   * @returns whom the key belongs to
   * @throws WandbRequestError `WANDB_CLIENT_UNAUTHORIZED`, `WANDB_CLIENT_NETWORK`, `WANDB_CLIENT_BAD_ANSWER` …,
   *   with the host and what to do
   */
  verify(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Viewer> {
    return fetchViewer(this.#services.graphql, this.host, {
      signal: options.signal,
      maxAttempts: verifyAttempts,
    });
  }

  /** The entity to use when none is named: the configured one, else the account's. */
  defaultEntity(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return this.#services.defaultEntity(options.signal);
  }

  /**
   * Creates or resumes a run.
   *
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_RUN_EXISTS`, `WANDB_CLIENT_RUN_MISSING`
   */
  async run(options: RunOptions = {}): Promise<WandbRun> {
    const defaults = this.#runDefaults;
    if (defaults === undefined) return await WandbRun.start(this.#services, options);
    // A second run of the program is another run, not the same one again.
    this.#runDefaults = undefined;
    const run = await WandbRun.start(this.#services, withRunDefaults(options, defaults));
    for (const { usedAs, path } of defaults.inputs) {
      await run.useArtifact(path, { usedAs, signal: options.signal });
    }
    return run;
  }

  /** A run that exists, to log and use artifacts on its behalf without owning it. Makes no request. */
  attachRun(place: {
    readonly entity: string;
    readonly project: string;
    readonly id: string;
  }): RunHandle {
    return new RunHandle(this.#services, place);
  }

  /**
   * Reads an artifact version.
   *
   * @param path `[[entity/]project/]collection[:version or alias]`; `latest` by default
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  artifact(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact> {
    return Artifact.byPath(this.#services, path, options.signal);
  }

  /** As {@link WandbClient.artifact}, but undefined when there is none. */
  findArtifact(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact | undefined> {
    return Artifact.findByPath(this.#services, path, options.signal);
  }

  /** Whether there is an artifact version of this path; see {@link WandbClient.artifact}. */
  async artifactExists(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<boolean> {
    return (await this.findArtifact(path, options)) !== undefined;
  }

  /**
   * Reads the version of a collection that has a digest.
   *
   * @param path `[[entity/]project/]collection`
   * @param digest lower-case hex, as `draft.digest()` gives it
   * @returns undefined when no committed version has it
   */
  async artifactByDigest(
    path: string,
    digest: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact | undefined> {
    const { entity, project, collection } = parseArtifactPath(path);
    for await (const version of this.#queries.versions(collection, {
      entity,
      project,
      signal: options.signal,
    })) {
      if (version.digest === digest) return version;
    }
    return undefined;
  }

  /** Reads an artifact version by the server's id. */
  artifactById(
    id: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Artifact> {
    return Artifact.byId(this.#services, id, options.signal);
  }

  /**
   * Reads a run: its state, config, summary, history and files.
   *
   * @param path `[[entity/]project/]id`
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  getRun(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<RunRecord> {
    return this.#queries.run(path, options.signal);
  }

  /** The runs of a project, filtered and ordered by the server. */
  runs(options: RunsOptions = {}): AsyncGenerator<RunRecord, undefined> {
    return this.#queries.runs(options);
  }

  /** The projects of an entity. */
  projects(
    options: { readonly entity?: string } & ListOptions = {},
  ): AsyncGenerator<ProjectRecord, undefined> {
    return this.#queries.projects(options);
  }

  /** The types of artifacts in a project. */
  artifactTypes(
    options: ProjectOptions & ListOptions = {},
  ): AsyncGenerator<ArtifactTypeRecord, undefined> {
    return this.#queries.artifactTypes(options);
  }

  /** The artifact collections of a project: all, of one type, or those that filters let through. */
  artifactCollections(
    options: ProjectOptions & CollectionsOptions = {},
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return this.#queries.collections(options);
  }

  /**
   * Reads an artifact collection, to list its versions, change or delete it.
   *
   * @param path `[[entity/]project/]collection`; a project `wandb-registry-…` is a registry
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  async artifactCollection(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ArtifactCollection> {
    const { place, fields } = await findCollection(this.#services, path, options.signal);
    if (fields !== undefined) return new ArtifactCollection(this.#services, place, fields);
    const { entity, project, collection } = place;
    throw missingCollectionError(this.#services, `${entity}/${project}/${collection}`);
  }

  /**
   * Whether there is an artifact collection of this path.
   *
   * @param options `type`: and it is of this type
   */
  async artifactCollectionExists(
    path: string,
    options: { readonly type?: string; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<boolean> {
    const { fields } = await findCollection(this.#services, path, options.signal);
    if (fields === undefined) return false;
    return options.type === undefined || fields.defaultArtifactType.name === options.type;
  }

  /**
   * The committed versions of a collection, newest first.
   *
   * @param options `order`, `filters` in W&B's Mongo-like form, `tags` that a version must carry
   */
  artifactVersions(
    collection: string,
    options: ProjectOptions & VersionsOptions = {},
  ): AsyncGenerator<Artifact, undefined> {
    return this.#queries.versions(collection, options);
  }

  /**
   * Reads a registry of an organisation.
   *
   * @param name without the prefix `wandb-registry-`
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_REGISTRY` when the organisation is not clear
   */
  registry(
    name: string,
    options: OrganizationOptions & { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Registry> {
    return this.#registries.registry(name, options);
  }

  /**
   * Makes a registry.
   *
   * @param name without the prefix `wandb-registry-`; unique in the organisation
   * @throws WandbClientError `WANDB_CLIENT_CONFLICT` when it exists, `WANDB_CLIENT_INVALID_NAME`,
   *   `WANDB_CLIENT_REGISTRY`, `WANDB_CLIENT_UNSUPPORTED`
   */
  createRegistry(name: string, options: CreateRegistryOptions = {}): Promise<Registry> {
    return this.#registries.create(name, options);
  }

  /** The registries of an organisation, filtered and ordered by the server. */
  registries(
    options: OrganizationOptions & RegistriesOptions = {},
  ): AsyncGenerator<Registry, undefined> {
    return this.#registries.registries(options);
  }

  /** The collections in an organisation's registries. */
  registryCollections(
    options: OrganizationOptions & RegistryCollectionsOptions = {},
  ): AsyncGenerator<ArtifactCollection, undefined> {
    return this.#registries.collections(options);
  }

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
  registryVersions(
    options: OrganizationOptions & RegistryVersionsOptions = {},
  ): AsyncGenerator<Artifact, undefined> {
    return this.#registries.versions(options);
  }

  /**
   * Reads a sweep.
   *
   * @param path `[[entity/]project/]id`
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  sweep(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<SweepRecord> {
    return this.#queries.sweep(path, options.signal);
  }

  /** The sweeps of a project. */
  sweeps(options: ProjectOptions & ListOptions = {}): AsyncGenerator<SweepRecord, undefined> {
    return this.#queries.sweeps(options);
  }

  /**
   * Logs a draft that no run made.
   *
   * @param options `entity` and `project`: default those of the client
   */
  async logArtifact(
    draft: ArtifactDraft,
    options: LogArtifactOptions & { readonly entity?: string; readonly project?: string } = {},
  ): Promise<Artifact> {
    const entity = options.entity ?? (await this.#services.defaultEntity(options.signal));
    return await logArtifact(
      this.#services,
      { entity, project: options.project ?? this.#services.settings.project },
      draft,
      options,
    );
  }

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
  createChartPreset(options: ChartPresetOptions): Promise<string> {
    return createChartPreset(this.#services, options);
  }

  /**
   * A W&B Launch queue by name. Makes no request.
   *
   * @param options whose queue; default: the client's entity
   */
  launchQueue(name: string, options: LaunchPlaceOptions = {}): LaunchQueue {
    return launchQueueOf(this.#services, name, options);
  }

  /**
   * Registers a W&B Launch agent; `@heddle/launch` has the agent that runs jobs on top of this.
   *
   * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` naming the queues that do not exist
   */
  registerLaunchAgent(
    registration: LaunchAgentRegistration & LaunchPlaceOptions,
  ): Promise<LaunchAgentConnection> {
    return registerLaunchAgent(this.#services, registration);
  }

  /** A run that somebody else starts, to follow it: its state, console and stop button. Makes no request. */
  launchedRun(place: {
    readonly entity: string;
    readonly project: string;
    readonly id: string;
  }): LaunchedRun {
    return new LaunchedRun(this.#services, place);
  }

  /**
   * Runs a GraphQL operation with the client's retries, time-outs and errors.
   *
   * @param operation a document, or a declared operation with types
   * @param variables its variables
   * @returns the answer's `data`
   * @throws WandbRequestError with the server's messages
   */
  graphql<Result = unknown, Variables extends object = Record<string, unknown>>(
    operation: string | Operation<Result, Variables>,
    variables: Variables,
    options: GraphqlOptions = {},
  ): Promise<Result> {
    return this.#services.graphql.run<Result, Variables>(operation, variables, options);
  }

  async #defaultEntity(signal: AbortSignal | undefined): Promise<string> {
    const configured = this.#services.settings.entity;
    if (configured !== undefined) return configured;
    const { entity } = await this.#viewer.get(signal);
    if (entity !== undefined) return entity;
    throw new WandbClientError({
      code: "WANDB_CLIENT_SETTINGS",
      message: `no entity is configured and the account on ${new URL(this.host).host} has no default entity`,
      hint: "Pass `entity`, or set a default entity in the account's settings.",
    });
  }
}
