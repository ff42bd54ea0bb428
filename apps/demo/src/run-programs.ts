import type { DemoProgram, ProgramContext } from "./programs/support/demo-program.ts";
import { oneLine } from "./show/one-line.ts";
import { textTable } from "./show/table.ts";

/**
 * Runs programs one after the other; of several, one that fails does not stop the others, and a summary is
 * printed at the end.
 *
 * @returns how many failed
 * @throws the error of the only program
 */
export async function runPrograms(
  programs: readonly DemoProgram[],
  context: ProgramContext,
): Promise<number> {
  const outcomes: { name: string; seconds: number; error: string }[] = [];
  for (const [index, program] of programs.entries()) {
    const position =
      programs.length === 1 ? "" : `[${String(index + 1)}/${String(programs.length)}] `;
    context.say(`\n${position}${program.name}: ${program.summary}`);
    const begin = performance.now();
    let error = "";
    try {
      await program.run(context);
    } catch (caught) {
      if (programs.length === 1 || context.signal.aborted) throw caught;
      error = oneLine(caught);
      context.say(`  failed: ${error}`);
    }
    outcomes.push({ name: program.name, seconds: (performance.now() - begin) / 1000, error });
  }
  if (programs.length > 1) {
    const rows = outcomes.map(({ name, seconds, error }) => [
      name,
      error === "" ? "ok" : "failed",
      `${seconds.toFixed(1)} s`,
    ]);
    context.say(`\n${textTable(["program", "outcome", "took"], rows)}`);
  }
  return outcomes.filter(({ error }) => error !== "").length;
}
