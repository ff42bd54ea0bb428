import type { LaunchQueue, QueueItemView } from "@heddle/wandb-client";
import type { QueuePosition, SensorCursor } from "./sensor-cursor.ts";

/** A launch that a sensor looks at. */
export interface WatchedItem {
  readonly id: string;
  readonly queue: LaunchQueue;
  /** Entity and project of its run. */
  readonly entity: string;
  readonly project: string;
  /** The item as far as the source has it already. */
  readonly view?: QueueItemView | undefined;
  /** Whether `view` is all that the server tells, so that an absent one says that the item is gone. A listing tells less. */
  readonly isWhole?: boolean | undefined;
  /** `entity/project/id` of the run that it asks for. */
  readonly wanted?: string | undefined;
  /** How often that run was put back in the queue before. */
  readonly resumes?: number | undefined;
}

/** What a source has at one look. */
export interface Listing {
  /** The launches to look at, in the order in which they are reported. */
  readonly items: readonly WatchedItem[];
  /** Ids of those that a later item has taken over. */
  readonly superseded: ReadonlySet<string>;
  /** Whether `items` are all launches, those reported included; otherwise they are the open and the new ones. */
  readonly isComplete: boolean;
  /** Where the next listing goes on. */
  readonly position?: QueuePosition | undefined;
}

/** Where a sensor finds its launches. */
export interface LaunchSource {
  /** Names what is watched; a cursor belongs to one name. */
  readonly name: string;
  /** @param before what was reported and what is open */
  list(before: SensorCursor, signal: AbortSignal | undefined): Promise<Listing>;
  /** A launch that was open and is in no complete listing any more; undefined when it need not be looked at again. */
  missing(id: string): Promise<WatchedItem> | undefined;
}
