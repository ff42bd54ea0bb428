import { asset, assetDefaults, definitions, defineAssetJob } from "@heddle/core";
import { makeWandbArtifactsIOManager, wandbConfig, wandbResource } from "../../src/index.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const numbers = asset({ name: "numbers", ...manager }, () => [1, 2, 3]);
const total = asset({ name: "total", ...manager, ins: { numbers } }, (inputs) =>
  inputs.numbers.reduce((sum, number) => sum + number, 0),
);
const broken = asset({ name: "broken", ...manager, ins: { total } }, () => {
  throw new Error("on purpose");
});

/** Definitions that worker processes load; the server's address comes from their environment. */
export default definitions({
  assets: [numbers, total, broken],
  jobs: [
    defineAssetJob("good", { selection: "numbers,total" }),
    defineAssetJob("bad", { selection: "*" }),
  ],
  resources: {
    wandb_config: wandbConfig.configured({ entity: "my_entity", project: "my_project" }),
    wandb_resource: wandbResource.configured({
      api_key: { env: "TEST_WANDB_KEY" },
      host: { env: "TEST_WANDB_HOST" },
    }),
    wandb_artifacts_manager: makeWandbArtifactsIOManager().configured({
      base_dir: { env: "TEST_BASE_DIR" },
    }),
  },
});
