import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asset, assetIn, definitions, type Definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { ArtifactDraft } from "@heddle/wandb-client";
import { readMeasurements } from "../iris/measurements.ts";
import { classifierToPmml } from "../iris/pmml.ts";
import { trainClassifier } from "../iris/softmax-regression.ts";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

function train(): string {
  return classifierToPmml(
    trainClassifier(readMeasurements(), { seed: 1, epochs: 20, learningRate: 0.05 }),
  );
}

/** PMML is text: an asset may return it as it is. */
export const pmmlString = asset(
  {
    name: "my_pmml_string",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "model" }),
  },
  () => train(),
);

/** Reads the text back. */
export const readPmml = asset(
  { name: "read_pmml_string", ins: { text: assetIn(pmmlString) }, outputRequired: false },
  ({ text }, context) => {
    context.log.info(`PMML of ${String(text.length)} characters`);
  },
);

/** The other way: write a file, attach it by configuration, read its local path. */
export function pmmlFileProject(folder: string): Definitions {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "iris.pmml");
  writeFileSync(file, train());
  const pmmlFile = asset(
    {
      name: "my_pmml_file",
      ioManagerKey: "wandb_artifacts_manager",
      metadata: wandbArtifact({ addFiles: [{ localPath: file, name: "iris.pmml" }] }),
    },
    () => new ArtifactDraft({ name: "my_pmml_file", type: "model" }),
  );
  const readFile = asset(
    {
      name: "read_pmml_file",
      ins: { path: assetIn(pmmlFile, { metadata: fromWandb({ getPath: "iris.pmml" }) }) },
      outputRequired: false,
    },
    ({ path }, context) => {
      const [, version] = /version="([\d.]+)"/.exec(readFileSync(path, "utf8").slice(60)) ?? [];
      context.log.info(`PMML ${String(version)} at ${path}`);
    },
  );
  return definitions({ assets: [pmmlFile, readFile], resources: wandbResources });
}

const project = definitions({ assets: [pmmlString, readPmml], resources: wandbResources });

/** PMML by string and by file. */
export const pmmlModel: DemoProgram = {
  name: "pmml-model",
  summary: "a model as PMML, by string and by file",
  run: async (context) => {
    await materializeDemo(context, project);
    await materializeDemo(context, pmmlFileProject(join(context.folder, "pmml")));
  },
};
