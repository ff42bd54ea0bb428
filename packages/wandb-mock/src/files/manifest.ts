import { createHash } from "node:crypto";
import { invalid } from "../graphql/rejection.ts";

/** One entry of a manifest. Members that this server does not interpret stay in place. */
export interface ManifestEntry {
  readonly digest: string;
  readonly ref?: string;
  readonly size?: number;
  readonly birthArtifactID?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A parsed artifact manifest, version 1. */
export interface Manifest {
  /** Entries by path, in the order of the file. */
  readonly contents: ReadonlyMap<string, ManifestEntry>;
  /** All members besides `contents`. */
  readonly header: Readonly<Record<string, unknown>>;
}

/**
 * Parses a manifest file.
 *
 * @throws Rejection naming the first member that is wrong
 */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("artifact manifest is not valid JSON");
  }
  if (!isObject(value)) throw invalid("artifact manifest is not a JSON object");
  const { contents, ...header } = value;
  if (header["version"] !== 1) {
    throw invalid(`unsupported artifact manifest version ${JSON.stringify(header["version"])}`);
  }
  if (!isObject(contents)) throw invalid("artifact manifest has no contents");
  const entries = new Map<string, ManifestEntry>();
  for (const [path, entry] of Object.entries(contents)) {
    if (!isSafePath(path))
      throw invalid(`artifact manifest has an unsafe path ${JSON.stringify(path)}`);
    if (!isObject(entry) || typeof entry["digest"] !== "string") {
      throw invalid(`artifact manifest entry ${JSON.stringify(path)} has no digest`);
    }
    if (entry["ref"] != null && typeof entry["ref"] !== "string") {
      throw invalid(`artifact manifest entry ${JSON.stringify(path)} has a ref that is no string`);
    }
    entries.set(path, entry as unknown as ManifestEntry);
  }
  return { contents: entries, header };
}

/** Writes a manifest file. */
export function formatManifest(manifest: Manifest): string {
  return JSON.stringify({ ...manifest.header, contents: Object.fromEntries(manifest.contents) });
}

/** The MANIFEST_MD5 digest: paths in the order of their UTF-8 bytes, each with its entry's digest. */
export function manifestDigest(manifest: Manifest): string {
  const hash = createHash("md5").update("wandb-artifact-manifest-v1\n");
  const paths = [...manifest.contents.keys()].toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  for (const path of paths) hash.update(`${path}:${manifest.contents.get(path)?.digest ?? ""}\n`);
  return hash.digest("hex");
}

/** Whether an entry's bytes lie in W&B's own storage. */
export function isStoredEntry(entry: ManifestEntry): boolean {
  return entry.ref == null;
}

function isSafePath(path: string): boolean {
  if (path === "" || path.startsWith("/") || /^[a-z]:/i.test(path) || path.includes("\0"))
    return false;
  return path.split(/[/\\]/).every((part) => part !== ".." && part !== ".");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
