import { definitions, job, op, opIn, opOut, partitionedConfig, type } from "@heddle/core";
import { fromWandb, wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { z } from "zod";
import type { DemoProgram } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const awsRegions = ["us-west-1", "eu-west-1", "ap-southeast-2"] as const;
const opConfig = z.object({ aws_region: z.string().describe("where the rows come from") });

/** The run config of a region. */
const region = partitionedConfig(staticPartitions(awsRegions), ({ key }) => ({
  resources: {
    wandb_config: {
      config: { entity: { env: "WANDB_ENTITY" }, project: { env: "WANDB_PROJECT" } },
    },
  },
  ops: {
    write_partitioned_artifact: { config: { aws_region: key } },
    read_partitioned_artifact: { config: { aws_region: key } },
  },
}));

const writePartitionedArtifact = op(
  {
    name: "write_partitioned_artifact",
    config: opConfig,
    out: opOut({ metadata: wandbArtifact({ name: "my_partitioned_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

const readPartitionedArtifact = op(
  {
    name: "read_partitioned_artifact",
    config: opConfig,
    ins: {
      content: opIn({
        type: type<number[]>(),
        metadata: fromWandb({ name: "my_partitioned_artifact" }),
      }),
    },
  },
  ({ content }, context) => {
    context.log.info(`Result of ${context.config.aws_region}: ${JSON.stringify(content)}`);
  },
);

/** A job of ops with partitions: each run writes and reads the artifact of its region. */
export const partitionedJobExample = job(
  {
    name: "partitioned_job_example",
    config: region,
    resources: { ...wandbResources, io_manager: wandbArtifactsIOManager },
  },
  () => {
    readPartitionedArtifact({ content: writePartitionedArtifact() });
  },
);

const project = definitions({ jobs: [partitionedJobExample] });

/** Ops with partitions. */
export const partitionedJob: DemoProgram = {
  name: "partitioned-job",
  summary: "a job of ops over regions, one artifact per region",
  run: async (context) => {
    for (const partitionKey of awsRegions) {
      await executeDemo(context, project, "partitioned_job_example", {
        partitionKey,
        config: undefined,
      });
    }
  },
};
