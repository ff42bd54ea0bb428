import type { Command } from "commander";
import { launchJob, launchJobConfig, parseLaunchJobConfig } from "@heddle/launch";
import type { SetExitCode } from "../../exit-codes.ts";
import { print } from "../../output/print.ts";
import { textTable } from "../../output/table.ts";
import { addSchemaOptions, readSchemaOptions } from "../../schema/schema-options.ts";
import type { Terminal } from "../../terminal.ts";
import { registerLaunchJobStatus } from "./job-status.ts";
import { registerLaunchJobWatch } from "./job-watch.ts";
import { addPlaceOptions, clientOf, logOf, type PlaceOptions } from "./place.ts";

/** Adds `heddle launch job`, with `status` and `watch` below it. */
export function registerLaunchJob(
  launch: Command,
  terminal: Terminal,
  setExitCode: SetExitCode,
): void {
  const job = addSchemaOptions(
    addPlaceOptions(
      launch.command("job").description("launches a job through a queue, or on this machine"),
    ),
    launchJobConfig,
  ).action(async (options: PlaceOptions & Record<string, unknown>) => {
    const config = parseLaunchJobConfig(readSchemaOptions(launchJobConfig, options));
    const result = await launchJob(config, {
      client: clientOf(terminal, options),
      entity: options.entity,
      project: options.project,
      log: logOf(terminal),
      signal: terminal.signal,
      environment: terminal.env,
    });
    print(terminal, options, result, () =>
      textTable(
        ["state", result.state],
        [
          ["run", result.runUrl ?? result.runId ?? "-"],
          ["queue item", result.queueItemId ?? "-"],
          ["exit code", result.exitCode === undefined ? "-" : String(result.exitCode)],
        ],
      ),
    );
  });
  registerLaunchJobStatus(job, terminal, setExitCode);
  registerLaunchJobWatch(job, terminal, setExitCode);
}
