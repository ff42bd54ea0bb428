import { randomUUID } from "node:crypto";
import { materialize } from "@heddle/core";
import { wandbRunConfig } from "../run-config.ts";
import { artifactTable, lineageTree, text } from "../show/artifacts.ts";
import { withProgress } from "../show/progress.ts";
import { textTable } from "../show/table.ts";
import type { DemoProgram, ProgramContext } from "./support/demo-program.ts";
import { evaluation, irisAssets, irisResources } from "./iris.ts";

/** From Fisher's measurements to a model in the registry. */
export const irisProgram: DemoProgram = {
  name: "iris",
  summary: "train a classifier, store it as ONNX, evaluate it, link it to the registry",
  run: runIris,
};

async function runIris({ instance, target, client, say, signal }: ProgramContext): Promise<void> {
  const runId = randomUUID();
  const result = await withProgress(instance, runId, say, () =>
    materialize(irisAssets, {
      instance,
      runId,
      signal,
      resources: irisResources,
      runConfig: wandbRunConfig(target),
    }),
  );

  const made = await result.materializations();
  const [evaluated] = await result.materializations(evaluation.key);
  if (evaluated === undefined) throw new Error("the run did not evaluate the model");
  say(`\n${await artifactTable(client, made)}`);
  say(
    `\n${textTable(
      ["W&B run", "name", "URL"],
      [
        [
          text(evaluated, "wandb_run_id") ?? "",
          text(evaluated, "wandb_run_name") ?? "",
          text(evaluated, "wandb_run_url") ?? "",
        ],
      ],
    )}`,
  );
  say(`\nlineage\n${lineageTree(evaluated, made)}`);
  say(`\naccuracy on the held-back flowers: ${text(evaluated, "accuracy") ?? ""}`);
}
