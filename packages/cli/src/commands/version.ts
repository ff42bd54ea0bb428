import type { Command } from "commander";
import { print } from "../output/print.ts";
import { packageVersion } from "../package-version.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle version`: what a bug report needs. */
export function registerVersion(command: Command, terminal: Terminal): void {
  command.option("--json", "one JSON object").action((options: { readonly json?: boolean }) => {
    const versions = {
      heddle: packageVersion(),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    };
    print(terminal, options, versions, () =>
      Object.entries(versions)
        .map(([name, version]) => `${name.padEnd(8)} ${version}`)
        .join("\n"),
    );
  });
}
