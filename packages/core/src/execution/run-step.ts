import { makeStepContext } from "../context/make-step-context.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { retryDelaySeconds } from "../definitions/retry-policy.ts";
import { CoreError } from "../errors.ts";
import { toEventMetadata } from "../metadata/metadata-value.ts";
import { Failure, RetryRequested } from "../results/failure.ts";
import type { StepLaunch } from "./executor.ts";
import { loadInput, type LoadedInput } from "./load-input.ts";
import { Production } from "./produce.ts";
import { runHooks } from "./run-hooks.ts";
import type { RunServices } from "./run-services.ts";
import { serializeError } from "./serialize-error.ts";
import type { StepOutcome } from "./step-outcome.ts";
import { OutputStore } from "./store-output.ts";

/** Most partition keys for which a failed step records each key by itself. */
const failedKeyLimit = 1000;

/**
 * Runs one try of a step: loads inputs, calls the body, stores outputs, and records every event. Never rejects because of
 * user code; it rejects only when the event log does.
 */
export async function runStep(services: RunServices, launch: StepLaunch): Promise<StepOutcome> {
  const { step, stepKey, attempt } = launch;
  const { log } = services;
  const started = services.monotonic();
  const partitioned =
    step.outputs.some((output) => output.asset?.partitions !== undefined) ||
    (step.check !== undefined && services.graph.get(step.check.asset)?.partitions !== undefined);
  const keys = partitioned ? services.partitions.keys : [];
  if (attempt === 0) log.emit("STEP_START", {}, { stepKey, message: `Started step "${stepKey}".` });
  else
    log.emit(
      "STEP_RESTARTED",
      { attempt },
      { stepKey, message: `Started step "${stepKey}" again (retry ${attempt}).` },
    );
  const limits = new StepLimits(services, launch);
  let production: Production | undefined;
  let store: OutputStore | undefined;
  try {
    await limits.race(async () => {
      const inputs = await Promise.all(
        step.inputs.map(async (input): Promise<readonly [string, LoadedInput]> => [
          input.definition.name,
          await loadInput(services, launch, input, keys, limits.signal),
        ]),
      );
      const made = new OutputStore(
        services,
        launch,
        inputs.map(([, loaded]) => loaded),
        keys,
        limits.signal,
      );
      store = made;
      production = new Production(services, launch, made, keys);
      const context = makeStepContext(
        services,
        launch,
        made,
        keys,
        production.slots,
        limits.signal,
      );
      const values = Object.fromEntries(inputs.map(([name, loaded]) => [name, loaded.value]));
      const body = step.op.body as (inputs: unknown, context: unknown) => unknown;
      await production.take(await body(values, context), limits.signal);
      if (step.check !== undefined && production.outputs["result"] === undefined) {
        throw new CoreError({
          code: "CORE_INVARIANT",
          message: `check "${stepKey}" gave no result`,
          hint: "Return assetCheckResult(…) or a boolean.",
        });
      }
    });
    log.emit(
      "STEP_SUCCESS",
      { durationMs: services.monotonic() - started },
      { stepKey, message: `Finished step "${stepKey}".` },
    );
    await log.flush();
    await runHooks(services, launch, "success", {
      error: undefined,
      values: production?.values ?? {},
      metadata: store?.metadata ?? {},
    });
    return {
      status: "success",
      outputs: production?.outputs ?? {},
      blocked: [...(production?.blocked ?? [])],
    };
  } catch (thrown) {
    const outcome = await failed(services, launch, limits.explain(thrown));
    if (outcome.status === "failure") {
      await runHooks(services, launch, "failure", {
        error: thrown,
        values: production?.values ?? {},
        metadata: store?.metadata ?? {},
      });
    }
    return outcome;
  } finally {
    limits.dispose();
  }
}

async function failed(
  services: RunServices,
  launch: StepLaunch,
  thrown: unknown,
): Promise<StepOutcome> {
  const { stepKey, step, attempt } = launch;
  const { log } = services;
  const error = serializeError(
    RetryRequested.is(thrown) && thrown.cause !== undefined ? thrown.cause : thrown,
    log.redactor,
  );
  if (launch.signal.aborted && !CoreError.is(thrown, "CORE_STEP_TIMEOUT")) {
    log.emit(
      "STEP_FAILURE",
      { error, errorSource: "INTERRUPT" },
      { stepKey, message: `Step "${stepKey}" was interrupted.` },
    );
    await log.flush();
    return { status: "canceled", error };
  }
  const wait = retryWait(services, launch, thrown);
  if (wait !== undefined) {
    log.emit(
      "STEP_UP_FOR_RETRY",
      { error, secondsToWait: wait, attempt: attempt + 1 },
      {
        stepKey,
        message: `Step "${stepKey}" failed and is tried again in ${wait} s: ${error.message}`,
      },
    );
    await log.flush();
    return { status: "retry", error, secondsToWait: wait };
  }
  const exhausted = exhaustedNote(launch, thrown);
  services.keepError(stepKey, thrown);
  log.emit(
    "STEP_FAILURE",
    {
      error,
      errorSource: isFrameworkError(thrown) ? "FRAMEWORK_ERROR" : "USER_CODE_ERROR",
      ...(Failure.is(thrown)
        ? {
            userFailure: {
              label: "intentional-failure",
              description: thrown.message,
              metadata: toEventMetadata(thrown.metadata, () => undefined),
            },
          }
        : {}),
    },
    { stepKey, message: `Step "${stepKey}" failed: ${error.message}${exhausted}` },
  );
  recordFailedAssets(services, launch, "FAILED", error.message);
  await log.flush();
  return { status: "failure", error };

  function retryWait(around: RunServices, one: StepLaunch, cause: unknown): number | undefined {
    if (around.config.execution.retries === "disabled") return undefined;
    if (RetryRequested.is(cause))
      return one.attempt < cause.maxRetries ? Math.max(0, cause.secondsToWait) : undefined;
    if (Failure.is(cause) && !cause.allowRetries) return undefined;
    const policy = step.retryPolicy;
    if (policy === undefined || one.attempt >= (policy.maxRetries ?? 1)) return undefined;
    return retryDelaySeconds(policy, one.attempt + 1, around.random);
  }
}

function exhaustedNote(launch: StepLaunch, thrown: unknown): string {
  if (RetryRequested.is(thrown)) return ` (exceeded max_retries of ${thrown.maxRetries})`;
  const max =
    launch.step.retryPolicy?.maxRetries ?? (launch.step.retryPolicy === undefined ? undefined : 1);
  return max === undefined || launch.attempt < max ? "" : ` (exceeded max_retries of ${max})`;
}

/** Records that the assets of a step were not made. */
export function recordFailedAssets(
  services: RunServices,
  launch: Pick<StepLaunch, "step" | "stepKey">,
  failureType: "FAILED" | "SKIPPED",
  reason: string,
): void {
  for (const output of launch.step.outputs) {
    if (output.asset === undefined || !output.selected) continue;
    const keys =
      output.asset.partitions === undefined
        ? [undefined]
        : services.partitions.keys.slice(0, failedKeyLimit);
    for (const partition of keys) {
      services.log.emit(
        "ASSET_FAILED_TO_MATERIALIZE",
        {
          assetKey: output.asset.key,
          failureType,
          reason,
          willRetry: false,
          ...(partition === undefined ? {} : { partition }),
        },
        {
          stepKey: launch.stepKey,
          message: `Asset "${assetKeyToUserString(output.asset.key)}" was not made.`,
          level: failureType === "FAILED" ? "ERROR" : "INFO",
        },
      );
    }
  }
}

const frameworkCodes: ReadonlySet<string> = new Set([
  "CORE_MISSING_RESOURCE",
  "CORE_NOT_AN_IO_MANAGER",
  "CORE_PARTITION_MISMATCH",
  "CORE_STEP_TIMEOUT",
]);

function isFrameworkError(error: unknown): boolean {
  return CoreError.is(error) && frameworkCodes.has(error.code);
}

/** The time limit of one try, and the patience with a body that does not stop. */
class StepLimits {
  readonly signal: AbortSignal;
  readonly #services: RunServices;
  readonly #launch: StepLaunch;
  readonly #timeout = new AbortController();
  readonly #timer: AbortController = new AbortController();
  #timedOut: CoreError | undefined;

  constructor(services: RunServices, launch: StepLaunch) {
    this.#services = services;
    this.#launch = launch;
    const { timeoutMs } = launch.step.op;
    this.signal =
      timeoutMs === undefined
        ? launch.signal
        : AbortSignal.any([launch.signal, this.#timeout.signal]);
    if (timeoutMs !== undefined) {
      services.sleep(timeoutMs, this.#timer.signal).then(
        () => this.#timeOut(timeoutMs),
        () => undefined,
      );
    }
  }

  #timeOut(timeoutMs: number): void {
    const { stepKey } = this.#launch;
    this.#timedOut = new CoreError({
      code: "CORE_STEP_TIMEOUT",
      message: `step "${stepKey}" did not finish within ${timeoutMs} ms`,
      hint: "Raise `timeoutMs`, or make the body watch context.signal.",
      details: { step: stepKey, timeoutMs },
    });
    this.#timeout.abort(this.#timedOut);
  }

  /** Runs a try; once the signal is aborted it has the grace period to end, then it is left alone. */
  async race(work: () => Promise<void>): Promise<void> {
    const { signal } = this;
    signal.throwIfAborted();
    const done = work();
    let stopWaiting: (() => void) | undefined;
    const impatient = new Promise<never>((_, reject) => {
      const onAbort = (): void => {
        this.#services.sleep(this.#services.cancelGraceMs, this.#timer.signal).then(
          () => reject(signal.reason as Error),
          () => undefined,
        );
      };
      signal.addEventListener("abort", onAbort, { once: true });
      stopWaiting = () => signal.removeEventListener("abort", onAbort);
    });
    done.catch(() => undefined);
    try {
      await Promise.race([done, impatient]);
      if (this.#timedOut !== undefined) throw this.#timedOut;
    } finally {
      stopWaiting?.();
    }
  }

  /** What is to blame: a time-out rather than what a body threw when it noticed. */
  explain(thrown: unknown): unknown {
    return this.#timedOut !== undefined && !this.#launch.signal.aborted ? this.#timedOut : thrown;
  }

  dispose(): void {
    this.#timer.abort();
  }
}
