import { expect, test } from "vitest";
import { z } from "zod";
import {
  CoreError,
  InvalidDefinitionError,
  asset,
  assetCheck,
  assetCheckResult,
  assetDep,
  assetIn,
  assetKey,
  assetKeyFromDbString,
  assetKeyFromUserString,
  assetKeyToDbString,
  assetKeyToUserString,
  assetOpName,
  assetOut,
  configMapping,
  defineAssetJob,
  definitions,
  graph,
  graphAsset,
  graphMultiAsset,
  job,
  loadAssetsFromFolder,
  loadAssetsFromModules,
  loadAssetsFromPackageModule,
  makeValuesResource,
  materialize,
  mergeDefinitions,
  multiAsset,
  op,
  opIn,
  opOut,
  output,
  repository,
  resource,
  sourceAsset,
  type,
  valueResource,
  withResources,
  type IOManager,
} from "@heddle/core";
import { materializeToMemory } from "@heddle/core/testing";
import { recordingIOManager } from "./recording-io-manager.ts";

const rows = asset({ name: "rows" }, () => [1, 2, 3]);

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

test("O006 an asset carries key, prefix, metadata, group, kinds and owners", async () => {
  const model = asset(
    {
      name: "model",
      keyPrefix: ["team", "a"],
      metadata: { note: "x" },
      group: "ml",
      kinds: ["onnx"],
      owners: ["team:ml"],
      tags: { tier: "gold" },
      description: "the model",
      codeVersion: "1",
    },
    () => 1,
  );
  expect(model.key).toEqual(["team", "a", "model"]);
  const spec = definitions({ assets: [model] }).graph.get(model.key)?.spec;
  expect(spec).toMatchObject({
    group: "ml",
    kinds: ["onnx"],
    owners: ["team:ml"],
    tags: { tier: "gold" },
    metadata: { note: "x" },
    codeVersion: "1",
  });
  const result = await materialize([model]);
  expect((await result.materializations())[0]?.data.assetKey).toEqual(["team", "a", "model"]);
  expect(await result.steps("succeeded")).toEqual(["team__a__model"]);
  const older = asset({ name: "m", computeKind: "python" }, () => 1);
  expect(definitions({ assets: [older] }).graph.get(["m"])?.spec?.kinds).toEqual(["python"]);
});

test("O007 a multi-asset gives each key its value, in the order of outs, with a shared group", async () => {
  const split = multiAsset(
    { name: "split", group: "g", outs: { train: assetOut(), test: assetOut({ keyPrefix: "p" }) } },
    () => ({ train: [1], test: [2] }),
  );
  const result = await materialize([split]);
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([
    ["train"],
    ["p", "test"],
  ]);
  expect(await result.assetValue("train")).toEqual([1]);
  expect(await result.assetValue(["p", "test"])).toEqual([2]);
  expect(definitions({ assets: [split] }).graph.get(["train"])?.spec?.group).toBe("g");
});

test("O008 a multi-asset that returns other outputs fails and names them", async () => {
  const less = multiAsset(
    { name: "less", outs: { a: assetOut(), b: assetOut() } },
    () => ({ a: 1 }) as { a: number; b: number },
  );
  await expect(materialize([less])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining('"b"'),
  });
  const more = multiAsset(
    { name: "more", outs: { a: assetOut() } },
    () => ({ a: 1, c: 2 }) as { a: number },
  );
  await expect(materialize([more])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining('"c"'),
  });
  const list = multiAsset(
    { name: "list", outs: { a: assetOut(), b: assetOut() } },
    () => [1, 2] as never,
  );
  await expect(materialize([list])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining("a list"),
  });
});

test("O009 a subsettable multi-asset makes only what is selected", async () => {
  const both = multiAsset(
    {
      name: "both",
      canSubset: true,
      outs: { a: assetOut({ type: type<number>() }), b: assetOut({ type: type<number>() }) },
    },
    function* (_, context) {
      if (context.selectedOutputNames.includes("a")) yield output(1, { name: "a" });
      if (context.selectedOutputNames.includes("b")) yield output(2, { name: "b" });
      expect(context.isSubset).toBe(true);
    },
  );
  const result = await materialize([both], { selection: "b" });
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([["b"]]);
  const together = multiAsset({ name: "together", outs: { c: assetOut(), d: assetOut() } }, () => ({
    c: 1,
    d: 2,
  }));
  await expect(materialize([together], { selection: "c" })).rejects.toMatchObject({
    code: "CORE_INVALID_SELECTION",
    message: expect.stringContaining('"d"'),
  });
});

test("O010 O011 O304 an input reads the named parent under its own name, with its own metadata", async () => {
  const { manager, inputs } = recordingIOManager();
  const upstream = asset({ key: ["x", "upstream"], metadata: { of: "upstream" } }, () => 5);
  const unnamed = asset({ name: "unnamed" }, () => 7);
  const reader = asset(
    {
      name: "reader",
      ins: { value: assetIn(upstream, { metadata: { of: "input" } }), unnamed: assetIn() },
    },
    ({ value, unnamed: other }) => [value, other],
  );
  const result = await materialize([upstream, unnamed, reader], {
    resources: { io_manager: manager },
  });
  expect(await result.assetValue("reader")).toEqual([5, 7]);
  const input = inputs.find((context) => context.name === "value");
  expect(input?.definitionMetadata).toEqual({ of: "input" });
  expect(input?.upstreamOutput?.definitionMetadata).toEqual({ of: "upstream" });
  expect(input?.assetKey).toEqual(["x", "upstream"]);
});

test("O012 deps keep the order and load nothing", async () => {
  const { manager, inputs } = recordingIOManager();
  const first = asset({ name: "first" }, () => 1);
  const second = asset({ name: "second", deps: [first, assetDep("elsewhere")] }, () => 2);
  const result = await materialize([second, first], {
    resources: { io_manager: manager },
    maxConcurrent: 1,
  });
  expect(await result.steps("succeeded")).toEqual(["first", "second"]);
  expect(inputs).toEqual([]);
});

test("O013 a source asset is loaded by its own IO manager", async () => {
  const { manager, inputs } = recordingIOManager({ labels: ["a"] });
  const labels = sourceAsset({
    name: "labels",
    type: type<string[]>(),
    ioManagerKey: "remote",
    metadata: { where: "there" },
  });
  const count = asset({ name: "count", ins: { labels } }, ({ labels: values }) => values.length);
  const result = await materialize([count], { resources: { remote: manager } });
  expect(await result.assetValue("count")).toBe(1);
  expect(inputs[0]?.assetKey).toEqual(["labels"]);
  expect(inputs[0]?.upstreamOutput?.definitionMetadata).toEqual({ where: "there" });
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([
    ["count"],
  ]);
});

test("O014 asset keys have parts, and texts for people and for storages", () => {
  expect(assetKey("a/b")).toEqual(["a/b"]);
  expect(assetKeyFromUserString("a/b")).toEqual(["a", "b"]);
  expect(assetKeyToUserString(["a", "b"])).toBe("a/b");
  expect(assetKeyToDbString(["a", "b"])).toBe('["a", "b"]');
  expect(assetKeyFromDbString('["a", "b"]')).toEqual(["a", "b"]);
  expect(assetKeyFromDbString("a.b")).toEqual(["a", "b"]);
  expect(assetOpName(["a-x", "b"])).toBe("a_x__b");
});

test("O015 O104 a values resource is its config", async () => {
  const seen: unknown[] = [];
  const use = op(
    { name: "use", resources: { wandb_config: type<{ entity: string; project: string }>() } },
    (_, { resources }) => {
      seen.push(resources.wandb_config.entity, resources.wandb_config.project);
    },
  );
  const wandb_config = makeValuesResource({ entity: z.string(), project: z.string() });
  await job({ name: "j", resources: { wandb_config } }, () => void use()).executeInProcess({
    runConfig: { resources: { wandb_config: { config: { entity: "me", project: "demo" } } } },
  });
  expect(seen).toEqual(["me", "demo"]);
  const open = makeValuesResource();
  const any = op(
    { name: "any", resources: { free: open } },
    (_, { resources }) => resources.free["x"],
  );
  const result = await job(
    { name: "k", resources: { free: open } },
    () => void any(),
  ).executeInProcess({ runConfig: { resources: { free: { config: { x: 1 } } } } });
  expect(await result.outputForNode("any")).toBe(1);
});

test("O016 O103 .configured fixes a config, with references resolved when the run starts", async () => {
  const client = resource(
    { config: z.object({ api_key: z.string(), retries: z.number().default(3) }) },
    ({ config }) => config,
  );
  const use = asset({ name: "use", resources: { client } }, (_, { resources }) => [
    resources.client.api_key,
    resources.client.retries,
  ]);
  const bound = client.configured({ api_key: { env: "HEDDLE_TEST_KEY" } });
  const result = await materialize([use], {
    resources: { client: bound },
    environment: { HEDDLE_TEST_KEY: "k1" },
  });
  expect(await result.assetValue("use")).toEqual(["k1", 3]);
  const unset = materialize([use], { resources: { client: bound }, environment: {} });
  await expect(unset).rejects.toMatchObject({
    code: "CORE_INVALID_CONFIG",
    message: expect.stringMatching(/root:resources:client:config:api_key.*HEDDLE_TEST_KEY/),
  });
  expect(() =>
    definitions({
      assets: [use],
      resources: { client: client.configured({ api_key: 3 as never }) },
    }),
  ).toThrow(InvalidDefinitionError);
});

test("O017 O018 withResources binds what is required and repository puts it together", async () => {
  const needy = asset(
    { name: "needy", resources: { wandb_config: type<{ project: string }>() } },
    (_, { resources }) => resources.wandb_config.project,
  );
  const wandb_config = makeValuesResource({ project: z.string() });
  const bound = withResources(
    [needy, defineAssetJob("nightly")],
    { wandb_config, unused: valueResource(1) },
    { wandb_config: { config: { project: "demo" } } },
  );
  const project = repository("my_repository", () => [bound]);
  expect(project.assetKeys).toEqual([["needy"]]);
  expect(project.jobNames).toEqual(["nightly", "__ASSET_JOB"]);
  const result = await project.getJob("nightly").executeInProcess();
  expect(await result.assetValue("needy")).toBe("demo");
  expect(() => withResources([needy], { wandb_config }, { wandb_confg: { config: {} } })).toThrow(
    /wandb_confg/,
  );
  expect(() =>
    withResources([needy], { wandb_config }, { wandb_config: { project: "x" } as never }),
  ).toThrow(/form/);
  expect(() =>
    withResources(withResources([needy], { wandb_config }), {
      wandb_config: valueResource({ project: "x" }),
    }),
  ).toThrow(/bound already/);
});

test("O019 definitions hold assets, jobs and resources, and merge", async () => {
  const one = definitions({ assets: [rows], jobs: [defineAssetJob("all", { selection: "rows" })] });
  const two = definitions({ assets: [asset({ name: "other" }, () => 1)] });
  const merged = mergeDefinitions(one, two);
  expect(merged.assetKeys).toEqual([["rows"], ["other"]]);
  expect((await merged.getJob("all").executeInProcess()).success).toBe(true);
  expect(() => merged.getJob("al")).toThrow(/there is no job "al"/);
  expect(() =>
    mergeDefinitions(one, definitions({ assets: [asset({ name: "rows" }, () => 1)] })),
  ).toThrow(/defined twice/);
  const value = valueResource(1);
  expect(() =>
    mergeDefinitions(
      definitions({ resources: { value } }),
      definitions({ resources: { value: valueResource(2) } }),
    ),
  ).toThrow(/different resources/);
  expect(() => repository("r", () => [(() => 1) as never])).toThrow(/no definition/);
});

test("O020 O021 modules are searched for assets, with prefix and group", async () => {
  const total = asset({ name: "total", ins: { rows } }, ({ rows: values }) => values.length);
  const multi = multiAsset({ name: "multi", outs: { a: assetOut() } }, () => ({ a: 1 }));
  const labels = sourceAsset({ name: "labels" });
  const module = {
    rows,
    again: rows,
    list: [total, [multi]],
    a: multi.outs.a,
    labels,
    helper: () => 1,
    text: "x",
  };
  const loaded = loadAssetsFromPackageModule(module);
  expect(repository("r", () => [loaded]).assetKeys).toEqual([
    ["rows"],
    ["total"],
    ["a"],
    ["labels"],
  ]);
  const prefixed = repository("r", () => [
    loadAssetsFromModules([module], { keyPrefix: "p", groupName: "g", sourceKeyPrefix: "s" }),
  ]);
  expect(prefixed.assetKeys).toEqual([
    ["p", "rows"],
    ["p", "total"],
    ["p", "a"],
    ["s", "labels"],
  ]);
  expect(prefixed.graph.get(["p", "total"])?.upstream).toEqual(["p/rows"]);
  expect(prefixed.graph.get(["p", "total"])?.spec?.group).toBe("g");
  const result = await prefixed.getJob("__ASSET_JOB").executeInProcess();
  expect(await result.assetValue(["p", "total"])).toBe(3);
  expect(() =>
    loadAssetsFromModules([{ rows }, { rows: asset({ name: "rows" }, () => 1) }]),
  ).toThrow(/module 1 and in module 2/);
  const grouped = asset({ name: "grouped", group: "own" }, () => 1);
  expect(() => loadAssetsFromModules([{ grouped }], { groupName: "g" })).toThrow(/has group "own"/);
  const fromFolder = await loadAssetsFromFolder(`${import.meta.dirname}/__fixtures__/project`);
  expect(repository("r", () => [fromFolder]).assetKeys).toEqual([["first"], ["second"]]);
});

test("O022 O023 resources are made in the order of their needs and torn down in reverse, also after a failure", async () => {
  const log: string[] = [];
  const disposable = (name: string): AsyncDisposable & { name: string } => ({
    name,
    [Symbol.asyncDispose]: () => Promise.resolve(void log.push(`close ${name}`)),
  });
  const low = resource({}, () => {
    log.push("open low");
    return disposable("low");
  });
  const high = resource({ resources: { low } }, ({ resources, onTeardown }) => {
    log.push(`open high on ${resources.low.name}`);
    onTeardown(() => void log.push("close high"));
    return 1;
  });
  const fails = asset({ name: "fails", resources: { high, low } }, () => {
    throw new Error("no");
  });
  await expect(materialize([fails], { resources: { high, low } })).rejects.toThrow("no");
  expect(log).toEqual(["open low", "open high on low", "close high", "close low"]);
});

test("O024 io_manager is the IO manager of outputs that name none", async () => {
  const { manager, outputs } = recordingIOManager();
  await job(
    { name: "j", resources: { io_manager: manager } },
    () => void op({ name: "x" }, () => 1)(),
  ).executeInProcess();
  expect(outputs.map((context) => context.managerKey)).toEqual(["io_manager"]);
});

test("O032 a failed blocking check stops what is downstream, a warning does not", async () => {
  const after = asset({ name: "after", ins: { rows } }, ({ rows: values }) => values.length);
  const bad = (blocking: boolean, severity: "WARN" | "ERROR"): ReturnType<typeof assetCheck> =>
    assetCheck({ asset: rows, name: "enough", blocking, ins: { rows } }, ({ rows: values }) =>
      assetCheckResult({
        passed: values.length > 10,
        severity,
        metadata: { count: values.length },
      }),
    );
  const stopped = await materialize([rows, after], { assetChecks: [bad(true, "ERROR")] });
  expect(await stopped.steps("skipped")).toEqual(["after"]);
  expect((await stopped.checkEvaluations())[0]?.data).toMatchObject({
    checkName: "enough",
    passed: false,
    severity: "ERROR",
    blocking: true,
  });
  for (const check of [bad(false, "ERROR"), bad(true, "WARN")]) {
    expect(
      await (await materialize([rows, after], { assetChecks: [check] })).steps("skipped"),
    ).toEqual([]);
  }
});

test("O034 bodies are called directly, with a built context", async () => {
  const { buildOpContext, invokeAsset } = await import("@heddle/core/testing");
  const fetchRows = op(
    {
      name: "fetch",
      ins: { n: type<number>() },
      config: z.object({ factor: z.number() }),
      resources: { db: type<{ get(): number }>() },
    },
    ({ n }, context) => {
      context.addOutputMetadata({ n });
      context.log.info("fetching");
      return n * context.config.factor + context.resources.db.get();
    },
  );
  const context = buildOpContext({ config: { factor: 2 }, resources: { db: { get: () => 1 } } });
  expect(await fetchRows.invoke({ n: 3 }, context)).toBe(7);
  expect(context.addedMetadata["result"]).toEqual({ n: 3 });
  expect(context.log.lines.map((line) => line.message)).toEqual(["fetching"]);
  await expect(
    fetchRows.invoke({ n: 3 }, buildOpContext({ config: { factor: 2 } })),
  ).rejects.toMatchObject({
    code: "CORE_UNDECLARED_RESOURCE",
    message: expect.stringContaining('"db"'),
  });
  await expect(fetchRows.invoke({ n: 3 })).rejects.toMatchObject({ code: "CORE_CONTEXT_MEMBER" });
  await expect(fetchRows.invoke({} as never, context)).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
  expect(
    await invokeAsset(
      asset({ name: "t", ins: { rows } }, ({ rows: values }) => values.length),
      { rows: [1] },
    ),
  ).toBe(1);
  await expect(invokeAsset(sourceAsset({ name: "s" }))).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
});

test("O035 a graph-backed asset has nested step keys and one materialization", async () => {
  const clean = op({ name: "clean", ins: { rows: type<number[]>() } }, ({ rows: values }) =>
    values.filter((row) => row > 1),
  );
  const scale = op({ name: "scale", ins: { rows: type<number[]>() } }, ({ rows: values }) =>
    values.map((row) => row * 10),
  );
  const cleaned = graphAsset(
    { name: "cleaned", ins: { rows }, metadata: { made: "by a graph" } },
    ({ rows: values }) => scale({ rows: clean({ rows: values }) }),
  );
  const result = await materialize([rows, cleaned]);
  expect(await result.steps("succeeded")).toEqual(["rows", "cleaned.clean", "cleaned.scale"]);
  expect((await result.materializations("cleaned")).length).toBe(1);
  expect(await result.assetValue("cleaned")).toEqual([20, 30]);
  const two = graphMultiAsset(
    { name: "two", ins: { rows }, outs: { low: assetOut(), high: assetOut() } },
    ({ rows: values }) => ({ low: clean({ rows: values }), high: scale({ rows: values }) }),
  );
  const both = await materializeToMemory([rows, two]);
  expect(await both.assetValue("high")).toEqual([10, 20, 30]);
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
});

test("calling an op outside of a job says how to run it", () => {
  const lonely = op({ name: "lonely" }, () => 1);
  expect(() => lonely()).toThrow(CoreError);
  expect(() => lonely()).toThrow(/outside the body/);
});

test("an input manager may load instead of the upstream's manager", async () => {
  const own: IOManager = { handleOutput: () => undefined, loadInput: () => "own" };
  const other = { loadInput: (): string => "other" };
  const up = asset({ name: "up" }, () => 1);
  const down = asset(
    { name: "down", ins: { up: assetIn(up, { inputManagerKey: "special" }) } },
    ({ up: value }) => {
      expect(value).toBe("other");
    },
  );
  expect(
    (
      await materialize([up, down], {
        resources: { io_manager: valueResource(own), special: valueResource(other) },
      })
    ).success,
  ).toBe(true);
});
