import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import { packageVersion } from "../package-version.ts";
import { projectFiles } from "../scaffold/files.ts";
import type { Terminal } from "../terminal.ts";

/** Adds `heddle init`: a project that runs. */
export function registerInit(command: Command, terminal: Terminal): void {
  command
    .argument("[folder]", "folder to write into; made when it is missing", ".")
    .option("--json", "one JSON object with the files")
    .action((folder: string, options: { readonly json?: boolean }) => {
      const target = resolve(terminal.cwd, folder);
      const name =
        basename(target)
          .toLowerCase()
          .replace(/[^a-z0-9._-]+/g, "-")
          .replace(/^[._-]+/, "") || "heddle-project";
      const files = Object.entries(projectFiles(name, packageVersion()));
      const taken = files.map(([path]) => path).filter((path) => existsSync(join(target, path)));
      if (taken.length > 0) {
        throw new CliError({
          code: "CLI_FOLDER_NOT_EMPTY",
          message: `${target} already has ${taken.join(", ")}`,
          hint: "Choose a new or empty folder; nothing was written.",
          details: { folder: target, files: taken },
        });
      }
      mkdirSync(target, { recursive: true });
      for (const [path, text] of files) writeFileSync(join(target, path), text, { flag: "wx" });
      const written = files.map(([path]) => path);
      print(terminal, options, { folder: target, files: written }, () =>
        [
          `wrote ${written.join(", ")} into ${target}`,
          "",
          "next:",
          ...(target === terminal.cwd ? [] : [`  cd ${folder}`]),
          "  npm install",
          "  npx heddle wandb-server            # in another terminal; export what it prints",
          "  npx heddle materialize --select +total --config config.yaml",
        ].join("\n"),
      );
    });
}
