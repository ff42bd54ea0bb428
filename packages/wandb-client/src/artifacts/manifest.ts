import { createHash } from "node:crypto";
import { WandbClientError } from "../errors.ts";

/** One entry of an artifact: bytes that W&B stores, or a reference to bytes elsewhere. */
export interface ManifestEntry {
  /** Path inside the artifact, relative, with forward slashes. */
  readonly path: string;
  /** Base64 MD5 of the bytes; for references an ETag, a checksum or the address itself. */
  readonly digest: string;
  /** Size in bytes, if known. */
  readonly size?: number;
  /** Address of a reference; absent for stored bytes. */
  readonly ref?: string;
  /** Id of the version in which the bytes were first stored. */
  readonly birthArtifactId?: string;
  /** Facts about a reference (`etag`, `versionID`) or the digest's algorithm (`alg`). */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The list of an artifact's entries. */
export interface Manifest {
  readonly entries: ReadonlyMap<string, ManifestEntry>;
  readonly storageLayout: string;
  readonly storageRegion: string | undefined;
}

/** Orders paths by code point, which is the order of their UTF-8 bytes (and not that of UTF-16). */
export function comparePaths(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const aIsSurrogate = a >= 0xd800 && a <= 0xdfff;
    const bIsSurrogate = b >= 0xd800 && b <= 0xdfff;
    if (aIsSurrogate !== bIsSurrogate) return aIsSurrogate ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

/**
 * The digest of an artifact (`MANIFEST_MD5`): MD5 over a fixed first line and `path:digest` of each entry
 * in the order of the paths; size, reference and everything else do not count.
 *
 * @returns lower-case hex, equal to what W&B's own SDK computes
 */
export function manifestDigest(entries: Iterable<Pick<ManifestEntry, "path" | "digest">>): string {
  const hash = createHash("md5").update("wandb-artifact-manifest-v1\n");
  for (const entry of [...entries].toSorted((left, right) => comparePaths(left.path, right.path))) {
    hash.update(`${entry.path}:${entry.digest}\n`);
  }
  return hash.digest("hex");
}

/** Writes a manifest as W&B stores it (version 1, storage layout V2). */
export function writeManifest(entries: Iterable<ManifestEntry>): string {
  const contents: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const entry of [...entries].toSorted((left, right) => comparePaths(left.path, right.path))) {
    contents[entry.path] = {
      digest: entry.digest,
      ...(entry.birthArtifactId === undefined ? {} : { birthArtifactID: entry.birthArtifactId }),
      ...(entry.ref === undefined ? {} : { ref: entry.ref }),
      ...(entry.extra === undefined ? {} : { extra: entry.extra }),
      ...(entry.size === undefined ? {} : { size: entry.size }),
    };
  }
  return JSON.stringify({
    version: 1,
    storagePolicy: "wandb-storage-policy-v1",
    storagePolicyConfig: { storageLayout: "V2" },
    contents,
  });
}

/**
 * Reads a manifest. Unknown members are left out; paths are *not* judged here, as an entry may be read
 * without being written to disk.
 *
 * @throws WandbClientError `WANDB_CLIENT_BAD_ANSWER` with the place of the fault
 */
export function readManifest(text: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw fault("it is not JSON", error);
  }
  if (!isObject(parsed)) throw fault("it is not an object");
  if (parsed["version"] !== 1)
    throw fault(`its version is ${JSON.stringify(parsed["version"])}, not 1`);
  const contents = parsed["contents"];
  if (!isObject(contents)) throw fault("it has no contents");
  const entries = new Map<string, ManifestEntry>();
  for (const [path, value] of Object.entries(contents)) {
    if (!isObject(value) || typeof value["digest"] !== "string")
      throw fault(`contents[${JSON.stringify(path)}] has no digest`);
    const { digest, size, ref, birthArtifactID, extra } = value;
    entries.set(path, {
      path,
      digest,
      ...(typeof size === "number" && size >= 0 ? { size } : {}),
      ...(typeof ref === "string" && ref !== "" ? { ref } : {}),
      ...(typeof birthArtifactID === "string" && birthArtifactID !== ""
        ? { birthArtifactId: birthArtifactID }
        : {}),
      ...(isObject(extra) ? { extra } : {}),
    });
  }
  const config = isObject(parsed["storagePolicyConfig"]) ? parsed["storagePolicyConfig"] : {};
  return {
    entries,
    storageLayout: typeof config["storageLayout"] === "string" ? config["storageLayout"] : "V1",
    storageRegion:
      typeof config["storageRegion"] === "string" ? config["storageRegion"] : undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(what: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: `the artifact's manifest is damaged: ${what}`,
    hint: "Log the artifact again.",
    ...(cause === undefined ? {} : { cause }),
  });
}
