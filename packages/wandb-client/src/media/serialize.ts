import type { JsonObject } from "../util/json.ts";
import { WandbClientError } from "../errors.ts";
import type { MediaTarget, MediaType, WandbMedia } from "./media.ts";
import { pythonJson } from "./python-json.ts";

/** The entry's path of an object: `<name>.<type>.json`, unless the name already ends so. */
export function mediaFileName(name: string, type: MediaType): string {
  const suffix = `.${type}.json`;
  return name.endsWith(suffix) ? name : name + suffix;
}

/** An object that writes its JSON in pieces because it may not fit into memory. */
export interface StreamedMedia extends WandbMedia {
  /** The pieces of the JSON file. */
  toJsonStream(target: MediaTarget): AsyncIterable<string>;
}

/** An object whose companion files are named after it. */
export interface NamedMedia extends WandbMedia {
  toJsonNamed(target: MediaTarget, name: string): Promise<JsonObject>;
}

/**
 * The JSON of an object as W&B's SDK writes it, whole or in pieces; companion files are stored first.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for kinds that artifacts cannot hold
 */
export async function serializeMedia(
  media: WandbMedia,
  name: string,
  target: MediaTarget,
): Promise<string | AsyncIterable<string>> {
  if (media.notStorable !== undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_MEDIA",
      message: `W&B cannot store a ${media.className} in an artifact`,
      hint: media.notStorable,
      details: { kind: media.className },
    });
  }
  if ("toJsonStream" in media) return (media as StreamedMedia).toJsonStream(target);
  if ("toJsonNamed" in media)
    return pythonJson(await (media as NamedMedia).toJsonNamed(target, name));
  return pythonJson(await media.toJson(target));
}
