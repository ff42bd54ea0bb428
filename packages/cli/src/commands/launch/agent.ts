import { join } from "node:path";
import type { Command } from "commander";
import { resolveHome } from "@heddle/core";
import { launchAgent, launchAgentConfig, parseLaunchAgentConfig } from "@heddle/launch";
import { print } from "../../output/print.ts";
import { addSchemaOptions, readSchemaOptions } from "../../schema/schema-options.ts";
import type { Terminal } from "../../terminal.ts";
import { addPlaceOptions, clientOf, logOf, type PlaceOptions } from "./place.ts";

/** Adds `heddle launch agent`. */
export function registerLaunchAgent(launch: Command, terminal: Terminal): void {
  addSchemaOptions(
    addPlaceOptions(
      launch.command("agent").description("polls queues and runs their jobs until Ctrl-C"),
    ),
    launchAgentConfig,
  )
    .option(
      "--folder <folder>",
      "folder of the journal and of the jobs' files (default: launch-agent in Heddle's home)",
    )
    .action(async (options: PlaceOptions & Record<string, unknown>) => {
      const config = parseLaunchAgentConfig(readSchemaOptions(launchAgentConfig, options));
      const folder =
        (options["folder"] as string | undefined) ??
        join(resolveHome({ env: terminal.env, cwd: terminal.cwd }), "launch-agent");
      const result = await launchAgent(config, {
        client: clientOf(terminal, options),
        folder,
        entity: options.entity,
        log: logOf(terminal),
        signal: terminal.signal,
        environment: terminal.env,
      });
      print(
        terminal,
        options,
        result,
        () =>
          `agent ${result.agentId} stopped: ${String(result.jobsSucceeded)} jobs succeeded, ${String(result.jobsFailed)} failed`,
      );
    });
}
