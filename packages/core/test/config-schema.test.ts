import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import { definitions, job, makeValuesResource, op, secret, type Schema } from "@heddle/core";
import { configured, faultsOf } from "./config-faults.ts";

test("O110 a job's config has a JSON Schema by which a stock validator judges", () => {
  const wandb_config = makeValuesResource({ entity: z.string().optional(), project: z.string() });
  const foreign: Schema = {
    "~standard": { version: 1, vendor: "other", validate: (value) => ({ value }) },
  };
  const train = op(
    {
      name: "train",
      config: z.object({
        epochs: z.number().describe("passes over the data"),
        key: secret().optional(),
      }),
      resources: { wandb_config },
    },
    () => 1,
  );
  const free = op({ name: "free", config: foreign }, () => 1);
  const project = definitions({
    resources: { wandb_config },
    jobs: [
      job({ name: "j" }, () => {
        train();
        free();
      }),
    ],
  });
  const schema = project.runConfigSchema("j");
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const good = {
    resources: { wandb_config: { config: { project: { env: "P" } } } },
    ops: { train: { config: { epochs: 3, key: { env: "K" } } } },
  };
  expect(validate(good)).toBe(true);
  expect(validate({ ...good, ops: { train: { config: { epochs: "x" } } } })).toBe(false);
  expect(validate({ ...good, ops: { trainn: {} } })).toBe(false);
  expect(validate({ ops: good.ops })).toBe(false);
  expect(JSON.stringify(schema)).toContain("passes over the data");
  expect(JSON.stringify(schema)).toContain("does not export JSON Schema");
});

test("O111 any Standard Schema serves, with the same faults", async () => {
  const even: Schema<{ n: number }> = {
    "~standard": {
      version: 1,
      vendor: "own",
      validate: async (value) => {
        const n = (value as { n?: unknown }).n;
        return typeof n === "number" && n % 2 === 0
          ? { value: { n } }
          : { issues: [{ message: "must be even", path: ["n"] }] };
      },
    },
  };
  expect(await configured(even, { n: 4 })).toEqual({ n: 4 });
  expect(await faultsOf(configured(even, { n: 3 }))).toEqual([
    expect.objectContaining({ path: "root:ops:read:config:n", message: "must be even" }),
  ]);
});
