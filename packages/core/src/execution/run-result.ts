import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { EventRecord, EventType } from "../instance/events.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunStatus } from "../instance/run-status.ts";

/**
 * How a run ended, with what it stored. Disposing of it (`await using`) closes an ephemeral instance and removes its values;
 * without that they go with the process.
 */
export interface RunResult extends AsyncDisposable {
  readonly runId: string;
  readonly success: boolean;
  readonly status: RunStatus;
  readonly run: RunRecord;
  /** The instance that holds the run. An ephemeral one stays readable through this result. */
  readonly instance: Instance;
  /** What the first failed step threw, when the run failed in this process. */
  readonly error: unknown;
  /** All events, or those of some types, in order. */
  events<Type extends EventType = EventType>(
    ...eventTypes: readonly Type[]
  ): Promise<readonly EventRecord<Type>[]>;
  /** Events of one step. */
  eventsForStep(stepKey: string): Promise<readonly EventRecord[]>;
  /** Materializations of all assets, or of one. */
  materializations(key?: AssetKeyLike): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;
  /** Outcomes of asset checks. */
  checkEvaluations(): Promise<readonly EventRecord<"ASSET_CHECK_EVALUATION">[]>;
  /** Value of an op's output, loaded through its IO manager. */
  outputForNode(path: string, outputName?: string): Promise<unknown>;
  /** Value that the run stored for an asset, loaded through its IO manager. */
  assetValue(key: AssetKeyLike, options?: { readonly partitionKey?: string }): Promise<unknown>;
  /** Keys of the steps with this fate, in the order of their events. */
  steps(fate: "succeeded" | "failed" | "skipped"): Promise<readonly string[]>;
}
