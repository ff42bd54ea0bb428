import type { Job } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import { sharedMemoryIOManager } from "../io-managers/memory-io-manager.ts";
import { AssetGraph } from "../plan/asset-graph.ts";
import { planGraph } from "../plan/plan-job.ts";
import { selectOps } from "../plan/select-ops.ts";
import { checkGraph } from "../check/check-graph.ts";
import { applyConfigMapping } from "../config/apply-config-mapping.ts";
import { faultProblems } from "./definition-error.ts";
import type { ExecuteInProcessOptions } from "./execute-options.ts";
import { resourcesOfRun } from "./given-to-run.ts";
import { executeRun } from "./execute-run.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { jobRunConfig } from "./job-run-config.ts";
import { weakly } from "./weakly.ts";
import { repeat } from "./repeat-run.ts";
import { makeRunResult } from "./make-run-result.ts";
import type { RunResult } from "./run-result.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { Partitions } from "@heddle/partitions";

/** Runs a job of ops in this process. Values of outputs that name no IO manager stay in memory. */
export async function executeInProcess(
  job: Job,
  options: ExecuteInProcessOptions,
): Promise<RunResult> {
  const memory = sharedMemoryIOManager();
  const prepared = await prepareJob(job, {}, { [defaultIOManagerKey]: memory }, options);
  return finishRun(prepared);
}

/** Runs what was prepared, and throws the first error unless that is not wanted. */
export async function finishRun(prepared: PreparedRun): Promise<RunResult> {
  let current = prepared;
  let executed = await executeRun(current);
  const retries = Number(executed.run.tags["dagster/max_retries"] ?? 0);
  for (let retry = 1; retry <= retries && executed.run.status === "FAILURE"; retry += 1) {
    const { instance, run } = executed;
    const strategy =
      run.tags["dagster/retry_strategy"] === "ALL_STEPS" ? "ALL_STEPS" : "FROM_FAILURE";
    const { runId: _, ...options } = prepared.options;
    current = await repeat(
      { ...prepared, options: { ...options, instance } },
      run,
      instance,
      strategy,
      {
        "dagster/retry_number": String(retry),
      },
    );
    executed = await executeRun(current);
  }
  const result = makeRunResult(executed, { ...current, options: prepared.options });
  if (!result.success && prepared.options.raiseOnError !== false) {
    if (executed.error !== undefined) throw executed.error;
    throw new CoreError({
      code: result.status === "CANCELED" ? "CORE_CANCELED" : "CORE_RUN_FAILED",
      message:
        result.status === "CANCELED"
          ? `the run of "${prepared.jobName}" was cancelled`
          : `the run of "${prepared.jobName}" failed`,
      details: { runId: result.runId },
    });
  }
  return result;
}

/**
 * Prepares a job of ops.
 *
 * @throws CORE_INVALID_DEFINITION with every fault of the job
 */
export async function prepareJob(
  job: Job,
  scope: ResourceScope,
  fallback: ResourceScope,
  options: ExecuteInProcessOptions,
): Promise<PreparedRun> {
  const { definition } = job;
  const { target } = definition;
  if (target.kind === "assets") {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `job "${job.name}" selects assets and does not know them by itself`,
      hint: `Give it to definitions({ assets, jobs }) and use definitions.getJob("${job.name}").executeInProcess().`,
    });
  }
  const faults = [
    ...definition.faults,
    ...checkGraph(target.graph, `job "${job.name}"`, options.inputValues),
  ];
  if (faults.length > 0) throw faultProblems(`job "${job.name}"`, faults);
  const partitions: Partitions | undefined = definition.partitions;
  if (
    partitions !== undefined &&
    options.partitionKey === undefined &&
    options.partitionRange === undefined
  ) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `job "${job.name}" is partitioned (${partitions.describe()}), and no partition was given`,
      hint: "Give partitionKey, on the command line --partition.",
    });
  }
  const config = jobRunConfig(definition, options, partitions);
  const mapped = await applyConfigMapping(definition, config.runConfig, {
    env: options.environment,
  });
  const replan = weakly(() => {
    const full = planGraph(job.name, target.graph, {
      hooks: definition.hooks,
      retryPolicy: definition.opRetryPolicy,
    });
    return options.opSelection === undefined ? full : selectOps(full, options.opSelection);
  });
  const plan = replan();
  const bound = { ...scope, ...definition.resources };
  return {
    jobName: job.name,
    definition,
    plan,
    replan,
    graph: new AssetGraph([]),
    jobPartitions: partitions,
    nodes: new Map(target.graph.nodes.map((node) => [node.name, node.definition])),
    scope: { ...bound, ...options.resources },
    fallback,
    runResources: resourcesOfRun(options.resources, bound),
    boundResources: bound,
    warnings: [],
    runConfig: mapped,
    tags: { ...definition.tags, ...definition.runTags, ...config.tags },
    options,
    inputValues: options.inputValues,
    tolerated: {
      resources: new Set(Object.keys({ ...bound, ...options.resources, ...fallback })),
      ops: new Set(),
    },
    assetSelection: undefined,
    stepSelection:
      options.opSelection === undefined ? undefined : plan.steps.map((step) => step.key),
    parent: undefined,
  };
}
