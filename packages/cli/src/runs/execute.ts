import { randomUUID } from "node:crypto";
import {
  assetKeyToUserString,
  type Definitions,
  type ExecuteInProcessOptions,
  type RunResult,
} from "@heddle/core";
import { formatError } from "@heddle/errors";
import { exitCodes } from "../exit-codes.ts";
import { metadataText } from "../output/metadata-text.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { duration } from "../output/time.ts";
import { withInstance } from "../project/with-instance.ts";
import type { Terminal } from "../terminal.ts";
import { withRunProgress } from "./run-progress.ts";

/**
 * Runs a job in this process with live progress, and prints what it made.
 *
 * @returns the exit code
 */
export async function executeRun(
  terminal: Terminal,
  definitions: Definitions,
  jobName: string,
  runOptions: ExecuteInProcessOptions,
  output: { readonly json?: boolean | undefined },
): Promise<number> {
  return await withInstance(terminal, async (instance) => {
    const runId = randomUUID();
    const result = await withRunProgress(
      terminal,
      instance,
      (id) => id === runId,
      () =>
        definitions.getJob(jobName).executeInProcess({
          ...runOptions,
          instance,
          runId,
          signal: terminal.signal,
          environment: terminal.env,
          raiseOnError: false,
        }),
    );
    await printResult(terminal, result, output);
    if (result.success) return exitCodes.ok;
    return result.status === "CANCELED" ? exitCodes.interrupted : exitCodes.failed;
  });
}

/** Prints what a run made, and why it failed. */
export async function printResult(
  terminal: Terminal,
  result: RunResult,
  output: { readonly json?: boolean | undefined },
): Promise<void> {
  const materializations = await result.materializations();
  const { run } = result;
  const data = { ...run, materializations };
  print(terminal, output, data, () =>
    [
      ...(materializations.length === 0
        ? []
        : [
            textTable(
              ["asset", "partition", "stored as"],
              materializations.map(({ data: { assetKey, partition, metadata } }) => [
                assetKeyToUserString(assetKey),
                partition ?? "",
                storedAs(metadata),
              ]),
            ),
            "",
          ]),
      `run ${run.runId}: ${run.status} after ${duration(run.startedAt, run.endedAt)}`,
    ].join("\n"),
  );
  if (!result.success && result.error !== undefined && output.json !== true) {
    terminal.writeError(`${formatError(result.error)}\n`);
  }
}

/** The place of a value, by the metadata of the IO managers that Heddle ships. */
function storedAs(metadata: Parameters<typeof metadataOf>[0]): string {
  const artifact = metadataOf(metadata, "wandb_artifact_qualified_name");
  const url = metadataOf(metadata, "wandb_artifact_url");
  if (artifact !== undefined) return url === undefined ? artifact : `${artifact}  ${url}`;
  return metadataOf(metadata, "path") ?? "";
}

function metadataOf(
  metadata: Readonly<Record<string, Parameters<typeof metadataText>[0]>>,
  label: string,
): string | undefined {
  const value = metadata[label];
  return value === undefined ? undefined : metadataText(value);
}
