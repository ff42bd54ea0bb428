import type { Services } from "../context.ts";
import { findStoredFile } from "../artifacts/file-views.ts";
import { isStoredEntry } from "../files/manifest.ts";
import { objectOf } from "../state/json-text.ts";
import type { ArtifactRecord, MembershipRecord } from "../state/records.ts";

/** An entry of a version's manifest as a test sees it. */
export interface EntryView {
  readonly digest: string;
  readonly sizeBytes: number;
  /** Where a reference points. */
  readonly ref: string | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly birthArtifactId: string | undefined;
  /** Hex MD5 of the stored bytes; `undefined` for references. */
  readonly md5: string | undefined;
}

/** A version in a collection as a test sees it. */
export interface ArtifactView {
  /** `entity/project/collection:vN`. */
  readonly path: string;
  readonly id: string;
  readonly collection: string;
  readonly version: string;
  readonly type: string;
  readonly state: ArtifactRecord["state"];
  readonly digest: string;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ttlDurationSeconds: number | null;
  readonly sizeBytes: number;
  /** Whether the version was born elsewhere and is linked here. */
  readonly isLink: boolean;
  /** Manifest entries by path. */
  readonly entries: Readonly<Record<string, EntryView>>;
  /** Run id of the run that made it. */
  readonly loggedBy: string | undefined;
  /** Run ids of the runs that used it. */
  readonly usedBy: readonly string[];
}

/** Collects what belongs to a version in a collection. */
export async function artifactView(
  services: Services,
  artifact: ArtifactRecord,
  membership: MembershipRecord,
): Promise<ArtifactView> {
  const { state, manifests } = services;
  const collection = state.collections.get(membership.collectionId);
  const project = collection === undefined ? undefined : state.projects.get(collection.projectId);
  const entity = project === undefined ? undefined : state.entities.get(project.entityId);
  const version = `v${membership.versionIndex}`;
  const entries = [...(await manifests.of(artifact)).contents].map(
    ([path, entry]): readonly [string, EntryView] => {
      const stored = isStoredEntry(entry)
        ? findStoredFile(state, artifact.sequenceId, entry)
        : undefined;
      return [
        path,
        {
          digest: entry.digest,
          sizeBytes: entry.size ?? 0,
          ref: entry.ref ?? undefined,
          extra: entry.extra ?? undefined,
          birthArtifactId: entry.birthArtifactID ?? undefined,
          md5: stored?.md5,
        },
      ];
    },
  );
  return {
    path: `${entity?.name ?? ""}/${project?.name ?? ""}/${collection?.name ?? ""}:${version}`,
    id: artifact.id,
    collection: collection?.name ?? "",
    version,
    type: state.artifactTypes.get(artifact.typeId)?.name ?? "",
    state: artifact.state,
    digest: artifact.digest,
    aliases: state.aliasesByMembership.all(membership.id).map(({ alias }) => alias),
    tags: artifact.tags,
    description: artifact.description,
    metadata: objectOf(artifact.metadata),
    ttlDurationSeconds: artifact.ttlDurationSeconds,
    sizeBytes: artifact.size,
    isLink: membership.collectionId !== artifact.sequenceId,
    entries: Object.fromEntries(entries),
    loggedBy: artifact.runId === null ? undefined : state.runs.get(artifact.runId)?.name,
    usedBy: state.usagesByArtifact
      .all(artifact.id)
      .flatMap(({ runId }) => state.runs.get(runId)?.name ?? []),
  };
}
