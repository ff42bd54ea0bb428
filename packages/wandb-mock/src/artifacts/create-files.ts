import type { Context } from "../context.ts";
import { base64ToHex, isBase64Digest } from "../files/digests.ts";
import { numberOfId } from "../graphql/ids.ts";
import { invalid } from "../graphql/rejection.ts";
import type { ArtifactFileRecord, MultipartRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import { requirePending } from "./announce-manifest.ts";

/** Input of `createArtifactFiles`, one file. */
export interface ArtifactFileSpec {
  readonly artifactID: string;
  readonly name: string;
  readonly md5: string;
  readonly digest?: string | null;
  readonly mimetype?: string | null;
  readonly artifactManifestID?: string | null;
  readonly uploadPartsInput?:
    | readonly { readonly partNumber: number; readonly hexMD5: string }[]
    | null;
}

/** A file that a client wants to store, and the multipart upload that was opened for it. */
export interface AnnouncedFile {
  /** The name that the client asked for; the stored bytes may have come under another. */
  readonly name: string;
  readonly file: ArtifactFileRecord;
  readonly multipart: MultipartRecord | undefined;
}

const maxParts = 10_000;

/**
 * Announces files of a pending version. Bytes that any version of the same sequence already stored are
 * not asked for again, also when that version was never committed: so an interrupted upload goes on.
 */
export function announceFiles(
  context: Context,
  specs: readonly ArtifactFileSpec[],
): AnnouncedFile[] {
  return specs.map((spec) => announceFile(context, spec));
}

function announceFile(context: Context, spec: ArtifactFileSpec): AnnouncedFile {
  const { state, clock } = context;
  const artifact = requirePending(context, spec.artifactID);
  if (spec.name === "") throw invalid("an artifact file needs a name");
  if (!isBase64Digest(spec.md5, 16)) {
    throw invalid(`${spec.name}: md5 is not the base64 of an MD5: ${JSON.stringify(spec.md5)}`);
  }
  const digest = spec.digest == null || spec.digest === "" ? spec.md5 : spec.digest;
  const md5 = base64ToHex(spec.md5);
  const known = state.artifactFilesByDigest.all(keyOf(artifact.sequenceId, digest));
  const stored = known.find((file) => file.isUploaded && isUsable(context, file));
  if (stored !== undefined) return { name: spec.name, file: stored, multipart: undefined };
  const own = known.find((file) => file.artifactId === artifact.id && file.md5 === md5);
  const id = own?.id ?? state.artifactFiles.newId();
  const file =
    own ??
    state.artifactFiles.put({
      id,
      artifactId: artifact.id,
      sequenceId: artifact.sequenceId,
      name: spec.name,
      digest,
      md5,
      mimetype: spec.mimetype ?? null,
      storagePath: `wandb_artifacts/${numberOfId(artifact.sequenceId)}/${numberOfId(artifact.id)}/${base64ToHex(digest)}`,
      sizeBytes: 0,
      isUploaded: false,
      updatedAt: clock.now(),
    });
  return { name: spec.name, file, multipart: openMultipart(context, file, spec.uploadPartsInput) };
}

/** Bytes of a deleted version may be gone soon: they are asked for again. */
function isUsable({ state }: Context, file: ArtifactFileRecord): boolean {
  return state.artifacts.get(file.artifactId)?.state !== "DELETED";
}

function openMultipart(
  { state }: Context,
  file: ArtifactFileRecord,
  parts: ArtifactFileSpec["uploadPartsInput"],
): MultipartRecord | undefined {
  if (parts == null || parts.length === 0) return undefined;
  if (parts.length > maxParts) throw invalid(`${file.name}: more than ${maxParts} parts`);
  for (const [index, part] of parts.entries()) {
    if (part.partNumber !== index + 1) throw invalid(`${file.name}: parts must be numbered from 1`);
    if (!/^[0-9a-f]{32}$/i.test(part.hexMD5)) {
      throw invalid(`${file.name}: part ${part.partNumber} has no hex MD5`);
    }
  }
  return state.multiparts.put({
    id: state.multiparts.newId(),
    fileId: file.id,
    parts: parts.map(({ partNumber, hexMD5 }) => ({ partNumber, md5: hexMD5.toLowerCase() })),
    arrived: {},
    isComplete: false,
  });
}
