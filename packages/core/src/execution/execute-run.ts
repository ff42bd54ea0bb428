import { randomUUID } from "node:crypto";
import {
  dynamicPartitionsSnapshot,
  type Partitions,
  type PartitionsContext,
} from "@heddle/partitions";
import { recordLostStep } from "../child-process/record-lost-step.ts";
import { resolveRunConfig, type RunConfigTarget } from "../config/resolve-run-config.ts";
import { isReservedTag } from "../definitions/check-options.ts";
import { assetKeyToUserString, type AssetKey } from "../definitions/asset-key.ts";
import type { JobDefinition } from "../definitions/job.ts";
import type { Logger } from "../definitions/logger.ts";
import { CoreError } from "../errors.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { followCancelRequest } from "../instance/follow-cancel.ts";
import type { EventDataByType } from "../instance/event-data.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { isIOManager } from "../io-managers/io-manager.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import { planSnapshot, upstreamSteps, type ExecutionPlan } from "../plan/plan.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource, ResourceScope } from "../resources/resource-plan.ts";
import { Redactor } from "../schema/secret.ts";
import { bindResources } from "./bind-resources.ts";
import { faultProblems } from "./definition-error.ts";
import type { KnownStep } from "./known-steps.ts";
import { DataVersions } from "./data-versions.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { inProcessExecutor, type Executor } from "./executor.ts";
import { choosePartitions, partitionTags } from "./run-partitions.ts";
import { RunLog } from "./run-log.ts";
import type { RunServices } from "./run-services.ts";
import { recordFailedAssets, runStep } from "./run-step.ts";
import { schedule } from "./scheduler.ts";
import { serializeError } from "./serialize-error.ts";
import { poolSlots } from "./pool-slots.ts";
import { waitFor } from "./wait-for.ts";

/** A run that is fully described and checked, but not started. */
export interface PreparedRun {
  readonly jobName: string;
  readonly definition: JobDefinition | undefined;
  readonly plan: ExecutionPlan;
  readonly graph: AssetGraph;
  /** Partitions of the job. */
  readonly jobPartitions: Partitions | undefined;
  readonly nodes: RunConfigTarget["nodes"];
  readonly scope: ResourceScope;
  /** IO manager for outputs that name none, when none is bound. */
  readonly fallback: ResourceScope;
  readonly runConfig: unknown;
  readonly tags: Readonly<Record<string, string>>;
  readonly options: ExecuteOptions;
  readonly inputValues: Readonly<Record<string, unknown>> | undefined;
  readonly tolerated: RunConfigTarget["tolerated"];
  readonly assetSelection: readonly AssetKey[] | undefined;
  readonly stepSelection: readonly string[] | undefined;
  readonly parent: { readonly parentRunId: string; readonly rootRunId: string } | undefined;
  /** Steps that an earlier run did. */
  readonly known?: ReadonlyMap<string, KnownStep>;
}

/** A run that ended. */
export interface ExecutedRun {
  readonly run: RunRecord;
  readonly instance: Instance;
  readonly error: unknown;
  readonly services: RunServices;
}

/**
 * Runs what was prepared: checks the config in full, creates the run, sets up resources, runs the steps, tears down, and
 * ends the run in a final status whatever happened.
 *
 * @throws CORE_INVALID_CONFIG, CORE_INVALID_DEFINITION before anything is stored
 */
export async function executeRun(prepared: PreparedRun): Promise<ExecutedRun> {
  const { options, plan, graph, jobName } = prepared;
  const instance = options.instance ?? ephemeralInstance();
  const context = await partitionsContext(prepared, instance);
  const partitions = choosePartitions(jobName, prepared.jobPartitions, options, context);
  const bound = bindResources(plan, graph, prepared.scope, prepared.fallback);
  if (bound.faults.length > 0) throw faultProblems(jobName, bound.faults);
  const redactor = new Redactor();
  const environment = { env: options.environment };
  const target: RunConfigTarget = {
    jobName,
    plan,
    resources: bound.all,
    nodes: prepared.nodes,
    loggers: prepared.definition?.loggers ?? {},
    inputValues: prepared.inputValues,
    tolerated: prepared.tolerated,
  };
  const config = await resolveRunConfig(target, prepared.runConfig, environment);
  for (const value of [
    ...config.resources.values(),
    ...[...config.steps.values()].map((step) => step.config),
    ...config.loggers.values(),
  ])
    redactor.learn(value);
  const runConfig = toJson(prepared.runConfig);
  checkRunTags(options.tags);
  const tags = { ...prepared.tags, ...options.tags, ...partitionTags(partitions) };
  const snapshot = await instance.storage.putSnapshot(planSnapshot(plan) as unknown as JsonValue);
  const { run } = await instance.createRun({
    runId: options.runId ?? randomUUID(),
    jobName,
    runConfig,
    tags,
    planSnapshotId: snapshot,
    ...(prepared.assetSelection === undefined ? {} : { assetSelection: prepared.assetSelection }),
    ...(prepared.stepSelection === undefined ? {} : { stepSelection: prepared.stepSelection }),
    ...prepared.parent,
  });
  const loggers = makeLoggers(prepared.definition, config.loggers, options.loggers ?? []);
  const log = new RunLog(instance, run.runId, jobName, redactor, loggers);
  const resources = new LiveResources();
  let firstError: { readonly stepKey: string; readonly error: unknown } | undefined;
  const cancel = new AbortController();
  const stop = followSignal(options.signal, cancel);
  const stopFollowing = followCancelRequest(instance, run.runId, cancel);
  const around = {
    runId: run.runId,
    jobName,
    instance,
    signal: cancel.signal,
    log: log.log(),
    configs: config.resources,
  };
  const known = new Map(prepared.known);
  const services: RunServices = {
    run,
    jobName,
    plan,
    graph,
    instance,
    log,
    config,
    rawConfig: runConfig,
    resources,
    stepResources: bound.byStep,
    partitions,
    versions: new DataVersions(instance, run.runId),
    producerRun: (stepKey) => known.get(stepKey)?.runId ?? run.runId,
    managerOf: async (key) => {
      const planned = bound.managerOf(key);
      if (planned === undefined)
        throw new CoreError({
          code: "CORE_UNKNOWN_ASSET",
          message: `asset "${assetKeyToUserString(key)}" cannot be loaded: no IO manager for it`,
          hint: "Bind its IO manager in the resources.",
        });
      if (resources.value(planned) === undefined)
        await openLate(planned, prepared, environment, resources, { ...around });
      return { manager: resources.value(planned), planned };
    },
    random: options.clock?.random ?? Math.random,
    monotonic: options.clock?.monotonic ?? (() => performance.now()),
    sleep: options.clock?.sleep ?? waitFor,
    cancelGraceMs: options.cancelGraceMs ?? 10_000,
    keepError: (stepKey, error) => {
      firstError ??= { stepKey, error };
    },
  };
  const ended = await new RunLife(services, prepared, known, bound.all, cancel, around).run();
  stop();
  stopFollowing();
  await log.close();
  return {
    run: (await instance.getRun(run.runId)) ?? run,
    instance,
    error: firstError?.error ?? ended,
    services,
  };
}

class RunLife {
  readonly #services: RunServices;
  readonly #prepared: PreparedRun;
  readonly #known: Map<string, KnownStep>;
  readonly #planned: readonly PlannedResource[];
  readonly #cancel: AbortController;
  readonly #around: Parameters<LiveResources["open"]>[1];

  constructor(
    services: RunServices,
    prepared: PreparedRun,
    known: Map<string, KnownStep>,
    planned: readonly PlannedResource[],
    cancel: AbortController,
    around: Parameters<LiveResources["open"]>[1],
  ) {
    this.#services = services;
    this.#prepared = prepared;
    this.#known = known;
    this.#planned = planned;
    this.#cancel = cancel;
    this.#around = around;
  }

  /** @returns what made the run fail outside of its steps */
  async run(): Promise<unknown> {
    const { log, jobName } = this.#services;
    const watchdog = this.#watchMaxRuntime();
    try {
      log.emit("RUN_START", {}, { message: `Started run of "${jobName}".` });
      this.#planAssets();
      const executor = this.#executor();
      await this.#openResources(executor);
      const result = await this.#steps(executor);
      await this.#close();
      await this.#end(result);
      return undefined;
    } catch (error) {
      await this.#close();
      await this.#endFailed(error);
      return error;
    } finally {
      watchdog();
    }
  }

  #planAssets(): void {
    const { plan, partitions, log } = this.#services;
    for (const step of plan.steps) {
      if (this.#prepared.known?.has(step.key) === true) continue;
      for (const output of step.outputs) {
        const { asset } = output;
        if (asset === undefined || !output.selected) continue;
        const keys = asset.partitions === undefined ? [] : partitions.keys;
        const where = plannedPartitions(asset.partitions, keys, partitions.context);
        log.emit(
          "ASSET_MATERIALIZATION_PLANNED",
          { assetKey: asset.key, ...where },
          { stepKey: step.key },
        );
      }
      if (step.check !== undefined)
        log.emit(
          "ASSET_CHECK_EVALUATION_PLANNED",
          { assetKey: step.check.asset, checkName: step.check.name },
          { stepKey: step.key },
        );
      for (const check of step.assets?.checks ?? [])
        log.emit(
          "ASSET_CHECK_EVALUATION_PLANNED",
          { assetKey: check.asset, checkName: check.name },
          { stepKey: step.key },
        );
    }
  }

  #executor(): Executor {
    return (
      this.#prepared.options.executor ?? this.#prepared.definition?.executor ?? inProcessExecutor()
    );
  }

  async #openResources(executor: Executor): Promise<void> {
    const { log, resources } = this.#services;
    if (executor.isolated) this.#refuseMemory(executor);
    if (executor.isolated || this.#planned.length === 0) return;
    log.emit(
      "RESOURCE_INIT_STARTED",
      {},
      { message: `Setting up ${this.#planned.map((planned) => `"${planned.key}"`).join(", ")}.` },
    );
    try {
      await resources.open(this.#planned, this.#around);
    } catch (error) {
      log.emit("RESOURCE_INIT_FAILURE", { error: serializeError(error, log.redactor) });
      throw error;
    }
    log.emit("RESOURCE_INIT_SUCCESS", {}, { message: "Resources are ready." });
    for (const bound of this.#services.stepResources.values()) {
      for (const planned of bound.outputs.values()) {
        if (isIOManager(resources.value(planned))) continue;
        throw new CoreError({
          code: "CORE_NOT_AN_IO_MANAGER",
          message: `resource "${planned.key}" is used as an IO manager, but has no handleOutput and loadInput`,
          hint: "Bind an IO manager under this key.",
        });
      }
    }
  }

  async #steps(executor: Executor): ReturnType<typeof schedule> {
    const services = this.#services;
    const { plan, config, log } = services;
    const { options } = this.#prepared;
    const running = await executor.open({
      plan,
      runId: services.run.runId,
      jobName: services.jobName,
      run: services.run,
      instance: services.instance,
      producerRun: services.producerRun,
      showLog: (event) => {
        log.show(event);
      },
      redact: (text) => log.redactor.text(text),
      recordLostStep: (launch, error) => recordLostStep(services, launch, error),
      runStep: (launch) => runStep(services, launch),
      signal: this.#cancel.signal,
      config: config.execution.raw,
    });
    try {
      return await schedule({
        plan,
        executor: running,
        maxConcurrent:
          options.maxConcurrent ?? config.execution.maxConcurrent ?? executor.maxConcurrent,
        tagLimits: config.execution.tagLimits,
        known: this.#stillKnown(),
        slots: poolSlots(services),
        signal: this.#cancel.signal,
        sleep: services.sleep,
        onSkip: (skipped, { missing, reason }) => {
          log.emit(
            "STEP_SKIPPED",
            { missing, reason },
            { stepKey: skipped.key, message: `Skipped step "${skipped.key}": ${reason}.` },
          );
          if (missing.some(({ stepKey }) => stepKey !== ""))
            recordFailedAssets(
              services,
              { step: skipped.step, stepKey: skipped.key },
              "SKIPPED",
              reason,
            );
        },
      });
    } finally {
      await running.close();
    }
  }

  /** Values in the memory of this process cannot be read by steps in others. */
  #refuseMemory(executor: Executor): void {
    for (const { outputs } of this.#services.stepResources.values()) {
      for (const [name, planned] of outputs) {
        if (planned.resource.definition.processLocal !== true) continue;
        throw new CoreError({
          code: "CORE_INVALID_INVOCATION",
          message: `output "${name}" is stored by "${planned.key}" in the memory of one process, and executor "${executor.name}" runs steps in others`,
          hint: "Bind an IO manager that stores values where every process can read them, e.g. localFileIOManager().",
        });
      }
    }
  }

  /**
   * Steps that need not run again. Outputs in the memory of another run cannot be read, so those steps run again, and so does
   * what they need.
   */
  #stillKnown(): ReadonlyMap<string, KnownStep> {
    const known = this.#known;
    const { stepResources, resources } = this.#services;
    const { stepsByKey } = this.#services.plan;
    const isVolatile = (key: string): boolean =>
      [...(stepResources.get(key)?.outputs.values() ?? [])].some(
        (planned) =>
          (resources.value(planned) as { readonly scope?: unknown } | undefined)?.scope ===
          "process",
      );
    const needed = [...this.#services.plan.steps].filter((step) => !known.has(step.key));
    for (const step of needed) {
      for (const key of upstreamSteps(step)) {
        const upstream = stepsByKey.get(key);
        if (
          upstream === undefined ||
          known.get(key)?.runId === "" ||
          !known.has(key) ||
          !isVolatile(key)
        )
          continue;
        known.delete(key);
        needed.push(upstream);
      }
    }
    return known;
  }

  async #close(): Promise<void> {
    const { resources, log } = this.#services;
    for (const { key, error } of await resources.close()) {
      log.emit(
        "ENGINE_EVENT",
        { error: serializeError(error, log.redactor) },
        { message: `Tearing down resource "${key}" failed.`, level: "ERROR" },
      );
    }
  }

  async #end(result: Awaited<ReturnType<typeof schedule>>): Promise<void> {
    const { log, jobName } = this.#services;
    const timedOut = CoreError.is(this.#cancel.signal.reason, "CORE_RUN_TIMEOUT")
      ? (this.#cancel.signal.reason as CoreError)
      : undefined;
    if (timedOut !== undefined) throw timedOut;
    if (result.canceled) {
      await this.#endCanceled();
    } else if (result.firstFailure !== undefined) {
      await log.store(
        "RUN_FAILURE",
        { failureReason: "STEP_FAILURE", firstStepFailure: result.firstFailure },
        {
          message: `Run of "${jobName}" failed: step "${result.firstFailure.stepKey}" failed: ${result.firstFailure.error.message}`,
        },
      );
    } else {
      await log.flush();
      await log.store("RUN_SUCCESS", {}, { message: `Finished run of "${jobName}".` });
    }
  }

  async #endCanceled(): Promise<void> {
    const { log, jobName, instance, run } = this.#services;
    const current = await instance.getRun(run.runId);
    if (current?.status !== "CANCELING")
      await log.store("RUN_CANCELING", {}, { message: `Cancelling run of "${jobName}".` });
    await log.store(
      "RUN_CANCELED",
      { error: serializeError(this.#cancel.signal.reason, log.redactor) },
      { message: `Cancelled run of "${jobName}".` },
    );
  }

  async #endFailed(error: unknown): Promise<void> {
    const { log, jobName } = this.#services;
    const serialized = serializeError(error, log.redactor);
    if (this.#cancel.signal.aborted && !CoreError.is(error, "CORE_RUN_TIMEOUT")) {
      await this.#endCanceled();
      return;
    }
    await log.store(
      "RUN_FAILURE",
      {
        failureReason: CoreError.is(error, "CORE_RESOURCE_INIT")
          ? "JOB_INITIALIZATION_FAILURE"
          : "RUN_EXCEPTION",
        error: serialized,
      },
      { message: `Run of "${jobName}" failed: ${serialized.message}` },
    );
  }

  /** Ends the run after `dagster/max_runtime` seconds. */
  #watchMaxRuntime(): () => void {
    const seconds = Number(this.#services.run.tags["dagster/max_runtime"]);
    if (!(seconds > 0)) return () => undefined;
    const watch = new AbortController();
    this.#services.sleep(seconds * 1000, watch.signal).then(
      () =>
        this.#cancel.abort(
          new CoreError({
            code: "CORE_RUN_TIMEOUT",
            message: `the run did not finish within ${seconds} s (tag dagster/max_runtime)`,
            hint: "Raise the limit, or split the run.",
          }),
        ),
      () => undefined,
    );
    return () => watch.abort();
  }
}

/** Which partitions of an asset a run plans to make. */
function plannedPartitions(
  definition: Partitions | undefined,
  keys: readonly string[],
  context: PartitionsContext,
): Pick<EventDataByType["ASSET_MATERIALIZATION_PLANNED"], "partition" | "partitionsSubset"> {
  const [only] = keys;
  if (definition === undefined || only === undefined) return {};
  if (keys.length === 1) return { partition: only };
  return {
    partitionsSubset: {
      definitionId: definition.getDefinitionId(context),
      ranges: definition.subsetWithKeys(keys, context).keyRanges(),
    },
  };
}

function checkRunTags(tags: Readonly<Record<string, string>> | undefined): void {
  const reserved = Object.keys(tags ?? {}).filter(isReservedTag);
  if (reserved.length > 0) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `run tags ${reserved.map((tag) => `"${tag}"`).join(", ")} are reserved`,
      hint: 'Tags that begin with "dagster/" are set by the system.',
    });
  }
}

/** Makes a resource that no step needs, but a value that is loaded while the run goes on. */
export async function openLate(
  planned: PlannedResource,
  prepared: PreparedRun,
  environment: { readonly env: Readonly<Record<string, string | undefined>> | undefined },
  resources: LiveResources,
  around: Parameters<LiveResources["open"]>[1],
): Promise<void> {
  const chain: PlannedResource[] = [];
  const visit = (one: PlannedResource): void => {
    for (const need of one.needs.values()) visit(need);
    if (!chain.includes(one)) chain.push(one);
  };
  visit(planned);
  const raw = prepared.runConfig as
    | { readonly resources?: Readonly<Record<string, unknown>> }
    | undefined;
  const wanted = new Set(chain.map((one) => one.key));
  const config = await resolveRunConfig(
    {
      jobName: prepared.jobName,
      plan: { jobName: prepared.jobName, steps: [], stepsByKey: new Map(), stepByAsset: new Map() },
      resources: chain,
      nodes: new Map(),
      loggers: {},
    },
    {
      resources: Object.fromEntries(
        Object.entries(raw?.resources ?? {}).filter(([key]) => wanted.has(key)),
      ),
    },
    environment,
  );
  await resources.open(chain, { ...around, configs: config.resources });
}

async function partitionsContext(
  prepared: PreparedRun,
  instance: Instance,
): Promise<PartitionsContext> {
  const names = new Set<string>();
  const visit = (definition: Partitions | undefined): void => {
    if (definition?.kind === "dynamic") names.add(definition.name);
    if (definition?.kind === "multi")
      for (const part of Object.values(definition.dimensions)) visit(part);
  };
  visit(prepared.jobPartitions);
  for (const step of prepared.plan.steps) {
    for (const output of step.outputs) visit(output.asset?.partitions);
    for (const dependency of step.assets?.dependencies ?? [])
      visit(prepared.graph.get(dependency.key)?.partitions ?? dependency.declaredPartitions);
  }
  const currentTime = prepared.options.currentTime ?? new Date();
  if (names.size === 0) return { currentTime };
  const keys = await Promise.all(
    [...names].map(
      async (name) => [name, await instance.storage.getDynamicPartitions(name)] as const,
    ),
  );
  return { currentTime, dynamicStore: dynamicPartitionsSnapshot(Object.fromEntries(keys)) };
}

function makeLoggers(
  definition: JobDefinition | undefined,
  configs: ReadonlyMap<string, unknown>,
  more: readonly Logger[],
): readonly Logger[] {
  return [
    ...Object.entries(definition?.loggers ?? {}).map(([key, logger]) =>
      logger.create(configs.get(key)),
    ),
    ...more,
  ];
}

function followSignal(signal: AbortSignal | undefined, cancel: AbortController): () => void {
  if (signal === undefined) return () => undefined;
  const abort = (): void => cancel.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return () => signal.removeEventListener("abort", abort);
}

function toJson(value: unknown): JsonValue {
  return value === undefined ? {} : (JSON.parse(JSON.stringify(value)) as JsonValue);
}
