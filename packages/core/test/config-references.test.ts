import { inspect } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  Secret,
  asset,
  ephemeralInstance,
  materialize,
  resource,
  secret,
  type LogRecord,
} from "@heddle/core";
import { configured, faultsOf } from "./config-faults.ts";

test("O103 environment variables stand for text, numbers and booleans, and $literal for the object itself", async () => {
  const schema = z.object({
    a: z.string(),
    b: z.number(),
    c: z.boolean(),
    d: z.record(z.string(), z.string()),
  });
  expect(
    await configured(schema, {
      a: { env: "NAME" },
      b: { env: "COUNT" },
      c: { env: "FLAG" },
      d: { $literal: { env: "x" } },
    }),
  ).toEqual({ a: "value", b: 3, c: true, d: { env: "x" } });
  const [fault, ...others] = await faultsOf(
    configured(z.object({ a: z.string() }), { a: { env: "HEDDLE_NOT_SET" } }),
  );
  expect(others).toEqual([]);
  expect(fault).toMatchObject({
    reason: "FAILED_POST_PROCESSING",
    path: "root:ops:read:config:a",
    message: expect.stringContaining("HEDDLE_NOT_SET"),
  });
});

test("O103 an unset variable stops the run before it is created", async () => {
  await using instance = ephemeralInstance();
  const read = asset({ name: "read", config: z.object({ a: z.string() }) }, () => 1);
  await expect(
    materialize([read], {
      instance,
      environment: {},
      runConfig: { ops: { read: { config: { a: { env: "GONE" } } } } },
    }),
  ).rejects.toThrow(/GONE/);
  expect(await instance.countRuns()).toBe(0);
});

test("O112 secrets are references, print as stars, and never reach the event log", async () => {
  const value = "s3cret-v4lue-0f-this-test";
  const client = resource({ config: z.object({ key: secret() }) }, ({ config }) => ({
    key: config.key,
  }));
  const leak = asset(
    { name: "leak", resources: { client }, config: z.object({ token: secret() }) },
    (_, context) => {
      const text = context.resources.client.key.reveal();
      context.log.info(`using ${text}`, { text, nested: { list: [text] } });
      context.addOutputMetadata({ text, url: `https://x/?k=${context.config.token.reveal()}` });
      throw new Error(`could not log in with ${text}`, { cause: new Error(text) });
    },
  );
  await using instance = ephemeralInstance();
  const seen: LogRecord[] = [];
  const failed = await materialize([leak], {
    instance,
    raiseOnError: false,
    loggers: [{ log: (record) => void seen.push(record) }],
    resources: { client: client.configured({ key: { env: "KEY" } }) },
    runConfig: { ops: { leak: { config: { token: { env: "KEY" } } } } },
    environment: { KEY: value },
  });
  expect(failed.success).toBe(false);
  expect(JSON.stringify(await failed.events())).not.toContain(value);
  expect(JSON.stringify(failed.run)).not.toContain(value);
  expect(JSON.stringify(seen)).not.toContain(value);
  expect(JSON.stringify(await failed.events())).toContain("********");
  const tell = asset(
    { name: "tell", resources: { client }, metadata: { kept: "x" } },
    (_, context) => {
      const text = context.resources.client.key.reveal();
      context.addOutputMetadata({ text, nested: { list: [text] } });
      return 1;
    },
  );
  const told = await materialize([tell], {
    instance,
    resources: { client: client.configured({ key: { env: "KEY" } }) },
    environment: { KEY: value },
  });
  const [made] = await told.materializations();
  expect(made?.data.metadata).toMatchObject({ text: { type: "text", value: "********" } });
  expect(JSON.stringify(await told.events())).not.toContain(value);
  const held = new Secret(value);
  expect(`${held.toString()} ${JSON.stringify({ held })} ${inspect(held)}`).not.toContain(value);
  const [fault] = await faultsOf(configured(z.object({ key: secret() }), { key: value }));
  expect(fault).toMatchObject({
    path: "root:ops:read:config:key",
    hint: expect.stringContaining("env"),
  });
  expect(JSON.stringify(fault)).not.toContain(value);
  expect(
    await configured(
      z.object({ key: secret({ allowLiteral: true }).transform((one) => one.reveal().length) }),
      { key: "abc" },
    ),
  ).toEqual({ key: 3 });
});
