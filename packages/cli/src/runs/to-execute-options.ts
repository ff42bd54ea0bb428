import { resolve } from "node:path";
import { loadRunConfig, type ExecuteInProcessOptions, type PlainRunConfig } from "@heddle/core";
import type { Terminal } from "../terminal.ts";
import { readRange, readTags, type RunCommandOptions } from "./run-options.ts";

/** Reads what the command line says about a run, its config files included. */
export async function toExecuteOptions(
  terminal: Pick<Terminal, "cwd" | "env">,
  options: RunCommandOptions,
): Promise<ExecuteInProcessOptions> {
  return {
    runConfig: await loadConfig(terminal, options),
    tags: readTags(options.tag),
    environment: terminal.env,
    ...(options.partition === undefined ? {} : { partitionKey: options.partition }),
    ...(options.partitionRange === undefined
      ? {}
      : { partitionRange: readRange(options.partitionRange) }),
    ...(options.maxConcurrent === undefined ? {} : { maxConcurrent: options.maxConcurrent }),
  };
}

/** Reads and merges the config files of a command line, then applies its `--set` assignments. */
export async function loadConfig(
  { cwd }: Pick<Terminal, "cwd">,
  options: Pick<RunCommandOptions, "config" | "set">,
): Promise<PlainRunConfig> {
  const files = (options.config ?? []).map((file) => resolve(cwd, file));
  return await loadRunConfig(files, { set: options.set ?? [] });
}
