import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { launchJob } from "../../src/index.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

describe("jobs that the queue would refuse are refused before anything is queued", () => {
  test.each([
    [{ queue: "nowhere", docker_image: "a/b:1" }, "LAUNCH_QUEUE_MISSING"],
    [{ queue: "q", job: "ada/demo/job-missing:latest" }, "LAUNCH_JOB_UNREADABLE"],
    [{ queue: "q", docker_image: "a/b:1", priority: "high" as const }, "LAUNCH_CONFIG_INVALID"],
    [
      { queue: "q", docker_image: "a/b:1", template_variables: { gpus: 1 } },
      "LAUNCH_TEMPLATE_VARIABLE_INVALID",
    ],
  ])("%j: %s", async (config, code) => {
    await expect(launchJob(config, { client: world.client })).rejects.toMatchObject({ code });
    expect(world.backend.launch.items()).toEqual([]);
  });

  test("a template variable outside its enum or range, and a missing one, are all named", async () => {
    await world.client.launchQueue("gpus").save({
      resource: "kubernetes",
      templateVariables: {
        size: { schema: { type: "string", enum: ["small", "large"] } },
        count: { schema: { type: "integer", minimum: 1, maximum: 8 } },
        zone: { schema: { type: "string" } },
        spot: { schema: { type: "boolean", default: false } },
      },
    });
    await expect(
      launchJob(
        {
          docker_image: "a/b:1",
          queue: "gpus",
          template_variables: { size: "huge", count: 9, extra: 1 },
        },
        { client: world.client },
      ),
    ).rejects.toMatchObject({
      code: "LAUNCH_TEMPLATE_VARIABLE_INVALID",
      problems: [
        { path: "template_variables.extra" },
        { path: "template_variables.size" },
        { path: "template_variables.count" },
        { path: "template_variables.zone" },
      ],
    });
  });
});
