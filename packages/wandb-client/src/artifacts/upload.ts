import { closeSync, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  createFilesOperation,
  type FileSpecInput,
  type UploadNode,
} from "../operations/artifact-write.ts";
import { fileChanged, isExpired, sendBytes, sendFile, urlRenewals } from "../transfer/put.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import type { ArtifactDraft } from "./artifact-draft.ts";
import type { DraftEntry, EntrySource } from "./draft-options.ts";
import { partBytesOf, planParts, sendParts } from "./multipart.ts";
import type { TransferProgress } from "./progress.ts";

const firstBatch = 25;
const largestBatch = 1000;
const readBytes = 512 * 1024;
const smallBytes = 32 * 1024;

/** The version and manifest that files are uploaded for. */
export interface UploadPlace {
  readonly artifactId: string;
  readonly manifestId: string;
}

interface Upload {
  readonly entry: DraftEntry;
  readonly source: EntrySource;
  readonly spec: FileSpecInput;
  readonly node: UploadNode;
}

/**
 * Uploads the entries that the server does not have.
 *
 * @returns for each stored entry the id of the version in which its bytes were born
 */
export async function uploadEntries(
  services: ClientServices,
  place: UploadPlace,
  draft: ArtifactDraft,
  options: {
    readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ReadonlyMap<string, string>> {
  const births = new Map<string, string>();
  const entries = [...draft.entries.values()].filter(
    (entry) => entry.source !== undefined && entry.ref === undefined,
  );
  const bytesTotal = entries.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
  let files = 0;
  let bytes = 0;
  const report = (entry: DraftEntry): void => {
    files++;
    bytes += entry.size ?? 0;
    options.onProgress?.({
      direction: "upload",
      files,
      filesTotal: entries.length,
      bytes,
      bytesTotal,
    });
  };
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  await forEachConcurrent(
    planUploads(services, place, entries, signal),
    services.settings.transferConcurrency,
    async (upload) => {
      try {
        const birth =
          upload.node.uploadUrl === null && upload.node.uploadMultipartUrls === null
            ? upload.node
            : await sendEntry(services, upload, signal);
        if (birth.artifact !== null) births.set(upload.entry.path, birth.artifact.id);
        report(upload.entry);
      } catch (error) {
        // The first failure ends the other transfers; its own error is the one that is told.
        stop.abort(error);
        throw error;
      }
    },
  );
  return births;
}

/** Asks for upload addresses in growing batches, one batch ahead of the transfers. */
async function* planUploads(
  services: ClientServices,
  place: UploadPlace,
  entries: readonly DraftEntry[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Upload> {
  let start = 0;
  let size = firstBatch;
  const ask = async (): Promise<Upload[]> => {
    const batch = entries.slice(start, start + size);
    start += batch.length;
    size = Math.min(largestBatch, size * 4);
    const asked: { entry: DraftEntry; source: EntrySource; spec: FileSpecInput }[] = [];
    for (const entry of batch) {
      const { source } = entry;
      if (source !== undefined)
        asked.push({ entry, source, spec: await specOf(services, place, entry, source, signal) });
    }
    const nodes = await requestFiles(
      services,
      asked.map((each) => each.spec),
      signal,
    );
    return asked.map((each, index) => {
      const node = nodes[index];
      if (node === undefined) throw new TypeError("checked by requestFiles");
      return { ...each, node };
    });
  };
  let ahead: Promise<Upload[]> | undefined = entries.length === 0 ? undefined : ask();
  while (ahead !== undefined) {
    const uploads = await ahead;
    ahead = start < entries.length ? ask() : undefined;
    // Awaited in the next round; until then a failure is nobody's but must not count as unhandled.
    ahead?.catch(() => undefined);
    yield* uploads;
  }
}

async function specOf(
  services: ClientServices,
  place: UploadPlace,
  entry: DraftEntry,
  source: EntrySource,
  signal: AbortSignal | undefined,
): Promise<FileSpecInput> {
  const { thresholdBytes, partBytes } = services.settings.multipart;
  const size = entry.size ?? 0;
  const isLarge = source.kind === "file" && size >= thresholdBytes;
  const parts = isLarge
    ? await planParts(source.path, size, partBytesOf(size, partBytes), signal)
    : undefined;
  return {
    artifactID: place.artifactId,
    artifactManifestID: place.manifestId,
    name: entry.path,
    md5: entry.digest,
    ...(parts === undefined ? {} : { uploadPartsInput: parts }),
  };
}

async function requestFiles(
  services: ClientServices,
  specs: readonly FileSpecInput[],
  signal: AbortSignal | undefined,
): Promise<UploadNode[]> {
  const answer = await services.graphql.run(
    createFilesOperation,
    { input: { artifactFiles: specs, storageLayout: "V2" } },
    { signal },
  );
  const nodes = answer.createArtifactFiles?.files.edges.map((edge) => edge.node) ?? [];
  if (nodes.length !== specs.length || nodes.includes(null)) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: `createArtifactFiles: the server answered ${nodes.length} addresses for ${specs.length} files`,
      hint: "Log the artifact again.",
      details: { asked: specs.length, answered: nodes.length },
    });
  }
  return nodes as UploadNode[];
}

/** Sends one entry; an address that has expired is asked for again. */
async function sendEntry(
  services: ClientServices,
  upload: Upload,
  signal: AbortSignal | undefined,
): Promise<UploadNode> {
  let { node } = upload;
  for (let round = 0; ; round++) {
    try {
      await checkUnchanged(upload);
      if (
        node.uploadMultipartUrls !== null &&
        upload.source.kind === "file" &&
        upload.spec.uploadPartsInput !== undefined
      ) {
        return await sendParts(services, {
          path: upload.source.path,
          size: upload.entry.size ?? 0,
          node,
          parts: upload.spec.uploadPartsInput,
          name: upload.entry.path,
          journal: services.journal?.parts(
            upload.spec.artifactID,
            upload.entry.path,
            upload.entry.digest,
          ),
          signal,
        });
      } else if (node.uploadUrl !== null) {
        await sendSource(services, upload, node, signal);
      }
      return node;
    } catch (error) {
      if (round >= urlRenewals || !isExpired(error)) throw error;
      const [renewed] = await requestFiles(services, [upload.spec], signal);
      if (renewed === undefined) throw error;
      node = renewed;
      if (node.uploadUrl === null && node.uploadMultipartUrls === null) return node;
    }
  }
}

async function sendSource(
  services: ClientServices,
  upload: Upload,
  node: UploadNode,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { source, entry } = upload;
  const target = {
    operation: `upload of ${entry.path}`,
    url: node.uploadUrl ?? "",
    headers: node.uploadHeaders ?? [],
    signal,
  };
  if (source.kind === "bytes") {
    await sendBytes(services, { ...target, bytes: source.bytes });
  } else if ((entry.size ?? 0) <= readBytes) {
    const bytes = await readWhole(source.path, entry.size ?? 0);
    if (createHash("md5").update(bytes).digest("base64") !== entry.digest)
      throw fileChanged(source.path);
    await sendBytes(services, { ...target, bytes });
  } else {
    await sendFile(services, { ...target, path: source.path, start: 0, end: entry.size ?? 0 });
  }
}

/**
 * Reads a file of a known size. A small one in one go: it was read a moment ago, to be hashed, so it costs less than
 * the four turns of the thread pool for which everything else would wait.
 */
async function readWhole(path: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  if (size <= smallBytes) return readSmall(path, size);
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw fileChanged(path);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

function readSmall(path: string, size: number): Uint8Array<ArrayBuffer> {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size;) {
      const count = readSync(file, bytes, at, size - at, at);
      if (count === 0) throw fileChanged(path);
      at += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

async function checkUnchanged(upload: Upload): Promise<void> {
  const { source, entry } = upload;
  if (source.kind !== "file") return;
  try {
    const facts = await stat(source.path);
    if (facts.size === entry.size && facts.mtimeMs === source.mtimeMs) return;
  } catch (error) {
    throw fileChanged(source.path, error);
  }
  throw fileChanged(source.path);
}
