import type { Context } from "../context.ts";
import type { ManifestEntry } from "../files/manifest.ts";
import { isStoredEntry } from "../files/manifest.ts";
import { mimetypeOf } from "../files/mimetype.ts";
import { encodeId, numberOfId } from "../graphql/ids.ts";
import { paginate, type Connection, type PageArgs } from "../graphql/connection.ts";
import type { ArtifactFileRecord, ArtifactRecord, ManifestRecord } from "../state/records.ts";
import { keyOf, type State } from "../state/state.ts";
import type { AnnouncedFile } from "./create-files.ts";

/** What is needed to hand out URLs of files. */
export type FileContext = Omit<Context, "viewer">;

/** What the `File` type of the schema reads. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly directUrl: string;
  readonly uploadUrl: string | null;
  readonly uploadHeaders: readonly string[] | null;
  readonly uploadMultipartUrls: object | null;
  readonly storagePath: string | null;
  readonly sizeBytes: number | null;
  readonly mimetype: string | null;
  readonly updatedAt: number | null;
  readonly digest: string | null;
  readonly md5: string | null;
  readonly artifact: ArtifactRecord | null;
}

/** The answer for a file that a client wants to store. */
export function announcedFileView(
  context: Context,
  { name, file, multipart }: AnnouncedFile,
): FileView {
  const { urls, origin, state } = context;
  const headers = [`Content-Type:${file.mimetype ?? "application/octet-stream"}`];
  const md5 = Buffer.from(file.md5, "hex").toString("base64");
  return {
    ...storedFileView(context, file, name),
    uploadUrl: file.isUploaded ? null : urls.sign(origin, "PUT", "artifact-file", file.id),
    // The parts of a multipart upload have digests of their own.
    uploadHeaders: multipart === undefined ? [`Content-MD5:${md5}`, ...headers] : headers,
    uploadMultipartUrls:
      multipart === undefined
        ? null
        : {
            uploadID: multipart.id,
            uploadUrlParts: multipart.parts.map(({ partNumber }) => ({
              partNumber,
              uploadUrl: urls.sign(origin, "PUT", "part", `${multipart.id}/${partNumber}`),
            })),
          },
    artifact: state.artifacts.get(file.artifactId) ?? null,
  };
}

/** The answer for a manifest, to be uploaded while its version is pending, or to be read. */
export function manifestFileView(context: Context, manifest: ManifestRecord): FileView {
  const { urls, origin, state } = context;
  const artifact = state.artifacts.get(manifest.artifactId) ?? null;
  const isOpen = artifact?.state === "PENDING";
  return {
    id: manifest.id,
    name: manifest.name,
    displayName: manifest.name,
    directUrl: urls.sign(origin, "GET", "manifest", manifest.id),
    uploadUrl: isOpen ? urls.sign(origin, "PUT", "manifest", manifest.id) : null,
    uploadHeaders:
      manifest.digest === ""
        ? ["Content-Type:application/json"]
        : [`Content-MD5:${manifest.digest}`, "Content-Type:application/json"],
    uploadMultipartUrls: null,
    storagePath: null,
    sizeBytes: null,
    mimetype: "application/json",
    updatedAt: manifest.createdAt,
    digest: manifest.digest,
    md5: manifest.digest,
    artifact,
  };
}

/** Arguments of the lists of files. */
export interface FilesArgs extends PageArgs {
  readonly names?: readonly string[] | null;
}

/** The files of a version: all entries of its manifest, references included. */
export async function listFiles(
  context: Context,
  artifact: ArtifactRecord,
  args: FilesArgs,
): Promise<Connection<FileView>> {
  const { contents } = await context.manifests.of(artifact);
  const names = args.names == null || args.names.length === 0 ? undefined : new Set(args.names);
  const entries = [...contents].filter(([path]) => names === undefined || names.has(path));
  const page = paginate(entries, args, ([path]) => path);
  return {
    ...page,
    edges: page.edges.map(({ node: [path, entry], cursor }) => ({
      cursor,
      node: entryFileView(context, artifact, path, entry),
    })),
  };
}

/** One entry of a manifest as a file. */
export function entryFileView(
  context: FileContext,
  artifact: ArtifactRecord,
  path: string,
  entry: ManifestEntry,
): FileView {
  const file = isStoredEntry(entry)
    ? findStoredFile(context.state, artifact.sequenceId, entry)
    : undefined;
  if (file !== undefined) return storedFileView(context, file, path);
  return {
    id: encodeId("ArtifactReference", numberOfId(artifact.id)),
    name: path,
    displayName: path,
    directUrl: entry.ref ?? "",
    uploadUrl: null,
    uploadHeaders: null,
    uploadMultipartUrls: null,
    storagePath: entry.ref ?? null,
    sizeBytes: entry.size ?? 0,
    mimetype: mimetypeOf(path),
    updatedAt: artifact.updatedAt,
    digest: entry.digest,
    md5: entry.digest,
    artifact,
  };
}

/** The stored bytes of an entry: in the sequence, or where its birth artifact has them. */
export function findStoredFile(
  state: State,
  sequenceId: string,
  entry: Pick<ManifestEntry, "digest" | "birthArtifactID">,
): ArtifactFileRecord | undefined {
  const birth = entry.birthArtifactID ?? undefined;
  const matches = (file: ArtifactFileRecord): boolean =>
    file.isUploaded && (birth === undefined || file.artifactId === birth);
  const stored = state.artifactFilesByDigest.all(keyOf(sequenceId, entry.digest)).find(matches);
  if (stored !== undefined || birth === undefined) return stored;
  // A draft of a version from another collection keeps the birth artifacts of its entries.
  const birthSequence = state.artifacts.get(birth)?.sequenceId ?? "";
  return state.artifactFilesByDigest.all(keyOf(birthSequence, entry.digest)).find(matches);
}

function storedFileView(context: FileContext, file: ArtifactFileRecord, name: string): FileView {
  return {
    id: file.id,
    name,
    displayName: name,
    directUrl: context.urls.sign(context.origin, "GET", "artifact-file", file.id),
    uploadUrl: null,
    uploadHeaders: null,
    uploadMultipartUrls: null,
    storagePath: file.storagePath,
    sizeBytes: file.sizeBytes,
    mimetype: file.mimetype ?? mimetypeOf(name),
    updatedAt: file.updatedAt,
    digest: file.digest,
    md5: Buffer.from(file.md5, "hex").toString("base64"),
    artifact: context.state.artifacts.get(file.artifactId) ?? null,
  };
}
