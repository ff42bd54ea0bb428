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
  getJob(name: string): { readonly definition: { readonly resources: ResourceScope } };
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
export function inProcessExecutor(options: { readonly maxConcurrent?: number } = {}): Executor {
  return {
    name: "in_process",
    isolated: false,
    ...(options.maxConcurrent === undefined ? {} : { maxConcurrent: options.maxConcurrent }),
    open: (context) => ({ launch: (launch) => context.runStep(launch), close: () => undefined }),
  };
}
