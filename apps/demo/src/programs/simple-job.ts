import { job, makeValuesResource, op, opIn, opOut, definitions, type } from "@heddle/core";
import {
  fromWandb,
  wandbArtifact,
  wandbArtifactsIOManager,
  wandbResource,
} from "@heddle/io-manager";
import { z } from "zod";
import type { DemoProgram } from "./support/demo-program.ts";
import { executeDemo } from "./support/execute.ts";

const createDataset = op(
  {
    name: "create_dataset",
    out: opOut({ metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

const readDataset = op(
  {
    name: "read_dataset",
    ins: {
      artifact: opIn({ type: type<number[]>(), metadata: fromWandb({ name: "my_artifact" }) }),
    },
  },
  ({ artifact }, context) => {
    context.log.info(`read ${JSON.stringify(artifact)}`);
  },
);

/** The guide's job: resources bound in code, entity and project from `config/config.yaml`. */
export const simpleJobExample = job(
  {
    name: "simple_job_example",
    resources: {
      wandb_config: makeValuesResource({ entity: z.string(), project: z.string() }),
      wandb_resource: wandbResource.configured({
        api_key: { env: "WANDB_API_KEY" },
        host: { env: "WANDB_BASE_URL" },
      }),
      io_manager: wandbArtifactsIOManager,
    },
  },
  () => {
    readDataset({ artifact: createDataset() });
  },
);

const project = definitions({ jobs: [simpleJobExample] });

/** Ops in a job, values as artifacts by name. */
export const simpleJob: DemoProgram = {
  name: "simple-job",
  summary: "a job of two ops with config.yaml; its value is an artifact",
  run: async (context) => {
    await executeDemo(context, project, "simple_job_example");
  },
};
