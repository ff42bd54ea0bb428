import type { ArtifactRecord, CollectionRecord, ProjectRecord, RunRecord } from "./records.ts";
import type { State } from "./state.ts";

/** Removes a membership with its aliases; `latest` moves to the newest one that is left. */
export function deleteMembership(state: State, membershipId: string): void {
  const membership = state.memberships.get(membershipId);
  if (membership === undefined) return;
  state.memberships.delete(membershipId);
  const newest = state.membershipsByCollection
    .all(membership.collectionId)
    .toSorted((a, b) => b.versionIndex - a.versionIndex)[0];
  for (const alias of state.aliasesByMembership.all(membershipId)) {
    if (alias.alias === "latest" && newest !== undefined) {
      state.aliases.patch(alias, { membershipId: newest.id });
    } else {
      state.aliases.delete(alias.id);
    }
  }
}

/** Marks a version as deleted and takes it out of all its collections. */
export function deleteArtifact(
  state: State,
  artifact: ArtifactRecord,
  now: number,
): ArtifactRecord {
  for (const membership of state.membershipsByArtifact.all(artifact.id)) {
    deleteMembership(state, membership.id);
  }
  return state.artifacts.patch(artifact, { state: "DELETED", clientIds: [], updatedAt: now });
}

/** Marks a collection as deleted; a sequence takes its versions along, a portfolio only its links. */
export function deleteCollection(
  state: State,
  collection: CollectionRecord,
  now: number,
): CollectionRecord {
  if (collection.kind === "SEQUENCE") {
    for (const artifact of state.artifactsBySequence.all(collection.id)) {
      if (artifact.state !== "DELETED") deleteArtifact(state, artifact, now);
    }
  }
  for (const membership of state.membershipsByCollection.all(collection.id)) {
    deleteMembership(state, membership.id);
  }
  return state.collections.patch(collection, { state: "DELETED", clientIds: [], updatedAt: now });
}

/** Removes a run with its lines and files; its id may not be used again. */
export function deleteRun(state: State, run: RunRecord): void {
  state.lines.delete(run.id);
  for (const file of state.runFilesByRun.all(run.id)) state.runFiles.delete(file.id);
  for (const usage of state.usagesByRun.all(run.id)) state.usages.delete(usage.id);
  for (const artifact of state.artifactsByRun.all(run.id)) {
    state.artifacts.patch(artifact, { runId: null });
  }
  const project = state.projects.get(run.projectId);
  if (project !== undefined) {
    state.projects.patch(project, { deletedRunNames: [...project.deletedRunNames, run.name] });
  }
  state.runs.delete(run.id);
}

/** Removes a project with everything in it. */
export function deleteProject(state: State, project: ProjectRecord): void {
  for (const run of state.runsByProject.all(project.id)) deleteRun(state, run);
  for (const collection of state.collectionsByProject.all(project.id)) {
    deleteCollection(state, collection, project.updatedAt);
  }
  for (const type of state.artifactTypesByProject.all(project.id)) {
    state.artifactTypes.delete(type.id);
  }
  state.projects.delete(project.id);
}
