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
  readonly details?: { readonly [key: string]: JsonValue };
  /** What it was caused by (`error.cause`), at any depth. */
  readonly cause?: SerializedError;
}

/** Who is to blame for a failed step. */
export type ErrorSource = "FRAMEWORK_ERROR" | "USER_CODE_ERROR" | "INTERRUPT" | "UNEXPECTED_ERROR";

/** Why a run failed; also stored as the tag `dagster/failure_reason`. */
export type RunFailureReason =
  | "RUN_EXCEPTION"
  | "STEP_FAILURE"
  | "JOB_INITIALIZATION_FAILURE"
  | "START_TIMEOUT"
  | "RUN_WORKER_RESTART"
  | "UNEXPECTED_TERMINATION"
  | "UNKNOWN";

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
  readonly ranges: readonly { readonly start: string; readonly end: string }[];
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
    readonly fields: { readonly [key: string]: JsonValue };
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
    readonly firstStepFailure?: { readonly stepKey: string; readonly error: SerializedError };
  };
  readonly RUN_CANCELED: { readonly error?: SerializedError };

  readonly STEP_WORKER_STARTING: EngineEventData;
  readonly STEP_WORKER_STARTED: EngineEventData;
  readonly RESOURCE_INIT_STARTED: EngineEventData;
  readonly RESOURCE_INIT_SUCCESS: EngineEventData;
  readonly RESOURCE_INIT_FAILURE: EngineEventData;
  readonly ENGINE_EVENT: EngineEventData;

  readonly STEP_START: NoData;
  readonly STEP_INPUT: { readonly inputName: string; readonly typeCheck: TypeCheck };
  readonly STEP_OUTPUT: {
    readonly output: OutputHandle;
    readonly typeCheck: TypeCheck;
    /** Data version of the output. */
    readonly version?: string;
    readonly metadata: EventMetadata;
  };
  /** `durationMs` is measured with a monotonic clock. */
  readonly STEP_SUCCESS: { readonly durationMs: number };
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
  readonly STEP_RESTARTED: { readonly attempt: number };

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
  readonly HOOK_COMPLETED: { readonly hookName: string };
  readonly HOOK_ERRORED: { readonly hookName: string; readonly error: SerializedError };
  readonly LOGS_CAPTURED: {
    /** Names the captured files in the compute log store. */
    readonly fileKey: string;
    readonly stepKeys: readonly string[];
    readonly externalStdoutUrl?: string;
    readonly externalStderrUrl?: string;
  };
}
