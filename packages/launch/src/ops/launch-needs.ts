import { type Log, type Schema, type } from "@heddle/core";
import type { WandbClient } from "@heddle/wandb-client";
import { checkWandbConfig, type WandbConfig } from "@heddle/wandb-resource";
import { checkTarget } from "../config/parse-config.ts";
import type { LaunchLog } from "../log.ts";

/** What both ops need: the same two resources as the artifacts IO manager, and no IO manager of their own. */
export const launchNeeds: {
  readonly wandb_resource: Schema<WandbClient>;
  readonly wandb_config: Schema<WandbConfig>;
} = { wandb_resource: type<WandbClient>(), wandb_config: type<WandbConfig>() };

/**
 * Entity and project of a launch op, from `wandb_config`; a missing entity is the key's default one.
 *
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID` naming each empty property, before any request
 */
export async function launchTarget(
  client: WandbClient,
  config: unknown,
  signal: AbortSignal,
): Promise<{ readonly entity: string; readonly project: string }> {
  const { entity, project } = config as Partial<WandbConfig>;
  checkTarget({ entity: entity ?? "the key's own", project });
  checkWandbConfig(config);
  return checkTarget({ entity: entity ?? (await client.defaultEntity({ signal })), project });
}

/** The log of a step as launch writes to it. */
export function stepLog(log: Log): LaunchLog {
  return {
    debug: (message) => log.debug(message),
    info: (message) => log.info(message),
    warn: (message) => log.warning(message),
  };
}
