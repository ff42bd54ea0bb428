export {
  makeWandbArtifactsIOManager,
  wandbArtifactsIOManager,
  type WandbArtifactsIOManager,
  type WandbIOManagerRequirements,
} from "./wandb-artifacts-io-manager.ts";
export {
  type ManagerConfigInput,
  managerConfigSchema,
  type ManagerSettings,
} from "./config/manager-config.ts";
export type {
  AssetKeyToArtifactName,
  ManagerHooks,
  TransferSubject,
} from "./manager/manager-parts.ts";

export { wandbArtifact, type WandbWriteMetadata } from "./builders/wandb-artifact.ts";
export { wandbOutput } from "./builders/wandb-output.ts";
export { fromWandb, type WandbReadMetadata } from "./builders/from-wandb.ts";
export type {
  ByPartition,
  EntryReads,
  GetObject,
  GetPath,
  NotTogetherWith,
  OneAlias,
  OneVersion,
  ReadEntry,
  ReadPlace,
  ReadPolicy,
  WandbObjectClass,
  Whole,
  WriteKeyBelongsInWandbArtifact,
} from "./builders/read-types.ts";
export type {
  DirArguments,
  FileArguments,
  LinkArguments,
  ReadKeyBelongsInFromWandb,
  ReferenceArguments,
  SerializationModuleName,
  SerializationSettings,
  TimeToLive,
  WandbArtifactOptions,
  WandbWriteConfiguration,
} from "./configuration/write-types.ts";
export type { ConfigureContext } from "./configuration/locate.ts";

export {
  ioManagerErrors,
  WandbArtifactsIOManagerError,
  type IOManagerErrorCode,
  type IOManagerPhase,
} from "./errors.ts";

export {
  checkWandbConfig,
  wandbConfig,
  type WandbConfig,
  WandbResourceError,
  type WandbResourceErrorCode,
  wandbResource,
  type WandbResourceConfig,
  wandbResourceErrors,
} from "@heddle/wandb-resource";
