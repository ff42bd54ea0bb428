import { retryDelaySeconds } from "../definitions/retry-policy.ts";
import { runHooks } from "../execution/run-hooks.ts";
import { recordFailedAssets } from "../execution/run-step.ts";
import type { RunServices } from "../execution/run-services.ts";
import type { StepLaunch } from "../execution/executor.ts";
import type { StepOutcome } from "../execution/step-outcome.ts";
import { CoreError, type CoreErrorCode } from "../errors.ts";
import type { SerializedError } from "../instance/event-data.ts";

/**
 * Records that a step ended because its process did: what the step itself could not record any more. The retry
 * policy holds as for any failure.
 */
export async function recordLostStep(
  services: RunServices,
  launch: StepLaunch,
  error: SerializedError,
): Promise<StepOutcome> {
  const { step, stepKey, attempt, signal } = launch;
  const { log } = services;
  if (signal.aborted) {
    log.emit(
      "STEP_FAILURE",
      { error, errorSource: "INTERRUPT" },
      { stepKey, message: `Step "${stepKey}" was interrupted and its process ended.` },
    );
    await log.flush();
    return { status: "canceled", error };
  }
  const policy = step.retryPolicy;
  const retries = services.config.execution.retries === "disabled" ? 0 : (policy?.maxRetries ?? 1);
  if (policy !== undefined && attempt < retries) {
    const secondsToWait = retryDelaySeconds(policy, attempt + 1, services.random);
    log.emit(
      "STEP_UP_FOR_RETRY",
      { error, secondsToWait, attempt: attempt + 1 },
      {
        stepKey,
        message: `Step "${stepKey}" lost its process and is tried again in ${String(secondsToWait)} s.`,
      },
    );
    await log.flush();
    return { status: "retry", error, secondsToWait };
  }
  const thrown = new CoreError({
    code: (error.code ?? "CORE_STEP_PROCESS_LOST") as CoreErrorCode,
    message: error.message,
    hint: error.hint,
    details: error.details,
  });
  services.keepError(stepKey, thrown);
  log.emit(
    "STEP_FAILURE",
    { error, errorSource: "UNEXPECTED_ERROR" },
    { stepKey, message: `Step "${stepKey}" failed: ${error.message}` },
  );
  recordFailedAssets(services, launch, "FAILED", error.message);
  await log.flush();
  await runHooks(services, launch, "failure", { error: thrown, values: {}, metadata: {} });
  return { status: "failure", error };
}
