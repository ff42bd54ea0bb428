import { Option, type Command } from "commander";
import {
  assetKeyFromUserString,
  assetKeyText,
  type Definitions,
  type PartitionStatus,
} from "@heddle/core";
import type { Partitions } from "@heddle/partitions";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { withInstance } from "../project/with-instance.ts";
import type { Terminal } from "../terminal.ts";

interface PartitionsOptions {
  readonly file?: string;
  readonly limit: number;
  readonly status?: PartitionStatus[];
  readonly json?: boolean;
}

/** Adds `heddle partitions`: the keys of an asset, and which of them were materialized. */
export function registerPartitions(command: Command, terminal: Terminal): void {
  command
    .argument("<asset>", "key of a partitioned asset")
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .addOption(
      new Option("--status <status...>", "only keys in these statuses").choices([
        "materialized",
        "failed",
        "in progress",
        "missing",
      ]),
    )
    .option("--limit <n>", "at most so many", wholeNumber, 100)
    .option("--json", "one JSON array")
    .action(async (asset: string, options: PartitionsOptions) => {
      const { definitions } = await loadDefinitions(terminal, options.file);
      await withInstance(terminal, async (instance) => {
        const statuses = await instance.partitionStatuses(
          assetKeyFromUserString(asset),
          partitionsOf(definitions, asset),
        );
        const wanted: readonly PartitionStatus[] = options.status ?? [
          "materialized",
          "failed",
          "in progress",
          "missing",
        ];
        const keys = [...take(statuses.keys(...wanted), options.limit)].map((key) => ({
          key,
          status: statuses.statusOf(key),
        }));
        const result = { total: statuses.total, counts: statuses.counts, keys };
        print(terminal, options, result, () =>
          [
            Object.entries(statuses.counts)
              .map(([status, count]) => `${String(count)} ${status}`)
              .join(", "),
            "",
            textTable(
              ["partition", "status"],
              keys.map(({ key, status }) => [key, status]),
            ),
          ].join("\n"),
        );
      });
    });
}

function partitionsOf({ graph }: Definitions, asset: string): Partitions {
  const node = graph.nodes.get(assetKeyText(assetKeyFromUserString(asset)));
  if (node?.partitions === undefined) {
    throw new CliError({
      code: "CLI_UNKNOWN_NAME",
      message:
        node === undefined
          ? `no asset has the key ${asset}`
          : `the asset ${asset} is not partitioned`,
      hint: "heddle check lists what the project defines.",
      details: { asset },
    });
  }
  return node.partitions;
}

function* take<T>(items: Iterable<T>, limit: number): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (count >= limit) return;
    count += 1;
    yield item;
  }
}
