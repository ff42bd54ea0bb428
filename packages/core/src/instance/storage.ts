import type { AssetStorage } from "./asset-storage.ts";
import type { CoordinationStorage } from "./coordination-storage.ts";
import type { EventStorage } from "./event-storage.ts";
import type { RunStorage } from "./run-storage.ts";

/**
 * All that an instance stores. Implementations: in memory (`memoryStorage` here), SQLite (`@heddle/storage`).
 * Each must pass the contract suite in `@heddle/core/conformance`.
 *
 * Promises to hold: appending is atomic with all that follows from an event; storage ids grow in the order of
 * commits and none is committed behind a cursor that a reader was given; several processes may write at once;
 * a method that returned has stored durably against the death of the process.
 */
export interface InstanceStorage
  extends RunStorage, EventStorage, AssetStorage, CoordinationStorage, AsyncDisposable {
  /** For people: `memory`, or the place of the files. */
  readonly description: string;
  /** Whether other processes can open the same storage; executors that start processes need it. */
  readonly shared: boolean;
  /** Releases files and connections. Calling it twice is allowed. */
  close(): Promise<void>;
}
