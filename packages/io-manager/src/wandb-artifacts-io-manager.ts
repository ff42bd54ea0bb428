import {
  type ConfigInput,
  type ConfigurableResource,
  type IOManager,
  resource,
  type,
} from "@heddle/core";
import { type WandbConfig, wandbResource } from "@heddle/wandb-resource";
import type { WandbClient } from "@heddle/wandb-client";
import { type ManagerConfigInput, managerConfigSchema } from "./config/manager-config.ts";
import { assetsThatMeet, namingOfConfig } from "./naming/check-names.ts";
import { openManager } from "./manager/open-manager.ts";
import type { ManagerHooks } from "./manager/manager-parts.ts";

/** The resources that the IO manager needs beside it. */
export interface WandbIOManagerRequirements {
  readonly wandb_resource: WandbClient;
  readonly wandb_config: WandbConfig;
}

/** The resource of an IO manager that stores values as W&B artifacts. */
export type WandbArtifactsIOManager = ConfigurableResource<
  IOManager,
  WandbIOManagerRequirements,
  ConfigInput<ManagerConfigInput>
>;

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
export function makeWandbArtifactsIOManager(hooks: ManagerHooks = {}): WandbArtifactsIOManager {
  return resource(
    {
      config: managerConfigSchema,
      resources: { wandb_resource: wandbResource, wandb_config: type<WandbConfig>() },
      description: "Stores outputs as W&B artifacts and loads inputs from them.",
      checkAssets: (assets, config) =>
        assetsThatMeet(assets, namingOfConfig(config, hooks.assetKeyToArtifactName)),
    },
    (context) => openManager(context, hooks),
  );
}

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
export const wandbArtifactsIOManager: WandbArtifactsIOManager = makeWandbArtifactsIOManager();
