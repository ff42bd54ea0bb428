import type { LaunchStatus } from "../job/launch-status.ts";

/** A launch of which nothing more is to come. */
export interface SettledLaunch extends LaunchStatus {
  readonly queue: string;
  readonly queueItemId: string;
  /**
   * `finished`: its run finished. `failed`: the run ended otherwise, or the item could not be run. `removed`: somebody
   * took the item out of its queue.
   */
  readonly state: "finished" | "failed" | "removed";
}

/** How many of the watched launches are on their way. */
export interface LaunchesUnderWay {
  readonly pending: number;
  readonly starting: number;
  readonly running: number;
}
