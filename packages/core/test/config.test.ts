import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  InvalidConfigError,
  Secret,
  asset,
  definitions,
  ephemeralInstance,
  graph,
  job,
  loadRunConfig,
  logger,
  makeValuesResource,
  materialize,
  mergeRunConfig,
  op,
  opIn,
  parseRunConfig,
  resource,
  secret,
  setRunConfig,
  type,
  type LogRecord,
  type RunConfig,
  type Schema,
} from "@heddle/core";

const faultsOf = async (
  run: Promise<unknown>,
): Promise<
  readonly {
    readonly reason: string;
    readonly path: string;
    readonly message: string;
    readonly hint?: string;
    readonly sample?: string;
  }[]
> => {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidConfigError);
  return (error as InvalidConfigError).details["faults"] as never;
};

const configured = (schema: Schema, config: unknown): Promise<unknown> => {
  const read = op({ name: "read", config: schema }, (_, context) => context.config);
  const run = job({ name: "j" }, () => void read()).executeInProcess({
    runConfig: { ops: { read: { config } } },
    environment: { NAME: "value", COUNT: "3", FLAG: "true" },
  });
  return run.then((result) => result.outputForNode("read"));
};

test.each<[string, Schema, unknown, unknown]>([
  ["a scalar", z.object({ a: z.string() }), { a: "x" }, { a: "x" }],
  ["a list", z.object({ a: z.array(z.number()) }), { a: [1, 2] }, { a: [1, 2] }],
  [
    "a nested shape",
    z.object({ a: z.object({ b: z.boolean() }) }),
    { a: { b: true } },
    { a: { b: true } },
  ],
  [
    "a permissive shape",
    z.looseObject({ a: z.string() }),
    { a: "x", other: 1 },
    { a: "x", other: 1 },
  ],
  [
    "a selector",
    z.union([z.strictObject({ s3: z.string() }), z.strictObject({ gcs: z.string() })]),
    { gcs: "b" },
    { gcs: "b" },
  ],
  ["a map", z.record(z.string(), z.number()), { x: 1 }, { x: 1 }],
  ["an enum", z.object({ a: z.enum(["x", "y"]) }), { a: "y" }, { a: "y" }],
  ["a nullable", z.object({ a: z.string().nullable() }), { a: null }, { a: null }],
  [
    "a scalar union",
    z.object({ a: z.union([z.string(), z.object({ b: z.number() })]) }),
    { a: { b: 1 } },
    { a: { b: 1 } },
  ],
])("O101 accepts %s", async (_, schema, config, expected) => {
  expect(await configured(schema, config)).toEqual(expected);
});

test.each<[string, Schema, unknown, string, string]>([
  [
    "a number for text",
    z.object({ a: z.string() }),
    { a: 1 },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a number for a boolean",
    z.object({ a: z.boolean() }),
    { a: 1 },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a mapping for a list",
    z.object({ a: z.array(z.number()) }),
    { a: { b: 1 } },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a wrong item",
    z.object({ a: z.array(z.number()) }),
    { a: [1, "x"] },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a:1",
  ],
  [
    "an unknown enum value",
    z.object({ a: z.enum(["x", "y"]) }),
    { a: "z" },
    "RUNTIME_TYPE_MISMATCH",
    "root:ops:read:config:a",
  ],
  [
    "a missing field",
    z.object({ a: z.string() }),
    {},
    "MISSING_REQUIRED_FIELD",
    "root:ops:read:config:a",
  ],
  [
    "an unknown field",
    z.object({ a: z.string() }),
    { a: "x", b: 1 },
    "FIELD_NOT_DEFINED",
    "root:ops:read:config:b",
  ],
  [
    "an unknown field deep down",
    z.object({ a: z.array(z.object({ b: z.string() })) }),
    { a: [{ b: "x", c: 1 }] },
    "FIELD_NOT_DEFINED",
    "root:ops:read:config:a:0:c",
  ],
])("O101 refuses %s", async (_, schema, config, reason, path) => {
  const faults = await faultsOf(configured(schema, config));
  expect(faults).toEqual([expect.objectContaining({ reason, path })]);
});

test("O102 defaults apply at every depth", async () => {
  const schema = z.object({
    a: z.string().default("x"),
    b: z.object({ c: z.number().default(2), d: z.number().optional() }).prefault({}),
  });
  expect(await configured(schema, undefined)).toEqual({ a: "x", b: { c: 2 } });
  expect(await configured(schema, null)).toEqual({ a: "x", b: { c: 2 } });
});

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

test("O104 YAML of any consistent indent, several files, and assignments", async () => {
  const yaml =
    "resources:\n wandb_config:\n  config:\n   entity: my_entity\n   project: my_project\n";
  expect(parseRunConfig(yaml)).toEqual({
    resources: { wandb_config: { config: { entity: "my_entity", project: "my_project" } } },
  });
  expect(parseRunConfig("")).toEqual({});
  expect(parseRunConfig('{"ops": {}}')).toEqual({ ops: {} });
  expect(mergeRunConfig({ a: { b: 1, c: [1, 2] } }, { a: { c: [3], d: 4 } })).toEqual({
    a: { b: 1, c: [3], d: 4 },
  });
  expect(
    setRunConfig({ ops: { x: { config: { n: 1 } } } }, [
      "ops.x.config.n=2",
      'ops.x.config."a.b"=true',
      "ops.x.config.list=[1, two]",
    ]),
  ).toEqual({
    ops: { x: { config: { n: 2, "a.b": true, list: [1, "two"] } } },
  });
  const folder = await mkdtemp(join(tmpdir(), "heddle-config-"));
  try {
    await writeFile(join(folder, "a.yaml"), yaml);
    await writeFile(
      join(folder, "b.yaml"),
      "resources:\n    wandb_config:\n        config:\n            project: other\n",
    );
    expect(
      await loadRunConfig([join(folder, "a.yaml"), join(folder, "b.yaml")], {
        set: ["loggers.console.config.level=INFO"],
      }),
    ).toEqual({
      resources: { wandb_config: { config: { entity: "my_entity", project: "other" } } },
      loggers: { console: { config: { level: "INFO" } } },
    });
    await writeFile(join(folder, "broken.yaml"), "a: [1\nb: 2");
    await expect(loadRunConfig([join(folder, "broken.yaml")])).rejects.toMatchObject({
      code: "CORE_CONFIG_FILE",
      message: expect.stringMatching(/line 2(?!.* at line)/),
    });
    await expect(loadRunConfig([join(folder, "none.yaml")])).rejects.toMatchObject({
      code: "CORE_CONFIG_FILE",
      message: expect.stringMatching(/it does not exist$/),
    });
    await expect(loadRunConfig([folder])).rejects.toMatchObject({
      message: expect.stringMatching(/it is a folder$/),
    });
    await writeFile(join(folder, "latin.yaml"), Buffer.from("name: caf\u00e9", "latin1"));
    await expect(loadRunConfig([join(folder, "latin.yaml")])).rejects.toMatchObject({
      code: "CORE_CONFIG_FILE",
      message: expect.stringMatching(/latin.yaml" is not UTF-8 text$/),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(() => parseRunConfig("- a")).toThrow(/not a mapping/);
  expect(() => setRunConfig({}, ["novalue"])).toThrow(/path=value/);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  setRunConfig({}, ["__proto__.polluted=1"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("O105 every section of a run config has an effect", async () => {
  const records: LogRecord[] = [];
  const collect = logger({ config: z.object({ prefix: z.string() }) }, ({ prefix }) => ({
    log: (record) => void records.push({ ...record, message: prefix + record.message }),
  }));
  let concurrent = 0;
  let most = 0;
  const busy = op(
    { name: "busy", ins: { n: opIn({ type: z.number() }) } },
    async ({ n }, context) => {
      concurrent += 1;
      most = Math.max(most, concurrent);
      await new Promise((resolve) => setImmediate(resolve));
      concurrent -= 1;
      context.log.info("busy");
      return n;
    },
  );
  const value = makeValuesResource({ n: z.number() });
  const read = op({ name: "read", resources: { value } }, (_, { resources }) => resources.value.n);
  const all = job({ name: "all", resources: { value }, loggers: { collect } }, () => {
    (busy.alias("one") as unknown as () => void)();
    (busy.alias("two") as unknown as () => void)();
    read();
  });
  const result = await all.executeInProcess({
    runConfig: {
      resources: { value: { config: { n: 5 } } },
      ops: { one: { inputs: { n: { value: 1 } } }, two: { inputs: { n: { value: 2 } } } },
      execution: { config: { in_process: { max_concurrent: 1 } } },
      loggers: { collect: { config: { prefix: "> " } } },
    },
  });
  expect([
    await result.outputForNode("one"),
    await result.outputForNode("two"),
    await result.outputForNode("read"),
  ]).toEqual([1, 2, 5]);
  expect(most).toBe(1);
  expect(records.map((record) => record.message)).toEqual(["> busy", "> busy"]);
  const top = await job({ name: "top" }, () => (busy as unknown as () => void)()).executeInProcess({
    runConfig: { inputs: { n: { value: 9 } } },
  });
  expect(await top.outputForNode("busy")).toBe(9);
});

test("O106 ops in graphs are configured under ops.graph.ops", async () => {
  const say = op(
    { name: "say", config: z.object({ text: z.string() }) },
    (_, { config }) => config.text,
  );
  const inner = graph({ name: "g" }, () => say());
  const result = await job({ name: "j" }, () => void inner()).executeInProcess({
    runConfig: { ops: { g: { ops: { say: { config: { text: "deep" } } } } } },
  });
  expect(await result.outputForNode("g.say")).toBe("deep");
});

test("O107 O108 all faults come at once, with path, reason, allowed keys, near names and a sample", async () => {
  const wandb_config = makeValuesResource({ entity: z.string(), project: z.string() });
  const read = asset(
    {
      name: "read",
      config: z.object({ run_name: z.string().optional(), epochs: z.number() }),
      resources: { wandb_config },
    },
    () => 1,
  );
  const faults = await faultsOf(
    materialize([read], {
      resources: { wandb_config },
      runConfig: {
        resources: { wandb_config: { config: { entity: 3 } }, wandb_confg: {} },
        ops: { read: { config: { run_nam: "x", epochs: "many" } } },
        resource: {},
      } as RunConfig,
    }),
  );
  expect(Object.fromEntries(faults.map((fault) => [fault.path, fault.reason]))).toEqual({
    "root:resource": "FIELD_NOT_DEFINED",
    "root:resources:wandb_confg": "FIELD_NOT_DEFINED",
    "root:resources:wandb_config:config:entity": "RUNTIME_TYPE_MISMATCH",
    "root:resources:wandb_config:config:project": "MISSING_REQUIRED_FIELD",
    "root:ops:read:config:run_nam": "FIELD_NOT_DEFINED",
    "root:ops:read:config:epochs": "RUNTIME_TYPE_MISMATCH",
  });
  const unknown = faults.find((fault) => fault.path.endsWith("run_nam"));
  expect(unknown?.hint).toContain('"run_name"');
  expect(unknown?.message).toContain('"epochs"');
  expect(faults.find((fault) => fault.path.endsWith("project"))?.sample).toBe('project: "..."');
});

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

test("presets are run configs by name", async () => {
  const say = op(
    { name: "say", config: z.object({ text: z.string(), times: z.number().default(1) }) },
    (_, { config }) => config.text.repeat(config.times),
  );
  const talking = job(
    { name: "j", presets: { loud: { ops: { say: { config: { text: "HEY" } } } } } },
    () => void say(),
  );
  const result = await talking.executeInProcess({
    preset: "loud",
    runConfig: { ops: { say: { config: { times: 2 } } } },
  });
  expect(await result.outputForNode("say")).toBe("HEYHEY");
  await expect(talking.executeInProcess({ preset: "lout" })).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    hint: expect.stringContaining('"loud"'),
  });
});

test("a type token accepts everything", async () => {
  expect(await configured(type<{ anything: unknown }>(), { anything: [1] })).toEqual({
    anything: [1],
  });
});

test("O105 the console logger shows lines from its level on", async () => {
  const lines: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  const talk = asset({ name: "talk" }, (_, context) => {
    context.log.info("quiet");
    context.log.warning("loud");
  });
  process.stderr.write = (text: string) => lines.push(text) > 0;
  try {
    await materialize([talk], {
      runConfig: { loggers: { console: { config: { log_level: "WARNING" } } } },
    });
  } finally {
    process.stderr.write = write;
  }
  expect(lines).toEqual([
    expect.stringMatching(/ - heddle - WARNING - __ASSET_JOB - talk - [0-9a-f]{8} - loud\n$/),
  ]);
  expect(
    await faultsOf(
      materialize([talk], {
        runConfig: { loggers: { console: { config: { log_level: "SHOUT" } } } },
      }),
    ),
  ).toEqual([expect.objectContaining({ path: "root:loggers:console:config:log_level" })]);
});
