import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchLog } from "../log.ts";
import type { Runner } from "../runners/runner.ts";

/** What a launch job needs besides its configuration. */
export interface LaunchJobOptions {
  readonly client: WandbClient;
  /** Entity of the run. Default: the client's. */
  readonly entity?: string | undefined;
  /** Project of the run. Default: the client's. */
  readonly project?: string | undefined;
  /** Receives state changes and, with `stream_logs`, the console lines of the run. */
  readonly log?: LaunchLog | undefined;
  /** Cancels the job as `on_cancel` says. */
  readonly signal?: AbortSignal | undefined;
  /** Runners for jobs on this machine. Default: local processes, and containers through `docker`. */
  readonly runners?: readonly Runner[] | undefined;
  /** Folder for the files of jobs on this machine. Default: a temporary folder, removed at the end. */
  readonly folder?: string | undefined;
  /** Environment of this process, which jobs on this machine inherit. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}
