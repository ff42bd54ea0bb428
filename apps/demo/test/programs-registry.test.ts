import { expect, test } from "vitest";
import { ProgramWorld } from "./program-world.ts";

const registry = "heddle-org/wandb-registry-model";

test("A64 F003 F004 F135 registry-link links the model that it read", async () => {
  await using world = await ProgramWorld.open();
  await world.run("registry-link");
  const model = await world.artifact("my_model:v0");
  const [runId] = await world.runIds();
  expect(model).toMatchObject({ type: "model", usedBy: [runId], loggedBy: runId });
  const [linked] = await world.backend.inspect.artifacts(registry);
  expect(linked).toMatchObject({ collection: "my_models", digest: model.digest, isLink: true });
  expect(linked?.aliases).toEqual(expect.arrayContaining(["production"]));
  expect(await world.materialized()).toEqual(["my_model"]);
  expect(await world.stepsThat("STEP_SUCCESS")).toEqual(["my_model", "registered_model"]);
});

test("F004 F135 declared-registry-link links the model as it is written", async () => {
  await using world = await ProgramWorld.open();
  await world.run("declared-registry-link");
  const model = await world.artifact("my_declared_model:v0");
  const [linked] = await world.backend.inspect.artifacts(registry);
  expect(linked).toMatchObject({
    collection: "my_declared_models",
    digest: model.digest,
    isLink: true,
  });
  expect(linked?.aliases).toEqual(expect.arrayContaining(["staging"]));
});
