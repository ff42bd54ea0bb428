import { expect, test } from "vitest";
import { runOptionsFromEnv } from "./run-environment.ts";

test("takes a run's id, name, tags and the rest from the variables, explicit options first", () => {
  const env = {
    WANDB_RUN_ID: "r",
    WANDB_NAME: "n",
    WANDB_NOTES: "text",
    WANDB_TAGS: "a, b,,c",
    WANDB_RUN_GROUP: "g",
    WANDB_JOB_TYPE: "train",
    WANDB_RESUME: "allow",
  };
  expect(runOptionsFromEnv({ name: "mine" }, env)).toEqual({
    id: "r",
    name: "mine",
    notes: "text",
    tags: ["a", "b", "c"],
    group: "g",
    jobType: "train",
    resume: "allow",
  });
  expect(runOptionsFromEnv({}, {}).id).toBeUndefined();
});

test("lets a launch override the config, whole or in pieces", () => {
  expect(
    runOptionsFromEnv({ config: { lr: 1, keep: true } }, { WANDB_CONFIG: '{"lr":2}' }).config,
  ).toEqual({ lr: 2, keep: true });
  const pieces = { WANDB_CONFIG_0: '{"a":', WANDB_CONFIG_1: "1}", WANDB_CONFIG_3: "never read" };
  expect(runOptionsFromEnv({}, pieces).config).toEqual({ a: 1 });
});

test.each([{ WANDB_CONFIG: "{" }, { WANDB_CONFIG: "[1]" }, { WANDB_RESUME: "maybe" }])(
  "refuses %j",
  (env) => {
    expect(() => runOptionsFromEnv({}, env)).toThrow(
      expect.objectContaining({ code: "WANDB_CLIENT_SETTINGS" }),
    );
  },
);
