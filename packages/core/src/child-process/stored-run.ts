import type { Definitions } from "../definitions/definitions.ts";
import { jobObject } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import { bindResources, type BoundResources } from "../execution/bind-resources.ts";
import { faultProblems } from "../execution/definition-error.ts";
import { DataVersions } from "../execution/data-versions.ts";
import { prepareJob } from "../execution/execute-in-process.ts";
import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import { openLate, type PreparedRun } from "../execution/execute-run.ts";
import { choosePartitions } from "../execution/run-partitions.ts";
import { RunLog } from "../execution/run-log.ts";
import type { RunServices } from "../execution/run-services.ts";
import { waitFor } from "../execution/wait-for.ts";
import { resolveRunConfig } from "../config/resolve-run-config.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { localFileIOManager } from "../io-managers/local-file-io-manager.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { Redactor } from "../schema/secret.ts";
import type { StepOrder } from "./messages.ts";

/** A run that another process has started, as far as one of its steps needs it. */
export interface StoredRun {
  readonly services: RunServices;
  /** Sets up the resources of a step. @throws CORE_RESOURCE_INIT */
  openResources(planKey: string): Promise<void>;
}

/**
 * Makes ready what a step of a stored run needs, from the definitions and the run's record alone.
 *
 * @param signal aborts when the step is cancelled
 */
export async function openStoredRun(
  definitions: Definitions,
  order: StepOrder,
  instance: Instance,
  signal: AbortSignal,
): Promise<StoredRun> {
  const { run } = order;
  const prepared = await prepare(definitions, run, instance);
  const { plan, graph, options } = prepared;
  const context = await instance.partitionsContext(
    prepared.jobPartitions,
    ...[...graph.nodes.values()].map(({ partitions }) => partitions),
  );
  const partitions = choosePartitions(run.jobName, prepared.jobPartitions, options, context);
  const bound = bindResources(plan, graph, prepared.scope, prepared.fallback);
  if (bound.faults.length > 0) throw faultProblems(run.jobName, bound.faults);
  const environment = { env: undefined };
  const config = await resolveRunConfig(
    {
      jobName: run.jobName,
      plan,
      resources: bound.all,
      nodes: prepared.nodes,
      loggers: prepared.definition?.loggers ?? {},
      inputValues: prepared.inputValues,
      tolerated: prepared.tolerated,
    },
    prepared.runConfig,
    environment,
  );
  const redactor = new Redactor();
  for (const value of [
    ...config.resources.values(),
    ...[...config.steps.values()].map((step) => step.config),
  ])
    redactor.learn(value);
  const log = new RunLog(instance, run.runId, run.jobName, redactor, []);
  const resources = new LiveResources();
  const around = {
    runId: run.runId,
    jobName: run.jobName,
    instance,
    signal,
    log: log.log(order.stepKey),
    configs: config.resources,
  };
  const services: RunServices = {
    run,
    jobName: run.jobName,
    plan,
    graph,
    instance,
    log,
    config,
    rawConfig: run.runConfig,
    resources,
    stepResources: bound.byStep,
    partitions,
    versions: new DataVersions(instance, run.runId),
    producerRun: (stepKey) => order.producers.get(stepKey) ?? run.runId,
    managerOf: async (key) => {
      const planned = bound.managerOf(key);
      if (planned === undefined) {
        throw new CoreError({
          code: "CORE_UNKNOWN_ASSET",
          message: `asset "${assetKeyToUserString(key)}" cannot be loaded: no IO manager for it`,
          hint: "Bind its IO manager in the resources.",
        });
      }
      if (resources.value(planned) === undefined)
        await openLate(planned, prepared, environment, resources, around);
      return { manager: resources.value(planned), planned };
    },
    random: Math.random,
    monotonic: () => performance.now(),
    sleep: waitFor,
    cancelGraceMs: order.graceMs,
    keepError: () => undefined,
  };
  return { services, openResources: (planKey) => resources.open(neededBy(bound, planKey), around) };
}

async function prepare(
  definitions: Definitions,
  run: RunRecord,
  instance: Instance,
): Promise<PreparedRun> {
  const { tags } = run;
  const key = tags["dagster/partition"];
  const start = tags["dagster/asset_partition_range_start"];
  const end = tags["dagster/asset_partition_range_end"];
  const options: ExecuteInProcessOptions = {
    instance,
    runId: run.runId,
    runConfig: run.runConfig as Readonly<Record<string, unknown>>,
    ...(key === undefined ? {} : { partitionKey: key }),
    ...(key === undefined && start !== undefined && end !== undefined
      ? { partitionRange: { start, end } }
      : {}),
    ...(run.stepSelection === undefined ? {} : { opSelection: run.stepSelection }),
    ...(run.assetSelection === undefined ? {} : { assetSelection: run.assetSelection }),
  };
  const { definition } = definitions.getJob(run.jobName);
  if (definition.target.kind === "assets") return definitions.prepare(run.jobName, options);
  // The stored config is what the job's own config led to: it must not be mapped or filled in again.
  const plain = jobObject({ ...definition, config: undefined });
  return prepareJob(
    plain,
    definitions.resources,
    { [defaultIOManagerKey]: localFileIOManager() },
    options,
  );
}

/** The resources of one step, each behind what it needs. */
function neededBy(bound: BoundResources, planKey: string): readonly PlannedResource[] {
  const own = bound.byStep.get(planKey);
  const wanted = new Set<PlannedResource>();
  const visit = (planned: PlannedResource): void => {
    if (wanted.has(planned)) return;
    for (const need of planned.needs.values()) visit(need);
    wanted.add(planned);
  };
  for (const group of [own?.needs, own?.outputs, own?.inputs, own?.hooks])
    for (const planned of group?.values() ?? []) visit(planned);
  return [...wanted];
}
