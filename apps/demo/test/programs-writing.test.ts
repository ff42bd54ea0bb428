import { loads } from "@heddle/serialization";
import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A10 F042 F043 F053 plain-value pickles a list into an artifact of the configured type", async () => {
  await using world = await ProgramWorld.open();
  await world.run("plain-value");
  const artifact = await world.artifact("my_artifact:v0");
  expect(artifact).toMatchObject({ type: "dataset", loggedBy: (await world.runIds())[0] });
  expect(Object.keys(artifact.entries)).toEqual(["output.pickle"]);
  expect(loads(await world.content("my_artifact:v0", "output.pickle"))).toEqual([1, 2, 3]);
  expect(artifact.metadata).toMatchObject({ source_serialization_module: "pickle" });
});

test("A11 F047 table stores Table.table.json and nothing serialized", async () => {
  await using world = await ProgramWorld.open();
  await world.run("table");
  const artifact = await world.artifact("my_artifact:v0");
  expect(artifact.type).toBe("dataset");
  expect(Object.keys(artifact.entries)).toEqual(["Table.table.json"]);
  expect(artifact.metadata).not.toHaveProperty("source_serialization_module");
});

test("A12 F050 F054 artifact-object stores the Artifact as built, with metadata on both sides", async () => {
  await using world = await ProgramWorld.open();
  await world.run("artifact-object");
  const artifact = await world.artifact("my_asset:v0");
  expect(artifact.type).toBe("dataset");
  expect(Object.keys(artifact.entries)).toEqual(["my_table.table.json"]);
  expect(artifact.metadata).toHaveProperty("source_integration");
  expect(await world.metadataOf("my_asset", "wandb_artifact_id")).toBe(artifact.id);
  expect(await world.metadataOf("my_asset", "wandb_run_id")).toBe(artifact.loggedBy);
  expect(await world.metadataOf("my_asset", "wandb_artifact_type")).toBe("dataset");
});

test("A14 F044 F056 F062 op-configuration names the artifact of an op's output", async () => {
  await using world = await ProgramWorld.open();
  await world.run("op-configuration");
  expect(await world.types()).toEqual({ my_artifact: "dataset" });
  const [output] = await world.events("HANDLED_OUTPUT");
  expect(output?.stepKey).toBe("create_dataset");
  expect(Object.keys(output?.data.metadata ?? {})).toEqual(
    expect.arrayContaining(["wandb_artifact_id", "wandb_run_url"]),
  );
});

test("A15 F044 F057 F059 asset-configuration calls the artifact as the asset", async () => {
  await using world = await ProgramWorld.open();
  await world.run("asset-configuration");
  expect(await world.types()).toEqual({ my_artifact: "dataset" });
  expect(await world.metadataOf("my_artifact", "wandb_artifact_type")).toBe("dataset");
});

test("A16 F044 F058 multi-asset-configuration gives each output its own artifact", async () => {
  await using world = await ProgramWorld.open();
  await world.run("multi-asset-configuration");
  expect(await world.types()).toEqual({
    first_table: "training_dataset",
    second_table: "validation_dataset",
  });
  expect(await world.materialized()).toEqual(["first_table", "second_table"]);
  const runs = [await world.artifact("first_table:v0"), await world.artifact("second_table:v0")];
  const [runId] = await world.runIds();
  expect(runs.map(({ loggedBy }) => loggedBy)).toEqual([runId, runId]);
});

test("A17 F065 F066 F068 F069 F070 F071 F072 F073 F077 advanced-artifact adds dirs, files and references", async () => {
  await using world = await ProgramWorld.open();
  await world.run("advanced-artifact");
  const artifact = await world.artifact("my_advanced_artifact:v0");
  const [runId = ""] = await world.runIds();
  expect(artifact).toMatchObject({ type: "dataset", description: "My *Markdown* description" });
  expect(artifact.aliases).toEqual([
    "my_first_alias",
    "my_second_alias",
    `dagster-run-${runId.slice(0, 8)}`,
    "latest",
  ]);
  const names = Object.keys(artifact.entries);
  expect(names.filter((name) => !/^[0-9a-f]{20}\.txt$/.test(name)).toSorted()).toEqual([
    "External HTTP reference to an image",
    "External S3 reference",
    "My directory/checker.pbm",
    "My directory/stripes.pbm",
    "output.pickle",
    "validation_dataset",
  ]);
  expect(names).toHaveLength(7);
  expect(artifact.entries["External S3 reference"]?.ref).toBe("s3://my-bucket/datasets/mnist");
  expect(loads(await world.content("my_advanced_artifact:v0", "output.pickle"))).toEqual([1, 2, 3]);
});

test("A18 F106 F107 F108 F133 advanced-assets reads one Artifact as table, path and whole", async () => {
  await using world = await ProgramWorld.open();
  await world.run("advanced-assets");
  const path = `${place}-advanced/my_advanced_artifact:v0`;
  const artifact = await world.backend.inspect.artifact(path);
  const [runId] = await world.runIds();
  expect(artifact).toMatchObject({
    type: "files",
    description: "My **Markdown** description",
    usedBy: [runId],
  });
  expect(artifact?.aliases).toEqual(
    expect.arrayContaining(["first_alias", "second_alias", "latest"]),
  );
  expect(Object.keys(artifact?.entries ?? {})).toEqual(
    expect.arrayContaining(["my_table.table.json", "my_training_script"]),
  );
  expect(await world.stepsThat("STEP_SUCCESS")).toHaveLength(4);
  const results = (await world.logLines()).filter((line) => line.startsWith("Result: "));
  expect(results).toContain("Result: [1]");
  expect(results).toContain("Result: my_advanced_artifact:v0");
  expect(results.some((line) => line.endsWith("my_training_script"))).toBe(true);
});
