import { definitions, job, makeValuesResource, op, opIn, opOut, type } from "@heddle/core";
import {
  fromWandb,
  wandbArtifact,
  wandbArtifactsIOManager,
  wandbResource,
} from "@heddle/io-manager";
import { z } from "zod";
import type { DemoProgram } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";

const createMyFirstList = op(
  {
    name: "create_my_first_list",
    out: opOut({ metadata: wandbArtifact({ name: "my_first_list", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

const createMyFinalList = op(
  {
    name: "create_my_final_list",
    ins: {
      downloaded_artifact: opIn({
        type: type<number[]>(),
        metadata: fromWandb({ name: "my_first_list" }),
      }),
    },
    out: opOut({ metadata: wandbArtifact({ name: "my_final_list", type: "dataset" }) }),
  },
  ({ downloaded_artifact }) => [...downloaded_artifact, 4, 5, 7],
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
    createMyFinalList({ downloaded_artifact: createMyFirstList() });
  },
);

const project = definitions({ jobs: [simpleJobExample] });

/** Ops in a job; their values are artifacts by name. */
export const simpleJob: DemoProgram = {
  name: "simple-job",
  summary: "a job of two ops with config.yaml; their values are artifacts",
  run: async (context) => {
    await executeDemo(context, project, "simple_job_example");
  },
};
