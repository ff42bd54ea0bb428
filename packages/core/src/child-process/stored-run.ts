import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { BoundResources } from "../execution/bind-resources.ts";
import { DataVersions } from "../execution/data-versions.ts";
import { openLate } from "../execution/execute-run.ts";
import { RunLog } from "../execution/run-log.ts";
import type { RunServices } from "../execution/run-services.ts";
import { waitFor } from "../execution/wait-for.ts";
import type { Instance } from "../instance/instance.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { StepOrder } from "./messages.ts";
import { readRun } from "./read-run.ts";

/** A run that another process has started, as far as one of its steps needs it. */
export interface StoredRun {
  readonly services: RunServices;
  /** Sets up the resources of a step. @throws CORE_RESOURCE_INIT */
  openResources(planKey: string): Promise<void>;
}

/**
 * Makes ready what a step of a stored run needs, from the definitions and the run's record alone.
 *
 * @param signal aborts when the step is cancelled
 */
export async function openStoredRun(
  definitions: Definitions,
  order: StepOrder,
  instance: Instance,
  signal: AbortSignal,
): Promise<StoredRun> {
  const { run, given } = order;
  const { prepared, partitions, bound, config, redactor } = await readRun(
    definitions,
    order,
    instance,
  );
  const { plan, graph } = prepared;
  const log = new RunLog(instance, run.runId, run.jobName, redactor, []);
  const resources = new LiveResources();
  const around = {
    runId: run.runId,
    jobName: run.jobName,
    instance,
    signal,
    log: log.log(order.stepKey),
    configs: config.resources,
  };
  const services: RunServices = {
    run,
    jobName: run.jobName,
    plan,
    graph,
    instance,
    log,
    config,
    rawConfig: run.runConfig,
    resources,
    stepResources: bound.byStep,
    partitions,
    versions: new DataVersions(instance, run.runId),
    producerRun: (stepKey) => order.producers.get(stepKey) ?? run.runId,
    managerOf: async (key) => {
      const planned = bound.managerOf(key);
      if (planned === undefined) {
        throw new CoreError({
          code: "CORE_UNKNOWN_ASSET",
          message: `asset "${assetKeyToUserString(key)}" cannot be loaded: no IO manager for it`,
          hint: "Bind its IO manager in the resources.",
        });
      }
      if (resources.value(planned) === undefined)
        await openLate(planned, prepared, { env: given.environment }, resources, around);
      return { manager: resources.value(planned), planned };
    },
    random: Math.random,
    monotonic: () => performance.now(),
    sleep: waitFor,
    cancelGraceMs: order.graceMs,
    keepError: () => undefined,
  };
  return { services, openResources: (planKey) => resources.open(neededBy(bound, planKey), around) };
}

/** The resources of one step, each behind what it needs. */
function neededBy(bound: BoundResources, planKey: string): readonly PlannedResource[] {
  const own = bound.byStep.get(planKey);
  const wanted = new Set<PlannedResource>();
  const visit = (planned: PlannedResource): void => {
    if (wanted.has(planned)) return;
    for (const need of planned.needs.values()) visit(need);
    wanted.add(planned);
  };
  for (const group of [own?.needs, own?.outputs, own?.inputs, own?.hooks])
    for (const planned of group?.values() ?? []) visit(planned);
  return [...wanted];
}
