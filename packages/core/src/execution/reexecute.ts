import type { Definitions } from "../definitions/definitions.ts";
import type { Job } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { sharedMemoryIOManager } from "../io-managers/memory-io-manager.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { finishRun, prepareJob } from "./execute-in-process.ts";
import type { ExecuteInProcessOptions } from "./execute-options.ts";
import { repeat, type ReexecutionStrategy } from "./repeat-run.ts";
import type { RunResult } from "./run-result.ts";

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

function partitionsOf(
  run: RunRecord,
): Pick<ExecuteInProcessOptions, "partitionKey" | "partitionRange"> {
  const key = run.tags["dagster/partition"];
  const start = run.tags["dagster/asset_partition_range_start"];
  const end = run.tags["dagster/asset_partition_range_end"];
  if (key !== undefined) return { partitionKey: key };
  return start === undefined || end === undefined ? {} : { partitionRange: { start, end } };
}
