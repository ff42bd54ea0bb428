import type { Context } from "../context.ts";
import { notFound } from "../graphql/rejection.ts";
import { assertWritable, isVisible } from "../state/access.ts";
import type {
  ArtifactRecord,
  CollectionRecord,
  MembershipRecord,
  ProjectRecord,
} from "../state/records.ts";
import { keyOf, type State } from "../state/state.ts";
import { splitName, versionIndexOf } from "./names.ts";

/** The project in which a version was born. */
export function projectOfArtifact(
  state: State,
  artifact: ArtifactRecord,
): ProjectRecord | undefined {
  const sequence = state.collections.get(artifact.sequenceId);
  return sequence === undefined ? undefined : state.projects.get(sequence.projectId);
}

/**
 * Whether the caller sees a version: in its own project, or through any collection that links it.
 */
export function isArtifactVisible(context: Context, artifact: ArtifactRecord): boolean {
  const { state } = context;
  if (isVisible(context, projectOfArtifact(state, artifact))) return true;
  return state.membershipsByArtifact.all(artifact.id).some((membership) => {
    const collection = state.collections.get(membership.collectionId);
    return collection !== undefined && isVisible(context, state.projects.get(collection.projectId));
  });
}

/** The version with this id, which the caller has to see. */
export function requireArtifact(context: Context, id: string): ArtifactRecord {
  const artifact = context.state.artifacts.get(id);
  if (artifact === undefined || !isArtifactVisible(context, artifact)) {
    throw notFound(`artifact ${id}`);
  }
  return artifact;
}

/** The version with this id, which the caller has to be allowed to change. */
export function requireWritableArtifact(context: Context, id: string): ArtifactRecord {
  const artifact = requireArtifact(context, id);
  const project = projectOfArtifact(context.state, artifact);
  if (project === undefined) throw notFound(`project of artifact ${id}`);
  assertWritable(context, project);
  return artifact;
}

/** The collection with this id, which the caller has to be allowed to change. */
export function requireWritableCollection(context: Context, id: string): CollectionRecord {
  const collection = context.state.collections.get(id);
  const project =
    collection === undefined ? undefined : context.state.projects.get(collection.projectId);
  if (
    collection === undefined ||
    collection.state === "DELETED" ||
    project === undefined ||
    !isVisible(context, project)
  ) {
    throw notFound(`artifact collection ${id}`);
  }
  assertWritable(context, project);
  return collection;
}

/** The membership that an alias, a version `vN` or a digest names within a collection. */
export function findMembership(
  state: State,
  collection: CollectionRecord,
  alias: string,
): MembershipRecord | undefined {
  const named = state.aliasesByName.get(keyOf(collection.id, alias));
  if (named !== undefined) return state.memberships.get(named.membershipId);
  const memberships = state.membershipsByCollection.all(collection.id);
  const index = versionIndexOf(alias);
  if (index !== undefined) return memberships.find(({ versionIndex }) => versionIndex === index);
  if (!/^[0-9a-f]{32}$/.test(alias)) return undefined;
  return memberships.findLast(
    ({ artifactId }) => state.artifacts.get(artifactId)?.digest === alias,
  );
}

/** The membership that `collection[:alias]` names within a project. */
export function findMembershipByName(
  state: State,
  project: ProjectRecord,
  name: string,
): MembershipRecord | undefined {
  const { collection: collectionName, alias } = splitName(name);
  const collection = state.collectionsByName.get(keyOf(project.id, collectionName));
  return collection === undefined ? undefined : findMembership(state, collection, alias);
}

/** The membership of a version in the sequence where it was born. */
export function sourceMembership(
  state: State,
  artifact: ArtifactRecord,
): MembershipRecord | undefined {
  return state.membershipsByArtifact
    .all(artifact.id)
    .find(({ collectionId }) => collectionId === artifact.sequenceId);
}

/** The newest committed version of a sequence. */
export function latestArtifact(state: State, sequenceId: string): ArtifactRecord | undefined {
  let latest: ArtifactRecord | undefined;
  for (const artifact of state.artifactsBySequence.all(sequenceId)) {
    if (artifact.state !== "COMMITTED") continue;
    if (latest === undefined || (artifact.versionIndex ?? -1) > (latest.versionIndex ?? -1)) {
      latest = artifact;
    }
  }
  return latest;
}
