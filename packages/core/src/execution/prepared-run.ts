import type { Partitions } from "@heddle/partitions";
import type { DefinitionWarning } from "../check/asset-warnings.ts";
import type { RunConfigTarget } from "../config/resolve-run-config.ts";
import type { AssetKey } from "../definitions/asset-key.ts";
import type { JobDefinition } from "../definitions/job.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { KnownStep } from "./known-steps.ts";

/** A run that is fully described and checked, but not started. */
export interface PreparedRun {
  readonly jobName: string;
  readonly definition: JobDefinition | undefined;
  readonly plan: ExecutionPlan;
  /** The same plan, made again if need be: what lives longer than the run holds this instead. */
  readonly replan: () => ExecutionPlan;
  readonly graph: AssetGraph;
  /** Partitions of the job. */
  readonly jobPartitions: Partitions | undefined;
  readonly nodes: RunConfigTarget["nodes"];
  readonly scope: ResourceScope;
  /** IO manager for outputs that name none, when none is bound. */
  readonly fallback: ResourceScope;
  /** Resources that the definitions do not have so. */
  readonly runResources: ResourceScope;
  /** What the definitions bind; undefined when the run was made of single assets. */
  readonly boundResources: ResourceScope | undefined;
  /** What is probably wrong with what it runs. */
  readonly warnings: readonly DefinitionWarning[];
  readonly runConfig: unknown;
  readonly tags: Readonly<Record<string, string>>;
  readonly options: ExecuteOptions;
  readonly inputValues: Readonly<Record<string, unknown>> | undefined;
  readonly tolerated: RunConfigTarget["tolerated"];
  readonly assetSelection: readonly AssetKey[] | undefined;
  readonly stepSelection: readonly string[] | undefined;
  readonly parent: { readonly parentRunId: string; readonly rootRunId: string } | undefined;
  /** Steps that an earlier run did. */
  readonly known?: ReadonlyMap<string, KnownStep>;
}
