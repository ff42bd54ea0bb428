import { CommanderError } from "commander";
import { formatError, HeddleError } from "@heddle/errors";
import { explainFileFault } from "./file-fault.ts";
import { checkNode } from "./node-version.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs one command line.
 *
 * @param args without the program's name, e.g. `["runs", "list", "--json"]`
 * @returns the exit code: 0 ok, 1 failed, 2 wrong usage, 3 faults in definitions or configuration,
 * 4 still under way, 130 interrupted
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const exit: { code: number } = { code: exitCodes.ok };
  try {
    checkNode(process.versions.node);
    const program = await createProgram(args, terminal, (code) => {
      exit.code = code;
    });
    await program.parseAsync(args, { from: "user" });
    return terminal.signal.aborted && exit.code !== exitCodes.ok
      ? exitCodes.interrupted
      : exit.code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    const error = explainFileFault(thrown);
    if (terminal.signal.aborted) return exitCodes.interrupted;
    const verbose = args.includes("--verbose");
    terminal.writeError(
      args.includes("--json")
        ? `${JSON.stringify({ error: HeddleError.is(error) ? error.toJSON() : { message: String(error) } })}\n`
        : `${formatError(error, { verbose })}\n`,
    );
    return HeddleError.is(error) && error.problems.length > 0
      ? exitCodes.invalid
      : exitCodes.failed;
  }
}
