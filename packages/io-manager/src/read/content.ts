import { mkdir } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { HeddleError } from "@heddle/errors";
import type { Artifact, TransferProgress } from "@heddle/wandb-client";
import type { CacheLease } from "../cache/artifact-cache.ts";
import { WandbArtifactsIOManagerError } from "../errors.ts";

/** How content reaches the disk. */
export interface ContentOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
}

/**
 * Brings one entry of an artifact to disk, unless it is there. Digest and size are checked while it
 * streams.
 *
 * @returns the local path
 * @throws WandbArtifactsIOManagerError `E-R09` when the artifact has no such entry, `E-R17` when the
 *   content is not what the manifest says
 */
export async function fetchEntry(
  artifact: Artifact,
  path: string,
  lease: CacheLease,
  options: ContentOptions,
): Promise<string> {
  const { entries } = await artifact.manifest({ signal: options.signal });
  const entry = entries.get(path);
  if (entry === undefined) throw missingEntry(artifact, path, [...entries.keys()]);
  const local = join(lease.folder, ...path.split("/"));
  if (!resolve(local).startsWith(resolve(lease.folder) + sep)) {
    throw missingEntry(artifact, path, [...entries.keys()]);
  }
  if ((await lease.missing([entry])).length === 0) return local;
  await mkdir(dirname(local), { recursive: true });
  await download(artifact, lease, [path], options);
  await lease.record([{ path, digest: entry.digest }]);
  return local;
}

/**
 * Brings all entries of an artifact to disk that are not there yet. References to other places are
 * left out: the artifact object resolves them when asked.
 *
 * @returns the folder
 */
export async function fetchAll(
  artifact: Artifact,
  lease: CacheLease,
  options: ContentOptions,
): Promise<string> {
  const { entries } = await artifact.manifest({ signal: options.signal });
  const own = [...entries.values()].filter(
    (entry) => entry.ref === undefined || entry.ref.startsWith("wandb-artifact://"),
  );
  const missing = await lease.missing(own);
  if (missing.length > 0) {
    await download(
      artifact,
      lease,
      missing.map(({ path }) => path),
      options,
    );
    await lease.record(missing);
  }
  return lease.folder;
}

/** The error for an entry that is not there, with the first entries that are. */
export function missingEntry(
  artifact: Artifact,
  path: string,
  known: readonly string[],
): WandbArtifactsIOManagerError {
  const shown = known.slice(0, 20).map((entry) => JSON.stringify(entry));
  return new WandbArtifactsIOManagerError({
    code: "E-R09",
    message: `${artifact.qualifiedName} has no entry ${JSON.stringify(path)}`,
    hint:
      known.length === 0
        ? "The artifact has no entries."
        : `It has ${shown.join(", ")}${known.length > 20 ? ` and ${known.length - 20} more` : ""}.`,
    details: {
      phase: "download",
      artifact: artifact.qualifiedName,
      entry: path,
      entries: known.slice(0, 20),
    },
  });
}

async function download(
  artifact: Artifact,
  lease: CacheLease,
  paths: readonly string[],
  options: ContentOptions,
): Promise<void> {
  try {
    await artifact.download({ root: lease.folder, paths, ...options });
  } catch (cause) {
    if (!HeddleError.is(cause, "WANDB_CLIENT_INTEGRITY")) throw cause;
    throw new WandbArtifactsIOManagerError({
      code: "E-R17",
      message: `${artifact.qualifiedName}: ${cause.message}`,
      hint: cause.hint,
      details: { phase: "download", artifact: artifact.qualifiedName, ...cause.details },
      cause,
    });
  }
}
