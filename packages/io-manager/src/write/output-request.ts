import type { OutputContext } from "@heddle/core";
import { locateConfiguration } from "../configuration/locate.ts";
import {
  parseWriteConfiguration,
  type WriteConfiguration,
} from "../configuration/write-configuration.ts";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { type ManagerParts, namingOf } from "../manager/manager-parts.ts";
import { assetName, writeName } from "../naming/artifact-names.ts";
import { assetPartition, type NamedPartition, runPartition } from "../naming/partition-of-run.ts";
import { planWrite, type WritePlan } from "./plan-write.ts";
import { valueKind } from "./value-kind.ts";

/** What is to be done with one output, decided before anything is sent. */
export interface OutputRequest {
  /** How messages call the output. */
  readonly place: string;
  readonly configuration: WriteConfiguration;
  /** The one partition that is written; undefined without partitions, or with several. */
  readonly partition: NamedPartition | undefined;
  readonly plan: WritePlan;
}

/** A request that stores something. */
export type StoreRequest = OutputRequest & {
  readonly plan: Extract<WritePlan, { action: "store" }>;
};

/**
 * Reads the configuration of an output (the definition's, under what came with the value), and plans
 * its write. Makes no request.
 *
 * @throws WandbArtifactsIOManagerError `E-W01` … `E-W11`, `E-W14` … `E-W20`
 */
export function outputRequest(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
): OutputRequest {
  const place = describeOutput(context);
  const configuration = readConfiguration(parts, context, place);
  const partition = partitionOf(context);
  const plan = planFor(parts, context, value, { configuration, partition, place });
  if (plan.action === "store") {
    claimName(parts, context, configuration, plan.name, partition, place);
  }
  return { place, configuration, partition, plan };
}

/** How messages call an output. */
export function describeOutput(context: OutputContext): string {
  return context.hasAssetKey
    ? `asset "${context.assetKey.join("/")}"`
    : `output "${context.name}" of op "${context.opName}"`;
}

function readConfiguration(
  parts: ManagerParts,
  context: OutputContext,
  place: string,
): WriteConfiguration {
  const defined = locateConfiguration(context.definitionMetadata, place);
  const given = locateConfiguration(context.outputMetadata, place);
  for (const warning of [...defined.warnings, ...given.warnings]) {
    parts.warnOnce(context, warning);
  }
  const partition = partitionOf(context);
  const about = {
    runId: context.runId,
    jobName: context.jobName,
    stepKey: context.stepKey,
    assetKey: context.hasAssetKey ? context.assetKey : undefined,
    partitionKey: partition?.key,
    tags: context.tags,
  };
  const raw = {
    ...defined.raw,
    ...defined.configure?.(about),
    ...given.raw,
    ...given.configure?.(about),
  };
  const configuration = parseWriteConfiguration(raw, place);
  for (const warning of configuration.warnings) parts.warnOnce(context, warning);
  return { ...configuration, warnings: [] };
}

/** The one partition that is written; undefined without partitions, or with several. */
function partitionOf(context: OutputContext): NamedPartition | undefined {
  if (context.hasAssetPartitions) {
    const [key, ...others] = context.assetPartitionKeys;
    return key === undefined || others.length > 0
      ? undefined
      : assetPartition(key, context.assetPartitionsDefinition);
  }
  return !context.hasAssetKey && context.hasPartitionKey ? runPartition(context) : undefined;
}

function planFor(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
  known: {
    readonly configuration: WriteConfiguration;
    readonly partition: NamedPartition | undefined;
    readonly place: string;
  },
): WritePlan {
  const naming = namingOf(parts);
  const { partition } = known;
  return planWrite({
    place: known.place,
    value: valueKind(value),
    configuration: known.configuration,
    assetName: context.hasAssetKey ? assetName(context.assetKey, naming) : undefined,
    partitionKeys: context.hasAssetPartitions ? context.assetPartitionKeys : [],
    withPartition: (base) =>
      context.hasAssetKey
        ? writeName({ assetKey: context.assetKey }, partition, naming)
        : writeName({ name: base }, partition, naming),
    modules: parts.codecs.names,
    requireType: parts.settings.requireType,
    emptyOutput: parts.settings.emptyOutput,
  });
}

function claimName(
  parts: ManagerParts,
  context: OutputContext,
  configuration: WriteConfiguration,
  name: string,
  partition: NamedPartition | undefined,
  place: string,
): void {
  if (!context.hasAssetKey) return;
  const project = configuration.project ?? parts.wandbConfig.project;
  const entity = configuration.entity ?? parts.wandbConfig.entity ?? "";
  const owner = JSON.stringify([context.assetKey, partition?.key ?? null]);
  const other = parts.written.claim(`${entity}/${project}/${name}`, owner);
  if (other === undefined) return;
  const [assetKey, key] = JSON.parse(other) as [readonly string[], string | null];
  throw new WandbArtifactsIOManagerError({
    code: "E-W18",
    message: `${place}: the artifact name "${name}" is already taken by asset "${assetKey.join("/")}"${key === null ? "" : `, partition "${key}"`}`,
    details: { phase: "configure", name, assetKey, partitionKey: key },
    hint: "Rename one of the two assets or its partition key.",
  });
}
