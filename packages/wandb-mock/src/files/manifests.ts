import type { ArtifactRecord, ManifestRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { readText, type ContentStore } from "./content-store.ts";
import { parseManifest, type Manifest } from "./manifest.ts";

/** Reads the manifests of artifacts. */
export interface Manifests {
  /** The manifest of a version, or an empty one before the upload. */
  of(artifact: ArtifactRecord): Promise<Manifest>;
  /** The manifest file of a record. */
  read(record: ManifestRecord): Promise<Manifest>;
}

const heldManifests = 64;

/** Makes the reader; the last few parsed manifests are kept. */
export function createManifests(state: State, content: ContentStore): Manifests {
  const parsed = new Map<string, Manifest>();
  const read = async (record: ManifestRecord): Promise<Manifest> => {
    if (record.md5 === null) return { contents: new Map(), header: {} };
    const known = parsed.get(record.md5);
    if (known !== undefined) return known;
    const manifest = parseManifest(await readText(content, record.md5));
    parsed.set(record.md5, manifest);
    if (parsed.size > heldManifests) {
      for (const oldest of parsed.keys()) {
        parsed.delete(oldest);
        break;
      }
    }
    return manifest;
  };
  return {
    read,
    async of(artifact) {
      const record =
        artifact.manifestId === null ? undefined : state.manifests.get(artifact.manifestId);
      return record === undefined ? { contents: new Map(), header: {} } : await read(record);
    },
  };
}
