import type { ManifestEntry } from "../artifacts/manifest.ts";
import type { ArtifactEntry } from "../artifacts/artifact-entry.ts";
import {
  artifactAddress,
  artifactReference,
  clientArtifactAddress,
} from "../references/artifact-reference.ts";
import type { WandbMedia } from "./media.ts";

/** A draft that holds an object, as far as addresses of it need to know. */
interface HoldingDraft {
  readonly entries: ReadonlyMap<string, ManifestEntry>;
  readonly isReservedType: boolean;
  readonly loggedOn: string | undefined;
  readonly clientId: string;
  readonly sequenceClientId: string;
}

/** Where an object is stored: the entry it was read from, or the first draft it was added to. */
type Stored =
  | { readonly kind: "entry"; readonly entry: ArtifactEntry }
  | { readonly kind: "draft"; readonly draft: HoldingDraft; readonly path: string };

const stores = new WeakMap<WandbMedia, Stored>();

/** Notes that an object was read from an entry of a logged version. */
export function rememberEntry(media: WandbMedia, entry: ArtifactEntry): void {
  stores.set(media, { kind: "entry", entry });
}

/** Notes that an object was added to a draft, unless it is stored elsewhere already. */
export function rememberDraft(media: WandbMedia, draft: HoldingDraft, path: string): void {
  if (!stores.has(media)) stores.set(media, { kind: "draft", draft, path });
}

/** Notes that an object is not any more what it was when it was stored. */
export function forgetStored(media: WandbMedia): void {
  stores.delete(media);
}

/**
 * The entry that an object was read from. Another artifact refers to it, as with W&B's SDK, and does not store the
 * object again.
 */
export function storedEntry(media: WandbMedia): ArtifactEntry | undefined {
  const stored = stores.get(media);
  return stored?.kind === "entry" ? stored.entry : undefined;
}

/** An entry of a logged version that has an object. */
export interface StoredReference {
  /** A reference to it, for another version's manifest. */
  readonly reference: Omit<ManifestEntry, "path">;
  /** The server that has it. */
  readonly host: string;
  /** Whether the object was made by this process and added to a draft, and not read from the version. */
  readonly isOfDraft: boolean;
}

/**
 * The entry of a logged version that has an object: the one that it was read from, or that of the first draft
 * it was added to, once that is logged. Others refer to it and do not store it again, as with W&B's SDK.
 */
export function storedReference(media: WandbMedia): StoredReference | undefined {
  const stored = stores.get(media);
  if (stored?.kind === "entry") {
    const { entry } = stored;
    return { reference: artifactReference(entry, {}), host: entry.host, isOfDraft: false };
  }
  const host = stored?.draft.loggedOn;
  const entry = stored?.draft.entries.get(stored.path);
  if (stored === undefined || host === undefined || entry === undefined) return undefined;
  const ref = clientArtifactAddress(stored.draft.clientId, stored.path);
  return { reference: { digest: entry.digest, ref, size: 0 }, host, isOfDraft: true };
}

/** Where an artifact has an object, in the words of a run's history. */
export interface StoredAddress {
  readonly artifact_path: string;
  /** The same in the newest version, of an object that was made for the artifact. */
  readonly _latest_artifact_path?: string;
}

/**
 * The addresses under which a run's history names an object that a logged version on this server holds.
 *
 * @param host the server
 */
export function storedAddress(media: WandbMedia, host: string): StoredAddress | undefined {
  const stored = stores.get(media);
  if (stored?.kind === "entry") {
    const { entry } = stored;
    if (entry.host !== host) return undefined;
    return { artifact_path: entry.ref ?? artifactAddress(entry.artifactId, entry.path) };
  }
  // A table that a run logs again has its own artifact under each key.
  if (stored === undefined || stored.draft.isReservedType) return undefined;
  if (stored.draft.loggedOn !== host) return undefined;
  const { draft, path } = stored;
  return {
    artifact_path: clientArtifactAddress(draft.clientId, path),
    _latest_artifact_path: clientArtifactAddress(`${draft.sequenceClientId}:latest`, path),
  };
}
