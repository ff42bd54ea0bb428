export { wandbResource, type WandbResourceConfig } from "./wandb-resource.ts";
export { checkWandbConfig, wandbConfig, type WandbConfig } from "./wandb-config.ts";
export { WandbResourceError, type WandbResourceErrorCode, wandbResourceErrors } from "./errors.ts";
