import type { Command } from "commander";
import { allAssetsJobName, type Definitions } from "@heddle/core";
import { print } from "../output/print.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { checkRunConfig } from "../runs/check-run-config.ts";
import { addRunOptions, type RunCommandOptions } from "../runs/run-options.ts";
import { toExecuteOptions } from "../runs/to-execute-options.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle check`: all faults of definitions, and with a config of the run config, without running. */
export function registerCheck(command: Command, terminal: Terminal): void {
  addRunOptions(
    command.option("--job <name>", "check the run config of this job (default: of all assets)"),
  ).action(async (options: RunCommandOptions & { readonly job?: string }) => {
    const { definitions, path } = await loadDefinitions(terminal, options.file);
    const { warnings } = definitions;
    const jobName = options.job ?? (options.config || options.set ? allAssetsJobName : undefined);
    if (jobName !== undefined) {
      await checkRunConfig(definitions, jobName, await toExecuteOptions(terminal, options));
    }
    const summary = {
      file: path,
      assets: definitions.assetKeys.length,
      jobs: definitions.jobNames.filter((name) => name !== allAssetsJobName).length,
      resources: Object.keys(definitions.resources).length,
      warnings,
      ...(jobName === undefined ? {} : { checkedConfigOf: jobName }),
    };
    print(terminal, options, summary, () => {
      const config = jobName === undefined ? "" : "; the run config is valid";
      const counts = `${String(summary.assets)} assets, ${String(summary.jobs)} jobs, ${String(summary.resources)} resources`;
      return [
        ...warnings.map(warningLine),
        `${path}: ${counts}, ${warnings.length === 0 ? "no faults" : `no faults, ${String(warnings.length)} to look at`}${config}`,
      ].join("\n");
    });
  });
}

function warningLine({ message, hint, path }: Definitions["warnings"][number]): string {
  const place = path === undefined ? "" : ` (${path})`;
  return `warning: ${message}${place}${hint === undefined ? "" : `\n  ${hint}`}`;
}
