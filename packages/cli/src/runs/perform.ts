import type { Definitions, ExecuteInProcessOptions } from "@heddle/core";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import type { Terminal } from "../terminal.ts";
import { executeRun } from "./execute.ts";

/**
 * Runs a job, or with `--dry-run` checks everything and prints the steps that it would run.
 *
 * @returns the exit code
 */
export async function perform(
  terminal: Terminal,
  definitions: Definitions,
  jobName: string,
  runOptions: ExecuteInProcessOptions,
  output: { readonly json?: boolean; readonly dryRun?: boolean },
): Promise<number> {
  // Faults of the config are told before a run exists that could only fail.
  const dry = await definitions.dryRun(jobName, runOptions);
  if (output.dryRun !== true) {
    return await executeRun(terminal, definitions, jobName, runOptions, output);
  }
  print(terminal, output, dry, () =>
    [
      textTable(
        ["step", "assets"],
        dry.plan.steps.map(({ key, assets = [] }) => [key, assets.join(", ")]),
      ),
      "",
      `${String(dry.plan.steps.length)} steps; nothing was run`,
    ].join("\n"),
  );
  return exitCodes.ok;
}
