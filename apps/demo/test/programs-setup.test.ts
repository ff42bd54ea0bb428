import { loads } from "@heddle/serialization";
import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A01 A14 F019 F043 simple-job stores the values of ops as named artifacts and reads them back", async () => {
  await using world = await ProgramWorld.open();
  await world.run("simple-job");
  const artifact = await world.artifact("my_first_list:v0");
  const [runId = ""] = await world.runIds();
  const short = runId.slice(0, 8);
  expect(artifact).toMatchObject({ type: "dataset", state: "COMMITTED", loggedBy: runId });
  expect(artifact.aliases).toEqual([`dagster-run-${short}`, "latest"]);
  expect(artifact.usedBy).toEqual([runId]);
  expect(world.backend.inspect.run(`${place}/${runId}`)).toMatchObject({
    displayName: `dagster-run-${short}`,
    state: "finished",
    tags: ["dagster_wandb"],
  });
  const bytes = await world.content("my_final_list:v0", "output.pickle");
  expect(loads(bytes)).toEqual([1, 2, 3, 4, 5, 7]);
  expect(await world.stepsThat("STEP_SUCCESS")).toEqual([
    "create_my_first_list",
    "create_my_final_list",
  ]);
});

test("A02 F020 F021 repository binds resources with their config to its assets", async () => {
  await using world = await ProgramWorld.open();
  await world.run("repository");
  expect(await world.artifactNames()).toEqual(["my_final_list:v0", "my_first_list:v0"]);
  const [runId] = await world.runIds();
  expect((await world.artifact("my_first_list:v0")).usedBy).toEqual([runId]);
  expect(await world.materialized()).toEqual(["my_first_list", "my_final_list"]);
  const final = await world.content("my_final_list:v0", "output.pickle");
  expect(loads(final)).toEqual([1, 2, 3, 4, 5, 7]);
});

test("A05 F037 F156 run-metrics joins metrics and artifact by the run's own id", async () => {
  await using world = await ProgramWorld.open();
  await world.run("run-metrics");
  const [runId = ""] = await world.runIds();
  expect(world.backend.inspect.runs(place).map(({ name }) => name)).toEqual([runId]);
  const run = world.backend.inspect.run(`${place}/${runId}`);
  expect(run?.history.map((row) => row["loss"])).toEqual([1, 1 / 2, 1 / 3]);
  expect(run?.state).toBe("finished");
  expect((await world.artifact("my_trained_model:v0")).loggedBy).toBe(runId);
  expect(await world.metadataOf("my_trained_model", "wandb_run_id")).toBe(runId);
});

test("A04 A06 F033 F038 F040 F157 resumed-run continues one W&B run of a chosen id", async () => {
  await using world = await ProgramWorld.open();
  await world.run("resumed-run");
  expect(world.backend.inspect.runs(place).map(({ name }) => name)).toEqual([
    "my_resumable_run_id",
  ]);
  const run = world.backend.inspect.run(`${place}/my_resumable_run_id`);
  expect(run).toMatchObject({ displayName: "my resumable run", state: "finished" });
  expect(run?.tags).toEqual(expect.arrayContaining(["demo", "dagster_wandb"]));
  expect(run?.history.map((row) => row["_step"])).toEqual([0, 1, 2, 3, 4, 5]);
  const model = await world.artifact("my_resumed_model:v0");
  expect(model).toMatchObject({ type: "model", loggedBy: "my_resumable_run_id" });
  expect(await world.runIds()).toHaveLength(2);
  expect(await world.metadataOf("my_resumed_model", "wandb_run_id")).toBe("my_resumable_run_id");
});
