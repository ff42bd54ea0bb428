import { resolveRunConfig } from "../config/resolve-run-config.ts";
import type { ResolvedRunConfig } from "../config/resolved-run-config.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { jobObject } from "../definitions/job.ts";
import { bindResources, type BoundResources } from "../execution/bind-resources.ts";
import { faultProblems } from "../execution/definition-error.ts";
import { prepareJob } from "../execution/execute-in-process.ts";
import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import { optionsOfGiven, type GivenToRun } from "../execution/given-to-run.ts";
import { boundBy } from "../execution/reach-steps.ts";
import type { PreparedRun } from "../execution/prepared-run.ts";
import { choosePartitions, type RunPartitions } from "../execution/run-partitions.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { localFileIOManager } from "../io-managers/local-file-io-manager.ts";
import type { StepOrder } from "./messages.ts";
import { Redactor } from "../schema/secret.ts";

/** What all steps of a stored run share. */
export interface ReadRun {
  readonly prepared: PreparedRun;
  readonly partitions: RunPartitions;
  readonly bound: BoundResources;
  readonly config: ResolvedRunConfig;
  readonly redactor: Redactor;
}

/** Runs that a worker remembers: its steps mostly belong to one run. */
const mostRemembered = 4;
const remembered = new Map<string, Promise<ReadRun>>();

/** Reads a stored run with the definitions it belongs to; once per run and process. */
export function readRun(
  definitions: Definitions,
  { run, given }: Pick<StepOrder, "run" | "given">,
  instance: Instance,
): Promise<ReadRun> {
  let found = remembered.get(run.runId);
  if (found === undefined) {
    found = read(definitions, run, given, instance);
    found.catch(() => remembered.delete(run.runId));
    const [oldest] = remembered.keys();
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(run.runId, found);
  }
  return found;
}

async function read(
  definitions: Definitions,
  run: RunRecord,
  given: GivenToRun,
  instance: Instance,
): Promise<ReadRun> {
  const prepared = await prepare(definitions, run, given, instance);
  const { plan, graph, options } = prepared;
  const now = await instance.partitionsContext(
    prepared.jobPartitions,
    ...[...graph.nodes.values()].map(({ partitions }) => partitions),
  );
  const { currentTime = now.currentTime } = options;
  const context = { ...now, currentTime };
  const partitions = choosePartitions(run.jobName, prepared.jobPartitions, options, context);
  const bound = bindResources(plan, graph, prepared.scope, prepared.fallback);
  if (bound.faults.length > 0) throw faultProblems(run.jobName, bound.faults);
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
    { env: given.environment },
  );
  const redactor = new Redactor();
  for (const value of config.resources.values()) redactor.learn(value);
  for (const step of config.steps.values()) redactor.learn(step.config);
  return { prepared, partitions, bound, config, redactor };
}

async function prepare(
  definitions: Definitions,
  run: RunRecord,
  given: GivenToRun,
  instance: Instance,
): Promise<PreparedRun> {
  const { tags } = run;
  const key = tags["dagster/partition"];
  const start = tags["dagster/asset_partition_range_start"];
  const end = tags["dagster/asset_partition_range_end"];
  const { definition } = definitions.getJob(run.jobName);
  const options: ExecuteInProcessOptions = {
    ...optionsOfGiven(given, boundBy(definitions, run.jobName)),
    instance,
    runId: run.runId,
    runConfig: run.runConfig as Readonly<Record<string, unknown>>,
    ...(key === undefined ? {} : { partitionKey: key }),
    ...(key === undefined && start !== undefined && end !== undefined
      ? { partitionRange: { start, end } }
      : {}),
    // A run that repeats another one has the whole plan; what it does not run again is known.
    ...(run.stepSelection === undefined || run.parentRunId !== undefined
      ? {}
      : { opSelection: run.stepSelection }),
    ...(run.assetSelection === undefined ? {} : { assetSelection: run.assetSelection }),
  };
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
