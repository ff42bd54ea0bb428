import { randomUUID } from "node:crypto";
import {
  dynamicPartitionsSnapshot,
  type Partitions,
  type PartitionsContext,
} from "@heddle/partitions";
import { chooseExecutor } from "../child-process/choose-executor.ts";
import type { ExecutionConfig } from "../config/resolved-run-config.ts";
import { resolveRunConfig, type RunConfigTarget } from "../config/resolve-run-config.ts";
import { isReservedTag } from "../definitions/check-options.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { consoleLogger } from "../definitions/console-logger.ts";
import type { Logger, LoggerDefinition } from "../definitions/logger.ts";
import { CoreError } from "../errors.ts";
import { createEvent } from "../instance/create-event.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { followCancelRequest } from "../instance/follow-cancel.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { holdRun } from "../instance/ownership/hold-run.ts";
import { applyEventToRun } from "../instance/run-transition.ts";
import { planSnapshot } from "../plan/plan.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { Redactor } from "../schema/secret.ts";
import { bindResources } from "./bind-resources.ts";
import { faultProblems } from "./definition-error.ts";
import { DataVersions } from "./data-versions.ts";
import type { KnownStep } from "./known-steps.ts";
import { choosePartitions, partitionTags, type RunPartitions } from "./run-partitions.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { RunLife } from "./run-life.ts";
import { reachSteps } from "./reach-steps.ts";
import { RunLog } from "./run-log.ts";
import type { RunServices } from "./run-services.ts";
import { waitFor } from "./wait-for.ts";

/** A run that ended. */
export interface ExecutedRun {
  readonly run: RunRecord;
  readonly instance: Instance;
  readonly error: unknown;
  /** What loading its values needs besides the plan. */
  readonly remains: RunRemains;
}

/** What is left of a run when it has ended; it does not grow with the steps. */
export interface RunRemains {
  /** Config by resource id. */
  readonly resourceConfigs: ReadonlyMap<string, unknown>;
  readonly execution: ExecutionConfig;
  readonly partitions: RunPartitions;
  readonly log: RunLog;
  /** Which run produced the outputs of a step. */
  readonly producerRun: (stepKey: string) => string;
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
    loggers: runLoggers(prepared),
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
  const cancelGraceMs = options.cancelGraceMs ?? 10_000;
  const chosen = chooseExecutor(options, prepared.definition, config.execution, cancelGraceMs);
  const given = await reachSteps(prepared, chosen.executor);
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
  const loggers = makeLoggers(runLoggers(prepared), config.loggers, options.loggers ?? []);
  checkStart(instance, run);
  const held = await holdRun(instance, run.runId);
  if (run.status === "QUEUED") await dequeue(instance, run);
  const log = new RunLog(instance, run.runId, jobName, redactor, loggers);
  const resources = new LiveResources();
  let firstError: { readonly stepKey: string; readonly error: unknown } | undefined;
  const cancel = new AbortController();
  const follows = [
    followSignal(options.signal, cancel),
    followSignal(held.lost, cancel),
    followCancelRequest(instance, run.runId, cancel),
    // Not given back: the end of the run deletes the claim, and an end that could not be stored is for others to store.
    () => held.stop(),
  ];
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
    producerRun: producers(run.runId, known),
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
    cancelGraceMs,
    keepError: (stepKey, error) => {
      firstError ??= { stepKey, error };
    },
  };
  try {
    const life = new RunLife(services, prepared, known, bound.all, cancel, {
      given,
      executor: chosen.executor,
      around,
    });
    const ended = await life.run();
    return {
      run: (await instance.getRun(run.runId)) ?? run,
      instance,
      error: firstError?.error ?? ended,
      remains: {
        resourceConfigs: config.resources,
        execution: config.execution,
        partitions,
        log,
        producerRun: producers(run.runId, known),
      },
    };
  } finally {
    for (const stop of follows) stop();
    await chosen.close();
    await log.close();
  }
}

/** @throws CORE_ILLEGAL_RUN_TRANSITION when the run was there before, and has begun or ended */
function checkStart(instance: Instance, run: RunRecord): void {
  const { runId, jobName, status } = run;
  const type = status === "QUEUED" ? "RUN_STARTING" : "RUN_START";
  applyEventToRun(run, createEvent(type, { runId, jobName, timestamp: instance.now(), data: {} }));
}

/** Takes a run out of the queue. */
async function dequeue(instance: Instance, { runId, jobName }: RunRecord): Promise<void> {
  const at = { runId, jobName, timestamp: instance.now(), data: {} };
  await instance.append(createEvent("RUN_DEQUEUED", at), createEvent("RUN_STARTING", at));
}

function producers(
  runId: string,
  known: ReadonlyMap<string, KnownStep>,
): (stepKey: string) => string {
  return (stepKey) => known.get(stepKey)?.runId ?? runId;
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

/** The loggers of a run: the job's, and `console` when the run config names it. */
function runLoggers(prepared: PreparedRun): Readonly<Record<string, LoggerDefinition>> {
  const given = prepared.runConfig as { readonly loggers?: object | null } | undefined;
  const named =
    typeof given?.loggers === "object" && given.loggers !== null && "console" in given.loggers;
  return { ...(named ? { console: consoleLogger } : {}), ...prepared.definition?.loggers };
}

function makeLoggers(
  definitions: Readonly<Record<string, LoggerDefinition>>,
  configs: ReadonlyMap<string, unknown>,
  more: readonly Logger[],
): readonly Logger[] {
  return [
    ...Object.entries(definitions).map(([key, definition]) => definition.create(configs.get(key))),
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
