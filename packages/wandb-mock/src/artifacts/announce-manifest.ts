import type { Context } from "../context.ts";
import { isBase64Digest } from "../files/digests.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import type { ArtifactRecord, ManifestRecord } from "../state/records.ts";
import { requireArtifact, requireWritableArtifact } from "./lookup.ts";

/** Input of `createArtifactManifest`. */
export interface CreateManifestInput {
  readonly artifactID: string;
  readonly baseArtifactID?: string | null;
  readonly name: string;
  readonly digest: string;
  readonly type?: ManifestRecord["type"] | null;
}

/** Input of `updateArtifactManifest`. */
export interface UpdateManifestInput {
  readonly artifactManifestID: string;
  readonly digest?: string | null;
  readonly baseArtifactID?: string | null;
}

/**
 * Announces a manifest. Clients do so twice: first with an empty digest, to have an id for
 * `createArtifactFiles`, then with the digest of the file that they are going to upload.
 */
export function createManifest(context: Context, input: CreateManifestInput): ManifestRecord {
  const { state, clock } = context;
  const artifact = requirePending(context, input.artifactID);
  checkDigest(input.digest);
  if (input.name === "") throw invalid("an artifact manifest needs a name");
  const base =
    input.baseArtifactID == null || input.baseArtifactID === "" ? null : input.baseArtifactID;
  if (base !== null) requireArtifact(context, base);
  const manifest = state.manifests.put({
    id: state.manifests.newId(),
    artifactId: artifact.id,
    baseArtifactId: base,
    name: input.name,
    type: input.type ?? "FULL",
    digest: input.digest,
    md5: null,
    createdAt: clock.now(),
  });
  state.artifacts.patch(artifact, { manifestId: manifest.id, updatedAt: clock.now() });
  return manifest;
}

/** Changes the digest or the base of an announced manifest. */
export function updateManifest(context: Context, input: UpdateManifestInput): ManifestRecord {
  const { state } = context;
  const manifest = state.manifests.get(input.artifactManifestID);
  if (manifest === undefined) throw notFound(`artifact manifest ${input.artifactManifestID}`);
  requirePending(context, manifest.artifactId);
  if (input.digest != null) checkDigest(input.digest);
  if (input.baseArtifactID != null) requireArtifact(context, input.baseArtifactID);
  return state.manifests.patch(manifest, {
    ...(input.digest == null ? {} : { digest: input.digest, md5: null }),
    ...(input.baseArtifactID == null ? {} : { baseArtifactId: input.baseArtifactID }),
  });
}

/** The version with this id, whose content may still change. */
export function requirePending(context: Context, id: string): ArtifactRecord {
  const artifact = requireWritableArtifact(context, id);
  if (artifact.state !== "PENDING") {
    throw conflict(`artifact ${id} is ${artifact.state}: its content cannot change any more`);
  }
  return artifact;
}

function checkDigest(digest: string): void {
  if (digest !== "" && !isBase64Digest(digest, 16)) {
    throw invalid(`manifest digest is not the base64 of an MD5: ${JSON.stringify(digest)}`);
  }
}
