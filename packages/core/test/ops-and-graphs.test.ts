import { expect, test } from "vitest";
import { z } from "zod";
import {
  CoreError,
  InvalidDefinitionError,
  asset,
  configMapping,
  definitions,
  graph,
  job,
  materialize,
  op,
  opIn,
  opOut,
  resource,
  type,
  valueResource,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

test("O001 an op has metadata of its outputs, and config by a schema", async () => {
  const { manager, outputs } = recordingIOManager();
  const write = op(
    {
      name: "write",
      config: z.object({ times: z.number() }),
      out: opOut({ ioManagerKey: "files", metadata: { kind: "dataset" } }),
    },
    (_, context) => context.config.times * 2,
  );
  const result = await job(
    { name: "j", resources: { files: manager } },
    () => void write(),
  ).executeInProcess({
    runConfig: { ops: { write: { config: { times: 4 } } } },
  });
  expect(outputs[0]?.definitionMetadata).toEqual({ kind: "dataset" });
  expect(await result.outputForNode("write")).toBe(8);
});

test("O002 an aliased op takes its config and its step key under the alias", async () => {
  const launch = op(
    { name: "run_launch_job", config: z.object({ queue: z.string() }) },
    (_, { config }) => config.queue,
  );
  const aliased = job({ name: "j" }, () => void launch.alias("my_launched_job")());
  const result = await aliased.executeInProcess({
    runConfig: { ops: { my_launched_job: { config: { queue: "gpu" } } } },
  });
  expect(await result.steps("succeeded")).toEqual(["my_launched_job"]);
  expect(await result.outputForNode("my_launched_job")).toBe("gpu");
  await expect(
    aliased.executeInProcess({
      runConfig: { ops: { run_launch_job: { config: { queue: "gpu" } } } },
    }),
  ).rejects.toMatchObject({
    code: "CORE_INVALID_CONFIG",
  });
});

test("O003 an op called again is named x_2, x_3", async () => {
  const load = op({ name: "load" }, () => 1);
  const result = await job({ name: "j" }, () => {
    load();
    load();
    load();
  }).executeInProcess();
  expect(await result.steps("succeeded")).toEqual(["load", "load_2", "load_3"]);
});

test("O004 ops in nested graphs have dotted step keys", async () => {
  const load = op({ name: "load" }, () => 2);
  const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);
  const inner = graph({ name: "inner", ins: { x: type<number>() } }, ({ x }) => double({ x }));
  const outer = graph({ name: "outer" }, () => inner({ x: load() }));
  const result = await job(
    { name: "j" },
    () => void double.alias("last")({ x: outer() }),
  ).executeInProcess();
  expect(await result.steps("succeeded")).toEqual(["outer.load", "outer.inner.double", "last"]);
  expect(await result.outputForNode("last")).toBe(8);
});

test("O005 a job brings resources, config and tags", async () => {
  const seen: unknown[] = [];
  const say = op(
    { name: "say", config: z.object({ text: z.string() }), resources: { out: type<unknown[]>() } },
    (_, context) => {
      context.resources.out.push(context.config.text, context.tags["team"]);
    },
  );
  await job(
    {
      name: "j",
      resources: { out: valueResource(seen) },
      config: { ops: { say: { config: { text: "hello" } } } },
      tags: { team: "a" },
    },
    () => void say(),
  ).executeInProcess();
  expect(seen).toEqual(["hello", "a"]);
});

test("O702 an op with ioManagerKey is refused with advice", async () => {
  const wrong = op({ name: "wrong", ioManagerKey: "files" } as never, () => 1);
  await expect(job({ name: "j" }, () => void wrong()).executeInProcess()).rejects.toMatchObject({
    code: "CORE_INVALID_DEFINITION",
    message: expect.stringContaining('"ioManagerKey"'),
    hint: expect.stringContaining("opOut({ ioManagerKey })"),
  });
});

test("O703 an op input that nothing feeds is an error that says how to feed it", async () => {
  const read = op(
    { name: "read_artifact", ins: { artifact: opIn({ metadata: { name: "x" } }) } },
    ({ artifact }) => artifact,
  );
  const broken = job({ name: "j" }, () => void (read as unknown as () => unknown)());
  await expect(broken.executeInProcess()).rejects.toMatchObject({
    code: "CORE_INVALID_DEFINITION",
    message: expect.stringMatching(/input "artifact" of op "read_artifact".*no input manager/),
  });
  expect(() => definitions({ jobs: [broken] })).toThrow(InvalidDefinitionError);
  const { manager } = recordingIOManager({}, () => 42);
  const managed = op(
    { name: "managed", ins: { artifact: opIn({ inputManagerKey: "remote" }) } },
    ({ artifact }) => artifact,
  );
  const result = await job(
    { name: "k", resources: { remote: manager } },
    () => void (managed as unknown as () => unknown)(),
  ).executeInProcess();
  expect(await result.outputForNode("managed")).toBe(42);
});

test("O109 a graph's and a job's own config is mapped to that of its ops", async () => {
  const say = op(
    { name: "say", config: z.object({ text: z.string() }) },
    (_, { config }) => config.text,
  );
  const mapped = graph(
    {
      name: "mapped",
      config: configMapping(z.object({ who: z.string() }), ({ who }) => ({
        say: { config: { text: `hello ${who}` } },
      })),
    },
    () => say(),
  );
  const result = await job({ name: "j" }, () => void mapped()).executeInProcess({
    runConfig: { ops: { mapped: { config: { who: "you" } } } } as never,
  });
  expect(await result.outputForNode("mapped.say")).toBe("hello you");
  const whole = job(
    {
      name: "k",
      config: configMapping(z.object({ who: z.string() }), ({ who }) => ({
        ops: { say: { config: { text: who } } },
      })),
    },
    () => void say(),
  );
  expect(
    await (await whole.executeInProcess({ runConfig: { who: "all" } })).outputForNode("say"),
  ).toBe("all");
  await expect(whole.executeInProcess({ runConfig: {} })).rejects.toMatchObject({
    code: "CORE_INVALID_CONFIG",
  });
  const base = resource({ config: z.object({ url: z.string() }) }, ({ config }) => config.url);
  const byHost = base.configured((outer: { host: string }) => ({ url: `http://${outer.host}` }), {
    schema: z.object({ host: z.string() }),
  });
  const url = asset({ name: "url", resources: { base } }, (_, { resources }) => resources.base);
  const got = await materialize([url], {
    resources: { base: byHost },
    runConfig: { resources: { base: { config: { host: "h" } } } },
  });
  expect(await got.assetValue("url")).toBe("http://h");
  const fixed = await materialize([url], { resources: { base: byHost.configured({ host: "g" }) } });
  expect(await fixed.assetValue("url")).toBe("http://g");
});

test("calling an op outside of a job says how to run it", () => {
  const lonely = op({ name: "lonely" }, () => 1);
  expect(() => lonely()).toThrow(CoreError);
  expect(() => lonely()).toThrow(/outside the body/);
});
