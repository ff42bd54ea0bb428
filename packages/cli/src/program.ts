import { Command } from "commander";
import { registerAssets } from "./commands/assets.ts";
import { registerRuns } from "./commands/runs.ts";
import { registerVersion } from "./commands/version.ts";
import { registerWandbServer } from "./commands/wandb-server.ts";
import { packageVersion } from "./package-version.ts";
import type { Terminal } from "./terminal.ts";

/** Sets the exit code of a command that ended without an error of ours, e.g. when a run failed. */
export type SetExitCode = (code: number) => void;

/** The whole command tree; nothing runs until it is parsed. */
export function createProgram(terminal: Terminal, _setExitCode: SetExitCode): Command {
  const program = new Command("heddle")
    .description("Assets, jobs and W&B artifacts from the command line.")
    .version(packageVersion(), "-V, --version")
    .option("--verbose", "show causes and stacks of errors")
    .helpCommand(true)
    .showHelpAfterError("(add --help for all options)")
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.writeError,
      getOutHasColors: () => terminal.isInteractive,
      getErrHasColors: () => terminal.isInteractive,
    })
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit codes: 0 ok, 1 failed, 2 wrong usage, 3 faults in definitions or configuration, 130 interrupted.",
    );
  registerAssets(program, terminal);
  registerRuns(program, terminal);
  registerWandbServer(program, terminal);
  registerVersion(program, terminal);
  return program;
}
