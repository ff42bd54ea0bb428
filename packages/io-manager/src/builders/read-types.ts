import type { AsProduced } from "@heddle/core";
import type { Artifact, WandbMedia } from "@heddle/wandb-client";

declare const excluded: unique symbol;

/** The setting cannot stand beside another one. */
export interface NotTogetherWith<Other extends string> {
  readonly [excluded]: Other;
}

/** The setting belongs on the writing side: write it in `wandbArtifact`. */
export interface WriteKeyBelongsInWandbArtifact {
  readonly [excluded]: "WriteKeyBelongsInWandbArtifact";
}

/** A class of W&B objects, such as `Table`; its name tells what to expect. */
export type WandbObjectClass<T extends WandbMedia = WandbMedia> = abstract new (
  ...args: never[]
) => T;

/** At most a version. */
export interface OneVersion {
  /** For example `v3`. Without version and alias the input reads `latest`. */
  readonly version?: string;
  readonly alias?: NotTogetherWith<"version">;
}

/** At most an alias. */
export interface OneAlias {
  /** For example `production`. */
  readonly alias?: string;
  readonly version?: NotTogetherWith<"alias">;
}

/** One W&B object of the artifact. */
export interface GetObject {
  /** Name under which the object was added. */
  readonly get: string;
  /** The class that the object must have; it gives the type. */
  readonly as?: WandbObjectClass;
  readonly getPath?: NotTogetherWith<"get">;
}

/** One file of the artifact. */
export interface GetPath {
  /** The entry's path; the input is the local path of the downloaded file. */
  readonly getPath: string;
  /** `stream` delivers the content instead of a path, without a file. Default `path`. */
  readonly as?: "path" | "stream";
  readonly get?: NotTogetherWith<"getPath">;
}

/** The whole artifact, in some form. */
export interface Whole {
  /**
   * `value`: the stored value, an error when there is none; `artifact`: the artifact object even if
   * it holds a value; `path`: the folder with all its files; `stream`: the bytes of the stored value.
   * Default: what was produced.
   */
  readonly as?: "value" | "artifact" | "path" | "stream";
  /** `null` cancels a `get` that would come from `"*"`. */
  readonly get?: null;
  /** `null` cancels a `getPath` that would come from `"*"`. */
  readonly getPath?: null;
}

/** How far stored content is trusted, and what a missing artifact does. */
export interface ReadPolicy {
  /** What happens when the artifact does not exist. Default `error`. */
  readonly onMissing?: "error" | "skip" | "undefined";
  /** Overrides the IO manager's policy for this input. */
  readonly policy?: "data" | "inspect" | "signed";
  /** Python names to decode as inert objects although the policy is `data`. */
  readonly allow?: readonly string[];
  /** Revive functions that were stored as source: runs the code of the artifact's author. */
  readonly trust?: boolean;
}

/** The settings of one partition, or of an unpartitioned input. */
export type ReadEntry = (OneVersion | OneAlias) & (GetObject | GetPath | Whole) & ReadPolicy;

/** Settings that stand beside an entry at the top. */
export interface ReadPlace {
  /** Artifact name; only for inputs without an asset key, and as base name of partitions. */
  readonly name?: string;
  /** Another place to read from: entity, project or name differ from the key's, e.g. a registry. */
  readonly external?:
    | string
    | { readonly entity?: string; readonly project?: string; readonly name?: string };
  /** Entity to read from instead of the one of `wandb_config`. */
  readonly entity?: string;
  /** Project to read from instead of the one of `wandb_config`. */
  readonly project?: string;
  /** `run` (the default): what this run wrote, if it did; `latest`: always the newest. */
  readonly consistency?: "run" | "latest";
  /** `eager` (the default): a whole artifact is on disk when the step begins; `lazy`: entry by entry. */
  readonly download?: "eager" | "lazy";

  readonly type?: WriteKeyBelongsInWandbArtifact;
  readonly aliases?: WriteKeyBelongsInWandbArtifact;
  readonly description?: WriteKeyBelongsInWandbArtifact;
  readonly serializationModule?: WriteKeyBelongsInWandbArtifact;
}

/** Settings of a partitioned input. */
export interface ByPartition<Entries> extends ReadPlace, ReadPolicy {
  /** Settings by partition key; `"*"` stands for all keys that are not listed. */
  readonly partitions: Entries;
  /** Whether an own entry is merged with the one of `"*"`, by concern, or replaces it. */
  readonly wildcard?: "merge" | "replace";
}

/** What an input gets by an entry of its configuration. */
export type EntryReads<E> = E extends { readonly getPath: string; readonly as: "stream" }
  ? AsyncIterable<Uint8Array>
  : E extends { readonly getPath: string }
    ? string
    : E extends { readonly get: string; readonly as: WandbObjectClass<infer T> }
      ? T
      : E extends { readonly get: string }
        ? WandbMedia
        : E extends { readonly as: "artifact" }
          ? Artifact
          : E extends { readonly as: "path" }
            ? string
            : E extends { readonly as: "stream" }
              ? AsyncIterable<Uint8Array>
              : AsProduced;
