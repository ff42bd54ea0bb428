import type { Context } from "../context.ts";
import { hexToBase64 } from "../files/digests.ts";
import {
  formatManifest,
  isStoredEntry,
  manifestDigest,
  type Manifest,
  type ManifestEntry,
} from "../files/manifest.ts";
import { numberOfId } from "../graphql/ids.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import type { ArtifactRecord, ManifestRecord } from "../state/records.ts";
import { setAlias, setAliases } from "./aliases.ts";
import { findStoredFile } from "./file-views.ts";
import { latestArtifact, requireWritableArtifact } from "./lookup.ts";

/**
 * Commits a pending version: checks the uploaded manifest against the announced digests and against
 * the stored bytes, merges patches and increments, assigns the version index and moves aliases. A
 * version that is committed already is returned as it is, so a lost answer can be asked for again.
 */
export async function commitArtifact(context: Context, id: string): Promise<ArtifactRecord> {
  const pending = requireWritableArtifact(context, id);
  if (pending.state === "COMMITTED") return pending;
  if (pending.state === "DELETED") throw conflict(`artifact ${id} is deleted`);
  const { manifest, record } = await finalManifest(context, pending);
  checkEntries(context, pending, manifest);

  // Reading took time, in which the same commit may have come in a second time.
  const artifact = context.state.artifacts.get(id);
  if (artifact === undefined || artifact.state === "DELETED") throw notFound(`artifact ${id}`);
  if (artifact.state === "COMMITTED") return artifact;
  return publish(context, artifact, manifest, record);
}

/** The manifest that the version gets, whole, and its record. */
async function finalManifest(
  context: Context,
  artifact: ArtifactRecord,
): Promise<{ readonly manifest: Manifest; readonly record: ManifestRecord }> {
  const { state, manifests, content, clock } = context;
  const announced = state.manifestsByArtifact.all(artifact.id);
  const last = announced.findLast(({ digest }) => digest !== "");
  if (last === undefined) throw invalid(`artifact ${artifact.id} has no manifest`);
  const parts = last.type === "PATCH" ? announced.filter(({ md5 }) => md5 !== null) : [last];
  for (const part of parts) checkManifestDigest(part);
  if (last.type === "PATCH" && parts.length === 0) checkManifestDigest(last);
  if (last.type === "FULL") {
    const manifest = await manifests.read(last);
    const digest = manifestDigest(manifest);
    if (artifact.digestAlgorithm === "MANIFEST_MD5" && digest !== artifact.digest) {
      throw invalid(
        `invalid artifact digest: manifest has ${digest}, artifact was created with ${artifact.digest}`,
      );
    }
    return { manifest, record: last };
  }
  const contents = new Map<string, ManifestEntry>();
  let header: Manifest["header"] = {};
  if (last.type === "INCREMENTAL") {
    const base =
      last.baseArtifactId === null
        ? latestArtifact(state, artifact.sequenceId)
        : state.artifacts.get(last.baseArtifactId);
    if (base !== undefined) {
      for (const [path, entry] of (await manifests.of(base)).contents) contents.set(path, entry);
    }
  }
  for (const part of parts) {
    const patch = await manifests.read(part);
    ({ header } = patch);
    for (const [path, entry] of patch.contents) contents.set(path, entry);
  }
  const manifest = { header, contents };
  const stored = await content.write(bytesOf(formatManifest(manifest)));
  const record = state.manifests.put({
    id: state.manifests.newId(),
    artifactId: artifact.id,
    baseArtifactId: null,
    name: "wandb_manifest.json",
    type: "FULL",
    digest: hexToBase64(stored.md5),
    md5: stored.md5,
    createdAt: clock.now(),
  });
  return { manifest, record };
}

function checkManifestDigest(record: ManifestRecord): void {
  const uploaded = record.md5 === null ? "" : hexToBase64(record.md5);
  if (uploaded === record.digest) return;
  throw invalid(
    `invalid artifact manifest digest:id ${numberOfId(record.id)} expected ${record.digest}, got ${uploaded}`,
  );
}

/** Every entry that is no reference has to be in storage, under the birth artifact that it names. */
function checkEntries({ state }: Context, artifact: ArtifactRecord, manifest: Manifest): void {
  for (const [path, entry] of manifest.contents) {
    if (!isStoredEntry(entry)) continue;
    const found = findStoredFile(state, artifact.sequenceId, entry);
    if (found === undefined) {
      throw invalid(`artifact manifest entry ${JSON.stringify(path)} has no uploaded content`);
    }
    if (entry.size != null && entry.size !== found.sizeBytes) {
      throw invalid(
        `artifact manifest entry ${JSON.stringify(path)} has size ${entry.size}, its content ${found.sizeBytes}`,
      );
    }
  }
}

function publish(
  { state, clock }: Context,
  artifact: ArtifactRecord,
  manifest: Manifest,
  record: ManifestRecord,
): ArtifactRecord {
  const sequence = state.collections.get(artifact.sequenceId);
  if (sequence === undefined || sequence.state === "DELETED") {
    throw conflict(`the collection of artifact ${artifact.id} is deleted`);
  }
  const now = clock.now();
  const versionIndex = sequence.nextVersionIndex;
  let size = 0;
  for (const entry of manifest.contents.values()) size += entry.size ?? 0;
  state.collections.patch(sequence, { nextVersionIndex: versionIndex + 1, updatedAt: now });
  const committed = state.artifacts.patch(artifact, {
    state: "COMMITTED",
    versionIndex,
    manifestId: record.id,
    digest:
      artifact.digestAlgorithm === "MANIFEST_MD5" ? manifestDigest(manifest) : artifact.digest,
    size,
    fileCount: manifest.contents.size,
    pendingAliases: [],
    updatedAt: now,
  });
  const membership = state.memberships.put({
    id: state.memberships.newId(),
    collectionId: sequence.id,
    artifactId: artifact.id,
    versionIndex,
    createdAt: now,
  });
  setAliases(state, membership, artifact.pendingAliases);
  setAlias(state, membership, "latest");
  return committed;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
