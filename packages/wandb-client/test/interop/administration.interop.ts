import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { all } from "../collect.ts";
import { openBench } from "./python.ts";

test("collections, registries and members are the same from both sides", async () => {
  await using bench = await openBench();
  const client = bench.setup.connect({ project: "shelves" });
  for (const [index, tags] of [["good"], []].entries()) {
    const draft = new ArtifactDraft({ name: "rows", type: "dataset" });
    await draft.newFile("text", `${index}`);
    await client.logArtifact(draft, { tags, aliases: index === 1 ? ["best"] : [] });
  }
  const rows = await client.artifactCollection("rows");
  await rows.update({ name: "records", type: "table", description: "clean", tags: ["a", "b"] });
  const made = await client.createRegistry("plots", { artifactTypes: ["table"] });
  await made.addMembers({ teams: ["weavers"] });
  await made.changeRole({ team: "weavers" }, "viewer");
  await made.update({
    name: "pictures",
    description: "of all kinds",
    visibility: "restricted",
    artifactTypes: { add: ["photo"] },
  });
  await (
    await client.artifact("records:best")
  ).link("wandb-registry-pictures/Records", {
    aliases: ["production"],
  });

  expect(await bench.python("administration")).toEqual({
    collection: ["records", "table", "clean", ["a", "b"], ["best", "latest"]],
    versions: ["weavers/shelves/records:v0", "weavers/shelves/records:v1"],
    tagged: ["v0"],
    exists: [true, false, true],
    registry: ["of all kinds", "restricted", false, ["photo", "table"]],
    linked: [["Records:v0", ["latest", "production"]]],
    members: [["weavers", "viewer"]],
  });

  expect(await client.artifactCollection("records")).toMatchObject({
    description: "changed in Python",
    tags: ["python"],
  });
  const theirs = await client.registry("from-python");
  expect(theirs).toMatchObject({ visibility: "restricted", artifactTypes: ["table"] });
  expect((await theirs.members()).users.map(({ username }) => username)).toEqual(["ada"]);
  const [version] = await all(client.registryVersions({ filters: { alias: "shown" } }));
  expect(version?.qualifiedName).toBe("heddle-org/wandb-registry-from-python/Shelf:v0");
});

test.each(["all", "none"] as const)(
  "scans a history as the SDK does: the same rows with the same keys (server features: %s)",
  async (features) => {
    await using bench = await openBench({ features });
    const { client } = bench.setup;
    const run = await client.run({ id: "scanned", captureConsole: false });
    await run.log({ loss: 3 });
    await run.log({ loss: 2, epoch: 1 });
    await run.log({ epoch: 2 });
    await run.log({ loss: 1, epoch: 3 });
    await run.finish();
    const theirs = await bench.python("history", "weavers/loom/scanned");
    const record = await client.getRun("scanned");
    expect({
      all: await all(record.scanHistory()),
      some: await all(record.scanHistory({ keys: ["loss"] })),
      two: await all(record.scanHistory({ keys: ["loss", "epoch"] })),
      with_step: await all(record.scanHistory({ keys: ["_step", "loss"] })),
      part: await all(record.scanHistory({ keys: ["loss"], minStep: 1, maxStep: 3 })),
      beyond: await all(record.scanHistory({ keys: ["loss"], pageSize: 2, maxStep: 100 })),
    }).toEqual(theirs);
  },
);
