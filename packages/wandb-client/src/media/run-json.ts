import { createHash } from "node:crypto";
import type { JsonObject } from "../util/json.ts";
import { compactJson } from "./compact-json.ts";
import type { MediaTarget } from "./media.ts";

/**
 * Stores JSON as a media file of a run.
 *
 * @returns what the history says of it
 */
export async function storeRunJson(
  target: MediaTarget,
  folder: string,
  extension: string,
  type: string,
  content: JsonObject,
): Promise<JsonObject> {
  const bytes = new TextEncoder().encode(compactJson(content));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = target.runPath(folder, sha256, extension);
  await target.addBytes(path, bytes);
  return { _type: type, path, sha256, size: bytes.length };
}
