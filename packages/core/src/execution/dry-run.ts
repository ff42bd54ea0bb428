import type { DefinitionWarning } from "../check/asset-warnings.ts";
import { chooseExecutor } from "../child-process/choose-executor.ts";
import { resolveRunConfig } from "../config/resolve-run-config.ts";
import { planSnapshot, type PlanSnapshot } from "../plan/plan.ts";
import { bindResources } from "./bind-resources.ts";
import { reachSteps } from "./reach-steps.ts";
import { faultProblems } from "./definition-error.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { choosePartitions, partitionTags } from "./run-partitions.ts";

/** What a run would do. */
export interface DryRun {
  readonly jobName: string;
  /** What is probably wrong with what it would make. */
  readonly warnings: readonly DefinitionWarning[];
  readonly plan: PlanSnapshot;
  readonly partitionKeys: readonly string[];
  /** Keys of the resources that would be set up, in this order. */
  readonly resources: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Run config as it would be stored, with its references. */
  readonly runConfig: unknown;
}

/**
 * Checks a prepared run in full, its config included, and says what it would do. Nothing is stored or set up.
 *
 * @throws what the run would throw before its first step
 */
export async function dryRun(prepared: PreparedRun): Promise<DryRun> {
  const { plan, graph, jobName, options } = prepared;
  const partitions = choosePartitions(jobName, prepared.jobPartitions, options, {
    currentTime: options.currentTime ?? new Date(),
  });
  const bound = bindResources(plan, graph, prepared.scope, prepared.fallback);
  if (bound.faults.length > 0) throw faultProblems(jobName, bound.faults);
  const config = await resolveRunConfig(
    {
      jobName,
      plan,
      resources: bound.all,
      nodes: prepared.nodes,
      loggers: prepared.definition?.loggers ?? {},
      inputValues: prepared.inputValues,
      tolerated: prepared.tolerated,
    },
    prepared.runConfig,
    { env: options.environment },
  );
  const chosen = chooseExecutor(
    options,
    prepared.definition,
    config.execution,
    options.cancelGraceMs ?? 0,
  );
  await reachSteps(prepared, chosen.executor);
  return {
    jobName,
    warnings: prepared.warnings,
    plan: planSnapshot(plan),
    partitionKeys: partitions.keys,
    resources: bound.all.map((planned) => planned.key),
    tags: { ...prepared.tags, ...options.tags, ...partitionTags(partitions) },
    runConfig: prepared.runConfig ?? {},
  };
}
