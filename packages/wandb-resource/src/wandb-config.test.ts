import { job, op, type } from "@heddle/core";
import { expect, test } from "vitest";
import { checkWandbConfig, type WandbConfig, wandbConfig } from "./wandb-config.ts";

test.each<[unknown, readonly string[]]>([
  [{}, ["project"]],
  [undefined, ["project"]],
  [{ entity: "", project: "" }, ["entity", "project"]],
  [{ entity: " ", project: "p" }, ["entity"]],
  [{ entity: 3, project: "p" }, ["entity"]],
  [{ entity: "a/b", project: "p:q" }, ["entity", "project"]],
])("refuses %j, naming each property at fault", (value, properties) => {
  expect(() => checkWandbConfig(value)).toThrow(
    expect.objectContaining({
      code: "WANDB_RESOURCE_CONFIG",
      message: expect.stringContaining("@heddle/wandb-resource"),
      details: { properties },
    }),
  );
});

test("accepts a project alone, and with an entity", () => {
  expect(checkWandbConfig({ project: "p" })).toEqual({ project: "p" });
  expect(checkWandbConfig({ entity: "e", project: "p" })).toEqual({ entity: "e", project: "p" });
});

const read = op(
  { name: "read", resources: { wandb_config: type<WandbConfig>() } },
  (_, context) => context.resources.wandb_config,
);

test("F016 takes its values from the run config, and refuses a run without them", async () => {
  const reading = job(
    { name: "reading", resources: { wandb_config: wandbConfig } },
    () => void read(),
  );
  await expect(reading.executeInProcess()).rejects.toThrow(/project/);
  const runConfig = { resources: { wandb_config: { config: { entity: "e", project: "p" } } } };
  const result = await reading.executeInProcess({ runConfig });
  expect(await result.outputForNode("read")).toEqual({ entity: "e", project: "p" });
});

test("F016 refuses an empty project before the run", async () => {
  const runConfig = { resources: { wandb_config: { config: { project: "" } } } };
  const reading = job(
    { name: "reading", resources: { wandb_config: wandbConfig } },
    () => void read(),
  );
  await expect(reading.executeInProcess({ runConfig })).rejects.toThrow(/project/);
});
