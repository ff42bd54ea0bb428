import { isIOManager } from "../io-managers/io-manager.ts";
import { CoreError } from "../errors.ts";
import type { StepLaunch } from "../execution/executor.ts";
import { runStep } from "../execution/run-step.ts";
import { serializeError } from "../execution/serialize-error.ts";
import type { StepOutcome } from "../execution/step-outcome.ts";
import type { Instance } from "../instance/instance.ts";
import { Redactor } from "../schema/secret.ts";
import { loadCode } from "./load-code.ts";
import { loadingForStep } from "./loading-for-step.ts";
import type { StepOrder } from "./messages.ts";
import { recordLostStep } from "./record-lost-step.ts";
import { openStoredRun, type StoredRun } from "./stored-run.ts";

/** What became of an order: an outcome that the step has recorded, or an error from before it could record anything. */
export type OrderResult =
  | { readonly kind: "outcome"; readonly outcome: StepOutcome }
  | { readonly kind: "unopened"; readonly error: ReturnType<typeof serializeError> };

/** Runs one try of a step in this process: loads the code, sets up the step's resources, runs it and tears down. */
export async function runOrder(
  order: StepOrder,
  instance: Instance,
  signal: AbortSignal,
): Promise<OrderResult> {
  let stored: StoredRun;
  try {
    stored = await openStoredRun(
      await loadingForStep(() => loadCode(order.code)),
      order,
      instance,
      signal,
    );
  } catch (error) {
    return { kind: "unopened", error: serializeError(error, new Redactor()) };
  }
  const { services } = stored;
  const step = services.plan.stepsByKey.get(order.planKey);
  if (step === undefined) {
    const missing = new CoreError({
      code: "CORE_UNKNOWN_STEP",
      message: `the definitions in "${order.code.file}" have no step "${order.planKey}" in "${order.run.jobName}"`,
      hint: "The worker's definitions differ from those of the run: pass the file that defines them.",
    });
    return { kind: "unopened", error: serializeError(missing, services.log.redactor) };
  }
  const launch: StepLaunch = {
    step,
    stepKey: order.stepKey,
    mappingKey: order.mappingKey,
    attempt: order.attempt,
    mappingKeys: order.mappingKeys,
    produced: order.produced,
    signal,
  };
  try {
    return { kind: "outcome", outcome: await runWithResources(stored, launch) };
  } finally {
    await tearDown(stored, order.stepKey);
  }
}

async function runWithResources(stored: StoredRun, launch: StepLaunch): Promise<StepOutcome> {
  const { services } = stored;
  const { log } = services;
  try {
    await stored.openResources(launch.step.key);
    for (const planned of services.stepResources.get(launch.step.key)?.outputs.values() ?? []) {
      if (isIOManager(services.resources.value(planned))) continue;
      throw new CoreError({
        code: "CORE_NOT_AN_IO_MANAGER",
        message: `resource "${planned.key}" is used as an IO manager, but has no handleOutput and loadInput`,
        hint: "Bind an IO manager under this key.",
      });
    }
  } catch (thrown) {
    const error = serializeError(thrown, log.redactor);
    log.emit(
      "RESOURCE_INIT_FAILURE",
      { error },
      { stepKey: launch.stepKey, message: error.message },
    );
    return recordLostStep(services, launch, error);
  }
  return runStep(services, launch);
}

async function tearDown({ services }: StoredRun, stepKey: string): Promise<void> {
  const { log, resources } = services;
  for (const { key, error } of await resources.close()) {
    log.emit(
      "ENGINE_EVENT",
      { error: serializeError(error, log.redactor) },
      { stepKey, message: `Tearing down resource "${key}" failed.`, level: "ERROR" },
    );
  }
  await log.flush();
}
