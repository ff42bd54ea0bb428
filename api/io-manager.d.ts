// index.d.ts
export { makeWandbArtifactsIOManager, wandbArtifactsIOManager, type WandbArtifactsIOManager, type WandbIOManagerRequirements, } from "./wandb-artifacts-io-manager.ts";
export { type ManagerConfigInput, managerConfigSchema, type ManagerSettings, } from "./config/manager-config.ts";
export type { AssetKeyToArtifactName, ManagerHooks, TransferSubject, } from "./manager/manager-parts.ts";
export { wandbArtifact, type WandbWriteMetadata } from "./builders/wandb-artifact.ts";
export { wandbOutput } from "./builders/wandb-output.ts";
export { fromWandb, type WandbReadMetadata } from "./builders/from-wandb.ts";
export type { ByPartition, EntryReads, GetObject, GetPath, NotTogetherWith, OneAlias, OneVersion, ReadEntry, ReadPlace, ReadPolicy, WandbObjectClass, Whole, WriteKeyBelongsInWandbArtifact, } from "./builders/read-types.ts";
export type { DirArguments, FileArguments, LinkArguments, ReadKeyBelongsInFromWandb, ReferenceArguments, SerializationModuleName, SerializationSettings, TimeToLive, WandbArtifactOptions, WandbWriteConfiguration, } from "./configuration/write-types.ts";
export type { ConfigureContext } from "./configuration/locate.ts";
export { ioManagerErrors, WandbArtifactsIOManagerError, type IOManagerErrorCode, type IOManagerPhase, } from "./errors.ts";
export { checkWandbConfig, wandbConfig, type WandbConfig, WandbResourceError, type WandbResourceErrorCode, wandbResource, type WandbResourceConfig, wandbResourceErrors, } from "@heddle/wandb-resource";

// wandb-artifacts-io-manager.d.ts
import { type ConfigInput, type ConfigurableResource, type IOManager } from "@heddle/core";
import { type WandbConfig } from "@heddle/wandb-resource";
import type { WandbClient } from "@heddle/wandb-client";
import { type ManagerConfigInput } from "./config/manager-config.ts";
import type { ManagerHooks } from "./manager/manager-parts.ts";
/** The resources that the IO manager needs beside it. */
export interface WandbIOManagerRequirements {
    readonly wandb_resource: WandbClient;
    readonly wandb_config: WandbConfig;
}
/** The resource of an IO manager that stores values as W&B artifacts. */
export type WandbArtifactsIOManager = ConfigurableResource<IOManager, WandbIOManagerRequirements, ConfigInput<ManagerConfigInput>>;
/**
 * Makes an IO manager resource with what cannot stand in config: serialization modules of your own,
 * another scheme of artifact names, a listener for progress.
 *
 * @example
 * ```ts
 * const manager = makeWandbArtifactsIOManager({
 *   codecs: defaultCodecs.with(arrowCodec),
 *   onProgress: (progress, { artifact }) => console.log(artifact, progress.bytes),
 * });
 * ```
 */
export declare function makeWandbArtifactsIOManager(hooks?: ManagerHooks): WandbArtifactsIOManager;
/**
 * The IO manager of the guide: each output becomes a W&B artifact, each input comes from one, and the
 * W&B run of the orchestrator's run links them. It needs the resources `wandb_resource` and
 * `wandb_config`; its own config has a default for every key.
 *
 * @example
 * ```ts
 * definitions({
 *   assets: [asset({ name: "rows", ioManagerKey: "wandb_artifacts_manager" }, () => [1, 2, 3])],
 *   resources: {
 *     wandb_config: wandbConfig.configured({ project: "my_project" }),
 *     wandb_resource: wandbResource.configured({ api_key: { env: "WANDB_API_KEY" } }),
 *     wandb_artifacts_manager: wandbArtifactsIOManager.configured({ cache_duration_in_minutes: 60 }),
 *   },
 * });
 * ```
 */
export declare const wandbArtifactsIOManager: WandbArtifactsIOManager;

// config/manager-config.d.ts
import { type Secret } from "@heddle/core";
import { z } from "zod";
/** The settings of one IO manager, in one spelling and with defaults. */
export interface ManagerSettings {
    /** Undefined: the instance's storage folder, or a temporary one when the instance has none. */
    readonly baseDir: string | undefined;
    /** How long files that nobody opens stay, in minutes; 0 keeps nothing. */
    readonly cacheDurationInMinutes: number;
    /** Bound on the cache in bytes; undefined for none. */
    readonly cacheMaxBytes: number | undefined;
    /** Undefined: the orchestrator's run id. */
    readonly runId: string | undefined;
    /** Undefined: `dagster-run-` and the first eight characters of the orchestrator's run id. */
    readonly runName: string | undefined;
    readonly runTags: readonly string[];
    /** Entity instead of the one of `wandb_config`. */
    readonly entity: string | undefined;
    /** Project instead of the one of `wandb_config`. */
    readonly project: string | undefined;
    readonly partitionNameStyle: "dot" | "hyphen";
    readonly assetKeyToArtifactName: "all" | "first";
    readonly requireType: boolean;
    readonly emptyOutput: "skip" | "artifact";
    readonly runAlias: boolean;
    readonly consistency: "run" | "latest";
    readonly download: "eager" | "lazy";
    readonly onMissing: "error" | "skip" | "undefined";
    readonly wildcard: "merge" | "replace";
    readonly policy: "data" | "inspect" | "signed";
    readonly allow: readonly string[];
    readonly trust: boolean;
    /** Bytes that decoding one value may take. Undefined: by the size of its file; no bound under the policy `signed`. */
    readonly maxDecodedBytes: number | undefined;
    /** Signs what is written, and checks what is read under the policy `signed`. */
    readonly signingKey: Secret | undefined;
    /** Further keys whose signatures count. */
    readonly trustedKeys: readonly Secret[];
    /** How many partitions of one input are loaded ahead. */
    readonly maxConcurrentReads: number;
    /** Folder that relative paths of files and directories start from. Undefined: the process'. */
    readonly cwd: string | undefined;
    /** What the user should be told once: deprecated names were used. */
    readonly warnings: readonly string[];
}
/** One setting: its schema, with the description that editors show. */
declare const fields: {
    base_dir: z.ZodString;
    cache_duration_in_minutes: z.ZodInt;
    run_id: z.ZodString;
    run_name: z.ZodString;
    run_tags: z.ZodArray<z.ZodString>;
    entity: z.ZodString;
    project: z.ZodString;
    cache_max_bytes: z.ZodInt;
    partition_name_style: z.ZodEnum<{
        dot: "dot";
        hyphen: "hyphen";
    }>;
    asset_key_to_artifact_name: z.ZodEnum<{
        all: "all";
        first: "first";
    }>;
    require_type: z.ZodBoolean;
    empty_output: z.ZodEnum<{
        artifact: "artifact";
        skip: "skip";
    }>;
    run_alias: z.ZodBoolean;
    consistency: z.ZodEnum<{
        latest: "latest";
        run: "run";
    }>;
    download: z.ZodEnum<{
        eager: "eager";
        lazy: "lazy";
    }>;
    on_missing: z.ZodEnum<{
        error: "error";
        skip: "skip";
        undefined: "undefined";
    }>;
    wildcard: z.ZodEnum<{
        merge: "merge";
        replace: "replace";
    }>;
    policy: z.ZodEnum<{
        data: "data";
        inspect: "inspect";
        signed: "signed";
    }>;
    allow: z.ZodArray<z.ZodString>;
    trust: z.ZodBoolean;
    max_decoded_bytes: z.ZodInt;
    signing_key: z.ZodType<Secret, string | import("@heddle/core").SecretReference, z.core.$ZodTypeInternals<Secret, string | import("@heddle/core").SecretReference>>;
    trusted_keys: z.ZodArray<z.ZodType<Secret, string | import("@heddle/core").SecretReference, z.core.$ZodTypeInternals<Secret, string | import("@heddle/core").SecretReference>>>;
    max_concurrent_reads: z.ZodInt;
    cwd: z.ZodString;
};
type Fields = typeof fields;
type Camel<Key extends string> = Key extends `${infer Head}_${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : Key;
/** Names of best practice 7 in the guide, and of older integrations. */
declare const aliases: {
    readonly wandb_run_id: "run_id";
    readonly wandb_run_name: "run_name";
    readonly wandb_run_tags: "run_tags";
};
/** The configuration as users write it: snake_case as in the guide, or camelCase. */
export type ManagerConfigInput = {
    readonly [Key in keyof Fields]?: z.input<Fields[Key]> | undefined;
} & {
    readonly [Key in keyof Fields as Camel<Key>]?: z.input<Fields[Key]> | undefined;
} & {
    readonly [Key in keyof typeof aliases]?: z.input<Fields[(typeof aliases)[Key]]> | undefined;
};
/**
 * The schema of the IO manager's config: every key of the guide and of this implementation, in
 * snake_case or camelCase. Unknown keys, wrong values and a key that is given in two spellings with
 * different values are faults, all found at once.
 */
export declare const managerConfigSchema: z.ZodType<ManagerSettings, ManagerConfigInput>;
export {};

// manager/manager-parts.d.ts
import type { InputContext, OutputContext } from "@heddle/core";
import type { CodecRegistry, SigningKey } from "@heddle/serialization";
import type { TransferProgress, WandbClient } from "@heddle/wandb-client";
import type { WandbConfig } from "@heddle/wandb-resource";
import type { ArtifactCache } from "../cache/artifact-cache.ts";
import type { ManagerSettings } from "../config/manager-config.ts";
import type { NamingOptions } from "../naming/artifact-names.ts";
import type { RunScope } from "../run/run-scope.ts";
import type { StepLeases } from "./step-leases.ts";
import type { WrittenVersions } from "./written-versions.ts";
/** What a transfer belongs to. */
export interface TransferSubject {
    readonly stepKey: string;
    /** Name of the input or output. */
    readonly name: string;
    /** Artifact name, with version when it is read. */
    readonly artifact: string;
}
/** Makes an artifact name from the parts of an asset key. */
export type AssetKeyToArtifactName = (assetKey: readonly string[]) => string;
/** What can be given in code, but not as config. */
export interface ManagerHooks {
    /** Serialization modules besides the built-in ones, or in their place. */
    readonly codecs?: CodecRegistry;
    /** Another scheme of artifact names than the config's choices. */
    readonly assetKeyToArtifactName?: AssetKeyToArtifactName;
    /** Called while files are uploaded and downloaded. */
    readonly onProgress?: (progress: TransferProgress, subject: TransferSubject) => void;
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly clock?: () => number;
}
/** Everything that writing and reading share within one process of one orchestrator run. */
export interface ManagerParts {
    readonly settings: ManagerSettings;
    readonly hooks: ManagerHooks;
    readonly client: WandbClient;
    readonly wandbConfig: WandbConfig;
    readonly codecs: CodecRegistry;
    readonly cache: ArtifactCache;
    readonly run: RunScope;
    readonly leases: StepLeases;
    readonly written: WrittenVersions;
    /** Signs what is written; undefined: nothing is signed. */
    readonly signingKey: SigningKey | undefined;
    /** Keys whose signatures count. */
    readonly trustedKeys: readonly SigningKey[];
    readonly clock: () => number;
    /** Folder for content that is being built; exists once it is asked for. */
    temporaryDir(): Promise<string>;
    /** Logs a warning at the first call with its text. */
    warnOnce(context: InputContext | OutputContext, message: string): void;
}
/** How a manager makes artifact names. */
export declare function namingOf(parts: ManagerParts): NamingOptions;

// builders/wandb-artifact.d.ts
import { type ConfigureContext } from "../configuration/locate.ts";
import type { WandbArtifactOptions } from "../configuration/write-types.ts";
/** Metadata that tells the IO manager how an output becomes an artifact. */
export type WandbWriteMetadata = {
    readonly wandb_artifact_configuration: Readonly<Record<string, unknown>>;
};
/**
 * The metadata of an output, asset or one output of a multi-asset that says how it is stored in W&B.
 * The settings are checked here, when the definition is made; what can be known only then is
 * checked before anything is sent.
 *
 * @param options the settings, or a function that makes them from the step's run, asset and
 *   partition
 * @returns `{ wandb_artifact_configuration: {…} }`, spelt as in the guide; spread it next to other
 *   metadata
 * @throws WandbArtifactsIOManagerError with all faults at once (`E-W02`, `E-W14` … `E-W17`, `E-W20`)
 *
 * @example
 * ```ts
 * asset({ name: "my_artifact", metadata: wandbArtifact({ type: "dataset", aliases: ["candidate"] }) }, () => [1, 2, 3]);
 * asset(
 *   { name: "daily", partitions, metadata: wandbArtifact((context) => ({ aliases: [`day-${context.partitionKey}`] })) },
 *   () => 1,
 * );
 * ```
 */
export declare function wandbArtifact(options: WandbArtifactOptions | ((context: ConfigureContext) => WandbArtifactOptions)): WandbWriteMetadata;
/** Writes the keys of a configuration, and of the arguments in its lists, in snake_case. */
export declare function toGuideSpelling(options: object): Record<string, unknown>;

// builders/wandb-output.d.ts
import { type Output, type OutputOptions } from "@heddle/core";
import type { WandbArtifactOptions } from "../configuration/write-types.ts";
/**
 * A value together with how it is stored in W&B, decided while the step runs. The settings win over
 * those of the definition, key by key.
 *
 * @param value the value
 * @param options settings as for `wandbArtifact`
 * @param about name of the output, its partition key, further metadata
 * @throws WandbArtifactsIOManagerError as `wandbArtifact` does
 *
 * @example
 * ```ts
 * asset({ name: "model" }, async () => {
 *   const { model, accuracy } = await train();
 *   return wandbOutput(model, { metadata: { accuracy }, aliases: accuracy > 0.9 ? ["candidate"] : [] });
 * });
 * ```
 */
export declare function wandbOutput<Value, const Name extends string = "result">(value: Value, options: WandbArtifactOptions, about?: OutputOptions & {
    readonly name?: Name;
}): Output<Name, Value>;

// builders/from-wandb.d.ts
import type { InputMetadata } from "@heddle/core";
import type { ByPartition, EntryReads, ReadEntry, ReadPlace } from "./read-types.ts";
/** Metadata that tells the IO manager how an input is read. */
export type WandbReadMetadata = {
    readonly wandb_artifact_configuration: Readonly<Record<string, unknown>>;
};
/**
 * The metadata of an input that says what of an artifact it reads, and which version. The settings
 * are checked here, when the definition is made; the input's type follows from them.
 *
 * @param options what to read; with `partitions`, per partition key and under `"*"` for the others
 * @returns `{ wandb_artifact_configuration: {…} }`, spelt as in the guide
 * @throws WandbArtifactsIOManagerError with all faults at once (`E-R01`, `E-R05` … `E-R08`, `E-R10`,
 *   `E-R11`, `E-R13`, `E-R14`, `E-R21`)
 *
 * @example
 * ```ts
 * assetIn(myAsset, { metadata: fromWandb({ get: "my_table", as: Table }) });
 * assetIn(colours, { metadata: fromWandb({ partitions: { "*": { get: "t" }, blue: { alias: "best" } } }) });
 * ```
 */
export declare function fromWandb<const E extends Readonly<Record<string, ReadEntry | null>>>(options: ByPartition<E>): InputMetadata<EntryReads<E[keyof E]>, keyof E & string> & WandbReadMetadata;
export declare function fromWandb<const O extends ReadEntry & ReadPlace>(options: O): InputMetadata<EntryReads<O>> & WandbReadMetadata;

// builders/read-types.d.ts
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
export type WandbObjectClass<T extends WandbMedia = WandbMedia> = abstract new (...args: never[]) => T;
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
    readonly external?: string | {
        readonly entity?: string;
        readonly project?: string;
        readonly name?: string;
    };
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
export type EntryReads<E> = E extends {
    readonly getPath: string;
    readonly as: "stream";
} ? AsyncIterable<Uint8Array> : E extends {
    readonly getPath: string;
} ? string : E extends {
    readonly get: string;
    readonly as: WandbObjectClass<infer T>;
} ? T : E extends {
    readonly get: string;
} ? WandbMedia : E extends {
    readonly as: "artifact";
} ? Artifact : E extends {
    readonly as: "path";
} ? string : E extends {
    readonly as: "stream";
} ? AsyncIterable<Uint8Array> : AsProduced;
export {};

// configuration/write-types.d.ts
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
export {};

// configuration/locate.d.ts
/** Makes settings from what is known when the step runs. */
export type Configure = (context: ConfigureContext) => Readonly<Record<string, unknown>>;
/** What a configuration that is a function gets to know. */
export interface ConfigureContext {
    readonly runId: string;
    readonly jobName: string;
    readonly stepKey: string;
    /** Parts of the asset key; undefined for the output of an op. */
    readonly assetKey: readonly string[] | undefined;
    /** The partition that is written, as text; undefined without partitions. */
    readonly partitionKey: string | undefined;
    /** Tags of the run. */
    readonly tags: Readonly<Record<string, string>>;
}
/** Where a configuration carries its function; a symbol, so that it stays out of dumps. */
export declare const configure: unique symbol;
/** A configuration as it stands in the metadata. */
export interface LocatedConfiguration {
    /** The dictionary; undefined if there is none. */
    readonly raw: Readonly<Record<string, unknown>> | undefined;
    /** Settings that are made when the step runs; they win over the dictionary's. */
    readonly configure: Configure | undefined;
    /** What to tell the user once: the deprecated key was used. */
    readonly warnings: readonly string[];
}
/**
 * Finds the W&B configuration in the metadata of an output or an input: under
 * `wandb_artifact_configuration`, or under `wandb_artifact_arguments` as the guide's first examples
 * write it (with a warning). Any other `wandb_artifact_…` key warns too: it would do nothing.
 *
 * @param place what the metadata belongs to, for messages
 * @throws WandbArtifactsIOManagerError `E-W19` when both keys are present or the entry is no
 *   dictionary
 */
export declare function locateConfiguration(metadata: Readonly<Record<string, unknown>>, place: string): LocatedConfiguration;
/** A short name of a value's kind for messages. */
export declare function describe(value: unknown): string;

// errors.d.ts
import { type ErrorCode, HeddleError, type Problem } from "@heddle/errors";
/** Every code of the W&B artifacts IO manager: `E-W…` when writing, `E-R…` when reading. */
export declare const ioManagerErrors: {
    readonly "E-R01": {
        readonly meaning: "The read configuration holds a key that does not exist, or one key in two spellings.";
        readonly remedy: "Remove the key or correct its spelling; the message lists what is allowed.";
    };
    readonly "E-R02": {
        readonly meaning: "The configuration has `partitions`, but the upstream is not partitioned.";
        readonly remedy: "Remove `partitions`, or give the upstream asset a partitions definition.";
    };
    readonly "E-R03": {
        readonly meaning: "The configuration of an asset input has a name; the asset key gives it already.";
        readonly remedy: "Remove `name`, or use `external` to read another artifact.";
    };
    readonly "E-R04": {
        readonly meaning: "An input without an asset key has no name in its configuration.";
        readonly remedy: "Add `name` to the input's configuration, or read an asset.";
    };
    readonly "E-R05": {
        readonly meaning: "The configuration has both a version and an alias.";
        readonly remedy: "Keep one of the two; without both the input reads `latest`.";
    };
    readonly "E-R06": {
        readonly meaning: "The configuration has both `get` and `get_path`.";
        readonly remedy: "Keep one of the two; without both the input reads the whole artifact.";
    };
    readonly "E-R07": {
        readonly meaning: "A partitioned input has `get` or `get_path` at the top of its configuration.";
        readonly remedy: 'Move it below `partitions`: under a key, or under `"*"` for all keys.';
    };
    readonly "E-R08": {
        readonly meaning: "The entry of a partition is empty.";
        readonly remedy: "Fill the entry, remove it, or set it to null to read the partition without settings.";
    };
    readonly "E-R09": {
        readonly meaning: "The artifact does not hold the requested entry.";
        readonly remedy: "Use one of the entries that the message lists.";
    };
    readonly "E-R10": {
        readonly meaning: "The entry of a partition holds a key that does not exist.";
        readonly remedy: "An entry may hold get, get_path, version, alias, as, on_missing and allow.";
    };
    readonly "E-R11": {
        readonly meaning: "The entry of a partition has both a version and an alias.";
        readonly remedy: "Keep one of the two; without both the partition is read at `latest`.";
    };
    readonly "E-R12": {
        readonly meaning: "The artifact of a partition does not exist.";
        readonly remedy: "Materialize the partition, correct `name`, or set `on_missing`.";
    };
    readonly "E-R13": {
        readonly meaning: "The entry of a partition has both `get` and `get_path`.";
        readonly remedy: "Keep one of the two; without both the whole artifact is read.";
    };
    readonly "E-R14": {
        readonly meaning: "A partitioned input has `version` or `alias` at the top of its configuration.";
        readonly remedy: 'Move it below `partitions`: under a key, or under `"*"` for all keys.';
    };
    readonly "E-R15": {
        readonly meaning: "The artifact was written with a serialization module that cannot be used here.";
        readonly remedy: "Install what the message names, or register a codec of that name.";
    };
    readonly "E-R16": {
        readonly meaning: "The stored value was not decoded, because the trust policy forbids it.";
        readonly remedy: "Allow the named types, choose the policy `inspect`, or trust the source explicitly.";
    };
    readonly "E-R17": {
        readonly meaning: "Downloaded content is not what the artifact's manifest says.";
        readonly remedy: "Read again; when it happens again, the stored content or the cache folder is damaged.";
    };
    readonly "E-R18": {
        readonly meaning: "The artifact found under the name belongs to another asset or partition.";
        readonly remedy: "Rename one of the two assets, or read the artifact by `name`.";
    };
    readonly "E-R19": {
        readonly meaning: "The artifact, or the requested version of it, does not exist.";
        readonly remedy: "Materialize the upstream first, or correct the name, version or alias.";
    };
    readonly "E-R20": {
        readonly meaning: "The delivered value is of another kind than the input asked for.";
        readonly remedy: "Ask for the kind that the message names.";
    };
    readonly "E-R21": {
        readonly meaning: "A setting of the read configuration has a value of the wrong kind.";
        readonly remedy: "Give the value that the message asks for.";
    };
    readonly "E-R22": {
        readonly meaning: "The signature of the stored value is missing or does not fit.";
        readonly remedy: "Write the artifact with the same signing key, or read it without the policy `signed`.";
    };
    readonly "E-R99": {
        readonly meaning: "Anything else failed while an input was read.";
        readonly remedy: "The cause tells the original error, the details the phase.";
    };
    readonly "E-W01": {
        readonly meaning: "A step that covers several partitions produced one plain value for all of them.";
        readonly remedy: "Return or yield a keyed collection with one value per partition, or start one run per partition.";
    };
    readonly "E-W02": {
        readonly meaning: "The write configuration holds a key that does not exist, or one key in two spellings.";
        readonly remedy: "Remove the key or correct its spelling; the message lists what is allowed.";
    };
    readonly "E-W03": {
        readonly meaning: "The serialization module is not one that the IO manager knows.";
        readonly remedy: "Use pickle, dill, cloudpickle, joblib, raw, or a codec that you registered.";
    };
    readonly "E-W04": {
        readonly meaning: "The configuration has a name, but the value is an Artifact, which has its own.";
        readonly remedy: "Remove `name` from the configuration.";
    };
    readonly "E-W05": {
        readonly meaning: "The configuration has a type, but the value is an Artifact, which has its own.";
        readonly remedy: "Remove `type` from the configuration.";
    };
    readonly "E-W06": {
        readonly meaning: "Both the configuration and the Artifact have a description.";
        readonly remedy: "Set the description in one of the two places.";
    };
    readonly "E-W07": {
        readonly meaning: "The configuration has a name, but the output is an asset, whose key gives the name.";
        readonly remedy: "Remove `name`; rename the asset when the artifact needs another name.";
    };
    readonly "E-W08": {
        readonly meaning: "The Artifact has no name and nothing else gives it one.";
        readonly remedy: "Give the Artifact a name when you build it.";
    };
    readonly "E-W09": {
        readonly meaning: "The W&B object is of a kind that artifacts cannot hold, such as a Graph.";
        readonly remedy: "Log the object to the W&B run, or store one of the kinds that the message lists.";
    };
    readonly "E-W10": {
        readonly meaning: "The Artifact was logged already; a committed version cannot be changed.";
        readonly remedy: "Return a new Artifact, or a draft made from the committed one.";
    };
    readonly "E-W11": {
        readonly meaning: "The output of an op has no asset key and no name in its configuration.";
        readonly remedy: "Add `name` to the output's configuration, or make it an asset.";
    };
    readonly "E-W12": {
        readonly meaning: "The value could not be serialized.";
        readonly remedy: "Check the value and the parameters, or choose another serialization module.";
    };
    readonly "E-W13": {
        readonly meaning: "The serialization module exists but cannot be used here.";
        readonly remedy: "Install what the message names, or choose another serialization module.";
    };
    readonly "E-W14": {
        readonly meaning: "The artifact's name or type is not legal in W&B.";
        readonly remedy: "Use letters, digits, `_`, `-` and `.` only; types `job` and `wandb-…` are reserved.";
    };
    readonly "E-W15": {
        readonly meaning: "A file, directory or reference to attach is missing, wrong, or collides with another.";
        readonly remedy: "Correct the argument that the message names.";
    };
    readonly "E-W16": {
        readonly meaning: "The metadata for the artifact is not allowed.";
        readonly remedy: "Use at most 100 keys in all, none of which begins with `source_`, with JSON values.";
    };
    readonly "E-W17": {
        readonly meaning: "An alias or tag is not legal in W&B, or looks like a version.";
        readonly remedy: "Use text without `/` and `:` that is not `v` and a number.";
    };
    readonly "E-W18": {
        readonly meaning: "Two different assets would be stored in one artifact.";
        readonly remedy: "Rename one of the two assets or its partition key.";
    };
    readonly "E-W19": {
        readonly meaning: "The metadata entry for W&B is given twice or is not a configuration at all.";
        readonly remedy: "Keep one entry, `wandb_artifact_configuration`, with a dictionary of settings.";
    };
    readonly "E-W20": {
        readonly meaning: "A setting of the write configuration has a value of the wrong kind.";
        readonly remedy: "Give the value that the message asks for.";
    };
    readonly "E-W21": {
        readonly meaning: "The artifact was stored, but linking it to the registry failed.";
        readonly remedy: "Check the registry path and the rights of the key, then link the stored version.";
    };
    readonly "E-W99": {
        readonly meaning: "Anything else failed while an output was written.";
        readonly remedy: "The cause tells the original error, the details the phase.";
    };
};
/** A code of {@link ioManagerErrors}. */
export type IOManagerErrorCode = ErrorCode<typeof ioManagerErrors>;
/**
 * The part of a write or a read in which something went wrong; it stands in `details.phase`.
 *
 * - `configure`: the configuration, the value's kind or the names, before any request
 * - `open-run`: making or resuming the W&B run
 * - `serialize`, `attach`, `upload`, `commit`, `record`: building and storing an artifact
 * - `resolve`, `download`, `decode`: finding and delivering one
 */
export type IOManagerPhase = "configure" | "open-run" | "serialize" | "attach" | "upload" | "commit" | "record" | "resolve" | "download" | "decode";
/**
 * What the W&B artifacts IO manager throws. The name is the one of the Python integration; `code`
 * tells the case (see `docs/errors.md`), `details` what it was about, `cause` the original error.
 */
export declare class WandbArtifactsIOManagerError extends HeddleError<IOManagerErrorCode> {
}
/** A fault of a configuration, before it is known whether it comes alone. */
export interface ConfigurationFault extends Problem {
    readonly code: IOManagerErrorCode;
}
/**
 * One error for all faults of a configuration: the first one's code and message when it is alone,
 * otherwise a summary with every fault in `problems`.
 *
 * @param place what was configured, for example `asset "my_artifact"`
 */
export declare function configurationError(place: string, faults: readonly [ConfigurationFault, ...ConfigurationFault[]]): WandbArtifactsIOManagerError;
/**
 * The error for anything that went wrong in a phase and is not one of ours yet: `E-W99` or `E-R99`
 * with the phase, the original message and the original error as cause.
 */
export declare function unexpectedError(code: "E-W99" | "E-R99", phase: IOManagerPhase, about: string, cause: unknown): WandbArtifactsIOManagerError;

// cache/artifact-cache.d.ts
import { type CacheKey } from "./cache-layout.ts";
/** How the cache behaves. */
export interface ArtifactCacheOptions {
    /** The manager's folder; see `managerRoot`. */
    readonly root: string;
    /** How long content that nobody opens is kept, in minutes; 0 keeps nothing past its use. */
    readonly durationMinutes: number;
    /** Bound on all content in bytes, the least recently opened goes first. Default: none. */
    readonly maxBytes?: number | undefined;
    /** Milliseconds since the epoch. Default `Date.now`. */
    readonly clock?: (() => number) | undefined;
}
/** A file of an artifact. */
export interface CachedFile {
    readonly path: string;
    readonly digest: string;
}
/** An entry that is in use: it stays on disk at least until it is released. */
export interface CacheLease {
    /** The folder of the content; exists. */
    readonly folder: string;
    /** The file beside the content for the list of the artifact's entries. */
    readonly manifestFile: string;
    /** Whether {@link release} was called: the content may be gone. */
    readonly isReleased: boolean;
    /**
     * Which of these files of the artifact are not here as they were when their digest was checked.
     *
     * @param files paths in the artifact, with the digests that the manifest gives
     */
    missing<File extends CachedFile>(files: Iterable<File>): Promise<readonly File[]>;
    /** Remembers files whose digest was checked while they were written below {@link folder}. */
    record(files: readonly CachedFile[]): Promise<void>;
    /** Ends the use. Ending it twice is allowed. */
    release(): Promise<void>;
}
/**
 * Downloaded artifact content on disk, shared by all steps, runs and processes that use the same
 * folder. Content in use is leased: no clean-up, in any process, deletes it. How long the rest stays
 * is counted from the cache's own record of the last use.
 */
export declare class ArtifactCache {
    #private;
    constructor(options: ArtifactCacheOptions);
    /** The manager's folder. */
    get root(): string;
    /** Takes an entry into use; its folder is made when it is missing. */
    lease(key: CacheKey): Promise<CacheLease>;
    /**
     * Removes entries that nobody opened for the cache's duration, then the least recently opened ones
     * beyond its size. At most once a minute; never throws.
     *
     * @returns what could not be removed, as text for a warning
     */
    clean(): Promise<readonly string[]>;
}

// naming/artifact-names.d.ts
import type { ManagerSettings } from "../config/manager-config.ts";
import type { NamedPartition } from "./partition-of-run.ts";
/** What an artifact is named after: an asset key, or a name that the user chose. */
export type NameBase = {
    readonly assetKey: readonly string[];
} | {
    readonly name: string;
};
/** How names are made. */
export interface NamingOptions extends Pick<ManagerSettings, "partitionNameStyle" | "assetKeyToArtifactName"> {
    /** A scheme of the user's own for asset keys. */
    readonly custom: ((assetKey: readonly string[]) => string) | undefined;
}
/**
 * The name under which an artifact is written: base, a dot and the encoded partition key; at most 128
 * characters.
 */
export declare function writeName(base: NameBase, partition: NamedPartition | undefined, options: NamingOptions): string;
/** The names under which a reader looks: the configured style, the other one, Python's. */
export declare function readNames(base: NameBase, partition: NamedPartition | undefined, options: NamingOptions): readonly string[];
/** The artifact name of an asset without its partition. */
export declare function assetName(assetKey: readonly string[], options: NamingOptions): string;

// run/run-scope.d.ts
import type { Artifact, WandbClient, WandbRun } from "@heddle/wandb-client";
/** Which entity and project a W&B run lies in; undefined: the client's default entity. */
export interface RunPlaceChoice {
    readonly entity: string | undefined;
    readonly project: string;
}
/** What the W&B runs of one orchestrator run have in common. */
export interface RunScopeOptions {
    readonly client: WandbClient;
    /** Id of the W&B run, the same in each project. */
    readonly id: string;
    readonly name: string;
    readonly tags: readonly string[];
    /** Facts about the orchestrator's run, for the W&B run's config. */
    readonly config: Readonly<Record<string, unknown>>;
    readonly signal: AbortSignal;
}
/** The tag that every W&B run of the integration carries. */
export declare const integrationTag = "dagster_wandb";
/**
 * The W&B run of one orchestrator run: made or resumed at first use, shared by all steps of this
 * process, finished once. Outputs that go to another project get a run of the same id there.
 */
export declare class RunScope {
    #private;
    constructor(options: RunScopeOptions);
    /**
     * The run in an entity and project.
     *
     * @throws WandbArtifactsIOManagerError `E-W99` or `E-R99` with phase `open-run`
     */
    open(place: RunPlaceChoice, code: "E-W99" | "E-R99"): Promise<WandbRun>;
    /**
     * Records that a run used an artifact, once per version.
     *
     * @returns undefined, or why it could not be recorded; reading goes on without
     */
    use(run: WandbRun, artifact: Artifact, signal: AbortSignal): Promise<unknown>;
    /**
     * Ends all runs. The user's own code may have logged to them under the same id, so each is resumed
     * first: what stands in its summary stays.
     *
     * @param failed whether the orchestrator's run failed
     */
    finish(failed: boolean): Promise<void>;
}

// manager/step-leases.d.ts
import type { InputContext } from "@heddle/core";
import type { CacheLease } from "../cache/artifact-cache.ts";
/**
 * The cache entries that steps have in use. A lease ends when its step has ended, which the event log
 * tells, or at the latest with the run.
 */
export declare class StepLeases {
    #private;
    /** Keeps a lease until the step of the context ends. */
    keep(context: InputContext, lease: CacheLease): void;
    /** Releases everything. */
    endAll(): Promise<void>;
}

// manager/written-versions.d.ts
/** The versions that this process wrote in this orchestrator run, so that its readers find them. */
export declare class WrittenVersions {
    #private;
    /**
     * Remembers a version.
     *
     * @param output the output that wrote it: `[run id, step key, output name, …]` and partition
     * @param qualifiedName `entity/project/name:version`
     */
    record(output: readonly string[], qualifiedName: string): void;
    /** What an output wrote. */
    find(output: readonly string[]): string | undefined;
    /**
     * Claims an artifact's path for an asset and partition.
     *
     * @returns who claimed it before, if that is another one
     */
    claim(path: string, owner: string): string | undefined;
}

// cache/cache-layout.d.ts
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
export declare function managerRoot(baseDir: string): string;
/**
 * The folder of one version below {@link managerRoot}. Host, entity and project are part of it, so
 * that artifacts of the same name in two projects never meet; the digest keeps a version apart from
 * an earlier one of the same number in a project that was deleted and made again.
 */
export declare function entryFolder(root: string, key: CacheKey): string;
/** The folder of downloaded content inside an entry. */
export declare function contentFolder(entry: string): string;
/** How deep entries lie below `artifacts`. */
export declare const entryDepth = 5;
/** The folder of one process' W&B run files. */
export declare function runFolder(root: string, runId: string, unique: string): string;

// naming/partition-of-run.d.ts
import { type Partitions } from "@heddle/partitions";
/** The partition that an artifact belongs to. */
export interface NamedPartition {
    /** The key as the user knows it; `red|2023-01-02` with several dimensions. */
    readonly key: string;
    /** Tells a key of several dimensions from one that contains `|`. */
    readonly definition: Partitions | undefined;
    /** Dimension → key, with several dimensions. */
    readonly dimensions: Readonly<Record<string, string>> | undefined;
}
/** What a context tells about partitions. */
export interface PartitionFacts {
    readonly hasPartitionKey: boolean;
    readonly partitionKey: string;
    readonly hasAssetPartitions: boolean;
    readonly assetPartitionKeys: readonly string[];
    readonly assetPartitionsDefinition: Partitions;
    readonly tags: Readonly<Record<string, string>>;
}
/** The partition of an asset: a key of its definition. */
export declare function assetPartition(key: string, definition: Partitions): NamedPartition;
/**
 * The partition of a run of ops: the run's key; its dimensions stand in the run's tags, as there is
 * no asset whose definition would tell them.
 */
export declare function runPartition(facts: Pick<PartitionFacts, "partitionKey" | "tags">): NamedPartition;
