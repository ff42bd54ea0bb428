/** A serialization module of the guide, or `raw` for bytes without a wrapper. */
export type SerializationModuleName = "pickle" | "dill" | "cloudpickle" | "joblib" | "raw";

/** A file to add to the artifact next to the value; the arguments of the SDK's `add_file`. */
export interface FileArguments {
  /** An existing file; relative to the IO manager's `cwd`. */
  readonly localPath: string;
  /** Path inside the artifact. Default: the file's base name. */
  readonly name?: string | undefined;
  /**
   * Replace the file name up to its first dot by 20 hex digits of the content's MD5, so that
   * temporary names do not collide. Default false.
   */
  readonly isTmp?: boolean | undefined;
  /** Keep the content out of the local content cache. Default false. */
  readonly skipCache?: boolean | undefined;
  /** `mutable`: the file may change after this call, so it is copied; `immutable`: it will not. */
  readonly policy?: "mutable" | "immutable" | undefined;
  /** Replace an entry of the same name. Default false: a different one is an error. */
  readonly overwrite?: boolean | undefined;
}

/** A directory to add to the artifact next to the value; the arguments of the SDK's `add_dir`. */
export interface DirArguments {
  /** An existing directory, added with all that is in it; relative to the IO manager's `cwd`. */
  readonly localPath: string;
  /** Prefix inside the artifact. Default: its root. */
  readonly name?: string | undefined;
  /** Keep the content out of the local content cache. Default false. */
  readonly skipCache?: boolean | undefined;
  /** As for files. */
  readonly policy?: "mutable" | "immutable" | undefined;
  /** Whether existing entries may change. Default false. */
  readonly merge?: boolean | undefined;
}

/** A reference to add to the artifact: nothing is uploaded. The arguments of `add_reference`. */
export interface ReferenceArguments {
  /** URI with a scheme: `https://…`, `s3://…`, `gs://…`, `file://…`, `wandb-artifact://…`. */
  readonly uri: string;
  /** Path in the artifact; the prefix when the URI names a bucket prefix. */
  readonly name?: string | undefined;
  /** Ask the origin for size and digest. Default true. */
  readonly checksum?: boolean | undefined;
  /** Cap on the objects of a prefix. Default: the client's. */
  readonly maxObjects?: number | undefined;
}

/** How the value becomes bytes. */
export interface SerializationSettings {
  /** The module. Default `pickle`. */
  readonly name?: SerializationModuleName | (string & {});
  /**
   * Named arguments of the module's dump function, for example `{ compress: 3, protocol: 4 }` for
   * joblib, or `{ functions: "source" }`. `protocol` defaults to the highest, 5.
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** How long W&B keeps the version. */
export interface TimeToLive {
  /** Whole days, hours and minutes are added up. */
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

/** A collection of the registry (or any portfolio) that the new version is linked to. */
export interface LinkArguments {
  /** For example `wandb-registry-model/my_models` or `model-registry/my_models`. */
  readonly path: string;
  /** Aliases that the linked version gets there, for example `production`. */
  readonly aliases?: readonly string[];
}

declare const never: unique symbol;

/** The setting belongs on the reading side: write it in `fromWandb`. */
export interface ReadKeyBelongsInFromWandb {
  readonly [never]: "ReadKeyBelongsInFromWandb";
}

/**
 * What `wandbArtifact` accepts: everything about the artifact that an output becomes. Each setting
 * has the meaning that the guide gives to its snake_case form under
 * `wandb_artifact_configuration`.
 */
export interface WandbArtifactOptions {
  /** Artifact name: letters, digits, `_`, `-`, `.`. Only for op outputs; assets have their key's. */
  readonly name?: string;
  /** Artifact type. Default `artifact`. Not with an Artifact as value. */
  readonly type?: string;
  /** Free Markdown. */
  readonly description?: string;
  /** Aliases of the new version; `dagster-run-<8 digits>` and `latest` are always added. */
  readonly aliases?: readonly string[];
  /** Directories to add. */
  readonly addDirs?: readonly DirArguments[];
  /** Files to add. */
  readonly addFiles?: readonly FileArguments[];
  /** References to add. */
  readonly addReferences?: readonly ReferenceArguments[];
  /** The serialization module, by name or with parameters. Default `pickle`. */
  readonly serializationModule?: SerializationModuleName | SerializationSettings | (string & {});
  /** User metadata; keys must not begin with `source_`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Tags of the new version. */
  readonly tags?: readonly string[];
  /** How long W&B keeps the version; `"inherit"` the collection's rule, `null` for ever. */
  readonly ttl?: TimeToLive | "inherit" | null;
  /** Collections of the registry to link the new version to. */
  readonly link?: string | LinkArguments | readonly (string | LinkArguments)[];
  /** What null and undefined do: `skip` (the default) stores nothing, `artifact` stores the null. */
  readonly emptyOutput?: "skip" | "artifact";
  /** Whether the version gets the alias `dagster-run-<8 digits>`. Default true. */
  readonly runAlias?: boolean;
  /** Entity to write to instead of the one of `wandb_config`. */
  readonly entity?: string;
  /** Project to write to instead of the one of `wandb_config`. */
  readonly project?: string;

  readonly get?: ReadKeyBelongsInFromWandb;
  readonly getPath?: ReadKeyBelongsInFromWandb;
  readonly version?: ReadKeyBelongsInFromWandb;
  readonly alias?: ReadKeyBelongsInFromWandb;
  readonly partitions?: ReadKeyBelongsInFromWandb;
}

/**
 * The dictionary under `wandb_artifact_configuration` on the writing side, spelt as in the guide.
 * The builder `wandbArtifact` makes one; write it by hand to port a Python program word for word.
 *
 * @example
 * ```ts
 * const configuration: WandbWriteConfiguration = {
 *   type: "dataset",
 *   add_files: [{ local_path: "train.py", name: "my_training_script" }],
 *   serialization_module: { name: "joblib", parameters: { compress: 3 } },
 * };
 * ```
 */
export interface WandbWriteConfiguration {
  readonly name?: string;
  readonly type?: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly add_dirs?: readonly {
    readonly local_path: string;
    readonly name?: string;
    readonly skip_cache?: boolean;
    readonly policy?: "mutable" | "immutable";
    readonly merge?: boolean;
  }[];
  readonly add_files?: readonly {
    readonly local_path: string;
    readonly name?: string;
    readonly is_tmp?: boolean;
    readonly skip_cache?: boolean;
    readonly policy?: "mutable" | "immutable";
    readonly overwrite?: boolean;
  }[];
  readonly add_references?: readonly {
    readonly uri: string;
    readonly name?: string;
    readonly checksum?: boolean;
    readonly max_objects?: number;
  }[];
  readonly serialization_module?: SerializationSettings | string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
  readonly ttl?: TimeToLive | "inherit" | null;
  readonly link?: string | LinkArguments | readonly (string | LinkArguments)[];
  readonly empty_output?: "skip" | "artifact";
  readonly run_alias?: boolean;
  readonly entity?: string;
  readonly project?: string;
}
