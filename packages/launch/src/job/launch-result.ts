/** What came of a launch job; plain data, also the output of the op. */
export interface LaunchJobResult {
  /** `queued` for asynchronous jobs, else the final state of the run. */
  readonly state: "queued" | "finished";
  readonly queue: string | undefined;
  readonly queueItemId: string | undefined;
  readonly runId: string | undefined;
  /** `entity/project/id` of the run. */
  readonly runPath: string | undefined;
  /** Page of the run. */
  readonly runUrl: string | undefined;
  /** Exit code of the program, for jobs on this machine. */
  readonly exitCode: number | undefined;
  /** Summary of the run; empty while it is queued and for programs that start no run. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** From the start of the call to the end, in milliseconds. */
  readonly durationMs: number;
}

/**
 * The result as metadata of an output: the same keys that other parts of Heddle use for W&B runs, and those of the
 * queue.
 */
export function launchMetadata(result: LaunchJobResult): Record<string, string | number> {
  const entries = {
    wandb_run_id: result.runId,
    wandb_run_path: result.runPath,
    wandb_run_url: result.runUrl,
    wandb_run_state: result.state,
    wandb_launch_queue: result.queue,
    wandb_launch_queue_item_id: result.queueItemId,
    wandb_launch_exit_code: result.exitCode,
    wandb_launch_duration_ms: result.durationMs,
  };
  return Object.fromEntries(
    Object.entries(entries).filter(
      (entry): entry is [string, string | number] => entry[1] !== undefined,
    ),
  );
}
