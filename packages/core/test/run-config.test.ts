import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
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
  setRunConfig,
  type LogRecord,
  type RunConfig,
} from "@heddle/core";
import { faultsOf } from "./config-faults.ts";

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
