import { assetKey, assetKeyToUserString, type AssetKeyLike } from "../definitions/asset-key.ts";
import { makeInputContext } from "../context/make-input-context.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { EventRecord, EventType } from "../instance/events.ts";
import { isInputManager } from "../io-managers/io-manager.ts";
import { removeTemporaryStorage } from "../io-managers/storage-folder.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { LiveResources } from "../resources/live-resources.ts";
import type { ExecutedRun } from "./execute-run.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunResult } from "./run-result.ts";

/** The result of a run that ended. */
export function makeRunResult(executed: ExecutedRun, prepared: PreparedRun): RunResult {
  const { run, instance, services } = executed;
  const events = async <Type extends EventType>(
    ...eventTypes: readonly Type[]
  ): Promise<readonly EventRecord<Type>[]> => {
    const all: EventRecord<Type>[] = [];
    for await (const event of instance.allEvents<Type>({
      runId: run.runId,
      ...(eventTypes.length === 0 ? {} : { types: eventTypes }),
    }))
      all.push(event);
    return all;
  };
  const load = async (
    planned: PlannedResource,
    call: Omit<Parameters<typeof makeInputContext>[1], "manager" | "signal" | "added">,
  ): Promise<unknown> => {
    const live = new LiveResources();
    const { signal } = new AbortController();
    try {
      const chain: PlannedResource[] = [];
      const visit = (one: PlannedResource): void => {
        for (const need of one.needs.values()) visit(need);
        if (!chain.includes(one)) chain.push(one);
      };
      visit(planned);
      await live.open(chain, {
        runId: run.runId,
        jobName: run.jobName,
        instance,
        signal,
        log: silent,
        configs: services.config.resources,
      });
      const manager = live.value(planned);
      if (!isInputManager(manager))
        throw new CoreError({
          code: "CORE_NOT_AN_IO_MANAGER",
          message: `resource "${planned.key}" cannot load values`,
        });
      return await manager.loadInput(
        makeInputContext(
          { ...services, resources: live },
          { ...call, manager: planned, signal, added: {} },
        ),
      );
    } finally {
      await live.close();
    }
  };
  return {
    runId: run.runId,
    success: run.status === "SUCCESS",
    status: run.status,
    run,
    instance,
    error: executed.error,
    events,
    eventsForStep: async (stepKey) => (await events()).filter((event) => event.stepKey === stepKey),
    materializations: async (key?: AssetKeyLike) => {
      const all = await events("ASSET_MATERIALIZATION");
      const wanted = key === undefined ? undefined : assetKeyToUserString(assetKey(key));
      return wanted === undefined
        ? all
        : all.filter((event) => assetKeyToUserString(event.data.assetKey) === wanted);
    },
    checkEvaluations: () => events("ASSET_CHECK_EVALUATION"),
    outputForNode: async (path, outputName = "result") => {
      const pattern = path.replace(/\[[^\]]*\]$/, "[?]");
      const step = prepared.plan.stepsByKey.get(path) ?? prepared.plan.stepsByKey.get(pattern);
      const output = step?.outputs.find((one) => one.definition.name === outputName);
      const planned =
        step === undefined
          ? undefined
          : services.stepResources.get(step.key)?.outputs.get(outputName);
      if (step === undefined || output === undefined || planned === undefined) {
        throw new CoreError({
          code: "CORE_UNKNOWN_STEP",
          message: `the run has no output "${outputName}" of step "${path}"`,
          hint: `Its steps are ${listed(prepared.plan.steps.map((one) => one.key))}.`,
        });
      }
      const name = step.path.at(-1) ?? path;
      return load(planned, {
        stepKey: path,
        opName: name,
        definition: {
          name: outputName,
          schema: undefined,
          description: undefined,
          metadata: {},
          inputManagerKey: undefined,
          defaultValue: undefined,
        },
        assetKey: output.asset?.key,
        upstreamPartitions: output.asset?.partitions,
        keys: output.asset?.partitions === undefined ? undefined : services.partitions.keys,
        upstream: {
          name: outputName,
          stepKey: path,
          opName: name,
          runId: services.producerRun(path),
          mappingKey: undefined,
          metadata: output.definition.metadata,
          managerKey: planned.key,
        },
      });
    },
    assetValue: async (key, options = {}) => {
      const wanted = assetKey(key);
      const node = prepared.graph.get(wanted);
      const producer = node === undefined ? undefined : prepared.plan.stepByAsset.get(node.text);
      const planned =
        producer === undefined
          ? undefined
          : services.stepResources.get(producer.step)?.outputs.get(producer.output);
      if (node === undefined || planned === undefined || producer === undefined)
        throw new CoreError({
          code: "CORE_UNKNOWN_ASSET",
          message: `the run did not make asset "${assetKeyToUserString(wanted)}"`,
        });
      return load(planned, {
        stepKey: producer.step,
        opName: producer.step,
        definition: {
          name: producer.output,
          schema: undefined,
          description: undefined,
          metadata: {},
          inputManagerKey: undefined,
          defaultValue: undefined,
        },
        assetKey: wanted,
        upstreamPartitions: node.partitions,
        keys:
          node.partitions === undefined
            ? undefined
            : options.partitionKey === undefined
              ? services.partitions.keys
              : [options.partitionKey],
        upstream: {
          name: producer.output,
          stepKey: producer.step,
          opName: producer.step,
          runId: run.runId,
          mappingKey: undefined,
          metadata: node.spec?.metadata ?? {},
          managerKey: planned.key,
        },
      });
    },
    steps: async (fate) => {
      const of = {
        succeeded: "STEP_SUCCESS",
        failed: "STEP_FAILURE",
        skipped: "STEP_SKIPPED",
      } as const;
      return (await events(of[fate])).flatMap((event) =>
        event.stepKey === undefined ? [] : [event.stepKey],
      );
    },
    [Symbol.asyncDispose]: async () => {
      if (prepared.options.instance !== undefined) return;
      await instance.close();
      removeTemporaryStorage(instance);
    },
  };
}

const silent = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warning: (): void => undefined,
  error: (): void => undefined,
  critical: (): void => undefined,
  exception: (): void => undefined,
};
