import type { MetadataInput, OutputContext } from "@heddle/core";
import { HeddleError } from "@heddle/errors";
import { type Artifact, ArtifactDraft, isWandbMedia, type WandbRun } from "@heddle/wandb-client";
import { locateConfiguration } from "../configuration/locate.ts";
import {
  parseWriteConfiguration,
  type WriteConfiguration,
} from "../configuration/write-configuration.ts";
import { type IOManagerPhase, unexpectedError, WandbArtifactsIOManagerError } from "../errors.ts";
import { type ManagerParts, namingOf } from "../manager/manager-parts.ts";
import { assetName, writeName } from "../naming/artifact-names.ts";
import { assetPartition, type NamedPartition, runPartition } from "../naming/partition-of-run.ts";
import { signContent } from "../trust/content-signature.ts";
import { versionAliases } from "./aliases.ts";
import { attachExtras } from "./attach-extras.ts";
import { materializationMetadata } from "./materialization-metadata.ts";
import { planWrite, type WritePlan } from "./plan-write.ts";
import { type SerializedEntry, serializeInto } from "./serialize-value.ts";
import { type SourceFacts, sourceMetadata } from "./source-metadata.ts";
import { valueKind } from "./value-kind.ts";

/**
 * Stores one output as an artifact: plan, build, open the W&B run, log, link, and the metadata for
 * the orchestrator. Nothing is sent before the value is serialized and all extras are found, so a
 * refused output leaves neither run nor artifact.
 *
 * @returns the metadata for the output's event; undefined when nothing was stored
 * @throws WandbArtifactsIOManagerError `E-W01` … `E-W21`, `E-W99`
 */
export async function writeOutput(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
): Promise<MetadataInput | undefined> {
  const place = describeOutput(context);
  let phase: IOManagerPhase = "configure";
  try {
    const configuration = readConfiguration(parts, context, place);
    const partition = partitionOf(context);
    const plan = planFor(parts, context, value, { configuration, partition, place });
    for (const warning of plan.warnings) context.log.warning(warning);
    if (plan.action === "skip") return undefined;
    for (const note of plan.notes) context.log.info(note);
    claimName(parts, context, configuration, plan.name, partition, place);

    phase = "serialize";
    const draft = await draftFor(parts, value, plan, configuration);
    const serialized = await addContent(parts, draft, value, plan, place);
    phase = "attach";
    await attachExtras(draft, configuration, {
      place,
      cwd: parts.settings.cwd,
      contentEntry: serialized?.fileName,
      references: parts.client.services.settings.references,
      signal: context.signal,
    });
    draft.metadata = sourceMetadata(
      { ...draft.metadata, ...configuration.metadata },
      sourceFacts(parts, context, value, partition, {
        serialized,
        signature: await signatureOf(parts, draft, serialized),
      }),
    );

    phase = "open-run";
    const run = await parts.run.open(
      {
        entity: configuration.entity ?? parts.wandbConfig.entity,
        project: configuration.project ?? parts.wandbConfig.project,
      },
      "E-W99",
    );
    phase = "upload";
    const artifact = await log(parts, context, run, draft, configuration);
    parts.written.record(
      [...context.runScopedIdentifier, partition?.key ?? ""],
      artifact.qualifiedName,
    );
    phase = "record";
    await changeAfterwards(artifact, configuration, context);
    await link(artifact, configuration, context, place);
    return materializationMetadata({
      runId: context.runId,
      artifact: {
        id: artifact.id,
        name: artifact.collection,
        type: artifact.type,
        version: artifact.version,
        size: artifact.size,
        digest: artifact.digest,
        entity: artifact.entity,
        project: artifact.project,
        aliases: artifact.aliases,
      },
      run: { id: run.id, name: run.name, entity: run.entity, project: run.project },
      appUrl: parts.client.appUrl,
    });
  } catch (error) {
    if (error instanceof WandbArtifactsIOManagerError) throw error;
    throw unexpectedError("E-W99", phase, place, error);
  } finally {
    for (const problem of await parts.cache.clean()) context.log.warning(problem);
  }
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

async function draftFor(
  parts: ManagerParts,
  value: unknown,
  plan: Extract<WritePlan, { action: "store" }>,
  configuration: WriteConfiguration,
): Promise<ArtifactDraft> {
  if (value instanceof ArtifactDraft) {
    value.name = plan.name;
    if (plan.description !== undefined) value.description = plan.description;
    return value;
  }
  return new ArtifactDraft({
    name: plan.name,
    type: plan.type,
    description: plan.description,
    ttlSeconds: lifetime(configuration),
    temporaryDir: await parts.temporaryDir(),
  });
}

function lifetime(configuration: WriteConfiguration): number | "disabled" | undefined {
  if (configuration.ttl === "never") return "disabled";
  return configuration.ttl === "inherit" ? undefined : configuration.ttl;
}

async function addContent(
  parts: ManagerParts,
  draft: ArtifactDraft,
  value: unknown,
  plan: Extract<WritePlan, { action: "store" }>,
  place: string,
): Promise<SerializedEntry | undefined> {
  const { content } = plan;
  if (content.kind === "artifact") {
    await draft.settled();
    return undefined;
  }
  if (content.kind === "object") {
    if (isWandbMedia(value)) await draft.add(value, content.entry);
    return undefined;
  }
  return serializeInto(draft, value, { ...content, place, codecs: parts.codecs });
}

async function signatureOf(
  parts: ManagerParts,
  draft: ArtifactDraft,
  serialized: SerializedEntry | undefined,
): Promise<string | undefined> {
  const entry = serialized === undefined ? undefined : draft.entries.get(serialized.fileName);
  return parts.signingKey === undefined || entry === undefined
    ? undefined
    : signContent(entry, draft.name, parts.signingKey);
}

function sourceFacts(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
  partition: NamedPartition | undefined,
  content: {
    readonly serialized: SerializedEntry | undefined;
    readonly signature: string | undefined;
  },
): SourceFacts {
  const { serialized, signature } = content;
  const kind = valueKind(value);
  return {
    runId: context.runId,
    stepKey: context.stepKey,
    createdAt: parts.clock(),
    kind: kind.kind === "object" ? kind.className : kind.kind === "empty" ? "value" : kind.kind,
    assetKey: context.hasAssetKey ? context.assetKey : undefined,
    partitionKey: partition?.key,
    partitionDimensions: partition?.dimensions,
    codeVersion: context.codeVersion,
    serialization:
      serialized === undefined
        ? undefined
        : {
            module: serialized.module,
            protocol: serialized.protocol,
            moduleVersion: serialized.moduleVersion,
            signature,
          },
  };
}

function log(
  parts: ManagerParts,
  context: OutputContext,
  run: WandbRun,
  draft: ArtifactDraft,
  configuration: WriteConfiguration,
): Promise<Artifact> {
  const { onProgress } = parts.hooks;
  return run.logArtifact(draft, {
    aliases: versionAliases(
      configuration.aliases,
      context.runId,
      configuration.runAlias ?? parts.settings.runAlias,
    ),
    tags: configuration.tags,
    signal: context.signal,
    onProgress: (progress) =>
      onProgress?.(progress, {
        stepKey: context.stepKey,
        name: context.name,
        artifact: draft.name,
      }),
  });
}

/** What an Artifact that the user built could not be told before it was logged. */
async function changeAfterwards(
  artifact: Artifact,
  configuration: WriteConfiguration,
  context: OutputContext,
): Promise<void> {
  const { ttl } = configuration;
  if (ttl === undefined || (typeof ttl === "number" && artifact.ttlSeconds === ttl)) return;
  const ttlSeconds = ttl === "never" ? "disabled" : ttl === "inherit" ? "inherited" : ttl;
  await artifact.update({ ttlSeconds }, { signal: context.signal });
}

async function link(
  artifact: Artifact,
  configuration: WriteConfiguration,
  context: OutputContext,
  place: string,
): Promise<void> {
  for (const { path, aliases = [] } of configuration.links) {
    try {
      const linked = await artifact.link(path, { aliases, signal: context.signal });
      context.log.info(`${place}: linked ${artifact.qualifiedName} to ${linked.qualifiedName}`);
    } catch (cause) {
      throw new WandbArtifactsIOManagerError({
        code: "E-W21",
        message: `${place}: ${artifact.qualifiedName} was stored, but could not be linked to "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
        hint:
          HeddleError.is(cause) && cause.hint !== undefined
            ? cause.hint
            : "Check the registry path and the rights of the key.",
        details: { phase: "record", artifact: artifact.qualifiedName, path },
        cause,
        retryable: HeddleError.is(cause) && cause.retryable,
      });
    }
  }
}
