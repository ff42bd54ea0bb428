import { storageError } from "../http/responses.ts";
import { parseRange } from "./byte-range.ts";
import type { ContentStore } from "./content-store.ts";

const smallBytes = 1 << 16;

/** Answers a download with stored bytes, whole or a range of them. */
export async function sendContent(
  content: ContentStore,
  md5: string,
  request: Request,
  mimetype: string,
): Promise<Response> {
  const sizeBytes = await content.size(md5);
  if (sizeBytes === undefined) {
    return storageError("NoSuchKey", "The specified key does not exist.", 404);
  }
  const headers = new Headers({
    "accept-ranges": "bytes",
    "content-type": mimetype,
    etag: `"${md5}"`,
    // Contents come from users; a browser must not run them as pages of this server.
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
  });
  const range = parseRange(request.headers.get("range"), sizeBytes);
  if (range === "unsatisfiable") {
    return new Response(null, {
      status: 416,
      headers: { "content-range": `bytes */${sizeBytes}` },
    });
  }
  const length = range === undefined ? sizeBytes : range.end - range.start + 1;
  headers.set("content-length", String(length));
  if (range !== undefined) {
    headers.set("content-range", `bytes ${range.start}-${range.end}/${sizeBytes}`);
  }
  const isBodyless = request.method === "HEAD" || length === 0;
  const isSmall = range === undefined && length <= smallBytes;
  const body = isBodyless ? null : isSmall ? await content.bytes(md5) : content.read(md5, range);
  return new Response(body, { status: range === undefined ? 200 : 206, headers });
}
