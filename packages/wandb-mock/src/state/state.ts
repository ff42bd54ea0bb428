import { RecordTable, type Identified, type TableIndex } from "./record-table.ts";
import { createLineStore, type LineStore } from "./line-store.ts";
import type { StateStorage } from "./state-storage.ts";
import type * as R from "./records.ts";

/** Everything the backend remembers besides file contents. */
export interface State {
  readonly users: RecordTable<R.UserRecord>;
  readonly usersByName: TableIndex<R.UserRecord>;
  readonly apiKeys: RecordTable<R.ApiKeyRecord>;
  readonly apiKeysByKey: TableIndex<R.ApiKeyRecord>;
  readonly apiKeysByUser: TableIndex<R.ApiKeyRecord>;
  readonly entities: RecordTable<R.EntityRecord>;
  readonly entitiesByName: TableIndex<R.EntityRecord>;
  readonly organizations: RecordTable<R.OrganizationRecord>;
  readonly organizationsByName: TableIndex<R.OrganizationRecord>;
  readonly projects: RecordTable<R.ProjectRecord>;
  /** Key: `keyOf(entityId, name)`. */
  readonly projectsByName: TableIndex<R.ProjectRecord>;
  readonly projectsByEntity: TableIndex<R.ProjectRecord>;
  readonly runs: RecordTable<R.RunRecord>;
  /** Key: `keyOf(projectId, name)`. */
  readonly runsByName: TableIndex<R.RunRecord>;
  readonly runsByProject: TableIndex<R.RunRecord>;
  readonly alerts: RecordTable<R.AlertRecord>;
  readonly customCharts: RecordTable<R.CustomChartRecord>;
  readonly sweeps: RecordTable<R.SweepRecord>;
  readonly sweepsByProject: TableIndex<R.SweepRecord>;
  readonly runFiles: RecordTable<R.RunFileRecord>;
  readonly runFilesByRun: TableIndex<R.RunFileRecord>;
  /** Key: `keyOf(runId, name)`. */
  readonly runFilesByName: TableIndex<R.RunFileRecord>;
  readonly artifactTypes: RecordTable<R.ArtifactTypeRecord>;
  readonly artifactTypesByProject: TableIndex<R.ArtifactTypeRecord>;
  readonly collections: RecordTable<R.CollectionRecord>;
  /** Live collections only. Key: `keyOf(projectId, name)`. */
  readonly collectionsByName: TableIndex<R.CollectionRecord>;
  readonly collectionsByProject: TableIndex<R.CollectionRecord>;
  readonly collectionsByClientId: TableIndex<R.CollectionRecord>;
  readonly artifacts: RecordTable<R.ArtifactRecord>;
  /** Committed versions with a time to live. Key: `"ttl"`. */
  readonly artifactsWithTtl: TableIndex<R.ArtifactRecord>;
  readonly artifactsBySequence: TableIndex<R.ArtifactRecord>;
  readonly artifactsByClientId: TableIndex<R.ArtifactRecord>;
  readonly artifactsByRun: TableIndex<R.ArtifactRecord>;
  readonly memberships: RecordTable<R.MembershipRecord>;
  readonly membershipsByCollection: TableIndex<R.MembershipRecord>;
  readonly membershipsByArtifact: TableIndex<R.MembershipRecord>;
  readonly aliases: RecordTable<R.AliasRecord>;
  /** Key: `keyOf(collectionId, alias)`. */
  readonly aliasesByName: TableIndex<R.AliasRecord>;
  readonly aliasesByMembership: TableIndex<R.AliasRecord>;
  readonly manifests: RecordTable<R.ManifestRecord>;
  readonly manifestsByArtifact: TableIndex<R.ManifestRecord>;
  readonly artifactFiles: RecordTable<R.ArtifactFileRecord>;
  /** Key: `keyOf(sequenceId, digest)`. */
  readonly artifactFilesByDigest: TableIndex<R.ArtifactFileRecord>;
  readonly artifactFilesByArtifact: TableIndex<R.ArtifactFileRecord>;
  readonly multiparts: RecordTable<R.MultipartRecord>;
  readonly usages: RecordTable<R.UsageRecord>;
  readonly usagesByRun: TableIndex<R.UsageRecord>;
  readonly usagesByArtifact: TableIndex<R.UsageRecord>;
  readonly lines: LineStore;
  /**
   * Adds a table for another subject. Its records are stored and restored like all others.
   *
   * @param type the `Type` of its ids, unique in the backend
   */
  table<Item extends Identified>(type: string): RecordTable<Item>;
  /** Hands all changes since the last call to the storage, as one transaction. */
  flush(): void;
}

/** The key of an index over two values. */
export function keyOf(owner: string, name: string): string {
  return `${owner}\n${name}`;
}

/**
 * Makes the state, restored from `storage` when one is given.
 *
 * @param storage where changes go; without it, memory only
 */
export function createState(storage?: StateStorage): State {
  const tables: RecordTable<Identified>[] = [];
  const lines = createLineStore(storage);
  const table = <Item extends Identified>(type: string): RecordTable<Item> => {
    const made = new RecordTable<Item>(type);
    if (storage !== undefined) {
      const { items, nextNumber } = storage.load(type);
      made.load(items as Iterable<Item>, nextNumber);
    }
    tables.push(made as unknown as RecordTable<Identified>);
    return made;
  };
  const users = table<R.UserRecord>("User");
  const apiKeys = table<R.ApiKeyRecord>("ApiKey");
  const entities = table<R.EntityRecord>("Entity");
  const organizations = table<R.OrganizationRecord>("Organization");
  const projects = table<R.ProjectRecord>("Project");
  const runs = table<R.RunRecord>("Run");
  const sweeps = table<R.SweepRecord>("Sweep");
  const runFiles = table<R.RunFileRecord>("RunFile");
  const artifactTypes = table<R.ArtifactTypeRecord>("ArtifactType");
  const collections = table<R.CollectionRecord>("ArtifactCollection");
  const artifacts = table<R.ArtifactRecord>("Artifact");
  const memberships = table<R.MembershipRecord>("ArtifactCollectionMembership");
  const aliases = table<R.AliasRecord>("ArtifactAlias");
  const manifests = table<R.ManifestRecord>("ArtifactManifest");
  const artifactFiles = table<R.ArtifactFileRecord>("ArtifactFile");
  const usages = table<R.UsageRecord>("ArtifactUsage");
  return {
    users,
    usersByName: users.index((user) => user.username),
    apiKeys,
    apiKeysByKey: apiKeys.index((key) => key.key),
    apiKeysByUser: apiKeys.index((key) => key.userId),
    entities,
    entitiesByName: entities.index((entity) => entity.name),
    organizations,
    organizationsByName: organizations.index((organization) => organization.name),
    projects,
    projectsByName: projects.index((project) => keyOf(project.entityId, project.name)),
    projectsByEntity: projects.index((project) => project.entityId),
    runs,
    runsByName: runs.index((run) => keyOf(run.projectId, run.name)),
    runsByProject: runs.index((run) => run.projectId),
    alerts: table<R.AlertRecord>("Alert"),
    customCharts: table<R.CustomChartRecord>("CustomChart"),
    sweeps,
    sweepsByProject: sweeps.index((sweep) => sweep.projectId),
    runFiles,
    runFilesByRun: runFiles.index((file) => file.runId),
    runFilesByName: runFiles.index((file) => keyOf(file.runId, file.name)),
    artifactTypes,
    artifactTypesByProject: artifactTypes.index((type) => type.projectId),
    collections,
    collectionsByName: collections.index((collection) =>
      collection.state === "READY" ? keyOf(collection.projectId, collection.name) : undefined,
    ),
    collectionsByProject: collections.index((collection) =>
      collection.state === "READY" ? collection.projectId : undefined,
    ),
    collectionsByClientId: collections.index((collection) => collection.clientIds),
    artifacts,
    artifactsWithTtl: artifacts.index(({ ttlDurationSeconds, state }) =>
      state === "COMMITTED" && (ttlDurationSeconds ?? 0) > 0 ? "ttl" : undefined,
    ),
    artifactsBySequence: artifacts.index((artifact) => artifact.sequenceId),
    artifactsByClientId: artifacts.index((artifact) => artifact.clientIds),
    artifactsByRun: artifacts.index((artifact) => artifact.runId ?? undefined),
    memberships,
    membershipsByCollection: memberships.index((membership) => membership.collectionId),
    membershipsByArtifact: memberships.index((membership) => membership.artifactId),
    aliases,
    aliasesByName: aliases.index((alias) => keyOf(alias.collectionId, alias.alias)),
    aliasesByMembership: aliases.index((alias) => alias.membershipId),
    manifests,
    manifestsByArtifact: manifests.index((manifest) => manifest.artifactId),
    artifactFiles,
    artifactFilesByDigest: artifactFiles.index((file) => keyOf(file.sequenceId, file.digest)),
    artifactFilesByArtifact: artifactFiles.index((file) => file.artifactId),
    multiparts: table<R.MultipartRecord>("MultipartUpload"),
    usages,
    usagesByRun: usages.index((usage) => usage.runId),
    usagesByArtifact: usages.index((usage) => usage.artifactId),
    lines,
    table,
    flush() {
      if (storage === undefined) {
        for (const each of tables) each.takeChanges();
        lines.takeChanges();
        return;
      }
      const changes = tables.flatMap((each) => {
        const changed = each.takeChanges();
        return changed === undefined ? [] : [{ type: each.type, ...changed }];
      });
      const lineChanges = lines.takeChanges();
      if (changes.length > 0 || lineChanges.length > 0) storage.save(changes, lineChanges);
    },
  };
}
