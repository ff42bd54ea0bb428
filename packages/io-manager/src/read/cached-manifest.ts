import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import {
  type Artifact,
  type Manifest,
  manifestDigest,
  type ManifestEntry,
} from "@heddle/wandb-client";
import type { CacheLease } from "../cache/artifact-cache.ts";
import { ifThere } from "../cache/file-errors.ts";

interface StoredManifest {
  readonly storageLayout: string;
  readonly storageRegion?: string;
  readonly entries: readonly ManifestEntry[];
}

/**
 * The list of a version's entries: from the cache when it is there and has the version's digest, else
 * from the server, and then kept. A committed version never changes, so the list stays good.
 */
export async function loadManifest(
  artifact: Artifact,
  lease: CacheLease,
  fromServer: () => Promise<Manifest>,
): Promise<Manifest> {
  const kept = parse(await ifThere(readFile(lease.manifestFile, "utf8")));
  if (kept !== undefined && manifestDigest(kept.entries.values()) === artifact.digest) return kept;
  const manifest = await fromServer();
  if (lease.isReleased) return manifest;
  const stored: StoredManifest = {
    storageLayout: manifest.storageLayout,
    ...(manifest.storageRegion === undefined ? {} : { storageRegion: manifest.storageRegion }),
    entries: [...manifest.entries.values()],
  };
  const temporary = `${lease.manifestFile}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(stored));
  await rename(temporary, lease.manifestFile);
  return manifest;
}

function parse(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    const { storageLayout, storageRegion, entries } = JSON.parse(text) as StoredManifest;
    return {
      storageLayout,
      storageRegion,
      entries: new Map(entries.map((entry) => [entry.path, entry])),
    };
  } catch {
    // A damaged list counts as none; the server has it.
    return undefined;
  }
}
