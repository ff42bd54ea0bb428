import type { ManifestEntry } from "../artifacts/manifest.ts";
import { defaultMaxObjects, type ReferenceOptions } from "./options.ts";
import { referenceError } from "./reference-error.ts";

/** The prefix below which the objects of a folder-like key stand. */
export function prefixOf(key: string): string {
  return key === "" || key.endsWith("/") ? key : `${key}/`;
}

/** The path of an object below a prefix, in the artifact. */
export function pathBelow(prefix: string, key: string, name: string | undefined): string {
  const relative = key.slice(prefix.length);
  return name === undefined ? relative : `${name}/${relative}`;
}

/**
 * Collects the objects of a prefix.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE` for none, or more than `maxObjects`
 */
export async function collectObjects<T>(
  objects: AsyncIterable<T>,
  uri: string,
  options: Pick<ReferenceOptions, "maxObjects">,
): Promise<T[]> {
  const most = options.maxObjects ?? defaultMaxObjects;
  const found: T[] = [];
  for await (const object of objects) {
    if (found.length >= most)
      throw referenceError(
        uri,
        `stands for more than ${most} objects`,
        "Raise `maxObjects`, or use a narrower prefix.",
      );
    found.push(object);
  }
  if (found.length === 0) throw referenceError(uri, "stands for no object");
  return found;
}

/** A reference that is recorded without a look at the object. */
export function uncheckedEntry(path: string, ref: string): ManifestEntry {
  if (path === "") throw referenceError(ref, "has no name of its own", "Pass `name`.");
  return { path, digest: ref, ref };
}
