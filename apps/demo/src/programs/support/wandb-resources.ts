import { makeValuesResource } from "@heddle/core";
import { wandbArtifactsIOManager, wandbResource } from "@heddle/io-manager";
import { z } from "zod";

/** The resources of the guide's programs; entity and project come from the run config. */
export const wandbResources = {
  wandb_config: makeValuesResource({ entity: z.string(), project: z.string() }),
  wandb_resource: wandbResource.configured({
    api_key: { env: "WANDB_API_KEY" },
    host: { env: "WANDB_BASE_URL" },
  }),
  wandb_artifacts_manager: wandbArtifactsIOManager.configured({ cache_duration_in_minutes: 60 }),
};
