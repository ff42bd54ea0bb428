import type { ManifestEntry } from "../artifacts/manifest.ts";
import { checkRecorded, etagOf, isRecorded, recordedVersion } from "./etag.ts";
import { referenceError } from "./reference-error.ts";

/** A store whose objects have versions and ETags. */
export interface VersionedStore<Place> {
  /** What stands at a place; undefined when nothing does. */
  head(place: Place): Promise<{ readonly etag: string } | undefined>;
  /** The version of an object that has an ETag. */
  versionOf(place: Place, etag: string): Promise<string | undefined>;
  /** The bytes of an object. */
  read(place: Place, check: (response: Response) => void): AsyncGenerator<Uint8Array>;
}

/**
 * The bytes of a referenced object in the version that was recorded; without one, in the version that has the
 * recorded ETag.
 */
export async function* openVersioned<Place extends { readonly versionId?: string | undefined }>(
  entry: ManifestEntry,
  place: Place,
  store: VersionedStore<Place>,
): AsyncGenerator<Uint8Array> {
  let wanted: Place = { ...place, versionId: recordedVersion(entry) ?? place.versionId };
  const head = await store.head(wanted);
  if (head === undefined) throw referenceError(entry.ref ?? "", "does not exist any more");
  if (!isRecorded(entry, head.etag) && wanted.versionId === undefined)
    wanted = { ...wanted, versionId: await store.versionOf(place, entry.digest) };
  yield* store.read(wanted, (response) => checkRecorded(entry, etagOf(response)));
}
