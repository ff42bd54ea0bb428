import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  completeMultipartOperation,
  type PartInput,
  type UploadNode,
} from "../operations/artifact-write.ts";
import type { BegunParts, PartJournal } from "./part-journal.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import { isExpired, sendFile } from "../transfer/put.ts";

const mostParts = 10_000;
const largestBytes = 5 * 1024 ** 4;
const partAlignment = 4096;
const readBytes = 1024 * 1024;
const partConcurrency = 8;

/**
 * The size of each part: the usual one (100 MiB unless configured), or for very large files a 10 000th of the file, rounded up to 4096.
 *
 * @throws WandbClientError `WANDB_CLIENT_FILE` beyond 5 TiB
 */
export function partBytesOf(size: number, usualBytes: number): number {
  if (size > largestBytes) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_FILE",
      message: `a file of ${size} bytes is larger than W&B stores (5 TiB)`,
      hint: "Split the file.",
      details: { size },
    });
  }
  if (Math.ceil(size / usualBytes) <= mostParts) return usualBytes;
  return Math.ceil(Math.ceil(size / mostParts) / partAlignment) * partAlignment;
}

/** Hashes each part of a file. */
export async function planParts(
  path: string,
  size: number,
  partBytes: number,
  signal?: AbortSignal,
): Promise<PartInput[]> {
  const parts: PartInput[] = [];
  const file = await open(path, "r");
  const buffer = Buffer.allocUnsafe(readBytes);
  try {
    for (let start = 0; start < size; start += partBytes) {
      const hash = createHash("md5");
      const end = Math.min(size, start + partBytes);
      for (let at = start; at < end;) {
        signal?.throwIfAborted();
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      parts.push({ partNumber: parts.length + 1, hexMD5: hash.digest("hex") });
    }
  } finally {
    await file.close();
  }
  return parts;
}

/** A file that goes up in parts. */
export interface PartsUpload {
  readonly path: string;
  readonly size: number;
  readonly name: string;
  readonly node: UploadNode;
  readonly parts: readonly PartInput[];
  /** Where arrived parts are noted; none when nothing is kept on disk. */
  readonly journal: PartJournal | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Uploads the parts of a file and joins them. Parts that an earlier attempt sent are not sent again, as
 * long as the server still knows that upload.
 *
 * @returns the upload that was completed
 */
export async function sendParts(
  services: ClientServices,
  upload: PartsUpload,
): Promise<UploadNode> {
  const begun = await upload.journal?.load();
  if (begun !== undefined) {
    try {
      await sendMissing(services, upload, begun);
      return begun.node;
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
  }
  await sendMissing(services, upload, { node: upload.node, completed: new Map() });
  return upload.node;
}

async function sendMissing(
  services: ClientServices,
  upload: PartsUpload,
  begun: BegunParts,
): Promise<void> {
  const { name, size, path, parts, journal, signal } = upload;
  const { node } = begun;
  const multipart = node.uploadMultipartUrls;
  if (multipart === null || node.storagePath === null || node.artifact === null) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: `createArtifactFiles: the answer for ${name} lacks its storage path or version`,
      hint: "Log the artifact again.",
    });
  }
  const partBytes = partBytesOf(size, services.settings.multipart.partBytes);
  const contentType = (node.uploadHeaders ?? []).filter((line) => /^content-type:/i.test(line));
  const completed = new Map(begun.completed);
  await journal?.begin(begun);
  await forEachConcurrent(
    multipart.uploadUrlParts,
    partConcurrency,
    async ({ partNumber, uploadUrl }) => {
      const part = parts[partNumber - 1];
      if (part === undefined || completed.has(partNumber)) return;
      const start = (partNumber - 1) * partBytes;
      const etag = await sendFile(services, {
        operation: `upload of part ${partNumber} of ${name}`,
        url: uploadUrl,
        headers: [
          ...contentType,
          `Content-MD5:${Buffer.from(part.hexMD5, "hex").toString("base64")}`,
        ],
        path,
        start,
        end: Math.min(size, start + partBytes),
        signal,
      });
      if (etag === undefined) {
        throw new WandbClientError({
          code: "WANDB_CLIENT_BAD_ANSWER",
          message: `the storage answered part ${partNumber} of ${name} without an ETag`,
          hint: "Log the artifact again.",
        });
      }
      completed.set(partNumber, etag);
      await journal?.add(partNumber, etag);
    },
  );
  const sorted = [...completed].toSorted(([left], [right]) => left - right);
  await services.graphql.run(
    completeMultipartOperation,
    {
      completedParts: sorted.map(([partNumber, hexMD5]) => ({ partNumber, hexMD5 })),
      artifactID: node.artifact.id,
      storagePath: node.storagePath,
      uploadID: multipart.uploadID,
    },
    { signal },
  );
  await journal?.end();
}
