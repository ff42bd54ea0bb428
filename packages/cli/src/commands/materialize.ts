import type { Command } from "commander";
import { allAssetsJobName, resolveSelection, type Definitions } from "@heddle/core";
import type { SetExitCode } from "../exit-codes.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { perform } from "../runs/perform.ts";
import { addRunOptions, type RunCommandOptions } from "../runs/run-options.ts";
import { toExecuteOptions } from "../runs/to-execute-options.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle materialize`: makes assets in one run in this process. */
export function registerMaterialize(
  command: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  addRunOptions(
    command.option(
      "--select <selection>",
      "which assets: key, +key, key++, group:name, tag:key=value, and, or, not",
      "*",
    ),
  ).action(async (options: RunCommandOptions & { readonly select: string }) => {
    const { definitions, path } = await loadDefinitions(terminal, options.file);
    const runOptions = {
      ...(await toExecuteOptions(terminal, options)),
      codeLocation: path,
      assetSelection: selectedKeys(definitions, options.select),
    };
    setExitCode(await perform(terminal, definitions, allAssetsJobName, runOptions, options));
  });
}

/** Keys of the assets that a selection means, without those that are only read. */
export function selectedKeys(
  { graph }: Definitions,
  selection: string,
): readonly (readonly string[])[] {
  return [...resolveSelection(graph, selection)].flatMap((text) => {
    const node = graph.nodes.get(text);
    return node?.spec === undefined ? [] : [node.key];
  });
}
