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
export function namingOf(parts: ManagerParts): NamingOptions {
  return { ...parts.settings, custom: parts.hooks.assetKeyToArtifactName };
}
