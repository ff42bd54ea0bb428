import type { Command } from "commander";
import type { LaunchLog } from "@heddle/launch";
import { settingsFromEnv, WandbClient } from "@heddle/wandb-client";
import type { Terminal } from "../../terminal.ts";

/** Options that all launch commands have. */
export interface PlaceOptions {
  readonly entity?: string;
  readonly project?: string;
  readonly json?: boolean;
}

/** Adds the options of {@link PlaceOptions}. */
export function addPlaceOptions(command: Command, json = "the result as one JSON object"): Command {
  return addEntityOption(command)
    .option("--project <project>", "project (default: WANDB_PROJECT)")
    .option("--json", json);
}

/** Adds the option for whose queues or runs are meant. */
export function addEntityOption(command: Command): Command {
  return command.option("--entity <entity>", "entity (default: WANDB_ENTITY, else the key's own)");
}

/** The client that the `WANDB_*` variables and the options say. */
export function clientOf(terminal: Terminal, options: PlaceOptions): WandbClient {
  return new WandbClient(
    settingsFromEnv({ entity: options.entity, project: options.project }, { env: terminal.env }),
  );
}

/** Writes what launch does to standard error, so that standard output holds results alone. */
export function logOf(terminal: Terminal): LaunchLog {
  const write = (message: string): void => terminal.writeError(`${message}\n`);
  return { debug: () => undefined, info: write, warn: write };
}
