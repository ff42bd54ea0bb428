import { Command } from "commander";
import { commandTable } from "./command-table.ts";
import { packageVersion } from "./package-version.ts";
import type { SetExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Of the library that prints completion scripts; it needs all commands with their options. */
const completion = "complete";

/**
 * The command tree. Only the command that the arguments name is loaded: of all others the name is enough.
 *
 * @param args as {@link runCli} takes them
 */
export async function createProgram(
  args: readonly string[],
  terminal: Terminal,
  setExitCode: SetExitCode,
): Promise<Command> {
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
  const [first, second] = args.filter((arg) => !arg.startsWith("-"));
  const wanted = first === "help" ? second : first;
  for (const { name, description, load } of commandTable) {
    const command = program.command(name).description(description);
    if (wanted !== name && wanted !== completion) continue;
    const register = await load();
    register(command, terminal, setExitCode);
  }
  if (wanted === completion) (await import("@bomb.sh/tab/commander")).default(program);
  else program.command(completion).description("prints a completion script for a shell");
  // Of commands that are not loaded, only the name is known; those below have made their own help.
  return program.configureHelp({ subcommandTerm: (command) => command.name() });
}
