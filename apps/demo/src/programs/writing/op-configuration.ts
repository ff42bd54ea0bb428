import { definitions, job, op, opOut } from "@heddle/core";
import { wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** On an op the configuration is the output's metadata, and the name is required. */
const createDataset = op(
  {
    name: "create_dataset",
    out: opOut({ metadata: wandbArtifact({ name: "my_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

const opJob = job(
  {
    name: "op_configuration_job",
    resources: { ...wandbResources, io_manager: wandbArtifactsIOManager },
  },
  () => {
    createDataset();
  },
);

const project = definitions({ jobs: [opJob] });

/** The artifact of an op's output. */
export const opConfiguration: DemoProgram = {
  name: "op-configuration",
  summary: "the artifact's configuration on the output of an op",
  run: async (context) => {
    await executeDemo(context, project, "op_configuration_job");
  },
};
