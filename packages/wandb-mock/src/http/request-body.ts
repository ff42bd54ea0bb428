import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { invalid, Rejection } from "../graphql/rejection.ts";
import { parseTolerantJson } from "../state/json-text.ts";

const inflate = promisify(gunzip);
const maxBodyBytes = 64 << 20;

/** A JSON body and its size before any compression, in bytes. */
export interface JsonBody {
  readonly value: Readonly<Record<string, unknown>>;
  readonly sizeBytes: number;
}

/**
 * Reads a JSON body, gzipped or not.
 *
 * @throws Rejection for a body that is too large or no JSON object
 */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Rejection("request is too large", { status: 413 });
    chunks.push(chunk);
  }
  let bytes = Buffer.concat(chunks);
  if (request.headers.get("content-encoding") === "gzip") {
    try {
      bytes = await inflate(bytes, { maxOutputLength: maxBodyBytes });
    } catch {
      throw invalid("request body is not valid gzip");
    }
  }
  const value = parseTolerantJson(bytes.toString());
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid("request body is not a JSON object");
  }
  return { value: value as Readonly<Record<string, unknown>>, sizeBytes: bytes.length };
}
