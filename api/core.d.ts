// index.d.ts
export { CoreError, InvalidConfigError, InvalidDefinitionError, coreErrors, type CoreErrorCode, } from "./errors.ts";
export { isSchema, type, type Schema, type SchemaIssue, type SchemaResult, } from "./schema/schema.ts";
export type { ConfigInput, EnvReference, FileReference, SecretReference, } from "./schema/config-input.ts";
export { Secret } from "./schema/secret.ts";
export { secret } from "./schema/secret-schema.ts";
export { assetKey, assetKeyFromDbString, assetKeyFromUserString, assetKeyToDbString, assetKeyToUserString, assetOpName, type AssetKey, type AssetKeyLike, } from "./definitions/asset-key.ts";
export { SourceLocation } from "./definitions/source-location.ts";
export type { Fault } from "./definitions/fault.ts";
export type { AsProduced, Awaitable, Delivered, OmitAbsent, Produced, ReadValue, Settled, Simplify, } from "./definitions/value-types.ts";
export type { reads, types } from "./definitions/types-symbol.ts";
export type { AnyPartitionMapping, DeclaredShape, PartitionContext, ShapedInput, } from "./definitions/partition-types.ts";
export { asset } from "./definitions/asset.ts";
export { assetDefaults, type SharedAssetOptions } from "./definitions/asset-defaults.ts";
export { assetDep, type AssetDep, type AssetDepLike } from "./definitions/asset-dep.ts";
export { assetIn, type AssetIn, type AssetInOptions, type AssetKeyInOptions, type PlainMetadata, } from "./definitions/asset-in.ts";
export { inputMetadata, type InputMetadata } from "./definitions/input-metadata.ts";
export type { Asset, AssetBody, AssetIns, AssetOptions, AssetOptionsBase, AssetPartitions, AssetValue, InputValues, Loadable, LoadableIns, MultiAsset, } from "./definitions/asset-types.ts";
export { multiRunBackfill, singleRunBackfill, type AssetCheckDefinition, type AssetCheckSpec, type AssetDependency, type AssetsDefinition, type AssetSpec, type BackfillPolicy, type ObserveResult, type Observe, type SourceAssetDefinition, } from "./definitions/assets-definition.ts";
export { assetOut, multiAsset, type AssetOut, type AssetOutOptions, type AssetOuts, type CheckedOuts, type MultiAssetOptions, type NamedOutput, type OutAssets, type OutIO, type OutValue, type OutValues, type ProducedOut, } from "./definitions/multi-asset.ts";
export { observableSourceAsset, sourceAsset, type ObservableSourceAssetOptions, type SourceAssetOptions, } from "./definitions/source-asset.ts";
export { assetCheck, type AssetCheck, type AssetCheckOptions, type AssetCheckSpecOptions, } from "./definitions/asset-check.ts";
export { op, type CallOptions, type InvocationOptions, type IOManagerKeyBelongsInOpOut, type MultiOutOpOptions, type Op, type OpOptions, type OpOptionsBase, } from "./definitions/op.ts";
export { dynamicOut, opIn, opOut, type CallTypes, type CheckedOpReturn, type InTypes, type OpIn, type OpIns, type OpInOptions, type OpOut, type OpOutOptions, type OpOuts, type OpReturn, type OutHandles, type OutTypes, } from "./definitions/op-parts.ts";
export type { GraphDefinition, InputDefinition, NodeInvocation, OpDefinition, OutputDefinition, Wiring, } from "./definitions/op-definition.ts";
export type { DynamicHandle, GraphResult, Handle, Handles, Wire } from "./definitions/handle.ts";
export { configMapping, graph, type ConfigMapping, type GraphOptions, } from "./definitions/graph.ts";
export { job, type Job, type JobDefinition, type JobOptions, type JobOptionsBase, type OpRunConfig, type RunConfig, } from "./definitions/job.ts";
export { defineAssetJob, type AssetJobOptions } from "./definitions/define-asset-job.ts";
export { partitionedConfig, type PartitionedConfig, type PartitionedConfigKey, } from "./definitions/partitioned-config.ts";
export { failureHook, successHook, type Hook, type HookContext, type HookOptions, } from "./definitions/hook.ts";
export { consoleLogger } from "./definitions/console-logger.ts";
export { logger, type Logger, type LoggerDefinition } from "./definitions/logger.ts";
export { retryDelaySeconds, type RetryPolicy } from "./definitions/retry-policy.ts";
export { isResource, resource, valueResource, type ConfigurableResource, type LiteralKey, type ProvidedResources, type Requirements, type Resource, type ResourceContext, type ResourceDefinition, type ResourceOptions, type CheckAssets, type StoredAsset, type StoredAssetFault, type ResourceRequirements, type ResourceValues, } from "./resources/resource.ts";
export { makeValuesResource } from "./resources/make-values-resource.ts";
export { dynamicOutput, output, type DynamicOutput, type Output, type OutputOptions, } from "./results/output.ts";
export { keyedValues, type KeyedValues } from "./results/keyed-values.ts";
export { materializeResult, type MaterializeResult, type MaterializeResultOptions, } from "./results/materialize-result.ts";
export { assetCheckResult, type AssetCheckResult, type AssetCheckResultOptions, } from "./results/asset-check-result.ts";
export { assetMaterialization, assetObservation, expectationResult, type AssetEventOptions, type AssetMaterialization, type AssetObservation, type ExpectationResult, type UserEvent, } from "./results/user-events.ts";
export { Failure, RetryRequested, type FailureOptions, type RetryRequestedOptions, } from "./results/failure.ts";
export { metadataValue, toEventMetadata, toMetadataValue, type MetadataInput, type MetadataInputValue, } from "./metadata/metadata-value.ts";
export { defaultIOManagerKey, isInputManager, isIOManager, type InputManager, type IOManager, } from "./io-managers/io-manager.ts";
export { partitionedInput, type PartitionedInput, type PartitionedInputOptions, type PartitionedInputSource, } from "./io-managers/partitioned-input.ts";
export type { Log, LogFields, LogRecord } from "./context/log.ts";
export type { AssetContext, LoadAssetOptions, OpContext, OutputMetadataOptions, StepContext, } from "./context/step-context.ts";
export type { IOContext, OutputContext } from "./context/output-context.ts";
export type { InputContext, UpstreamOutput } from "./context/input-context.ts";
export { AssetSelection, assetSelection } from "./selection/selection-object.ts";
export type { AssetSelectionLike } from "./selection/asset-selection.ts";
export { inProcessExecutor, type Executor, type ExecutorContext, type RunningExecutor, type LoadedDefinitions, type StepCode, type StepLaunch, } from "./execution/executor.ts";
export type { GivenToRun } from "./execution/given-to-run.ts";
export type { StepOutcome } from "./execution/step-outcome.ts";
export type { ExecuteInProcessOptions, ExecuteOptions, RunClock, } from "./execution/execute-options.ts";
export type { RunResult } from "./execution/run-result.ts";
export { planSnapshot, type ExecutionPlan, type InputSource, type PlanInput, type PlanOutput, type PlanSnapshot, type PlanStep, } from "./plan/plan.ts";
export { AssetGraph, assetKeyText, type AssetNode } from "./plan/asset-graph.ts";
export { allAssetsJobName, definitions, type Definitions, type DefinitionsOptions, } from "./definitions/definitions.ts";
export type { DefinitionWarning } from "./check/asset-warnings.ts";
export { mergeDefinitions, repository, type RepositoryItem } from "./definitions/repository.ts";
export { withResources, type Bound } from "./definitions/with-resources.ts";
export type { Definition } from "./definitions/rebuild.ts";
export { loadAssetsFromFolder, loadAssetsFromModules, loadAssetsFromPackageModule, type LoadAssetsOptions, type LoadedAsset, } from "./definitions/load-assets.ts";
export { graphAsset, graphMultiAsset, type GraphAssetOptions, type GraphInputTypes, type GraphMultiAssetOptions, } from "./definitions/graph-asset.ts";
export { loadRunConfig, mergeRunConfig, parseRunConfig, setRunConfig, type PlainRunConfig, } from "./config/run-config-files.ts";
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
export { createLocalFileIOManager, localFileIOManager, type LocalFileConfig, type LocalFileOptions, } from "./io-managers/local-file-io-manager.ts";
export * from "./instance/index.ts";
export { ComputeLogs, type ComputeLogChunk, type ComputeLogQuery, type ComputeLogWriter, type OutputStream, } from "./compute-logs/compute-logs.ts";
export { childProcessExecutor, type ChildProcessExecutor, type ChildProcessExecutorOptions, } from "./child-process/child-process-executor.ts";
export { createBackfill, type CreateBackfillOptions } from "./backfill/create-backfill.ts";
export { runBackfill, type RunBackfillOptions } from "./backfill/run-backfill.ts";
export { cancelBackfill } from "./backfill/cancel-backfill.ts";
export { retryBackfill } from "./backfill/retry-backfill.ts";
export type { PartitionsChoice } from "./backfill/choose-targets.ts";
export type { BackfillPlan, BackfillProgress, BackfillTarget } from "./backfill/backfill-plan.ts";

// instance/conformance/index.d.ts
import type { ContractCase } from "./contract-case.ts";
export type { ContractCase, OpenStorage } from "./contract-case.ts";
/**
 * What every implementation of `InstanceStorage` must do, as tests for any test runner.
 *
 * @example
 * ```ts
 * import { instanceStorageContract } from "@heddle/core/conformance";
 * for (const { title, run } of instanceStorageContract) {
 *   test(title, () => run(({ clock }) => myStorage({ clock })));
 * }
 * ```
 */
export declare const instanceStorageContract: readonly ContractCase[];

// instance/storage-kit.d.ts
/** What implementations of `InstanceStorage` share: the rules that do not depend on where things are stored. */
export { assetKeyPrefixText, assetKeyText } from "./asset-key-text.ts";
export { canonicalJson } from "./canonical-json.ts";
export { eventText } from "./event-text.ts";
export { assetFields } from "./event-filter.ts";
export { isAssetEvent } from "./events.ts";
export { isFinished, finishedStatuses } from "./run-status.ts";
export { applyEventToRun, runNotFinished, unknownRun } from "./run-transition.ts";
export { decideSlot, type SlotEntry } from "./slot-order.ts";
export { runClaimName } from "./ownership/run-claim-name.ts";

// testing/index.d.ts
export { invokeAsset } from "./invoke-asset.ts";
export { materializeToMemory } from "./materialize-to-memory.ts";
export { buildAssetContext, buildInitResourceContext, buildInputContext, buildOpContext, buildOutputContext, recordedLog, type BuildIOContextOptions, type BuildOpContextOptions, type BuiltOpContext, type RecordedLog, } from "./build-contexts.ts";
export { ephemeralInstance } from "../instance/ephemeral-instance.ts";
export { createMemoryIOManager, memoryIOManager } from "../io-managers/memory-io-manager.ts";

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every error code of `@heddle/core`: what it means, and what to do. */
export declare const coreErrors: {
    readonly CORE_UNKNOWN_RUN: {
        readonly meaning: "The instance has no run of this id.";
        readonly remedy: "Check the id and which instance is open; create the run before appending its events.";
    };
    readonly CORE_ILLEGAL_RUN_TRANSITION: {
        readonly meaning: "An event is not allowed in the status that its run is in; nothing was stored.";
        readonly remedy: "A finished run never changes: start a new one. Otherwise append the missing event first.";
    };
    readonly CORE_RUN_NOT_FINISHED: {
        readonly meaning: "The run has not ended, and what was asked needs a finished run.";
        readonly remedy: "Wait for its end, or cancel it.";
    };
    readonly CORE_INVALID_EVENT: {
        readonly meaning: "An event has an unknown type or fields that cannot be stored as JSON; nothing was stored.";
        readonly remedy: "Correct the field that the message names.";
    };
    readonly CORE_INSTANCE_CLOSED: {
        readonly meaning: "The instance was used after it was closed.";
        readonly remedy: "Close it last, or open it again.";
    };
    readonly CORE_INSTANCE_HOME: {
        readonly meaning: "The home folder is not usable: not absolute, not a folder, or not writable.";
        readonly remedy: "Set HEDDLE_HOME to the absolute path of a folder that you can write to.";
    };
    readonly CORE_INSTANCE_CONFIG: {
        readonly meaning: "The instance's `heddle.yaml` has faults; all are listed with their path.";
        readonly remedy: "Correct each listed key.";
    };
    readonly CORE_STEP_PROCESS_LOST: {
        readonly meaning: "The process that ran a step died, was killed, or left by `process.exit`, before the step had ended.";
        readonly remedy: "See the step's captured stderr. The step failed; the run goes on without what depends on it.";
    };
    readonly CORE_STEP_OUT_OF_MEMORY: {
        readonly meaning: "A step needed more memory than the executor allows for its process, which was ended.";
        readonly remedy: "Raise `memoryLimitMb`, or work on less data at a time.";
    };
    readonly CORE_CODE_LOCATION: {
        readonly meaning: "A worker process cannot load the file that holds the definitions, or it does not export them.";
        readonly remedy: "Pass the file and export name of the definitions to `childProcessExecutor`.";
    };
    readonly CORE_UNKNOWN_BACKFILL: {
        readonly meaning: "The instance has no backfill of this id.";
        readonly remedy: "Check the id and which instance is open.";
    };
    readonly CORE_INVALID_BACKFILL: {
        readonly meaning: "A backfill was asked for that makes no sense: nothing selected, or partitions that do not fit.";
        readonly remedy: "Follow the message, which names the asset or option.";
    };
    readonly CORE_BACKFILL_CHANGED: {
        readonly meaning: "The definitions no longer fit a stored backfill: an asset, job or its partitions have changed.";
        readonly remedy: "Bring the definitions back, or cancel the backfill and start a new one.";
    };
    readonly CORE_LOST_CLAIM: {
        readonly meaning: "Another process does what this one was to do: it had begun before, or took over because this one stood still.";
        readonly remedy: "Leave it to the other one; if this process stood still, look at what stopped it.";
    };
    readonly CORE_INVALID_DEFINITION: {
        readonly meaning: "The definitions have faults; every one of them is listed with the place where it was written.";
        readonly remedy: "Correct each listed definition.";
    };
    readonly CORE_INVALID_NAME: {
        readonly meaning: "A name or a key holds characters that it may not hold, or is empty.";
        readonly remedy: "Use letters, digits and underscores for names; keep key parts non-empty.";
    };
    readonly CORE_DUPLICATE_KEY: {
        readonly meaning: "Two definitions claim the same asset key, check key or name.";
        readonly remedy: "Rename one of them; the error says where both are written.";
    };
    readonly CORE_CYCLE: {
        readonly meaning: "Assets, ops or resources depend on each other in a circle.";
        readonly remedy: "Break the circle that the error prints; an asset may depend on itself only through earlier partitions.";
    };
    readonly CORE_UNKNOWN_ASSET: {
        readonly meaning: "An asset key is used that no definition provides.";
        readonly remedy: "Correct the key, or declare it with `sourceAsset`.";
    };
    readonly CORE_AMBIGUOUS_ASSET_KEY: {
        readonly meaning: "A part of an asset key holds a `/` (a warning): written by users, such a key reads as two parts.";
        readonly remedy: "Give the key as a list of parts, or choose another name.";
    };
    readonly CORE_UNKNOWN_JOB: {
        readonly meaning: "There is no job of this name.";
        readonly remedy: "Use one of the listed names.";
    };
    readonly CORE_MISSING_RESOURCE: {
        readonly meaning: "A resource key is required and not provided.";
        readonly remedy: "Add the resource to `definitions`, `materialize` or the job.";
    };
    readonly CORE_NOT_AN_IO_MANAGER: {
        readonly meaning: "The resource under an IO manager key has no handleOutput and loadInput.";
        readonly remedy: "Bind an IO manager under this key, or name another key.";
    };
    readonly CORE_RESOURCE_CONFLICT: {
        readonly meaning: "One resource key is bound twice with different resources.";
        readonly remedy: "Bind it once, or use two keys.";
    };
    readonly CORE_PARTITION_MISMATCH: {
        readonly meaning: "Partitions and mappings of an asset, a job or an input do not fit together.";
        readonly remedy: "Follow the reason in the message: another mapping, or the same partitions definition.";
    };
    readonly CORE_INVALID_WIRING: {
        readonly meaning: "An input of an op is connected to nothing, to the wrong thing, or twice.";
        readonly remedy: "Pass a handle of an op called in the same body, give a default, or name an input manager.";
    };
    readonly CORE_OUTSIDE_COMPOSITION: {
        readonly meaning: "An op or a graph was called outside the body of a job or graph.";
        readonly remedy: "Call it inside `job` or `graph`; to run it directly use `op.invoke(inputs, context)`.";
    };
    readonly CORE_INVALID_OPTION: {
        readonly meaning: "An option of a definition or call is not known, contradicts another one, or has a wrong value.";
        readonly remedy: "Follow the message, which names the option.";
    };
    readonly CORE_INVALID_SELECTION: {
        readonly meaning: "A selection text cannot be parsed, or it selects nothing.";
        readonly remedy: "Check the marked position and the listed keys.";
    };
    readonly CORE_INVALID_CONFIG: {
        readonly meaning: "Run config or resource config does not fit its schema; all faults are listed with path and reason.";
        readonly remedy: "Correct each listed path.";
    };
    readonly CORE_CONFIG_FILE: {
        readonly meaning: "A config file cannot be read or is not valid YAML.";
        readonly remedy: "Check the file at the given line.";
    };
    readonly CORE_INVALID_INVOCATION: {
        readonly meaning: "A run or a call was started with arguments that do not fit the definition.";
        readonly remedy: "Follow the message: partition key, selection or inputs.";
    };
    readonly CORE_UNKNOWN_STEP: {
        readonly meaning: "A step key is not part of the plan.";
        readonly remedy: "Use one of the listed step keys.";
    };
    readonly CORE_INVARIANT: {
        readonly meaning: "User code returned or asked for something that the declaration does not allow.";
        readonly remedy: "Return what is declared; the message names output and step.";
    };
    readonly CORE_TYPE_CHECK: {
        readonly meaning: "A value does not fit the schema of its input or output.";
        readonly remedy: "Return or store a value of the declared type.";
    };
    readonly CORE_UNDECLARED_RESOURCE: {
        readonly meaning: "A body asked for a resource that its definition does not declare.";
        readonly remedy: "Add it to `resources` of the definition.";
    };
    readonly CORE_CONTEXT_MEMBER: {
        readonly meaning: "A context was asked for something that this run or step does not have.";
        readonly remedy: "Follow the message, which names the member to use instead.";
    };
    readonly CORE_RESOURCE_INIT: {
        readonly meaning: "A resource could not be set up.";
        readonly remedy: "See the cause; the steps were not started.";
    };
    readonly CORE_RUN_FAILED: {
        readonly meaning: "A run ended in failure.";
        readonly remedy: "See the first failed step.";
    };
    readonly CORE_STEP_TIMEOUT: {
        readonly meaning: "A step did not finish within its time limit.";
        readonly remedy: "Raise `timeoutMs`, or make the body watch `context.signal`.";
    };
    readonly CORE_RUN_TIMEOUT: {
        readonly meaning: "A run did not finish within `dagster/max_runtime`.";
        readonly remedy: "Raise the limit or split the run.";
    };
    readonly CORE_CANCELED: {
        readonly meaning: "The run was cancelled.";
        readonly remedy: "Start it again, or re-execute from failure.";
    };
    readonly CORE_LOAD_INPUT: {
        readonly meaning: "An IO manager could not load an input.";
        readonly remedy: "See the cause.";
    };
    readonly CORE_HANDLE_OUTPUT: {
        readonly meaning: "An IO manager could not store an output.";
        readonly remedy: "See the cause.";
    };
    readonly CORE_VALUE_NOT_FOUND: {
        readonly meaning: "An IO manager has no stored value for an asset, partition or output.";
        readonly remedy: "Materialize it first, with the same IO manager and instance.";
    };
    readonly CORE_UNSAFE_PATH: {
        readonly meaning: "A key would lead to a file outside the storage folder.";
        readonly remedy: "Use another key, or another base folder.";
    };
    readonly CORE_NOT_SERIALIZABLE: {
        readonly meaning: "The local file IO manager cannot store a value of this kind.";
        readonly remedy: "Return plain data, or name an IO manager that stores it.";
    };
    readonly CORE_SEVERAL_PARTITIONS: {
        readonly meaning: "One plain value was returned in a run over several partitions.";
        readonly remedy: "Return a Map from partition key to value, yield one output per key, or run one partition at a time.";
    };
    readonly CORE_METADATA: {
        readonly meaning: "A metadata value is of no supported kind, or a key was set twice where this is not allowed.";
        readonly remedy: "Use one of the metadata constructors.";
    };
    readonly CORE_CANNOT_REEXECUTE: {
        readonly meaning: "The run cannot be executed again in this way.";
        readonly remedy: "Choose another run or strategy; the message says why.";
    };
};
/** The codes of `@heddle/core`. */
export type CoreErrorCode = ErrorCode<typeof coreErrors>;
/** The error class of `@heddle/core`; tell cases apart by `code`. */
export declare class CoreError<Code extends CoreErrorCode = CoreErrorCode> extends HeddleError<Code> {
}
/** Definitions with faults; `problems` holds each with its code, place and advice. */
export declare class InvalidDefinitionError extends CoreError<"CORE_INVALID_DEFINITION"> {
}
/** Config that does not fit; `problems` holds each fault with path, reason and advice. */
export declare class InvalidConfigError extends CoreError<"CORE_INVALID_CONFIG"> {
}

// schema/schema.d.ts
/** One fault that a schema found. */
export interface SchemaIssue {
    readonly message: string;
    readonly path?: readonly (PropertyKey | {
        readonly key: PropertyKey;
    })[] | undefined;
}
/** What a schema answers: the value, or the issues. */
export type SchemaResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};
/**
 * A Standard Schema, structurally: zod, valibot, arktype and {@link type} all fit, and core depends on none of them.
 * `Input` is what is written, `Output` what arrives after defaults and transforms.
 */
export interface Schema<out Output = unknown, out Input = unknown> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
        readonly types?: {
            readonly input: Input;
            readonly output: Output;
        } | undefined;
    };
}
/**
 * A schema that accepts everything at run time and carries only a type.
 *
 * @example
 * ```ts
 * op({ name: "total", ins: { rows: type<number[]>() } }, ({ rows }) => rows.length);
 * ```
 */
export declare function type<T>(): Schema<T, T>;
/** Whether a value is a Standard Schema. */
export declare function isSchema(value: unknown): value is Schema;
/** Whether a schema accepts everything, so that checking a value against it is of no use. */
export declare function acceptsEverything(schema: Schema): boolean;
/** The path of an issue as plain keys. */
export declare function issuePath(issue: SchemaIssue): readonly PropertyKey[];

// schema/config-input.d.ts
/** Stands for the value of an environment variable; resolved when it is needed, and stored as the reference. */
export interface EnvReference {
    readonly env: string;
}
/** Stands for the content of a file, without its final newline. Only secrets take it. */
export interface FileReference {
    readonly file: string;
}
/** How a secret is referred to. */
export type SecretReference = EnvReference | FileReference;
/**
 * What may be written where a schema takes `T`: the value itself, or `{ env: NAME }` for any scalar, at every depth.
 * An object that has exactly the key `env` is always a reference; write `{ $literal: { env: "x" } }` for the object itself.
 */
export type ConfigInput<T> = T extends SecretReference ? T : T extends string | number | boolean ? T | EnvReference : T extends readonly (infer E)[] ? readonly ConfigInput<E>[] : T extends object ? {
    readonly [K in keyof T]: ConfigInput<T[K]>;
} : T;

// schema/secret.d.ts
import { inspect } from "node:util";
/**
 * A value that prints as `********` wherever it is shown: in logs, JSON, templates, errors and `inspect`.
 * Only {@link Secret.reveal} gives the value.
 *
 * @example
 * ```ts
 * const key = new Secret("abc");
 * `${key}`;      // "********"
 * key.reveal();  // "abc"
 * ```
 */
export declare class Secret {
    #private;
    constructor(value: string);
    /** Whether a value is a secret, also one made by another copy of this package. */
    static is(value: unknown): value is Secret;
    /** The value itself; hand it only to what needs it. */
    reveal(): string;
    toString(): string;
    toJSON(): string;
    [inspect.custom](): string;
}
/** Replaces the values of known secrets in texts and plain data. */
export declare class Redactor {
    #private;
    /** Remembers every secret inside a config value. */
    learn(value: unknown, depth?: number): void;
    /** Whether no secret is known, so that texts need no look. */
    get isEmpty(): boolean;
    /** The text with each known secret replaced by `********`. */
    text(text: string): string;
    /** A copy of plain data with each known secret replaced in every string and every property name. */
    data<T>(value: T, depth?: number): T;
}

// schema/secret-schema.d.ts
import { z } from "zod";
import type { SecretReference } from "./config-input.ts";
import { Secret } from "./secret.ts";
/** Whether the schema that made this secret lets it stand in the config itself. */
export declare function allowsLiteral(secret: Secret): boolean;
/**
 * A config field that holds a secret. It is given as `{ env: NAME }` or `{ file: PATH }`, arrives as a
 * {@link Secret}, and is shown as `********` everywhere.
 *
 * @param options.allowLiteral also take the text itself. Default false: a literal is a fault of the config
 *
 * @example
 * ```ts
 * resource({ config: z.object({ api_key: secret() }) }, ({ config }) => connect(config.api_key.reveal()));
 * ```
 */
export declare function secret(options: {
    readonly allowLiteral: true;
}): z.ZodType<Secret, string | SecretReference>;
export declare function secret(options?: {
    readonly allowLiteral?: false;
}): z.ZodType<Secret, SecretReference>;

// definitions/asset-key.d.ts
/** The key of an asset: a non-empty list of non-empty parts, e.g. `["team", "model"]`. */
export type AssetKey = readonly string[];
/** How callers may write an asset key: one part, or the list of parts. */
export type AssetKeyLike = string | readonly string[];
/**
 * A key from what a program wrote. A plain string is **one** part, even if it holds a `/` (origin: Dagster).
 *
 * @example
 * ```ts
 * assetKey("a/b");        // ["a/b"]
 * assetKey(["a", "b"]);   // ["a", "b"]
 * ```
 */
export declare function assetKey(value: AssetKeyLike): AssetKey;
/** The form people type and read: the parts joined by `/`. */
export declare function assetKeyToUserString(key: AssetKey): string;
/** The key of a text typed by a person: split at `/`. */
export declare function assetKeyFromUserString(text: string): AssetKey;
/** The form in storages and tags: a JSON list with Python's `", "` spacing. Two keys are equal when these texts are. */
export declare function assetKeyToDbString(key: AssetKey): string;
/** The key of a storage text: a JSON list, or the old free text that is split at every character but letters, digits and `_`. */
export declare function assetKeyFromDbString(text: string): AssetKey;
/** The name of the op that computes an asset: parts joined by `__`, `-` written as `_` (origin: Dagster). */
export declare function assetOpName(key: AssetKey): string;
/** Whether two keys have the same parts. */
export declare function sameAssetKey(a: AssetKey, b: AssetKey): boolean;

// definitions/source-location.d.ts
/** Where a definition was written. Parsed only when it is asked for, so that defining stays cheap. */
export declare class SourceLocation {
    #private;
    private constructor();
    /**
     * The place that called `caller`.
     *
     * @param caller the public function whose call site is wanted; frames up to and including it are left out
     */
    static of(caller: (...values: never[]) => unknown): SourceLocation;
    /** `file:line:column`, or the empty string where the engine gives no stack. */
    toString(): string;
    toJSON(): string;
}

// definitions/fault.d.ts
import type { CoreErrorCode } from "../errors.ts";
import type { SourceLocation } from "./source-location.ts";
/** One fault of a definition; `definitions` reports all of them together. */
export interface Fault {
    readonly code: CoreErrorCode;
    /** Who is at fault, e.g. `asset "team/model"`. */
    readonly subject: string;
    readonly message: string;
    readonly hint?: string | undefined;
    readonly location?: SourceLocation | undefined;
}
/** Up to three of `candidates` that look like `text`, nearest first. */
export declare function nearest(text: string, candidates: Iterable<string>): readonly string[];
/** `did you mean "x"?`, or undefined when nothing is near. */
export declare function didYouMean(text: string, candidates: Iterable<string>): string | undefined;
/** At most `limit` of a list, quoted, with the count of the rest. */
export declare function listed(names: Iterable<string>, limit?: number): string;

// definitions/value-types.d.ts
import type { Output } from "../results/output.ts";
import type { KeyedValues } from "../results/keyed-values.ts";
import type { MaterializeResult } from "../results/materialize-result.ts";
/** Unfolds an intersection so that it reads as one object. */
export type Simplify<T> = {
    readonly [K in keyof T]: T[K];
} & {};
/**
 * Resolves a type parameter that helpers infer inside an options object, so that the expected type cannot flow back
 * into it.
 */
export type Settled<T> = T extends infer U ? U : never;
/** Marks an input that is read as its upstream produced it. */
export interface AsProduced {
    readonly "~asProduced": true;
}
/** What a reader gets for a written value: a class may carry `"~delivers"` when writing and reading differ. */
export type Delivered<V> = V extends {
    readonly "~delivers": infer D;
} ? D : V;
/** The value of an input: what its metadata says it reads, or what was produced. */
export type ReadValue<V, Reads> = [Reads] extends [AsProduced] ? Delivered<V> : Reads extends AsProduced ? Delivered<V> : Reads;
type Unwrap<T> = T extends MaterializeResult<infer V> ? V : T extends Output<string, infer V> ? V : T extends KeyedValues<infer V> ? V : T;
type YieldedValue<Y> = Y extends Output<string, infer V> ? V : Y extends MaterializeResult<infer V> ? V : never;
/** Takes away what `outputRequired: false` lets be absent. */
export type OmitAbsent<V, Req> = Req extends true ? V : Exclude<V, undefined>;
/**
 * The value that a body produces: promises, `MaterializeResult` and generators of `Output` are unwrapped, and
 * `outputRequired: false` takes `undefined` away.
 */
export type Produced<Return, Req> = OmitAbsent<Return extends AsyncGenerator<infer Y, infer R> | Generator<infer Y, infer R> ? YieldedValue<Y> | (R extends void ? never : Unwrap<R>) : Unwrap<Awaited<Return>>, Req>;
/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;
export {};

// definitions/types-symbol.d.ts
/** Names the property that carries the types of a definition. It exists for the compiler only; no object has it. */
export declare const types: unique symbol;
/** Names the property that says how an input is read. It exists for the compiler only. */
export declare const reads: unique symbol;

// definitions/partition-types.d.ts
import type { InputShape, PartitionKeyOf, PartitionKeyRange, PartitionKeyText, PartitionMapping, Partitions, ResolvedInputShape, TimeWindow } from "@heddle/partitions";
import type { PartitionedInput } from "../io-managers/partitioned-input.ts";
/** Any partition mapping. */
export type AnyPartitionMapping = PartitionMapping;
export type { InputShape, PartitionKeyText, PartitionMapping, Partitions };
/** A range of keys, both ends inclusive. */
export type PartitionKeyRangeLike = PartitionKeyRange;
/** A half-open span of time. */
export type TimeWindowLike = TimeWindow;
/** What the context of a partitioned asset has besides. */
export interface PartitionContext<out P extends Partitions> {
    /** The run's key. @throws CORE_CONTEXT_MEMBER in a run over several keys */
    readonly partitionKey: PartitionKeyOf<P>;
    /** All keys of the run, in definition order. */
    readonly partitionKeys: readonly PartitionKeyOf<P>[];
    /** First and last key of the run as text. */
    readonly partitionKeyRange: PartitionKeyRange;
    /** From the start of the first to the end of the last key's window. @throws CORE_CONTEXT_MEMBER without a time dimension */
    readonly partitionTimeWindow: TimeWindow;
}
/** The shape that an input declares: by its `shape`, else by its mapping, else by the table. */
export type DeclaredShape<M, S> = [S] extends [never] ? M extends PartitionMapping<infer Shape> ? Shape : "default" : S;
/** The type of an input: a value, a value or undefined, or a keyed collection. */
export type ShapedInput<Value, U, D, Declared> = ShapeOf<Declared, U, D> extends "single" ? Value : ShapeOf<Declared, U, D> extends "optional" ? Value | undefined : PartitionedInput<Value, Extract<U, Partitions>>;
type ShapeOf<Declared, U, D> = ResolvedInputShape<Extract<Declared, InputShape | "default">, Extract<U, Partitions | undefined>, Extract<D, Partitions | undefined>>;

// definitions/asset.d.ts
import type { Requirements, ResourceRequirements } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import { type AssetKey, type AssetKeyLike } from "./asset-key.ts";
import type { Asset, AssetBody, AssetIns, AssetOptions } from "./asset-types.ts";
import type { AssetsDefinition, AssetSpec, SourceAssetDefinition } from "./assets-definition.ts";
import type { OutputDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import type { Produced } from "./value-types.ts";
/**
 * An asset: a stored thing and the computation that makes it.
 *
 * The type of a value flows from the body into every asset that names this one in `ins`; nothing needs an annotation.
 *
 * @param options key, inputs, metadata, IO manager, partitions, config and more
 * @param body `(inputs, context) => value`; may be asynchronous, or a generator of {@link output} and events. `null` is a
 * value; `undefined` from a body with `outputRequired: false` means that there is nothing to store this time
 *
 * @example
 * ```ts
 * const rows = asset({ name: "rows" }, () => [1, 2, 3]);
 * const total = asset({ name: "total", ins: { rows } }, ({ rows }) => rows.reduce((sum, row) => sum + row, 0));
 * ```
 */
export declare function asset<Return, const Ins extends AssetIns = {}, P extends Partitions | undefined = undefined, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}, const IO extends string = never, const Req extends boolean = true>(options: AssetOptions<Ins, P, Config, Input, Needs, IO, Req>, body: AssetBody<Ins, P, Config, Needs, Return>): Asset<Produced<Return, Req>, P, Requirements<Needs, IO>>;
/** The key that name, prefix and key options mean. */
export declare function keyOf(options: {
    readonly key?: AssetKeyLike;
    readonly keyPrefix?: AssetKeyLike;
    readonly name?: string;
}): AssetKey;
/** The output definition of an asset. */
export declare function outputOf(spec: AssetSpec, schema: Schema | undefined): OutputDefinition;
/** The object that users hold for one asset. */
export declare function assetObject(key: AssetKey, partitions: Partitions | undefined, definition: AssetsDefinition | SourceAssetDefinition): Asset;

// definitions/asset-defaults.d.ts
/** What several assets may share. */
export interface SharedAssetOptions<IO extends string> {
    readonly ioManagerKey?: IO;
    readonly keyPrefix?: string | readonly string[];
    readonly group?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly owners?: readonly string[];
    readonly kinds?: readonly string[];
    readonly codeVersion?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
}
/**
 * Options to spread into several assets. Unlike a plain constant it keeps the IO manager's key as a literal type, so the
 * compiler sees which IO manager `definitions` must provide.
 *
 * @example
 * ```ts
 * const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
 * const rows = asset({ name: "rows", ...manager }, () => [1, 2, 3]);
 * ```
 */
export declare function assetDefaults<const Options extends SharedAssetOptions<string>>(options: Options & {
    readonly [K in Exclude<keyof Options, keyof SharedAssetOptions<string>>]: never;
}): Options;

// definitions/asset-dep.d.ts
import type { AssetKeyLike } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetDependency } from "./assets-definition.ts";
import type { AnyPartitionMapping } from "./partition-types.ts";
/** An ordering dependency with a mapping. Made by {@link assetDep}. */
export interface AssetDep {
    readonly kind: "asset-dep";
    readonly asset: Asset | AssetKeyLike;
    readonly mapping: AnyPartitionMapping | undefined;
}
/** What `deps` takes: an asset, all assets of a multi-asset, a key, or {@link assetDep}. */
export type AssetDepLike = Asset | MultiAsset | AssetKeyLike | AssetDep;
/** A dependency that is not loaded, with a partition mapping of its own. */
export declare function assetDep(upstream: Asset | AssetKeyLike, options?: {
    readonly mapping?: AnyPartitionMapping;
}): AssetDep;
/** The dependencies that one entry of `deps` means. */
export declare function readDep(dep: AssetDepLike): readonly AssetDependency[];

// definitions/asset-in.d.ts
import type { Schema } from "../schema/schema.ts";
import { type AssetKeyLike } from "./asset-key.ts";
import type { Asset, AssetPartitions, AssetValue, Loadable } from "./asset-types.ts";
import type { InputMetadata } from "./input-metadata.ts";
import type { AnyPartitionMapping, DeclaredShape, InputShape, PartitionKeyText, PartitionMapping, Partitions } from "./partition-types.ts";
import type { types } from "./types-symbol.ts";
import type { AsProduced, ReadValue, Settled } from "./value-types.ts";
/** An input of an asset with options. Made by {@link assetIn}. */
export interface AssetIn<out Value = unknown, out P = Partitions | undefined, out Shape = InputShape | "default"> {
    readonly kind: "asset-in";
    readonly [types]: {
        readonly value: Value;
        readonly partitions: P;
        readonly shape: Shape;
    };
    /** The upstream: an object, a key, or `undefined` for the asset with the input's name. */
    readonly upstream: Asset | readonly string[] | undefined;
    readonly keyPrefix: readonly string[] | undefined;
    readonly type: Schema | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly mapping: AnyPartitionMapping | undefined;
    readonly shape: InputShape | undefined;
    readonly inputManagerKey: string | undefined;
    readonly declaredPartitions: Partitions | undefined;
}
/** Options of an input that names its upstream by object. */
export interface AssetInOptions<M, Reads, Keys, S extends InputShape> {
    /** Which partitions of the upstream are read. Default: by the two definitions. */
    readonly mapping?: M;
    /** How they arrive: one value, a value or undefined, or a keyed collection. Default: by mapping and definitions. */
    readonly shape?: S;
    /** What the IO manager should know when it loads, e.g. `fromWandb({ … })`; plain objects do as well. */
    readonly metadata?: InputMetadata<Reads, Keys> | PlainMetadata;
    /** Resource key of the manager that loads instead of the upstream's. */
    readonly inputManagerKey?: string;
}
/** Metadata without types of its own. */
export interface PlainMetadata {
    readonly [key: string]: unknown;
}
/** Options of an input that names its upstream by key. */
export interface AssetKeyInOptions<M, Reads, Keys, S extends InputShape, T, P extends Partitions | undefined> extends AssetInOptions<M, Reads, Keys, S> {
    /** Type of the value; a schema is checked when it is loaded. */
    readonly type?: Schema<T>;
    /** Partitions of the upstream. */
    readonly partitions?: P;
    /** Parts before the input's name, which is the last part of the key. Not together with a key. */
    readonly keyPrefix?: AssetKeyLike;
}
/**
 * An input of an asset: what it reads and how.
 *
 * @param upstream an asset, or its key. Without either the key is the input's own name
 * @param options mapping, shape, metadata, input manager; for a key also type and partitions
 *
 * @example
 * ```ts
 * asset({ name: "total", ins: { rows: assetIn(rows, { mapping: allPartitions() }) } }, async ({ rows }) => rows.size);
 * asset({ name: "report", ins: { rows: assetIn("rows", { type: type<number[]>() }) } }, ({ rows }) => rows.length);
 * ```
 */
export declare function assetIn<T = unknown, P extends Partitions | undefined = undefined, M extends AnyPartitionMapping = PartitionMapping<"default", never>, Reads = AsProduced, Keys extends PartitionKeyText<P> | "*" = never, S extends InputShape = never>(key?: string | readonly string[], options?: AssetKeyInOptions<M, Reads, Keys, S, T, P>): AssetIn<ReadValue<Settled<T>, Settled<Reads>>, Settled<P>, DeclaredShape<Settled<M>, Settled<S>>>;
export declare function assetIn<A extends Asset, M extends PartitionMapping<InputShape | "default", PartitionKeyText<AssetPartitions<A>>> = PartitionMapping<"default", never>, Reads = AsProduced, Keys extends PartitionKeyText<AssetPartitions<A>> | "*" = never, S extends InputShape = never>(upstream: A & Loadable<A>, options?: AssetInOptions<M, Reads, Keys, S>): AssetIn<ReadValue<AssetValue<A>, Settled<Reads>>, AssetPartitions<A>, DeclaredShape<Settled<M>, Settled<S>>>;

// definitions/input-metadata.d.ts
import type { reads } from "./types-symbol.ts";
import type { AsProduced } from "./value-types.ts";
/**
 * Metadata of an input that also says, to the compiler, what the input then reads. Core knows only this protocol; the
 * package of an IO manager makes such metadata (as `fromWandb` does), typed by what it configures.
 *
 * `Reads` is the type of the value, {@link AsProduced} for the upstream's own; `Keys` are the partition keys that the
 * metadata names, which must exist upstream.
 */
export interface InputMetadata<out Reads = AsProduced, out Keys = never> {
    readonly [reads]: {
        readonly value: Reads;
        readonly keys: Keys;
    };
}
/** Gives plain metadata the types of {@link InputMetadata}; for packages of IO managers. */
export declare function inputMetadata<Reads = AsProduced, Keys = never>(metadata: Readonly<Record<string, unknown>>): InputMetadata<Reads, Keys> & Readonly<Record<string, unknown>>;

// definitions/asset-types.d.ts
import type { AssetContext } from "../context/step-context.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import type { AssetKeyLike } from "./asset-key.ts";
import type { AssetCheckSpecOptions } from "./asset-check.ts";
import type { AssetDepLike } from "./asset-dep.ts";
import type { AssetsDefinition, BackfillPolicy, SourceAssetDefinition } from "./assets-definition.ts";
import type { AssetIn } from "./asset-in.ts";
import type { Hook } from "./hook.ts";
import type { Partitions, ShapedInput } from "./partition-types.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { types } from "./types-symbol.ts";
import type { Delivered, Simplify } from "./value-types.ts";
/**
 * A stored thing that a computation of ours makes, or that is made elsewhere. `Value` is what was produced, `P` its
 * partitions, `Requires` the resources and IO managers that its surroundings must provide.
 */
export interface Asset<out Value = unknown, out P = Partitions | undefined, in Requires = never> {
    readonly kind: "asset";
    readonly key: readonly string[];
    readonly partitions: P;
    readonly definition: AssetsDefinition | SourceAssetDefinition;
    readonly [types]: {
        readonly value: Value;
        readonly requires: (environment: Requires) => void;
    };
}
/** Several assets of one computation; `outs` holds each as an {@link Asset}. */
export interface MultiAsset<out Outs = unknown, in Requires = never> {
    readonly kind: "multi-asset";
    readonly outs: Outs;
    readonly definition: AssetsDefinition;
    readonly [types]: {
        readonly requires: (environment: Requires) => void;
    };
}
/** Value of an asset as it was produced. */
export type AssetValue<A> = A extends Asset<infer Value> ? Value : never;
/** Partitions of an asset. */
export type AssetPartitions<A> = A extends Asset<unknown, infer P> ? P : never;
/** Refuses an upstream without a stored value. */
export type Loadable<A> = [AssetValue<A>] extends [void] ? [AssetValue<A>] extends [never] ? unknown : [AssetValue<A>] extends [undefined] ? "this asset produces no value: name it in `deps` instead" : "this asset produces no value: name it in `deps` instead" : unknown;
/** Inputs of an asset: name → upstream asset or {@link AssetIn}. */
export type AssetIns = Readonly<Record<string, Asset | AssetIn>>;
/** Refuses upstreams without a stored value among the inputs. */
export type LoadableIns<Ins> = {
    readonly [K in keyof Ins]: Ins[K] extends Asset ? Loadable<Ins[K]> : unknown;
};
/** What the body gets for its inputs. */
export type InputValues<Ins, P> = {
    readonly [K in keyof Ins]: Ins[K] extends AssetIn<infer Value, infer U, infer Shape> ? ShapedInput<Value, U, P, Shape> : Ins[K] extends Asset<infer Value, infer U> ? ShapedInput<Delivered<Value>, U, P, "default"> : never;
};
/** Options that all makers of assets share. */
export interface AssetOptionsBase<Ins extends AssetIns, P extends Partitions | undefined, Config, Input, Needs extends ResourceRequirements> {
    /** Inputs that are loaded: name → upstream asset, or `assetIn(…)` for more options. */
    readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
    /** Upstream assets that are not loaded: order and lineage only. */
    readonly deps?: readonly AssetDepLike[];
    readonly description?: string;
    readonly partitions?: P;
    /** Schema of `context.config`, given under `ops.<op name>.config`. */
    readonly config?: Schema<Config, Input>;
    /** Resources of the body, key → resource or type. */
    readonly resources?: Needs;
    /** Group in lists and selections. Default `default`. */
    readonly group?: string;
    /** Tags of the computation, e.g. `dagster/priority`. */
    readonly opTags?: Readonly<Record<string, string>>;
    readonly retryPolicy?: RetryPolicy;
    readonly backfillPolicy?: BackfillPolicy;
    /** Name of the pool whose limit holds over all runs of the instance. */
    readonly pool?: string;
    /** Longest time for one try, in milliseconds. */
    readonly timeoutMs?: number;
    readonly hooks?: readonly Hook[];
    /** Checks whose results the body reports itself, in `materializeResult` or by yielding them. */
    readonly checks?: readonly AssetCheckSpecOptions[];
}
/** Options of {@link asset}. */
export interface AssetOptions<Ins extends AssetIns, P extends Partitions | undefined, Config, Input, Needs extends ResourceRequirements, IO extends string, Req extends boolean> extends AssetOptionsBase<Ins, P, Config, Input, Needs> {
    /** Last part of the key. */
    readonly name?: string;
    /** Parts before the name. */
    readonly keyPrefix?: AssetKeyLike;
    /** The whole key, instead of name and prefix. */
    readonly key?: AssetKeyLike;
    /** What IO managers and tools read, e.g. `wandbArtifact({ … })`. */
    readonly metadata?: Readonly<Record<string, unknown>>;
    /** Resource key of the IO manager. Default `io_manager`. */
    readonly ioManagerKey?: IO;
    /** Whether the step fails without a value. Default true; with false, `undefined` means: nothing this time. */
    readonly outputRequired?: Req;
    readonly tags?: Readonly<Record<string, string>>;
    /** At most three, e.g. `["onnx"]`. */
    readonly kinds?: readonly string[];
    /** The older form of `kinds`: one. */
    readonly computeKind?: string;
    /** E-mail addresses, or `team:name`. */
    readonly owners?: readonly string[];
    readonly codeVersion?: string;
    /** Schema that the value must fit, checked when it is produced. */
    readonly type?: Schema;
    /** Name of the op, under which config stands. Default: the key's parts joined by `__`. */
    readonly opName?: string;
}
/** The body of an asset. */
export type AssetBody<Ins extends AssetIns, P extends Partitions | undefined, Config, Needs, Return> = (inputs: Simplify<InputValues<Ins, P>>, context: AssetContext<Config, ResourceValues<Needs>, P>) => Return;

// definitions/assets-definition.d.ts
import type { Schema } from "../schema/schema.ts";
import type { Resource } from "../resources/resource.ts";
import type { AssetKey } from "./asset-key.ts";
import type { Fault } from "./fault.ts";
import type { GraphDefinition, OpDefinition } from "./op-definition.ts";
import type { AnyPartitionMapping, InputShape, Partitions } from "./partition-types.ts";
import type { SourceLocation } from "./source-location.ts";
import type { Awaitable } from "./value-types.ts";
/** How a backfill cuts an asset's partitions into runs. */
export interface BackfillPolicy {
    /** Most partitions per run; `undefined` for all in one run. */
    readonly maxPartitionsPerRun: number | undefined;
}
/** A backfill in which one run covers all partitions. */
export declare function singleRunBackfill(): BackfillPolicy;
/** A backfill with at most `maxPartitionsPerRun` partitions per run. Default 1. */
export declare function multiRunBackfill(maxPartitionsPerRun?: number): BackfillPolicy;
/** One asset as machinery sees it. */
export interface AssetSpec {
    readonly key: AssetKey;
    /** Name of the output that produces it. */
    readonly outputName: string;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly ioManagerKey: string;
    readonly partitions: Partitions | undefined;
    readonly group: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly kinds: readonly string[];
    readonly owners: readonly string[];
    readonly codeVersion: string | undefined;
    readonly required: boolean;
    readonly backfillPolicy: BackfillPolicy | undefined;
}
/** How one asset depends on another. */
export interface AssetDependency {
    readonly key: AssetKey;
    /** Input that loads it; absent for an ordering dependency. */
    readonly inputName: string | undefined;
    readonly mapping: AnyPartitionMapping | undefined;
    readonly shape: InputShape | undefined;
    /** Partitions of an upstream that is named by key only. */
    readonly declaredPartitions: Partitions | undefined;
    /** The definition that was given, when it was an object. */
    readonly upstream: AssetsDefinition | SourceAssetDefinition | undefined;
}
/** A check that a definition evaluates. */
export interface AssetCheckSpec {
    readonly asset: AssetKey;
    readonly name: string;
    readonly blocking: boolean;
    readonly description: string | undefined;
}
/** One computation that makes one or several assets. */
export interface AssetsDefinition {
    readonly kind: "assets";
    readonly node: OpDefinition | GraphDefinition;
    /** In the order of the outputs. */
    readonly specs: readonly AssetSpec[];
    readonly dependencies: readonly AssetDependency[];
    /** Checks whose results the body reports itself. */
    readonly checks: readonly AssetCheckSpec[];
    readonly canSubset: boolean;
    /** Output name → keys that it is made from; default all dependencies. */
    readonly internalDependencies: Readonly<Record<string, readonly AssetKey[]>>;
    /** Resources bound to this definition, by `withResources` or an option. */
    readonly bound: Readonly<Record<string, Resource>>;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** What an observation of an external asset says. */
export interface ObserveResult {
    readonly dataVersion?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly tags?: Readonly<Record<string, string>>;
}
/** An asset that is made elsewhere. */
export interface SourceAssetDefinition {
    readonly kind: "source";
    readonly key: AssetKey;
    /** Schema that a loaded value must fit. */
    readonly schema: Schema | undefined;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly ioManagerKey: string;
    readonly partitions: Partitions | undefined;
    readonly group: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly kinds: readonly string[];
    readonly owners: readonly string[];
    /** The op that observes it, for an observable source. */
    readonly observe: OpDefinition | undefined;
    readonly bound: Readonly<Record<string, Resource>>;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** A check with a computation of its own. */
export interface AssetCheckDefinition {
    readonly kind: "asset-check";
    readonly spec: AssetCheckSpec;
    readonly node: OpDefinition;
    readonly dependencies: readonly AssetDependency[];
    readonly bound: Readonly<Record<string, Resource>>;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** The function of an observable source. */
export type Observe<Context> = (context: Context) => Awaitable<ObserveResult | string | undefined>;

// definitions/multi-asset.d.ts
import type { AssetContext } from "../context/step-context.ts";
import type { Requirements, ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { DynamicOutput, Output } from "../results/output.ts";
import type { Schema } from "../schema/schema.ts";
import { type AssetKeyLike } from "./asset-key.ts";
import type { Asset, AssetIns, AssetOptionsBase, InputValues, MultiAsset } from "./asset-types.ts";
import type { AssetSpec, BackfillPolicy } from "./assets-definition.ts";
import { FaultList } from "./check-options.ts";
import type { Partitions } from "./partition-types.ts";
import type { types } from "./types-symbol.ts";
import type { OmitAbsent, Produced, Settled, Simplify } from "./value-types.ts";
/** One output of a multi-asset. Made by {@link assetOut}. */
export interface AssetOut<out T = unknown, out IO = string, out Req = boolean> {
    readonly kind: "asset-out";
    readonly [types]: {
        readonly value: T;
        readonly ioManagerKey: IO;
        readonly required: Req;
    };
    readonly options: AssetOutOptions<unknown, string, boolean>;
}
/** Options of {@link assetOut}. */
export interface AssetOutOptions<T, IO extends string, Req extends boolean> {
    /** Key of the asset. Default: the output's name, after the prefix. */
    readonly key?: AssetKeyLike;
    readonly keyPrefix?: AssetKeyLike;
    /** Type of the value; a schema is checked when it is produced. Default: inferred from the body. */
    readonly type?: Schema<T>;
    readonly description?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly ioManagerKey?: IO;
    /** Whether the step fails without it. Default true. */
    readonly required?: Req;
    /** Default: the group of the multi-asset. */
    readonly group?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly kinds?: readonly string[];
    readonly owners?: readonly string[];
    readonly codeVersion?: string;
    readonly backfillPolicy?: BackfillPolicy;
}
/** An output of a multi-asset with key, type, metadata or IO manager of its own. */
export declare function assetOut<T = unknown, const IO extends string = never, const Req extends boolean = true>(options?: AssetOutOptions<T, IO, Req>): AssetOut<Settled<T>, Settled<IO>, Settled<Req>>;
/** Outputs of a multi-asset by name. */
export type AssetOuts = Readonly<Record<string, AssetOut>>;
/** The declared type of an output. */
export type OutValue<O> = O extends AssetOut<infer T> ? T : unknown;
/** The IO manager keys of outputs. */
export type OutIO<Outs> = {
    [K in keyof Outs]: Outs[K] extends AssetOut<unknown, infer IO> ? IO & string : never;
}[keyof Outs];
type OptionalOuts<Outs> = {
    [K in keyof Outs]: Outs[K] extends AssetOut<unknown, string, infer Req> ? Req extends true ? never : K : never;
}[keyof Outs];
/** What the body of a multi-asset returns: every required output by name. */
export type OutValues<Outs> = Simplify<{
    readonly [K in Exclude<keyof Outs, OptionalOuts<Outs>>]: OutValue<Outs[K]>;
} & {
    readonly [K in OptionalOuts<Outs> & keyof Outs]?: OutValue<Outs[K]> | undefined;
}>;
/** An output that a generator may yield. */
export type NamedOutput<Outs> = {
    [K in keyof Outs & string]: Output<K, OutValue<Outs[K]>>;
}[keyof Outs & string];
/** The check of a body against the declared outputs. */
export type CheckedOuts<Return, Outs> = Return extends AsyncGenerator<infer Y> | Generator<infer Y> ? Extract<Y, Output | DynamicOutput> extends NamedOutput<Outs> ? unknown : `outputs must be ${keyof Outs & string}, with the declared types` : [Exclude<keyof Awaited<Return>, keyof Outs>] extends [never] ? Return extends PromiseLike<unknown> ? Promise<OutValues<Outs>> : OutValues<Outs> : `output "${Exclude<keyof Awaited<Return>, keyof Outs> & string}" is not declared in outs`;
type IsUnknown<T> = unknown extends T ? true : false;
/** The value of an output: as declared, or as the body returns it. */
export type ProducedOut<Return, K, Declared, Req> = IsUnknown<Declared> extends true ? Return extends AsyncGenerator<infer Y> | Generator<infer Y> ? Extract<Y, {
    readonly name: K;
}> extends Output<string, infer V> ? V : unknown : K extends keyof Awaited<Return> ? OmitAbsent<Produced<Awaited<Return>[K], true>, Req> : unknown : Declared;
type OutRequired<O> = O extends AssetOut<unknown, string, infer Req> ? Req : true;
/** The assets of a multi-asset by output name. */
export type OutAssets<Outs, Return, P, Needs> = {
    readonly [K in keyof Outs]: Asset<ProducedOut<Return, K, OutValue<Outs[K]>, OutRequired<Outs[K]>>, P, Requirements<Needs, OutIO<Outs>>>;
};
/** Options of {@link multiAsset}. */
export interface MultiAssetOptions<Outs extends AssetOuts, Ins extends AssetIns, P extends Partitions | undefined, Config, Input, Needs extends ResourceRequirements> extends AssetOptionsBase<Ins, P, Config, Input, Needs> {
    /** Name of the op. */
    readonly name: string;
    readonly outs: Outs;
    /** Whether a run may make only some of the assets; the body then looks at `context.selectedOutputNames`. Default false. */
    readonly canSubset?: boolean;
    /** Output name → keys it is made from, inputs and other outputs. Default: all inputs. */
    readonly internalDependencies?: {
        readonly [K in keyof Outs]?: readonly (Asset | AssetKeyLike)[];
    };
}
/**
 * Several assets of one computation.
 *
 * @param options name, outputs and what an asset takes
 * @param body returns a record with every required output, or yields {@link output} with `name`
 *
 * @example
 * ```ts
 * const split = multiAsset({ name: "split", ins: { rows }, outs: { train: assetOut(), test: assetOut() } },
 *   ({ rows }) => ({ train: rows.slice(0, 100), test: rows.slice(100) }));
 * split.outs.train; // an Asset like any other
 * ```
 */
export declare function multiAsset<const Outs extends AssetOuts, Return, const Ins extends AssetIns = {}, P extends Partitions | undefined = undefined, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}>(options: MultiAssetOptions<Outs, Ins, P, Config, Input, Needs>, body: (inputs: Simplify<InputValues<Ins, P>>, context: AssetContext<Config, ResourceValues<Needs>, P>) => Return & CheckedOuts<Return, Outs>): MultiAsset<OutAssets<Outs, Return, P, Needs>, Requirements<Needs, OutIO<Outs>>>;
/** The specs of named outputs. */
export declare function readSpecs(outs: AssetOuts, shared: {
    readonly partitions?: Partitions | undefined;
    readonly group?: string;
    readonly backfillPolicy?: BackfillPolicy;
}, list: FaultList): readonly AssetSpec[];
export {};

// definitions/source-asset.d.ts
import type { InputMetadata } from "./input-metadata.ts";
import type { StepContext } from "../context/step-context.ts";
import type { Requirements, ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import { type AssetKeyLike } from "./asset-key.ts";
import type { Asset } from "./asset-types.ts";
import type { Observe } from "./assets-definition.ts";
import type { Partitions } from "./partition-types.ts";
/** Options of {@link sourceAsset}. */
export interface SourceAssetOptions<T, P extends Partitions | undefined, IO extends string> {
    readonly name?: string;
    readonly keyPrefix?: AssetKeyLike;
    readonly key?: AssetKeyLike;
    /** Type of the value that readers get; a schema is checked when it is loaded. */
    readonly type?: Schema<T>;
    readonly description?: string;
    /** What the IO manager should know when it loads, e.g. `fromWandb({ … })`; plain objects do as well. */
    readonly metadata?: InputMetadata<unknown, unknown> | Readonly<Record<string, unknown>>;
    /** Resource key of the IO manager that loads it. Default `io_manager`. */
    readonly ioManagerKey?: IO;
    readonly partitions?: P;
    readonly group?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly kinds?: readonly string[];
    readonly owners?: readonly string[];
}
/**
 * An asset that is made elsewhere: no run of ours materializes it, its IO manager loads it.
 *
 * @example
 * ```ts
 * const labels = sourceAsset({ name: "labels", type: type<string[]>(), ioManagerKey: "wandb_artifacts_manager" });
 * ```
 */
export declare function sourceAsset<T = unknown, P extends Partitions | undefined = undefined, const IO extends string = never>(options: SourceAssetOptions<T, P, IO>): Asset<T, P, Requirements<{}, IO>>;
/** Options of {@link observableSourceAsset}. */
export interface ObservableSourceAssetOptions<T, P extends Partitions | undefined, IO extends string, Config, Input, Needs extends ResourceRequirements> extends SourceAssetOptions<T, P, IO> {
    readonly config?: Schema<Config, Input>;
    readonly resources?: Needs;
}
/**
 * An external asset with a function that looks at it and reports its data version.
 *
 * @param observe returns the data version, or `{ dataVersion, metadata }`
 *
 * @example
 * ```ts
 * const labels = observableSourceAsset({ name: "labels" }, async () => ({ dataVersion: await etagOf(url) }));
 * ```
 */
export declare function observableSourceAsset<T = unknown, P extends Partitions | undefined = undefined, const IO extends string = never, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}>(options: ObservableSourceAssetOptions<T, P, IO, Config, Input, Needs>, observe: Observe<StepContext<Config, ResourceValues<Needs>>>): Asset<T, P, Requirements<Needs, IO>>;

// definitions/asset-check.d.ts
import type { StepContext } from "../context/step-context.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { AssetCheckResult } from "../results/asset-check-result.ts";
import type { Schema } from "../schema/schema.ts";
import { type AssetKey, type AssetKeyLike } from "./asset-key.ts";
import type { Asset, AssetIns, InputValues, LoadableIns } from "./asset-types.ts";
import type { AssetCheckDefinition, AssetCheckSpec } from "./assets-definition.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { Awaitable, Simplify } from "./value-types.ts";
/** A check that a body reports on itself. */
export interface AssetCheckSpecOptions {
    readonly name: string;
    /** Needed in a multi-asset. */
    readonly asset?: Asset | AssetKeyLike;
    /** Whether a failure of severity ERROR stops what is downstream in the same run. Default false. */
    readonly blocking?: boolean;
    readonly description?: string;
}
/** A check of an asset. Made by {@link assetCheck}. */
export interface AssetCheck {
    readonly kind: "asset-check";
    readonly definition: AssetCheckDefinition;
}
/** Options of {@link assetCheck}. */
export interface AssetCheckOptions<Ins extends AssetIns, Config, Input, Needs extends ResourceRequirements> {
    readonly asset: Asset | AssetKeyLike;
    readonly name: string;
    /** Values to load, e.g. `{ rows }` for the checked asset itself. */
    readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
    readonly blocking?: boolean;
    readonly description?: string;
    readonly config?: Schema<Config, Input>;
    readonly resources?: Needs;
    readonly retryPolicy?: RetryPolicy;
}
/**
 * A check that runs after its asset was made.
 *
 * @param body gets the inputs, and says whether the check passed
 *
 * @example
 * ```ts
 * const filled = assetCheck({ asset: rows, name: "filled", ins: { rows }, blocking: true },
 *   ({ rows }) => assetCheckResult({ passed: rows.length > 0, metadata: { rows: rows.length } }));
 * ```
 */
export declare function assetCheck<const Ins extends AssetIns = {}, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}>(options: AssetCheckOptions<Ins, Config, Input, Needs>, body: (inputs: Simplify<InputValues<Ins, undefined>>, context: StepContext<Config, ResourceValues<Needs>>) => Awaitable<AssetCheckResult | boolean>): AssetCheck;
/** The check specs that a definition's `checks` option means. */
export declare function readChecks(checks: readonly AssetCheckSpecOptions[], only: AssetKey | undefined): readonly AssetCheckSpec[];

// definitions/op.d.ts
import type { OpContext } from "../context/step-context.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import { type Schema } from "../schema/schema.ts";
import { FaultList } from "./check-options.ts";
import { type Invocation } from "./composition.ts";
import type { DynamicHandle, Handle, Wire } from "./handle.ts";
import type { Hook } from "./hook.ts";
import type { GraphDefinition, InputDefinition, OpDefinition, OutputDefinition } from "./op-definition.ts";
import { type RetryPolicy } from "./retry-policy.ts";
import type { Produced } from "./value-types.ts";
import { type CallTypes, type CheckedOpReturn, type InTypes, type OpIns, type OpOut, type OpOuts, type OutHandles } from "./op-parts.ts";
/** What a call may say besides its inputs. */
export interface CallOptions {
    /** Run after these, without taking a value from them. */
    readonly after?: readonly (Handle<unknown> | DynamicHandle<unknown>)[];
}
/** Settings of an op for one call. */
export interface InvocationOptions {
    readonly tags?: Readonly<Record<string, string>>;
    readonly hooks?: readonly Hook[];
    readonly retryPolicy?: RetryPolicy;
}
/**
 * An op or graph. Calling it inside the body of a job or graph makes a node; {@link Op.invoke} runs it directly.
 */
export interface Op<I = never, out Result = unknown> {
    (...call: {} extends I ? [inputs?: {
        readonly [K in keyof I]: Wire<I[K]>;
    }, options?: CallOptions] : [inputs: {
        readonly [K in keyof I]: Wire<I[K]>;
    }, options?: CallOptions]): Result;
    readonly kind: "op";
    readonly definition: OpDefinition | GraphDefinition;
    /** The same op under another name; its config and its step key take that name. */
    alias(name: string): Op<I, Result>;
    /** The same op with tags, hooks or a retry policy of this call. */
    with(options: InvocationOptions): Op<I, Result>;
    /** The same op with its whole config fixed. */
    configured(config: unknown, options?: {
        readonly name?: string;
    }): Op<I, Result>;
    /**
     * Runs the body with these inputs, outside any run. For tests.
     *
     * @param context from `buildOpContext` of `@heddle/core/testing`; what it lacks is an error that names it
     */
    invoke(inputs: I, context?: object): Promise<unknown>;
}
/** A type that nothing has: an op stores through its outputs. */
export interface IOManagerKeyBelongsInOpOut {
    readonly "~put ioManagerKey into opOut": never;
}
/** Options that ops share. */
export interface OpOptionsBase<Ins extends OpIns, Config, Input, Needs extends ResourceRequirements> {
    readonly name: string;
    readonly description?: string;
    readonly ins?: Ins;
    /** Schema of `context.config`. */
    readonly config?: Schema<Config, Input>;
    /** Resources of the body, key → resource or type. */
    readonly resources?: Needs;
    readonly tags?: Readonly<Record<string, string>>;
    readonly codeVersion?: string;
    readonly retryPolicy?: RetryPolicy;
    /** Name of the pool whose limit holds for this op over all runs of the instance. */
    readonly pool?: string;
    /** Longest time for one try, in milliseconds. */
    readonly timeoutMs?: number;
    readonly hooks?: readonly Hook[];
    /** Not here: name the IO manager in `outs: { … : opOut({ ioManagerKey }) }`. */
    readonly ioManagerKey?: IOManagerKeyBelongsInOpOut;
}
/** Options of an op whose one output takes its type from the body. */
export interface OpOptions<Ins extends OpIns, Config, Input, Needs extends ResourceRequirements> extends OpOptionsBase<Ins, Config, Input, Needs> {
    readonly outs?: never;
    /** Metadata, IO manager or schema of the only output. */
    readonly out?: OpOut | Schema;
}
/** Options of an op with named outputs. */
export interface MultiOutOpOptions<Ins extends OpIns, Outs extends OpOuts, Config, Input, Needs extends ResourceRequirements> extends OpOptionsBase<Ins, Config, Input, Needs> {
    readonly outs: Outs;
    readonly out?: never;
}
/**
 * An op: a named computation with typed inputs and outputs.
 *
 * @param options name, inputs, outputs, config schema, resources
 * @param body `(inputs, context) => value`; may be asynchronous or a generator of {@link output} and events
 *
 * @example
 * ```ts
 * const load = op({ name: "load" }, () => [1, 2, 3]);
 * const total = op({ name: "total", ins: { rows: type<number[]>() } }, ({ rows }) => rows.length);
 * const counting = job({ name: "counting" }, () => { total({ rows: load() }); });
 * ```
 */
export declare function op<const Outs extends OpOuts, Return, const Ins extends OpIns = {}, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}>(options: MultiOutOpOptions<Ins, Outs, Config, Input, Needs>, body: (inputs: InTypes<Ins>, context: OpContext<Config, ResourceValues<Needs>>) => Return & CheckedOpReturn<Return, Outs>): Op<CallTypes<Ins>, OutHandles<Outs>>;
export declare function op<Return, const Ins extends OpIns = {}, Config = {}, Input = unknown, const Needs extends ResourceRequirements = {}>(options: OpOptions<Ins, Config, Input, Needs>, body: (inputs: InTypes<Ins>, context: OpContext<Config, ResourceValues<Needs>>) => Return): Op<CallTypes<Ins>, Handle<Produced<Return, true>>>;
/** Input definitions of `ins`. */
export declare function inputDefinitions(ins: OpIns, list: FaultList): readonly InputDefinition[];
/** Output definitions of `outs`. */
export declare function outputDefinitions(outs: OpOuts, list: FaultList): readonly OutputDefinition[];
/** The callable around a definition. */
export declare function opOf(definition: OpDefinition | GraphDefinition, invocation?: Invocation): Op;

// definitions/op-parts.d.ts
import type { DynamicOutput, Output } from "../results/output.ts";
import type { Schema } from "../schema/schema.ts";
import type { DynamicHandle, Handle } from "./handle.ts";
import type { InputMetadata } from "./input-metadata.ts";
import type { types } from "./types-symbol.ts";
import type { Settled, Simplify } from "./value-types.ts";
/** An input of an op: a type, or a schema that is checked at run time, with metadata. Made by {@link opIn}. */
export interface OpIn<out T = unknown, out Optional = boolean> {
    readonly kind: "op-in";
    readonly [types]: {
        readonly value: T;
        readonly optional: Optional;
    };
    readonly type: Schema | undefined;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly inputManagerKey: string | undefined;
    readonly defaultValue: {
        readonly value: unknown;
    } | undefined;
}
/** Options of {@link opIn}. */
export interface OpInOptions<T> {
    readonly type?: Schema<T>;
    readonly description?: string;
    /** What the IO manager should know when it loads, e.g. `fromWandb({ name })`; plain objects do as well. */
    readonly metadata?: InputMetadata<unknown, unknown> | Readonly<Record<string, unknown>>;
    /** Resource key of the manager that loads the value instead of the upstream's. */
    readonly inputManagerKey?: string;
    /** The value when nothing is connected. */
    readonly default?: NoInfer<T>;
}
/** An input of an op with metadata, a default or its own input manager; with one of the latter two it need not be wired. */
export declare function opIn<T = unknown>(options: OpInOptions<T> & ({
    readonly default: NoInfer<T>;
} | {
    readonly inputManagerKey: string;
})): OpIn<Settled<T>, true>;
export declare function opIn<T = unknown>(options?: OpInOptions<T>): OpIn<Settled<T>, false>;
/** An output of an op. Made by {@link opOut} and {@link dynamicOut}. */
export interface OpOut<out T = unknown, out Req = boolean, out Dynamic = boolean> {
    readonly kind: "op-out";
    readonly [types]: {
        readonly value: T;
        readonly required: Req;
        readonly dynamic: Dynamic;
    };
    readonly type: Schema | undefined;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly ioManagerKey: string;
    readonly required: boolean;
    readonly dynamic: boolean;
    readonly codeVersion: string | undefined;
}
/** Options of {@link opOut}. */
export interface OpOutOptions<T, Req extends boolean> {
    readonly type?: Schema<T>;
    readonly description?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    /** Resource key of the manager that stores the value. Default `io_manager`. */
    readonly ioManagerKey?: string;
    /** Whether the step fails when the output is not produced. Default true. */
    readonly required?: Req;
    readonly codeVersion?: string;
}
/** An output of an op with type, metadata or its own IO manager. */
export declare function opOut<T = unknown, const Req extends boolean = true>(options?: OpOutOptions<T, Req>): OpOut<Settled<T>, Settled<Req>, false>;
/** An output of which a step yields as many as it likes, each with a mapping key. */
export declare function dynamicOut<T = unknown>(options?: OpOutOptions<T, true>): OpOut<Settled<T>, true, true>;
/** Inputs of an op or graph: name → schema or {@link opIn}. */
export type OpIns = Readonly<Record<string, Schema | OpIn>>;
/** Outputs of an op: name → schema or {@link opOut}. */
export type OpOuts = Readonly<Record<string, Schema | OpOut>>;
/** Value types of declared inputs. */
export type InTypes<Ins> = {
    readonly [K in keyof Ins]: Ins[K] extends OpIn<infer T> ? T : Ins[K] extends Schema<infer T> ? T : never;
};
type InValue<I> = I extends OpIn<infer T> ? T : I extends Schema<infer T> ? T : never;
/** What a call must give: inputs with a default or an input manager may be left out. */
export type CallTypes<Ins> = Simplify<{
    readonly [K in keyof Ins as Ins[K] extends OpIn<unknown, true> ? never : K]: InValue<Ins[K]>;
} & {
    readonly [K in keyof Ins as Ins[K] extends OpIn<unknown, true> ? K : never]?: InValue<Ins[K]>;
}>;
type OutValueType<O> = O extends OpOut<infer T> ? T : O extends Schema<infer T> ? T : unknown;
/** Value types of declared outputs. */
export type OutTypes<Outs> = {
    readonly [K in keyof Outs]: OutValueType<Outs[K]>;
};
/** Handles of declared outputs; dynamic ones must be mapped or collected. */
export type OutHandles<Outs> = {
    readonly [K in keyof Outs]: Outs[K] extends OpOut<infer T, boolean, true> ? DynamicHandle<T> : Handle<OutValueType<Outs[K]>>;
};
type OptionalOuts<Outs> = {
    [K in keyof Outs]: Outs[K] extends OpOut<unknown, false> ? K : Outs[K] extends OpOut<unknown, boolean, true> ? K : never;
}[keyof Outs];
/** What a body with several declared outputs may return: all required ones by name. */
export type OpReturn<Outs> = {
    readonly [K in Exclude<keyof Outs, OptionalOuts<Outs>>]: OutTypes<Outs>[K];
} & {
    readonly [K in OptionalOuts<Outs> & keyof Outs]?: OutTypes<Outs>[K] | undefined;
};
type OpYield<Outs> = {
    [K in keyof Outs & string]: Output<K, OutTypes<Outs>[K]> | DynamicOutput<OutTypes<Outs>[K], K>;
}[keyof Outs & string];
/** The check of a body against its declared outputs. */
export type CheckedOpReturn<Return, Outs> = Return extends AsyncGenerator<infer Y> | Generator<infer Y> ? Extract<Y, {
    readonly kind: "output" | "dynamic-output";
}> extends OpYield<Outs> ? unknown : `outputs must be ${keyof Outs & string}, with the declared types` : [Exclude<keyof Awaited<Return>, keyof Outs>] extends [never] ? Return extends PromiseLike<unknown> ? Promise<OpReturn<Outs>> : OpReturn<Outs> : `output "${Exclude<keyof Awaited<Return>, keyof Outs> & string}" is not declared in outs`;
export {};

// definitions/op-definition.d.ts
import type { Resource, ResourceRequirements } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import type { Fault } from "./fault.ts";
import type { Hook } from "./hook.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { SourceLocation } from "./source-location.ts";
/** An input as machinery sees it. */
export interface InputDefinition {
    readonly name: string;
    readonly schema: Schema | undefined;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    /** Who loads the value, instead of the upstream's IO manager. */
    readonly inputManagerKey: string | undefined;
    /** Present, also with the value `undefined`, where the input has a default. */
    readonly defaultValue: {
        readonly value: unknown;
    } | undefined;
}
/** An output as machinery sees it. */
export interface OutputDefinition {
    readonly name: string;
    readonly schema: Schema | undefined;
    readonly description: string | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly ioManagerKey: string;
    readonly required: boolean;
    readonly dynamic: boolean;
    readonly codeVersion: string | undefined;
}
/** The computation behind an op, an asset or a check. */
export interface OpDefinition {
    readonly kind: "op";
    readonly name: string;
    readonly description: string | undefined;
    readonly inputs: readonly InputDefinition[];
    readonly outputs: readonly OutputDefinition[];
    readonly config: Schema | undefined;
    /** Config fixed by `.configured`, or a function from an outer config. */
    readonly fixed: {
        readonly config: unknown;
    } | undefined;
    readonly needs: ResourceRequirements;
    /** Resources that are bound to this definition already. */
    readonly bound: Readonly<Record<string, Resource>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly codeVersion: string | undefined;
    readonly retryPolicy: RetryPolicy | undefined;
    readonly pool: string | undefined;
    readonly timeoutMs: number | undefined;
    readonly hooks: readonly Hook[];
    readonly body: (inputs: never, context: never) => unknown;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** What an input of a node is connected to. */
export type Wiring = {
    readonly kind: "output";
    readonly node: string;
    readonly output: string;
    readonly collect: boolean;
} | {
    readonly kind: "input";
    readonly name: string;
} | {
    readonly kind: "list";
    readonly items: readonly Wiring[];
};
/** One call of an op or graph inside a graph. */
export interface NodeInvocation {
    readonly name: string;
    readonly definition: OpDefinition | GraphDefinition;
    readonly wires: Readonly<Record<string, Wiring>>;
    readonly after: readonly Wiring[];
    readonly tags: Readonly<Record<string, string>>;
    readonly hooks: readonly Hook[];
    readonly retryPolicy: RetryPolicy | undefined;
}
/** Ops and graphs wired together. */
export interface GraphDefinition {
    readonly kind: "graph";
    readonly name: string;
    readonly description: string | undefined;
    readonly inputs: readonly InputDefinition[];
    readonly nodes: readonly NodeInvocation[];
    /** Output name → what gives it. */
    readonly outputs: Readonly<Record<string, Wiring>>;
    /** Schema of the graph's own config and the function that makes the config of its nodes. */
    readonly configMapping: {
        readonly schema: Schema;
        readonly map: (config: unknown) => unknown;
    } | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly hooks: readonly Hook[];
    readonly bound: Readonly<Record<string, Resource>>;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}

// definitions/handle.d.ts
import type { types } from "./types-symbol.ts";
/** Stands for a value that a node of a graph will produce. */
export interface Handle<out T> {
    readonly kind: "handle";
    readonly [types]: {
        readonly value: T;
    };
}
/** What may be passed for an input: a handle, or for a list input a list of handles (a fan-in). */
export type Wire<T> = Handle<T> | (T extends readonly (infer E)[] ? readonly Handle<E>[] : never);
/** Handles by name. */
export type Handles<T> = {
    readonly [K in keyof T]: Handle<T[K]>;
};
/** Stands for a dynamic output: as many values as the step produces. */
export interface DynamicHandle<out T> {
    readonly kind: "dynamic-handle";
    readonly [types]: {
        readonly value: T;
    };
    /**
     * Runs what `compose` wires once per value, with step keys `op[mappingKey]`.
     *
     * @returns a handle to all results, to `collect()` or to map on
     */
    map<R>(compose: (element: Handle<T>) => Handle<R>): DynamicHandle<R>;
    /** All values as a list, in the order in which they were yielded. */
    collect(): Handle<T[]>;
}
/** What the body of a graph returns: nothing, its only output, or outputs by name. */
export type GraphResult = void | Handle<unknown> | Readonly<Record<string, Handle<unknown>>>;

// definitions/graph.d.ts
import { type Schema } from "../schema/schema.ts";
import type { GraphResult, Handles } from "./handle.ts";
import type { Hook } from "./hook.ts";
import { type Op } from "./op.ts";
import type { InTypes, OpIns } from "./op-parts.ts";
import type { GraphDefinition } from "./op-definition.ts";
import { SourceLocation } from "./source-location.ts";
/** Makes the run config of inner nodes from a config of another shape. Made by {@link configMapping}. */
export interface ConfigMapping<out Output = unknown, out Input = unknown> {
    readonly kind: "config-mapping";
    readonly schema: Schema<Output, Input>;
    readonly map: (config: never) => unknown;
}
/**
 * A config of one's own for a graph or job, which hides the configs of its nodes.
 *
 * @param schema the outer config
 * @param map gives, for a graph: node name → `{ config }`; for a job: a whole run config
 */
export declare function configMapping<Output, Input>(schema: Schema<Output, Input>, map: (config: Output) => unknown): ConfigMapping<Output, Input>;
/** Options of {@link graph}. */
export interface GraphOptions<Ins extends OpIns> {
    readonly name: string;
    readonly description?: string;
    readonly ins?: Ins;
    readonly config?: ConfigMapping;
    readonly tags?: Readonly<Record<string, string>>;
    readonly hooks?: readonly Hook[];
}
/**
 * A graph: ops wired together, used like an op. Step keys inside are `graph.op`.
 *
 * @param options name and inputs
 * @param body calls ops and graphs with handles, and returns the handles of its outputs; synchronous
 *
 * @example
 * ```ts
 * const prepare = graph({ name: "prepare", ins: { rows: type<number[]>() } }, ({ rows }) => scale({ rows: clean({ rows }) }));
 * ```
 */
export declare function graph<const Ins extends OpIns = {}, Result extends GraphResult = GraphResult>(options: GraphOptions<Ins>, body: (inputs: Handles<InTypes<Ins>>) => Result): Op<InTypes<Ins>, Result>;
/** Composes a body into a graph definition. */
export declare function graphDefinition(what: string, options: GraphOptions<OpIns>, body: (inputs: never) => unknown, location: SourceLocation, allowed: ReadonlySet<string>): GraphDefinition;

// definitions/job.d.ts
import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import type { RunResult } from "../execution/run-result.ts";
import type { Resource } from "../resources/resource.ts";
import type { Executor } from "../execution/executor.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import type { LoggerDefinition } from "./logger.ts";
import type { Fault } from "./fault.ts";
import { type ConfigMapping } from "./graph.ts";
import type { GraphResult } from "./handle.ts";
import type { Hook } from "./hook.ts";
import type { Op } from "./op.ts";
import type { GraphDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import { type PartitionedConfig } from "./partitioned-config.ts";
import { type RetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";
/** Run config as an object: `resources`, `ops`, `execution`, `loggers`, `inputs`. */
export interface RunConfig {
    readonly resources?: Readonly<Record<string, {
        readonly config?: unknown;
    }>>;
    readonly ops?: Readonly<Record<string, OpRunConfig>>;
    readonly execution?: {
        readonly config?: unknown;
    };
    readonly loggers?: Readonly<Record<string, {
        readonly config?: unknown;
    }>>;
    readonly inputs?: Readonly<Record<string, {
        readonly value: unknown;
    }>>;
}
/** Run config of one op or graph, under its name or alias. */
export interface OpRunConfig {
    readonly config?: unknown;
    readonly inputs?: Readonly<Record<string, {
        readonly value: unknown;
    }>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly ops?: Readonly<Record<string, OpRunConfig>>;
}
/** What jobs of ops and jobs of assets share. */
export interface JobOptionsBase {
    readonly name: string;
    readonly description?: string;
    /** Run config that holds when a run gives none, a function of one's own config, or config by partition. */
    readonly config?: RunConfig | ConfigMapping | PartitionedConfig;
    /** Run configs by name, chosen by `preset` when a run starts. */
    readonly presets?: Readonly<Record<string, RunConfig>>;
    readonly resources?: Readonly<Record<string, Resource>>;
    /** Tags of the definition and of each run. */
    readonly tags?: Readonly<Record<string, string>>;
    /** Tags of each run only. */
    readonly runTags?: Readonly<Record<string, string>>;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly partitions?: Partitions;
    /** Hooks of every step. */
    readonly hooks?: readonly Hook[];
    /** Retry policy of steps whose ops have none. */
    readonly opRetryPolicy?: RetryPolicy;
    /** Which executor runs it. Default: by `execution.config`, in process. */
    readonly executor?: Executor;
    /** Loggers by key, configured under `loggers`. */
    readonly loggers?: Readonly<Record<string, LoggerDefinition>>;
}
/** A job as machinery sees it. */
export interface JobDefinition extends Required<Pick<JobOptionsBase, "name" | "resources" | "tags" | "runTags" | "metadata" | "hooks" | "loggers">> {
    readonly description: string | undefined;
    readonly config: JobOptionsBase["config"] | undefined;
    readonly presets: Readonly<Record<string, RunConfig>>;
    readonly partitions: Partitions | undefined;
    readonly opRetryPolicy: RetryPolicy | undefined;
    readonly executor: Executor | undefined;
    /** Ops wired together, or a selection of the assets of the definitions that it becomes part of. */
    readonly target: {
        readonly kind: "graph";
        readonly graph: GraphDefinition;
    } | {
        readonly kind: "assets";
        readonly selection: AssetSelectionLike;
    };
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** Something that can be run: ops wired together, or a selection of assets. */
export interface Job {
    readonly kind: "job";
    readonly name: string;
    readonly definition: JobDefinition;
    /**
     * Runs the job in this process. For a job of assets use `definitions.getJob(name)`, which knows the assets.
     *
     * @throws CORE_INVALID_DEFINITION, CORE_INVALID_CONFIG; with `raiseOnError` (default) the error of the first failed step
     */
    executeInProcess(options?: ExecuteInProcessOptions): Promise<RunResult>;
}
/** Options of {@link job}. */
export interface JobOptions extends JobOptionsBase {
}
export declare const jobOptionNames: ReadonlySet<string>;
/**
 * A job of ops.
 *
 * @param options name, resources, config, tags, hooks, partitions
 * @param body calls ops with the handles of other ops; synchronous. Or a graph, to run as it is
 *
 * @example
 * ```ts
 * const counting = job({ name: "counting" }, () => { total({ rows: load() }); });
 * const result = await counting.executeInProcess();
 * ```
 */
export declare function job(options: JobOptions, body: (() => GraphResult) | Op<{}, GraphResult>): Job;
/** The definition of a job. */
export declare function jobDefinition(what: string, options: JobOptionsBase, target: JobDefinition["target"], location: SourceLocation, extra?: readonly string[]): JobDefinition;
/** The object that users hold for a job. */
export declare function jobObject(definition: JobDefinition): Job;

// definitions/define-asset-job.d.ts
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import { type Job, type JobOptionsBase } from "./job.ts";
/** Options of {@link defineAssetJob}. */
export interface AssetJobOptions extends Omit<JobOptionsBase, "name"> {
    /** Which assets. Default: all. */
    readonly selection?: AssetSelectionLike;
}
/**
 * A job that materializes a selection of assets. It is resolved by the `definitions` that it is given to.
 *
 * @param selection text as in `heddle materialize --select`, a list of such texts or assets, or a selection object
 *
 * @example
 * ```ts
 * const nightly = defineAssetJob("nightly", { selection: "group:reports or +total" });
 * ```
 */
export declare function defineAssetJob(name: string, options?: AssetJobOptions): Job;

// definitions/partitioned-config.d.ts
import type { RunConfig } from "./job.ts";
import type { Partitions, PartitionKeyText } from "./partition-types.ts";
/** Run config that follows from the partition of a run. Made by {@link partitionedConfig}. */
export interface PartitionedConfig {
    readonly kind: "partitioned-config";
    readonly partitions: Partitions;
    readonly configFor: (key: string) => RunConfig;
    readonly tagsFor: (key: string) => Readonly<Record<string, string>>;
}
/** What a function of a time partition gets. */
export interface PartitionedConfigKey<Key extends string> {
    readonly key: Key;
    /** The window of the key, for time partitions. */
    readonly window: {
        readonly start: Date;
        readonly end: Date;
    } | undefined;
}
/**
 * Config of a partitioned job of ops: for each partition the run config of its run.
 *
 * @param partitions the partitions of the job
 * @param configFor gives the whole run config of a partition; what a run brings itself replaces it
 * @param options.tagsFor further tags of the run
 *
 * @example
 * ```ts
 * const byRegion = partitionedConfig(staticPartitions(["us-west-1", "eu-west-1"]),
 *   ({ key }) => ({ ops: { write: { config: { aws_region: key } } } }));
 * job({ name: "regions", config: byRegion }, () => { write(); });
 * ```
 */
export declare function partitionedConfig<P extends Partitions>(partitions: P, configFor: (partition: PartitionedConfigKey<PartitionKeyText<P>>) => RunConfig, options?: {
    readonly tagsFor?: (key: PartitionKeyText<P>) => Readonly<Record<string, string>>;
}): PartitionedConfig;
/** Whether a job's config depends on the partition. */
export declare function isPartitionedConfig(config: unknown): config is PartitionedConfig;

// definitions/hook.d.ts
import type { Log } from "../context/log.ts";
import type { Instance } from "../instance/instance.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import { SourceLocation } from "./source-location.ts";
/** What a hook knows of the step that ended. */
export interface HookContext<out Resources = unknown> {
    readonly log: Log;
    readonly runId: string;
    readonly jobName: string;
    readonly stepKey: string;
    readonly opName: string;
    readonly opConfig: unknown;
    readonly resources: Resources;
    readonly instance: Instance;
    readonly tags: Readonly<Record<string, string>>;
    /** What the step threw, in a failure hook. */
    readonly error: unknown;
    /** Values of the step's outputs by name; held only where the step has hooks. */
    readonly outputValues: Readonly<Record<string, unknown>>;
    readonly outputMetadata: Readonly<Record<string, MetadataInput>>;
}
/** Something to do when a step ends. Made by {@link successHook} and {@link failureHook}. */
export interface Hook {
    readonly kind: "hook";
    readonly name: string;
    readonly on: "success" | "failure";
    readonly needs: ResourceRequirements;
    readonly run: (context: HookContext) => void | Promise<void>;
    readonly location: SourceLocation;
}
/** Options of a hook. */
export interface HookOptions<Needs extends ResourceRequirements> {
    readonly name: string;
    readonly resources?: Needs;
}
/**
 * A hook that runs after a step succeeded. Give it to an op, an asset, a graph or a job. A hook that throws is
 * recorded as HOOK_ERRORED and changes nothing else.
 */
export declare function successHook<const Needs extends ResourceRequirements = {}>(options: HookOptions<Needs>, run: (context: HookContext<ResourceValues<Needs>>) => void | Promise<void>): Hook;
/** A hook that runs after a step failed for good; `context.error` says why. */
export declare function failureHook<const Needs extends ResourceRequirements = {}>(options: HookOptions<Needs>, run: (context: HookContext<ResourceValues<Needs>>) => void | Promise<void>): Hook;

// definitions/console-logger.d.ts
import { type LoggerDefinition } from "./logger.ts";
/**
 * Writes log lines to standard error. Every run knows it as `console`; it is silent unless the run config names it, as
 * `loggers: { console: { config: { log_level: INFO } } }`, or a job binds it.
 */
export declare const consoleLogger: LoggerDefinition;

// definitions/logger.d.ts
import type { LogRecord } from "../context/log.ts";
import type { ConfigInput } from "../schema/config-input.ts";
import type { Schema } from "../schema/schema.ts";
/** Shows or ships log lines. What it throws is ignored: logging never fails a run. */
export interface Logger {
    log(record: LogRecord): void;
    /** Called once at the end of the run. */
    close?(): void | Promise<void>;
}
/** A logger with its config. Made by {@link logger}. */
export interface LoggerDefinition {
    readonly kind: "logger";
    readonly config: Schema | undefined;
    readonly fixed: {
        readonly config: unknown;
    } | undefined;
    readonly create: (config: unknown) => Logger;
    /** The same logger with its config fixed. */
    configured(config: unknown): LoggerDefinition;
}
/**
 * A logger that a job may name in `loggers`; its config stands under `loggers.<key>.config`.
 *
 * @example
 * ```ts
 * const toStderr = logger({ config: z.object({ prefix: z.string().default("") }) }, ({ prefix }) => ({
 *   log: (record) => process.stderr.write(`${prefix}${record.message}\n`),
 * }));
 * ```
 */
export declare function logger<Output, Input>(options: {
    readonly config?: Schema<Output, Input>;
}, create: (config: Output) => Logger): LoggerDefinition & {
    configured(config: ConfigInput<Input>): LoggerDefinition;
};

// definitions/retry-policy.d.ts
import type { Fault } from "./fault.ts";
import type { SourceLocation } from "./source-location.ts";
/** When and how often a failed step is tried again. */
export interface RetryPolicy {
    /** Tries after the first. Default 1. */
    readonly maxRetries?: number;
    /** Base delay in seconds. Default 0. */
    readonly delaySeconds?: number;
    /** `linear`: delay × n; `exponential`: delay × (2ⁿ − 1), that is 1×, 3×, 7×. Needs a delay. */
    readonly backoff?: "linear" | "exponential";
    /** `full`: a random part of the wait; `plus-minus`: the wait ± up to one base delay. Needs a delay. */
    readonly jitter?: "full" | "plus-minus";
}
/**
 * The wait before a retry, in seconds; never negative (origin of the formulas: Dagster).
 *
 * @param attempt 1 for the first retry
 * @param random from 0 to 1; default `Math.random`
 */
export declare function retryDelaySeconds(policy: RetryPolicy, attempt: number, random?: () => number): number;
/** Faults of a policy. */
export declare function checkRetryPolicy(policy: RetryPolicy | undefined, subject: string, location: SourceLocation): readonly Fault[];

// resources/resource.d.ts
import type { AssetKey } from "../definitions/asset-key.ts";
import type { Fault } from "../definitions/fault.ts";
import type { Partitions } from "../definitions/partition-types.ts";
import { SourceLocation } from "../definitions/source-location.ts";
import type { types } from "../definitions/types-symbol.ts";
import type { Simplify } from "../definitions/value-types.ts";
import type { ConfigInput } from "../schema/config-input.ts";
import type { Schema } from "../schema/schema.ts";
import type { IOManager } from "../io-managers/io-manager.ts";
import type { Instance } from "../instance/instance.ts";
import type { Log } from "../context/log.ts";
/** What a body or a resource needs: key → the resource that gives the type, or a schema that does. */
export type ResourceRequirements = Readonly<Record<string, Resource | Schema>>;
/** The values behind requirements. */
export type ResourceValues<Needs> = Simplify<{
    readonly [K in keyof Needs]: Needs[K] extends Resource<infer Value> ? Value : Needs[K] extends Schema<infer Output> ? Output : unknown;
}>;
/** A key whose text the compiler knows; a plain `string` says nothing and is dropped. */
export type LiteralKey<K extends string> = string extends K ? never : K;
/** What a definition needs from its surroundings: the declared resources and its IO managers. */
export type Requirements<Needs, IO extends string> = Simplify<ResourceValues<Needs> & {
    readonly [K in LiteralKey<IO>]: IOManager;
}>;
/** The values that given resources provide. */
export type ProvidedResources<R> = {
    readonly [K in keyof R]: R[K] extends Resource<infer Value> ? Value : unknown;
};
/** What a resource gets when it is set up. */
export interface ResourceContext<Config = unknown, Resources = unknown> {
    readonly config: Config;
    /** The resources that it declares. */
    readonly resources: Resources;
    /** Aborts when the run is cancelled. */
    readonly signal: AbortSignal;
    readonly log: Log;
    /** The run that the resource is made for. */
    readonly runId: string;
    readonly jobName: string;
    readonly instance: Instance;
    /** Runs when the resource is torn down, also after failure and cancellation; the last one first. */
    readonly onTeardown: (action: () => void | Promise<void>) => void;
}
/** An asset that an IO manager stores, as far as the manager may judge it before anything runs. */
export interface StoredAsset {
    readonly key: AssetKey;
    readonly partitions: Partitions | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
}
/** A fault that an IO manager finds in an asset. */
export interface StoredAssetFault {
    readonly asset: StoredAsset;
    readonly message: string;
    readonly hint?: string;
}
/**
 * Judges the assets that an IO manager is to store, when the definitions are put together: pure, with the config as
 * it was fixed (its references unresolved), or undefined when it comes with the run.
 */
export type CheckAssets = (assets: readonly StoredAsset[], config: unknown) => readonly StoredAssetFault[];
/** A function from an outer config to that of `base`, as `.configured` got it. */
export interface ConfigMap {
    readonly map: (outer: unknown) => unknown;
    readonly base: ResourceDefinition;
}
/** Config fixed by `.configured`, still with its references; `through` what it has another shape for. */
export interface FixedConfig {
    readonly config: unknown;
    readonly through?: ConfigMap;
}
/** The parts of a resource that machinery reads. */
export interface ResourceDefinition {
    readonly config: Schema;
    readonly needs: ResourceRequirements;
    readonly create: (context: ResourceContext) => unknown;
    readonly description: string | undefined;
    readonly fixed: FixedConfig | ConfigMap | undefined;
    /** The value itself, of a resource that is nothing but a value. */
    readonly value?: {
        readonly given: unknown;
    };
    /** Whether the value belongs to someone else, who disposes of it. */
    readonly borrowed: boolean;
    /** Whether the value is of use only in the process that made it: an IO manager that keeps values in memory. */
    readonly processLocal?: boolean;
    readonly checkAssets?: CheckAssets | undefined;
    readonly faults: readonly Fault[];
    readonly location: SourceLocation;
}
/** Something that bodies and IO managers use, made once per process of a run and torn down after it. */
export interface Resource<out Value = unknown, in Requires = never> {
    readonly kind: "resource";
    readonly definition: ResourceDefinition;
    readonly [types]: {
        readonly value: Value;
        readonly requires: (environment: Requires) => void;
    };
}
/** A resource that takes config from run config, or a fixed one by `.configured`. */
export interface ConfigurableResource<out Value = unknown, in Requires = never, in Config = never> extends Resource<Value, Requires> {
    /**
     * The resource with its whole config fixed. `{ env: NAME }` is resolved when the resource is made.
     *
     * @param config checked at once against the schema
     */
    configured(config: Config): Resource<Value, Requires>;
    /**
     * The resource with a config of another shape.
     *
     * @param map makes this resource's config from the outer one
     * @param options.schema schema of the outer config
     */
    configured<Output, Input>(map: (outer: Output) => Config, options: {
        readonly schema: Schema<Output, Input>;
    }): ConfigurableResource<Value, Requires, ConfigInput<Input>>;
}
/** Options of {@link resource}. */
export interface ResourceOptions<Output, Input, Needs extends ResourceRequirements> {
    /** Schema of the config, e.g. a zod object. Default: any. */
    readonly config?: Schema<Output, Input>;
    /** Other resources that this one needs. */
    readonly resources?: Needs;
    readonly description?: string;
    /** For IO managers: what is wrong with storing these assets together. */
    readonly checkAssets?: CheckAssets;
}
/**
 * A resource.
 *
 * @param options config schema and needed resources
 * @param create makes the value, also asynchronously. If the value has `Symbol.asyncDispose` or `Symbol.dispose` it is
 * disposed at tear-down, in reverse order of set-up, whatever happened
 *
 * @example
 * ```ts
 * const database = resource({ config: z.object({ url: z.string() }) }, ({ config }) => connect(config.url));
 * database.configured({ url: { env: "DATABASE_URL" } });
 * ```
 */
export declare function resource<Output, Input, const Needs extends ResourceRequirements = {}, Value = unknown>(options: ResourceOptions<Output, Input, Needs>, create: (context: ResourceContext<Output, ResourceValues<Needs>>) => Value): ConfigurableResource<Awaited<Value>, ResourceValues<Needs>, ConfigInput<Input>>;
/** A resource of a value that exists already; nothing is torn down. */
export declare function valueResource<Value>(value: Value): Resource<Value, {}>;
/** The object around a resource definition. */
export declare function fromDefinition(definition: ResourceDefinition): Resource;
/** The resource of a definition with its whole config fixed. */
export declare function withConfig(definition: ResourceDefinition, config: unknown, location: SourceLocation): Resource;
/** What makes a resource's own config from the one that it takes, when they differ. */
export declare function configMapOf({ fixed }: ResourceDefinition): ConfigMap | undefined;
/** Whether a value is a resource. */
export declare function isResource(value: unknown): value is Resource;

// resources/make-values-resource.d.ts
import { z } from "zod";
import type { ConfigInput } from "../schema/config-input.ts";
import { type ConfigurableResource } from "./resource.ts";
/**
 * A resource whose value is its config (origin: Dagster's `make_values_resource`).
 *
 * @param fields name → zod schema. Without fields the config is any object
 *
 * @example
 * ```ts
 * const wandbConfig = makeValuesResource({ entity: z.string().optional(), project: z.string() });
 * ```
 */
export declare function makeValuesResource<const Fields extends z.ZodRawShape>(fields: Fields): ConfigurableResource<z.output<z.ZodObject<Fields>>, {}, ConfigInput<z.input<z.ZodObject<Fields>>>>;
export declare function makeValuesResource(): ConfigurableResource<Readonly<Record<string, unknown>>, {}, Readonly<Record<string, unknown>>>;

// results/output.d.ts
import type { MetadataInput } from "../metadata/metadata-value.ts";
/** What {@link output} may say about a value besides its name. */
export interface OutputOptions {
    /** Metadata of the output; shown on its materialization. */
    readonly metadata?: MetadataInput;
    /** Data version of the value; default: computed from code and inputs. */
    readonly dataVersion?: string;
    /** Tags of the materialization. */
    readonly tags?: Readonly<Record<string, string>>;
    /** In a run over several partitions: the key that this value belongs to. */
    readonly partitionKey?: string;
}
/** A named value that a body yields or returns. Made by {@link output}. */
export interface Output<out Name extends string = string, out Value = unknown> extends OutputOptions {
    readonly kind: "output";
    readonly name: Name;
    readonly value: Value;
}
/** One of the values of a dynamic output. Made by {@link dynamicOutput}. */
export interface DynamicOutput<out Value = unknown, out Name extends string = string> extends OutputOptions {
    readonly kind: "dynamic-output";
    readonly name: Name;
    readonly mappingKey: string;
    readonly value: Value;
}
/**
 * A value with its output name and metadata, to return or to yield from a body.
 *
 * @param value the value
 * @param options.name the output's name. Default `"result"`, the name of the only output of an op or asset
 *
 * @example
 * ```ts
 * async function* () { yield output(rows, { name: "train", metadata: { rows: rows.length } }); }
 * ```
 */
export declare function output<Value, const Name extends string = "result">(value: Value, options?: OutputOptions & {
    readonly name?: Name;
}): Output<Name, Value>;
/**
 * One value of a dynamic output: each starts its own copy of the steps that map over it.
 *
 * @param value the value
 * @param options.mappingKey letters, digits and `_`, unique within the output; it becomes part of the step keys, `x[key]`
 */
export declare function dynamicOutput<Value, const Name extends string = "result">(value: Value, options: OutputOptions & {
    readonly mappingKey: string;
    readonly name?: Name;
}): DynamicOutput<Value, Name>;

// results/keyed-values.d.ts
/** One value per partition key, for a run over several partitions. Made by {@link keyedValues}. */
export interface KeyedValues<out Value = unknown> {
    readonly kind: "keyed-values";
    readonly entries: Iterable<readonly [string, Value]> | AsyncIterable<readonly [string, Value]>;
}
/**
 * The values of several partitions, stored key by key as they come. A body of a run over several partitions returns it;
 * a plain `Map` does as well.
 *
 * @param entries a record, or pairs of partition key and value, also from an async generator so that not all are in memory
 *
 * @example
 * ```ts
 * return keyedValues({ "2023-01-01": 1, "2023-01-02": 2 });
 * ```
 */
export declare function keyedValues<Value>(entries: Readonly<Record<string, Value>> | Iterable<readonly [string, Value]> | AsyncIterable<readonly [string, Value]>): KeyedValues<Value>;

// results/materialize-result.d.ts
import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { AssetCheckResult } from "./asset-check-result.ts";
/** What {@link materializeResult} may hold. */
export interface MaterializeResultOptions {
    /** Which asset; needed only in a multi-asset. */
    readonly assetKey?: AssetKeyLike;
    readonly metadata?: MetadataInput;
    readonly dataVersion?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly checkResults?: readonly AssetCheckResult[];
    /** In a run over several partitions: the key that this belongs to. */
    readonly partitionKey?: string;
}
/** Says that an asset was made; without a value no IO manager is called. Made by {@link materializeResult}. */
export interface MaterializeResult<out Value = unknown> extends MaterializeResultOptions {
    readonly kind: "materialize-result";
    readonly value: Value;
    readonly hasValue: boolean;
}
/**
 * The result of an asset with its metadata and checks.
 *
 * @param options with `value` the value goes to the IO manager; without, the body stored the asset itself
 *
 * @example
 * ```ts
 * asset({ name: "table" }, async () => {
 *   const rows = await copyIntoWarehouse();
 *   return materializeResult({ metadata: { rows } });
 * });
 * ```
 */
export declare function materializeResult<Value>(options: MaterializeResultOptions & {
    readonly value: Value;
}): MaterializeResult<Value>;
export declare function materializeResult(options?: MaterializeResultOptions): MaterializeResult<void>;

// results/asset-check-result.d.ts
import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
/** What an asset check found. */
export interface AssetCheckResultOptions {
    readonly passed: boolean;
    /** How bad a failure is. Default `ERROR`; only a failed `ERROR` of a blocking check stops what is downstream. */
    readonly severity?: "WARN" | "ERROR";
    readonly metadata?: MetadataInput;
    readonly description?: string;
    /** Needed where a body reports on several checks. */
    readonly checkName?: string;
    readonly assetKey?: AssetKeyLike;
}
/** The outcome of an asset check. Made by {@link assetCheckResult}. */
export interface AssetCheckResult extends AssetCheckResultOptions {
    readonly kind: "asset-check-result";
}
/** The outcome of an asset check, to return or yield. */
export declare function assetCheckResult(options: AssetCheckResultOptions): AssetCheckResult;

// results/user-events.d.ts
import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { AssetCheckResult } from "./asset-check-result.ts";
/** What {@link assetMaterialization} and {@link assetObservation} hold. */
export interface AssetEventOptions {
    readonly assetKey: AssetKeyLike;
    readonly partition?: string;
    readonly metadata?: MetadataInput;
    readonly tags?: Readonly<Record<string, string>>;
    readonly description?: string;
}
/** Says that some asset was stored, also one that no definition names. */
export interface AssetMaterialization extends AssetEventOptions {
    readonly kind: "asset-materialization";
}
/** Says something about an asset without making it. */
export interface AssetObservation extends AssetEventOptions {
    readonly kind: "asset-observation";
}
/** Whether something held that the body expected of its data. */
export interface ExpectationResult {
    readonly kind: "expectation-result";
    readonly success: boolean;
    readonly label?: string;
    readonly description?: string;
    readonly metadata?: MetadataInput;
}
/** An event that a body may yield or hand to `context.logEvent`. */
export type UserEvent = AssetMaterialization | AssetObservation | ExpectationResult | AssetCheckResult;
/** An event: the asset was stored. */
export declare function assetMaterialization(options: AssetEventOptions): AssetMaterialization;
/** An event: something was seen about the asset. */
export declare function assetObservation(options: AssetEventOptions): AssetObservation;
/** An event: an expectation about the data held or not. */
export declare function expectationResult(options: Omit<ExpectationResult, "kind">): ExpectationResult;

// results/failure.d.ts
import type { MetadataInput } from "../metadata/metadata-value.ts";
/** Options of {@link Failure}. */
export interface FailureOptions {
    readonly description: string;
    readonly metadata?: MetadataInput;
    /** Whether a retry policy may try again. Default true. */
    readonly allowRetries?: boolean;
    readonly cause?: unknown;
}
/**
 * Thrown by user code to fail its step with a description and metadata (origin: Dagster).
 *
 * @example
 * ```ts
 * throw new Failure({ description: "no rows", metadata: { file }, allowRetries: false });
 * ```
 */
export declare class Failure extends Error {
    readonly metadata: MetadataInput;
    readonly allowRetries: boolean;
    constructor(options: FailureOptions);
    /** Whether something caught is a Failure, also of another copy of this package. */
    static is(error: unknown): error is Failure;
}
/** Options of {@link RetryRequested}. */
export interface RetryRequestedOptions {
    /** How often the step may be tried again in all. Default 1. */
    readonly maxRetries?: number;
    /** Default 0. */
    readonly secondsToWait?: number;
    readonly cause?: unknown;
}
/** Thrown by user code to have its step tried again; it overrides the retry policy (origin: Dagster). */
export declare class RetryRequested extends Error {
    readonly maxRetries: number;
    readonly secondsToWait: number;
    constructor(options?: RetryRequestedOptions);
    /** Whether something caught is a RetryRequested, also of another copy of this package. */
    static is(error: unknown): error is RetryRequested;
}

// metadata/metadata-value.d.ts
import { type AssetKeyLike } from "../definitions/asset-key.ts";
import type { CodeReference, ColumnDependency, EventMetadata, JsonValue, MetadataValue, TableSchema } from "../instance/metadata-value.ts";
/**
 * What may stand as a metadata value: a typed value made by {@link metadataValue}, or plain data, whose kind is inferred:
 * string → text, whole number → int, other number → float, boolean, null, Date → timestamp, object or array → json.
 */
export type MetadataInputValue = MetadataValue | string | number | bigint | boolean | null | Date | readonly unknown[] | {
    readonly [key: string]: unknown;
};
/** Metadata as users write it: label → value. */
export type MetadataInput = Readonly<Record<string, MetadataInputValue>>;
/**
 * Constructors of typed metadata values; the kinds are Dagster's (`image` is ours).
 *
 * @example
 * ```ts
 * context.addOutputMetadata({ rows: 3, report: metadataValue.url("https://example.com"), note: metadataValue.markdown("**ok**") });
 * ```
 */
export declare const metadataValue: {
    readonly text: (value: string) => MetadataValue;
    readonly url: (value: string) => MetadataValue;
    readonly path: (value: string) => MetadataValue;
    readonly notebook: (value: string) => MetadataValue;
    readonly markdown: (value: string) => MetadataValue;
    readonly json: (value: unknown) => MetadataValue;
    readonly int: (value: number) => MetadataValue;
    readonly float: (value: number) => MetadataValue;
    readonly bool: (value: boolean) => MetadataValue;
    readonly timestamp: (value: Date | number) => MetadataValue;
    readonly run: (runId: string) => MetadataValue;
    readonly asset: (key: AssetKeyLike) => MetadataValue;
    readonly job: (jobName: string, location?: string) => MetadataValue;
    readonly table: (records: readonly Readonly<Record<string, JsonValue>>[], schema?: TableSchema) => MetadataValue;
    readonly tableSchema: (schema: TableSchema) => MetadataValue;
    readonly columnLineage: (columns: Readonly<Record<string, readonly ColumnDependency[]>>) => MetadataValue;
    readonly codeReferences: (references: readonly CodeReference[]) => MetadataValue;
    readonly image: (source: string, caption?: string) => MetadataValue;
    readonly pool: (pool: string) => MetadataValue;
    readonly null: () => MetadataValue;
};
/** Whether a value is a typed metadata value already. */
export declare function isMetadataValue(value: unknown): value is MetadataValue;
/**
 * The typed form of a metadata value.
 *
 * @throws CORE_METADATA for functions, symbols, undefined and data that JSON cannot carry
 */
export declare function toMetadataValue(label: string, value: unknown): MetadataValue;
/**
 * The typed form of metadata that users wrote.
 *
 * @param onFault what to do with a value that no kind carries; default: throw `CORE_METADATA`. In events the value becomes text
 */
export declare function toEventMetadata(metadata: MetadataInput, onFault?: (message: string) => void): EventMetadata;

// io-managers/io-manager.d.ts
import type { InputContext } from "../context/input-context.ts";
import type { OutputContext } from "../context/output-context.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { PartitionedInput } from "./partitioned-input.ts";
import type { Awaitable } from "../definitions/value-types.ts";
/** Loads inputs. Every IO manager is one; an input may name another one by `inputManagerKey`. */
export interface InputManager {
    /**
     * Loads the value of an input: the whole of an unpartitioned upstream, or the one partition that
     * `context.assetPartitionKey` names.
     */
    loadInput(context: InputContext): unknown;
    /**
     * Loads an input that may have several partitions. Without this method core calls {@link InputManager.loadInput}
     * once per key, lazily and with bounded concurrency.
     */
    loadPartitions?(context: InputContext): Awaitable<PartitionedInput<unknown>>;
}
/**
 * Stores the outputs of steps and loads them for other steps.
 *
 * One instance serves all steps of a process at the same time, so its methods must be safe to run concurrently.
 * In a run over several partitions core calls `handleOutput` once per key with the value of that key; a manager gets
 * several keys in one call only with a plain value, and should refuse it.
 *
 * @example
 * ```ts
 * const store = new Map<string, unknown>();
 * const manager: IOManager = {
 *   handleOutput: (context, value) => void store.set(context.identifier.join("/"), value),
 *   loadInput: (context) => store.get(context.identifier.join("/")),
 * };
 * ```
 */
export interface IOManager extends InputManager {
    /**
     * Stores a value. Metadata that it returns is added to the output, as is what it hands to `context.addOutputMetadata`.
     */
    handleOutput(context: OutputContext, value: unknown): Awaitable<MetadataInput | void>;
    /**
     * Where the values live: in the memory of one process, so that steps in other processes cannot read them, or
     * somewhere that all can reach. Default `"shared"`.
     */
    readonly scope?: "process" | "shared";
}
/** Whether a resource value can serve as an IO manager. */
export declare function isIOManager(value: unknown): value is IOManager;
/** Whether a resource value can load inputs. */
export declare function isInputManager(value: unknown): value is InputManager;
/** The IO manager that outputs use when they name none. */
export declare const defaultIOManagerKey = "io_manager";

// io-managers/partitioned-input.d.ts
import type { Partitions, PartitionKeyText } from "../definitions/partition-types.ts";
/** How to go through a {@link PartitionedInput}. */
export interface PartitionedInputOptions {
    /** How many partitions are loaded ahead at the same time. Default 8. */
    readonly concurrency?: number;
}
/**
 * The partitions of an input, by key: nothing is loaded before it is asked for, and iterating loads a bounded number
 * ahead, so a reader of a thousand partitions holds only a few.
 *
 * @example
 * ```ts
 * for await (const [day, rows] of days) console.log(day, rows.length);
 * const first = await days.get("2023-01-01");
 * ```
 */
export interface PartitionedInput<out T, out P extends Partitions = Partitions> extends AsyncIterable<readonly [PartitionKeyText<P>, T]> {
    readonly kind: "partitioned-input";
    /** The keys, in the order of the upstream's definition. */
    readonly keys: readonly PartitionKeyText<P>[];
    /** How many keys there are. */
    readonly size: number;
    has(key: string): boolean;
    /**
     * The value of one partition. Loaded again at each call.
     *
     * @throws CORE_VALUE_NOT_FOUND for a key that is not selected, or has no stored value
     */
    get(key: string): Promise<T>;
    /** Key and value, one by one in key order, loading ahead. */
    entries(options?: PartitionedInputOptions): AsyncIterable<readonly [PartitionKeyText<P>, T]>;
    /** The values in key order. */
    values(options?: PartitionedInputOptions): AsyncIterable<T>;
    /** All of it at once, in memory. */
    toMap(options?: PartitionedInputOptions): Promise<ReadonlyMap<PartitionKeyText<P>, T>>;
}
/** What {@link partitionedInput} needs. */
export interface PartitionedInputSource<T> {
    readonly keys: readonly string[];
    /** Loads one partition; called for a listed key only. */
    readonly load: (key: string) => Promise<T>;
    /** Whether to leave a key out when its load failed with this error. Default: never. */
    readonly skip?: (key: string, error: unknown) => boolean;
    /** Default 8. */
    readonly concurrency?: number;
}
/** Makes a lazy collection of partitions; for IO managers that implement `loadPartitions`. */
export declare function partitionedInput<T>(source: PartitionedInputSource<T>): PartitionedInput<T>;

// context/log.d.ts
import type { EventLevel } from "../instance/events.ts";
/** Plain fields of a log line. An `Error` under any name is stored with message, stack and causes. */
export type LogFields = Readonly<Record<string, unknown>>;
/**
 * Writes log lines that are stored in the event log with run, step and job, and shown by the run's loggers.
 * Known secrets are masked.
 */
export interface Log {
    debug(message: string, fields?: LogFields): void;
    info(message: string, fields?: LogFields): void;
    warning(message: string, fields?: LogFields): void;
    error(message: string, fields?: LogFields): void;
    critical(message: string, fields?: LogFields): void;
    /** A line at level ERROR with the error's message, stack and causes. */
    exception(error: unknown, message?: string): void;
}
/** One line as loggers get it. */
export interface LogRecord {
    readonly level: EventLevel;
    readonly message: string;
    readonly fields: LogFields;
    readonly runId: string;
    readonly jobName: string;
    readonly stepKey: string | undefined;
    readonly opName: string | undefined;
    /** Milliseconds since the epoch. */
    readonly timestamp: number;
    readonly tags: Readonly<Record<string, string>>;
}

// context/step-context.d.ts
import type { AssetKey, AssetKeyLike } from "../definitions/asset-key.ts";
import type { PartitionContext, Partitions } from "../definitions/partition-types.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { UserEvent } from "../results/user-events.ts";
import type { AssetCheckResultOptions } from "../results/asset-check-result.ts";
import type { Log } from "./log.ts";
/** Which output metadata belongs to. */
export interface OutputMetadataOptions {
    /** Needed where a step has several outputs. */
    readonly outputName?: string;
    /** Needed for a dynamic output. */
    readonly mappingKey?: string;
    /** In a run over several partitions: only for this key. */
    readonly partitionKey?: string;
}
/** How to load another asset's value from inside a body. */
export interface LoadAssetOptions {
    readonly partitionKey?: string;
    /** Metadata of the input, as an `assetIn` would have it. */
    readonly metadata?: MetadataInput;
}
/** What a body knows of its surroundings. */
export interface StepContext<out Config = unknown, out Resources = unknown> {
    readonly log: Log;
    /** UUID of the run. */
    readonly runId: string;
    readonly run: RunRecord;
    readonly jobName: string;
    readonly stepKey: string;
    /** Name of the op under which it is known here: its alias, if it has one. */
    readonly opName: string;
    readonly config: Config;
    /** The whole run config as it was given, with its references unresolved. */
    readonly runConfig: JsonValue;
    /** Only what the definition declares; anything else is `CORE_UNDECLARED_RESOURCE`. */
    readonly resources: Resources;
    readonly instance: Instance;
    /** Aborts when the run is cancelled or the step's time is up. */
    readonly signal: AbortSignal;
    /** Tags of the run. */
    readonly tags: Readonly<Record<string, string>>;
    /** 0 at the first try, 1 at the first retry. */
    readonly retryNumber: number;
    /** Whether the run is over a partition or a range of them. */
    readonly hasPartitionKey: boolean;
    /** Keys of the assets that this step is to make in this run. */
    readonly selectedAssetKeys: readonly AssetKey[];
    /** Names of the outputs that this step is to produce in this run. */
    readonly selectedOutputNames: readonly string[];
    /** Whether only a part of a subsettable multi-asset is to be made. */
    readonly isSubset: boolean;
    /** The mapping key of a step that runs for one value of a dynamic output. */
    readonly mappingKey: string | undefined;
    /** Adds metadata to an output before it is produced. Calls merge, a repeated key takes the last value. */
    addOutputMetadata(metadata: MetadataInput, options?: OutputMetadataOptions): void;
    /** Adds metadata to the materialization of an asset of this step. */
    addAssetMetadata(metadata: MetadataInput, options?: {
        readonly assetKey?: AssetKeyLike;
        readonly partitionKey?: string;
    }): void;
    /** Stores an event at once. */
    logEvent(event: UserEvent): Promise<void>;
    /** Records that an asset was made by other means. */
    reportMaterialization(key: AssetKeyLike, options?: {
        readonly partition?: string;
        readonly metadata?: MetadataInput;
    }): Promise<void>;
    /** Records something seen about an asset. */
    reportObservation(key: AssetKeyLike, options?: {
        readonly partition?: string;
        readonly metadata?: MetadataInput;
    }): Promise<void>;
    /** Records the outcome of a check. */
    reportCheck(key: AssetKeyLike, checkName: string, result: AssetCheckResultOptions): Promise<void>;
    /** Loads the stored value of any asset of the definitions through its IO manager. */
    loadAsset(key: AssetKeyLike, options?: LoadAssetOptions): Promise<unknown>;
    /** Key of the asset that this step makes; an error in a multi-asset and in an op. */
    readonly assetKey: AssetKey;
    assetKeyForOutput(outputName: string): AssetKey;
    assetKeyForInput(inputName: string): AssetKey;
    /** Partition keys of an input's upstream, after mapping. */
    assetPartitionKeysForInput(inputName: string): readonly string[];
    /** The one partition key of an input's upstream; an error when there are several or none. */
    assetPartitionKeyForInput(inputName: string): string;
    assetPartitionKeysForOutput(outputName?: string): readonly string[];
    assetPartitionKeyForOutput(outputName?: string): string;
}
/** The context of an asset's body; the partition members exist only where the asset has partitions. */
export type AssetContext<Config, Resources, P extends Partitions | undefined> = StepContext<Config, Resources> & (P extends Partitions ? PartitionContext<P> : {});
/** The context of an op's body. In a partitioned job its run has a partition key. */
export interface OpContext<out Config = unknown, out Resources = unknown> extends StepContext<Config, Resources> {
    /** The run's partition key as text; an error when the run has none or several. */
    readonly partitionKey: string;
    readonly partitionKeys: readonly string[];
}

// context/output-context.d.ts
import type { AssetKey } from "../definitions/asset-key.ts";
import type { Partitions, TimeWindowLike, PartitionKeyRangeLike } from "../definitions/partition-types.ts";
import type { Schema } from "../schema/schema.ts";
import type { Instance } from "../instance/instance.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { UserEvent } from "../results/user-events.ts";
import type { Log } from "./log.ts";
/** What input and output contexts of IO managers share. */
export interface IOContext {
    /** Name of the input or output. */
    readonly name: string;
    readonly jobName: string;
    /** The run that is going on. */
    readonly runId: string;
    readonly stepKey: string;
    readonly opName: string;
    /** Metadata of the definition, as it was written: of the output or asset, or of the input. */
    readonly definitionMetadata: Readonly<Record<string, unknown>>;
    /** Config of the IO manager's resource. */
    readonly resourceConfig: unknown;
    /** Resources that the IO manager's resource declares. */
    readonly resources: Readonly<Record<string, unknown>>;
    readonly log: Log;
    readonly signal: AbortSignal;
    readonly instance: Instance;
    /** Tags of the run. */
    readonly tags: Readonly<Record<string, string>>;
    /** Schema of the value, where it is declared. */
    readonly schema: Schema | undefined;
    readonly hasAssetKey: boolean;
    /** @throws CORE_CONTEXT_MEMBER when there is no asset */
    readonly assetKey: AssetKey;
    /** Whether the run has exactly one partition key. */
    readonly hasPartitionKey: boolean;
    /** The run's partition key. @throws CORE_CONTEXT_MEMBER when there is none or several */
    readonly partitionKey: string;
    /** Whether the asset is partitioned (in an input: the upstream). */
    readonly hasAssetPartitions: boolean;
    /** @throws CORE_CONTEXT_MEMBER when there are several keys or none */
    readonly assetPartitionKey: string;
    /** In an input: the keys of the upstream after mapping. */
    readonly assetPartitionKeys: readonly string[];
    readonly assetPartitionKeyRange: PartitionKeyRangeLike;
    /** @throws CORE_CONTEXT_MEMBER when the definition has no time windows */
    readonly assetPartitionsTimeWindow: TimeWindowLike;
    readonly assetPartitionsDefinition: Partitions;
    /**
     * Where the value is found: the parts of the asset key and the partition key, or `[run id, step key, output name,
     * mapping key?]` of an op's output.
     */
    readonly identifier: readonly string[];
    /** Parts of the asset key, and the partition key. */
    readonly assetIdentifier: readonly string[];
    logEvent(event: UserEvent): Promise<void>;
}
/** What an IO manager knows when it stores a value. */
export interface OutputContext extends IOContext {
    readonly mappingKey: string | undefined;
    /** Metadata that the body gave with this value. */
    readonly outputMetadata: MetadataInput;
    /** Config of this output, from `ops.<name>.outputs`. */
    readonly config: unknown;
    /** Resource key of the IO manager. */
    readonly managerKey: string;
    /** Data version of the value. */
    readonly version: string | undefined;
    /** Code version of the asset or op. */
    readonly codeVersion: string | undefined;
    /** Data versions of the assets that were read, user key → version. */
    readonly inputVersions: Readonly<Record<string, string>>;
    /** Always `[run id, step key, output name, mapping key?]`. */
    readonly runScopedIdentifier: readonly string[];
    /**
     * Adds metadata to the output and its materialization. Calls merge.
     *
     * @throws CORE_METADATA when a key was added before
     */
    addOutputMetadata(metadata: MetadataInput): void;
}

// context/input-context.d.ts
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { IOContext, OutputContext } from "./output-context.ts";
/** What an IO manager knows when it loads a value. */
export interface InputContext extends IOContext {
    /** Config of this input. */
    readonly config: unknown;
    /** The output that is read, with the id of the run that produced it; absent for an input that has no upstream. */
    readonly upstreamOutput: UpstreamOutput | undefined;
    /**
     * Metadata of the materialization that is read, when this very run made it: with it a reader finds the exact version
     * that was written instead of the latest. Absent for values of earlier runs.
     */
    readonly upstreamMaterializationMetadata: Readonly<Record<string, unknown>> | undefined;
    /** Adds metadata to the LOADED_INPUT event and, for assets, an observation. */
    addInputMetadata(metadata: MetadataInput, options?: {
        readonly description?: string;
    }): void;
    /** Narrows this context to one partition of the upstream; for managers that load several. */
    forPartition(key: string): InputContext;
}
/** The output that an input reads. */
export type UpstreamOutput = Pick<OutputContext, "name" | "jobName" | "runId" | "stepKey" | "opName" | "mappingKey" | "definitionMetadata" | "managerKey" | "hasAssetKey" | "assetKey" | "identifier" | "runScopedIdentifier">;

// selection/selection-object.d.ts
import { type AssetKey, type AssetKeyLike } from "../definitions/asset-key.ts";
import type { SelectionNode } from "./selection-tree.ts";
/**
 * A selection of assets, built in code. Immutable.
 *
 * @example
 * ```ts
 * assetSelection.group("reports").or(assetSelection.keys("total").upstream());
 * ```
 */
export declare class AssetSelection {
    #private;
    readonly kind = "asset-selection";
    readonly tree: SelectionNode;
    constructor(tree: SelectionNode);
    /** Both selections. */
    or(other: AssetSelection): AssetSelection;
    /** What is in both. */
    and(other: AssetSelection): AssetSelection;
    /** This without the other. */
    without(other: AssetSelection): AssetSelection;
    /** @param depth number of layers; default all. @param includeSelf default true */
    upstream(depth?: number, includeSelf?: boolean): AssetSelection;
    /** @param depth number of layers; default all. @param includeSelf default true */
    downstream(depth?: number, includeSelf?: boolean): AssetSelection;
    /** Those with nothing downstream within the selection. */
    sinks(): AssetSelection;
    /** Those with nothing upstream within the selection. */
    roots(): AssetSelection;
    /** Adds the other assets of multi-assets that must be made together. */
    requiredMultiAssetNeighbors(): AssetSelection;
    /** Without external assets. */
    materializable(): AssetSelection;
}
/** The beginnings of selections. */
export declare const assetSelection: {
    /** Every asset. */
    readonly all: () => AssetSelection;
    /** These keys. */
    readonly keys: (...keys: readonly AssetKeyLike[]) => AssetSelection;
    /** These assets. */
    readonly assets: (...assets: readonly {
        readonly key: AssetKey;
    }[]) => AssetSelection;
    /** All assets of these groups. */
    readonly groups: (...groups: readonly string[]) => AssetSelection;
    /** All assets of one group. */
    readonly group: (value: string) => AssetSelection;
    /** All assets with a tag, of any value or this one. */
    readonly tag: (key: string, value?: string) => AssetSelection;
    /** All assets of an owner. */
    readonly owner: (value: string) => AssetSelection;
    /** All assets of a kind. */
    readonly assetKind: (value: string) => AssetSelection;
};

// selection/asset-selection.d.ts
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import type { AssetSelection } from "./selection-object.ts";
/** How a selection may be written: text, a selection object, assets, or a list of these (their union). */
export type AssetSelectionLike = string | Asset | MultiAsset | AssetSelection | readonly (string | Asset | MultiAsset | AssetSelection)[];

// execution/executor.d.ts
import type { SerializedError } from "../instance/event-data.ts";
import type { NewEvent } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import type { ExecutionPlan, PlanStep } from "../plan/plan.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { GivenToRun } from "./given-to-run.ts";
import type { StepOutcome } from "./step-outcome.ts";
/** A step that is to run now. */
export interface StepLaunch {
    readonly step: PlanStep;
    /** The step's own key; `x[a]` for a mapped step, of which `step.key` is the pattern `x[?]`. */
    readonly stepKey: string;
    readonly mappingKey: string | undefined;
    /** 0 at the first try. */
    readonly attempt: number;
    /** Mapping keys that the dynamic outputs of earlier steps have, by `step.output`. */
    readonly mappingKeys: ReadonlyMap<string, readonly string[]>;
    /** Names of outputs that earlier steps produced, by step key. */
    readonly produced: ReadonlyMap<string, ReadonlySet<string>>;
    /** Aborts when the run is cancelled or the step's time is up. */
    readonly signal: AbortSignal;
}
/** What an executor gets. */
export interface ExecutorContext {
    readonly plan: ExecutionPlan;
    readonly runId: string;
    readonly jobName: string;
    readonly run: RunRecord;
    readonly instance: Instance;
    /** What the run was given besides its config, for steps in other processes. */
    readonly given: GivenToRun;
    /** Which run produced the outputs of a step: this one, unless the step was not executed again. */
    readonly producerRun: (stepKey: string) => string;
    /** Shows a log line that a step elsewhere has stored to the loggers of the run. */
    readonly showLog: (event: NewEvent<"LOG">) => void;
    /** Masks known secrets in what a step's process writes. */
    readonly redact: (text: string) => string;
    /**
     * Records that a step ended with its process: failure events, failure hooks, and the retry policy as for any other
     * failure. For executors whose steps run elsewhere; `recordLostStep` does it.
     */
    readonly recordLostStep: (launch: StepLaunch, error: SerializedError) => Promise<StepOutcome>;
    /** Runs a step in this process. */
    readonly runStep: (launch: StepLaunch) => Promise<StepOutcome>;
    readonly signal: AbortSignal;
    /** `execution.config` of the run. */
    readonly config: unknown;
}
/** The part of `Definitions` that says what steps elsewhere find there. */
export interface LoadedDefinitions {
    readonly graph: AssetGraph;
    readonly resources: ResourceScope;
    getJob(name: string): {
        readonly definition: {
            readonly resources: ResourceScope;
        };
    };
}
/** The module that steps in other processes get their definitions from. */
export interface StepCode {
    /** Its path. */
    readonly file: string;
    /** The definitions as this process has them; undefined when it cannot have them. @throws CORE_CODE_LOCATION */
    load(): Promise<LoadedDefinitions | undefined>;
}
/**
 * Decides where steps run. Which step runs when, retries and skipping are the scheduler's; an executor only starts one
 * step and says how it ended.
 */
export interface Executor {
    readonly name: string;
    /** Whether steps run in other processes, so that values must be stored where those reach them. */
    readonly isolated: boolean;
    /** The module that those processes load, where the executor can say what it defines. */
    readonly code?: StepCode;
    /** How many steps at most run at the same time, unless the run says otherwise. */
    readonly maxConcurrent?: number;
    /** Prepares for one run; `launch` is called for each try of each step, concurrently. */
    open(context: ExecutorContext): Promise<RunningExecutor> | RunningExecutor;
}
/** An executor at work on one run. */
export interface RunningExecutor {
    launch(launch: StepLaunch): Promise<StepOutcome>;
    /** Called once at the end of the run. */
    close(): Promise<void> | void;
}
/** Runs every step in this process, as many at a time as the run allows. */
export declare function inProcessExecutor(options?: {
    readonly maxConcurrent?: number;
}): Executor;

// execution/given-to-run.d.ts
import type { Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import { type SentResource } from "../resources/sent-resources.ts";
import type { ExecuteOptions } from "./execute-options.ts";
/** What a run was given besides its config, and what steps in other processes need as well. Plain data. */
export interface GivenToRun {
    /** Where `{ env: NAME }` finds values, when it is not the process's environment. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
    /** The moment that decides which time partitions exist, in milliseconds since the epoch. */
    readonly currentTime?: number;
    /** Resources that the definitions do not bind so, by key. */
    readonly resources?: Readonly<Record<string, SentResource>>;
}
/** The part of a run's options that travels with its steps as it is. */
export declare function givenToRun(options: ExecuteOptions): GivenToRun;
/**
 * The options that {@link givenToRun} was made from.
 *
 * @param bound the resources that the definitions of this process bind for the run
 */
export declare function optionsOfGiven(given: GivenToRun, bound: ResourceScope): ExecuteOptions;
/** Resources that only a run has: its definitions have others, or none, under their keys. */
export declare function resourcesOfRun(given: Readonly<Record<string, Resource>> | undefined, defined: ResourceScope): ResourceScope;

// execution/step-outcome.d.ts
import type { SerializedError } from "../instance/event-data.ts";
/** How one try of a step ended. Plain data, so that it can come from another process. */
export type StepOutcome = {
    readonly status: "success";
    /** Produced outputs; for a dynamic one the mapping keys in the order in which they were yielded. */
    readonly outputs: Readonly<Record<string, readonly string[] | true>>;
    /** Texts of the keys of assets with a failed blocking check. */
    readonly blocked: readonly string[];
} | {
    readonly status: "failure";
    readonly error: SerializedError;
} | {
    readonly status: "retry";
    readonly error: SerializedError;
    readonly secondsToWait: number;
} | {
    readonly status: "canceled";
    readonly error: SerializedError;
};

// execution/execute-options.d.ts
import type { Instance } from "../instance/instance.ts";
import type { RunConfig } from "../definitions/job.ts";
import type { PartitionKeyRange } from "@heddle/partitions";
import type { Resource } from "../resources/resource.ts";
import type { Logger } from "../definitions/logger.ts";
import type { Executor } from "./executor.ts";
/** What every way of running takes. */
export interface ExecuteOptions {
    /** Where runs and events are stored. Default: an ephemeral instance, closed at the end. */
    readonly instance?: Instance;
    readonly runConfig?: RunConfig | Readonly<Record<string, unknown>>;
    /** Name of one of the job's presets; the run config is merged over it. */
    readonly preset?: string;
    /**
     * Resources by key; they win over those of the definitions. Steps in other processes get those that the definitions bind, the
     * same with other plain config, and plain values by `valueResource`; others are refused before the run starts.
     */
    readonly resources?: Readonly<Record<string, Resource>>;
    /** The one partition of the run: its key, or for several dimensions the key by dimension. */
    readonly partitionKey?: string | Readonly<Record<string, string>>;
    /** Several partitions in one run, both ends inclusive. */
    readonly partitionRange?: PartitionKeyRange;
    readonly tags?: Readonly<Record<string, string>>;
    /** UUID of the run. Default: a new one. */
    readonly runId?: string;
    /** Cancels the run. */
    readonly signal?: AbortSignal;
    /** How long cancelled steps may take to stop, in milliseconds. Default 10 000. */
    readonly cancelGraceMs?: number;
    /** Whether the error of the first failed step is thrown when all is recorded. Default true. */
    readonly raiseOnError?: boolean;
    /** How many steps run at the same time. Default: `execution.config`, else the number of processors. */
    readonly maxConcurrent?: number;
    /** Where `{ env: NAME }` finds values. Default: the process's environment. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
    /** Further loggers. Default: none; log lines are in the event log anyway. */
    readonly loggers?: readonly Logger[];
    /** Which executor runs the steps. Default: the one that `execution.config` names, else the job's, else in process. */
    readonly executor?: Executor;
    /**
     * Module whose default export holds the definitions, for `multiprocess` in `execution.config`. Default: the module
     * that called `definitions`, or defined the job.
     */
    readonly codeLocation?: string | URL;
    /** Makes time, waiting and chance predictable, for tests. */
    readonly clock?: RunClock;
    /** The moment that decides which time partitions exist. Default: now. */
    readonly currentTime?: Date;
}
/** Time and chance of a run. */
export interface RunClock {
    /** Milliseconds of a clock that only goes forward. */
    readonly monotonic?: () => number;
    /** Waits; rejects with the signal's reason when it aborts. */
    readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
    /** From 0 to 1. */
    readonly random?: () => number;
}
/** Options of a job's `executeInProcess`. */
export interface ExecuteInProcessOptions extends ExecuteOptions {
    /**
     * Values of inputs of the job's graph that nothing is wired to, by name of op and input (`op.input`) or of the input. Refused
     * with an executor whose steps run in other processes.
     */
    readonly inputValues?: Readonly<Record<string, unknown>>;
    /** Only these ops: `op`, `+op`, `op+`, `*op`, `op*`, `graph.inner`. */
    readonly opSelection?: readonly string[];
    /** Only these assets, in a job of assets. */
    readonly assetSelection?: readonly (readonly string[])[];
}

// execution/run-result.d.ts
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
    events<Type extends EventType = EventType>(...eventTypes: readonly Type[]): Promise<readonly EventRecord<Type>[]>;
    /** Events of one step. */
    eventsForStep(stepKey: string): Promise<readonly EventRecord[]>;
    /** Materializations of all assets, or of one. */
    materializations(key?: AssetKeyLike): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;
    /** Outcomes of asset checks. */
    checkEvaluations(): Promise<readonly EventRecord<"ASSET_CHECK_EVALUATION">[]>;
    /** Value of an op's output, loaded through its IO manager. */
    outputForNode(path: string, outputName?: string): Promise<unknown>;
    /** Value that the run stored for an asset, loaded through its IO manager. */
    assetValue(key: AssetKeyLike, options?: {
        readonly partitionKey?: string;
    }): Promise<unknown>;
    /** Keys of the steps with this fate, in the order of their events. */
    steps(fate: "succeeded" | "failed" | "skipped"): Promise<readonly string[]>;
}

// plan/plan.d.ts
import type { AssetCheckSpec, AssetDependency, AssetsDefinition, AssetSpec, SourceAssetDefinition } from "../definitions/assets-definition.ts";
import { type AssetKey } from "../definitions/asset-key.ts";
import type { Hook } from "../definitions/hook.ts";
import type { InputDefinition, OpDefinition, OutputDefinition } from "../definitions/op-definition.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
/** Where the value of an input comes from. */
export type InputSource = 
/** An output of a step of this plan. */
{
    readonly kind: "step";
    readonly step: string;
    readonly output: string;
    readonly collect: boolean;
}
/** Several sources, as a list. */
 | {
    readonly kind: "list";
    readonly items: readonly InputSource[];
}
/** The stored value of an asset that this plan does not make. */
 | {
    readonly kind: "asset";
    readonly key: AssetKey;
}
/** Run config, `inputs.<name>.value`. */
 | {
    readonly kind: "config";
    readonly path: readonly string[];
} | {
    readonly kind: "default";
}
/** The input manager that the input names. */
 | {
    readonly kind: "manager";
};
/** An input of a step. */
export interface PlanInput {
    readonly definition: InputDefinition;
    readonly source: InputSource;
    /** The asset that the input reads, with mapping and shape. */
    readonly dependency: AssetDependency | undefined;
}
/** An output of a step. */
export interface PlanOutput {
    readonly definition: OutputDefinition;
    readonly asset: AssetSpec | undefined;
    /** False for the outputs of a subset that this run leaves out. */
    readonly selected: boolean;
}
/** One step. */
export interface PlanStep {
    /** Dotted path of node names; a step that runs once per value of a dynamic output ends in `[?]` until it is known. */
    readonly key: string;
    readonly path: readonly string[];
    readonly op: OpDefinition;
    readonly inputs: readonly PlanInput[];
    readonly outputs: readonly PlanOutput[];
    /** Keys of the steps that must have ended well before this one starts, for order only. */
    readonly after: readonly string[];
    /** The dynamic output over which the step is mapped. */
    readonly mappedOver: {
        readonly step: string;
        readonly output: string;
    } | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly hooks: readonly Hook[];
    readonly retryPolicy: RetryPolicy | undefined;
    /** Tag `dagster/priority`; higher first. */
    readonly priority: number;
    /** Position of the definition; ties are broken by it. */
    readonly index: number;
    readonly assets: AssetsDefinition | undefined;
    /** The external asset that this step observes. */
    readonly observes: SourceAssetDefinition | undefined;
    /** The check that this step evaluates. */
    readonly check: AssetCheckSpec | undefined;
    /** Checks whose failure stops this step, when they are evaluated in this plan. */
    readonly gates: readonly string[];
}
/** What is to be run: steps and how they hang together. A pure value. */
export interface ExecutionPlan {
    readonly jobName: string;
    /** In an order in which every step comes after what it needs. */
    readonly steps: readonly PlanStep[];
    readonly stepsByKey: ReadonlyMap<string, PlanStep>;
    /** Step that makes an asset, by the text of its key. */
    readonly stepByAsset: ReadonlyMap<string, {
        readonly step: string;
        readonly output: string;
    }>;
}
/** A plan as plain data, for printing and storing. */
export interface PlanSnapshot {
    readonly jobName: string;
    readonly steps: readonly {
        readonly key: string;
        readonly inputs: Readonly<Record<string, unknown>>;
        readonly outputs: readonly string[];
        readonly assets?: readonly string[];
        readonly after?: readonly string[];
        readonly tags?: Readonly<Record<string, string>>;
    }[];
}
/** The plan as plain data. Equal plans give equal data. */
export declare function planSnapshot(plan: ExecutionPlan): PlanSnapshot;
/** The steps whose outputs a source reads. */
export declare function sourceSteps(source: InputSource): readonly {
    readonly step: string;
    readonly output: string;
    readonly collect: boolean;
}[];
/** Keys of the steps that a step waits for. */
export declare function upstreamSteps(step: PlanStep): ReadonlySet<string>;

// plan/asset-graph.d.ts
import { type AssetKey } from "../definitions/asset-key.ts";
import type { AssetCheckDefinition, AssetCheckSpec, AssetDependency, AssetsDefinition, AssetSpec, SourceAssetDefinition } from "../definitions/assets-definition.ts";
import type { Partitions } from "../definitions/partition-types.ts";
/** One asset of a graph. */
export interface AssetNode {
    readonly key: AssetKey;
    /** Text of the key, by which it is found. */
    readonly text: string;
    readonly definition: AssetsDefinition | SourceAssetDefinition;
    /** Absent for an external asset. */
    readonly spec: AssetSpec | undefined;
    readonly partitions: Partitions | undefined;
    /** What it is made from. */
    readonly dependencies: readonly AssetDependency[];
    /** Texts of the keys upstream, without itself. */
    readonly upstream: readonly string[];
}
/** All assets of some definitions and how they hang together. Immutable. */
export declare class AssetGraph {
    #private;
    readonly nodes: ReadonlyMap<string, AssetNode>;
    readonly definitions: readonly AssetsDefinition[];
    readonly sources: readonly SourceAssetDefinition[];
    readonly checks: readonly AssetCheckDefinition[];
    /**
     * @param definitions each once; of two with one key the first counts (the caller reports it)
     */
    constructor(definitions: Iterable<AssetsDefinition | SourceAssetDefinition>, checks?: readonly AssetCheckDefinition[]);
    /** The asset of a key. */
    get(key: AssetKey): AssetNode | undefined;
    /** Texts of the keys directly downstream. */
    downstream(text: string): readonly string[];
    /** Every check: of definitions' own bodies and those with a computation. */
    get checkSpecs(): readonly AssetCheckSpec[];
}
/** The text by which a graph finds a key: parts joined by `/`, with `/` inside a part escaped. */
export declare function assetKeyText(key: AssetKey): string;
/** The text for people. */
export declare function nodeLabel(node: AssetNode): string;

// definitions/definitions.d.ts
import { type DefinitionWarning } from "../check/asset-warnings.ts";
import { type DryRun } from "../execution/dry-run.ts";
import { type JsonSchema } from "../config/run-config-schema.ts";
import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import type { PreparedRun } from "../execution/prepared-run.ts";
import type { Instance } from "../instance/instance.ts";
import { AssetGraph } from "../plan/asset-graph.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { ProvidedResources, Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { AssetCheck } from "./asset-check.ts";
import type { AssetKey, AssetKeyLike } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import { type Job } from "./job.ts";
import type { Partitions } from "./partition-types.ts";
import { SourceLocation } from "./source-location.ts";
import type { Executor } from "../execution/executor.ts";
import type { LoggerDefinition } from "./logger.ts";
/** The job that covers all assets. */
export declare const allAssetsJobName = "__ASSET_JOB";
/** What {@link definitions} takes. */
export interface DefinitionsOptions<R extends Readonly<Record<string, Resource>>> {
    readonly assets?: readonly (Asset<unknown, Partitions | undefined, ProvidedResources<NoInfer<R>>> | MultiAsset<unknown, ProvidedResources<NoInfer<R>>>)[];
    readonly jobs?: readonly Job[];
    readonly assetChecks?: readonly AssetCheck[];
    /** Resources by key. `io_manager` is the IO manager of outputs that name none; default: files in the instance's home. */
    readonly resources?: R & {
        readonly [K in keyof R]: Resource<unknown, ProvidedResources<R>>;
    };
    /** Executor of jobs that name none. */
    readonly executor?: Executor;
    readonly loggers?: Readonly<Record<string, LoggerDefinition>>;
    readonly metadata?: Readonly<Record<string, unknown>>;
}
/** All definitions of a project, checked as a whole. */
export interface Definitions {
    readonly kind: "definitions";
    readonly graph: AssetGraph;
    readonly resources: ResourceScope;
    readonly metadata: Readonly<Record<string, unknown>>;
    /** What they were made from, for merging. */
    readonly parts: {
        readonly items: readonly (Asset | MultiAsset | AssetCheck | Job)[];
        readonly resources: ResourceScope;
    };
    /** Names of all jobs, the job of all assets included when there are assets. */
    readonly jobNames: readonly string[];
    readonly assetKeys: readonly AssetKey[];
    /**
     * What is allowed and probably meant otherwise, each with its place: `deps` on assets that no definition provides. `heddle
     * check` shows them, and each run logs those of what it makes.
     */
    readonly warnings: readonly DefinitionWarning[];
    /** @throws CORE_UNKNOWN_JOB with the nearest name */
    getJob(name: string): Job;
    /** The plan of a job, or of a selection of its assets. */
    plan(jobName: string): ExecutionPlan;
    /** The JSON Schema of a job's run config, for editors. */
    runConfigSchema(jobName: string): JsonSchema;
    /** Checks a run in full, its config included, without starting it. @throws as the run would */
    dryRun(jobName: string, options?: ExecuteInProcessOptions): Promise<DryRun>;
    /** Describes a run in full without starting it. */
    prepare(jobName: string, options?: ExecuteInProcessOptions): Promise<PreparedRun>;
    /**
     * Loads the stored value of an asset.
     *
     * @param options.instance the instance whose home holds it, for IO managers that use one
     */
    loadAssetValue(key: AssetKeyLike, options?: {
        readonly instance?: Instance;
        readonly partitionKey?: string;
        readonly metadata?: Readonly<Record<string, unknown>>;
        readonly runConfig?: unknown;
    }): Promise<unknown>;
}
/**
 * Puts definitions together and checks them as a whole.
 *
 * @throws CORE_INVALID_DEFINITION with every fault of every definition, each with the place where it was written
 *
 * @example
 * ```ts
 * export default definitions({ assets: [rows, total], resources: { io_manager: localFileIOManager() } });
 * ```
 */
export declare function definitions<const R extends Readonly<Record<string, Resource>> = {}>(options: DefinitionsOptions<R>): Definitions;
/** The definitions behind objects of any of the forms that users hold. */
export declare function makeDefinitions(options: DefinitionsOptions<Readonly<Record<string, Resource>>>, what: string, location?: SourceLocation): Definitions;

// check/asset-warnings.d.ts
import type { Problem } from "@heddle/errors";
import { type AssetGraph } from "../plan/asset-graph.ts";
/** Something in definitions that is allowed and probably meant otherwise: code, message, place and hint. */
export type DefinitionWarning = Problem & {
    readonly code: "CORE_UNKNOWN_ASSET" | "CORE_AMBIGUOUS_ASSET_KEY";
};
/**
 * What is probably wrong with assets: `deps` on keys that no definition provides, as of assets that others make elsewhere; a
 * `/` within a part of a key.
 *
 * @param selected texts of keys; default all assets
 */
export declare function assetWarnings(graph: AssetGraph, selected?: ReadonlySet<string>): readonly DefinitionWarning[];

// definitions/repository.d.ts
import type { Resource } from "../resources/resource.ts";
import { type Definitions } from "./definitions.ts";
import { type Definition } from "./rebuild.ts";
/** What a repository may hold: definitions, and lists of them at any depth. */
export type RepositoryItem = Definition | readonly RepositoryItem[];
/**
 * A named collection of definitions (origin: Dagster). Resources are those bound by `withResources`, or given here.
 *
 * @param build gives the definitions
 * @throws CORE_INVALID_DEFINITION with every fault
 *
 * @example
 * ```ts
 * repository("my_repository", () => [withResources(assets, resources), nightly]);
 * ```
 */
export declare function repository(name: string, build: () => readonly RepositoryItem[], options?: {
    readonly resources?: Readonly<Record<string, Resource>>;
}): Definitions;
/**
 * One set of definitions of several, checked as a whole again. Of two resources under one key both must be the same.
 *
 * @throws CORE_INVALID_DEFINITION with every fault, duplicates among them included
 */
export declare function mergeDefinitions(...all: readonly Definitions[]): Definitions;

// definitions/with-resources.d.ts
import { type Resource } from "../resources/resource.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import { type Definition } from "./rebuild.ts";
/** The same definition, with nothing left to provide. */
export type Bound<D> = D extends Asset<infer Value, infer P> ? Asset<Value, P, {}> : D extends MultiAsset<infer Outs> ? MultiAsset<{
    readonly [K in keyof Outs]: Bound<Outs[K]>;
}, {}> : D;
/**
 * The same definitions with resources bound to them (origin: Dagster's `with_resources`). Only what they require is bound,
 * transitively; what is bound already stays.
 *
 * @param given assets, multi-assets, checks and jobs
 * @param resources resources by key
 * @param configByKey config to fix, key → `{ config }`
 * @throws CORE_INVALID_DEFINITION for an unknown key, a wrong shape, or a key that is bound with another resource
 *
 * @example
 * ```ts
 * withResources([rows], { wandb_config: makeValuesResource({ project: z.string() }) }, { wandb_config: { config: { project: "demo" } } });
 * ```
 */
export declare function withResources<const D extends readonly Definition[]>(given: D, resources: Readonly<Record<string, Resource>>, configByKey?: Readonly<Record<string, {
    readonly config: unknown;
}>>): {
    readonly [K in keyof D]: Bound<D[K]>;
};

// definitions/rebuild.d.ts
import type { AssetCheck } from "./asset-check.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "./assets-definition.ts";
import { type Job } from "./job.ts";
/** Something that a project defines. */
export type Definition = Asset | MultiAsset | AssetCheck | Job;
/** Whether a value is one of the definitions that loading looks for. */
export declare function isDefinition(value: unknown): value is Definition;
/** Makes the objects of definitions anew after their definitions were changed; parts of one definition stay parts of one. */
export declare class Rebuilder {
    #private;
    constructor(change: (definition: AssetsDefinition | SourceAssetDefinition) => AssetsDefinition | SourceAssetDefinition);
    asset(asset: Asset): Asset;
    multiAsset(multi: MultiAsset): MultiAsset;
}
/** A job with other resources. */
export declare function jobWith(job: Job, resources: Job["definition"]["resources"]): Job;

// definitions/load-assets.d.ts
import type { AssetCheck } from "./asset-check.ts";
import { type AssetKeyLike } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
/** How assets of modules are taken over. */
export interface LoadAssetsOptions {
    /** Group of all assets; an asset that names another one is a fault. */
    readonly groupName?: string;
    /** Prefix of all keys, and of the dependencies among what is loaded. */
    readonly keyPrefix?: AssetKeyLike;
    /** Prefix of the keys of source assets. */
    readonly sourceKeyPrefix?: AssetKeyLike;
}
/** What modules define. */
export type LoadedAsset = Asset | MultiAsset | AssetCheck;
/**
 * All assets, multi-assets, source assets and checks that modules export, also in lists. The same object found twice counts
 * once.
 *
 * @param modules namespaces, as `import * as assets from "./assets.ts"` gives them
 * @throws CORE_INVALID_DEFINITION when two different objects have one key, or a group contradicts
 *
 * @example
 * ```ts
 * import * as assets from "./assets.ts";
 * repository("project", () => [loadAssetsFromModules([assets], { groupName: "training" })]);
 * ```
 */
export declare function loadAssetsFromModules(modules: readonly object[], options?: LoadAssetsOptions): readonly LoadedAsset[];
/** As {@link loadAssetsFromModules}, for one module. */
export declare function loadAssetsFromPackageModule(module: object, options?: LoadAssetsOptions): readonly LoadedAsset[];
/**
 * As {@link loadAssetsFromModules}, for every TypeScript or JavaScript file of a folder and the folders in it, in the order of
 * their names. Tests, declarations and folders that begin with a dot or are named `node_modules` are left out.
 *
 * @throws CORE_CONFIG_FILE when the folder cannot be read
 */
export declare function loadAssetsFromFolder(folder: string, options?: LoadAssetsOptions): Promise<readonly LoadedAsset[]>;

// definitions/graph-asset.d.ts
import type { Asset, AssetIns, AssetOptionsBase, AssetValue, LoadableIns, MultiAsset } from "./asset-types.ts";
import type { AssetIn } from "./asset-in.ts";
import type { AssetOut, AssetOuts, OutIO } from "./multi-asset.ts";
import type { Requirements } from "../resources/resource.ts";
import { type AssetKeyLike } from "./asset-key.ts";
import type { Handle, Handles } from "./handle.ts";
import type { Partitions } from "./partition-types.ts";
import type { Delivered } from "./value-types.ts";
type Shared<Ins extends AssetIns, P extends Partitions | undefined> = Pick<AssetOptionsBase<Ins, P, unknown, unknown, {}>, "deps" | "description" | "partitions" | "group" | "backfillPolicy" | "hooks">;
/** Value types of the inputs of a graph of assets. */
export type GraphInputTypes<Ins> = {
    readonly [K in keyof Ins]: Ins[K] extends AssetIn<infer Value> ? Value : Ins[K] extends Asset ? Delivered<AssetValue<Ins[K]>> : never;
};
/** Options of {@link graphAsset}. */
export interface GraphAssetOptions<Ins extends AssetIns, P extends Partitions | undefined, IO extends string> extends Shared<Ins, P> {
    readonly name?: string;
    readonly keyPrefix?: AssetKeyLike;
    readonly key?: AssetKeyLike;
    readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
    readonly metadata?: Readonly<Record<string, unknown>>;
    /** Resource key of the IO manager of the asset. */
    readonly ioManagerKey?: IO;
    readonly tags?: Readonly<Record<string, string>>;
    readonly kinds?: readonly string[];
    readonly owners?: readonly string[];
    readonly codeVersion?: string;
}
/**
 * An asset made by several ops. Step keys are `name.op`.
 *
 * @param options as for {@link asset}, without what belongs to a single body
 * @param body calls ops with handles of the inputs, and returns the handle of the asset's value; synchronous
 *
 * @example
 * ```ts
 * const cleaned = graphAsset({ name: "cleaned", ins: { rows } }, ({ rows }) => scale({ rows: clean({ rows }) }));
 * ```
 */
export declare function graphAsset<Value, const Ins extends AssetIns = {}, P extends Partitions | undefined = undefined, const IO extends string = never>(options: GraphAssetOptions<Ins, P, IO>, body: (inputs: Handles<GraphInputTypes<Ins>>) => Handle<Value>): Asset<Value, P, Requirements<{}, IO>>;
/** Options of {@link graphMultiAsset}. */
export interface GraphMultiAssetOptions<Outs extends AssetOuts, Ins extends AssetIns, P extends Partitions | undefined> extends Shared<Ins, P> {
    readonly name: string;
    readonly outs: Outs;
    readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
}
type HandleValue<H> = H extends Handle<infer Value> ? Value : unknown;
/**
 * Several assets made by one graph of ops.
 *
 * @param body returns a record with a handle for every output
 */
export declare function graphMultiAsset<const Outs extends AssetOuts, Result extends {
    readonly [K in keyof Outs]: Handle<Outs[K] extends AssetOut<infer Value> ? Value : unknown>;
}, const Ins extends AssetIns = {}, P extends Partitions | undefined = undefined>(options: GraphMultiAssetOptions<Outs, Ins, P>, body: (inputs: Handles<GraphInputTypes<Ins>>) => Result): MultiAsset<{
    readonly [K in keyof Outs]: Asset<K extends keyof Result ? HandleValue<Result[K]> : unknown, P, Requirements<{}, OutIO<Outs>>>;
}, Requirements<{}, OutIO<Outs>>>;
export {};

// config/run-config-files.d.ts
/** A run config as plain data. */
export type PlainRunConfig = Readonly<Record<string, unknown>>;
/**
 * Reads a run config from YAML or JSON text. Any consistent indent works; anchors are allowed, tags are not.
 *
 * @param source what to call the text in errors
 * @throws CORE_CONFIG_FILE with line and column
 */
export declare function parseRunConfig(text: string, source?: string): PlainRunConfig;
/** Several run configs as one: mappings are merged at every depth, later ones win, lists and values are replaced. */
export declare function mergeRunConfig(...configs: readonly PlainRunConfig[]): PlainRunConfig;
/**
 * A run config with values set by path, as by `--set a.b=c`. The value is read as YAML, so `3`, `true` and `[a, b]` keep
 * their type; a part of a path that holds a dot stands in quotes.
 *
 * @throws CORE_CONFIG_FILE for an assignment without a path or `=`
 *
 * @example
 * ```ts
 * setRunConfig({}, ["ops.train.config.epochs=3"]); // { ops: { train: { config: { epochs: 3 } } } }
 * ```
 */
export declare function setRunConfig(config: PlainRunConfig, assignments: readonly string[]): PlainRunConfig;
/**
 * Reads and merges run config files, then applies assignments.
 *
 * @param files paths, left to right
 * @throws CORE_CONFIG_FILE when a file cannot be read or is not valid
 */
export declare function loadRunConfig(files: readonly string[], options?: {
    readonly set?: readonly string[];
}): Promise<PlainRunConfig>;

// config/run-config-schema.d.ts
import type { GraphDefinition, OpDefinition } from "../definitions/op-definition.ts";
import type { LoggerDefinition } from "../definitions/logger.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { Schema } from "../schema/schema.ts";
/** A JSON Schema (draft 2020-12). */
export type JsonSchema = {
    readonly [key: string]: unknown;
};
/** What a run config schema is made from. */
export interface RunConfigSchemaTarget {
    readonly jobName: string;
    readonly nodes: ReadonlyMap<string, OpDefinition | GraphDefinition>;
    readonly resources: readonly PlannedResource[];
    readonly loggers: Readonly<Record<string, LoggerDefinition>>;
}
/** The JSON Schema of a job's run config, for editors. Schemas that cannot export one appear as `{}` with a note. */
export declare function runConfigJsonSchema(target: RunConfigSchemaTarget): JsonSchema;
/** The JSON Schema of one schema; scalars may be references to environment variables. */
export declare function schemaOf(schema: Schema): JsonSchema;

// config/config-fault.d.ts
/** Why a part of a config does not fit; the names are Dagster's. */
export type ConfigFaultReason = "RUNTIME_TYPE_MISMATCH" | "MISSING_REQUIRED_FIELD" | "FIELD_NOT_DEFINED" | "SELECTOR_FIELD_ERROR" | "FAILED_POST_PROCESSING" | "FIELD_ALIAS_COLLISION";
/** One fault of a config. */
export interface ConfigFault {
    readonly reason: ConfigFaultReason;
    /** `root:resources:wandb_config:config:entity`. */
    readonly path: string;
    readonly message: string;
    readonly hint?: string | undefined;
    /** The smallest YAML that would do, for a missing field. */
    readonly sample?: string | undefined;
}
/** A path as it stands in faults. */
export declare function pathText(path: readonly PropertyKey[]): string;
/** The fault of config for something whose config is fixed. */
export declare function fixedConfig(what: string, path: readonly PropertyKey[], hint: string): ConfigFault;

// execution/dry-run.d.ts
import type { DefinitionWarning } from "../check/asset-warnings.ts";
import { type PlanSnapshot } from "../plan/plan.ts";
import type { PreparedRun } from "./prepared-run.ts";
/** What a run would do. */
export interface DryRun {
    readonly jobName: string;
    /** What is probably wrong with what it would make. */
    readonly warnings: readonly DefinitionWarning[];
    readonly plan: PlanSnapshot;
    readonly partitionKeys: readonly string[];
    /** Keys of the resources that would be set up, in this order. */
    readonly resources: readonly string[];
    readonly tags: Readonly<Record<string, string>>;
    /** Run config as it would be stored, with its references. */
    readonly runConfig: unknown;
}
/**
 * Checks a prepared run in full, its config included, and says what it would do. Nothing is stored or set up.
 *
 * @throws what the run would throw before its first step
 */
export declare function dryRun(prepared: PreparedRun): Promise<DryRun>;

// execution/reexecute.d.ts
import type { Definitions } from "../definitions/definitions.ts";
import type { Job } from "../definitions/job.ts";
import type { Instance } from "../instance/instance.ts";
import type { ExecuteInProcessOptions } from "./execute-options.ts";
import { type ReexecutionStrategy } from "./repeat-run.ts";
import type { RunResult } from "./run-result.ts";
/** Options of {@link reexecute}. */
export interface ReexecuteOptions extends Omit<ExecuteInProcessOptions, "instance" | "partitionKey" | "partitionRange" | "opSelection" | "assetSelection" | "runId"> {
    /** The instance that holds the run. */
    readonly instance: Instance;
    /** Default `FROM_FAILURE`: steps that failed, were skipped or did not run, and those whose outputs were not stored. */
    readonly strategy?: ReexecutionStrategy;
    /** Exactly these steps, instead of a strategy. */
    readonly steps?: readonly string[];
}
/**
 * Runs a run again, in a new run that knows its parent. Outputs of steps that are not run again are loaded from where the
 * earlier run stored them.
 *
 * @param target the job, or the definitions that hold the run's job
 * @param runId the run to repeat; it must have started
 * @throws CORE_CANNOT_REEXECUTE, CORE_UNKNOWN_STEP
 *
 * @example
 * ```ts
 * const again = await reexecute(project, failed.runId, { instance, strategy: "FROM_FAILURE" });
 * ```
 */
export declare function reexecute(target: Job | Definitions, runId: string, options: ReexecuteOptions): Promise<RunResult>;

// execution/repeat-run.d.ts
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { PreparedRun } from "./prepared-run.ts";
/** Which steps run again. */
export type ReexecutionStrategy = "ALL_STEPS" | "FROM_FAILURE" | "FROM_ASSET_FAILURE";
/** The prepared run that repeats another one. */
export declare function repeat(prepared: PreparedRun, parent: RunRecord, instance: Instance, what: ReexecutionStrategy | readonly string[], tags?: Readonly<Record<string, string>>): Promise<PreparedRun>;

// execution/stale-status.d.ts
import type { Instance } from "../instance/instance.ts";
import { type AssetGraph } from "../plan/asset-graph.ts";
/** Why an asset is stale. */
export interface StaleCause {
    /** `CODE`: its code version changed. `DATA`: an input is newer. `DEPENDENCIES`: it has other inputs than before. */
    readonly category: "CODE" | "DATA" | "DEPENDENCIES";
    readonly reason: string;
    /** The input to blame, as text for people. */
    readonly dependency?: string;
}
/** Whether a stored value is still what its code and inputs would give. */
export interface StaleStatus {
    readonly status: "MISSING" | "STALE" | "FRESH";
    readonly causes: readonly StaleCause[];
}
/**
 * The status of every asset of a graph that we make, by the text of its key: missing, stale with its causes, or fresh. An asset
 * below a stale or missing one is stale as well.
 *
 * @param partition in a partitioned graph: of this partition; dependencies on other partitions count as they are
 */
export declare function staleStatuses(graph: AssetGraph, instance: Instance, partition?: string): Promise<ReadonlyMap<string, StaleStatus>>;
/** The selected assets that are not fresh, with the neighbours that multi-assets make together. */
export declare function onlyStale(graph: AssetGraph, instance: Instance, selected: ReadonlySet<string>, partition: string | undefined): Promise<ReadonlySet<string>>;

// execution/interrupt-signal.d.ts
/** An abort signal that follows the process's own signals. */
export interface InterruptSignal extends Disposable {
    readonly signal: AbortSignal;
}
/**
 * A signal that aborts at SIGINT (Ctrl-C) and SIGTERM, to hand to a run: its steps stop within the grace period, resources are
 * torn down, and the run ends CANCELED. A second signal ends the process at once, as if nobody listened.
 *
 * @example
 * ```ts
 * using interrupt = interruptSignal();
 * await materialize(assets, { signal: interrupt.signal });
 * ```
 */
export declare function interruptSignal(signals?: readonly NodeJS.Signals[]): InterruptSignal;

// execution/execute-run.d.ts
import type { ExecutionConfig } from "../config/resolved-run-config.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { type RunPartitions } from "./run-partitions.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { RunLog } from "./run-log.ts";
/** A run that ended. */
export interface ExecutedRun {
    readonly run: RunRecord;
    readonly instance: Instance;
    readonly error: unknown;
    /** What loading its values needs besides the plan. */
    readonly remains: RunRemains;
}
/** What is left of a run when it has ended; it does not grow with the steps. */
export interface RunRemains {
    /** Config by resource id. */
    readonly resourceConfigs: ReadonlyMap<string, unknown>;
    readonly execution: ExecutionConfig;
    readonly partitions: RunPartitions;
    readonly log: RunLog;
    /** Which run produced the outputs of a step. */
    readonly producerRun: (stepKey: string) => string;
}
/**
 * Runs what was prepared: checks the config in full, creates the run, sets up resources, runs the steps, tears down, and
 * ends the run in a final status whatever happened.
 *
 * @throws CORE_INVALID_CONFIG, CORE_INVALID_DEFINITION before anything is stored
 */
export declare function executeRun(prepared: PreparedRun): Promise<ExecutedRun>;
/** Makes a resource that no step needs, but a value that is loaded while the run goes on. */
export declare function openLate(planned: PlannedResource, prepared: PreparedRun, environment: {
    readonly env: Readonly<Record<string, string | undefined>> | undefined;
}, resources: LiveResources, around: Parameters<LiveResources["open"]>[1]): Promise<void>;

// execution/prepared-run.d.ts
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
    readonly parent: {
        readonly parentRunId: string;
        readonly rootRunId: string;
    } | undefined;
    /** Steps that an earlier run did. */
    readonly known?: ReadonlyMap<string, KnownStep>;
}

// execution/execute-in-process.d.ts
import type { Job } from "../definitions/job.ts";
import type { ExecuteInProcessOptions } from "./execute-options.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunResult } from "./run-result.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
/** Runs a job of ops in this process. Values of outputs that name no IO manager stay in memory. */
export declare function executeInProcess(job: Job, options: ExecuteInProcessOptions): Promise<RunResult>;
/** Runs what was prepared, and throws the first error unless that is not wanted. */
export declare function finishRun(prepared: PreparedRun): Promise<RunResult>;
/**
 * Prepares a job of ops.
 *
 * @throws CORE_INVALID_DEFINITION with every fault of the job
 */
export declare function prepareJob(job: Job, scope: ResourceScope, fallback: ResourceScope, options: ExecuteInProcessOptions): Promise<PreparedRun>;

// selection/resolve-selection.d.ts
import { type AssetGraph } from "../plan/asset-graph.ts";
import type { AssetSelectionLike } from "./asset-selection.ts";
import type { SelectionNode } from "./selection-tree.ts";
/** The tree that a selection of any form means. */
export declare function selectionTree(selection: AssetSelectionLike): SelectionNode;
/**
 * The texts of the keys that a selection means.
 *
 * @throws CORE_INVALID_SELECTION for unknown keys, with near ones, and for a selection of nothing
 */
export declare function resolveSelection(graph: AssetGraph, selection: AssetSelectionLike): ReadonlySet<string>;

// selection/parse-selection.d.ts
import type { SelectionNode } from "./selection-tree.ts";
/**
 * Parses a selection (origin of the syntax: Dagster): `*`, `key:"a/b"`, wildcards in keys, `tag:"k"="v"`, `owner:`, `group:`,
 * `kind:`, `and`, `or`, `not`, parentheses, `+x`, `x+`, `1+x+2`, `sinks(e)`, `roots(e)`. The older `++x` means two layers.
 *
 * @throws CORE_INVALID_SELECTION with the position
 */
export declare function parseSelection(text: string): SelectionNode;

// plan/plan-assets.d.ts
import type { Hook } from "../definitions/hook.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
import type { AssetGraph } from "./asset-graph.ts";
import type { ExecutionPlan } from "./plan.ts";
/** What a plan over assets is made with. */
export interface PlanAssetsOptions {
    readonly jobName: string;
    /** Texts of the keys to make or observe; all others are loaded. */
    readonly selected: ReadonlySet<string>;
    readonly hooks?: readonly Hook[];
    readonly retryPolicy?: RetryPolicy | undefined;
    /** Whether the checks of the selected assets are evaluated. Default true. */
    readonly checks?: boolean;
}
/**
 * The plan that makes selected assets of a graph. Values of assets outside the selection are loaded by their IO managers.
 * Linear in assets and edges.
 */
export declare function planAssets(graph: AssetGraph, options: PlanAssetsOptions): ExecutionPlan;

// plan/plan-job.d.ts
import type { GraphDefinition } from "../definitions/op-definition.ts";
import type { Hook } from "../definitions/hook.ts";
import type { RetryPolicy } from "../definitions/retry-policy.ts";
import type { ExecutionPlan } from "./plan.ts";
/** The plan of a job of ops. */
export declare function planGraph(jobName: string, graph: GraphDefinition, options?: {
    readonly hooks?: readonly Hook[];
    readonly retryPolicy?: RetryPolicy | undefined;
}): ExecutionPlan;

// execution/materialize.d.ts
import type { AssetCheck } from "../definitions/asset-check.ts";
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import type { Partitions } from "../definitions/partition-types.ts";
import type { ProvidedResources, Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunResult } from "./run-result.ts";
/** Options of {@link materialize}. */
export interface MaterializeOptions<R extends Readonly<Record<string, Resource>>> extends Omit<ExecuteOptions, "resources"> {
    readonly resources?: R & {
        readonly [K in keyof R]: Resource<unknown, ProvidedResources<R>>;
    };
    /** Which of the assets to make; all others are loaded. Default: all. */
    readonly selection?: AssetSelectionLike;
    /** Make only what is missing or stale; fresh assets are loaded where they are needed. Needs an instance that remembers. Default false. */
    readonly onlyStale?: boolean;
    /** Checks to evaluate after their assets. */
    readonly assetChecks?: readonly AssetCheck[];
}
/**
 * Makes assets in one run in this process.
 *
 * @param assets the assets; external ones are loaded, not made. Upstreams that are reached through `ins` and not listed are
 * loaded as well
 * @throws CORE_INVALID_DEFINITION, CORE_INVALID_CONFIG before anything runs; the error of the first failed step unless `raiseOnError` is false
 *
 * @example
 * ```ts
 * const result = await materialize([rows, total]);
 * await result.assetValue("total"); // 6
 * ```
 */
export declare function materialize<const R extends Readonly<Record<string, Resource>> = {}>(assets: readonly (Asset<unknown, Partitions | undefined, ProvidedResources<NoInfer<R>>> | MultiAsset<unknown, ProvidedResources<NoInfer<R>>>)[], options?: MaterializeOptions<R>): Promise<RunResult>;
/** Prepares a run over given assets. */
export declare function prepareMaterialization(assets: readonly (Asset | MultiAsset)[], options: MaterializeOptions<ResourceScope>, fallback: ResourceScope): Promise<PreparedRun>;

// io-managers/memory-io-manager.d.ts
import { CoreError } from "../errors.ts";
import { type Resource } from "../resources/resource.ts";
import type { IOManager } from "./io-manager.ts";
/**
 * An IO manager that keeps values in the memory of this process, by identifier: for tests and for jobs whose values need
 * not outlive the run. Steps in other processes cannot read them.
 */
export declare function memoryIOManager(): Resource<IOManager, {}>;
/** As {@link memoryIOManager}, with one store for as long as the resource is held. */
export declare function sharedMemoryIOManager(): Resource<IOManager, {}>;
/** The IO manager itself, with a store of its own or a shared one. */
export declare function createMemoryIOManager(values?: Map<string, unknown>): IOManager;
/** The error for one plain value in a run over several partitions. */
export declare function severalPartitions(count: number, output: string): CoreError;

// io-managers/local-file-io-manager.d.ts
import { type ConfigurableResource } from "../resources/resource.ts";
import type { IOManager } from "./io-manager.ts";
/** Config of {@link localFileIOManager}. */
export interface LocalFileConfig {
    /** Root folder. Default: `storage` in the instance's home, or a temporary folder when the instance is ephemeral. */
    readonly base_dir?: string | {
        readonly env: string;
    };
}
/** How values become bytes and back. */
export interface LocalFileOptions {
    /** Added to file names, e.g. `.json`. Default: none. */
    readonly extension?: string;
    /** Default: a structured clone (V8's format), which keeps Map, Set, Date, BigInt and typed arrays. */
    readonly dump?: (value: unknown) => Uint8Array | Promise<Uint8Array>;
    readonly load?: (bytes: Uint8Array) => unknown;
}
/**
 * The default IO manager: each value is a file, `key/parts/partition` for assets and `run/step/output` for ops. A value is
 * written to a temporary name and renamed, so a reader finds all of it or nothing.
 */
export declare function localFileIOManager(options?: LocalFileOptions): ConfigurableResource<IOManager, {}, LocalFileConfig>;
/** The IO manager itself over a folder. */
export declare function createLocalFileIOManager(baseDir: string, options?: LocalFileOptions): IOManager;

// instance/index.d.ts
export { Instance } from "./instance.ts";
export { InstanceLog, type InstanceOptions, type SubscribeOptions } from "./instance-log.ts";
export { ephemeralInstance } from "./ephemeral-instance.ts";
export { memoryStorage, type MemoryStorageOptions } from "./memory/memory-storage.ts";
export type { InstanceStorage } from "./storage.ts";
export type { CreatedRun, RunStorage } from "./run-storage.ts";
export type { EventFilter, EventPage, EventQuery, EventStorage, RetentionRule, } from "./event-storage.ts";
export type { AssetActivity, AssetQuery, AssetRecord, AssetStorage, PartitionMaterialization, PartitionQuery, } from "./asset-storage.ts";
export type { BackfillQuery, BackfillRecord, BackfillStatus, Claim, CoordinationStorage, PoolUse, SlotLimit, SlotRequest, SlotState, } from "./coordination-storage.ts";
export type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
export { cancelableStatuses, finishedStatuses, inProgressStatuses, isFinished, nextRunStatus, type RunStatus, } from "./run-status.ts";
export { eventTypes, isAssetEvent, type AssetEventType, type EventEnvelope, type EventLevel, type EventRecord, type EventType, type NewEvent, } from "./events.ts";
export { createEvent, defaultLevel, type CreateEventOptions } from "./create-event.ts";
export type * from "./event-data.ts";
export type * from "./metadata-value.ts";
export { defaultSettings, type InstanceSettings, type TagConcurrencyLimit, } from "./instance-settings.ts";
export { inputPointerTag, type LineageNode } from "./lineage.ts";
export type { PartitionStatuses } from "./partition-status/asset-status.ts";
export type { PartitionStatus } from "./partition-status/status-table.ts";
export { resolveHome, type HomeOptions } from "./home/resolve-home.ts";
export { readSettings, settingsFileName } from "./home/read-settings.ts";

// compute-logs/compute-logs.d.ts
/** Which of the two output streams of a process. */
export type OutputStream = "stdout" | "stderr";
/** Some of what a step wrote. */
export interface ComputeLogChunk {
    /** The bytes behind the cursor that was asked for, as text; a character is never cut. */
    readonly text: string;
    /** Position in bytes behind this chunk: the cursor of the next question. */
    readonly cursor: number;
    /** Whether the step has ended, so that nothing will follow once `text` is empty. */
    readonly complete: boolean;
}
/** Which output, from where. */
export interface ComputeLogQuery {
    readonly runId: string;
    /** As in the `LOGS_CAPTURED` event. */
    readonly fileKey: string;
    readonly stream: OutputStream;
    /** Position in bytes. Default 0. */
    readonly after?: number;
    /** Most bytes to read. Default 1 MiB. */
    readonly limit?: number;
}
/** Takes what one step writes. */
export interface ComputeLogWriter {
    write(stream: OutputStream, bytes: Uint8Array): void;
    /** Resolves when all is in the files, which are then complete. */
    end(): Promise<void>;
}
/** What steps in processes of their own wrote to stdout and stderr: two files per step, readable while they grow. */
export declare class ComputeLogs {
    #private;
    readonly folder: string;
    /** @param folder absolute path; made when something is written */
    constructor(folder: string);
    /** Starts the files of a step; what was there is kept and written behind. */
    writer(runId: string, fileKey: string): Promise<ComputeLogWriter>;
    /** Reads what is there behind a cursor; an empty text when there is nothing yet. */
    read(query: ComputeLogQuery): Promise<ComputeLogChunk>;
    /** Follows an output as it grows, until the step has ended or the signal aborts. */
    tail(query: ComputeLogQuery, signal?: AbortSignal): AsyncGenerator<string>;
}

// child-process/child-process-executor.d.ts
import type { Executor } from "../execution/executor.ts";
import type { WorkerOptions } from "./worker-process.ts";
/** How steps run in processes of their own. */
export interface ChildProcessExecutorOptions extends WorkerOptions {
    /**
     * The module that exports the definitions which the run belongs to: a path, or `import.meta.url`. Workers load
     * it once each, so it must not start runs when it is loaded: keep it apart from the program that does.
     */
    readonly file: string | URL;
    /** Name of the export. Default `default`. */
    readonly exportName?: string;
    /** Most processes at a time. Default, and 0: the number of processors. */
    readonly maxConcurrent?: number;
    /** How long a cancelled step may take after SIGTERM before its process is killed, in milliseconds. Default 10,000. */
    readonly graceMs?: number;
}
/** An executor with processes that wait for the next run until it is closed. */
export interface ChildProcessExecutor extends Executor, AsyncDisposable {
    /** Ends all processes. They also end with this process. */
    close(): Promise<void>;
}
/**
 * Runs each step in a child process: one that dies, is killed, runs out of memory or calls `process.exit` fails its
 * own step only. Processes are used again for later steps, so that the user's code is loaded once per process. What
 * a step writes to stdout and stderr is captured and can be followed in `instance.computeLogs`.
 *
 * Resources are made in the step's process, from what the module's definitions bind. Those of one run are passed on where they can
 * be: the very objects that the definitions bind, the same with other plain config by `.configured`, and plain
 * values by `valueResource`. Objects that live in this process are refused.
 *
 * Values cross between steps through their IO managers, which must store them where every process finds them.
 *
 * @example
 * ```ts
 * const file = new URL("definitions.ts", import.meta.url);
 * await using executor = childProcessExecutor({ file, maxConcurrent: 4, memoryLimitMb: 512 });
 * await materialize([rows, total], { resources, instance, executor });
 * ```
 */
export declare function childProcessExecutor(options: ChildProcessExecutorOptions): ChildProcessExecutor;

// backfill/create-backfill.d.ts
import type { Definitions } from "../definitions/definitions.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import { type PartitionsChoice } from "./choose-targets.ts";
/** What a backfill is to make. */
export interface CreateBackfillOptions {
    readonly instance: Instance;
    /** Assets to make. Default, without `jobName`: all. */
    readonly selection?: AssetSelectionLike;
    /** A partitioned job of ops, one run per key; or a job of assets, as its selection. */
    readonly jobName?: string;
    /** Of the assets at the root of the selection, or of the job. Not needed when nothing is partitioned. */
    readonly partitions?: PartitionsChoice;
    /** Most partitions per run, over the assets' own policies; `null` for all in one run. */
    readonly maxPartitionsPerRun?: number | null;
    /** Run config of every run, with `{ env: NAME }` unresolved. */
    readonly runConfig?: Readonly<Record<string, unknown>>;
    /** Tags of every run. */
    readonly tags?: Readonly<Record<string, string>>;
    readonly title?: string;
    /** Eight lower-case letters. The same id again gives the backfill that is there. Default: random. */
    readonly backfillId?: string;
}
/**
 * Stores a backfill, without running anything yet: {@link runBackfill} does, in this process or another.
 *
 * @throws CORE_INVALID_BACKFILL, PARTITIONS_UNKNOWN_KEY, CORE_UNKNOWN_JOB, CORE_INVALID_SELECTION
 *
 * @example
 * ```ts
 * const { backfillId } = await createBackfill(definitions, {
 *   instance, selection: "daily+", partitions: { start: "2023-01-01", end: "2023-01-31" },
 * });
 * const ended = await runBackfill(definitions, { instance, backfillId });
 * ```
 */
export declare function createBackfill(definitions: Definitions, options: CreateBackfillOptions): Promise<BackfillRecord>;
/** Stores a plan once it is known that it can be read. */
export declare function storeBackfill(definitions: Definitions, instance: Instance, backfill: {
    readonly backfillId: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly plan: BackfillPlan;
    readonly title?: string;
}): Promise<BackfillRecord>;
export declare function randomBackfillId(): string;

// backfill/run-backfill.d.ts
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "../execution/execute-options.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
/** How a stored backfill is run. */
export interface RunBackfillOptions extends Pick<ExecuteOptions, "resources" | "executor" | "loggers" | "environment" | "maxConcurrent" | "cancelGraceMs" | "clock"> {
    readonly instance: Instance;
    readonly backfillId: string;
    /** Cancels the backfill. */
    readonly signal?: AbortSignal;
    /** Most runs of this backfill at a time in this process. Default: the instance's limit for all runs. */
    readonly maxConcurrentRuns?: number;
    /**
     * How long, twice, other machines wait before they take over from this process when it dies, in milliseconds. Processes
     * of this machine need not wait. Default 30,000.
     */
    readonly leaseMs?: number;
}
/**
 * Runs a backfill to its end, or goes on with one that another process left behind. While another process runs it,
 * this one waits, and takes over when that one dies. A run that ended is never made again.
 *
 * @returns the backfill as it ended
 * @throws CORE_UNKNOWN_BACKFILL; CORE_BACKFILL_CHANGED when the definitions no longer fit what was stored
 */
export declare function runBackfill(definitions: Definitions, options: RunBackfillOptions): Promise<BackfillRecord>;
/** Whether nothing more will happen to a backfill. */
export declare function isEnded(record: BackfillRecord): boolean;
/** Error for an id that no backfill has. */
export declare function unknownBackfill(backfillId: string): CoreError<"CORE_UNKNOWN_BACKFILL">;

// backfill/cancel-backfill.d.ts
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
/**
 * Cancels a backfill: nothing more is requested, queued runs are cancelled, and the process that runs it stops its
 * runs with grace. When no process runs it, it ends here. An ended backfill stays as it is.
 *
 * @returns the backfill, `CANCELING` while another process is still stopping its runs
 * @throws CORE_UNKNOWN_BACKFILL
 */
export declare function cancelBackfill(instance: Instance, backfillId: string): Promise<BackfillRecord>;

// backfill/retry-backfill.d.ts
import type { Definitions } from "../definitions/definitions.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
/**
 * Stores a new backfill of what an ended one did not make: what failed, what was behind it, and what was not
 * attempted.
 *
 * @throws CORE_UNKNOWN_BACKFILL; CORE_INVALID_BACKFILL when the old one has not ended, or made everything
 */
export declare function retryBackfill(definitions: Definitions, options: {
    readonly instance: Instance;
    readonly backfillId: string;
    readonly newBackfillId?: string;
}): Promise<BackfillRecord>;

// backfill/choose-targets.d.ts
import { type PartitionKeyRange, type PartitionsContext, type PartitionsSubset } from "@heddle/partitions";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import { type AssetGraph } from "../plan/asset-graph.ts";
import type { BackfillTarget } from "./backfill-plan.ts";
/**
 * Which partitions: all that exist, those that were never made or failed, keys, a range, or a subset of the
 * definition.
 */
export type PartitionsChoice = "all" | "missing" | readonly string[] | PartitionKeyRange | PartitionsSubset;
/** What a backfill of assets is chosen from. */
export interface TargetChoice {
    readonly graph: AssetGraph;
    /** Texts of the keys of the selected assets. */
    readonly selected: ReadonlySet<string>;
    readonly partitions: PartitionsChoice | undefined;
    readonly context: PartitionsContext;
    readonly instance: Instance;
}
/**
 * The partitions to make of each selected asset. Keys and ranges hold for the assets at the root of the selection;
 * those downstream follow by their partition mappings.
 *
 * @throws CORE_INVALID_BACKFILL; PARTITIONS_UNKNOWN_KEY for a key that a root asset does not have
 */
export declare function chooseTargets(choice: TargetChoice): Promise<readonly BackfillTarget[]>;
/** Error for a backfill that makes no sense. */
export declare function nothing(message: string): CoreError<"CORE_INVALID_BACKFILL">;

// backfill/backfill-plan.d.ts
import type { StoredPartitionsSubset } from "../instance/event-data.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
/** One asset of a backfill and the partitions to make of it. */
export interface BackfillTarget {
    readonly assetKey: readonly string[];
    /** Absent for an unpartitioned asset, which is made once. */
    readonly partitions?: StoredPartitionsSubset;
}
/** What a backfill is to make; stored with it, and enough to go on after a crash. */
export interface BackfillPlan {
    /** A job whose partitions are run one by one; absent for a backfill of assets. */
    readonly jobName?: string;
    /** The job's keys in the order in which they were asked for. */
    readonly keys?: readonly string[];
    readonly targets?: readonly BackfillTarget[];
    /** Most partitions per run, over the assets' own policies; `null` for all in one run. */
    readonly maxPartitionsPerRun?: number | null;
    readonly runConfig?: JsonValue;
    /** The moment that decides which time partitions exist, in milliseconds since the epoch. */
    readonly currentTime: number;
    /** The backfill whose failed parts this one makes again. */
    readonly retryOf?: string;
}
/** How far a backfill got. */
export interface BackfillProgress {
    readonly runs: {
        /** Runs that the backfill needs in all. */
        readonly total: number;
        readonly succeeded: number;
        readonly failed: number;
        /** Not requested, because something upstream failed. */
        readonly blocked: number;
    };
    /** Partitions by asset, in the user's form of its key; 1 for an unpartitioned asset. */
    readonly assets: Readonly<Record<string, {
        readonly total: number;
        readonly materialized: number;
        readonly failed: number;
    }>>;
}

// instance/conformance/contract-case.d.ts
import type { EventDataByType } from "../event-data.ts";
import type { EventType, NewEvent } from "../events.ts";
import type { InstanceStorage } from "../storage.ts";
/** Opens an empty storage that takes the time from `clock`. */
export type OpenStorage = (options: {
    readonly clock: () => number;
}) => Promise<InstanceStorage>;
/** One promise of the storage interface, as a test that any test runner can run. */
export interface ContractCase {
    readonly title: string;
    /** Rejects with an assertion error when the storage breaks the promise. */
    readonly run: (open: OpenStorage) => Promise<void>;
}
/** A storage under test, with a clock that the test moves. */
export interface Bench {
    readonly storage: InstanceStorage;
    /** Lets time pass, in milliseconds. */
    readonly pass: (ms: number) => void;
    readonly event: <Type extends EventType>(type: Type, data: EventDataByType[Type], options?: {
        readonly runId?: string;
        readonly stepKey?: string;
    }) => NewEvent<Type>;
}
/** Makes a case whose body gets an open storage, which is closed behind it. */
export declare function contractCase(title: string, body: (bench: Bench) => Promise<void>): ContractCase;

// instance/asset-key-text.d.ts
import type { AssetKeyParts } from "./metadata-value.ts";
/** The text under which an asset is stored: a JSON array as Python writes it, `["a", "b"]`. */
export declare function assetKeyText(key: AssetKeyParts): string;
/** The beginning of the texts of all keys that start with these parts; the text itself lacks its closing bracket. */
export declare function assetKeyPrefixText(prefix: AssetKeyParts): string;
/** Whether a key starts with these parts. */
export declare function startsWith(key: AssetKeyParts, prefix: AssetKeyParts): boolean;

// instance/canonical-json.d.ts
import type { JsonValue } from "./metadata-value.ts";
/** JSON with the keys of every object in code-point order and no spaces: equal values have equal text. */
export declare function canonicalJson(value: JsonValue): string;

// instance/event-text.d.ts
import { type NewEvent } from "./events.ts";
/**
 * An event as JSON text. Every storage stores this text or what parsing it gives, so that all of them give
 * back the same.
 *
 * @throws CORE_INVALID_EVENT when the type is unknown, the time is no finite number, or a field cannot be JSON
 */
export declare function eventText(event: NewEvent): string;

// instance/event-filter.d.ts
import type { EventFilter } from "./event-storage.ts";
import type { EventRecord } from "./events.ts";
import type { AssetKeyParts } from "./metadata-value.ts";
interface AssetFields {
    readonly assetKey?: AssetKeyParts;
    readonly partition?: string;
    readonly partitions?: readonly string[];
    readonly checkName?: string;
    readonly tags?: Readonly<Record<string, string>>;
}
/** The fields of an event's data that name an asset; all absent for other events. */
export declare function assetFields(event: Pick<EventRecord, "data">): AssetFields;
/** Makes the test for a filter, cursors included. */
export declare function eventMatcher(filter: EventFilter): (event: EventRecord) => boolean;
export {};

// instance/events.d.ts
import type { EventDataByType } from "./event-data.ts";
/** Name of an event type. */
export type EventType = keyof EventDataByType;
/** Severity of an event. Failures are `ERROR`, other events of the framework `DEBUG`, log lines what their author chose. */
export type EventLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";
/** What every event carries, whatever its type. */
export interface EventEnvelope {
    /** The run it belongs to; `""` for an event that no run made (a runless materialization, a wipe). */
    readonly runId: string;
    /** The run's job; `""` without a run. */
    readonly jobName: string;
    /** Milliseconds since 1970-01-01T00:00:00Z. Order is by `storageId`, never by time. */
    readonly timestamp: number;
    readonly level: EventLevel;
    /** One line for people. */
    readonly message: string;
    /** The step it belongs to, e.g. `graph.op` or `op[key]`. */
    readonly stepKey?: string;
    /** Process that made the event. */
    readonly pid?: number;
    /** Tags of the step or log line, for filters. */
    readonly tags?: Readonly<Record<string, string>>;
}
/**
 * An event that is not stored yet. Narrow by `type` and `data` has that type's fields.
 *
 * @example
 * ```ts
 * const event: NewEvent<"STEP_SUCCESS"> = {
 *   type: "STEP_SUCCESS", runId, jobName: "train", stepKey: "fit", timestamp: Date.now(), level: "DEBUG",
 *   message: "Finished step in 12ms", data: { durationMs: 12 },
 * };
 * ```
 */
export type NewEvent<Type extends EventType = EventType> = {
    [K in Type]: EventEnvelope & {
        readonly type: K;
        readonly data: EventDataByType[K];
    };
}[Type];
/** A stored event: what was appended, and its place in the log. */
export type EventRecord<Type extends EventType = EventType> = {
    [K in Type]: NewEvent<K> & {
        /** Strictly increasing in the order of commits, over all runs of the instance. Starts at 1. */
        readonly storageId: number;
    };
}[Type];
/** Every event type, in the order of the reference. */
export declare const eventTypes: readonly EventType[];
declare const assetEventTypes: readonly ["ASSET_MATERIALIZATION_PLANNED", "ASSET_MATERIALIZATION", "ASSET_FAILED_TO_MATERIALIZE", "ASSET_OBSERVATION", "ASSET_CHECK_EVALUATION_PLANNED", "ASSET_CHECK_EVALUATION", "ASSET_WIPED"];
/** Event types whose data names an asset. They outlive retention. */
export type AssetEventType = (typeof assetEventTypes)[number];
/** Whether an event's data names an asset. */
export declare function isAssetEvent<E extends NewEvent>(event: E): event is Extract<E, {
    readonly type: AssetEventType;
}>;
export {};

// instance/run-status.d.ts
import type { EventType } from "./events.ts";
/** Where a run is in its life. */
export type RunStatus = "NOT_STARTED" | "QUEUED" | "STARTING" | "STARTED" | "CANCELING" | "SUCCESS" | "FAILURE" | "CANCELED"
/** Created and controlled from outside; Heddle only records it. */
 | "MANAGED";
/** Statuses that never change again. */
export declare const finishedStatuses: readonly RunStatus[];
/** Statuses in which a process works on the run. */
export declare const inProgressStatuses: readonly RunStatus[];
/** Statuses in which a run can be asked to stop. */
export declare const cancelableStatuses: readonly RunStatus[];
/** Whether the run has ended. */
export declare function isFinished(status: RunStatus): boolean;
/**
 * What an event does to a run's status: the only way a status changes.
 *
 * `NOT_STARTED → QUEUED → STARTING → STARTED → SUCCESS | FAILURE`; QUEUED and STARTING may be left out;
 * any unfinished status may go to FAILURE or to CANCELING; a run that completes while CANCELING ends by
 * what its last event says; a queued run is canceled at once.
 *
 * @returns the new status; the same status when the event does not touch it; `undefined` when the event
 * is not allowed in this status
 */
export declare function nextRunStatus(status: RunStatus, event: EventType): RunStatus | undefined;

// instance/run-transition.d.ts
import { CoreError } from "../errors.ts";
import type { NewEvent } from "./events.ts";
import type { RunRecord } from "./run-record.ts";
/** Error for an id that no run has. */
export declare function unknownRun(runId: string): CoreError<"CORE_UNKNOWN_RUN">;
/** Error for an operation that needs the run's end. */
export declare function runNotFinished(run: RunRecord): CoreError<"CORE_RUN_NOT_FINISHED">;
/**
 * What an event does to its run's record. For storage implementations: it is called inside the transaction
 * that stores the event.
 *
 * @returns the new record, or the same one when the event does not change it
 * @throws CORE_ILLEGAL_RUN_TRANSITION when the event is not allowed in the run's status
 */
export declare function applyEventToRun(run: RunRecord, event: NewEvent): RunRecord;

// instance/slot-order.d.ts
import type { SlotLimit, SlotState } from "./coordination-storage.ts";
/** A wish for a slot as storages keep it. */
export interface SlotEntry {
    /** Run id and step key in one. */
    readonly holder: string;
    readonly limits: readonly SlotLimit[];
    readonly priority: number;
    /** Position in the order of first requests. */
    readonly order: number;
    readonly granted: boolean;
}
/**
 * Decides whether a waiting request may have its slot now. Waiting requests are served by priority, then in
 * the order in which they came; one that is blocked by another pool does not block those behind it.
 *
 * @param entries all live entries, the request's own included
 * @param holder which of them asks
 */
export declare function decideSlot(entries: readonly SlotEntry[], holder: string): SlotState;

// instance/ownership/run-claim-name.d.ts
/** The prefix of the names of claims on runs. */
export declare const runClaimPrefix = "run:";
/** The claim of the process that executes a run. */
export declare function runClaimName(runId: string): string;

// testing/invoke-asset.d.ts
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
/**
 * Calls the body of an asset or multi-asset directly, outside any run.
 *
 * @param inputs values by input name
 * @param context from {@link buildAssetContext}; without one, using it is an error that says so
 *
 * @example
 * ```ts
 * expect(await invokeAsset(total, { rows: [1, 2, 3] })).toBe(6);
 * ```
 */
export declare function invokeAsset(asset: Asset | MultiAsset, inputs?: Readonly<Record<string, unknown>>, context?: object): Promise<unknown>;

// testing/materialize-to-memory.d.ts
import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import { type MaterializeOptions } from "../execution/materialize.ts";
import type { RunResult } from "../execution/run-result.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
/**
 * As `materialize`, with every value in memory: also the values of assets that name an IO manager which is not given.
 *
 * @example
 * ```ts
 * const result = await materializeToMemory([rows, total]);
 * expect(await result.assetValue("total")).toBe(6);
 * ```
 */
export declare function materializeToMemory(assets: readonly (Asset | MultiAsset)[], options?: Omit<MaterializeOptions<ResourceScope>, "resources"> & {
    readonly resources?: ResourceScope;
}): Promise<RunResult>;

// testing/build-contexts.d.ts
import type { Partitions } from "@heddle/partitions";
import type { InputContext } from "../context/input-context.ts";
import type { Log } from "../context/log.ts";
import type { OutputContext } from "../context/output-context.ts";
import type { OpContext } from "../context/step-context.ts";
import { type AssetKeyLike } from "../definitions/asset-key.ts";
import type { Instance } from "../instance/instance.ts";
import type { EventLevel } from "../instance/events.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { ResourceContext } from "../resources/resource.ts";
import type { UserEvent } from "../results/user-events.ts";
/** A log that keeps its lines. */
export interface RecordedLog extends Log {
    readonly lines: readonly {
        readonly level: EventLevel;
        readonly message: string;
        readonly fields: Readonly<Record<string, unknown>>;
    }[];
}
/** A log that keeps its lines, to look at in a test. */
export declare function recordedLog(): RecordedLog;
/** What {@link buildOpContext} may be given; everything else of a context is an error that names it. */
export interface BuildOpContextOptions {
    readonly config?: unknown;
    /** Values of resources, by key. */
    readonly resources?: Readonly<Record<string, unknown>>;
    readonly partitionKey?: string;
    readonly partitions?: Partitions;
    readonly instance?: Instance;
    readonly signal?: AbortSignal;
    readonly tags?: Readonly<Record<string, string>>;
    readonly runId?: string;
    readonly retryNumber?: number;
    readonly assetKey?: AssetKeyLike;
    readonly selectedOutputNames?: readonly string[];
    readonly log?: Log;
}
/** A context for calling a body directly, and what the body did with it. */
export interface BuiltOpContext extends OpContext {
    readonly log: RecordedLog;
    /** Metadata that the body added, by output name. */
    readonly addedMetadata: Readonly<Record<string, MetadataInput>>;
    /** Events that the body logged. */
    readonly loggedEvents: readonly UserEvent[];
}
/**
 * A context to call the body of an op or asset with, in a unit test.
 *
 * @example
 * ```ts
 * const context = buildOpContext({ config: { limit: 3 }, resources: { database: fake } });
 * expect(await fetchRows.invoke({}, context)).toEqual([1, 2, 3]);
 * ```
 */
export declare function buildOpContext(options?: BuildOpContextOptions): BuiltOpContext;
/** As {@link buildOpContext}, for the body of an asset. */
export declare function buildAssetContext(options?: BuildOpContextOptions): BuiltOpContext;
/** What {@link buildOutputContext} and {@link buildInputContext} may be given. */
export interface BuildIOContextOptions {
    readonly name?: string;
    readonly assetKey?: AssetKeyLike;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly partitionKey?: string;
    readonly partitionKeys?: readonly string[];
    readonly partitions?: Partitions;
    readonly resources?: Readonly<Record<string, unknown>>;
    readonly resourceConfig?: unknown;
    readonly runId?: string;
    readonly stepKey?: string;
    readonly mappingKey?: string;
    readonly instance?: Instance;
}
/** An output context for testing an IO manager, and the metadata that the manager added. */
export declare function buildOutputContext(options?: BuildIOContextOptions): OutputContext & {
    readonly addedMetadata: MetadataInput;
};
/** An input context for testing an IO manager. */
export declare function buildInputContext(options?: BuildIOContextOptions & {
    readonly upstreamOutput?: OutputContext;
}): InputContext;
/** What a resource's `create` gets, for testing it by itself. */
export declare function buildInitResourceContext<Config = unknown>(options?: {
    readonly config?: Config;
    readonly resources?: Readonly<Record<string, unknown>>;
    readonly instance?: Instance;
    readonly onTeardown?: (action: () => void | Promise<void>) => void;
}): ResourceContext<Config, Readonly<Record<string, unknown>>>;

// instance/ephemeral-instance.d.ts
import { Instance } from "./instance.ts";
import type { InstanceOptions } from "./instance-log.ts";
/**
 * An instance in memory, gone with the process: what library calls use when none is given.
 *
 * @example
 * ```ts
 * await using instance = ephemeralInstance();
 * ```
 */
export declare function ephemeralInstance(options?: Omit<InstanceOptions, "storage">): Instance;

// definitions/check-options.d.ts
import { type Fault } from "./fault.ts";
import type { SourceLocation } from "./source-location.ts";
import type { CoreErrorCode } from "../errors.ts";
/** Gathers the faults of one definition. */
export declare class FaultList {
    readonly faults: Fault[];
    readonly subject: string;
    readonly location: SourceLocation;
    constructor(subject: string, location: SourceLocation);
    add(code: CoreErrorCode, message: string, hint?: string): void;
    /** Reports every key that is no option. */
    options(given: object, allowed: ReadonlySet<string>, advice?: Readonly<Record<string, string>>): void;
    /** Reports a name that is not letters, digits and underscores. */
    name(what: string, name: unknown): void;
}
/** Whether a tag is reserved for the system: it begins with `dagster/` and is not one that users may set. */
export declare function isReservedTag(key: string): boolean;
/** Reports reserved tags and values that are no text. */
export declare function checkTags(tags: Readonly<Record<string, unknown>> | undefined, list: FaultList, what?: string): void;

// definitions/composition.d.ts
import type { FaultList } from "./check-options.ts";
import type { Hook } from "./hook.ts";
import type { GraphDefinition, NodeInvocation, OpDefinition, Wiring } from "./op-definition.ts";
import type { RetryPolicy } from "./retry-policy.ts";
/** What a call says besides its inputs. */
export interface Invocation {
    readonly alias: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly hooks: readonly Hook[];
    readonly retryPolicy: RetryPolicy | undefined;
}
/** Runs the body of a graph or job and records the calls in it. */
export declare function compose(owner: string, inputNames: readonly string[], body: (inputs: never) => unknown, faults: FaultList): {
    readonly nodes: readonly NodeInvocation[];
    readonly outputs: Readonly<Record<string, Wiring>>;
};
/** Records a call in the composition that is going on. */
export declare function invoke(definition: OpDefinition | GraphDefinition, outputs: readonly {
    readonly name: string;
    readonly dynamic: boolean;
}[], invocation: Invocation, inputs: Readonly<Record<string, unknown>> | undefined, after: readonly unknown[] | undefined): unknown;

// instance/instance.d.ts
import { type DynamicPartitionsStore, type PartitionsContext, type PartitionsDefinition } from "@heddle/partitions";
import type { AssetRecord } from "./asset-storage.ts";
import type { AssetCheckEvaluationData, AssetEventData, AssetMaterializationData } from "./event-data.ts";
import type { EventRecord } from "./events.ts";
import { InstanceLog } from "./instance-log.ts";
import { type LineageNode } from "./lineage.ts";
import type { AssetKeyParts } from "./metadata-value.ts";
import { PartitionStatuses } from "./partition-status/asset-status.ts";
import type { PartitionStatus } from "./partition-status/status-table.ts";
/**
 * Everything Heddle remembers: runs, the event log and what follows from it. An event counts only once it is
 * stored, and a run's status changes only by storing an event.
 *
 * @example
 * ```ts
 * await using instance = ephemeralInstance();
 * await materialize([daily], { instance, partitionKey: "2023-01-05" });
 * const event = await instance.latestMaterialization(["daily"], "2023-01-05");
 * ```
 */
export declare class Instance extends InstanceLog {
    /** The newest materialization of an asset, or of one of its partitions; wiped ones do not count. */
    latestMaterialization(assetKey: AssetKeyParts, partition?: string): Promise<EventRecord<"ASSET_MATERIALIZATION"> | undefined>;
    getAsset(assetKey: AssetKeyParts): Promise<AssetRecord | undefined>;
    /**
     * Records that an asset was made, observed or checked outside of any run.
     *
     * @returns the stored event
     */
    reportAssetEvent(event: {
        readonly type: "ASSET_MATERIALIZATION";
        readonly data: AssetMaterializationData;
    } | {
        readonly type: "ASSET_OBSERVATION";
        readonly data: AssetEventData;
    } | {
        readonly type: "ASSET_CHECK_EVALUATION";
        readonly data: AssetCheckEvaluationData;
    }): Promise<EventRecord>;
    /** Forgets what was materialized: all of an asset, or some partitions. The events stay readable. */
    wipeAsset(assetKey: AssetKeyParts, partitions?: readonly string[]): Promise<void>;
    /**
     * Where every partition of an asset stands: counts without listing keys, and keys by status.
     *
     * @param partitions the asset's partitions definition
     */
    partitionStatuses(assetKey: AssetKeyParts, partitions: PartitionsDefinition): Promise<PartitionStatuses>;
    /** Where an unpartitioned asset stands. */
    assetStatus(assetKey: AssetKeyParts): Promise<PartitionStatus>;
    /**
     * What an asset's newest materialization was made from, and what that was made from.
     *
     * @param options.depth how many layers to follow; default 10
     * @returns `undefined` when it was never materialized
     */
    lineage(assetKey: AssetKeyParts, options?: {
        readonly partition?: string;
        readonly depth?: number;
    }): Promise<LineageNode | undefined>;
    /** The newest materializations that were made directly from this one. */
    dependents(materialization: EventRecord<"ASSET_MATERIALIZATION">): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;
    /**
     * Adds keys to a dynamic partitions definition; those that are there already keep their place.
     *
     * @returns the keys that were new
     * @throws PARTITIONS_INVALID_KEY when a key holds characters that keys may not hold
     */
    addDynamicPartitions(name: string, keys: readonly string[]): Promise<readonly string[]>;
    /** Removes a key; what was made for it stays recorded. Returns whether it was there. */
    deleteDynamicPartition(name: string, key: string): Promise<boolean>;
    /** The keys in the order in which they were first added. */
    getDynamicPartitions(name: string): Promise<readonly string[]>;
    hasDynamicPartition(name: string, key: string): Promise<boolean>;
    /** The keys of dynamic definitions as they are now, for the pure functions of `@heddle/partitions`. */
    dynamicPartitionsStore(names: readonly string[]): Promise<DynamicPartitionsStore>;
    /** Time and dynamic keys for questions to a partitions definition. */
    partitionsContext(...partitions: readonly (PartitionsDefinition | undefined)[]): Promise<PartitionsContext>;
}

// instance/metadata-value.d.ts
/** Plain data that JSON can carry unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | {
    readonly [key: string]: JsonValue;
};
/** An asset key: one or more parts, outermost first. */
export type AssetKeyParts = readonly string[];
/** One column of a table schema. */
export interface TableColumn {
    readonly name: string;
    /** The column's type in the words of its own system, e.g. `string` or `DECIMAL(10,2)`. */
    readonly type: string;
    readonly description?: string;
    readonly constraints?: {
        readonly nullable: boolean;
        readonly unique: boolean;
        readonly other: readonly string[];
    };
    readonly tags?: Readonly<Record<string, string>>;
}
/** Columns of a table, and rules for the table as a whole. */
export interface TableSchema {
    readonly columns: readonly TableColumn[];
    readonly constraints?: readonly string[];
}
/** Where a column's values came from. */
export interface ColumnDependency {
    readonly assetKey: AssetKeyParts;
    readonly column: string;
}
/** A place in source code: a file on the machine that defined the asset, or a web address. */
export type CodeReference = {
    readonly kind: "local";
    readonly filePath: string;
    readonly lineNumber?: number;
    readonly label?: string;
} | {
    readonly kind: "url";
    readonly url: string;
    readonly label?: string;
};
/**
 * A metadata value as it is stored in events, told apart by `type`. The type names are Dagster's, so that
 * tools which know them can show the value; `image` is ours.
 *
 * `float` stores what JSON has no number for as text.
 */
export type MetadataValue = {
    readonly type: "text" | "url" | "path" | "notebook" | "md";
    readonly value: string;
} | {
    readonly type: "json";
    readonly value: JsonValue;
} | {
    readonly type: "int";
    readonly value: number;
} | {
    readonly type: "float";
    readonly value: number | "NaN" | "Infinity" | "-Infinity";
} | {
    readonly type: "bool";
    readonly value: boolean;
}
/** Milliseconds since 1970-01-01T00:00:00Z. */
 | {
    readonly type: "timestamp";
    readonly value: number;
} | {
    readonly type: "python_artifact";
    readonly module: string;
    readonly name: string;
} | {
    readonly type: "dagster_run";
    readonly runId: string;
} | {
    readonly type: "asset";
    readonly assetKey: AssetKeyParts;
} | {
    readonly type: "job";
    readonly jobName: string;
    readonly location?: string;
} | {
    readonly type: "table";
    readonly records: readonly Readonly<Record<string, JsonValue>>[];
    readonly schema: TableSchema;
} | {
    readonly type: "table_schema";
    readonly schema: TableSchema;
} | {
    readonly type: "column_lineage";
    readonly columns: Readonly<Record<string, readonly ColumnDependency[]>>;
} | {
    readonly type: "code_references";
    readonly references: readonly CodeReference[];
}
/** An image at a path or URL, or inline as a `data:` URL. */
 | {
    readonly type: "image";
    readonly source: string;
    readonly caption?: string;
} | {
    readonly type: "pool";
    readonly pool: string;
} | {
    readonly type: "null";
};
/** Metadata of an event: label → value. */
export type EventMetadata = Readonly<Record<string, MetadataValue>>;

// instance/run-record.d.ts
import type { RunFailureReason } from "./event-data.ts";
import type { AssetKeyParts, JsonValue } from "./metadata-value.ts";
import type { RunStatus } from "./run-status.ts";
/** What a run is to do, as its creator says it. */
export interface NewRun {
    /** A UUID. Creating the same id again returns the run that is there. */
    readonly runId: string;
    readonly jobName: string;
    /** Default `NOT_STARTED`; `MANAGED` for a run that is controlled from outside. */
    readonly status?: "NOT_STARTED" | "MANAGED";
    /** Run config as given, with `{ env: NAME }` unresolved; never a resolved secret. */
    readonly runConfig?: JsonValue;
    readonly tags?: Readonly<Record<string, string>>;
    /** Step keys to run; absent means all. */
    readonly stepSelection?: readonly string[];
    /** Assets to materialize; absent means those of the job. */
    readonly assetSelection?: readonly AssetKeyParts[];
    /** Checks to evaluate, as `asset/key:check`. */
    readonly checkSelection?: readonly string[];
    /** The run that this one repeats, and the first of the chain: both or neither. */
    readonly parentRunId?: string;
    readonly rootRunId?: string;
    /** Content hashes of the job and plan, stored with `putSnapshot`. */
    readonly jobSnapshotId?: string;
    readonly planSnapshotId?: string;
    /** Launching twice with one key gives the first run. Unique in the instance. */
    readonly idempotencyKey?: string;
}
/** A stored run. Times are milliseconds since the epoch. */
export interface RunRecord extends Omit<NewRun, "status" | "tags" | "runConfig"> {
    readonly status: RunStatus;
    readonly runConfig: JsonValue;
    readonly tags: Readonly<Record<string, string>>;
    /** Position in the order of creation; a cursor for lists. */
    readonly runOrder: number;
    readonly createdAt: number;
    readonly updatedAt: number;
    /** Time of RUN_START. */
    readonly startedAt?: number;
    /** Time of the event that ended it. */
    readonly endedAt?: number;
    readonly failureReason?: RunFailureReason;
}
/** Which runs. All given conditions must hold. */
export interface RunFilter {
    readonly runIds?: readonly string[];
    readonly jobName?: string;
    readonly statuses?: readonly RunStatus[];
    /** Every tag must match; a list of values means any of them. */
    readonly tags?: Readonly<Record<string, string | readonly string[]>>;
    /** The whole chain of re-executions of one first run, the first included. */
    readonly rootRunId?: string;
    readonly jobSnapshotId?: string;
    /** Milliseconds since the epoch; exclusive. */
    readonly createdAfter?: number;
    readonly createdBefore?: number;
    readonly updatedAfter?: number;
    readonly updatedBefore?: number;
}
/** Which runs, in which order, from where. */
export interface RunQuery extends RunFilter {
    /** Go on behind this run (`runOrder` of the last one seen). */
    readonly cursor?: number;
    /** Default 100. */
    readonly limit?: number;
    /** Oldest first. Default false: newest first. */
    readonly ascending?: boolean;
}

// selection/selection-tree.d.ts
import type { AssetKey } from "../definitions/asset-key.ts";
/** A parsed selection. */
export type SelectionNode = {
    readonly kind: "all";
} | {
    readonly kind: "keys";
    readonly keys: readonly AssetKey[];
}
/** Keys by their text for people, with `*` as a wildcard. */
 | {
    readonly kind: "pattern";
    readonly pattern: string;
} | {
    readonly kind: "attribute";
    readonly attribute: "tag" | "owner" | "group" | "kind" | "code_location";
    readonly value: string;
    readonly tagValue?: string | undefined;
} | {
    readonly kind: "and" | "or";
    readonly items: readonly SelectionNode[];
} | {
    readonly kind: "not" | "sinks" | "roots" | "neighbors" | "materializable";
    readonly item: SelectionNode;
}
/** What lies up to this many layers upstream and downstream, itself included. */
 | {
    readonly kind: "reach";
    readonly item: SelectionNode;
    readonly upstream: number;
    readonly downstream: number;
};

// instance/event-data.d.ts
import type { AssetKeyParts, EventMetadata, JsonValue } from "./metadata-value.ts";
/** An error as plain data, as events store it. */
export interface SerializedError {
    /** Class name, e.g. `TypeError`; `NonError` for a thrown value that was no error. */
    readonly name: string;
    readonly message: string;
    readonly stack?: string;
    /** Code of a Heddle error. */
    readonly code?: string;
    readonly hint?: string;
    readonly details?: {
        readonly [key: string]: JsonValue;
    };
    /** What it was caused by (`error.cause`), at any depth. */
    readonly cause?: SerializedError;
}
/** Who is to blame for a failed step. */
export type ErrorSource = "FRAMEWORK_ERROR" | "USER_CODE_ERROR" | "INTERRUPT" | "UNEXPECTED_ERROR";
/** Why a run failed; also stored as the tag `dagster/failure_reason`. */
export type RunFailureReason = "RUN_EXCEPTION" | "STEP_FAILURE" | "JOB_INITIALIZATION_FAILURE" | "START_TIMEOUT" | "RUN_WORKER_RESTART" | "UNEXPECTED_TERMINATION" | "UNKNOWN";
/** The result of a run-time type check of a value. */
export interface TypeCheck {
    readonly success: boolean;
    readonly label?: string;
    readonly description?: string;
    readonly metadata?: EventMetadata;
}
/** One output of one step. */
export interface OutputHandle {
    readonly stepKey: string;
    readonly outputName: string;
    /** Key of a dynamic output. */
    readonly mappingKey?: string;
}
/** What a failed step's author said about it, by throwing `Failure`. */
export interface UserFailure {
    readonly label: string;
    readonly description?: string;
    readonly metadata?: EventMetadata;
}
/** A set of partition keys as ranges, readable with the definition whose id it names. */
export interface StoredPartitionsSubset {
    /** `PartitionsDefinition` id at the time of writing. */
    readonly definitionId: string;
    /** What `PartitionsSubset.keyRanges()` gives: first and last key, both inclusive; rectangles for a multi definition. */
    readonly ranges: readonly {
        readonly start: string;
        readonly end: string;
    }[];
}
/** An asset, or one partition of it, that was read to make another. */
export interface AssetLineageEntry {
    readonly assetKey: AssetKeyParts;
    readonly partitions?: readonly string[];
    /** Storage id of the materialization that was read, where known. */
    readonly storageId?: number;
    /** Data version that was read, where known. */
    readonly dataVersion?: string;
}
/** What both materializations and observations say. */
export interface AssetEventData {
    readonly assetKey: AssetKeyParts;
    /** Absent for an unpartitioned asset. */
    readonly partition?: string;
    readonly metadata: EventMetadata;
    /** E.g. `dagster/data_version`, `dagster/code_version`, `dagster/partition/<dimension>`. */
    readonly tags: Readonly<Record<string, string>>;
    readonly description?: string;
}
/** A stored asset was made. */
export interface AssetMaterializationData extends AssetEventData {
    /** What it was made from. */
    readonly lineage?: readonly AssetLineageEntry[];
}
/** Which check of which asset. */
export interface AssetCheckRef {
    readonly assetKey: AssetKeyParts;
    readonly checkName: string;
    readonly partition?: string;
}
/** The outcome of an asset check. */
export interface AssetCheckEvaluationData extends AssetCheckRef {
    readonly passed: boolean;
    readonly severity: "WARN" | "ERROR";
    readonly blocking: boolean;
    readonly description?: string;
    readonly metadata: EventMetadata;
    /** The materialization that was checked. */
    readonly targetMaterialization?: {
        readonly storageId: number;
        readonly runId: string;
        /** Milliseconds since the epoch. */
        readonly timestamp: number;
    };
}
/** Progress reports of the machinery around steps. */
export interface EngineEventData {
    readonly metadata?: EventMetadata;
    readonly error?: SerializedError;
    /** Name of a span of time that starts here. */
    readonly markerStart?: string;
    /** Name of a span of time that ends here. */
    readonly markerEnd?: string;
}
/** An event that says all by its type. */
export type NoData = Readonly<Record<string, never>>;
/** Which output an IO manager stored. */
export interface HandledOutputData {
    readonly outputName: string;
    readonly mappingKey?: string;
    /** Resource key of the IO manager. */
    readonly managerKey: string;
    readonly metadata: EventMetadata;
}
/** Which input an IO manager loaded, and from what. */
export interface LoadedInputData {
    readonly inputName: string;
    readonly managerKey: string;
    readonly upstreamOutputName?: string;
    readonly upstreamStepKey?: string;
    readonly metadata: EventMetadata;
}
/**
 * Every event type and what it carries. The names are those that Dagster shows (`RUN_START`, stored there
 * under its older name `PIPELINE_START`).
 */
export interface EventDataByType {
    /** A line that user code or Heddle logged. */
    readonly LOG: {
        /** Name of the logger, e.g. `heddle` or `user`. */
        readonly logger: string;
        /** Structured fields of the line. */
        readonly fields: {
            readonly [key: string]: JsonValue;
        };
        readonly error?: SerializedError;
    };
    readonly RUN_ENQUEUED: {
        readonly codeLocationName?: string;
        readonly repositoryName?: string;
        readonly partitionKey?: string;
    };
    readonly RUN_DEQUEUED: NoData;
    readonly RUN_STARTING: NoData;
    readonly RUN_START: NoData;
    readonly RUN_SUCCESS: NoData;
    readonly RUN_CANCELING: NoData;
    readonly RUN_FAILURE: {
        readonly error?: SerializedError;
        readonly failureReason: RunFailureReason;
        /** The first step that failed, when steps did. */
        readonly firstStepFailure?: {
            readonly stepKey: string;
            readonly error: SerializedError;
        };
    };
    readonly RUN_CANCELED: {
        readonly error?: SerializedError;
    };
    readonly STEP_WORKER_STARTING: EngineEventData;
    readonly STEP_WORKER_STARTED: EngineEventData;
    readonly RESOURCE_INIT_STARTED: EngineEventData;
    readonly RESOURCE_INIT_SUCCESS: EngineEventData;
    readonly RESOURCE_INIT_FAILURE: EngineEventData;
    readonly ENGINE_EVENT: EngineEventData;
    readonly STEP_START: NoData;
    readonly STEP_INPUT: {
        readonly inputName: string;
        readonly typeCheck: TypeCheck;
    };
    readonly STEP_OUTPUT: {
        readonly output: OutputHandle;
        readonly typeCheck: TypeCheck;
        /** Data version of the output. */
        readonly version?: string;
        readonly metadata: EventMetadata;
    };
    /** `durationMs` is measured with a monotonic clock. */
    readonly STEP_SUCCESS: {
        readonly durationMs: number;
    };
    readonly STEP_FAILURE: {
        readonly error: SerializedError;
        readonly userFailure?: UserFailure;
        readonly errorSource: ErrorSource;
    };
    readonly STEP_SKIPPED: {
        /** Outputs that failed or were not produced, which is why the step could not run. */
        readonly missing?: readonly OutputHandle[];
        readonly reason?: string;
    };
    readonly STEP_UP_FOR_RETRY: {
        readonly error: SerializedError;
        readonly secondsToWait: number;
        /** 1 for the first retry. */
        readonly attempt: number;
    };
    readonly STEP_RESTARTED: {
        readonly attempt: number;
    };
    readonly HANDLED_OUTPUT: HandledOutputData;
    readonly LOADED_INPUT: LoadedInputData;
    readonly ASSET_MATERIALIZATION_PLANNED: {
        readonly assetKey: AssetKeyParts;
        /** One partition… */
        readonly partition?: string;
        /** …or several. */
        readonly partitionsSubset?: StoredPartitionsSubset;
    };
    readonly ASSET_MATERIALIZATION: AssetMaterializationData;
    readonly ASSET_FAILED_TO_MATERIALIZE: {
        readonly assetKey: AssetKeyParts;
        readonly partition?: string;
        readonly failureType: "FAILED" | "SKIPPED";
        readonly reason: string;
        readonly error?: SerializedError;
        readonly willRetry: boolean;
    };
    readonly ASSET_OBSERVATION: AssetEventData;
    readonly ASSET_CHECK_EVALUATION_PLANNED: AssetCheckRef;
    readonly ASSET_CHECK_EVALUATION: AssetCheckEvaluationData;
    readonly ASSET_WIPED: {
        readonly assetKey: AssetKeyParts;
        /** The wiped partitions; absent when all of the asset was wiped. */
        readonly partitions?: readonly string[];
    };
    readonly STEP_EXPECTATION_RESULT: {
        readonly success: boolean;
        readonly label?: string;
        readonly description?: string;
        readonly metadata: EventMetadata;
    };
    readonly HOOK_COMPLETED: {
        readonly hookName: string;
    };
    readonly HOOK_ERRORED: {
        readonly hookName: string;
        readonly error: SerializedError;
    };
    readonly LOGS_CAPTURED: {
        /** Names the captured files in the compute log store. */
        readonly fileKey: string;
        readonly stepKeys: readonly string[];
        readonly externalStdoutUrl?: string;
        readonly externalStderrUrl?: string;
    };
}

// resources/resource-plan.d.ts
import { type Fault } from "../definitions/fault.ts";
import type { SourceLocation } from "../definitions/source-location.ts";
import { type Resource } from "./resource.ts";
/** One resource of a run, with what it needs. */
export interface PlannedResource {
    /** Unique in the run. */
    readonly id: string;
    readonly key: string;
    readonly resource: Resource;
    /** Declared key → resource. */
    readonly needs: ReadonlyMap<string, PlannedResource>;
}
/** Resources by key, as one definition sees them. */
export type ResourceScope = Readonly<Record<string, Resource>>;
/** Who wants a resource, for messages. */
export interface ResourceWish {
    readonly key: string;
    readonly requiredBy: string;
    readonly location?: SourceLocation | undefined;
}
/**
 * Works out which resources a run makes: the same resource seen through the same needs is made once.
 */
export declare class ResourcePlan {
    #private;
    readonly faults: Fault[];
    /** All resources, each after what it needs. */
    get all(): readonly PlannedResource[];
    /** The resource behind a key in a scope; undefined, with a fault, when there is none. */
    require(wish: ResourceWish, scope: ResourceScope, trail?: readonly string[]): PlannedResource | undefined;
}

// resources/sent-resources.d.ts
import { type Resource } from "./resource.ts";
import type { ResourceScope } from "./resource-plan.ts";
/** What another process makes a resource of, together with the definitions that it has loaded. Plain data. */
export type SentResource = {
    readonly kind: "value";
    readonly value: unknown;
}
/** The resource that the definitions bind under the same key, with this config fixed. */
 | {
    readonly kind: "fixed";
    readonly config: unknown;
}
/** The same with the config of the run. */
 | {
    readonly kind: "open";
};
/** Why a resource cannot be made elsewhere. */
export interface UnsentResource {
    readonly kind: "refused";
    /** Continues a sentence that begins with the resource. */
    readonly reason: string;
}
/**
 * What another process needs to make a resource that this one was given.
 *
 * @param given the resource
 * @param bound what the definitions bind under its key
 * @returns undefined when it is theirs already, else what is to be sent, or the reason why nothing can be
 */
export declare function sendResource(given: Resource, bound: Resource | undefined): SentResource | UnsentResource | undefined;
/** The resources that {@link sendResource} described, by key, from the definitions of this process. */
export declare function receiveResources(sent: Readonly<Record<string, SentResource>>, bound: ResourceScope): ResourceScope;

// config/resolved-run-config.d.ts
/** Resolved config of a step. */
export interface StepConfig {
    readonly config: unknown;
    /** Values given for inputs, by name. */
    readonly inputs: ReadonlyMap<string, unknown>;
    /** Config of outputs, by name. */
    readonly outputs: Readonly<Record<string, unknown>>;
}
/** A tag limit within one run. */
export interface RunTagLimit {
    readonly key: string;
    readonly value: string | undefined;
    /** Each value counts by itself. */
    readonly perValue: boolean;
    readonly limit: number;
}
/** What `execution.config` says. */
export interface ExecutionConfig {
    readonly executor: "in_process" | "multiprocess" | undefined;
    readonly maxConcurrent: number | undefined;
    readonly retries: "enabled" | "disabled" | "deferred";
    readonly tagLimits: readonly RunTagLimit[];
    /** The section as it was given. */
    readonly raw: unknown;
}
/** A run config after checks, defaults and references. */
export interface ResolvedRunConfig {
    /** Config by resource id. */
    readonly resources: ReadonlyMap<string, unknown>;
    /** By step key. */
    readonly steps: ReadonlyMap<string, StepConfig>;
    readonly execution: ExecutionConfig;
    /** Config by logger key; only those that the run config names. */
    readonly loggers: ReadonlyMap<string, unknown>;
}

// resources/live-resources.d.ts
import type { Log } from "../context/log.ts";
import type { Instance } from "../instance/instance.ts";
import type { PlannedResource } from "./resource-plan.ts";
/** What resources are made with. */
export interface ResourceSurroundings {
    readonly runId: string;
    readonly jobName: string;
    readonly instance: Instance;
    readonly signal: AbortSignal;
    readonly log: Log;
    /** Resolved config by {@link PlannedResource.id}. */
    readonly configs: ReadonlyMap<string, unknown>;
}
/** The resources of one run in one process: made in the order of their needs, torn down in reverse. */
export declare class LiveResources {
    #private;
    /**
     * Makes resources.
     *
     * @throws CORE_RESOURCE_INIT naming the resource; what was made before is then torn down by {@link close}
     */
    open(resources: readonly PlannedResource[], around: ResourceSurroundings): Promise<void>;
    /** The value of a resource that was made. */
    value(planned: PlannedResource): unknown;
    /**
     * Tears everything down, the last made first; a failing tear-down does not stop the others.
     *
     * @returns what went wrong
     */
    close(): Promise<readonly {
        readonly key: string;
        readonly error: unknown;
    }[]>;
}

// execution/run-partitions.d.ts
import type { PartitionKeyRange, Partitions, PartitionsContext } from "@heddle/partitions";
/** The partitions that a run is over. */
export interface RunPartitions {
    /** Keys in definition order; empty for a run without partitions. */
    readonly keys: readonly string[];
    /** The definition that the keys belong to. */
    readonly definition: Partitions | undefined;
    readonly range: PartitionKeyRange | undefined;
    /** Time and dynamic keys that hold for the whole run. */
    readonly context: PartitionsContext;
}
/** What a caller asks for. */
export interface PartitionChoice {
    readonly partitionKey?: string | Readonly<Record<string, string>> | undefined;
    readonly partitionRange?: PartitionKeyRange | undefined;
}
/**
 * The partitions of a run.
 *
 * @throws CORE_INVALID_INVOCATION when the job has no partitions, or needs a key; PARTITIONS_UNKNOWN_KEY with the nearest keys
 */
export declare function choosePartitions(jobName: string, definition: Partitions | undefined, choice: PartitionChoice, context: PartitionsContext): RunPartitions;
/** Tags that tell a run's partitions. */
export declare function partitionTags(partitions: RunPartitions): Readonly<Record<string, string>>;
/** `dagster/partition/<dimension>` for each dimension of a key. */
export declare function dimensionTags(definition: Partitions | undefined, key: string): Readonly<Record<string, string>>;

// execution/run-log.d.ts
import type { Log } from "../context/log.ts";
import type { Logger } from "../definitions/logger.ts";
import type { EventDataByType } from "../instance/event-data.ts";
import type { EventLevel, EventRecord, EventType, NewEvent } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import type { Redactor } from "../schema/secret.ts";
/** What an event may say besides type and data. */
export interface EmitOptions {
    readonly stepKey?: string | undefined;
    readonly message?: string | undefined;
    readonly level?: EventLevel | undefined;
    readonly tags?: Readonly<Record<string, string>> | undefined;
}
/**
 * The events of one run on their way into the instance. Those of a moment are stored together, in order;
 * {@link RunLog.flush} waits until all are stored, and must be awaited before anything counts on them.
 */
export declare class RunLog {
    #private;
    readonly runId: string;
    readonly jobName: string;
    readonly instance: Instance;
    readonly redactor: Redactor;
    constructor(instance: Instance, runId: string, jobName: string, redactor: Redactor, loggers: readonly Logger[]);
    /** Hands an event over; it is stored with the next ones, at the latest after {@link longestWaitMs}. */
    emit<Type extends EventType>(type: Type, data: EventDataByType[Type], options?: EmitOptions): void;
    /** Stores an event, with all that were handed over before, and waits for it. */
    store<Type extends EventType>(type: Type, data: EventDataByType[Type], options?: EmitOptions): Promise<EventRecord<Type>>;
    /**
     * Waits until everything that was handed over is stored.
     *
     * @throws what the storage threw
     */
    flush(): Promise<void>;
    /** The log of a step, or of the run. */
    log(stepKey?: string, opName?: string, tags?: Readonly<Record<string, string>>): Log;
    /** Shows a line that was stored elsewhere to the run's loggers. */
    show(event: NewEvent<"LOG">): void;
    /** Closes the loggers. */
    close(): Promise<void>;
}

// config/resolve-run-config.d.ts
import type { GraphDefinition, OpDefinition } from "../definitions/op-definition.ts";
import type { LoggerDefinition } from "../definitions/logger.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { ConfigEnvironment } from "./references.ts";
import type { ResolvedRunConfig } from "./resolved-run-config.ts";
/** What a run config is checked against. */
export interface RunConfigTarget {
    readonly jobName: string;
    readonly plan: ExecutionPlan;
    readonly resources: readonly PlannedResource[];
    /** The trees of nodes under `ops`, by name. */
    readonly nodes: ReadonlyMap<string, OpDefinition | GraphDefinition>;
    readonly loggers: Readonly<Record<string, LoggerDefinition>>;
    /** Values for unwired inputs that come from the caller, by path `op.input` or `input`. */
    readonly inputValues?: Readonly<Record<string, unknown>> | undefined;
    /** Names of resources and ops that may be configured although this run does not use them. */
    readonly tolerated?: {
        readonly resources: ReadonlySet<string>;
        readonly ops: ReadonlySet<string>;
    } | undefined;
}
/**
 * Checks a whole run config and resolves it.
 *
 * @throws CORE_INVALID_CONFIG with every fault, its path, reason and advice
 */
export declare function resolveRunConfig(target: RunConfigTarget, raw: unknown, environment: ConfigEnvironment): Promise<ResolvedRunConfig>;

// execution/known-steps.d.ts
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { StepOutcome } from "./step-outcome.ts";
/** A step that an earlier run did, so that it need not run again. */
export interface KnownStep {
    /** The run that stored its outputs. */
    readonly runId: string;
    readonly outcome: Extract<StepOutcome, {
        readonly status: "success";
    }>;
}
/**
 * The steps that a run, or the runs that it repeats, did with success; a later failure of a step takes an earlier success back.
 *
 * @param run the newest run of the chain
 */
export declare function knownSteps(instance: Instance, run: RunRecord): Promise<ReadonlyMap<string, KnownStep>>;

// instance/instance-log.d.ts
import { ComputeLogs } from "../compute-logs/compute-logs.ts";
import type { EventFilter, EventPage, EventQuery, RetentionRule } from "./event-storage.ts";
import type { EventRecord, EventType, NewEvent } from "./events.ts";
import { type InstanceSettings } from "./instance-settings.ts";
import type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
import type { CreatedRun } from "./run-storage.ts";
import type { InstanceStorage } from "./storage.ts";
/** How an instance is made. */
export interface InstanceOptions {
    readonly storage: InstanceStorage;
    /** Folder of the instance's files (values, compute logs); absent for an ephemeral instance. */
    readonly home?: string;
    readonly settings?: InstanceSettings;
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly clock?: () => number;
}
/** Which events a subscription delivers. */
export interface SubscribeOptions<Type extends EventType = EventType> extends Omit<EventFilter<Type>, "before" | "until"> {
    /** Ends the subscription. */
    readonly signal?: AbortSignal;
    /** End by itself when `runId`'s run has finished and all of its events were delivered. Default false. */
    readonly untilFinished?: boolean;
}
/** The runs and events of an instance: what all else is read from. */
export declare class InstanceLog implements AsyncDisposable {
    #private;
    readonly storage: InstanceStorage;
    /** Folder of the instance's files; `undefined` when it is ephemeral. */
    readonly home: string | undefined;
    readonly settings: InstanceSettings;
    /** What steps in processes of their own wrote to stdout and stderr. */
    readonly computeLogs: ComputeLogs;
    constructor(options: InstanceOptions);
    /** Milliseconds since the epoch; never smaller than an earlier answer of this instance. */
    now(): number;
    /**
     * Creates a run. The same id or idempotency key again returns the run that is there.
     *
     * @param run without `runId` a new UUID is used
     */
    createRun(run: Omit<NewRun, "runId"> & {
        readonly runId?: string;
    }): Promise<CreatedRun>;
    /** Creates several runs in one transaction. */
    createRuns(runs: readonly (Omit<NewRun, "runId"> & {
        readonly runId?: string;
    })[]): Promise<readonly CreatedRun[]>;
    getRun(runId: string): Promise<RunRecord | undefined>;
    /** Runs that match, newest first unless asked otherwise. */
    getRuns(query?: RunQuery): Promise<readonly RunRecord[]>;
    countRuns(filter?: RunFilter): Promise<number>;
    /** The first run of a chain of re-executions and all that repeat it, oldest first. */
    getRunGroup(runId: string): Promise<readonly RunRecord[]>;
    addRunTags(runId: string, tags: Readonly<Record<string, string>>): Promise<RunRecord>;
    /** Deletes a finished run and its events, except asset events. */
    deleteRun(runId: string): Promise<void>;
    /**
     * Stores events: all or none, in order, together with all that follows from them.
     *
     * @returns the stored events, once they are durable
     * @throws CORE_UNKNOWN_RUN, CORE_ILLEGAL_RUN_TRANSITION, CORE_INVALID_EVENT
     */
    append<Type extends EventType>(...events: readonly NewEvent<Type>[]): Promise<readonly EventRecord<Type>[]>;
    /** Events that match, by storage id, a page at a time. */
    getEvents<Type extends EventType = EventType>(query?: EventQuery<Type>): Promise<EventPage<Type>>;
    /** All events that match, read page by page. */
    allEvents<Type extends EventType = EventType>(query?: EventQuery<Type>): AsyncGenerator<EventRecord<Type>>;
    /**
     * Events as they are stored, by any process, without gaps and in order; first those above `after`
     * (default: all that are there).
     */
    subscribe<Type extends EventType = EventType>(options?: SubscribeOptions<Type>): AsyncGenerator<EventRecord<Type>>;
    /**
     * Ends the runs whose process died, with an event that says so; `openInstance` of `@heddle/storage` does it, and programs
     * that run for long do it from time to time. A process of this machine is looked up; of one elsewhere the lease must be seen
     * expired twice, two minutes apart.
     *
     * @returns the ids of the runs that this call ended
     */
    settleLostRuns(): Promise<readonly string[]>;
    /**
     * Deletes old events of finished runs, by class.
     *
     * @param rule default: all but asset events
     * @returns how many were deleted
     */
    purgeEvents(rule: RetentionRule): Promise<number>;
    /** Waits for what was appended, then releases the storage. Calling it twice is allowed. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
    /** @throws CORE_INSTANCE_CLOSED */
    protected checkOpen(): void;
}

// instance/memory/memory-storage.d.ts
import type { InstanceStorage } from "../storage.ts";
/** How an in-memory storage is made. */
export interface MemoryStorageOptions {
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly clock?: () => number;
}
/**
 * An instance storage that lives and dies with the process: for tests, and for library calls that were given
 * no instance.
 */
export declare function memoryStorage(options?: MemoryStorageOptions): InstanceStorage;

// instance/storage.d.ts
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
export interface InstanceStorage extends RunStorage, EventStorage, AssetStorage, CoordinationStorage, AsyncDisposable {
    /** For people: `memory`, or the place of the files. */
    readonly description: string;
    /** Whether other processes can open the same storage; executors that start processes need it. */
    readonly shared: boolean;
    /** Releases files and connections. Calling it twice is allowed. */
    close(): Promise<void>;
}

// instance/run-storage.d.ts
import type { JsonValue } from "./metadata-value.ts";
import type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
import type { RunStatus } from "./run-status.ts";
/** The outcome of creating a run. */
export interface CreatedRun {
    readonly run: RunRecord;
    /** False when a run with this id or idempotency key was there already; `run` is then that one. */
    readonly created: boolean;
}
/** Runs and what belongs to them. */
export interface RunStorage {
    /** Creates runs, all in one transaction, in order. Idempotent by run id and by idempotency key. */
    createRuns(runs: readonly NewRun[]): Promise<readonly CreatedRun[]>;
    getRun(runId: string): Promise<RunRecord | undefined>;
    /** Runs that match, newest first unless asked otherwise. */
    listRuns(query?: RunQuery): Promise<readonly RunRecord[]>;
    countRuns(filter?: RunFilter): Promise<number>;
    /** How many matching runs there are in each status; statuses without runs are left out. */
    countRunsByStatus(filter?: RunFilter): Promise<Readonly<Partial<Record<RunStatus, number>>>>;
    /** Adds tags, replacing values of the same key. Allowed on finished runs. */
    addRunTags(runId: string, tags: Readonly<Record<string, string>>): Promise<RunRecord>;
    /** Deletes a finished run with its non-asset events. Asset events stay, so what was made stays known. */
    deleteRun(runId: string): Promise<void>;
    /** Stores a job or plan as JSON. Returns its content hash (SHA-256, hex), by which it is found again. */
    putSnapshot(value: JsonValue): Promise<string>;
    getSnapshot(snapshotId: string): Promise<JsonValue | undefined>;
}

// instance/event-storage.d.ts
import type { AssetKeyParts } from "./metadata-value.ts";
import type { EventLevel, EventRecord, EventType, NewEvent } from "./events.ts";
/** Which events. All given conditions must hold; a list means any of its members. */
export interface EventFilter<Type extends EventType = EventType> {
    readonly runId?: string;
    readonly types?: readonly Type[];
    readonly stepKeys?: readonly string[];
    readonly levels?: readonly EventLevel[];
    readonly assetKeys?: readonly AssetKeyParts[];
    readonly partitions?: readonly string[];
    readonly checkName?: string;
    /** Tags of an asset event's data; every one must match. */
    readonly tags?: Readonly<Record<string, string>>;
    /** Storage ids above this one; the cursor of ascending reads. */
    readonly after?: number;
    /** Storage ids below this one; the cursor of descending reads. */
    readonly before?: number;
    /** Milliseconds since the epoch, inclusive. */
    readonly since?: number;
    /** Milliseconds since the epoch, exclusive. */
    readonly until?: number;
}
/** Which events, in which order, how many. */
export interface EventQuery<Type extends EventType = EventType> extends EventFilter<Type> {
    /** Default 1000. */
    readonly limit?: number;
    /** Newest first. Default false. */
    readonly descending?: boolean;
}
/** Some of the events that match, and where to go on. */
export interface EventPage<Type extends EventType = EventType> {
    readonly events: readonly EventRecord<Type>[];
    /**
     * Pass as `after` (or `before` when descending) to go on. No event that matches is ever committed behind
     * it later.
     */
    readonly cursor: number;
    readonly hasMore: boolean;
}
/** What to delete from the event log. Events of unfinished runs always stay. */
export interface RetentionRule {
    /** Delete events older than this, in milliseconds since the epoch. */
    readonly before: number;
    /** Which types. Asset events are kept unless they are named here. Default: all but asset events. */
    readonly types?: readonly EventType[];
}
/** The event log. */
export interface EventStorage {
    /**
     * Stores events, all or none, in order. In the same transaction: the run statuses that they change, the
     * asset index, and the release of a finished run's slots.
     *
     * @throws CORE_ILLEGAL_RUN_TRANSITION when an event is not allowed in its run's status; CORE_UNKNOWN_RUN
     * when its run does not exist
     */
    append<Type extends EventType>(events: readonly NewEvent<Type>[]): Promise<readonly EventRecord<Type>[]>;
    readEvents<Type extends EventType = EventType>(query?: EventQuery<Type>): Promise<EventPage<Type>>;
    /** Storage id of the newest event; 0 when there is none. */
    lastStorageId(): Promise<number>;
    /**
     * Resolves once an event above `after` may be there, made by any process; also when `signal` aborts.
     * May resolve early; a reader then finds nothing and waits again.
     */
    waitForEvents(after: number, signal?: AbortSignal): Promise<void>;
    /** Deletes old events by class. Returns how many. The newest event of each asset partition's index stays. */
    purgeEvents(rule: RetentionRule): Promise<number>;
}

// instance/asset-storage.d.ts
import type { AssetKeyParts } from "./metadata-value.ts";
import type { StoredPartitionsSubset } from "./event-data.ts";
import type { EventRecord } from "./events.ts";
/** What the instance knows of an asset, over all its partitions. */
export interface AssetRecord {
    readonly assetKey: AssetKeyParts;
    /** Newest materialization that was not wiped. */
    readonly lastMaterialization?: EventRecord<"ASSET_MATERIALIZATION">;
    readonly lastObservation?: EventRecord<"ASSET_OBSERVATION">;
    /** Newest run that planned to make it. */
    readonly lastPlannedRunId?: string;
    /** Storage id of the event that last wiped all of it; earlier materializations do not count. */
    readonly wipedAt?: number;
}
/** Which assets. */
export interface AssetQuery {
    /** Only keys that start with these parts. */
    readonly prefix?: AssetKeyParts;
    /** Go on behind this key. */
    readonly after?: AssetKeyParts;
    /** Default: no limit. */
    readonly limit?: number;
}
/** Which partitions of one asset. */
export interface PartitionQuery {
    readonly assetKey: AssetKeyParts;
    /** Default: all that have a materialization. */
    readonly partitions?: readonly string[];
    /** Go on behind this partition key. */
    readonly after?: string;
    /** Default: no limit. */
    readonly limit?: number;
}
/** The newest materialization of one partition, without its event. */
export interface PartitionMaterialization {
    readonly partition: string;
    readonly storageId: number;
    readonly runId: string;
    readonly timestamp: number;
}
/** One fact about an asset's partitions, from which statuses are computed. */
export interface AssetActivity {
    readonly storageId: number;
    readonly type: "ASSET_MATERIALIZATION_PLANNED" | "ASSET_MATERIALIZATION" | "ASSET_FAILED_TO_MATERIALIZE" | "ASSET_WIPED";
    readonly runId: string;
    /** Absent for an unpartitioned asset. */
    readonly partition?: string;
    readonly partitionsSubset?: StoredPartitionsSubset;
    /** Wiped partitions. */
    readonly partitions?: readonly string[];
}
/** What was materialized, asset by asset and partition by partition. */
export interface AssetStorage {
    /** Assets in the order of their keys. */
    listAssets(query?: AssetQuery): Promise<readonly AssetRecord[]>;
    /** The records of these assets, in the same order; `undefined` for one that no event ever named. */
    getAssets(keys: readonly AssetKeyParts[]): Promise<readonly (AssetRecord | undefined)[]>;
    /** Newest materialization per partition, in the order of partition keys; wiped ones are missing. */
    latestMaterializationsByPartition(query: PartitionQuery): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;
    /** As `latestMaterializationsByPartition`, without the events: for many keys. */
    materializedPartitions(query: PartitionQuery): Promise<readonly PartitionMaterialization[]>;
    /** Number of partitions that have a materialization; 1 or 0 for an unpartitioned asset. */
    countMaterializedPartitions(assetKey: AssetKeyParts): Promise<number>;
    /** What happened to an asset's partitions behind a cursor, oldest first. */
    assetActivity(assetKey: AssetKeyParts, after: number, limit: number): Promise<readonly AssetActivity[]>;
    /** Adds keys to a dynamic partitions definition. Returns those that were new, in order. */
    addDynamicPartitions(name: string, keys: readonly string[]): Promise<readonly string[]>;
    /** Removes a key; what was materialized for it stays recorded. Returns whether it was there. */
    deleteDynamicPartition(name: string, key: string): Promise<boolean>;
    /** The keys in the order in which they were first added. */
    getDynamicPartitions(name: string): Promise<readonly string[]>;
    hasDynamicPartition(name: string, key: string): Promise<boolean>;
}

// instance/coordination-storage.d.ts
import type { JsonValue } from "./metadata-value.ts";
/** The right to do one thing, held by one owner until it expires. */
export interface Claim {
    /** What is claimed, e.g. `run:<run id>` or `backfill:<id>`. The end of a run deletes the claim `run:<run id>`. */
    readonly name: string;
    readonly owner: string;
    /** Grows with every new holder of the name: whoever holds a smaller one has lost the claim. */
    readonly token: number;
    /** Milliseconds since the epoch. */
    readonly expiresAt: number;
}
/** One limit that a slot counts against. */
export interface SlotLimit {
    /** Name of the pool, or of a tag limit such as `tag:team=a`. */
    readonly pool: string;
    /** How many may hold it at a time; 0 blocks. */
    readonly limit: number;
}
/** A wish to run something within limits. */
export interface SlotRequest {
    readonly runId: string;
    /** Absent when the whole run takes the slot. */
    readonly stepKey?: string;
    /** All must have room at once; nothing is held in part. */
    readonly limits: readonly SlotLimit[];
    /** Larger first; then first come, first served. Default 0. */
    readonly priority?: number;
    /** How long the wish or the slot lives without being renewed, in milliseconds. */
    readonly leaseMs: number;
}
/** The answer to a request for a slot. */
export interface SlotState {
    readonly granted: boolean;
    /** The pools that have no room, when it was not granted. */
    readonly blockedBy: readonly string[];
}
/** Who holds and who waits for a pool. */
export interface PoolUse {
    readonly pool: string;
    readonly held: readonly {
        readonly runId: string;
        readonly stepKey?: string;
    }[];
    readonly waiting: readonly {
        readonly runId: string;
        readonly stepKey?: string;
    }[];
}
/** Where a backfill is. */
export type BackfillStatus = "REQUESTED" | "CANCELING" | "CANCELED" | "FAILED" | "COMPLETED_SUCCESS" | "COMPLETED_FAILED";
/** A stored backfill. `plan` and `progress` belong to the backfill engine. */
export interface BackfillRecord {
    /** Eight lower-case letters. */
    readonly backfillId: string;
    readonly status: BackfillStatus;
    readonly title?: string;
    readonly tags: Readonly<Record<string, string>>;
    /** What is to be made: fixed at creation. */
    readonly plan: JsonValue;
    /** How far it got: replaced after every chunk. */
    readonly progress: JsonValue;
    /** Grows with every update; an update must name the one it saw. */
    readonly version: number;
    /** Milliseconds since the epoch. */
    readonly createdAt: number;
    readonly endedAt?: number;
    readonly error?: JsonValue;
}
/** Which backfills; newest first. */
export interface BackfillQuery {
    readonly statuses?: readonly BackfillStatus[];
    readonly limit?: number;
}
/** What several processes need to agree. Times come from the storage's clock. */
export interface CoordinationStorage {
    /** Takes a claim that is free, expired, or already the owner's. `undefined` when another holds it. */
    claim(name: string, owner: string, leaseMs: number): Promise<Claim | undefined>;
    /** Extends a claim. `undefined` when it was lost. */
    renewClaim(claim: Claim, leaseMs: number): Promise<Claim | undefined>;
    /** Gives a claim back; does nothing when it was lost. */
    releaseClaim(claim: Claim): Promise<void>;
    /** Claims that were not given back, expired ones too, whose names begin with `prefix`; by name. */
    listClaims(prefix: string): Promise<readonly Claim[]>;
    /**
     * Takes a claim from an owner that died. `undefined` when it is no longer as it was seen: renewed, given back, or
     * taken by another.
     */
    takeClaim(seen: Claim, owner: string, leaseMs: number): Promise<Claim | undefined>;
    /** Asks for a slot, or asks again: also renews the wait or the slot. */
    requestSlot(request: SlotRequest): Promise<SlotState>;
    /** Gives back the slots and wishes of a run, or of one step of it. */
    releaseSlots(runId: string, stepKey?: string): Promise<void>;
    poolUse(pool: string): Promise<PoolUse>;
    /** Stores a new backfill. The same id again returns the one that is there. */
    createBackfill(backfill: Pick<BackfillRecord, "backfillId" | "title" | "tags" | "plan" | "progress">): Promise<BackfillRecord>;
    getBackfill(backfillId: string): Promise<BackfillRecord | undefined>;
    listBackfills(query?: BackfillQuery): Promise<readonly BackfillRecord[]>;
    /** Replaces fields if the stored version is still `version`. `undefined` when another was faster. */
    updateBackfill(backfillId: string, version: number, change: Partial<Pick<BackfillRecord, "status" | "progress" | "error" | "endedAt">>): Promise<BackfillRecord | undefined>;
    /** Small values for programs: caches, cursors. */
    getValue(key: string): Promise<string | undefined>;
    /** Sets a value; `undefined` deletes it. With `expected`, only if the stored value equals it. Returns whether it was set. */
    setValue(key: string, value: string | undefined, expected?: string | null): Promise<boolean>;
}

// instance/create-event.d.ts
import type { EventDataByType } from "./event-data.ts";
import type { EventLevel, EventType, NewEvent } from "./events.ts";
/** What `createEvent` needs besides the type. */
export interface CreateEventOptions<Type extends EventType> {
    readonly runId: string;
    readonly jobName: string;
    readonly data: EventDataByType[Type];
    /** Milliseconds since the epoch; `instance.now()`. */
    readonly timestamp: number;
    readonly stepKey?: string | undefined;
    /** Default: the type's name in words. */
    readonly message?: string | undefined;
    /** Default: `ERROR` for failures, `DEBUG` for all else. */
    readonly level?: EventLevel | undefined;
    readonly tags?: Readonly<Record<string, string>> | undefined;
}
/** The level of an event whose author did not choose one. */
export declare function defaultLevel(type: EventType): EventLevel;
/**
 * Makes an event with its level, message and process filled in.
 *
 * @example
 * ```ts
 * createEvent("STEP_START", { runId, jobName, stepKey: "fit", timestamp: instance.now(), data: {} });
 * ```
 */
export declare function createEvent<Type extends EventType>(type: Type, options: CreateEventOptions<Type>): NewEvent<Type>;

// instance/instance-settings.d.ts
/** A limit on how many runs that carry a tag may be in progress. */
export interface TagConcurrencyLimit {
    readonly key: string;
    /** Only runs with this value; `applyLimitPerUniqueValue` counts each value by itself; absent counts all values together. */
    readonly value?: string | {
        readonly applyLimitPerUniqueValue: true;
    } | undefined;
    /** How many; 0 blocks. */
    readonly limit: number;
}
/** What an instance's `heddle.yaml` says, with defaults filled in. */
export interface InstanceSettings {
    /** Where the SQLite file lies and how safe its writes are. */
    readonly storage: {
        /** Absolute folder; `undefined` is the home folder. */
        readonly baseDir: string | undefined;
        /** `process`: safe against the death of processes; `power`: against a power cut as well. */
        readonly durability: "process" | "power";
        readonly maxSizeBytes: number | undefined;
    };
    /** Absolute folder of values that the default IO manager stores; `undefined` is `<home>/storage`. */
    readonly localArtifactStorageDir: string | undefined;
    /** Absolute folder of captured output; `undefined` is `<home>/compute_logs`. */
    readonly computeLogsDir: string | undefined;
    readonly concurrency: {
        readonly runs: {
            /** Runs of a backfill that may be in progress at once; −1 is unlimited, 0 blocks. */
            readonly maxConcurrentRuns: number;
            readonly tagConcurrencyLimits: readonly TagConcurrencyLimit[];
        };
        readonly pools: {
            /** For pools that `limits` does not name; `undefined` is unlimited. */
            readonly defaultLimit: number | undefined;
            /** Whether each op takes a slot, or each run one for all its ops of the pool. */
            readonly granularity: "op" | "run";
            readonly limits: Readonly<Record<string, number>>;
        };
    };
}
/** The settings of an instance without a file. */
export declare const defaultSettings: InstanceSettings;

// instance/lineage.d.ts
import type { EventRecord } from "./events.ts";
import type { AssetKeyParts } from "./metadata-value.ts";
import type { InstanceStorage } from "./storage.ts";
/** A materialization and what it was made from. */
export interface LineageNode {
    readonly assetKey: AssetKeyParts;
    readonly partition?: string;
    /** Absent when the asset or partition was never materialized, as for an external one. */
    readonly materialization?: EventRecord<"ASSET_MATERIALIZATION">;
    /** Empty as well when the depth of the question is reached. */
    readonly upstream: readonly LineageNode[];
}
/** Tag of a materialization that holds the storage id of the materialization it read of an asset. */
export declare function inputPointerTag(assetKey: AssetKeyParts): string;
/**
 * What a materialization was made from, as the events recorded it at the time.
 *
 * @param depth how many layers of upstream to follow
 */
export declare function readLineage(storage: InstanceStorage, materialization: EventRecord<"ASSET_MATERIALIZATION">, depth: number): Promise<LineageNode>;
/** The materializations that were made from this one, newest of each asset and partition. */
export declare function readDependents(storage: InstanceStorage, materialization: EventRecord<"ASSET_MATERIALIZATION">): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;

// instance/partition-status/asset-status.d.ts
import type { PartitionsContext, PartitionsDefinition, PartitionsSubset } from "@heddle/partitions";
import type { PartitionStatus, StatusTable } from "./status-table.ts";
/**
 * Where each partition of an asset stands, counted without listing keys. In the order in which a status is
 * decided: in progress (planned by a run that has not ended), failed (the last run that planned it ended without
 * making it), materialized, missing.
 */
export declare class PartitionStatuses {
    #private;
    /** Number of partitions in each status. */
    readonly counts: Readonly<Record<PartitionStatus, number>>;
    readonly total: number;
    constructor(table: StatusTable, partitions: PartitionsDefinition, context: PartitionsContext);
    /** @throws PARTITIONS_UNKNOWN_KEY */
    statusOf(key: string): PartitionStatus;
    /** Keys in one of the statuses, in definition order, one at a time. */
    keys(...statuses: readonly PartitionStatus[]): Generator<string>;
    /** The keys in one of the statuses as a compact set. */
    subset(...statuses: readonly PartitionStatus[]): PartitionsSubset;
}

// instance/partition-status/status-table.d.ts
/** Where a partition of an asset stands. */
export type PartitionStatus = "materialized" | "in progress" | "failed" | "missing";
/** A table as plain data. */
export interface StatusTableData {
    readonly flags: string;
    readonly planners: string;
    readonly runs: readonly {
        readonly runId: string;
        readonly number: number;
        readonly active: readonly number[] | string;
    }[];
    readonly lastNumber: number;
}
/**
 * Status of every partition of one asset, by position in its definition: one byte and one number each, so that
 * a million partitions take a few megabytes. Facts must come in the order in which they were stored.
 */
export declare class StatusTable {
    #private;
    constructor(size: number);
    /** Number of partitions. */
    get size(): number;
    /** Runs that planned something and have not been seen to end. */
    get openRuns(): readonly string[];
    /** Makes room for partitions that came into being. */
    grow(size: number): void;
    /** A run set out to make positions `from` up to, not including, `to`. */
    plan(runId: string, from: number, to: number): void;
    /** A position was made, by a run or by none. */
    made(runId: string, position: number): void;
    /** A run will not make a position. */
    failed(runId: string, position: number): void;
    /** A position counts as never made. */
    wiped(position: number): void;
    /** A run ended: what it owes has failed. */
    ended(runId: string): void;
    status(position: number): PartitionStatus;
    counts(): Record<PartitionStatus, number>;
    toJSON(): StatusTableData;
    static fromJSON(data: StatusTableData): StatusTable;
}

// instance/home/resolve-home.d.ts
/** Where to look for the home folder. */
export interface HomeOptions {
    /** Wins over all else. */
    readonly home?: string | undefined;
    /** Default `process.env`. */
    readonly env?: Readonly<Record<string, string | undefined>> | undefined;
    /** Where the project is looked for. Default: the current folder. */
    readonly cwd?: string | undefined;
}
/**
 * The home folder of an instance: `HEDDLE_HOME`, else `DAGSTER_HOME`, else `.heddle` in the project, which is
 * the nearest folder upwards with a `package.json`. It is made when it is missing, except `DAGSTER_HOME`.
 *
 * @returns an absolute path
 * @throws CORE_INSTANCE_HOME
 */
export declare function resolveHome(options?: HomeOptions): string;

// instance/home/read-settings.d.ts
import { type InstanceSettings } from "../instance-settings.ts";
/** Name of the settings file in a home folder. */
export declare const settingsFileName = "heddle.yaml";
/**
 * Reads the settings of an instance. Values may be `{ env: NAME }`; relative folders are relative to the home
 * folder.
 *
 * @param home absolute path of the home folder; without a `heddle.yaml` in it all settings have their defaults
 * @throws CORE_INSTANCE_CONFIG with every fault of the file
 */
export declare function readSettings(home: string, env?: Readonly<Record<string, string | undefined>>): InstanceSettings;
/** Where a settings text comes from. */
export interface SettingsSource {
    /** For messages. */
    readonly file: string;
    readonly home: string;
    readonly env: Readonly<Record<string, string | undefined>>;
}
/** As `readSettings`, from the text of a file. */
export declare function parseSettings(text: string, source: SettingsSource): InstanceSettings;

// child-process/worker-process.d.ts
import type { StepOutcome } from "../execution/step-outcome.ts";
import type { SerializedError } from "../instance/event-data.ts";
import type { NewEvent } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import type { OutputStream } from "../compute-logs/compute-logs.ts";
import type { StepOrder } from "./messages.ts";
/** How worker processes are started. */
export interface WorkerOptions {
    /** Most memory of one process, in MB. Default: no limit of ours. */
    readonly memoryLimitMb?: number | undefined;
    /** Arguments for node, before the file. Default: those of this process. */
    readonly execArgv?: readonly string[] | undefined;
    /** Environment variables besides those of this process. */
    readonly env?: Readonly<Record<string, string>> | undefined;
}
/** How a step ended in a worker: by itself, or with its process. */
export type WorkerResult = {
    readonly kind: "outcome";
    readonly outcome: StepOutcome;
} | {
    readonly kind: "lost";
    readonly error: SerializedError;
};
/** What a worker is asked to do. */
export interface WorkerTask {
    readonly order: StepOrder;
    readonly signal: AbortSignal;
    readonly write: (stream: OutputStream, bytes: Uint8Array) => void;
    /** Gets the events that the step has stored. */
    readonly onStored: (events: readonly NewEvent[]) => void;
}
/** One process that runs steps, one at a time, with the code that it has loaded. */
export declare class WorkerProcess {
    #private;
    constructor(instance: Instance, options: WorkerOptions);
    /** Whether it can take a step. */
    get isAlive(): boolean;
    get pid(): number | undefined;
    /** Runs a step. Never rejects: whatever happens to the process is a result. */
    run(task: WorkerTask): Promise<WorkerResult>;
    /** Ends the process, and all that it has started, at once. */
    kill(): void;
    /** Ends the process and waits for it. */
    close(): Promise<void>;
}

// config/references.d.ts
import { type ConfigFault } from "./config-fault.ts";
/** Where references find their values. */
export interface ConfigEnvironment {
    /** Value of an environment variable. Default: the process's own. */
    readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}
/** A config whose references were replaced. */
export interface DereferencedConfig {
    readonly value: unknown;
    /** Paths where a reference stood, as texts made by {@link pathText}. */
    readonly references: ReadonlySet<string>;
    readonly faults: readonly ConfigFault[];
}
/** Whether an object is `{ env: NAME }`. */
export declare function isEnvReference(value: unknown): value is {
    readonly env: string;
};
/** Whether an object is `{ file: PATH }`. */
export declare function isFileReference(value: unknown): value is {
    readonly file: string;
};
/**
 * Replaces each `{ env: NAME }` by the variable's value, and `{ $literal: x }` by x.
 *
 * @param isSecret whether a secret is expected at a path, where `{ file: PATH }` is a reference as well
 */
export declare function dereference(value: unknown, path: readonly PropertyKey[], environment: ConfigEnvironment, isSecret: (path: readonly PropertyKey[]) => boolean): DereferencedConfig;

// child-process/messages.d.ts
import type { SerializedError } from "../instance/event-data.ts";
import type { InstanceSettings } from "../instance/instance-settings.ts";
import type { RunRecord } from "../instance/run-record.ts";
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
export declare const storageMethods: readonly ["createRuns", "getRun", "listRuns", "countRuns", "countRunsByStatus", "addRunTags", "deleteRun", "putSnapshot", "getSnapshot", "append", "readEvents", "lastStorageId", "waitForEvents", "purgeEvents", "listAssets", "getAssets", "latestMaterializationsByPartition", "materializedPartitions", "countMaterializedPartitions", "assetActivity", "addDynamicPartitions", "deleteDynamicPartition", "getDynamicPartitions", "hasDynamicPartition", "claim", "renewClaim", "releaseClaim", "listClaims", "takeClaim", "requestSlot", "releaseSlots", "poolUse", "createBackfill", "getBackfill", "listBackfills", "updateBackfill", "getValue", "setValue"];
/** A method of a storage that a worker may call. */
export type StorageMethod = (typeof storageMethods)[number];
/** What the parent tells a worker. */
export type ToWorker = {
    readonly kind: "instance";
    readonly instance: WorkerInstance;
} | {
    readonly kind: "step";
    readonly order: StepOrder;
}
/** Stop the step. */
 | {
    readonly kind: "cancel";
} | {
    readonly kind: "answer";
    readonly id: number;
    readonly value: unknown;
} | {
    readonly kind: "refusal";
    readonly id: number;
    readonly error: SerializedError;
};
/** What a worker tells its parent. */
export type FromWorker = {
    readonly kind: "ready";
} | {
    readonly kind: "call";
    readonly id: number;
    readonly method: StorageMethod;
    readonly args: readonly unknown[];
} | {
    readonly kind: "abandon";
    readonly id: number;
} | {
    readonly kind: "done";
    readonly outcome: StepOutcome;
}
/** The step could not even be made ready, so that nothing is recorded yet. */
 | {
    readonly kind: "unopened";
    readonly error: SerializedError;
}
/** Something was thrown where nothing could catch it; the worker ends. */
 | {
    readonly kind: "crash";
    readonly error: SerializedError;
};
