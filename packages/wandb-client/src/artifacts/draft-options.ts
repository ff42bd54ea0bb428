import type { ArtifactMetadata } from "./metadata.ts";
import type { ManifestEntry } from "./manifest.ts";

/** What a draft starts with. */
export interface ArtifactDraftOptions {
  /** Name of the collection: letters, digits, `_`, `-`, `.`. */
  readonly name: string;
  /** What kind of thing it is: `dataset`, `model` … */
  readonly type: string;
  /** Markdown. */
  readonly description?: string | undefined;
  /** JSON values under at most 100 keys. */
  readonly metadata?: ArtifactMetadata | undefined;
  /** Aliases besides `latest`, which every version gets. */
  readonly aliases?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Life time in seconds; `"disabled"` keeps it for ever, whatever the project's rule. */
  readonly ttlSeconds?: number | "disabled" | undefined;
  /** Keep the base version's entries that this draft does not name. */
  readonly incremental?: boolean | undefined;
  /** Folder for temporary content. Default: the system's. */
  readonly temporaryDir?: string | undefined;
  /** The type is one that W&B keeps for its own tools, such as `job`, and this is such a tool. Default false. */
  readonly isReservedType?: boolean | undefined;
}

/** Where an entry's bytes lie until they are uploaded. */
export type EntrySource =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly mtimeMs: number;
      readonly isTemporary: boolean;
    };

/** An entry of a draft: what the manifest says, and where its bytes are. */
export interface DraftEntry extends ManifestEntry {
  /** Absent for references and for entries taken over from a base version. */
  readonly source?: EntrySource;
}

/** How a file is added. */
export interface AddFileOptions {
  /** Path inside the artifact. Default: the file's base name. */
  readonly name?: string | undefined;
  /**
   * Replace the part of the file's name before the first dot by 20 hex digits of its content's MD5, so that
   * temporary names do not collide. Default false.
   */
  readonly isTemporary?: boolean | undefined;
  /** Replace an entry of the same path with other content. Default false. */
  readonly overwrite?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a folder is added. */
export interface AddDirOptions {
  /** Path inside the artifact below which the files stand. Default: its root. */
  readonly name?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The base version of a draft. */
export interface DraftBase {
  readonly id: string;
  /** The server that has it; what is made from it must be logged there. */
  readonly host?: string | undefined;
  readonly entries: Iterable<ManifestEntry>;
}

/** An entry of a logged artifact, as a source of references. */
export interface ReferencedEntry {
  /** The server that has it; an artifact that refers to it must be logged there. */
  readonly host?: string | undefined;
  readonly artifactId: string;
  readonly entry: ManifestEntry;
}
