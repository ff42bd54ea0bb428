import type { JsonValue } from "../instance/metadata-value.ts";
import type { ResolvedRunConfig } from "../config/resolved-run-config.ts";
import type { AssetKey } from "../definitions/asset-key.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { DataVersions } from "./data-versions.ts";
import type { RunLog } from "./run-log.ts";
import type { RunPartitions } from "./run-partitions.ts";

/** The resources of one step. */
export interface StepResources {
  readonly needs: ReadonlyMap<string, PlannedResource>;
  /** IO manager by output name. */
  readonly outputs: ReadonlyMap<string, PlannedResource>;
  /** Manager that an input names itself, or that loads an asset from outside of the run, by input name. */
  readonly inputs: ReadonlyMap<string, PlannedResource>;
  /** Resources of the step's hooks. */
  readonly hooks: ReadonlyMap<string, PlannedResource>;
}

/** Everything that steps of a run share within one process. */
export interface RunServices {
  readonly run: RunRecord;
  readonly jobName: string;
  readonly plan: ExecutionPlan;
  readonly graph: AssetGraph;
  readonly instance: Instance;
  readonly log: RunLog;
  readonly config: ResolvedRunConfig;
  readonly rawConfig: JsonValue;
  readonly resources: LiveResources;
  readonly stepResources: ReadonlyMap<string, StepResources>;
  readonly partitions: RunPartitions;
  readonly versions: DataVersions;
  /** Which run produced the outputs of a step: this one, unless the step was not executed again. */
  readonly producerRun: (stepKey: string) => string;
  /** Makes the IO manager of any asset of the definitions ready. */
  readonly managerOf: (
    key: AssetKey,
  ) => Promise<{ readonly manager: unknown; readonly planned: PlannedResource }>;
  readonly random: () => number;
  readonly monotonic: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly cancelGraceMs: number;
  /** Keeps what a step threw, for `raiseOnError`. */
  readonly keepError: (stepKey: string, error: unknown) => void;
}
