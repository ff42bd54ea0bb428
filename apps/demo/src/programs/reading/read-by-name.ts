import { definitions, job, op, opIn, opOut, type } from "@heddle/core";
import { fromWandb, wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const createDataset = op(
  {
    name: "create_dataset",
    out: opOut({ metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

/** An op names the artifact that it reads. */
const readArtifact = op(
  {
    name: "read_artifact",
    ins: {
      artifact: opIn({ type: type<number[]>(), metadata: fromWandb({ name: "my_artifact" }) }),
    },
  },
  ({ artifact }, context) => {
    context.log.info(JSON.stringify(artifact));
  },
);

const readJob = job(
  {
    name: "read_by_name_job",
    resources: { ...wandbResources, io_manager: wandbArtifactsIOManager },
  },
  () => {
    readArtifact({ artifact: createDataset() });
  },
);

const project = definitions({ jobs: [readJob] });

/** Reading in an op. */
export const readByName: DemoProgram = {
  name: "read-by-name",
  summary: "an op reads an artifact by its name",
  run: async (context) => {
    await executeDemo(context, project, "read_by_name_job");
  },
};
