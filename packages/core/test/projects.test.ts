import { expect, test } from "vitest";
import { z } from "zod";
import {
  InvalidDefinitionError,
  asset,
  assetOut,
  defineAssetJob,
  definitions,
  job,
  loadAssetsFromFolder,
  loadAssetsFromModules,
  loadAssetsFromPackageModule,
  makeValuesResource,
  materialize,
  mergeDefinitions,
  multiAsset,
  op,
  repository,
  resource,
  sourceAsset,
  type,
  valueResource,
  withResources,
} from "@heddle/core";

const rows = asset({ name: "rows" }, () => [1, 2, 3]);

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
  const needy = asset(
    { name: "needy", resources: { value } },
    (_, context) => context.resources.value,
  );
  const three = definitions({ assets: [needy], resources: { value } });
  const needed = mergeDefinitions(two, three, definitions({ resources: { value } }));
  const ran = await needed.getJob("__ASSET_JOB").executeInProcess({ assetSelection: [["needy"]] });
  expect(await ran.assetValue("needy")).toBe(1);
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
  const order = ["open low", "open high on low", "close high", "close low"];
  expect(log).toEqual(order);
  log.length = 0;
  const works = asset({ name: "works", resources: { high, low } }, () => void log.push("work"));
  await materialize([works], { resources: { high, low } });
  expect(log).toEqual([...order.slice(0, 2), "work", ...order.slice(2)]);
  log.length = 0;
  const broken = resource({ resources: { high } }, () => {
    throw new Error("cannot be opened");
  });
  const never = asset({ name: "never", resources: { broken } }, () => 1);
  await expect(materialize([never], { resources: { broken, high, low } })).rejects.toMatchObject({
    code: "CORE_RESOURCE_INIT",
  });
  expect(log).toEqual(order);
});
