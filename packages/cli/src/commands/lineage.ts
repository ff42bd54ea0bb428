import type { Command } from "commander";
import { assetKeyFromUserString, assetKeyToUserString, type LineageNode } from "@heddle/core";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import { isoTime } from "../output/time.ts";
import { withInstance } from "../project/with-instance.ts";
import type { Terminal } from "../terminal.ts";

interface LineageOptions {
  readonly partition?: string;
  readonly depth: number;
  readonly json?: boolean;
}

/** Adds `heddle assets lineage`: what the newest materialization was made from. */
export function registerLineage(assets: Command, terminal: Terminal): void {
  assets
    .command("lineage")
    .argument("<key>", "the asset's key")
    .description("what the newest materialization was made from, as a tree")
    .option("--partition <key>", "of this partition")
    .option("--depth <n>", "layers to follow", wholeNumber, 10)
    .option("--json", "one JSON object")
    .action(async (key: string, options: LineageOptions) => {
      await withInstance(terminal, async (instance) => {
        const node = await instance.lineage(assetKeyFromUserString(key), {
          depth: options.depth,
          ...(options.partition === undefined ? {} : { partition: options.partition }),
        });
        if (node === undefined) {
          throw new CliError({
            code: "CLI_UNKNOWN_NAME",
            message: `${key} is not materialized`,
            hint: "heddle assets list shows what was.",
            details: { key },
          });
        }
        print(terminal, options, node, () => [label(node), ...branches(node)].join("\n"));
      });
    });
}

function label({ assetKey, partition, materialization }: LineageNode): string {
  const name = assetKeyToUserString(assetKey) + (partition === undefined ? "" : ` [${partition}]`);
  return materialization === undefined
    ? `${name} (external)`
    : `${name} (${isoTime(materialization.timestamp)}, run ${materialization.runId.slice(0, 8)})`;
}

function branches({ upstream }: LineageNode): string[] {
  return upstream.flatMap((node, index) => {
    const isLast = index === upstream.length - 1;
    return [
      `${isLast ? "└─" : "├─"} ${label(node)}`,
      ...branches(node).map((line) => `${isLast ? "   " : "│  "}${line}`),
    ];
  });
}
