import type { LaunchAgentConnection, LaunchQueue } from "@heddle/wandb-client";
import { isPassing, persist } from "../util/persist.ts";

/** What a claim needs. */
export interface ClaimOptions {
  readonly connection: LaunchAgentConnection;
  readonly queue: LaunchQueue;
  readonly runId: string;
  readonly retryDelayMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Claims an item for this agent. When the answer of an acknowledgement is lost, the item tells whether it counted:
 * it carries the run id that this agent chose.
 *
 * @returns whether the item is this agent's; false when it went to another one or back to the queue
 */
export async function claimItem(itemId: string, options: ClaimOptions): Promise<boolean> {
  const { connection, queue, runId, signal } = options;
  for (;;) {
    try {
      return await connection.acknowledge(itemId, runId, { signal });
    } catch (error) {
      if (!isPassing(error) || signal?.aborted === true) throw error;
    }
    const seen = await persist(() => queue.item(itemId, { signal }), {
      firstDelayMs: options.retryDelayMs,
      signal,
    });
    if (seen === undefined || seen.state === "FAILED") return false;
    if (seen.runId !== undefined) return seen.runId === runId;
    if (seen.state === "PENDING") return false;
  }
}
