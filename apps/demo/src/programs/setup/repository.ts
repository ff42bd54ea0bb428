import {
  asset,
  assetIn,
  loadAssetsFromModules,
  makeValuesResource,
  repository,
  withResources,
} from "@heddle/core";
import { wandbArtifact, wandbArtifactsIOManager, wandbResource } from "@heddle/io-manager";
import { z } from "zod";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";

const myFirstList = asset(
  {
    name: "my_first_list",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

const myFinalList = asset(
  {
    name: "my_final_list",
    ioManagerKey: "wandb_artifacts_manager",
    ins: { my_first_list: assetIn(myFirstList) },
    metadata: wandbArtifact({ type: "dataset" }),
  },
  ({ my_first_list }) => [...my_first_list, 4, 5, 7],
);

/** The guide's repository: assets of a module with resources and their config bound to all of them. */
export const myRepository = repository("my_repository", () => [
  withResources(
    loadAssetsFromModules([{ myFirstList, myFinalList }]),
    {
      wandb_config: makeValuesResource({ entity: z.string(), project: z.string() }),
      wandb_resource: wandbResource.configured({
        api_key: { env: "WANDB_API_KEY" },
        host: { env: "WANDB_BASE_URL" },
      }),
      wandb_artifacts_manager: wandbArtifactsIOManager.configured({
        cache_duration_in_minutes: 60, // keep downloads for one hour
      }),
    },
    {
      wandb_config: {
        config: { entity: { env: "WANDB_ENTITY" }, project: { env: "WANDB_PROJECT" } },
      },
    },
  ),
]);

/** Assets that share their bindings. */
export const repositoryProgram: DemoProgram = {
  name: "repository",
  summary: "a repository of assets with resources bound by withResources",
  run: async (context) => {
    await materializeDemo(context, myRepository, { config: "empty.yaml" });
  },
};
