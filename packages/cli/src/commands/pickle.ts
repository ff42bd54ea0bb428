import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import {
  formatInspection,
  type Inspection,
  inspectJoblib,
  type JsonValue,
  loadJoblib,
  loadsAll,
  PickleError,
  toJson,
} from "@heddle/serialization";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import type { Terminal } from "../terminal.ts";

interface InspectOptions {
  readonly json?: boolean;
}

interface ToJsonOptions {
  readonly compact?: boolean;
  readonly all?: boolean;
  readonly maxValues?: number;
}

const fileArgument = "pickle, dill, cloudpickle or joblib file; - for standard input";

/** Adds `heddle pickle inspect | to-json`: looks into a pickle without running anything of it. */
export function registerPickle(pickle: Command, terminal: Terminal): void {
  pickle
    .command("inspect")
    .argument("<file>", fileArgument)
    .description("opcodes with offsets, globals and memo, as Python's pickletools shows them")
    .option("--json", "one JSON object")
    .action(async (file: string, options: InspectOptions) => {
      const bytes = await readBytes(terminal, file);
      const inspection = inspectJoblib(bytes);
      print(terminal, options, plain(inspection), () => formatInspection(inspection));
      if (inspection.rest > 0) noteMore(terminal);
    });

  pickle
    .command("to-json")
    .argument("<file>", fileArgument)
    .description("the decoded value as JSON; unknown classes become inert objects")
    .option("--compact", "on one line")
    .option("--all", "every pickle of a file that holds several in a row, as an array")
    .option("--max-values <n>", "most values that are shown. Default 1000000", wholeNumber)
    .action(async (file: string, options: ToJsonOptions) => {
      const bytes = await readBytes(terminal, file);
      const { value, isFollowed } = load(bytes);
      // A joblib file holds one value; what follows a plain pickle are others.
      const all = options.all === true && (isFollowed ? loadsAll(bytes, inert) : [value]);
      const indent = options.compact === true ? undefined : 2;
      terminal.write(
        `${JSON.stringify(shown(all === false ? value : all, options), null, indent)}\n`,
      );
      if (isFollowed && all === false) noteMore(terminal);
    });
}

const inert = { policy: "inspect" } as const;

/** The first value of a file, and whether more bytes follow it. */
function load(bytes: Uint8Array): { value: unknown; isFollowed: boolean } {
  try {
    return { value: loadJoblib(bytes, { ...inert, trailing: "error" }), isFollowed: false };
  } catch (error) {
    const isFollowed = error instanceof PickleError && error.code === "SERIALIZATION_TRAILING";
    if (!isFollowed) throw error;
    return { value: loadJoblib(bytes, inert), isFollowed };
  }
}

function shown(value: unknown, { maxValues }: ToJsonOptions): JsonValue {
  try {
    return toJson(value, maxValues === undefined ? {} : { maxNodes: maxValues });
  } catch (cause) {
    if (!(cause instanceof PickleError) || !cause.message.includes("(maxNodes)")) throw cause;
    throw new CliError({
      code: "CLI_TOO_LARGE",
      message: `the file holds ${cause.message}`,
      hint: "Show more with --max-values, or look at its parts with `heddle pickle inspect`.",
      cause,
    });
  }
}

function plain(inspection: Inspection): unknown {
  const operations = inspection.operations.map((operation) => ({
    ...operation,
    argument: toJson(operation.argument),
  }));
  return { ...inspection, operations };
}

function noteMore(terminal: Terminal): void {
  terminal.writeError(
    "more bytes follow the first pickle; `heddle pickle to-json --all` shows every pickle in a row\n",
  );
}

async function readBytes(terminal: Terminal, file: string): Promise<Uint8Array> {
  if (file === "-") return await terminal.readInput();
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
