export {
  CoreError,
  InvalidConfigError,
  InvalidDefinitionError,
  coreErrors,
  type CoreErrorCode,
} from "./errors.ts";

export {
  isSchema,
  type,
  type Schema,
  type SchemaIssue,
  type SchemaResult,
} from "./schema/schema.ts";
export type {
  ConfigInput,
  EnvReference,
  FileReference,
  SecretReference,
} from "./schema/config-input.ts";
export { Secret } from "./schema/secret.ts";
export { secret } from "./schema/secret-schema.ts";

export {
  assetKey,
  assetKeyFromDbString,
  assetKeyFromUserString,
  assetKeyToDbString,
  assetKeyToUserString,
  assetOpName,
  type AssetKey,
  type AssetKeyLike,
} from "./definitions/asset-key.ts";
export { SourceLocation } from "./definitions/source-location.ts";
export type { Fault } from "./definitions/fault.ts";
export type {
  AsProduced,
  Awaitable,
  Delivered,
  OmitAbsent,
  Produced,
  ReadValue,
  Settled,
  Simplify,
} from "./definitions/value-types.ts";
export type { reads, types } from "./definitions/types-symbol.ts";
export type {
  AnyPartitionMapping,
  DeclaredShape,
  PartitionContext,
  ShapedInput,
} from "./definitions/partition-types.ts";
export { asset } from "./definitions/asset.ts";
export { assetDefaults, type SharedAssetOptions } from "./definitions/asset-defaults.ts";
export { assetDep, type AssetDep, type AssetDepLike } from "./definitions/asset-dep.ts";
export {
  assetIn,
  type AssetIn,
  type AssetInOptions,
  type AssetKeyInOptions,
  type PlainMetadata,
} from "./definitions/asset-in.ts";
export { inputMetadata, type InputMetadata } from "./definitions/input-metadata.ts";
export type {
  Asset,
  AssetBody,
  AssetIns,
  AssetOptions,
  AssetOptionsBase,
  AssetPartitions,
  AssetValue,
  InputValues,
  Loadable,
  LoadableIns,
  MultiAsset,
} from "./definitions/asset-types.ts";
export {
  multiRunBackfill,
  singleRunBackfill,
  type AssetCheckDefinition,
  type AssetCheckSpec,
  type AssetDependency,
  type AssetsDefinition,
  type AssetSpec,
  type BackfillPolicy,
  type ObserveResult,
  type Observe,
  type SourceAssetDefinition,
} from "./definitions/assets-definition.ts";
export {
  assetOut,
  multiAsset,
  type AssetOut,
  type AssetOutOptions,
  type AssetOuts,
  type CheckedOuts,
  type MultiAssetOptions,
  type NamedOutput,
  type OutAssets,
  type OutIO,
  type OutValue,
  type OutValues,
  type ProducedOut,
} from "./definitions/multi-asset.ts";
export {
  observableSourceAsset,
  sourceAsset,
  type ObservableSourceAssetOptions,
  type SourceAssetOptions,
} from "./definitions/source-asset.ts";
export {
  assetCheck,
  type AssetCheck,
  type AssetCheckOptions,
  type AssetCheckSpecOptions,
} from "./definitions/asset-check.ts";

export {
  op,
  type CallOptions,
  type InvocationOptions,
  type IOManagerKeyBelongsInOpOut,
  type MultiOutOpOptions,
  type Op,
  type OpOptions,
  type OpOptionsBase,
} from "./definitions/op.ts";
export {
  dynamicOut,
  opIn,
  opOut,
  type CallTypes,
  type CheckedOpReturn,
  type InTypes,
  type OpIn,
  type OpIns,
  type OpInOptions,
  type OpOut,
  type OpOutOptions,
  type OpOuts,
  type OpReturn,
  type OutHandles,
  type OutTypes,
} from "./definitions/op-parts.ts";
export type {
  GraphDefinition,
  InputDefinition,
  NodeInvocation,
  OpDefinition,
  OutputDefinition,
  Wiring,
} from "./definitions/op-definition.ts";
export type { DynamicHandle, GraphResult, Handle, Handles, Wire } from "./definitions/handle.ts";
export {
  configMapping,
  graph,
  type ConfigMapping,
  type GraphOptions,
} from "./definitions/graph.ts";
export {
  job,
  type Job,
  type JobDefinition,
  type JobOptions,
  type JobOptionsBase,
  type OpRunConfig,
  type RunConfig,
} from "./definitions/job.ts";
export { defineAssetJob, type AssetJobOptions } from "./definitions/define-asset-job.ts";
export {
  partitionedConfig,
  type PartitionedConfig,
  type PartitionedConfigKey,
} from "./definitions/partitioned-config.ts";
export {
  failureHook,
  successHook,
  type Hook,
  type HookContext,
  type HookOptions,
} from "./definitions/hook.ts";
export { consoleLogger } from "./definitions/console-logger.ts";
export { logger, type Logger, type LoggerDefinition } from "./definitions/logger.ts";
export { retryDelaySeconds, type RetryPolicy } from "./definitions/retry-policy.ts";

export {
  isResource,
  resource,
  valueResource,
  type ConfigurableResource,
  type LiteralKey,
  type ProvidedResources,
  type Requirements,
  type Resource,
  type ResourceContext,
  type ResourceDefinition,
  type ResourceOptions,
  type CheckAssets,
  type StoredAsset,
  type StoredAssetFault,
  type ResourceRequirements,
  type ResourceValues,
} from "./resources/resource.ts";
export { makeValuesResource } from "./resources/make-values-resource.ts";

export {
  dynamicOutput,
  output,
  type DynamicOutput,
  type Output,
  type OutputOptions,
} from "./results/output.ts";
export { keyedValues, type KeyedValues } from "./results/keyed-values.ts";
export {
  materializeResult,
  type MaterializeResult,
  type MaterializeResultOptions,
} from "./results/materialize-result.ts";
export {
  assetCheckResult,
  type AssetCheckResult,
  type AssetCheckResultOptions,
} from "./results/asset-check-result.ts";
export {
  assetMaterialization,
  assetObservation,
  expectationResult,
  type AssetEventOptions,
  type AssetMaterialization,
  type AssetObservation,
  type ExpectationResult,
  type UserEvent,
} from "./results/user-events.ts";
export {
  Failure,
  RetryRequested,
  type FailureOptions,
  type RetryRequestedOptions,
} from "./results/failure.ts";

export {
  metadataValue,
  toEventMetadata,
  toMetadataValue,
  type MetadataInput,
  type MetadataInputValue,
} from "./metadata/metadata-value.ts";

export {
  defaultIOManagerKey,
  isInputManager,
  isIOManager,
  type InputManager,
  type IOManager,
} from "./io-managers/io-manager.ts";
export {
  partitionedInput,
  type PartitionedInput,
  type PartitionedInputOptions,
  type PartitionedInputSource,
} from "./io-managers/partitioned-input.ts";

export type { Log, LogFields, LogRecord } from "./context/log.ts";
export type {
  AssetContext,
  LoadAssetOptions,
  OpContext,
  OutputMetadataOptions,
  StepContext,
} from "./context/step-context.ts";
export type { IOContext, OutputContext } from "./context/output-context.ts";
export type { InputContext, UpstreamOutput } from "./context/input-context.ts";

export { AssetSelection, assetSelection } from "./selection/selection-object.ts";
export type { AssetSelectionLike } from "./selection/asset-selection.ts";

export {
  inProcessExecutor,
  type Executor,
  type ExecutorContext,
  type RunningExecutor,
  type LoadedDefinitions,
  type StepCode,
  type StepLaunch,
} from "./execution/executor.ts";
export type { GivenToRun } from "./execution/given-to-run.ts";
export type { StepOutcome } from "./execution/step-outcome.ts";
export type {
  ExecuteInProcessOptions,
  ExecuteOptions,
  RunClock,
} from "./execution/execute-options.ts";
export type { RunResult } from "./execution/run-result.ts";

export {
  planSnapshot,
  type ExecutionPlan,
  type InputSource,
  type PlanInput,
  type PlanOutput,
  type PlanSnapshot,
  type PlanStep,
} from "./plan/plan.ts";
export { AssetGraph, assetKeyText, type AssetNode } from "./plan/asset-graph.ts";

export {
  allAssetsJobName,
  definitions,
  type Definitions,
  type DefinitionsOptions,
} from "./definitions/definitions.ts";
export type { DefinitionWarning } from "./check/asset-warnings.ts";
export { mergeDefinitions, repository, type RepositoryItem } from "./definitions/repository.ts";
export { withResources, type Bound } from "./definitions/with-resources.ts";
export type { Definition } from "./definitions/rebuild.ts";
export {
  loadAssetsFromFolder,
  loadAssetsFromModules,
  loadAssetsFromPackageModule,
  type LoadAssetsOptions,
  type LoadedAsset,
} from "./definitions/load-assets.ts";
export {
  graphAsset,
  graphMultiAsset,
  type GraphAssetOptions,
  type GraphInputTypes,
  type GraphMultiAssetOptions,
} from "./definitions/graph-asset.ts";
export {
  loadRunConfig,
  mergeRunConfig,
  parseRunConfig,
  setRunConfig,
  type PlainRunConfig,
} from "./config/run-config-files.ts";
export type { JsonSchema } from "./config/run-config-schema.ts";
export type { ConfigFault, ConfigFaultReason } from "./config/config-fault.ts";
export type { DryRun } from "./execution/dry-run.ts";
export { reexecute, type ReexecuteOptions } from "./execution/reexecute.ts";
export type { ReexecutionStrategy } from "./execution/repeat-run.ts";
export { staleStatuses, type StaleCause, type StaleStatus } from "./execution/stale-status.ts";
export { interruptSignal, type InterruptSignal } from "./execution/interrupt-signal.ts";
export { executeRun, type ExecutedRun } from "./execution/execute-run.ts";
export type { PreparedRun } from "./execution/prepared-run.ts";
export { finishRun } from "./execution/execute-in-process.ts";
export { resolveSelection } from "./selection/resolve-selection.ts";
export { parseSelection } from "./selection/parse-selection.ts";
export { planAssets, type PlanAssetsOptions } from "./plan/plan-assets.ts";
export { planGraph } from "./plan/plan-job.ts";
export { materialize, type MaterializeOptions } from "./execution/materialize.ts";
export { createMemoryIOManager, memoryIOManager } from "./io-managers/memory-io-manager.ts";
export {
  createLocalFileIOManager,
  localFileIOManager,
  type LocalFileConfig,
  type LocalFileOptions,
} from "./io-managers/local-file-io-manager.ts";

export * from "./instance/index.ts";
export {
  ComputeLogs,
  type ComputeLogChunk,
  type ComputeLogQuery,
  type ComputeLogWriter,
  type OutputStream,
} from "./compute-logs/compute-logs.ts";
export {
  childProcessExecutor,
  type ChildProcessExecutor,
  type ChildProcessExecutorOptions,
} from "./child-process/child-process-executor.ts";
export { createBackfill, type CreateBackfillOptions } from "./backfill/create-backfill.ts";
export { runBackfill, type RunBackfillOptions } from "./backfill/run-backfill.ts";
export { cancelBackfill } from "./backfill/cancel-backfill.ts";
export { retryBackfill } from "./backfill/retry-backfill.ts";
export type { PartitionsChoice } from "./backfill/choose-targets.ts";
export type { BackfillPlan, BackfillProgress, BackfillTarget } from "./backfill/backfill-plan.ts";
