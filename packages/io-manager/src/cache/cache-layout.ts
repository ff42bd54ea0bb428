import { basename, join, resolve } from "node:path";
import { encodeSegment } from "./encode-segment.ts";

/** Which artifact version an entry of the cache belongs to. */
export interface CacheKey {
  /** Address of the W&B server. */
  readonly host: string;
  readonly entity: string;
  readonly project: string;
  /** Artifact name without version. */
  readonly name: string;
  /** For example `v3`. */
  readonly version: string;
  /** The version's digest in hex. */
  readonly digest: string;
}

/**
 * The folder of everything that the IO manager keeps, as the guide names it: `storage` is added
 * unless the base ends in it already.
 */
export function managerRoot(baseDir: string): string {
  const base = resolve(baseDir);
  return basename(base) === "storage"
    ? join(base, "wandb_artifacts_manager")
    : join(base, "storage", "wandb_artifacts_manager");
}

/**
 * The folder of one version below {@link managerRoot}. Host, entity and project are part of it, so
 * that artifacts of the same name in two projects never meet; the digest keeps a version apart from
 * an earlier one of the same number in a project that was deleted and made again.
 */
export function entryFolder(root: string, key: CacheKey): string {
  return join(
    root,
    "artifacts",
    encodeSegment(key.host.replace(/^https?:\/\//, "")),
    encodeSegment(key.entity),
    encodeSegment(key.project),
    encodeSegment(key.name),
    encodeSegment(`${key.version}-${key.digest.slice(0, 12)}`),
  );
}

/** The folder of downloaded content inside an entry. */
export function contentFolder(entry: string): string {
  return join(entry, "files");
}

/** How deep entries lie below `artifacts`. */
export const entryDepth = 5;

/** The folder of one process' W&B run files. */
export function runFolder(root: string, runId: string, unique: string): string {
  return join(root, "runs", encodeSegment(runId), unique);
}
