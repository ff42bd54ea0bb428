import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp, type Setup } from "../support.ts";

async function writeModel(setup: Setup): Promise<{ file: string; folder: string }> {
  const folder = join(setup.folder, "net");
  await mkdir(join(folder, "sub"), { recursive: true });
  await writeFile(join(folder, "weights.bin"), "weights");
  await writeFile(join(folder, "sub", "config.json"), "{}");
  return { folder, file: join(folder, "weights.bin") };
}

test("logs a file, a folder or an address as a model, and gives it back where it lies", async () => {
  await using setup = await setUp();
  const { file, folder } = await writeModel(setup);
  const run = await setup.client.run({ id: "r1" });
  const single = await run.logModel(file, { aliases: ["best"] });
  expect([single.name, single.type, single.aliases]).toEqual([
    "run-r1-weights.bin:v0",
    "model",
    ["best", "latest"],
  ]);
  const whole = await run.logModel(folder, { name: "net" });
  expect((await whole.entries()).map(({ path }) => path)).toEqual([
    "sub/config.json",
    "weights.bin",
  ]);
  const far = await run.logModel(`file://${folder}`, { name: "far" });
  expect((await far.entry("weights.bin")).ref).toMatch(/^file:/);
  const reader = await setup.client.run({ id: "r2" });
  const at = await reader.useModel("run-r1-weights.bin:best", { root: join(setup.folder, "a") });
  expect(await readFile(at, "utf8")).toBe("weights");
  const root = await reader.useModel("net:latest");
  expect(await readFile(join(root, "sub", "config.json"), "utf8")).toBe("{}");
  expect((await single.usedBy()).map(({ id }) => id)).toEqual(["r2"]);
});

test("uses no artifact as a model that is none, and logs no model that is not there", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const draft = new ArtifactDraft({ name: "data", type: "dataset" });
  await draft.newFile("a.txt", "a");
  const data = await run.logArtifact(draft);
  expect(await rejection(run.useModel("data:latest"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: expect.stringContaining('"dataset"'),
  });
  expect(await data.usedBy()).toEqual([]);
  expect(await rejection(run.logModel(join(setup.folder, "none")))).toMatchObject({
    code: "WANDB_CLIENT_FILE",
  });
});

test("links a model to a registered model of the team, in the type that its collection has", async () => {
  await using setup = await setUp();
  const { file, folder } = await writeModel(setup);
  const run = await setup.client.run({ id: "r1" });
  const linked = await run.linkModel(file, "classifier", { name: "net", aliases: ["staging"] });
  expect(linked.qualifiedName).toBe("weavers/model-registry/classifier:v0");
  expect(linked.aliases).toEqual(["staging", "latest"]);
  expect((await linked.source()).name).toBe("net:v0");
  const draft = new ArtifactDraft({ name: "other", type: "onnx-model" });
  await draft.addFile(file);
  await run.logArtifact(draft);
  expect((await run.linkModel(folder, "second", { name: "other" })).type).toBe("onnx-model");
  expect(await rejection(run.linkModel(file, "team/classifier"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
  const data = new ArtifactDraft({ name: "data", type: "dataset" });
  await data.newFile("a.txt", "a");
  await run.logArtifact(data);
  expect(await rejection(run.linkModel(file, "third", { name: "data" }))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
});

test("a draft may be used or linked at once", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const draft = new ArtifactDraft({ name: "input", type: "dataset" });
  await draft.newFile("a.txt", "a");
  const used = await run.useArtifact(draft);
  expect(await used.loggedBy()).toBeUndefined();
  expect((await used.usedBy()).map(({ id }) => id)).toEqual(["r1"]);
  const output = new ArtifactDraft({ name: "output", type: "model" });
  await output.newFile("b.txt", "b");
  const linked = await run.linkArtifact(output, "wandb-registry-model/classifier");
  expect((await (await linked.source()).loggedBy())?.id).toBe("r1");
});
