import type { AssetKey } from "../definitions/asset-key.ts";
import type { PlanOutput } from "../plan/plan.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import { CoreError } from "../errors.ts";
import type { RunServices } from "../execution/run-services.ts";
import { logUserEvent } from "../execution/user-event.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { contextMember } from "./context-errors.ts";
import { declaredResources } from "./declared-resources.ts";
import type { OutputContext } from "./output-context.ts";
import { PartitionView } from "./partition-view.ts";

/** What one call of `handleOutput` is about. */
export interface OutputCall {
  readonly stepKey: string;
  readonly opName: string;
  readonly output: PlanOutput;
  readonly mappingKey: string | undefined;
  /** Partition keys of the value; empty for an unpartitioned asset or an op. */
  readonly keys: readonly string[];
  readonly metadata: MetadataInput;
  readonly manager: PlannedResource;
  readonly version: string | undefined;
  readonly codeVersion: string | undefined;
  readonly inputVersions: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The context of one call of `handleOutput`, and the metadata that the manager adds through it. */
export function makeOutputContext(
  services: RunServices,
  call: OutputCall,
): { readonly context: OutputContext; readonly added: Record<string, MetadataInput[string]> } {
  const { output } = call;
  const asset = output.asset;
  const added: Record<string, MetadataInput[string]> = {};
  const assetKey = (): AssetKey => {
    if (asset === undefined)
      throw contextMember(
        `output "${output.definition.name}" of "${call.stepKey}" is no asset`,
        "Ask hasAssetKey first.",
      );
    return asset.key;
  };
  const own = new PartitionView(`output "${output.definition.name}"`, asset?.partitions, call.keys);
  const runView = new PartitionView(
    `run of "${services.jobName}"`,
    services.partitions.definition,
    services.partitions.keys,
  );
  const scoped = [
    services.run.runId,
    call.stepKey,
    output.definition.name,
    ...(call.mappingKey === undefined ? [] : [call.mappingKey]),
  ];
  const resources: Record<string, unknown> = {};
  for (const [name, need] of call.manager.needs) resources[name] = services.resources.value(need);
  const context: OutputContext = {
    name: output.definition.name,
    jobName: services.jobName,
    runId: services.run.runId,
    stepKey: call.stepKey,
    opName: call.opName,
    mappingKey: call.mappingKey,
    definitionMetadata: output.definition.metadata,
    outputMetadata: call.metadata,
    config: services.config.steps.get(stepPathOf(call.stepKey))?.outputs[output.definition.name],
    resourceConfig: services.config.resources.get(call.manager.id),
    resources: declaredResources(`IO manager "${call.manager.key}"`, resources),
    managerKey: call.manager.key,
    version: call.version,
    codeVersion: call.codeVersion,
    inputVersions: call.inputVersions,
    log: services.log.log(call.stepKey, call.opName),
    signal: call.signal,
    instance: services.instance,
    tags: services.run.tags,
    schema: output.definition.schema,
    hasAssetKey: asset !== undefined,
    get assetKey() {
      return assetKey();
    },
    hasPartitionKey: services.partitions.keys.length === 1,
    get partitionKey() {
      return runView.key;
    },
    hasAssetPartitions: asset?.partitions !== undefined,
    get assetPartitionKey() {
      return own.key;
    },
    assetPartitionKeys: call.keys,
    get assetPartitionKeyRange() {
      return own.range;
    },
    get assetPartitionsTimeWindow() {
      return own.timeWindow;
    },
    get assetPartitionsDefinition() {
      return own.required;
    },
    get identifier() {
      return asset === undefined
        ? scoped
        : [...asset.key, ...(asset.partitions === undefined ? [] : [own.key])];
    },
    get assetIdentifier() {
      return [...assetKey(), ...(asset?.partitions === undefined ? [] : [own.key])];
    },
    runScopedIdentifier: scoped,
    logEvent: (event) => logUserEvent(services, call.stepKey, event),
    addOutputMetadata: (metadata) => {
      for (const [key, value] of Object.entries(metadata)) {
        if (Object.hasOwn(added, key)) {
          throw new CoreError({
            code: "CORE_METADATA",
            message: `metadata "${key}" of output "${output.definition.name}" was added twice by IO manager "${call.manager.key}"`,
            hint: "Add each key once.",
          });
        }
        added[key] = value;
      }
    },
  };
  return { context, added };
}

/** Path of a step without its mapping key: the key of its config. */
export function stepPathOf(stepKey: string): string {
  const at = stepKey.indexOf("[");
  return at < 0 ? stepKey : stepKey.slice(0, at);
}
