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
