import { loads } from "@heddle/serialization";
import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A01 F019 F043 simple-job stores an op's value as a named artifact and reads it back", async () => {
  await using world = await ProgramWorld.open();
  await world.run("simple-job");
  const artifact = await world.backend.inspect.artifact(`${place}/my_artifact:v0`);
  expect(artifact).toMatchObject({ type: "dataset", state: "COMMITTED" });
  const [runId] = (await world.instance.getRuns()).map((run) => run.runId);
  const short = runId?.slice(0, 8) ?? "";
  expect(artifact?.aliases).toEqual([`dagster-run-${short}`, "latest"]);
  expect(world.backend.inspect.run(`${place}/${runId ?? ""}`)).toMatchObject({
    displayName: `dagster-run-${short}`,
    tags: ["dagster_wandb"],
  });
  const bytes = await world.backend.inspect.content(`${place}/my_artifact:v0`, "output.pickle");
  expect(loads(bytes ?? new Uint8Array())).toEqual([1, 2, 3]);
  expect(await world.logLines()).toContain("read [1,2,3]");
});

test("A02 F020 repository binds resources with their config to its assets", async () => {
  await using world = await ProgramWorld.open();
  await world.run("repository");
  expect(await world.artifactNames()).toEqual([
    "my_repository_artifact:v0",
    "my_repository_sum:v0",
  ]);
});

test("A11 F047 table stores Table.table.json and nothing serialized", async () => {
  await using world = await ProgramWorld.open();
  await world.run("table");
  const artifact = await world.backend.inspect.artifact(`${place}/my_table_artifact:v0`);
  expect(Object.keys(artifact?.entries ?? {})).toEqual(["Table.table.json"]);
  expect(artifact?.metadata).not.toHaveProperty("source_serialization_module");
});

test("A12 F050 artifact-object stores the Artifact as built, with metadata on both sides", async () => {
  await using world = await ProgramWorld.open();
  await world.run("artifact-object");
  const artifact = await world.backend.inspect.artifact(`${place}/my_asset:v0`);
  expect(Object.keys(artifact?.entries ?? {})).toEqual(["my_table.table.json"]);
  expect(artifact?.metadata).toHaveProperty("source_integration");
  const [made] = await world.events("ASSET_MATERIALIZATION");
  expect(Object.keys(made?.data.metadata ?? {})).toEqual(
    expect.arrayContaining(["wandb_artifact_id", "wandb_run_url", "dagster_run_id"]),
  );
});

test("A14 A15 A16 F056 F057 F058 output-configuration: op, asset and multi-asset", async () => {
  await using world = await ProgramWorld.open();
  await world.run("output-configuration");
  const types = Object.fromEntries(
    (await world.backend.inspect.artifacts(place)).map(({ collection, type }) => [
      collection,
      type,
    ]),
  );
  expect(types).toMatchObject({
    my_configured_artifact: "dataset",
    my_configured_asset: "dataset",
    first_table: "training_dataset",
    second_table: "validation_dataset",
  });
});

test("A17 A18 F068 F069 F070 F071 F072 F073 advanced-artifact adds dirs, files and references", async () => {
  await using world = await ProgramWorld.open();
  await world.run("advanced-artifact");
  const value = await world.backend.inspect.artifact(`${place}/my_advanced_value:v0`);
  const names = Object.keys(value?.entries ?? {});
  expect(names).toEqual(
    expect.arrayContaining([
      "My directory/checker.pbm",
      "My directory/stripes.pbm",
      "validation_dataset",
      "External HTTP reference to an image",
      "External S3 reference",
      "output.pickle",
    ]),
  );
  expect(names.some((name) => /^[0-9a-f]{20}\.txt$/.test(name))).toBe(true);
  expect(value?.entries["External S3 reference"]?.ref).toBe("s3://my-bucket/datasets/mnist");
  expect(value?.description).toBe("My *Markdown* description");
  expect(value?.aliases).toEqual(
    expect.arrayContaining(["my_first_alias", "my_second_alias", "latest"]),
  );
  const lines = await world.logLines();
  expect(lines).toContain("column a: [1]");
  expect(lines).toContain("the artifact is my_advanced_artifact:v0");
});

test("A60 F118 joblib-model stores a function's source and revives it with trust", async () => {
  await using world = await ProgramWorld.open();
  await world.run("joblib-model");
  const model = await world.backend.inspect.artifact(`${place}/my_joblib_serialized_model:v0`);
  expect(model?.metadata).toMatchObject({
    source_serialization_module: "joblib",
    source_pickle_protocol_used: 4,
  });
  expect(Object.keys(model?.entries ?? {})).toEqual(["output.joblib"]);
  expect(await world.logLines()).toContain("the model says 3");
});

test("A61 F119 F121 onnx-model carries the bytes and predicts", async () => {
  await using world = await ProgramWorld.open();
  await world.run("onnx-model");
  expect(await world.logLines()).toContain("45 predictions");
  const bytes = await world.backend.inspect.content(`${place}/onnx_inference:v0`, "output.pickle");
  expect(loads(bytes ?? new Uint8Array())).toHaveLength(45);
});

test("A62 F120 pmml-model by string and by file", async () => {
  await using world = await ProgramWorld.open();
  await world.run("pmml-model");
  const file = await world.backend.inspect.content(`${place}/my_pmml_file:v0`, "iris.pmml");
  expect(new TextDecoder().decode(file)).toContain('version="4.4"');
  expect((await world.logLines()).some((line) => line.startsWith("PMML 4.4 at "))).toBe(true);
});

test("A64 F004 F135 registry-link links by code and by configuration", async () => {
  await using world = await ProgramWorld.open();
  await world.run("registry-link");
  const registry = await world.backend.inspect.artifacts("heddle-org/wandb-registry-model");
  const linked = Object.fromEntries(registry.map((each) => [each.collection, each]));
  expect(Object.keys(linked).toSorted()).toEqual(["my_declared_models", "my_models"]);
  expect(linked["my_declared_models"]).toMatchObject({ isLink: true });
  expect(linked["my_declared_models"]?.aliases).toContain("staging");
  expect(linked["my_models"]?.aliases).toContain("production");
});

test("A06 F033 F156 F157 resumed-run puts metrics and artifact into one run", async () => {
  await using world = await ProgramWorld.open();
  await world.run("resumed-run");
  expect(world.backend.inspect.runs(place).map(({ name }) => name)).toEqual([
    "my_resumable_run_id",
  ]);
  const run = world.backend.inspect.run(`${place}/my_resumable_run_id`);
  expect(run?.tags).toEqual(expect.arrayContaining(["demo", "dagster_wandb"]));
  expect(run?.history).toHaveLength(3);
  const artifact = await world.backend.inspect.artifact(`${place}/my_trained_value:v0`);
  expect(artifact?.loggedBy).toContain("my_resumable_run_id");
});
