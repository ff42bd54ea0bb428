import type { Command } from "commander";
import {
  assetKeyFromUserString,
  assetKeyToUserString,
  type AssetRecord,
  type EventRecord,
} from "@heddle/core";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { metadataText } from "../output/metadata-text.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { isoTime } from "../output/time.ts";
import { withInstance } from "../project/with-instance.ts";
import type { Terminal } from "../terminal.ts";

interface JsonOption {
  readonly json?: boolean;
}

/** Adds `heddle assets list | show | wipe`; `lineage` needs definitions and is added with them. */
export function registerAssets(assets: Command, terminal: Terminal): void {
  assets
    .command("list")
    .description("assets that were ever materialized or observed")
    .option("--prefix <key>", "only keys that start with these parts")
    .option("--json", "one JSON array")
    .action((options: JsonOption & { readonly prefix?: string }) => listAssets(terminal, options));

  assets
    .command("show")
    .argument("<key>", "the asset's key, e.g. reports/daily")
    .description("the newest materialization of an asset, with its metadata, and its partitions")
    .option("--partition <key>", "the newest materialization of this partition")
    .option("--limit <n>", "list at most so many partitions", wholeNumber, 25)
    .option("--json", "one JSON object")
    .action(
      (
        key: string,
        options: JsonOption & { readonly partition?: string; readonly limit: number },
      ) => showAsset(terminal, key, options),
    );

  assets
    .command("wipe")
    .argument("<key>", "the asset's key")
    .description("forgets that an asset was materialized; its stored values stay where they are")
    .option("--partition <key...>", "only these partitions")
    .option("--json", "one JSON object")
    .action((key: string, options: JsonOption & { readonly partition?: string[] }) =>
      wipeAsset(terminal, key, options),
    );
}

async function listAssets(
  terminal: Terminal,
  options: JsonOption & { readonly prefix?: string },
): Promise<void> {
  await withInstance(terminal, async (instance) => {
    const records = await instance.storage.listAssets(
      options.prefix === undefined ? {} : { prefix: assetKeyFromUserString(options.prefix) },
    );
    const rows = await Promise.all(
      records.map(async (record) => ({
        key: assetKeyToUserString(record.assetKey),
        ...latest(record),
        partitions: await instance.storage.countMaterializedPartitions(record.assetKey),
      })),
    );
    print(terminal, options, rows, () =>
      rows.length === 0
        ? "no assets"
        : textTable(
            ["asset", "materialized", "run", "partitions"],
            rows.map(({ key, timestamp, runId, partitions }) => [
              key,
              isoTime(timestamp),
              runId ?? "-",
              partitions,
            ]),
          ),
    );
  });
}

function latest(record: AssetRecord): { timestamp?: number; runId?: string } {
  const event = record.lastMaterialization;
  return event === undefined ? {} : { timestamp: event.timestamp, runId: event.runId };
}

async function showAsset(
  terminal: Terminal,
  text: string,
  options: JsonOption & { readonly partition?: string; readonly limit: number },
): Promise<void> {
  const assetKey = assetKeyFromUserString(text);
  await withInstance(terminal, async (instance) => {
    const event = await instance.latestMaterialization(assetKey, options.partition);
    if (event === undefined) throw neverMaterialized(text, options.partition);
    const partitions =
      event.data.partition === undefined
        ? []
        : await instance.storage.materializedPartitions({ assetKey, limit: options.limit });
    print(terminal, options, { ...event, partitions }, () =>
      [
        textTable(["asset", text], facts(event)),
        ...(partitions.length === 0
          ? []
          : [
              "",
              textTable(
                ["partition", "materialized", "run"],
                partitions.map(({ partition, timestamp, runId }) => [
                  partition,
                  isoTime(timestamp),
                  runId,
                ]),
              ),
            ]),
      ].join("\n"),
    );
  });
}

function facts(event: EventRecord<"ASSET_MATERIALIZATION">): string[][] {
  return [
    ...(event.data.partition === undefined ? [] : [["partition", event.data.partition]]),
    ["materialized", isoTime(event.timestamp)],
    ["run", event.runId],
    ...Object.entries(event.data.metadata).map(([name, value]) => [name, metadataText(value)]),
    ...Object.entries(event.data.tags).map(([name, value]) => [name, value]),
  ];
}

async function wipeAsset(
  terminal: Terminal,
  text: string,
  options: JsonOption & { readonly partition?: string[] },
): Promise<void> {
  const assetKey = assetKeyFromUserString(text);
  await withInstance(terminal, async (instance) => {
    const record = await instance.getAsset(assetKey);
    if (record?.lastMaterialization === undefined) throw neverMaterialized(text, undefined);
    await instance.wipeAsset(assetKey, options.partition);
    const wiped = { assetKey, partitions: options.partition ?? null };
    print(terminal, options, wiped, () =>
      options.partition === undefined
        ? `wiped ${text}`
        : `wiped ${options.partition.join(", ")} of ${text}`,
    );
  });
}

function neverMaterialized(key: string, partition: string | undefined): CliError {
  const which = partition === undefined ? key : `${key}, partition ${partition},`;
  return new CliError({
    code: "CLI_UNKNOWN_NAME",
    message: `${which} is not materialized`,
    hint: "heddle assets list shows what was.",
    details: { key, ...(partition === undefined ? {} : { partition }) },
  });
}
