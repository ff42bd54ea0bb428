import type { Partitions } from "@heddle/partitions";
import type { AssetKey } from "../definitions/asset-key.ts";
import type { InputDefinition } from "../definitions/op-definition.ts";
import type { EventMetadata } from "../instance/metadata-value.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { RunServices } from "../execution/run-services.ts";
import { logUserEvent } from "../execution/user-event.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { contextMember } from "./context-errors.ts";
import { declaredResources } from "./declared-resources.ts";
import type { InputContext, UpstreamOutput } from "./input-context.ts";
import { stepPathOf } from "./make-output-context.ts";
import { PartitionView } from "./partition-view.ts";

/** The output that an input reads. */
export interface UpstreamRef {
  readonly name: string;
  readonly stepKey: string;
  readonly opName: string;
  readonly runId: string;
  readonly mappingKey: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly managerKey: string;
}

/** What one load is about. */
export interface InputCall {
  readonly stepKey: string;
  readonly opName: string;
  readonly definition: InputDefinition;
  readonly assetKey: AssetKey | undefined;
  readonly upstreamPartitions: Partitions | undefined;
  /** Keys of the upstream; undefined when it is unpartitioned. */
  readonly keys: readonly string[] | undefined;
  readonly upstream: UpstreamRef | undefined;
  readonly manager: PlannedResource;
  readonly signal: AbortSignal;
  /** Collects what the manager adds. */
  readonly added: Record<string, MetadataInput[string]>;
}

/** The context of one load. */
export function makeInputContext(services: RunServices, call: InputCall): InputContext {
  const keys = call.keys ?? [];
  const own = new PartitionView(`input "${call.definition.name}"`, call.upstreamPartitions, keys);
  const runView = new PartitionView(
    `run of "${services.jobName}"`,
    services.partitions.definition,
    services.partitions.keys,
  );
  const assetKey = (): AssetKey => {
    if (call.assetKey === undefined)
      throw contextMember(
        `input "${call.definition.name}" of "${call.stepKey}" is no asset`,
        "Ask hasAssetKey first.",
      );
    return call.assetKey;
  };
  const assetIdentifier = (): readonly string[] => [
    ...assetKey(),
    ...(call.upstreamPartitions === undefined ? [] : [own.key]),
  ];
  const upstream = call.upstream;
  const scoped =
    upstream === undefined
      ? undefined
      : [
          upstream.runId,
          upstream.stepKey,
          upstream.name,
          ...(upstream.mappingKey === undefined ? [] : [upstream.mappingKey]),
        ];
  const identifier = (): readonly string[] => {
    if (call.assetKey !== undefined) return assetIdentifier();
    if (scoped === undefined)
      throw contextMember(
        `input "${call.definition.name}" has no upstream output`,
        "An input manager finds its value by itself.",
      );
    return scoped;
  };
  const resources: Record<string, unknown> = {};
  for (const [name, need] of call.manager.needs) resources[name] = services.resources.value(need);
  const upstreamOutput: UpstreamOutput | undefined =
    upstream === undefined
      ? undefined
      : {
          name: upstream.name,
          jobName: services.jobName,
          runId: upstream.runId,
          stepKey: upstream.stepKey,
          opName: upstream.opName,
          mappingKey: upstream.mappingKey,
          definitionMetadata: upstream.metadata,
          managerKey: upstream.managerKey,
          hasAssetKey: call.assetKey !== undefined,
          get assetKey() {
            return assetKey();
          },
          get identifier() {
            return identifier();
          },
          runScopedIdentifier: scoped ?? [],
        };
  return {
    name: call.definition.name,
    jobName: services.jobName,
    runId: services.run.runId,
    stepKey: call.stepKey,
    opName: call.opName,
    definitionMetadata: call.definition.metadata,
    config: services.config.steps.get(stepPathOf(call.stepKey))?.inputs.get(call.definition.name),
    resourceConfig: services.config.resources.get(call.manager.id),
    resources: declaredResources(`IO manager "${call.manager.key}"`, resources),
    log: services.log.log(call.stepKey, call.opName),
    signal: call.signal,
    instance: services.instance,
    tags: services.run.tags,
    schema: call.definition.schema,
    upstreamOutput,
    get upstreamMaterializationMetadata() {
      if (call.assetKey === undefined) return undefined;
      const [only] = keys;
      const stored = services.versions.storedByThisRun(
        call.assetKey,
        keys.length === 1 ? only : undefined,
      );
      return stored === undefined ? undefined : plainMetadata(stored.metadata);
    },
    hasAssetKey: call.assetKey !== undefined,
    get assetKey() {
      return assetKey();
    },
    hasPartitionKey: services.partitions.keys.length === 1,
    get partitionKey() {
      return runView.key;
    },
    hasAssetPartitions: call.upstreamPartitions !== undefined,
    get assetPartitionKey() {
      return own.key;
    },
    assetPartitionKeys: keys,
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
      return identifier();
    },
    get assetIdentifier() {
      return assetIdentifier();
    },
    logEvent: (event) => logUserEvent(services, call.stepKey, event),
    addInputMetadata: (metadata) => void Object.assign(call.added, metadata),
    forPartition: (key) => makeInputContext(services, { ...call, keys: [key] }),
  };
}

/** Stored metadata as plain values: the `value` of each kind that has one. */
function plainMetadata(metadata: EventMetadata): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      "value" in value ? value.value : value.type === "dagster_run" ? value.runId : value,
    ]),
  );
}
