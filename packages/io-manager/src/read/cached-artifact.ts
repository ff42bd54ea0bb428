import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Artifact, ArtifactEntry, Manifest } from "@heddle/wandb-client";
import type { CacheLease } from "../cache/artifact-cache.ts";
import { loadManifest } from "./cached-manifest.ts";
import { type ContentOptions, fetchEntry } from "./content.ts";

/**
 * Binds an artifact to its place in the cache: whatever its methods read (`get`, `getPath`, `entry`,
 * `download`) comes from there, and is fetched to there when it is missing. Once the lease has ended
 * the methods fetch from W&B again.
 *
 * @returns the same object
 */
export function onCache(artifact: Artifact, lease: CacheLease, options: ContentOptions): Artifact {
  if (Object.hasOwn(artifact, "entry")) return artifact;
  const fromServer = artifact.entry.bind(artifact);
  const manifestFromServer = artifact.manifest.bind(artifact);
  let manifest: Promise<Manifest> | undefined;
  const cachedManifest: Artifact["manifest"] = (manifestOptions) => {
    if (manifest === undefined) {
      const loading = loadManifest(artifact, lease, () => manifestFromServer(manifestOptions));
      manifest = loading;
      loading.catch(() => {
        manifest = undefined;
      });
    }
    return manifest;
  };
  const entry: Artifact["entry"] = async (path, entryOptions) => {
    const remote = await fromServer(path, entryOptions);
    const foreign = remote.ref !== undefined && !remote.ref.startsWith("wandb-artifact://");
    return lease.isReleased || foreign ? remote : cachedEntry(remote, artifact, lease, options);
  };
  Object.defineProperties(artifact, {
    defaultRoot: { value: lease.folder },
    manifest: { value: cachedManifest },
    entry: { value: entry },
  });
  return artifact;
}

function cachedEntry(
  remote: ArtifactEntry,
  artifact: Artifact,
  lease: CacheLease,
  options: ContentOptions,
): ArtifactEntry {
  const local = (): Promise<string> => fetchEntry(artifact, remote.path, lease, options);
  const cached: Pick<ArtifactEntry, "bytes" | "text" | "stream" | "download"> = {
    bytes: async () => new Uint8Array(await readFile(await local())),
    text: async () => readFile(await local(), "utf8"),
    async *stream() {
      for await (const chunk of createReadStream(await local())) yield chunk as Uint8Array;
    },
    download: async (downloadOptions) =>
      downloadOptions?.root === undefined || downloadOptions.root === lease.folder
        ? local()
        : remote.download(downloadOptions),
  };
  for (const [name, value] of Object.entries(cached)) {
    Object.defineProperty(remote, name, { value });
  }
  return remote;
}
