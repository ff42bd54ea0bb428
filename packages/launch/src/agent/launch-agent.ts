import { hostname } from "node:os";
import { randomInt } from "node:crypto";
import {
  type LaunchAgentConnection,
  type LaunchQueue,
  launchProject,
  type WandbClient,
} from "@heddle/wandb-client";
import { HeddleError } from "@heddle/errors";
import type { LaunchAgentConfig, LaunchAgentConfigInput } from "../config/launch-agent-config.ts";
import { parseLaunchAgentConfig } from "../config/parse-config.ts";
import { LaunchError } from "../errors.ts";
import { AgentJournal } from "../journal/agent-journal.ts";
import { silentLog } from "../log.ts";
import { LocalContainerRunner } from "../runners/container/local-container-runner.ts";
import { LocalProcessRunner } from "../runners/local-process-runner.ts";
import { persist } from "../util/persist.ts";
import { AgentLoop } from "./agent-loop.ts";
import type { AgentServices } from "./agent-services.ts";
import type { LaunchAgentOptions, LaunchAgentResult } from "./launch-agent-options.ts";
import { sweepJobFolders } from "./job-folders.ts";
import { refused } from "./refused.ts";

const version = "heddle@0.1.0";

/**
 * Runs a W&B Launch agent until it is stopped: takes jobs from its queues, runs them, and tells W&B how they
 * ended. Several agents may run in one process.
 *
 * The agent survives network cuts of any length. After a crash, a new agent with the same `folder` settles what the
 * old one had claimed: jobs that were not started are started, the others are reported as they ended.
 *
 * @param config in the guide's spelling; see `launchAgentConfig`
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID`, `LAUNCH_QUEUE_MISSING`, `LAUNCH_AGENT_REFUSED`,
 * `LAUNCH_AGENT_FOLDER_IN_USE`
 */
export async function launchAgent(
  config: LaunchAgentConfigInput,
  options: LaunchAgentOptions,
): Promise<LaunchAgentResult> {
  const parsed = parseLaunchAgentConfig(config);
  const { client, log = silentLog, environment = process.env } = options;
  await using cleanup = new AsyncDisposableStack();
  const journal = cleanup.use(await AgentJournal.open(options.folder));
  await sweepJobFolders(
    options.folder,
    journal.items.map(({ itemId }) => itemId),
  );
  const owned = options.runners ?? [
    new LocalProcessRunner({ environment }),
    new LocalContainerRunner({
      environment,
      engine: parsed.container_engine,
      ...(parsed.code_image === undefined ? {} : { codeImage: parsed.code_image }),
    }),
  ];
  if (options.runners === undefined) for (const runner of owned) cleanup.use(runner);
  const entity = options.entity ?? (await client.defaultEntity({ signal: options.signal }));
  const connection = await register(client, entity, parsed, options);
  const giveUp = new AbortController();
  const services: AgentServices = {
    client,
    connection,
    config: parsed,
    journal,
    runners: new Map(owned.map((runner) => [runner.resource, runner])),
    log,
    environment,
    entity,
    giveUp: giveUp.signal,
    queue: (name): LaunchQueue => client.launchQueue(name, { entity, project: launchProject }),
    newRunId,
  };
  log.info(`agent ${connection.name} polls ${parsed.queues.join(", ")}`);
  return await new AgentLoop(services, giveUp, options).run();
}

async function register(
  client: WandbClient,
  entity: string,
  config: LaunchAgentConfig,
  options: LaunchAgentOptions,
): Promise<LaunchAgentConnection> {
  const { queues } = config;
  try {
    return await persist(
      () =>
        client.registerLaunchAgent({
          entity,
          queues,
          hostname: hostname(),
          config: { entity, ...config },
          version,
          signal: options.signal,
        }),
      {
        firstDelayMs: config.poll_interval_seconds * 1000,
        signal: options.signal,
        onRetry: (error) => options.log?.warn(`the agent cannot register yet: ${String(error)}`),
      },
    );
  } catch (error) {
    if (HeddleError.is(error, "WANDB_CLIENT_NOT_FOUND")) {
      throw new LaunchError({
        code: "LAUNCH_QUEUE_MISSING",
        message: `The agent cannot poll: ${error.message}.`,
        hint: error.hint,
        details: error.details,
        cause: error,
      });
    }
    if (options.signal?.aborted === true) throw error;
    throw refused(error);
  }
}

function newRunId(): string {
  return Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("");
}
