import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { Executor } from "./executor.ts";
import type { PreparedRun } from "./prepared-run.ts";

/** What a run was given besides its config, and what steps in other processes need as well. Plain data. */
export interface GivenToRun {
  /** Where `{ env: NAME }` finds values, when it is not the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The moment that decides which time partitions exist, in milliseconds since the epoch. */
  readonly currentTime?: number;
}

/** The part of a run's options that travels with its steps. */
export function givenToRun(options: ExecuteOptions): GivenToRun {
  const { environment, currentTime } = options;
  return {
    // A copy: process.env itself cannot be sent.
    ...(environment === undefined ? {} : { environment: { ...environment } }),
    ...(currentTime === undefined ? {} : { currentTime: currentTime.getTime() }),
  };
}

/** The options that {@link givenToRun} was made from. */
export function optionsOfGiven(given: GivenToRun): ExecuteOptions {
  const { currentTime, ...rest } = given;
  return { ...rest, ...(currentTime === undefined ? {} : { currentTime: new Date(currentTime) }) };
}

/**
 * Refuses what a run was given and its steps would not get: they run in other processes, which know the definitions only
 * from their module.
 *
 * @throws CORE_INVALID_INVOCATION
 */
export function refuseUnreachable(prepared: PreparedRun, executor: Executor): void {
  if (!executor.isolated) return;
  const { runResources, inputValues = {}, jobName } = prepared;
  const refuse = (what: string, names: readonly string[], hint: string): void => {
    if (names.length === 0) return;
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `"${jobName}" was given ${what} for this run only (${listed(names)}), and executor "${executor.name}" runs steps in processes that load the definitions from a file, without them`,
      hint,
      details: { names },
    });
  };
  refuse(
    "resources",
    runResources,
    "Bind them in definitions({ resources }) of that file, and vary them by run config; or run the steps in process.",
  );
  refuse(
    "input values",
    Object.keys(inputValues),
    "Make them config or outputs of ops in that file; or run the steps in process.",
  );
}

/** Keys of resources that only a run has: its definitions have others, or none, under these keys. */
export function resourcesOfRun<Value>(
  given: Readonly<Record<string, Value>> | undefined,
  defined: Readonly<Record<string, Value>>,
): readonly string[] {
  return Object.entries(given ?? {})
    .filter(([key, value]) => defined[key] !== value)
    .map(([key]) => key);
}
