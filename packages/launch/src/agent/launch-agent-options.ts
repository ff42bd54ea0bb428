import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchLog } from "../log.ts";
import type { Runner } from "../runners/runner.ts";

/** What an agent needs besides its configuration. */
export interface LaunchAgentOptions {
  readonly client: WandbClient;
  /** Entity whose queues are polled. Default: the client's. */
  readonly entity?: string | undefined;
  /**
   * Folder for the journal and the jobs' files; one living agent each. Give the same folder after a restart, and the
   * agent settles what it had taken on.
   */
  readonly folder: string;
  /** Runners by which jobs run. Default: local processes, and local containers through `docker`. */
  readonly runners?: readonly Runner[] | undefined;
  readonly log?: LaunchLog | undefined;
  /** Ends the agent: no new jobs, `drain_seconds` for the running ones, then they are cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the agent at once: running jobs are killed. */
  readonly forceSignal?: AbortSignal | undefined;
  /** Environment of this process. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Called after each look at the queues. */
  readonly onPoll?: ((poll: LaunchAgentPoll) => void) | undefined;
}

/** What an agent tells after each look at the queues. */
export interface LaunchAgentPoll {
  readonly agentId: string;
  readonly running: number;
  readonly jobsStarted: number;
}

/** What an agent did in its life. */
export interface LaunchAgentResult {
  readonly agentId: string;
  readonly jobsStarted: number;
  readonly jobsSucceeded: number;
  readonly jobsFailed: number;
  /** `signal`: the caller stopped it; `server`: somebody stopped it in W&B. */
  readonly stopReason: "signal" | "server";
}
