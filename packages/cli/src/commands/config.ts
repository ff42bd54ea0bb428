import type { Command } from "commander";
import { allAssetsJobName } from "@heddle/core";
import { loadDefinitions } from "../project/load-definitions.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle config schema`: the JSON Schema of a job's run config, for editors. */
export function registerConfig(config: Command, terminal: Terminal): void {
  config
    .command("schema")
    .argument("[job]", "name of the job", allAssetsJobName)
    .description("JSON Schema of the run config, with every field's description and default")
    .option("-f, --file <file>", "TypeScript or JavaScript file with the definitions")
    .action(async (job: string, options: { readonly file?: string }) => {
      const { definitions } = await loadDefinitions(terminal, options.file);
      terminal.write(`${JSON.stringify(definitions.runConfigSchema(job), null, 2)}\n`);
    });
}
