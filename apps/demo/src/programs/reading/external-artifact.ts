import { asset, assetIn, definitions, sourceAsset, type } from "@heddle/core";
import { ArtifactDraft, type Artifact } from "@heddle/wandb-client";
import type { DemoProgram, ProgramContext } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** Stands for an artifact that something else logged; always its newest version is read. */
const myArtifact = sourceAsset({
  key: "my_artifact",
  description: "Artifact created in the wandb SDK",
  ioManagerKey: "wandb_artifacts_manager",
  type: type<Artifact>(),
});

export const readArtifact = asset(
  { name: "read_artifact", ins: { my_artifact: assetIn(myArtifact) }, outputRequired: false },
  ({ my_artifact }, context) => {
    context.log.info(`read ${my_artifact.name}`);
  },
);

const project = definitions({ assets: [myArtifact, readArtifact], resources: wandbResources });

/** Logs an artifact with the client alone, as another program would. */
async function logOutside({ client, environment }: ProgramContext, text: string): Promise<void> {
  await using run = await client.run({
    entity: environment["WANDB_ENTITY"],
    project: environment["WANDB_PROJECT"],
    jobType: "outside-of-heddle",
  });
  const draft = new ArtifactDraft({ name: "my_artifact", type: "dataset" });
  await draft.newFile("name_of_file", text);
  await run.logArtifact(draft);
}

/** An artifact that was made outside. */
export const externalArtifact: DemoProgram = {
  name: "external-artifact",
  summary: "an artifact that was made outside, read twice: always the newest version",
  run: async (context) => {
    for (const text of ["one\n", "two\n"]) {
      await logOutside(context, text);
      await materializeDemo(context, project);
    }
  },
};
