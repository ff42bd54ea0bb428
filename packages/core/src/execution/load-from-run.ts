import { makeInputContext } from "../context/make-input-context.ts";
import { CoreError } from "../errors.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import { isInputManager } from "../io-managers/io-manager.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import type { AssetKey } from "../definitions/asset-key.ts";
import type { Instance } from "../instance/instance.ts";
import { DataVersions } from "./data-versions.ts";
import type { ExecutedRun } from "./execute-run.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunServices } from "./run-services.ts";
import { waitFor } from "./wait-for.ts";

/** What a result needs to load values: nothing that grows with the steps of the run. */
export type LoadsFrom = Pick<ExecutedRun, "run" | "instance" | "remains"> &
  Pick<PreparedRun, "graph">;

/** Which value a result loads. */
export type LoadedValue = Omit<
  Parameters<typeof makeInputContext>[1],
  "manager" | "signal" | "added" | "definition"
> & { readonly outputName: string };

/**
 * Loads a value that a finished run has stored, with the resources of its IO manager set up for this load alone.
 *
 * @throws CORE_NOT_AN_IO_MANAGER
 */
export async function loadFromRun(
  { run, instance, remains, graph }: LoadsFrom,
  plan: ExecutionPlan,
  planned: PlannedResource,
  { outputName, ...call }: LoadedValue,
): Promise<unknown> {
  const live = new LiveResources();
  const { signal } = new AbortController();
  const configs = remains.resourceConfigs;
  try {
    const chain: PlannedResource[] = [];
    const visit = (one: PlannedResource): void => {
      for (const need of one.needs.values()) visit(need);
      if (!chain.includes(one)) chain.push(one);
    };
    visit(planned);
    const { runId, jobName } = run;
    await live.open(chain, { runId, jobName, instance, signal, log: silent, configs });
    const manager = live.value(planned);
    if (!isInputManager(manager))
      throw new CoreError({
        code: "CORE_NOT_AN_IO_MANAGER",
        message: `resource "${planned.key}" cannot load values`,
      });
    const services: RunServices = {
      run,
      jobName,
      plan,
      graph,
      instance,
      log: remains.log,
      config: {
        resources: configs,
        steps: new Map(),
        execution: remains.execution,
        loggers: new Map(),
      },
      rawConfig: run.runConfig,
      resources: live,
      stepResources: new Map(),
      partitions: remains.partitions,
      versions: await storedVersions(instance, runId, call.assetKey),
      producerRun: remains.producerRun,
      managerOf: () => Promise.reject(new Error("the run has ended")),
      random: Math.random,
      monotonic: () => performance.now(),
      sleep: waitFor,
      cancelGraceMs: 0,
      keepError: () => undefined,
    };
    const definition = {
      name: outputName,
      schema: undefined,
      description: undefined,
      metadata: {},
      inputManagerKey: undefined,
      defaultValue: undefined,
    };
    return await manager.loadInput(
      makeInputContext(services, { ...call, definition, manager: planned, signal, added: {} }),
    );
  } finally {
    await live.close();
  }
}

/** What the run stored of an asset, as its events say. */
async function storedVersions(
  instance: Instance,
  runId: string,
  assetKey: AssetKey | undefined,
): Promise<DataVersions> {
  const versions = new DataVersions(instance, runId);
  if (assetKey === undefined) return versions;
  const types = ["ASSET_MATERIALIZATION"] as const;
  for await (const event of instance.allEvents({ runId, types, assetKeys: [assetKey] }))
    versions.record(assetKey, event.data.partition, event);
  return versions;
}

const silent = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warning: (): void => undefined,
  error: (): void => undefined,
  critical: (): void => undefined,
  exception: (): void => undefined,
};
