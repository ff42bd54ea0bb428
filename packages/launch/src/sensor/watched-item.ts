import type { LaunchQueue, QueueItemView } from "@heddle/wandb-client";

/** A launch that a sensor looks at. */
export interface WatchedItem {
  readonly id: string;
  readonly queue: LaunchQueue;
  /** Entity and project of its run. */
  readonly entity: string;
  readonly project: string;
  /** The item where the listing had it. */
  readonly view?: QueueItemView | undefined;
}

/** Where a sensor finds its launches. */
export interface LaunchSource {
  /** Names what is watched; a cursor belongs to one name. */
  readonly name: string;
  /**
   * The launches to look at, in the order in which they are reported.
   *
   * @returns `items`, and the ids of those that a later item has taken over
   */
  list(signal: AbortSignal | undefined): Promise<{
    readonly items: readonly WatchedItem[];
    readonly superseded: ReadonlySet<string>;
  }>;
  /** A launch that was listed once and is not any more; undefined when it need not be looked at again. */
  missing(id: string): Promise<WatchedItem> | undefined;
}
