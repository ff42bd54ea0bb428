import type { ExecutionConfig } from "../config/resolved-run-config.ts";
import type { JobDefinition } from "../definitions/job.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "../execution/execute-options.ts";
import { inProcessExecutor, type Executor } from "../execution/executor.ts";
import { childProcessExecutor } from "./child-process-executor.ts";

/** The executor of a run, and what to do when the run has ended. */
export interface ChosenExecutor {
  readonly executor: Executor;
  close(): Promise<void>;
}

/**
 * The executor of a run: the one it was given, else the one that its run config names, else its job's, else in process.
 *
 * @throws CORE_CODE_LOCATION when steps are to run in processes and nobody knows which module they should load
 */
export function chooseExecutor(
  options: ExecuteOptions,
  definition: JobDefinition | undefined,
  config: ExecutionConfig,
  graceMs: number,
): ChosenExecutor {
  const given =
    options.executor ?? (config.executor === undefined ? definition?.executor : undefined);
  if (given !== undefined) return kept(given);
  if (config.executor !== "multiprocess") return kept(inProcessExecutor());
  if (definition?.executor?.isolated === true) return kept(definition.executor);
  const file = options.codeLocation ?? fileOf(definition);
  if (file === undefined) {
    throw new CoreError({
      code: "CORE_CODE_LOCATION",
      message:
        "execution.config.multiprocess was chosen, and it is not known which module exports the definitions",
      hint: "Pass codeLocation, or childProcessExecutor({ file }) as the executor.",
    });
  }
  const memoryLimitMb = memoryLimitOf(config.raw);
  const executor = childProcessExecutor({
    file,
    graceMs,
    ...(config.maxConcurrent === undefined ? {} : { maxConcurrent: config.maxConcurrent }),
    ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
  });
  return { executor, close: () => executor.close() };
}

function kept(executor: Executor): ChosenExecutor {
  return { executor, close: async () => {} };
}

/** The module that called `definitions`, or `job`. */
function fileOf(definition: JobDefinition | undefined): string | undefined {
  const place = definition?.location.toString().replace(/:\d+:\d+$/, "");
  return place === "" ? undefined : place;
}

function memoryLimitOf(raw: unknown): number | undefined {
  const section = raw as
    | { readonly multiprocess?: { readonly max_memory_mb?: number } | null }
    | undefined;
  return section?.multiprocess?.max_memory_mb;
}
