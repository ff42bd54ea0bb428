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
