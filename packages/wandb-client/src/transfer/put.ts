import { open, type FileHandle } from "node:fs/promises";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError, WandbRequestError } from "../errors.ts";
import { apiHeaders } from "../transport/api-headers.ts";

const readBytes = 256 * 1024;

/** How often an address that has expired is asked for again. */
export const urlRenewals = 4;

/** Storage services answer an expired address with 400, 401, 403, 404 or 410. */
export function isExpired(error: unknown): boolean {
  return (
    error instanceof WandbRequestError &&
    [400, 401, 403, 404, 410].includes(Number(error.details["status"]))
  );
}

/** A local file is not what it was when it was added. */
export function fileChanged(path: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_FILE_CHANGED",
    message: `${path} changed after it was added to the draft`,
    hint: "Add files when they are complete.",
    details: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** One PUT to storage. */
export interface PutTarget {
  readonly operation: string;
  readonly url: string;
  /** `Name:value` lines that the server wants verbatim. */
  readonly headers: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Splits `Name:value` at the first colon. */
export function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
}

/** Credentials go to the host itself only, never to storage elsewhere. */
export async function headersForUrl(
  services: ClientServices,
  url: string,
): Promise<Record<string, string>> {
  if (!url.startsWith(`${services.settings.host}/`)) return {};
  return {
    ...apiHeaders(services.settings),
    authorization: await services.credentials.authorization(),
  };
}

/** Uploads bytes that are in memory. */
export async function sendBytes(
  services: ClientServices,
  target: PutTarget & { readonly bytes: Uint8Array },
): Promise<void> {
  const { bytes } = target;
  await services.http.send(
    {
      operation: target.operation,
      method: "PUT",
      url: target.url,
      headers: { ...(await headersForUrl(services, target.url)), ...headersOf(target.headers) },
      body: () => bytes as Uint8Array<ArrayBuffer>,
      policy: "transfer",
      timeoutMs: services.settings.transferTimeoutMs,
      signal: target.signal,
    },
    async () => undefined,
  );
}

/**
 * Uploads a range of a file from disk, never holding more than a few pieces of it.
 *
 * @returns the answer's ETag
 */
export async function sendFile(
  services: ClientServices,
  target: PutTarget & { readonly path: string; readonly start: number; readonly end: number },
): Promise<string | undefined> {
  const { path, start, end } = target;
  return await services.http.send(
    {
      operation: target.operation,
      method: "PUT",
      url: target.url,
      // A known length: storage services refuse chunked uploads.
      headers: {
        ...(await headersForUrl(services, target.url)),
        ...headersOf(target.headers),
        "content-length": String(end - start),
      },
      body: (progress) => readRange(path, start, end, progress),
      policy: "transfer",
      timeoutMs: services.settings.transferTimeoutMs,
      idle: true,
      signal: target.signal,
    },
    async (response) => response.headers.get("etag") ?? undefined,
  );
}

/** A range of a file as a stream that reads only as fast as it is taken. */
function readRange(
  path: string,
  start: number,
  end: number,
  progress: () => void,
): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let at = start;
  return new ReadableStream({
    type: "bytes",
    autoAllocateChunkSize: readBytes,
    async pull(controller) {
      const request = controller.byobRequest;
      const view = request?.view;
      if (request === null || view === null || view === undefined) return;
      file ??= await open(path, "r");
      const length = Math.min(view.byteLength, end - at);
      const target = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const { bytesRead } =
        length === 0 ? { bytesRead: 0 } : await file.read(target, 0, length, at);
      if (bytesRead === 0) {
        await file.close();
        if (at < end) throw fileChanged(path);
        controller.close();
        request.respond(0);
        return;
      }
      at += bytesRead;
      progress();
      request.respond(bytesRead);
    },
    async cancel() {
      await file?.close();
    },
  });
}
