import type { Command } from "commander";
import { allAssetsJobName } from "@heddle/core";
import type { SetExitCode } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { loadDefinitions } from "../project/load-definitions.ts";
import { perform } from "../runs/perform.ts";
import { addRunOptions, type RunCommandOptions } from "../runs/run-options.ts";
import { toExecuteOptions } from "../runs/to-execute-options.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle job list | execute`. */
export function registerJob(job: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  job
    .command("list")
    .description("names of the jobs")
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .option("--json", "one JSON array")
    .action(async (options: { readonly file?: string; readonly json?: boolean }) => {
      const { definitions } = await loadDefinitions(terminal, options.file);
      const jobs = definitions.jobNames
        .filter((name) => name !== allAssetsJobName)
        .map((name) => {
          const { description, partitions } = definitions.getJob(name).definition;
          return { name, description, isPartitioned: partitions !== undefined };
        });
      print(terminal, options, jobs, () =>
        jobs.length === 0
          ? "no jobs"
          : textTable(
              ["job", "partitioned", "description"],
              jobs.map(({ name, description, isPartitioned }) => [
                name,
                isPartitioned ? "yes" : "no",
                description ?? "",
              ]),
            ),
      );
    });

  addRunOptions(
    job
      .command("execute")
      .argument("<job>", "name of the job")
      .description("runs a job, e.g. job execute simple_job_example --config config.yaml"),
  ).action(async (name: string, options: RunCommandOptions) => {
    const { definitions, path } = await loadDefinitions(terminal, options.file);
    const runOptions = { ...(await toExecuteOptions(terminal, options)), codeLocation: path };
    setExitCode(await perform(terminal, definitions, name, runOptions, options));
  });
}
