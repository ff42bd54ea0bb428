import type { HookContext } from "../definitions/hook.ts";
import { declaredResources } from "../context/declared-resources.ts";
import { stepPathOf } from "../context/make-output-context.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { StepLaunch } from "./executor.ts";
import type { RunServices } from "./run-services.ts";
import { serializeError } from "./serialize-error.ts";

/** Runs the hooks of a step that ended, one after the other. A hook that throws is recorded and changes nothing. */
export async function runHooks(
  services: RunServices,
  launch: StepLaunch,
  on: "success" | "failure",
  ended: {
    readonly error: unknown;
    readonly values: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, MetadataInput>>;
  },
): Promise<void> {
  const hooks = launch.step.hooks.filter((hook) => hook.on === on);
  if (hooks.length === 0) return;
  const { stepKey, step } = launch;
  const opName = step.path.at(-1) ?? stepKey;
  const planned = services.stepResources.get(step.key)?.hooks;
  for (const hook of hooks) {
    const values: Record<string, unknown> = {};
    for (const name of Object.keys(hook.needs)) {
      const resource = planned?.get(name);
      if (resource !== undefined) values[name] = services.resources.value(resource);
    }
    const context: HookContext = {
      log: services.log.log(stepKey, opName),
      runId: services.run.runId,
      jobName: services.jobName,
      stepKey,
      opName,
      opConfig: services.config.steps.get(stepPathOf(stepKey))?.config,
      resources: declaredResources(`hook "${hook.name}"`, values),
      instance: services.instance,
      tags: services.run.tags,
      error: ended.error,
      outputValues: ended.values,
      outputMetadata: ended.metadata,
    };
    try {
      await hook.run(context);
      services.log.emit(
        "HOOK_COMPLETED",
        { hookName: hook.name },
        { stepKey, message: `Hook "${hook.name}" ran.` },
      );
    } catch (error) {
      services.log.emit(
        "HOOK_ERRORED",
        { hookName: hook.name, error: serializeError(error, services.log.redactor) },
        { stepKey, message: `Hook "${hook.name}" failed.` },
      );
    }
  }
  await services.log.flush();
}
