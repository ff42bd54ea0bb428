import { createChartPreset, type ChartPresetOptions } from "../charts/chart-preset.ts";
import type {
  LaunchAgentConnection,
  LaunchAgentRegistration,
} from "../launch/launch-agent-connection.ts";
import {
  launchQueueOf,
  listLaunchQueues,
  registerLaunchAgent,
  type LaunchPlaceOptions,
  type ListedLaunchQueue,
} from "../launch/launch-client.ts";
import type { LaunchCallOptions } from "../launch/launch-place.ts";
import type { LaunchQueue } from "../launch/launch-queue.ts";
import { runDefaultsFromEnv, withRunDefaults, type RunDefaults } from "../launch/run-defaults.ts";
import { LaunchedRun } from "../launch/launched-run.ts";
import {
  ProjectQueries,
  type CreateProjectOptions,
  type ProjectOptions,
  type ProjectRecord,
  type RunsOptions,
  type SweepRecord,
} from "../queries/project-queries.ts";
import type { ListOptions } from "../queries/paginate.ts";
import type { RunRecord } from "../queries/run-record.ts";
import { RunHandle } from "../runs/run-handle.ts";
import type { RunOptions } from "../runs/run-options.ts";
import { WandbRun } from "../runs/run.ts";
import { settingsFromEnv, type EnvironmentSource } from "../settings/environment.ts";
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
export class WandbClient extends ArtifactClient {
  #runDefaults: RunDefaults | undefined;
  readonly #queries: ProjectQueries;

  /**
   * @throws WandbClientError `WANDB_CLIENT_SETTINGS` with every fault, `WANDB_CLIENT_NOT_LOGGED_IN`
   */
  constructor(settings: WandbSettings) {
    super(settings);
    this.#queries = new ProjectQueries(this.services);
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

  /**
   * Creates or resumes a run.
   *
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`, `WANDB_CLIENT_RUN_EXISTS`, `WANDB_CLIENT_RUN_MISSING`
   */
  async run(options: RunOptions = {}): Promise<WandbRun> {
    const defaults = this.#runDefaults;
    if (defaults === undefined) return await WandbRun.start(this.services, options);
    // A second run of the program is another run, not the same one again.
    this.#runDefaults = undefined;
    const run = await WandbRun.start(this.services, withRunDefaults(options, defaults));
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
    return new RunHandle(this.services, place);
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

  /**
   * Reads a project.
   *
   * @param path `[entity/]project`
   * @throws WandbClientError `WANDB_CLIENT_NOT_FOUND`
   */
  project(
    path: string,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ProjectRecord> {
    return this.#queries.project(path, options.signal);
  }

  /**
   * Makes a project. One of that name stays, with the description that is given. Runs and artifacts make their project
   * themselves.
   *
   * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME`
   */
  createProject(name: string, options: CreateProjectOptions = {}): Promise<ProjectRecord> {
    return this.#queries.createProject(name, options);
  }

  /** The projects of an entity. */
  projects(
    options: { readonly entity?: string } & ListOptions = {},
  ): AsyncGenerator<ProjectRecord, undefined> {
    return this.#queries.projects(options);
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
    return createChartPreset(this.services, options);
  }

  /**
   * A W&B Launch queue by name. Makes no request.
   *
   * @param options whose queue; default: the client's entity
   */
  launchQueue(name: string, options: LaunchPlaceOptions = {}): LaunchQueue {
    return launchQueueOf(this.services, name, options);
  }

  /**
   * The W&B Launch queues of an entity.
   *
   * @param options whose queues; default: the client's entity
   * @throws WandbRequestError
   */
  launchQueues(
    options: LaunchPlaceOptions & LaunchCallOptions = {},
  ): Promise<readonly ListedLaunchQueue[]> {
    return listLaunchQueues(this.services, options);
  }

  /**
   * Registers a W&B Launch agent; `@heddle/launch` has the agent that runs jobs on top of this.
   *
   * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` naming the queues that do not exist
   */
  registerLaunchAgent(
    registration: LaunchAgentRegistration & LaunchPlaceOptions,
  ): Promise<LaunchAgentConnection> {
    return registerLaunchAgent(this.services, registration);
  }

  /** A run that somebody else starts, to follow it: its state, console and stop button. Makes no request. */
  launchedRun(place: {
    readonly entity: string;
    readonly project: string;
    readonly id: string;
  }): LaunchedRun {
    return new LaunchedRun(this.services, place);
  }
}
