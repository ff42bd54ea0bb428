import type { Context } from "../context.ts";
import {
  entryFileView,
  listFiles,
  manifestFileView,
  type FilesArgs,
} from "../artifacts/file-views.ts";
import { findMembershipByName, isArtifactVisible, sourceMembership } from "../artifacts/lookup.ts";
import { artifactConnection, type ArtifactListArgs } from "../artifacts/listing.ts";
import { aliasView, tagViews } from "../artifacts/views.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import type { ResolverMap } from "../graphql/resolver.ts";
import { isVisible } from "../state/access.ts";
import type {
  AliasRecord,
  ArtifactRecord,
  MembershipRecord,
  ProjectRecord,
  RunRecord,
} from "../state/records.ts";

const idOf = (record: { readonly id: string }): string => record.id;

interface EntriesArgs {
  readonly entries?:
    | readonly {
        readonly name: string;
        readonly digest: string;
        readonly birthArtifactID?: string | null;
        readonly ref?: string | null;
        readonly size?: number | null;
      }[]
    | null;
}

/** Artifact versions: what they are, their files, their place in the lineage. */
export const artifactResolvers: ResolverMap = {
  Query: {
    artifact: (_: unknown, { id }: { id: string }, context: Context) => {
      const artifact = context.state.artifacts.get(id);
      return artifact !== undefined && isArtifactVisible(context, artifact) ? artifact : null;
    },
    clientIDMapping: (_: unknown, { clientID }: { clientID: string }, { state }: Context) => {
      const found =
        state.artifactsByClientId.get(clientID) ?? state.collectionsByClientId.get(clientID);
      return found === undefined ? null : { serverID: found.id };
    },
  },
  Project: {
    artifact: (project: ProjectRecord, { name }: { name: string }, { state }: Context) => {
      const membership = findMembershipByName(state, project, name);
      return membership === undefined ? null : state.artifacts.get(membership.artifactId);
    },
    artifactCollectionMembership: (
      project: ProjectRecord,
      { name }: { name: string },
      { state }: Context,
    ) => findMembershipByName(state, project, name),
  },
  Artifact: {
    ttlDurationSeconds: (artifact: ArtifactRecord) => artifact.ttlDurationSeconds ?? -1,
    ttlIsInherited: (artifact: ArtifactRecord) =>
      artifact.ttlDurationSeconds === null || artifact.ttlDurationSeconds === -1,
    artifactType: (artifact: ArtifactRecord, _: unknown, { state }: Context) =>
      state.artifactTypes.get(artifact.typeId),
    artifactSequence: (artifact: ArtifactRecord, _: unknown, { state }: Context) =>
      state.collections.get(artifact.sequenceId),
    aliases: (artifact: ArtifactRecord, _: unknown, context: Context) =>
      visibleMemberships(artifact, context)
        .flatMap(({ id }) => context.state.aliasesByMembership.all(id))
        .map((alias) => aliasView(context, alias)),
    tags: (artifact: ArtifactRecord) => tagViews(artifact.tags),
    currentManifest: (artifact: ArtifactRecord, _: unknown, context: Context) => {
      const manifest =
        artifact.manifestId === null ? undefined : context.state.manifests.get(artifact.manifestId);
      return manifest === undefined
        ? null
        : { id: manifest.id, file: manifestFileView(context, manifest) };
    },
    files: (artifact: ArtifactRecord, args: FilesArgs, context: Context) =>
      listFiles(context, artifact, args),
    filesByManifestEntries: (
      artifact: ArtifactRecord,
      { entries }: EntriesArgs,
      context: Context,
    ) => {
      const page = paginate(entries ?? [], {}, ({ name }) => name);
      return {
        ...page,
        edges: page.edges.map(({ node, cursor }) => ({
          cursor,
          node: entryFileView(context, artifact, node.name, {
            digest: node.digest,
            ...(node.birthArtifactID == null ? {} : { birthArtifactID: node.birthArtifactID }),
            ...(node.ref == null ? {} : { ref: node.ref }),
            ...(node.size == null ? {} : { size: node.size }),
          }),
        })),
      };
    },
    artifactMemberships: (artifact: ArtifactRecord, args: PageArgs, context: Context) => {
      const memberships = visibleMemberships(artifact, context);
      return paginate(memberships, args, idOf);
    },
    createdBy: (artifact: ArtifactRecord, _: unknown, { state }: Context) =>
      artifact.runId === null ? state.users.get(artifact.userId) : state.runs.get(artifact.runId),
    usedBy: (artifact: ArtifactRecord, _: unknown, context: Context) => {
      const runs = context.state.usagesByArtifact.all(artifact.id).flatMap(({ runId }) => {
        const run = context.state.runs.get(runId);
        const project = run === undefined ? undefined : context.state.projects.get(run.projectId);
        return run !== undefined && isVisible(context, project) ? [run] : [];
      });
      return paginate(runs, {}, idOf);
    },
  },
  ArtifactAlias: {
    artifactCollection: (alias: AliasRecord, _: unknown, { state }: Context) =>
      state.collections.get(alias.collectionId),
  },
  ArtifactCollectionMembership: {
    aliases: (membership: MembershipRecord, _: unknown, context: Context) =>
      context.state.aliasesByMembership
        .all(membership.id)
        .map((alias) => aliasView(context, alias)),
    artifactCollection: (membership: MembershipRecord, _: unknown, { state }: Context) =>
      state.collections.get(membership.collectionId),
    artifact: (membership: MembershipRecord, _: unknown, { state }: Context) =>
      state.artifacts.get(membership.artifactId),
    files: (membership: MembershipRecord, args: FilesArgs, context: Context) => {
      const artifact = context.state.artifacts.get(membership.artifactId);
      return artifact === undefined ? null : listFiles(context, artifact, args);
    },
  },
  Run: {
    inputArtifacts: (run: RunRecord, args: ArtifactListArgs, context: Context) => {
      const artifacts = context.state.usagesByRun.all(run.id).flatMap(({ artifactId }) => {
        const artifact = context.state.artifacts.get(artifactId);
        return artifact === undefined || artifact.state === "DELETED" ? [] : [artifact];
      });
      return artifactConnection(context, artifacts, args, (artifact) =>
        sourceMembership(context.state, artifact),
      );
    },
    outputArtifacts: (run: RunRecord, args: ArtifactListArgs, context: Context) =>
      artifactConnection(
        context,
        context.state.artifactsByRun.all(run.id).filter(({ state }) => state === "COMMITTED"),
        args,
        (artifact) => sourceMembership(context.state, artifact),
      ),
  },
};

/** A version's memberships in collections that the account sees. */
function visibleMemberships(artifact: ArtifactRecord, context: Context): MembershipRecord[] {
  const { collections, membershipsByArtifact, projects } = context.state;
  return membershipsByArtifact.all(artifact.id).filter(({ collectionId }) => {
    const collection = collections.get(collectionId);
    return collection !== undefined && isVisible(context, projects.get(collection.projectId));
  });
}
