import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

test("tells everything that differs between a folder and the artifact", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "check", type: "dataset" });
  for (const name of ["a", "b", "c"]) await draft.newFile(name, name);
  const artifact = await setup.client.logArtifact(draft);
  const root = await artifact.download({ root: join(setup.folder, "out"), paths: ["a", "b"] });
  await writeFile(join(root, "b"), "B");
  await writeFile(join(root, "extra"), "");
  const error = await rejection(artifact.verify(root));
  expect(error).toMatchObject({ code: "WANDB_CLIENT_INTEGRITY" });
  expect(
    (error as { problems: { path: string }[] }).problems.map((problem) => problem.path).toSorted(),
  ).toEqual(["b", "c", "extra"]);
});
