import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { formatInspection, inspect, loadJoblib, toJson } from "@heddle/serialization";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle pickle inspect | to-json`: looks into a pickle without running anything of it. */
export function registerPickle(pickle: Command, terminal: Terminal): void {
  pickle
    .command("inspect")
    .argument("<file>", "pickle of any protocol")
    .description("opcodes with offsets, globals and memo, as Python's pickletools shows them")
    .option("--json", "one JSON object")
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const inspection = inspect(await readBytes(terminal, file));
      const operations = inspection.operations.map((operation) => ({
        ...operation,
        argument: toJson(operation.argument),
      }));
      print(terminal, options, { ...inspection, operations }, () => formatInspection(inspection));
    });

  pickle
    .command("to-json")
    .argument("<file>", "pickle, dill, cloudpickle or joblib file")
    .description("the decoded value as JSON; unknown classes become inert objects")
    .option("--compact", "on one line")
    .action(async (file: string, options: { readonly compact?: boolean }) => {
      const bytes = await readBytes(terminal, file);
      const value = await loadJoblib(bytes, { policy: "inspect" });
      const indent = options.compact === true ? undefined : 2;
      terminal.write(`${JSON.stringify(toJson(value), null, indent)}\n`);
    });
}

async function readBytes(terminal: Terminal, file: string): Promise<Uint8Array> {
  const path = resolve(terminal.cwd, file);
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CliError({
      code: "CLI_FILE_NOT_FOUND",
      message: `the file ${path} cannot be read`,
      hint: "Check the path.",
      details: { path },
      cause,
    });
  }
}
