import { asset, assetIn, definitions, job, op, opIn, opOut, sourceAsset, type } from "@heddle/core";
import { fromWandb, wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import { ArtifactDraft, Table, type Artifact } from "@heddle/wandb-client";
import type { DemoProgram, ProgramContext } from "./support/demo-program.ts";
import { executeDemo, materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const write = op(
  {
    name: "write_artifact",
    out: opOut({ metadata: wandbArtifact({ name: "my_op_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);
const read = op(
  {
    name: "read_artifact",
    ins: {
      artifact: opIn({
        type: type<number[]>(),
        metadata: fromWandb({ name: "my_op_artifact" }),
      }),
    },
  },
  ({ artifact }, context) => {
    context.log.info(`by name: ${JSON.stringify(artifact)}`);
  },
);

/** An op reads by the artifact's name. */
export const readJob = job(
  { name: "read_job", resources: { ...wandbResources, io_manager: wandbArtifactsIOManager } },
  () => {
    read({ artifact: write() });
  },
);

const parent = asset(
  {
    name: "my_parent_asset",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

/** An asset reads its upstream; the parameter may have another name. */
export const renamed = asset(
  { name: "read_renamed", ins: { artifact: assetIn(parent) }, outputRequired: false },
  ({ artifact }, context) => {
    context.log.info(`renamed: ${JSON.stringify(artifact)}`);
  },
);

const external = sourceAsset({
  key: "my_external_artifact", // the name of the artifact that something else logged
  description: "Artifact created in the wandb SDK",
  ioManagerKey: "wandb_artifacts_manager",
  type: type<Artifact>(),
});

/** An artifact that was made outside, always the newest version. */
export const readExternal = asset(
  { name: "read_external", ins: { artifact: assetIn(external) }, outputRequired: false },
  ({ artifact }, context) => {
    context.log.info(`external: ${artifact.name}`);
  },
);

/** One named object of it. */
export const get = asset(
  {
    name: "get_external_table",
    ins: { table: assetIn(external, { metadata: fromWandb({ get: "my_table", as: Table }) }) },
    outputRequired: false,
  },
  ({ table }, context) => {
    context.log.info(`get: column a is ${JSON.stringify(table.getColumn("a"))}`);
  },
);

/** The local path of one file; nothing else is downloaded. */
export const getPath = asset(
  {
    name: "get_external_path",
    ins: { path: assetIn(external, { metadata: fromWandb({ getPath: "name_of_file" }) }) },
    outputRequired: false,
  },
  ({ path }, context) => {
    context.log.info(`get_path: ${path}`);
  },
);

const project = definitions({
  assets: [parent, renamed, external, readExternal, get, getPath],
  jobs: [readJob],
  resources: wandbResources,
});

/** Logs the external artifact with the client alone, as another program would. */
async function logExternalArtifact({ client, environment }: ProgramContext): Promise<void> {
  await using run = await client.run({
    entity: environment["WANDB_ENTITY"],
    project: environment["WANDB_PROJECT"],
    jobType: "outside-of-heddle",
  });
  const draft = new ArtifactDraft({ name: "my_external_artifact", type: "dataset" });
  await draft.add(new Table({ columns: ["a"], data: [[1]] }), "my_table");
  await draft.newFile("name_of_file", "content\n");
  await run.logArtifact(draft);
}

/** All ways to read. */
export const readingForms: DemoProgram = {
  name: "reading-forms",
  summary: "by name, by asset, renamed, external, get and get_path",
  run: async (context) => {
    await logExternalArtifact(context);
    await executeDemo(context, project, "read_job");
    await materializeDemo(context, project);
  },
};
