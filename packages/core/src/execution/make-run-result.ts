import { assetKey, assetKeyToUserString, type AssetKeyLike } from "../definitions/asset-key.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import type { EventRecord, EventType } from "../instance/events.ts";
import { removeTemporaryStorage } from "../io-managers/storage-folder.ts";
import { bindResources } from "./bind-resources.ts";
import type { ExecutedRun } from "./execute-run.ts";
import { loadFromRun } from "./load-from-run.ts";
import type { PreparedRun } from "./prepared-run.ts";
import type { RunResult } from "./run-result.ts";

const eventTypeOf = {
  succeeded: "STEP_SUCCESS",
  failed: "STEP_FAILURE",
  skipped: "STEP_SKIPPED",
} as const;

/**
 * The result of a run that ended. It reads events from the instance and makes the plan again when a value is asked for, so that
 * a result that is kept does not grow with the steps of its run.
 */
export function makeRunResult(executed: ExecutedRun, prepared: PreparedRun): RunResult {
  const { run, instance, error, remains } = executed;
  const { graph, scope, fallback, replan } = prepared;
  const isEphemeral = prepared.options.instance === undefined;
  const from = { run, instance, remains, graph };
  const outputsOf = (stepKey: string) =>
    bindResources(replan(), graph, scope, fallback).byStep.get(stepKey)?.outputs;
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
  return {
    runId: run.runId,
    success: run.status === "SUCCESS",
    status: run.status,
    run,
    instance,
    error,
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
      const plan = replan();
      const pattern = path.replace(/\[[^\]]*\]$/, "[?]");
      const step = plan.stepsByKey.get(path) ?? plan.stepsByKey.get(pattern);
      const output = step?.outputs.find((one) => one.definition.name === outputName);
      const planned = step === undefined ? undefined : outputsOf(step.key)?.get(outputName);
      if (step === undefined || output === undefined || planned === undefined) {
        throw new CoreError({
          code: "CORE_UNKNOWN_STEP",
          message: `the run has no output "${outputName}" of step "${path}"`,
          hint: `Its steps are ${listed(plan.steps.map((one) => one.key))}.`,
        });
      }
      const opName = step.path.at(-1) ?? path;
      const upstreamPartitions = output.asset?.partitions;
      return loadFromRun(from, plan, planned, {
        outputName,
        stepKey: path,
        opName,
        assetKey: output.asset?.key,
        upstreamPartitions,
        keys: upstreamPartitions === undefined ? undefined : remains.partitions.keys,
        upstream: {
          name: outputName,
          stepKey: path,
          opName,
          runId: remains.producerRun(path),
          mappingKey: undefined,
          metadata: output.definition.metadata,
          managerKey: planned.key,
        },
      });
    },
    assetValue: async (key, { partitionKey } = {}) => {
      const plan = replan();
      const wanted = assetKey(key);
      const node = graph.get(wanted);
      const producer = node === undefined ? undefined : plan.stepByAsset.get(node.text);
      const planned =
        producer === undefined ? undefined : outputsOf(producer.step)?.get(producer.output);
      if (node === undefined || planned === undefined || producer === undefined)
        throw new CoreError({
          code: "CORE_UNKNOWN_ASSET",
          message: `the run did not make asset "${assetKeyToUserString(wanted)}"`,
        });
      const keys = partitionKey === undefined ? remains.partitions.keys : [partitionKey];
      return loadFromRun(from, plan, planned, {
        outputName: producer.output,
        stepKey: producer.step,
        opName: producer.step,
        assetKey: wanted,
        upstreamPartitions: node.partitions,
        keys: node.partitions === undefined ? undefined : keys,
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
    steps: async (fate) =>
      (await events(eventTypeOf[fate])).flatMap((event) =>
        event.stepKey === undefined ? [] : [event.stepKey],
      ),
    [Symbol.asyncDispose]: async () => {
      if (!isEphemeral) return;
      await instance.close();
      removeTemporaryStorage(instance);
    },
  };
}
