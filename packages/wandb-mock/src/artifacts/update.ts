import type { Context } from "../context.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import { deleteArtifact } from "../state/deletion.ts";
import { isVisible, writableProject } from "../state/access.ts";
import type { ArtifactRecord, CollectionRecord, MembershipRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import { removeAlias, setAliases } from "./aliases.ts";
import { checkMetadata, checkTtl, type TagInput } from "./create.ts";
import { isArtifactVisible, requireWritableArtifact, sourceMembership } from "./lookup.ts";

/** Input of `addAliases` and `deleteAliases`. */
export interface AliasesInput {
  readonly artifactID: string;
  readonly aliases: readonly {
    readonly entityName: string;
    readonly projectName: string;
    readonly artifactCollectionName: string;
    readonly alias: string;
  }[];
}

/** Input of `updateArtifact`. */
export interface UpdateArtifactInput {
  readonly artifactID: string;
  readonly description?: string | null;
  readonly labels?: string | null;
  readonly metadata?: string | null;
  readonly aliases?:
    | readonly { readonly artifactCollectionName: string; readonly alias: string }[]
    | null;
  readonly tagsToAdd?: readonly TagInput[] | null;
  readonly tagsToDelete?: readonly TagInput[] | null;
  readonly ttlDurationSeconds?: number | null;
}

/** Gives aliases to a version, each in the collection that is named beside it. */
export function addAliases(context: Context, input: AliasesInput): void {
  for (const { membership, alias } of resolveAliases(context, input)) {
    setAliases(context.state, membership, [alias]);
  }
}

/** Takes aliases from a version. */
export function deleteAliases(context: Context, input: AliasesInput): void {
  for (const { membership, alias } of resolveAliases(context, input)) {
    removeAlias(context.state, membership, alias);
  }
}

function resolveAliases(
  context: Context,
  input: AliasesInput,
): { readonly membership: MembershipRecord; readonly alias: string }[] {
  const { state } = context;
  const artifact = state.artifacts.get(input.artifactID);
  if (artifact === undefined || !isArtifactVisible(context, artifact)) {
    throw notFound(`artifact ${input.artifactID}`);
  }
  return input.aliases.map(({ entityName, projectName, artifactCollectionName, alias }) => {
    const project = writableProject(context, entityName, projectName);
    const collection = state.collectionsByName.get(keyOf(project.id, artifactCollectionName));
    const membership =
      collection === undefined
        ? undefined
        : state.membershipsByCollection
            .all(collection.id)
            .find(({ artifactId }) => artifactId === artifact.id);
    if (membership === undefined) {
      throw notFound(`artifact ${artifact.id} in ${projectName}/${artifactCollectionName}`);
    }
    return { membership, alias };
  });
}

/** Changes what may change on a version: description, metadata, labels, tags, TTL, source aliases. */
export function updateArtifact(context: Context, input: UpdateArtifactInput): ArtifactRecord {
  const { state, clock } = context;
  const artifact = requireWritableArtifact(context, input.artifactID);
  if (artifact.state === "DELETED") throw conflict(`artifact ${artifact.id} is deleted`);
  checkMetadata(input.metadata);
  checkTtl(input.ttlDurationSeconds);
  if (input.aliases != null) replaceAliases(context, artifact, input.aliases);
  const removed = new Set((input.tagsToDelete ?? []).map(({ tagName }) => tagName));
  const tags = [...artifact.tags, ...(input.tagsToAdd ?? []).map(({ tagName }) => tagName)];
  return state.artifacts.patch(artifact, {
    ...(input.description == null ? {} : { description: input.description }),
    ...(input.labels == null ? {} : { labels: input.labels }),
    ...(input.metadata == null ? {} : { metadata: input.metadata }),
    ...(input.ttlDurationSeconds == null ? {} : { ttlDurationSeconds: input.ttlDurationSeconds }),
    tags: [...new Set(tags)].filter((tag) => !removed.has(tag)),
    updatedAt: clock.now(),
  });
}

function replaceAliases(
  { state }: Context,
  artifact: ArtifactRecord,
  aliases: readonly { readonly artifactCollectionName: string; readonly alias: string }[],
): void {
  const membership = sourceMembership(state, artifact);
  const sequence = state.collections.get(artifact.sequenceId);
  if (membership === undefined || sequence === undefined) {
    throw conflict(`artifact ${artifact.id} is not committed`);
  }
  const wanted = aliases
    .filter(({ artifactCollectionName }) => artifactCollectionName === sequence.name)
    .map(({ alias }) => alias);
  setAliases(state, membership, wanted);
  for (const { alias } of state.aliasesByMembership.all(membership.id)) {
    if (!wanted.includes(alias)) removeAlias(state, membership, alias);
  }
}

/**
 * Deletes a version. One that still holds aliases, in any collection, is only deleted when
 * `deleteAliases` is given.
 */
export function removeArtifact(
  context: Context,
  input: { readonly artifactID: string; readonly deleteAliases?: boolean | null },
): ArtifactRecord {
  const { state, clock } = context;
  const artifact = requireWritableArtifact(context, input.artifactID);
  if (artifact.state === "DELETED") throw conflict(`artifact ${artifact.id} is already deleted`);
  const aliases = state.membershipsByArtifact
    .all(artifact.id)
    .flatMap(({ id }) => state.aliasesByMembership.all(id));
  if (aliases.length > 0 && input.deleteAliases !== true) {
    const names = aliases.map(({ alias }) => alias).join(", ");
    throw invalid(`cannot delete artifact ${artifact.id}: it has aliases (${names})`);
  }
  return deleteArtifact(state, artifact, clock.now());
}

/** Whether the caller sees a collection. */
export function isCollectionVisible(context: Context, collection: CollectionRecord): boolean {
  return (
    collection.state === "READY" &&
    isVisible(context, context.state.projects.get(collection.projectId))
  );
}
