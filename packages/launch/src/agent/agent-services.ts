import type { LaunchAgentConnection, LaunchQueue, WandbClient } from "@heddle/wandb-client";
import type { LaunchAgentConfig } from "../config/launch-agent-config.ts";
import type { AgentJournal } from "../journal/agent-journal.ts";
import type { LaunchLog } from "../log.ts";
import type { Runner } from "../runners/runner.ts";

/** What the parts of one agent share. */
export interface AgentServices {
  readonly client: WandbClient;
  readonly connection: LaunchAgentConnection;
  readonly config: LaunchAgentConfig;
  readonly journal: AgentJournal;
  readonly runners: ReadonlyMap<string, Runner>;
  readonly log: LaunchLog;
  /** Environment of this process, for git, macros and interpreters. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly entity: string;
  /** Aborts when the agent gives up its jobs: network calls that wait for better times end then. */
  readonly giveUp: AbortSignal;
  queue(name: string): LaunchQueue;
  /** A new run id: 8 characters of `[a-z0-9]`. */
  newRunId(): string;
}

/** How a job of an agent ended. `returned`: another agent has the item, or it went back to the queue. */
export type AgentJobOutcome = "succeeded" | "failed" | "returned" | "unsettled";
