import { Option, type Command } from "commander";
import { reexecute, type ReexecutionStrategy } from "@heddle/core";
import { CliError } from "../errors.ts";
import { exitCodes, type SetExitCode } from "../exit-codes.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { withInstance } from "../project/with-instance.ts";
import { printResult } from "../runs/execute.ts";
import { findRun } from "../runs/find-run.ts";
import { withRunProgress } from "../runs/run-progress.ts";
import type { Terminal } from "../terminal.ts";

interface ReexecuteCommandOptions {
  readonly file?: string;
  readonly strategy: ReexecutionStrategy;
  readonly step?: string[];
  readonly json?: boolean;
}

/** Adds `heddle runs reexecute`: a new run that repeats an earlier one, all of it or only what failed. */
export function registerReexecute(
  runs: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  runs
    .command("reexecute")
    .argument("<run>", "id of the run, or its first characters")
    .description("repeats a run in a new one; outputs of steps that do not run again are loaded")
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .addOption(
      new Option("--strategy <strategy>", "which steps run again")
        .choices(["ALL_STEPS", "FROM_FAILURE", "FROM_ASSET_FAILURE"])
        .default("FROM_FAILURE"),
    )
    .option("--step <key...>", "exactly these steps instead")
    .option("--json", "the result as one JSON object")
    .action(async (id: string, options: ReexecuteCommandOptions) => {
      const { definitions } = await loadDefinitions(terminal, options.file);
      await withInstance(terminal, async (instance) => {
        const { runId, status } = await findRun(instance, id);
        if (status === "SUCCESS" && options.strategy !== "ALL_STEPS" && !options.step) {
          throw new CliError({
            code: "CLI_BAD_ARGUMENT",
            message: `run ${runId} succeeded: nothing of it failed`,
            hint: "--strategy ALL_STEPS repeats all of it, --step some steps.",
            details: { runId, status },
          });
        }
        const repeats = async (other: string): Promise<boolean> =>
          (await instance.getRun(other))?.parentRunId === runId;
        const result = await withRunProgress(terminal, instance, repeats, () =>
          reexecute(definitions, runId, {
            instance,
            strategy: options.strategy,
            ...(options.step === undefined ? {} : { steps: options.step }),
            signal: terminal.signal,
            environment: terminal.env,
            raiseOnError: false,
          }),
        );
        await printResult(terminal, result, options);
        setExitCode(result.success ? exitCodes.ok : exitCodes.failed);
      });
    });
}
