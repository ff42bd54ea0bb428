import { expect, test } from "vitest";
import { rejection, setUp } from "./support.ts";

test("makes projects, describes them and reads them by their path", async () => {
  await using setup = await setUp();
  const made = await setup.client.createProject("spinning", { description: "first" });
  expect(made).toMatchObject({ entity: "weavers", name: "spinning", description: "first" });
  await setup.client.createProject("spinning", { description: "second" });
  expect(await setup.client.project("spinning")).toMatchObject({ description: "second" });
  expect(await setup.client.createProject("mine", { entity: "ada" })).toMatchObject({
    entity: "ada",
    description: undefined,
  });
  expect((await setup.client.project("ada/mine")).name).toBe("mine");
});

test("tells of projects that do not exist and names that may not", async () => {
  await using setup = await setUp();
  for (const path of ["none", "nobody/none", "a/b/c", ""])
    expect(await rejection(setup.client.project(path))).toMatchObject({
      code: "WANDB_CLIENT_NOT_FOUND",
    });
  expect(await rejection(setup.client.createProject("a/b"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
});
