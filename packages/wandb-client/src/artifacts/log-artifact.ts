import type { ClientServices, RunPlace } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { artifactTypeOperation } from "../operations/artifact-read.ts";
import {
  commitArtifactOperation,
  createArtifactOperation,
  createManifestOperation,
  updateManifestOperation,
  type CreateArtifactInput,
  type ManifestType,
  type TagInput,
} from "../operations/artifact-write.ts";
import { settleReferences } from "./settle-references.ts";
import type { ArtifactDraft } from "./artifact-draft.ts";
import { addMissingAliases } from "./aliases.ts";
import { Artifact } from "./artifact.ts";
import { digestOfBytes } from "./digest.ts";
import { writeManifest, manifestDigest } from "./manifest.ts";
import { checkAlias, checkTag } from "./names.ts";
import type { TransferProgress } from "./progress.ts";
import { tagBatches } from "./tag-batches.ts";
import { addMissingTags } from "./tags.ts";
import { isExpired, sendBytes, urlRenewals } from "../transfer/put.ts";
import { uploadEntries } from "./upload.ts";

/** How a draft is logged. */
export interface LogArtifactOptions {
  /** Aliases besides those of the draft and `latest`. */
  readonly aliases?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Step of the run's history at which the artifact was made. */
  readonly historyStep?: number | undefined;
  /** Find an existing version of the same content instead of making one. Default true. */
  readonly deduplicate?: boolean | undefined;
  /** Called as files arrive. */
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Of several writers of one version: its common id, and whether this one closes it. */
export interface DistributedPart {
  readonly distributedId: string;
  readonly finalize: boolean;
}

/** Where a draft goes. */
export interface LogTarget {
  readonly entity: string;
  readonly project: string;
  /** Absent for artifacts that no run makes. */
  readonly run?: RunPlace | undefined;
}

const lifetimeDisabled = -2;

/**
 * Logs a draft: asks the server for a version, uploads what it does not have, then commits. Resolves
 * only when the version is committed; every failure rejects and leaves the draft open for another try.
 */
export async function logArtifact(
  services: ClientServices,
  target: LogTarget,
  draft: ArtifactDraft,
  options: LogArtifactOptions = {},
  part?: DistributedPart,
): Promise<Artifact> {
  await draft.settled();
  await draft.storeFor(services.settings.host);
  await settleReferences(services, draft, options.signal);
  const aliases = [
    ...new Set([...[...draft.aliases, ...(options.aliases ?? [])].map(checkAlias), "latest"]),
  ];
  const tags = [...new Set([...draft.tags, ...(options.tags ?? [])].map(checkTag))];
  const firstTags = tagBatches(tags)[0];
  const input = createInput(target, draft, aliases, firstTags, options, part);
  draft.beginLogging(services.settings.host);
  let loggedOn: string | undefined;
  try {
    const lock = `${target.entity}/${target.project}/${draft.name}`;
    const artifact = await services.saves.run(lock, () =>
      save(services, target, draft, input, tags, options, part),
    );
    loggedOn = services.settings.host;
    return artifact;
  } finally {
    await draft.endLogging(loggedOn);
  }
}

function createInput(
  target: LogTarget,
  draft: ArtifactDraft,
  aliases: readonly string[],
  tags: readonly TagInput[] | undefined,
  options: LogArtifactOptions,
  part: DistributedPart | undefined,
): CreateArtifactInput {
  const { ttlSeconds } = draft;
  if (typeof ttlSeconds === "number" && !(Number.isInteger(ttlSeconds) && ttlSeconds > 0)) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_METADATA",
      message: `the life time of ${draft.name} is ${ttlSeconds} seconds`,
      hint: 'Give a whole number of seconds above 0, or `"disabled"`.',
    });
  }
  return {
    entityName: target.entity,
    projectName: target.project,
    runName: target.run?.id ?? null,
    artifactTypeName: draft.type,
    artifactCollectionName: draft.name,
    digest: manifestDigest(draft.entries.values()),
    description: draft.description ?? null,
    metadata: Object.keys(draft.metadata).length === 0 ? null : JSON.stringify(draft.metadata),
    aliases: aliases.map((alias) => ({ artifactCollectionName: draft.name, alias })),
    ...(tags === undefined ? {} : { tags }),
    ...(ttlSeconds === undefined
      ? {}
      : { ttlDurationSeconds: ttlSeconds === "disabled" ? lifetimeDisabled : ttlSeconds }),
    ...(options.historyStep === undefined ? {} : { historyStep: options.historyStep }),
    enableDigestDeduplication: options.deduplicate ?? true,
    ...(part === undefined ? {} : { distributedID: part.distributedId }),
    clientID: draft.clientId,
    sequenceClientID: draft.sequenceClientId,
  };
}

async function save(
  services: ClientServices,
  target: LogTarget,
  draft: ArtifactDraft,
  given: CreateArtifactInput,
  tags: readonly string[],
  options: LogArtifactOptions,
  part: DistributedPart | undefined,
): Promise<Artifact> {
  const { signal } = options;
  await checkTypeUnchanged(services, target, draft, signal);
  const { journal, settings } = services;
  const begun = part === undefined ? await journal?.find(settings.host, given) : undefined;
  const input = { ...given, ...begun };
  if (begun === undefined && part === undefined) await journal?.begin(settings.host, input);
  const created = await services.graphql.run(createArtifactOperation, { input }, { signal });
  const pending = created.createArtifact?.artifact;
  if (pending === undefined) throw unanswered("createArtifact");
  if (pending.state !== "COMMITTED") await upload(services, target, draft, pending, options, part);
  if (part === undefined) await journal?.end(settings.host, input);
  const artifact = await Artifact.byId(services, pending.id, signal);
  if (part?.finalize === false) return artifact;
  // A version that was there before may not have taken the aliases and tags that came with the request.
  const aliases = input.aliases.map((each) => each.alias);
  const named = await addMissingAliases(services, artifact, aliases, signal);
  return await addMissingTags(services, named, tags, signal);
}

async function upload(
  services: ClientServices,
  target: LogTarget,
  draft: ArtifactDraft,
  pending: {
    readonly id: string;
    readonly artifactSequence: { readonly latestArtifact: { readonly id: string } | null } | null;
  },
  options: LogArtifactOptions,
  part: DistributedPart | undefined,
): Promise<void> {
  const { signal } = options;
  const kind: ManifestType =
    part !== undefined ? "PATCH" : draft.incremental ? "INCREMENTAL" : "FULL";
  const place = {
    name: manifestNames[kind],
    artifactID: pending.id,
    baseArtifactID: draft.baseId ?? pending.artifactSequence?.latestArtifact?.id ?? null,
    entityName: target.entity,
    projectName: target.project,
    runName: target.run?.id ?? "",
    type: kind,
  };
  const first = await services.graphql.run(
    createManifestOperation,
    { ...place, digest: "", includeUpload: false },
    { signal },
  );
  const manifestId = first.createArtifactManifest?.artifactManifest.id;
  if (manifestId === undefined) throw unanswered("createArtifactManifest");

  const births = await uploadEntries(
    services,
    { artifactId: pending.id, manifestId },
    draft,
    options,
  );
  const entries = [...draft.entries.values()].map((entry) => {
    const birthArtifactId = births.get(entry.path);
    return birthArtifactId === undefined ? entry : { ...entry, birthArtifactId };
  });
  const bytes = new TextEncoder().encode(writeManifest(entries));
  const digest = digestOfBytes(bytes);
  const announce = async (): Promise<{
    readonly uploadUrl: string;
    readonly headers: readonly string[];
  }> => {
    const file =
      kind === "FULL"
        ? (
            await services.graphql.run(
              createManifestOperation,
              { ...place, digest, includeUpload: true },
              { signal },
            )
          ).createArtifactManifest?.artifactManifest.file
        : (
            await services.graphql.run(
              updateManifestOperation,
              { artifactManifestID: manifestId, digest },
              { signal },
            )
          ).updateArtifactManifest?.artifactManifest.file;
    if (file?.uploadUrl === undefined || file.uploadUrl === null)
      throw unanswered("createArtifactManifest");
    return { uploadUrl: file.uploadUrl, headers: file.uploadHeaders ?? [] };
  };
  await sendManifest(services, draft.name, bytes, announce, signal);
  if (part?.finalize === false) return;
  await services.graphql.run(
    commitArtifactOperation,
    { artifactID: pending.id },
    { signal, timeoutMs: Math.max(services.settings.timeoutMs, 120_000) },
  );
}

/** Uploads the manifest; an address that has expired is asked for again. */
async function sendManifest(
  services: ClientServices,
  name: string,
  bytes: Uint8Array,
  announce: () => Promise<{ readonly uploadUrl: string; readonly headers: readonly string[] }>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let round = 0; ; round++) {
    const { uploadUrl, headers } = await announce();
    try {
      await sendBytes(services, {
        operation: `upload of the manifest of ${name}`,
        url: uploadUrl,
        headers,
        bytes,
        signal,
      });
      return;
    } catch (error) {
      if (round >= urlRenewals || !isExpired(error)) throw error;
    }
  }
}

const manifestNames = {
  FULL: "wandb_manifest.json",
  PATCH: "wandb_manifest.patch.json",
  INCREMENTAL: "wandb_manifest.incremental.json",
} as const;

async function checkTypeUnchanged(
  services: ClientServices,
  target: LogTarget,
  draft: ArtifactDraft,
  signal: AbortSignal | undefined,
): Promise<void> {
  const answer = await services.graphql.run(
    artifactTypeOperation,
    { entity: target.entity, project: target.project, name: `${draft.name}:latest` },
    { signal },
  );
  const type = answer.project?.artifact?.artifactType.name;
  if (type === undefined || type === draft.type) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: `the artifact ${draft.name} in ${target.entity}/${target.project} has the type ${JSON.stringify(type)}, not ${JSON.stringify(draft.type)}`,
    hint: "A collection keeps its type: use that type, or another name.",
    details: { name: draft.name, type: draft.type, existingType: type },
  });
}

function unanswered(operation: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: `${operation}: the server answered without a result`,
    hint: "Check that the server supports artifacts.",
    details: { operation },
  });
}
