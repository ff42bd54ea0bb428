import type { Services } from "../context.ts";
import { restError, storageError } from "../http/responses.ts";
import { objectOf } from "../state/json-text.ts";
import { base64ToHex } from "./digests.ts";
import { ContentMismatch, readText } from "./content-store.ts";
import { mimetypeOf } from "./mimetype.ts";
import { sendContent } from "./send-content.ts";
import type { StorageKind } from "./signed-urls.ts";
import { parseManifest } from "./manifest.ts";

/** Answers requests to signed storage URLs, as an object store would. */
export async function answerStorage(services: Services, request: Request): Promise<Response> {
  const verdict = services.urls.check(request.method, new URL(request.url));
  if (verdict.verdict !== "valid") {
    return verdict.verdict === "expired"
      ? storageError("AccessDenied", "Request has expired", 403)
      : storageError("SignatureDoesNotMatch", "The request signature does not match.", 403);
  }
  if (request.method === "PUT") return await receive(services, request, verdict.kind, verdict.id);
  const stored = findStored(services, verdict.kind, verdict.id);
  if (stored === undefined) {
    return storageError("NoSuchKey", "The specified key does not exist.", 404);
  }
  return await sendContent(services.content, stored.md5, request, stored.mimetype);
}

function findStored(
  { state }: Services,
  kind: StorageKind,
  id: string,
): { readonly md5: string; readonly mimetype: string } | undefined {
  if (kind === "manifest") {
    const md5 = state.manifests.get(id)?.md5 ?? null;
    return md5 === null ? undefined : { md5, mimetype: "application/json" };
  }
  if (kind === "run-file") {
    const file = state.runFiles.get(id);
    return file?.md5 == null ? undefined : { md5: file.md5, mimetype: mimetypeOf(file.name) };
  }
  const file = state.artifactFiles.get(id);
  return file?.isUploaded === true
    ? { md5: file.md5, mimetype: file.mimetype ?? mimetypeOf(file.name) }
    : undefined;
}

async function receive(
  services: Services,
  request: Request,
  kind: StorageKind,
  id: string,
): Promise<Response> {
  const { content } = services;
  const expected = expectedMd5(services, kind, id);
  if (expected === undefined) return restError("this upload is not open", 404);
  const announced = request.headers.get("content-md5");
  if (announced !== null && expected !== null && base64ToHex(announced) !== expected) {
    return storageError("BadDigest", "The Content-MD5 is not the one that was announced.", 400);
  }
  const wanted = expected ?? (announced === null ? undefined : base64ToHex(announced));
  try {
    const stored = await content.write(request.body, wanted);
    if (kind === "manifest") parseManifest(await readText(content, stored.md5));
    remember(services, kind, id, stored.md5, stored.sizeBytes);
    if (kind === "run-file") await takeSummary(services, id, stored.md5);
    return new Response(null, { status: 200, headers: { etag: `"${stored.md5}"` } });
  } catch (cause) {
    if (!(cause instanceof ContentMismatch)) throw cause;
    return storageError("BadDigest", "The Content-MD5 you specified did not match.", 400);
  }
}

/** The MD5 that an upload has to have; `null` for any, `undefined` when nothing may be uploaded. */
function expectedMd5(
  { state }: Services,
  kind: StorageKind,
  id: string,
): string | null | undefined {
  if (kind === "artifact-file") return state.artifactFiles.get(id)?.md5;
  if (kind === "run-file") return state.runFiles.get(id) === undefined ? undefined : null;
  if (kind === "part") {
    const [uploadId = "", number = ""] = id.split("/");
    const upload = state.multiparts.get(uploadId);
    return upload?.parts.find(({ partNumber }) => String(partNumber) === number)?.md5;
  }
  const manifest = state.manifests.get(id);
  if (manifest === undefined) return undefined;
  if (state.artifacts.get(manifest.artifactId)?.state !== "PENDING") return undefined;
  return manifest.digest === "" ? null : base64ToHex(manifest.digest);
}

function remember(
  { state, clock }: Services,
  kind: StorageKind,
  id: string,
  md5: string,
  sizeBytes: number,
): void {
  const updatedAt = clock.now();
  switch (kind) {
    case "artifact-file": {
      const file = state.artifactFiles.get(id);
      if (file !== undefined) {
        state.artifactFiles.patch(file, { isUploaded: true, sizeBytes, updatedAt });
      }
      break;
    }
    case "manifest": {
      const manifest = state.manifests.get(id);
      if (manifest !== undefined) state.manifests.patch(manifest, { md5 });
      break;
    }
    case "run-file": {
      const file = state.runFiles.get(id);
      if (file !== undefined) state.runFiles.patch(file, { md5, sizeBytes, updatedAt });
      break;
    }
    case "part": {
      const [uploadId = "", number = ""] = id.split("/");
      const upload = state.multiparts.get(uploadId);
      if (upload !== undefined) {
        state.multiparts.patch(upload, { arrived: { ...upload.arrived, [number]: md5 } });
      }
      break;
    }
  }
}

/** A summary that comes as a file counts as much as a streamed one: the last of them stays. */
async function takeSummary({ state, content }: Services, id: string, md5: string): Promise<void> {
  const file = state.runFiles.get(id);
  const run = file === undefined ? undefined : state.runs.get(file.runId);
  if (file?.name !== "wandb-summary.json" || run === undefined) return;
  const text = await readText(content, md5);
  if (Object.keys(objectOf(text)).length === 0) return;
  const current = state.runs.get(run.id);
  if (current !== undefined) state.runs.patch(current, { summary: text });
}
