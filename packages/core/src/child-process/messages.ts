import type { SerializedError } from "../instance/event-data.ts";
import type { InstanceSettings } from "../instance/instance-settings.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { InstanceStorage } from "../instance/storage.ts";
import type { GivenToRun } from "../execution/given-to-run.ts";
import type { StepOutcome } from "../execution/step-outcome.ts";

/** Where a worker finds the user's code. */
export interface CodeLocation {
  /** Absolute path or URL of a module. */
  readonly file: string;
  /** Name of the export that holds the definitions. */
  readonly exportName: string;
}

/** One try of one step, as plain data. */
export interface StepOrder {
  readonly run: RunRecord;
  readonly code: CodeLocation;
  /** Key in the plan; a pattern `x[?]` for a mapped step. */
  readonly planKey: string;
  readonly stepKey: string;
  readonly mappingKey: string | undefined;
  readonly attempt: number;
  readonly mappingKeys: ReadonlyMap<string, readonly string[]>;
  readonly produced: ReadonlyMap<string, ReadonlySet<string>>;
  /** Runs that produced outputs which this run did not make, by step key. */
  readonly producers: ReadonlyMap<string, string>;
  readonly given: GivenToRun;
  /** Written to both output streams when the step has ended, so that its output can be told from the next step's. */
  readonly endMark: string;
  /** How long a cancelled step may take to stop, in milliseconds. */
  readonly graceMs: number;
}

/** The instance as a worker sees it. */
export interface WorkerInstance {
  readonly home: string | undefined;
  readonly settings: InstanceSettings;
  readonly description: string;
}

/** What a worker may do to its parent's storage: all but close it. */
export const storageMethods = [
  "createRuns",
  "getRun",
  "listRuns",
  "countRuns",
  "countRunsByStatus",
  "addRunTags",
  "deleteRun",
  "putSnapshot",
  "getSnapshot",
  "append",
  "readEvents",
  "lastStorageId",
  "waitForEvents",
  "purgeEvents",
  "listAssets",
  "getAssets",
  "latestMaterializationsByPartition",
  "materializedPartitions",
  "countMaterializedPartitions",
  "assetActivity",
  "addDynamicPartitions",
  "deleteDynamicPartition",
  "getDynamicPartitions",
  "hasDynamicPartition",
  "claim",
  "renewClaim",
  "releaseClaim",
  "listClaims",
  "takeClaim",
  "requestSlot",
  "releaseSlots",
  "poolUse",
  "createBackfill",
  "getBackfill",
  "listBackfills",
  "updateBackfill",
  "getValue",
  "setValue",
] as const satisfies readonly (keyof InstanceStorage)[];

/** A method of a storage that a worker may call. */
export type StorageMethod = (typeof storageMethods)[number];

/** What the parent tells a worker. */
export type ToWorker =
  | { readonly kind: "instance"; readonly instance: WorkerInstance }
  | { readonly kind: "step"; readonly order: StepOrder }
  /** Stop the step. */
  | { readonly kind: "cancel" }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly id: number; readonly error: SerializedError };

/** What a worker tells its parent. */
export type FromWorker =
  | { readonly kind: "ready" }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly method: StorageMethod;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "abandon"; readonly id: number }
  | { readonly kind: "done"; readonly outcome: StepOutcome }
  /** The step could not even be made ready, so that nothing is recorded yet. */
  | { readonly kind: "unopened"; readonly error: SerializedError }
  /** Something was thrown where nothing could catch it; the worker ends. */
  | { readonly kind: "crash"; readonly error: SerializedError };
