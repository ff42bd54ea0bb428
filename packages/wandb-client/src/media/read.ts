import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import { WandbClientError } from "../errors.ts";
import { isRecord } from "../util/json.ts";
import type { MediaType, WandbMedia } from "./media.ts";
import { readTable } from "./read-table.ts";

/** Where a media object is read from. */
export interface MediaSource {
  readonly artifact: {
    entry(
      path: string,
      options?: { readonly signal?: AbortSignal | undefined },
    ): Promise<ArtifactEntry>;
  };
  readonly options: {
    readonly root?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  };
}

/** Reads one kind of object from its JSON. */
export type MediaReader = (
  json: Readonly<Record<string, unknown>>,
  path: string,
  source: MediaSource,
) => Promise<WandbMedia>;

const readers: Partial<Record<MediaType, MediaReader>> = {
  table: async (json, path) => readTable(json, path),
};

/**
 * Reads a media object from an artifact: its JSON entry, and what that refers to.
 *
 * @param path the entry of the JSON
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when the file is not what its name says
 */
export async function readMedia(
  type: MediaType,
  path: string,
  source: MediaSource,
): Promise<WandbMedia> {
  const text = await (await source.artifact.entry(path, source.options)).text(source.options);
  const json = parseMediaJson(text, path);
  const reader = readers[type];
  if (reader === undefined)
    throw mediaError(
      path,
      `is a ${type}, which cannot be read as an object`,
      "Read its files with `getPath`.",
    );
  return await reader(json, path, source);
}

function parseMediaJson(text: string, path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw mediaError(path, "is not JSON", "Log the object again.", error);
  }
  if (!isRecord(parsed)) throw mediaError(path, "is not a JSON object", "Log the object again.");
  return parsed;
}

/** An error about a stored media object. */
export function mediaError(
  path: string,
  why: string,
  hint: string,
  cause?: unknown,
): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${path} ${why}`,
    hint,
    details: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}
