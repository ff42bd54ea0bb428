import { access, readFile } from "node:fs/promises";
import { asset, assetDefaults, assetIn, materialize, sourceAsset } from "@heddle/core";
import { defaultApiKey } from "@heddle/wandb-mock";
import { fromWandb, wandbArtifactsIOManager, wandbConfig, wandbResource } from "../../src/index.ts";

/** One of several processes that read the same artifacts through one cache folder, with duration 0. */
const [origin = "", baseDir = "", rounds = "1"] = process.argv.slice(2);
const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
const quiet = { outputRequired: false } as const;
const files = sourceAsset({ name: "files", ...manager });

const readers = ["a.txt", "b.txt"].map((name) =>
  asset(
    {
      name: name.replace(".", "_"),
      ...quiet,
      ins: { path: assetIn(files, { metadata: fromWandb({ getPath: name }) }) },
    },
    async ({ path }) => {
      for (let look = 0; look < 10; look += 1) {
        await access(path);
        const content = await readFile(path, "utf8");
        if (content !== name) throw new Error(`read ${content} instead of ${name}`);
      }
    },
  ),
);

for (let round = 0; round < Number(rounds); round += 1) {
  await materialize(readers, {
    resources: {
      wandb_config: wandbConfig.configured({ entity: "my_entity", project: "my_project" }),
      wandb_resource: wandbResource.configured({ api_key: defaultApiKey, host: origin }),
      wandb_artifacts_manager: wandbArtifactsIOManager.configured({
        base_dir: baseDir,
        cache_duration_in_minutes: 0,
      }),
    },
  });
}
