import tab from "@bomb.sh/tab/commander";
import { Command } from "commander";
import { registerAssets } from "./commands/assets.ts";
import { registerBackfill } from "./commands/backfill.ts";
import { registerCheck } from "./commands/check.ts";
import { registerConfig } from "./commands/config.ts";
import { registerInit } from "./commands/init.ts";
import { registerJob } from "./commands/job.ts";
import { registerLaunch } from "./commands/launch.ts";
import { registerLineage } from "./commands/lineage.ts";
import { registerMaterialize } from "./commands/materialize.ts";
import { registerPartitions } from "./commands/partitions.ts";
import { registerPickle } from "./commands/pickle.ts";
import { registerReexecute } from "./commands/reexecute.ts";
import { registerRuns } from "./commands/runs.ts";
import { registerVersion } from "./commands/version.ts";
import { registerWandbServer } from "./commands/wandb-server.ts";
import { packageVersion } from "./package-version.ts";
import type { SetExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** The whole command tree; nothing runs until it is parsed. */
export function createProgram(terminal: Terminal, setExitCode: SetExitCode): Command {
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
      "\nExit codes: 0 ok, 1 failed, 2 wrong usage, 3 faults in definitions or configuration, 4 still under way, 130 interrupted.",
    );
  registerInit(program, terminal);
  registerMaterialize(program, terminal, setExitCode);
  registerJob(program, terminal, setExitCode);
  registerBackfill(program, terminal, setExitCode);
  registerReexecute(registerRuns(program, terminal), terminal, setExitCode);
  registerLineage(registerAssets(program, terminal), terminal);
  registerPartitions(program, terminal);
  registerCheck(program, terminal);
  registerConfig(program, terminal);
  registerLaunch(program, terminal, setExitCode);
  registerPickle(program, terminal);
  registerWandbServer(program, terminal);
  registerVersion(program, terminal);
  // Adds `heddle complete <shell>`, which prints a completion script.
  tab(program);
  return program;
}
