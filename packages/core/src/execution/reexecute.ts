import type { Definitions } from "../definitions/definitions.ts";
import { didYouMean, listed } from "../definitions/fault.ts";
import type { Job } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { sharedMemoryIOManager } from "../io-managers/memory-io-manager.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { finishRun, prepareJob } from "./execute-in-process.ts";
import type { ExecuteInProcessOptions } from "./execute-options.ts";
import type { PreparedRun } from "./execute-run.ts";
import { knownSteps, type KnownStep } from "./known-steps.ts";
import type { RunResult } from "./run-result.ts";

/** Which steps run again. */
export type ReexecutionStrategy = "ALL_STEPS" | "FROM_FAILURE" | "FROM_ASSET_FAILURE";

/** Options of {@link reexecute}. */
export interface ReexecuteOptions extends Omit<
  ExecuteInProcessOptions,
  "instance" | "partitionKey" | "partitionRange" | "opSelection" | "assetSelection" | "runId"
> {
  /** The instance that holds the run. */
  readonly instance: Instance;
  /** Default `FROM_FAILURE`: steps that failed, were skipped or did not run, and those whose outputs were not stored. */
  readonly strategy?: ReexecutionStrategy;
  /** Exactly these steps, instead of a strategy. */
  readonly steps?: readonly string[];
}

/**
 * Runs a run again, in a new run that knows its parent. Outputs of steps that are not run again are loaded from where the
 * earlier run stored them.
 *
 * @param target the job, or the definitions that hold the run's job
 * @param runId the run to repeat; it must have started
 * @throws CORE_CANNOT_REEXECUTE, CORE_UNKNOWN_STEP
 *
 * @example
 * ```ts
 * const again = await reexecute(project, failed.runId, { instance, strategy: "FROM_FAILURE" });
 * ```
 */
export async function reexecute(
  target: Job | Definitions,
  runId: string,
  options: ReexecuteOptions,
): Promise<RunResult> {
  const { instance, strategy, steps, ...rest } = options;
  const parent = await instance.getRun(runId);
  if (parent === undefined)
    throw new CoreError({
      code: "CORE_UNKNOWN_RUN",
      message: `there is no run "${runId}"`,
      hint: "Check the id and which instance is open.",
    });
  if (parent.status === "NOT_STARTED" || parent.status === "QUEUED") {
    throw new CoreError({
      code: "CORE_CANNOT_REEXECUTE",
      message: `run "${runId}" never started`,
      hint: "Launch it instead.",
    });
  }
  const runOptions: ExecuteInProcessOptions = {
    ...rest,
    instance,
    runConfig: rest.runConfig ?? (parent.runConfig as Readonly<Record<string, unknown>>),
    ...partitionsOf(parent),
    ...(parent.assetSelection === undefined ? {} : { assetSelection: parent.assetSelection }),
  };
  const prepared =
    target.kind === "job"
      ? await prepareJob(target, {}, { [defaultIOManagerKey]: sharedMemoryIOManager() }, runOptions)
      : await target.prepare(parent.jobName, runOptions);
  return finishRun(await repeat(prepared, parent, instance, steps ?? strategy ?? "FROM_FAILURE"));
}

/** The prepared run that repeats another one. */
export async function repeat(
  prepared: PreparedRun,
  parent: RunRecord,
  instance: Instance,
  what: ReexecutionStrategy | readonly string[],
  tags: Readonly<Record<string, string>> = {},
): Promise<PreparedRun> {
  const rootRunId = parent.rootRunId ?? parent.runId;
  const chain = {
    "dagster/parent_run_id": parent.runId,
    "dagster/root_run_id": rootRunId,
    ...(what === "ALL_STEPS"
      ? {}
      : { "dagster/is_resume_retry": what === "FROM_FAILURE" ? "true" : "false" }),
  };
  const again: PreparedRun = {
    ...prepared,
    tags: { ...prepared.tags, ...chain, ...tags },
    parent: { parentRunId: parent.runId, rootRunId },
  };
  if (what === "ALL_STEPS") return again;
  const known = await knownSteps(instance, parent);
  const reused =
    typeof what === "string"
      ? what === "FROM_FAILURE"
        ? known
        : await withAssets(known, prepared, instance, parent)
      : selected(known, prepared, what);
  return {
    ...again,
    known: reused,
    ...(typeof what === "string"
      ? {}
      : { stepSelection: what, tags: { ...again.tags, "dagster/step_selection": what.join(",") } }),
  };
}

function selected(
  known: ReadonlyMap<string, KnownStep>,
  prepared: PreparedRun,
  steps: readonly string[],
): ReadonlyMap<string, KnownStep> {
  const keys = prepared.plan.steps.map((step) => step.key);
  for (const step of steps) {
    const pattern = step.replace(/\[[^\]]*\]$/, "[?]");
    if (prepared.plan.stepsByKey.has(step) || prepared.plan.stepsByKey.has(pattern)) continue;
    throw new CoreError({
      code: "CORE_UNKNOWN_STEP",
      message: `"${step}" is no step of "${prepared.jobName}"`,
      hint: didYouMean(step, keys) ?? `Its steps are ${listed(keys)}.`,
      details: { step },
    });
  }
  const again = new Set(steps);
  const isAgain = (key: string): boolean =>
    again.has(key) || again.has(key.replace(/\[[^\]]*\]$/, "[?]"));
  const reused = new Map([...known].filter(([key]) => !isAgain(key)));
  for (const step of prepared.plan.steps) {
    if (!isAgain(step.key) && !reused.has(step.key) && step.mappedOver === undefined)
      reused.set(step.key, notSelected);
  }
  return reused;
}

/** Stands for a step that neither runs nor ran: it has no outputs, so what needs them is skipped. */
const notSelected: KnownStep = {
  runId: "",
  outcome: { status: "success", outputs: {}, blocked: [] },
};

/** The known steps without those whose assets the earlier run planned and did not make. */
async function withAssets(
  known: ReadonlyMap<string, KnownStep>,
  prepared: PreparedRun,
  instance: Instance,
  parent: RunRecord,
): Promise<ReadonlyMap<string, KnownStep>> {
  const made = new Set<string>();
  for await (const event of instance.allEvents({
    runId: parent.runId,
    types: ["ASSET_MATERIALIZATION"],
  }))
    made.add(event.data.assetKey.join("\n"));
  return new Map(
    [...known].filter(([key, step]) => {
      const assets =
        prepared.plan.stepsByKey
          .get(key)
          ?.outputs.filter((output) => output.asset !== undefined && output.selected) ?? [];
      return (
        step.runId !== parent.runId ||
        assets.every((output) => made.has(output.asset?.key.join("\n") ?? ""))
      );
    }),
  );
}

function partitionsOf(
  run: RunRecord,
): Pick<ExecuteInProcessOptions, "partitionKey" | "partitionRange"> {
  const key = run.tags["dagster/partition"];
  const start = run.tags["dagster/asset_partition_range_start"];
  const end = run.tags["dagster/asset_partition_range_end"];
  if (key !== undefined) return { partitionKey: key };
  return start === undefined || end === undefined ? {} : { partitionRange: { start, end } };
}
