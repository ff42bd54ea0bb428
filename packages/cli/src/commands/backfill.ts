import type { Command } from "commander";
import {
  allAssetsJobName,
  cancelBackfill,
  createBackfill,
  runBackfill,
  type BackfillProgress,
  type BackfillRecord,
  type PartitionsChoice,
} from "@heddle/core";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { exitCodes, type SetExitCode } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { isoTime } from "../output/time.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { withInstance } from "../project/with-instance.ts";
import { withBackfillProgress } from "../runs/backfill-progress.ts";
import { checkRunConfig } from "../runs/check-run-config.ts";
import { readRange, readTags } from "../runs/run-options.ts";
import { loadConfig } from "../runs/to-execute-options.ts";
import type { Terminal } from "../terminal.ts";
import { selectedKeys } from "./materialize.ts";

interface BackfillOptions {
  readonly file?: string;
  readonly select?: string;
  readonly job?: string;
  readonly partitions?: string;
  readonly singleRun?: boolean;
  readonly partitionsPerRun?: number;
  readonly maxConcurrentRuns?: number;
  readonly config?: string[];
  readonly set?: string[];
  readonly tag?: string[];
  readonly json?: boolean;
}

/** Adds `heddle backfill [run | list | cancel]`. */
export function registerBackfill(
  backfill: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  backfill
    .command("run", { isDefault: true })
    .description(
      "e.g. backfill --select my_daily_partitioned_asset --partitions 2023-01-01...2023-01-31",
    )
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .option("--select <selection>", "which assets (default: all)")
    .option("--job <name>", "a partitioned job instead of assets")
    .option("--partitions <keys>", "all, missing, a list a,b,c or a range a...b", "missing")
    .option("--single-run", "all partitions in one run")
    .option("--partitions-per-run <n>", "at most so many partitions in one run", wholeNumber)
    .option("--max-concurrent-runs <n>", "runs at the same time", wholeNumber)
    .option("-c, --config <file...>", "YAML or JSON run config; later files win")
    .option("-s, --set <path=value...>", "one run config value")
    .option("-t, --tag <key=value...>", "tags of every run")
    .option("--json", "the result as one JSON object")
    .action((options: BackfillOptions) => start(terminal, options, setExitCode));

  backfill
    .command("list")
    .description("backfills, newest first")
    .option("--limit <n>", "at most so many", wholeNumber, 25)
    .option("--json", "one JSON array")
    .action(async (options: { readonly limit: number; readonly json?: boolean }) => {
      await withInstance(terminal, async (instance) => {
        const all = await instance.storage.listBackfills({ limit: options.limit });
        print(terminal, options, all, () =>
          all.length === 0
            ? "no backfills"
            : textTable(
                ["backfill", "status", "created", "title"],
                all.map((each) => [
                  each.backfillId,
                  each.status,
                  isoTime(each.createdAt),
                  each.title ?? "",
                ]),
              ),
        );
      });
    });

  backfill
    .command("cancel")
    .argument("<backfill>", "id of the backfill")
    .description("asks a backfill and its runs to stop")
    .option("--json", "one JSON object")
    .action(async (id: string, options: { readonly json?: boolean }) => {
      await withInstance(terminal, async (instance) => {
        const ended = await cancelBackfill(instance, id);
        print(terminal, options, ended, () => `asked backfill ${id} to stop`);
      });
    });
}

async function start(
  terminal: Terminal,
  options: BackfillOptions,
  setExitCode: SetExitCode,
): Promise<void> {
  const { definitions } = await loadDefinitions(terminal, options.file);
  const runConfig = await loadConfig(terminal, options);
  await checkRunConfig(definitions, options.job ?? allAssetsJobName, {
    runConfig,
    environment: terminal.env,
    ...(options.select === undefined
      ? {}
      : { assetSelection: selectedKeys(definitions, options.select) }),
  });
  await withInstance(terminal, async (instance) => {
    const { backfillId } = await createBackfill(definitions, {
      instance,
      runConfig,
      tags: readTags(options.tag),
      partitions: readPartitions(options.partitions ?? "missing"),
      ...(options.select === undefined ? {} : { selection: options.select }),
      ...(options.job === undefined ? {} : { jobName: options.job }),
      ...(options.singleRun === true ? { maxPartitionsPerRun: null } : {}),
      ...(options.partitionsPerRun === undefined
        ? {}
        : { maxPartitionsPerRun: options.partitionsPerRun }),
    });
    terminal.writeError(`backfill ${backfillId}\n`);
    const ended = await withBackfillProgress(terminal, instance, backfillId, () =>
      runBackfill(definitions, {
        instance,
        backfillId,
        signal: terminal.signal,
        environment: terminal.env,
        ...(options.maxConcurrentRuns === undefined
          ? {}
          : { maxConcurrentRuns: options.maxConcurrentRuns }),
      }),
    );
    print(terminal, options, ended, () => summary(ended));
    setExitCode(ended.status === "COMPLETED_SUCCESS" ? exitCodes.ok : exitCodes.failed);
  });
}

function readPartitions(text: string): PartitionsChoice {
  if (text === "all" || text === "missing") return text;
  if (text.includes("...")) return readRange(text);
  const keys = text.split(",").map((key) => key.trim());
  if (keys.includes("")) {
    throw new CliError({
      code: "CLI_BAD_ARGUMENT",
      message: `--partitions ${text} has an empty key`,
      hint: "Write all, missing, keys with commas between, or a range a...b.",
    });
  }
  return keys;
}

function summary({ backfillId, status, progress }: BackfillRecord): string {
  const { runs } = progress as unknown as Partial<BackfillProgress>;
  const counts =
    runs === undefined ? "" : `, ${String(runs.succeeded)} of ${String(runs.total)} runs succeeded`;
  return `backfill ${backfillId}: ${status}${counts}`;
}
