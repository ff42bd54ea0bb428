import { Option, type Command } from "commander";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";

/** What every command that runs something accepts. */
export interface RunCommandOptions {
  readonly file?: string;
  readonly config?: string[];
  readonly set?: string[];
  readonly tag?: string[];
  readonly partition?: string;
  readonly partitionRange?: string;
  readonly maxConcurrent?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Adds the options of {@link RunCommandOptions}. */
export function addRunOptions(command: Command): Command {
  return command
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .option("-c, --config <file...>", "YAML or JSON run config; later files win")
    .option("-s, --set <path=value...>", "one run config value, e.g. ops.train.config.epochs=20")
    .option("-t, --tag <key=value...>", "tags of the run")
    .option("-p, --partition <key>", "partition key; red|2023-01-02 for several dimensions")
    .addOption(
      new Option("--partition-range <from...to>", "several partitions in one run").conflicts(
        "partition",
      ),
    )
    .option("--max-concurrent <n>", "steps that run at the same time", wholeNumber)
    .option("--dry-run", "check everything and print the steps without running them")
    .option("--json", "the result as one JSON object");
}

/**
 * Reads `key=value` pairs.
 *
 * @throws CliError `CLI_BAD_ARGUMENT`
 */
export function readTags(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf("=");
      if (cut > 0) return [pair.slice(0, cut), pair.slice(cut + 1)];
      throw new CliError({
        code: "CLI_BAD_ARGUMENT",
        message: `--tag ${pair} is not of the form key=value`,
        hint: "Write --tag team=weavers.",
      });
    }),
  );
}

/**
 * Reads a range of partition keys, `from...to`, both ends inclusive.
 *
 * @throws CliError `CLI_BAD_ARGUMENT`
 */
export function readRange(text: string): { readonly start: string; readonly end: string } {
  const [start, end, ...more] = text.split("...");
  if (start && end && more.length === 0) return { start, end };
  throw new CliError({
    code: "CLI_BAD_ARGUMENT",
    message: `${text} is not a range of partition keys`,
    hint: "Write the first and the last key with three dots between: 2023-01-01...2023-01-31.",
  });
}
