import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  Executor,
  ExecutorContext,
  RunningExecutor,
  StepLaunch,
} from "../execution/executor.ts";
import type { StepOutcome } from "../execution/step-outcome.ts";
import type { OutputStream } from "../compute-logs/compute-logs.ts";
import { createEvent } from "../instance/create-event.ts";
import type { InputSource } from "../plan/plan.ts";
import { loadHere } from "./load-here.ts";
import type { CodeLocation } from "./messages.ts";
import { RedactedLines } from "./redacted-lines.ts";
import { WorkerPool } from "./worker-pool.ts";
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
export function childProcessExecutor(options: ChildProcessExecutorOptions): ChildProcessExecutor {
  const { maxConcurrent = 0, graceMs = 10_000 } = options;
  const code: CodeLocation = {
    file: modulePath(options.file),
    exportName: options.exportName ?? "default",
  };
  const pool = new WorkerPool(options);
  const close = (): Promise<void> => pool.close();
  return {
    name: "multiprocess",
    isolated: true,
    code: { file: code.file, load: () => loadHere(code) },
    maxConcurrent: maxConcurrent === 0 ? availableParallelism() : maxConcurrent,
    open: (context): RunningExecutor => ({
      launch: (launch) => launchInWorker({ pool, code, graceMs, context }, launch),
      close: () => undefined,
    }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function modulePath(file: string | URL): string {
  const text = String(file);
  if (text.startsWith("file:")) return fileURLToPath(text);
  return isAbsolute(text) ? text : resolve(text);
}

interface Launching {
  readonly pool: WorkerPool;
  readonly code: CodeLocation;
  readonly graceMs: number;
  readonly context: ExecutorContext;
}

async function launchInWorker(at: Launching, launch: StepLaunch): Promise<StepOutcome> {
  const { pool, context } = at;
  const { instance, runId, jobName } = context;
  const { stepKey } = launch;
  const { worker, isNew } = pool.take(instance);
  const event = (type: "STEP_WORKER_STARTING" | "STEP_WORKER_STARTED", message: string) =>
    createEvent(type, {
      runId,
      jobName,
      stepKey,
      timestamp: instance.now(),
      message,
      data: { markerStart: "step_process" },
    });
  const fileKey = launch.attempt === 0 ? stepKey : `${stepKey}.retry${String(launch.attempt)}`;
  const logs = await instance.computeLogs.writer(runId, fileKey);
  await instance.append(
    event(
      "STEP_WORKER_STARTING",
      isNew
        ? `Starting a process for step "${stepKey}".`
        : `Using a running process for step "${stepKey}".`,
    ),
    event("STEP_WORKER_STARTED", `Step "${stepKey}" runs in process ${String(worker.pid)}.`),
    createEvent("LOGS_CAPTURED", {
      runId,
      jobName,
      stepKey,
      timestamp: instance.now(),
      data: { fileKey, stepKeys: [stepKey] },
    }),
  );
  const masked = (stream: OutputStream): RedactedLines =>
    new RedactedLines(context.redact, (bytes) => {
      logs.write(stream, bytes);
    });
  const lines = { stdout: masked("stdout"), stderr: masked("stderr") };
  const result = await worker.run({
    signal: launch.signal,
    write: (stream, bytes) => {
      lines[stream].take(bytes);
    },
    onStored: (events) => {
      for (const stored of events) if (stored.type === "LOG") context.showLog(stored);
    },
    order: {
      run: context.run,
      code: at.code,
      planKey: launch.step.key,
      stepKey,
      mappingKey: launch.mappingKey,
      attempt: launch.attempt,
      mappingKeys: new Map(launch.mappingKeys),
      produced: new Map(launch.produced),
      producers: producersOf(context, launch),
      given: context.given,
      endMark: `\u0000${randomUUID()}\u0000`,
      graceMs: at.graceMs,
    },
  });
  lines.stdout.close();
  lines.stderr.close();
  await logs.end();
  if (result.kind === "outcome" && result.outcome.status !== "canceled") {
    pool.give(instance, worker);
    return result.outcome;
  }
  await pool.drop(worker);
  return result.kind === "outcome" ? result.outcome : context.recordLostStep(launch, result.error);
}

/** Runs that made what the step reads, as far as it was not this one. */
function producersOf(
  { runId, producerRun }: ExecutorContext,
  { step }: StepLaunch,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (source: InputSource): void => {
    if (source.kind === "list") source.items.forEach(visit);
    if (source.kind === "step" && producerRun(source.step) !== runId)
      found.set(source.step, producerRun(source.step));
  };
  for (const { source } of step.inputs) visit(source);
  return found;
}
