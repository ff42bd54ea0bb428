import type { ManifestEntry } from "../artifacts/manifest.ts";
import { referenceError } from "./reference-error.ts";

/** An ETag as manifests hold it: without quotes. */
export function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

/** The ETag of an answer, without quotes. */
export function etagOf(response: Response): string {
  return unquote(response.headers.get("etag") ?? "");
}

/** Whether an object is the recorded one; one that was recorded unchecked may be any. */
export function isRecorded(entry: ManifestEntry, etag: string): boolean {
  return etag === entry.digest || entry.digest === entry.ref;
}

/** Refuses an object that is not the recorded one. */
export function checkRecorded(entry: ManifestEntry, etag: string): void {
  if (isRecorded(entry, etag)) return;
  throw referenceError(
    entry.ref ?? entry.path,
    `has the ETag ${etag}, not ${entry.digest}`,
    "The object was replaced; log the reference again.",
  );
}

/** The version that was recorded with an entry. */
export function recordedVersion(entry: ManifestEntry): string | undefined {
  const version = entry.extra?.["versionID"];
  return typeof version === "string" ? version : undefined;
}
