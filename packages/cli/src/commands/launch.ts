import { join } from "node:path";
import { Option, type Command } from "commander";
import { resolveHome } from "@heddle/core";
import {
  launchAgent,
  launchAgentConfig,
  launchJob,
  launchJobConfig,
  parseLaunchAgentConfig,
  parseLaunchJobConfig,
  type LaunchLog,
} from "@heddle/launch";
import { settingsFromEnv, WandbClient, type QueueResource } from "@heddle/wandb-client";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { addSchemaOptions, readSchemaOptions } from "../schema/schema-options.ts";
import type { Terminal } from "../terminal.ts";

interface PlaceOptions {
  readonly entity?: string;
  readonly project?: string;
  readonly json?: boolean;
}

const resources: readonly QueueResource[] = [
  "local-process",
  "local-container",
  "kubernetes",
  "sagemaker",
  "gcp-vertex",
];

/** Adds `heddle launch agent | job | queue`. The server and the key come from the `WANDB_*` variables. */
export function registerLaunch(program: Command, terminal: Terminal): void {
  const launch = program
    .command("launch")
    .description("W&B Launch: run an agent, launch a job, look at queues");

  addSchemaOptions(
    place(launch.command("agent").description("polls queues and runs their jobs until Ctrl-C")),
    launchAgentConfig,
  )
    .option("--folder <folder>", "folder of the journal and of the jobs' files")
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

  addSchemaOptions(
    place(launch.command("job").description("launches a job through a queue, or on this machine")),
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

  place(
    launch
      .command("queue")
      .argument("<name>", "name of the queue")
      .description("what a queue is, and with --create makes it"),
  )
    .addOption(
      new Option("--create <resource>", "make the queue for this resource").choices(resources),
    )
    .option("--priorities", "items of the new queue may have priorities")
    .action(
      async (
        name: string,
        options: PlaceOptions & {
          readonly create?: QueueResource;
          readonly priorities?: boolean;
        },
      ) => {
        const queue = clientOf(terminal, options).launchQueue(
          name,
          options.entity === undefined ? {} : { entity: options.entity },
        );
        if (options.create !== undefined) {
          await queue.save({
            resource: options.create,
            priorities: options.priorities === true,
            signal: terminal.signal,
          });
        }
        const view = await queue.read({ signal: terminal.signal });
        if (view === undefined) {
          throw new CliError({
            code: "CLI_UNKNOWN_NAME",
            message: `there is no launch queue ${name}`,
            hint: "Make it with --create local-process.",
            details: { name },
          });
        }
        print(terminal, options, view, () =>
          textTable(
            ["queue", view.name],
            [
              ["resource", view.resource ?? "-"],
              ["priorities", view.priorities ? "yes" : "no"],
              ["made by", view.createdBy ?? "-"],
            ],
          ),
        );
      },
    );
}

function place(command: Command): Command {
  return command
    .option("--entity <entity>", "entity (default: WANDB_ENTITY, else the key's own)")
    .option("--project <project>", "project (default: WANDB_PROJECT)")
    .option("--json", "the result as one JSON object");
}

function clientOf(terminal: Terminal, options: PlaceOptions): WandbClient {
  return new WandbClient(
    settingsFromEnv({ entity: options.entity, project: options.project }, { env: terminal.env }),
  );
}

function logOf(terminal: Terminal): LaunchLog {
  const write = (message: string): void => terminal.writeError(`${message}\n`);
  return { debug: () => undefined, info: write, warn: write };
}
