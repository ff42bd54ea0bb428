import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOfBytes, digestOfFile } from "../artifacts/digest.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import { walkFolder } from "../artifacts/walk.ts";
import { WandbClientError } from "../errors.ts";
import { defaultMaxObjects, type ReferenceOptions } from "./options.ts";

/** The local path of a `file://` address; characters that W&B does not escape are taken as they stand. */
export function pathOfFileUri(uri: string): string {
  try {
    return fileURLToPath(new URL(uri));
  } catch {
    // W&B writes paths unescaped behind the scheme.
    return uri.slice("file://".length);
  }
}

/** Whether a reference to a local file was recorded without a look at its content. */
export function isUncheckedFile({ ref, digest }: Pick<ManifestEntry, "ref" | "digest">): boolean {
  return ref?.startsWith("file://") === true && digest === digestOfBytes(pathOfFileUri(ref));
}

/**
 * References to a local file, or to each file below a local folder. The digest is the content's MD5; with
 * `checksum: false` that of the path's text.
 */
export async function fileReferences(
  uri: string,
  options: ReferenceOptions,
): Promise<ManifestEntry[]> {
  const path = pathOfFileUri(uri);
  let facts;
  try {
    facts = await stat(path);
  } catch (error) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_REFERENCE",
      message: `the referenced path ${path} cannot be read`,
      hint: "Check the path after file://.",
      details: { uri, path },
      cause: error,
    });
  }
  const entry = async (local: string, ref: string, name: string): Promise<ManifestEntry> => {
    const { size } = await stat(local);
    const digest =
      options.checksum === false
        ? digestOfBytes(local)
        : await digestOfFile(local, size, options.signal);
    return { path: name, digest, ref, size };
  };
  if (!facts.isDirectory()) return [await entry(path, uri, options.name ?? basename(path))];
  const files = await walkFolder(path);
  const most = options.maxObjects ?? defaultMaxObjects;
  if (files.length > most) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_REFERENCE",
      message: `${path} holds ${files.length} files, more than ${most}`,
      hint: "Raise `maxObjects`, or refer to a smaller folder.",
      details: { uri, maxObjects: most },
    });
  }
  const found: ManifestEntry[] = [];
  for (const file of files) {
    const local = join(path, file);
    found.push(
      await entry(
        local,
        uri.endsWith("/") ? uri + file : `${uri}/${file}`,
        options.name === undefined ? file : `${options.name}/${file}`,
      ),
    );
  }
  return found;
}
