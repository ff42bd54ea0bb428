import type { Context } from "../context.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import { hexDigits, randomText } from "../random.ts";
import { ensureProject, findRun, writableEntity } from "../state/access.ts";
import { parseJsonObject } from "../state/json-text.ts";
import type {
  ArtifactRecord,
  ArtifactTypeRecord,
  CollectionRecord,
  DigestAlgorithm,
  ProjectRecord,
  RunRecord,
} from "../state/records.ts";
import { isRegistry } from "../state/registries.ts";
import { keyOf, type State } from "../state/state.ts";
import { setAliases } from "./aliases.ts";
import { sourceMembership } from "./lookup.ts";
import { checkAlias, checkCollectionName, checkTypeName } from "./names.ts";

/** A tag as mutations carry it. */
export interface TagInput {
  readonly tagName: string;
}

/** Input of `createArtifact`. */
export interface CreateArtifactInput {
  readonly entityName: string;
  readonly projectName: string;
  readonly runName?: string | null;
  readonly artifactTypeName: string;
  readonly artifactCollectionName?: string | null;
  readonly artifactCollectionNames?: readonly string[] | null;
  readonly digest: string;
  readonly digestAlgorithm?: DigestAlgorithm | null;
  readonly description?: string | null;
  readonly labels?: string | null;
  readonly metadata?: string | null;
  readonly aliases?:
    | readonly { readonly artifactCollectionName: string; readonly alias: string }[]
    | null;
  readonly tags?: readonly TagInput[] | null;
  readonly ttlDurationSeconds?: number | null;
  readonly historyStep?: number | null;
  readonly enableDigestDeduplication?: boolean | null;
  readonly distributedID?: string | null;
  readonly clientID?: string | null;
  readonly sequenceClientID?: string | null;
  readonly storageRegion?: string | null;
}

const maxMetadataKeys = 100;

/**
 * Starts a version: a committed one of equal content when deduplication is asked for, else a pending
 * one. The same client id, or the same distributed id, leads to the same pending version.
 */
export function createArtifact(context: Context, input: CreateArtifactInput): ArtifactRecord {
  const name = input.artifactCollectionName ?? input.artifactCollectionNames?.[0];
  if (name == null) throw invalid("createArtifact needs an artifactCollectionName");
  checkCollectionName(name);
  checkTypeName(input.artifactTypeName);
  if (input.digest === "") throw invalid("createArtifact needs a digest");
  const aliases = aliasesFor(name, input);
  checkMetadata(input.metadata);
  checkTtl(input.ttlDurationSeconds);

  const { state } = context;
  const entity = writableEntity(context, input.entityName);
  const { project } = ensureProject(context, entity, input.projectName);
  if (isRegistry(state, project)) {
    throw invalid(`${project.name} is a registry: artifacts are linked to it, not logged`);
  }
  const run = runFor(state, project, input);
  const type = ensureType(context, project, input.artifactTypeName);
  const algorithm = input.digestAlgorithm ?? "MANIFEST_MD5";
  const sequence = ensureSequence(context, project, type, name, algorithm, input.sequenceClientID);

  const existing = findExisting(state, sequence, input, algorithm);
  if (existing === undefined) return newVersion(context, sequence, run, aliases, input, algorithm);
  const known = rememberClientId(state, existing, input.clientID);
  const membership = sourceMembership(state, known);
  if (known.state === "COMMITTED" && membership !== undefined) {
    setAliases(state, membership, aliases);
  }
  return known;
}

/** The type of this name in a project, made when it is missing. */
export function ensureType(
  { state, clock }: Context,
  project: ProjectRecord,
  name: string,
): ArtifactTypeRecord {
  const existing = state.artifactTypesByProject.all(project.id).find((type) => type.name === name);
  if (existing !== undefined) return existing;
  return state.artifactTypes.put({
    id: state.artifactTypes.newId(),
    projectId: project.id,
    name,
    description: null,
    createdAt: clock.now(),
  });
}

/** Checks a metadata argument: a JSON object of at most 100 keys. */
export function checkMetadata(metadata: string | null | undefined): void {
  if (metadata == null) return;
  const keys = Object.keys(parseJsonObject(metadata, "artifact metadata"));
  if (keys.length > maxMetadataKeys) {
    throw invalid(`artifact metadata has ${keys.length} keys, more than ${maxMetadataKeys}`);
  }
}

/** Checks a time to live: positive seconds, -1 to inherit, -2 for none. */
export function checkTtl(ttl: number | null | undefined): void {
  if (ttl != null && ttl <= 0 && ttl !== -1 && ttl !== -2) {
    throw invalid(`invalid artifact TTL ${ttl}`);
  }
}

function aliasesFor(collection: string, input: CreateArtifactInput): string[] {
  return (input.aliases ?? []).map(({ artifactCollectionName, alias }) => {
    if (artifactCollectionName !== collection) {
      throw invalid(
        `alias ${alias} is for collection ${artifactCollectionName}, not ${collection}`,
      );
    }
    checkAlias(alias);
    return alias;
  });
}

function runFor(
  state: State,
  project: ProjectRecord,
  input: CreateArtifactInput,
): RunRecord | undefined {
  if (input.runName == null || input.runName === "") return undefined;
  const run = findRun(state, project, input.runName);
  if (run === undefined) throw notFound(`run ${project.name}/${input.runName}`);
  return run;
}

function ensureSequence(
  { state, clock }: Context,
  project: ProjectRecord,
  type: ArtifactTypeRecord,
  name: string,
  digestAlgorithm: DigestAlgorithm,
  clientId: string | null | undefined,
): CollectionRecord {
  const existing = state.collectionsByName.get(keyOf(project.id, name));
  if (existing === undefined) {
    const now = clock.now();
    return state.collections.put({
      id: state.collections.newId(),
      projectId: project.id,
      typeId: type.id,
      kind: "SEQUENCE",
      name,
      description: null,
      state: "READY",
      digestAlgorithm,
      tags: [],
      clientIds: clientId == null ? [] : [clientId],
      nextVersionIndex: 0,
      createdAt: now,
      updatedAt: now,
    });
  }
  if (existing.kind === "PORTFOLIO") {
    throw invalid(`artifact collection ${name} holds links; artifacts cannot be logged to it`);
  }
  if (existing.typeId !== type.id) {
    const known = state.artifactTypes.get(existing.typeId)?.name ?? "";
    throw invalid(
      `Artifact ${name} already exists with type '${known}'; cannot create another with type '${type.name}'`,
    );
  }
  if (clientId == null || existing.clientIds.includes(clientId)) return existing;
  return state.collections.patch(existing, { clientIds: [...existing.clientIds, clientId] });
}

function findExisting(
  state: State,
  sequence: CollectionRecord,
  input: CreateArtifactInput,
  algorithm: DigestAlgorithm,
): ArtifactRecord | undefined {
  if (input.clientID != null && input.clientID !== "") {
    const known = state.artifactsByClientId.get(input.clientID);
    if (known?.sequenceId === sequence.id) return known;
    if (known !== undefined) {
      throw invalid("clientID is in use for an artifact of another collection");
    }
  }
  const versions = state.artifactsBySequence.all(sequence.id);
  if (input.distributedID != null && input.distributedID !== "") {
    const shared = versions.find(
      (version) => version.state === "PENDING" && version.distributedId === input.distributedID,
    );
    if (shared !== undefined) return shared;
  }
  if (input.enableDigestDeduplication !== true) return undefined;
  return versions.findLast(
    (version) =>
      version.state === "COMMITTED" &&
      version.digest === input.digest &&
      version.digestAlgorithm === algorithm,
  );
}

function rememberClientId(
  state: State,
  artifact: ArtifactRecord,
  clientId: string | null | undefined,
): ArtifactRecord {
  if (clientId == null || clientId === "" || artifact.clientIds.includes(clientId)) return artifact;
  return state.artifacts.patch(artifact, { clientIds: [...artifact.clientIds, clientId] });
}

function newVersion(
  { state, clock, viewer, random }: Context,
  sequence: CollectionRecord,
  run: RunRecord | undefined,
  aliases: readonly string[],
  input: CreateArtifactInput,
  digestAlgorithm: DigestAlgorithm,
): ArtifactRecord {
  const now = clock.now();
  return state.artifacts.put({
    id: state.artifacts.newId(),
    sequenceId: sequence.id,
    typeId: sequence.typeId,
    state: "PENDING",
    digest: input.digest,
    digestAlgorithm,
    versionIndex: null,
    description: input.description ?? null,
    metadata: input.metadata ?? null,
    labels: input.labels ?? null,
    tags: [...new Set((input.tags ?? []).map(({ tagName }) => tagName))],
    ttlDurationSeconds: input.ttlDurationSeconds ?? null,
    historyStep: input.historyStep ?? null,
    commitHash: randomText(random, hexDigits, 20),
    runId: run?.id ?? null,
    userId: viewer.id,
    clientIds: input.clientID == null || input.clientID === "" ? [] : [input.clientID],
    distributedId: input.distributedID ?? null,
    storageRegion: input.storageRegion ?? null,
    pendingAliases: aliases,
    manifestId: null,
    size: 0,
    fileCount: 0,
    createdAt: now,
    updatedAt: now,
  });
}
