import type { OutputContext } from "@heddle/core";
import { ArtifactDraft, isWandbMedia } from "@heddle/wandb-client";
import { maxMetadataKeys } from "../configuration/check-metadata.ts";
import type { WriteConfiguration } from "../configuration/write-configuration.ts";
import { configurationError, type IOManagerPhase } from "../errors.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";
import { signContent } from "../trust/content-signature.ts";
import { attachExtras } from "./attach-extras.ts";
import type { StoreRequest } from "./output-request.ts";
import { type SerializedEntry, serializeInto } from "./serialize-value.ts";
import { type SourceFacts, sourceMetadata } from "./source-metadata.ts";
import { valueKind } from "./value-kind.ts";

/**
 * Builds the artifact of one output on this machine: its content, its extras, its metadata.
 *
 * @param phase told what is going on, for the error of anything unexpected
 * @returns a draft that is ready to be logged; for an Artifact of the user's it is that one
 * @throws WandbArtifactsIOManagerError `E-W12`, `E-W13`, `E-W15`, `E-W16`
 */
export async function buildDraft(
  parts: ManagerParts,
  context: OutputContext,
  value: unknown,
  request: StoreRequest,
  phase: (phase: IOManagerPhase) => void,
): Promise<ArtifactDraft> {
  const { configuration, plan, place } = request;
  phase("serialize");
  const draft = await draftFor(parts, value, plan, configuration);
  const serialized = await addContent(parts, draft, value, plan, place);
  phase("attach");
  await attachExtras(draft, configuration, {
    place,
    cwd: parts.settings.cwd,
    contentEntry: serialized?.fileName,
    references: parts.client.services.settings.references,
    signal: context.signal,
  });
  const metadata = sourceMetadata(
    { ...draft.metadata, ...configuration.metadata },
    sourceFacts(parts, context, value, request, {
      serialized,
      signature: await signatureOf(parts, draft, serialized),
    }),
  );
  const keys = Object.keys(metadata).length;
  if (keys > maxMetadataKeys) {
    const message = `${keys} metadata keys with those of the integration; W&B allows ${maxMetadataKeys}`;
    throw configurationError(place, [{ code: "E-W16", path: "metadata", message }]);
  }
  draft.metadata = metadata;
  return draft;
}

async function draftFor(
  parts: ManagerParts,
  value: unknown,
  plan: StoreRequest["plan"],
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
  plan: StoreRequest["plan"],
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
  { partition }: StoreRequest,
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
