import { join } from "node:path";
import { childProcessExecutor } from "@heddle/core";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { place, steady, World } from "../support/world.ts";
import project from "./definitions.ts";

const file = join(import.meta.dirname, "definitions.ts");

test.for(steady)("steps in processes of their own share one W&B run ($name)", async (pass) => {
  await using world = await World.open(pass);
  const environment = {
    TEST_WANDB_KEY: defaultApiKey,
    TEST_WANDB_HOST: world.server.origin,
    TEST_BASE_DIR: world.baseDir,
  };
  Object.assign(process.env, environment);
  await using executor = childProcessExecutor({ file, maxConcurrent: 2 });
  const good = await project.getJob("good").executeInProcess({ executor, environment });
  expect(good.success).toBe(true);
  expect(world.backend.inspect.runs(place)).toMatchObject([
    { name: good.runId, state: "finished" },
  ]);
  const { edges } = world.backend.inspect.lineage();
  expect(edges).toContainEqual({
    from: `artifact:${place}/numbers:v0`,
    to: `run:${place}/${good.runId}`,
    kind: "used",
  });
  const bad = await project
    .getJob("bad")
    .executeInProcess({ executor, environment, raiseOnError: false });
  expect(bad.success).toBe(false);
  expect(world.backend.inspect.run(`${place}/${bad.runId}`)).toMatchObject({ state: "failed" });
});
