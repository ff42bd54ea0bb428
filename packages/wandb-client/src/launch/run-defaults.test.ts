import { expect, test } from "vitest";
import { runDefaultsFromEnv, withRunDefaults } from "./run-defaults.ts";

test("reads what Launch and users say about a run", () => {
  expect(
    runDefaultsFromEnv({
      WANDB_RUN_ID: "abcd1234",
      WANDB_NAME: "n",
      WANDB_TAGS: "a, b,,",
      WANDB_RUN_GROUP: "g",
      WANDB_JOB_TYPE: "train",
      WANDB_NOTES: " ",
      WANDB_RESUME: "allow",
      WANDB_CONFIG: '{"lr":1}',
      WANDB_ARTIFACTS: '{"_wandb_job":"e/p/j:v0","data":"e/p/d:v1","other":{"_type":"x"}}',
    }),
  ).toEqual({
    options: {
      id: "abcd1234",
      name: "n",
      tags: ["a", "b"],
      group: "g",
      jobType: "train",
      resume: "allow",
    },
    config: { lr: 1 },
    inputs: [
      { usedAs: "_wandb_job", path: "e/p/j:v0" },
      { usedAs: "data", path: "e/p/d:v1" },
    ],
  });
});

test("an environment that says nothing changes nothing", () => {
  expect(runDefaultsFromEnv({ WANDB_RESUME: "sometimes" })).toEqual({
    options: {},
    config: {},
    inputs: [],
  });
});

test("puts a configuration that came in parts together", () => {
  const whole = JSON.stringify({ text: "x".repeat(100) });
  expect(
    runDefaultsFromEnv({ WANDB_CONFIG_0: whole.slice(0, 40), WANDB_CONFIG_1: whole.slice(40) })
      .config,
  ).toEqual(JSON.parse(whole));
});

test("the program's own options win, but Launch's configuration wins over its config", () => {
  const defaults = runDefaultsFromEnv({
    WANDB_RUN_ID: "env",
    WANDB_NAME: "env",
    WANDB_CONFIG: '{"lr":1}',
  });
  expect(
    withRunDefaults({ name: "own", id: undefined, config: { lr: 2, epochs: 3 } }, defaults),
  ).toEqual({
    id: "env",
    name: "own",
    config: { lr: 1, epochs: 3 },
  });
});

test.each(["{", "[]", "3", "null"])("refuses WANDB_CONFIG=%s", (WANDB_CONFIG) => {
  expect(() => runDefaultsFromEnv({ WANDB_CONFIG })).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_SETTINGS" }),
  );
});
