import { expect, test } from "vitest";
import { fillMacros } from "./fill-macros.ts";
import { inheritedEnvironment, launchEnvironment } from "./launch-environment.ts";
import { readLaunchSpec } from "./launch-spec.ts";

const identity = { baseUrl: "http://127.0.0.1:1", apiKey: "k".repeat(40), runId: "abcd1234" };

test("hands over exactly the variables of W&B Launch", () => {
  const launch = readLaunchSpec({
    entity: "ent",
    project: "Proj1",
    job: "ent/proj1/jb:latest",
    name: "n",
    author: "ada",
    overrides: { run_config: { lr: 1 }, artifacts: { data: "d:v1" } },
    _resume_count: 1,
  });
  expect(
    launchEnvironment(launch, {
      ...identity,
      queueName: "q",
      queueEntity: "ent",
      queueItemId: "item",
    }),
  ).toEqual({
    WANDB_BASE_URL: "http://127.0.0.1:1",
    WANDB_API_KEY: "k".repeat(40),
    WANDB_PROJECT: "proj1",
    WANDB_ENTITY: "ent",
    WANDB_LAUNCH: "True",
    WANDB_RUN_ID: "abcd1234",
    WANDB_NAME: "n",
    WANDB_USERNAME: "ada",
    WANDB_RESUME: "allow",
    WANDB_LAUNCH_QUEUE_NAME: "q",
    WANDB_LAUNCH_QUEUE_ENTITY: "ent",
    WANDB_LAUNCH_TRACE_ID: "item",
    WANDB_CONFIG: '{"lr":1}',
    WANDB_LAUNCH_FILE_OVERRIDES: "{}",
    WANDB_ARTIFACTS: '{"_wandb_job":"ent/proj1/jb:latest","data":"d:v1"}',
  });
});

test("splits a configuration that is too long for one variable, and nothing is lost", () => {
  const run_config = { text: "x".repeat(70_000) };
  const launch = readLaunchSpec({
    entity: "e",
    project: "p",
    docker: { docker_image: "i:1" },
    overrides: { run_config },
  });
  const environment = launchEnvironment(launch, identity);
  expect(environment["WANDB_CONFIG"]).toBeUndefined();
  const whole = [0, 1, 2].map((index) => environment[`WANDB_CONFIG_${index}`]).join("");
  expect(JSON.parse(whole)).toEqual(run_config);
  expect(environment["WANDB_DOCKER"]).toBe("i:1");
});

test("a job never inherits the agent's own run, key or configuration", () => {
  expect(
    inheritedEnvironment(
      {
        PATH: "/bin",
        WANDB_API_KEY: "agent",
        WANDB_RUN_ID: "agent",
        WANDB_CONFIG_3: "x",
        WANDB_DIR: "/d",
        EMPTY: undefined,
      },
      { WANDB_RUN_ID: "job" },
    ),
  ).toEqual({ PATH: "/bin", WANDB_DIR: "/d", WANDB_RUN_ID: "job" });
});

test("fills macros in texts at any depth and leaves unknown ones", () => {
  expect(
    fillMacros(
      { a: ["${run_id}-${other}", 1, null], "${run_id}": { b: "${HOME}" } },
      { run_id: "r", HOME: "/h" },
    ),
  ).toEqual({
    a: ["r-${other}", 1, null],
    "${run_id}": { b: "/h" },
  });
  expect(fillMacros("${toString}", {})).toBe("${toString}");
  let deep: unknown = "x";
  for (let level = 0; level < 100; level += 1) deep = [deep];
  expect(() => fillMacros(deep, {})).toThrow(RangeError);
});
