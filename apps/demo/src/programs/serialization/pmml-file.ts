import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { asset, assetIn, definitions, type Definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { ArtifactDraft } from "@heddle/wandb-client";
import { PmmlPredictor } from "../../pmml/pmml-predictor.ts";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { trainPmml } from "../support/train-pmml.ts";
import { wandbResources } from "../support/wandb-resources.ts";

function projectOf(file: string): Definitions {
  /** Writes a file and an Artifact of its own; the configuration adds the one to the other. */
  const createPmmlFile = asset(
    {
      name: "my_pmml_file",
      ioManagerKey: "wandb_artifacts_manager",
      metadata: wandbArtifact({ addFiles: [{ localPath: file, name: "model.pmml" }] }),
    },
    async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, trainPmml());
      return new ArtifactDraft({ name: "my_pmml_file", type: "model" });
    },
  );
  const usePmmlFile = asset(
    {
      name: "pmml_file_prediction",
      ioManagerKey: "wandb_artifacts_manager",
      ins: { path: assetIn(createPmmlFile, { metadata: fromWandb({ getPath: "model.pmml" }) }) },
      metadata: wandbArtifact({ type: "results" }),
    },
    async ({ path }) =>
      PmmlPredictor.parse(await readFile(path, "utf8")).predict([5.1, 3.5, 1.4, 0.2]),
  );
  return definitions({ assets: [createPmmlFile, usePmmlFile], resources: wandbResources });
}

/** PMML by file. */
export const pmmlFile: DemoProgram = {
  name: "pmml-file",
  summary: "a model as a PMML file, attached by configuration, read with get_path",
  run: async (context) => {
    await materializeDemo(context, projectOf(join(context.folder, "pmml", "model.pmml")));
  },
};
