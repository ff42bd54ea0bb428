import { definitions, job, op, opIn, opOut, type } from "@heddle/core";
import { fromWandb, wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import type { DemoProgram } from "./support/demo-program.ts";
import { executeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const regions = ["us-west-1", "eu-west-1", "ap-southeast-2"] as const;

const write = op(
  {
    name: "write_region",
    out: opOut({ metadata: wandbArtifact({ name: "my_partitioned_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

const read = op(
  {
    name: "read_region",
    ins: {
      rows: opIn({
        type: type<number[]>(),
        metadata: fromWandb({ name: "my_partitioned_artifact" }),
      }),
    },
  },
  ({ rows }, context) => {
    context.log.info(`rows of this region: ${JSON.stringify(rows)}`);
  },
);

/** A job of ops with partitions: each run writes and reads the artifact of its region. */
export const partitionedJob = job(
  {
    name: "partitioned_job",
    partitions: staticPartitions(regions),
    resources: { ...wandbResources, io_manager: wandbArtifactsIOManager },
  },
  () => {
    read({ rows: write() });
  },
);

const project = definitions({ jobs: [partitionedJob] });

/** Ops with partitions. */
export const partitionedJobProgram: DemoProgram = {
  name: "partitioned-job",
  summary: "a job of ops over regions, one artifact per region",
  run: async (context) => {
    for (const partitionKey of regions) {
      await executeDemo(context, project, "partitioned_job", { partitionKey });
    }
  },
};
