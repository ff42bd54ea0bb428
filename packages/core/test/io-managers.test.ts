import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  allPartitions,
  dailyPartitions,
  multiPartitions,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  CoreError,
  asset,
  assetIn,
  createLocalFileIOManager,
  createMemoryIOManager,
  definitions,
  dynamicOut,
  dynamicOutput,
  ephemeralInstance,
  job,
  localFileIOManager,
  materialize,
  memoryIOManager,
  metadataValue,
  op,
  opOut,
  resource,
  sourceAsset,
  toMetadataValue,
  type,
  valueResource,
  type Executor,
  type IOManager,
} from "@heddle/core";
import { buildInputContext, buildOutputContext } from "@heddle/core/testing";
import { recordingIOManager } from "./recording-io-manager.ts";

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "heddle-test-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const tree = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

test("O301 IO managers may be synchronous or asynchronous", async () => {
  for (const asynchronous of [false, true]) {
    let stored: unknown;
    const manager: IOManager = asynchronous
      ? {
          handleOutput: async (_, value) => void (stored = await Promise.resolve(value)),
          loadInput: async () => Promise.resolve(stored),
        }
      : { handleOutput: (_, value) => void (stored = value), loadInput: () => stored };
    const up = asset({ name: "up" }, () => ({ n: 1 }));
    const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value.n + 1);
    const result = await materialize([up, down], {
      resources: { io_manager: valueResource(manager) },
    });
    expect(result.success).toBe(true);
    expect(stored).toBe(2);
  }
});

test("O302 an output context tells all about the value", async () => {
  const { manager, outputs } = recordingIOManager();
  const up = asset(
    { key: ["a", "up"], partitions: daily, metadata: { type: "dataset" }, codeVersion: "7" },
    (_, context) => {
      context.addOutputMetadata({ n: 1 });
      return 1;
    },
  );
  const result = await materialize([up], {
    partitionKey: "2023-01-02",
    resources: { io_manager: manager },
    tags: { team: "x" },
  });
  const [context] = outputs;
  expect(context).toMatchObject({
    name: "result",
    jobName: "__ASSET_JOB",
    runId: result.runId,
    stepKey: "a__up",
    opName: "a__up",
    mappingKey: undefined,
    definitionMetadata: { type: "dataset" },
    outputMetadata: { n: 1 },
    managerKey: "io_manager",
    codeVersion: "7",
    hasAssetKey: true,
    assetKey: ["a", "up"],
    hasPartitionKey: true,
    partitionKey: "2023-01-02",
    hasAssetPartitions: true,
    assetPartitionKey: "2023-01-02",
    assetPartitionKeys: ["2023-01-02"],
    assetPartitionKeyRange: { start: "2023-01-02", end: "2023-01-02" },
    identifier: ["a", "up", "2023-01-02"],
    assetIdentifier: ["a", "up", "2023-01-02"],
    runScopedIdentifier: [result.runId, "a__up", "result"],
  });
  expect(context?.tags["team"]).toBe("x");
  expect(context?.version).toMatch(/^[0-9a-f]{64}$/);
  expect(context?.assetPartitionsTimeWindow.start.toISOString()).toBe("2023-01-02T00:00:00.000Z");
  expect(context?.assetPartitionsDefinition).toBe(daily);
  const plain = op({ name: "plain" }, () => 1);
  const fan = op({ name: "fan", outs: { items: dynamicOut() } }, function* () {
    yield dynamicOutput(1, { name: "items", mappingKey: "k" });
  });
  const ran = await job({ name: "j", resources: { io_manager: manager } }, () => {
    plain();
    fan();
  }).executeInProcess();
  const ofOp = outputs.find((one) => one.stepKey === "plain");
  expect(ofOp).toMatchObject({
    hasAssetKey: false,
    hasAssetPartitions: false,
    hasPartitionKey: false,
    identifier: [ran.runId, "plain", "result"],
  });
  expect(() => ofOp?.assetKey).toThrow(/is no asset/);
  expect(() => ofOp?.partitionKey).toThrow(/no partition key/);
  expect(outputs.find((one) => one.stepKey === "fan")?.identifier).toEqual([
    ran.runId,
    "fan",
    "items",
    "k",
  ]);
});

test("O303 O305 an input context tells of the upstream, with its partitions after mapping", async () => {
  const { manager, inputs } = recordingIOManager();
  const up = asset({ name: "up", partitions: daily }, (_, context) => context.partitionKey);
  const down = asset(
    {
      name: "down",
      partitions: daily,
      ins: {
        up: assetIn(up, {
          mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
          metadata: { as: "x" },
        }),
      },
    },
    async ({ up: values }) => [...(await values.toMap()).keys()],
  );
  const resources = { io_manager: manager };
  await using instance = ephemeralInstance();
  await materialize([up], { partitionKey: "2023-01-02", resources, instance });
  const result = await materialize([up, down], {
    selection: "down",
    partitionKey: "2023-01-03",
    resources,
    instance,
  });
  const [context] = inputs;
  expect(context).toMatchObject({
    name: "up",
    runId: result.runId,
    stepKey: "down",
    definitionMetadata: { as: "x" },
    hasAssetKey: true,
    assetKey: ["up"],
    hasPartitionKey: true,
    partitionKey: "2023-01-03",
    hasAssetPartitions: true,
    assetPartitionKey: "2023-01-02",
    identifier: ["up", "2023-01-02"],
    upstreamMaterializationMetadata: undefined,
  });
  expect(context?.upstreamOutput).toMatchObject({
    name: "result",
    assetKey: ["up"],
    managerKey: "io_manager",
  });
  expect(context?.assetPartitionsTimeWindow.end.toISOString()).toBe("2023-01-03T00:00:00.000Z");
});

test("a reader in the same run finds what that run's materialization said", async () => {
  const seen: unknown[] = [];
  const manager = resource({}, (): IOManager => ({
    handleOutput: (context) =>
      context.addOutputMetadata({ version: "v3", url: metadataValue.url("https://x") }),
    loadInput: (context) => {
      seen.push(context.upstreamMaterializationMetadata);
      context.addInputMetadata({ used: "v3" });
      return 1;
    },
  }));
  const up = asset({ name: "up" }, () => 1);
  const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value);
  const result = await materialize([up, down], { resources: { io_manager: manager } });
  expect(seen).toEqual([{ version: "v3", url: "https://x" }]);
  expect((await result.events("LOADED_INPUT"))[0]?.data).toMatchObject({
    metadata: { used: { type: "text", value: "v3" } },
    upstreamStepKey: "up",
    upstreamOutputName: "result",
    managerKey: "io_manager",
  });
  expect((await result.events("ASSET_OBSERVATION"))[0]?.data).toMatchObject({
    assetKey: ["up"],
    metadata: { used: { type: "text", value: "v3" } },
  });
});

test("O306 the upstream's manager loads, unless the input names one", async () => {
  const files = recordingIOManager();
  const remote = recordingIOManager();
  const special = recordingIOManager({}, () => "special");
  const up = asset({ name: "up", ioManagerKey: "files" }, () => 1);
  const one = asset({ name: "one", ioManagerKey: "remote", ins: { up } }, ({ up: value }) => value);
  const two = asset(
    {
      name: "two",
      ioManagerKey: "remote",
      ins: { up: assetIn(up, { inputManagerKey: "special" }) },
    },
    ({ up: value }) => value,
  );
  const result = await materialize([up, one, two], {
    resources: { files: files.manager, remote: remote.manager, special: special.manager },
  });
  expect(files.inputs.map((context) => context.stepKey)).toEqual(["one"]);
  expect(special.inputs.map((context) => context.stepKey)).toEqual(["two"]);
  expect(remote.inputs).toEqual([]);
  expect(remote.values.get("two")).toBe("special");
  expect(result.success).toBe(true);
});

test("O307 O309 files lie by run and step, by asset key, and by partition; base_dir wins over the home", async () => {
  await inFolder(async (folder) => {
    const manager = localFileIOManager().configured({ base_dir: join(folder, "values") });
    await using instance = ephemeralInstance({ home: join(folder, "home") });
    const plain = asset({ key: ["one", "two", "three"] }, () => 1);
    const byDay = asset({ name: "by_day", partitions: daily }, () => 1);
    const grid = asset(
      {
        name: "grid",
        partitions: multiPartitions({ date: daily, color: staticPartitions(["red"]) }),
      },
      () => 1,
    );
    await materialize([plain], { instance, resources: { io_manager: manager } });
    await materialize([byDay], {
      instance,
      resources: { io_manager: manager },
      partitionKey: "2023-01-02",
    });
    await materialize([grid], {
      instance,
      resources: { io_manager: manager },
      partitionKey: "red|2023-01-02",
    });
    expect(await tree(join(folder, "values"))).toEqual([
      "by_day/2023-01-02",
      "grid/red/2023-01-02",
      "one/two/three",
    ]);
    await materialize([plain], { instance });
    expect(await tree(join(folder, "home"))).toContain("storage/one/two/three");
    const fan = op(
      { name: "fan", outs: { items: dynamicOut({ ioManagerKey: "files" }) } },
      function* () {
        yield dynamicOutput(1, { name: "items", mappingKey: "k" });
      },
    );
    const one = op({ name: "one", out: opOut({ ioManagerKey: "files" }) }, () => 1);
    const ran = await job(
      {
        name: "j",
        resources: {
          files: localFileIOManager({ extension: ".bin" }).configured({
            base_dir: join(folder, "ops"),
          }),
        },
      },
      () => {
        fan();
        one();
      },
    ).executeInProcess({ instance });
    expect(await tree(join(folder, "ops"))).toEqual([
      `${ran.runId}/fan/items/k.bin`,
      `${ran.runId}/one/result.bin`,
    ]);
    expect(
      (await (await materialize([plain], { instance })).materializations())[0]?.data.metadata[
        "path"
      ],
    ).toMatchObject({ type: "path" });
  });
});

test("O309 O401 an ephemeral run keeps values in a temporary folder that goes with its result", async () => {
  let path = "";
  const up = asset({ name: "up" }, () => new Map([["a", 1n]]));
  {
    await using result = await materialize([up]);
    expect(await result.assetValue("up")).toEqual(new Map([["a", 1n]]));
    const metadata = (await result.materializations())[0]?.data.metadata["path"];
    path = metadata?.type === "path" ? metadata.value : "";
    expect((await stat(path)).isFile()).toBe(true);
  }
  await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
});

test("O308 odd keys are encoded, and nothing escapes the folder or stays half-written", async () => {
  await inFolder(async (folder) => {
    const manager = createLocalFileIOManager(folder);
    const keys = [
      ["..", "..", "x"],
      ["a/b"],
      ["."],
      ["con:trol\u0000"],
      ["é".repeat(300)],
      ["dot."],
      ["%2E"],
      [".."],
      ["a\\b"],
    ];
    for (const [index, assetKey] of keys.entries()) {
      await manager.handleOutput(buildOutputContext({ assetKey }), index);
    }
    for (const [index, assetKey] of keys.entries()) {
      expect(await manager.loadInput(buildInputContext({ assetKey }))).toBe(index);
    }
    const partitions = staticPartitions(["../x", "a/b", "a%2Fb"]);
    for (const partitionKey of ["../x", "a/b", "a%2Fb"])
      await manager.handleOutput(
        buildOutputContext({ assetKey: "p", partitions, partitionKey }),
        partitionKey,
      );
    for (const partitionKey of ["../x", "a/b", "a%2Fb"])
      expect(
        await manager.loadInput(buildInputContext({ assetKey: "p", partitions, partitionKey })),
      ).toBe(partitionKey);
    await expect(async () =>
      manager.handleOutput(buildOutputContext({ assetKey: "bad" }), () => 1),
    ).rejects.toMatchObject({ code: "CORE_NOT_SERIALIZABLE" });
    expect(
      (await tree(folder)).filter((name) => name.includes("partial") || name === "bad"),
    ).toEqual([]);
    await expect(async () =>
      manager.loadInput(buildInputContext({ assetKey: "missing" })),
    ).rejects.toMatchObject({ code: "CORE_VALUE_NOT_FOUND" });
    await writeFile(join(folder, "damaged"), "not a clone");
    await expect(async () =>
      manager.loadInput(buildInputContext({ assetKey: "damaged" })),
    ).rejects.toThrow(/damaged/);
  });
});

test("O308 an asset that becomes partitioned, and back, moves what is in the way aside", async () => {
  await inFolder(async (folder) => {
    const manager = createLocalFileIOManager(folder);
    await manager.handleOutput(buildOutputContext({ assetKey: "grows" }), "old");
    await manager.handleOutput(
      buildOutputContext({ assetKey: "grows", partitions: daily, partitionKey: "2023-01-01" }),
      "new",
    );
    expect(
      await manager.loadInput(
        buildInputContext({ assetKey: "grows", partitions: daily, partitionKey: "2023-01-01" }),
      ),
    ).toBe("new");
    await manager.handleOutput(buildOutputContext({ assetKey: "grows" }), "whole again");
    expect(await manager.loadInput(buildInputContext({ assetKey: "grows" }))).toBe("whole again");
    const grid = multiPartitions({ a: staticPartitions(["x"]), b: staticPartitions(["y"]) });
    await mkdir(join(folder, "grid"));
    const { serialize } = await import("node:v8");
    await writeFile(join(folder, "grid", "x%7Cy"), serialize("older name"));
    expect(
      await manager.loadInput(
        buildInputContext({ assetKey: "grid", partitions: grid, partitionKey: "x|y" }),
      ),
    ).toBe("older name");
  });
});

test("O310 the memory manager is refused where steps run in other processes", async () => {
  const isolated: Executor = {
    name: "elsewhere",
    isolated: true,
    open: () => ({ launch: () => Promise.reject(new Error("never")), close: () => undefined }),
  };
  const one = asset({ name: "one" }, () => 1);
  const defs = definitions({ assets: [one], resources: { io_manager: memoryIOManager() } });
  const result = await defs.getJob("__ASSET_JOB").executeInProcess({
    executor: isolated,
    raiseOnError: false,
  });
  expect(result.status).toBe("FAILURE");
  expect(result.error).toMatchObject({
    code: "CORE_INVALID_INVOCATION",
    message: expect.stringMatching(/memory of one process.*"elsewhere"/),
  });
  const here = await materialize([one], { resources: { io_manager: memoryIOManager() } });
  expect(here.success).toBe(true);
  const manager = createMemoryIOManager();
  await expect(async () =>
    manager.loadInput(buildInputContext({ assetKey: "x" })),
  ).rejects.toMatchObject({ code: "CORE_VALUE_NOT_FOUND" });
});

test("O311 P023 P025 the shape of an input follows the declaration, even with one key", async () => {
  await using instance = ephemeralInstance();
  const up = asset({ name: "up", partitions: daily }, (_, context) =>
    Number(context.partitionKey.slice(-2)),
  );
  for (const key of daily.getPartitionKeys())
    await materialize([up], { instance, partitionKey: key });
  const same = asset(
    { name: "same", partitions: daily, ins: { up } },
    ({ up: value }) => value * 10,
  );
  const window = asset(
    {
      name: "window",
      partitions: daily,
      ins: { up: assetIn(up, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
    },
    async ({ up: values }) => [...(await values.toMap())],
  );
  const all = asset({ name: "all", ins: { up } }, async ({ up: values }) => {
    const found: number[] = [];
    for await (const [, value] of values) found.push(value);
    expect(values.size).toBe(5);
    expect(values.has("2023-01-09")).toBe(false);
    await expect(values.get("2023-01-09")).rejects.toMatchObject({ code: "CORE_VALUE_NOT_FOUND" });
    return found;
  });
  const run = async (
    target: typeof same | typeof window | typeof all,
    partitionKey?: string,
  ): Promise<unknown> => {
    const result = await materialize([up, target], {
      instance,
      selection: target.key.join("/"),
      ...(partitionKey === undefined ? {} : { partitionKey }),
    });
    return result.assetValue(target.key);
  };
  expect(await run(same, "2023-01-03")).toBe(30);
  expect(await run(window, "2023-01-03")).toEqual([
    ["2023-01-02", 2],
    ["2023-01-03", 3],
  ]);
  expect(await run(window, "2023-01-01")).toEqual([["2023-01-01", 1]]);
  expect(await run(all)).toEqual([1, 2, 3, 4, 5]);
});

test("O312 a missing partition is an error that names it, or left out with a warning on request", async () => {
  await using instance = ephemeralInstance();
  const up = asset({ name: "up", partitions: daily }, () => 1);
  await materialize([up], { instance, partitionKey: "2023-01-02" });
  const reader = (metadata: Readonly<Record<string, unknown>>) =>
    asset(
      { name: "reader", ins: { up: assetIn(up, { mapping: allPartitions(), metadata }) } },
      async ({ up: values }) => [...(await values.toMap()).keys()],
    );
  await expect(materialize([up, reader({})], { instance, selection: "reader" })).rejects.toThrow(
    /partition "2023-01-01"/,
  );
  const result = await materialize([up, reader({ allow_missing_partitions: true })], {
    instance,
    selection: "reader",
  });
  expect(await result.assetValue("reader")).toEqual(["2023-01-02"]);
  expect((await result.events("LOG")).filter((event) => event.level === "WARNING").length).toBe(4);
});

test("a partitioned input loads ahead with bounds, and not before it is asked", async () => {
  let loading = 0;
  let most = 0;
  let loads = 0;
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
  const { manager } = recordingIOManager({}, async () => {
    loads += 1;
    loading += 1;
    most = Math.max(most, loading);
    await new Promise((resolve) => setImmediate(resolve));
    loading -= 1;
    return 1;
  });
  const up = asset({ name: "up", partitions: staticPartitions(keys) }, () => 1);
  const lazy = asset({ name: "lazy", ins: { up } }, async ({ up: values }) => {
    expect(loads).toBe(0);
    let total = 0;
    for await (const value of values.values({ concurrency: 4 })) total += value;
    return total;
  });
  await materialize([up, lazy], { selection: "lazy", resources: { io_manager: manager } });
  expect([most, loads]).toEqual([4, 40]);
});

test("O313 metadata values by kind, and from plain data", () => {
  const table: readonly (readonly [unknown, unknown])[] = [
    ["x", { type: "text", value: "x" }],
    [3, { type: "int", value: 3 }],
    [2.5, { type: "float", value: 2.5 }],
    [Number.NaN, { type: "float", value: "NaN" }],
    [true, { type: "bool", value: true }],
    [null, { type: "null" }],
    [new Date(5), { type: "timestamp", value: 5 }],
    [{ a: [1] }, { type: "json", value: { a: [1] } }],
    [[1, 2], { type: "json", value: [1, 2] }],
    [7n, { type: "int", value: 7 }],
    [metadataValue.float(3), { type: "float", value: 3 }],
    [metadataValue.markdown("**x**"), { type: "md", value: "**x**" }],
    [metadataValue.url("https://x"), { type: "url", value: "https://x" }],
    [metadataValue.path("/x"), { type: "path", value: "/x" }],
    [metadataValue.run("r"), { type: "dagster_run", runId: "r" }],
    [metadataValue.asset(["a", "b"]), { type: "asset", assetKey: ["a", "b"] }],
    [
      metadataValue.image("https://x/y.png", "a plot"),
      { type: "image", source: "https://x/y.png", caption: "a plot" },
    ],
    [
      metadataValue.table([
        { a: 1, b: "x" },
        { a: 1.5, b: null },
      ]),
      {
        type: "table",
        records: [
          { a: 1, b: "x" },
          { a: 1.5, b: null },
        ],
        schema: {
          columns: [
            { name: "a", type: "float" },
            { name: "b", type: "any" },
          ],
        },
      },
    ],
  ];
  for (const [given, expected] of table) expect(toMetadataValue("label", given)).toEqual(expected);
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  for (const bad of [() => 1, Symbol("x"), undefined, circular])
    expect(() => toMetadataValue("label", bad)).toThrow(CoreError);
  expect(() => metadataValue.int(1.5)).toThrow(/whole number/);
});

test("O313 metadata of an unsupported kind becomes text with a warning in events", async () => {
  const odd = asset({ name: "odd" }, (_, context) => {
    context.addOutputMetadata({ fn: (() => 1) as never });
    return 1;
  });
  const result = await materialize([odd]);
  expect((await result.materializations())[0]?.data.metadata["fn"]).toMatchObject({ type: "text" });
  expect((await result.events("LOG")).some((event) => event.level === "WARNING")).toBe(true);
});

test("O314 an IO error fails the step and leaves no materialization", async () => {
  const broken = valueResource<IOManager>({
    handleOutput: () => {
      throw new Error("disk full");
    },
    loadInput: () => 1,
  });
  const up = asset({ name: "up" }, () => 1);
  const result = await materialize([up], {
    resources: { io_manager: broken },
    raiseOnError: false,
  });
  expect(result.error).toMatchObject({
    code: "CORE_HANDLE_OUTPUT",
    message: expect.stringMatching(/output "result" of step "up".*disk full/),
  });
  expect(await result.materializations()).toEqual([]);
  const unreadable = valueResource<IOManager>({
    handleOutput: () => undefined,
    loadInput: () => Promise.reject(new Error("gone")),
  });
  const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value);
  await expect(
    materialize([up, down], { resources: { io_manager: unreadable } }),
  ).rejects.toMatchObject({
    code: "CORE_LOAD_INPUT",
    message: expect.stringMatching(/input "up" of step "down".*gone/),
  });
});

test("a resource that is no IO manager under its key is refused", async () => {
  const up = asset({ name: "up" }, () => 1);
  const result = await materialize([up], {
    resources: { io_manager: valueResource(3) as never },
    raiseOnError: false,
  });
  expect(result.error).toMatchObject({ code: "CORE_NOT_AN_IO_MANAGER" });
});

test("definitions load the stored value of an asset", async () => {
  await inFolder(async (folder) => {
    await using instance = ephemeralInstance({ home: folder });
    const up = asset({ name: "up", partitions: daily }, (_, context) => context.partitionKey);
    const project = definitions({ assets: [up] });
    await project.getJob("__ASSET_JOB").executeInProcess({ instance, partitionKey: "2023-01-02" });
    expect(await project.loadAssetValue("up", { instance, partitionKey: "2023-01-02" })).toBe(
      "2023-01-02",
    );
    await expect(project.loadAssetValue("up", { instance })).rejects.toMatchObject({
      code: "CORE_INVALID_INVOCATION",
    });
    await expect(project.loadAssetValue("upp")).rejects.toMatchObject({
      code: "CORE_UNKNOWN_ASSET",
      hint: expect.stringContaining('"up"'),
    });
  });
});

test("an upstream that is given as a type only is loaded by key", async () => {
  const { manager } = recordingIOManager({ far: 5 });
  const near = asset(
    { name: "near", ins: { far: assetIn("far", { type: type<number>(), inputManagerKey: "io" }) } },
    ({ far }) => far + 1,
  );
  const result = await materialize([near], { resources: { io: manager } });
  expect(await result.assetValue("near")).toBe(6);
});

test("O013 a source asset's schema is checked when its value is loaded", async () => {
  const { manager } = recordingIOManager({ labels: 3 });
  const labels = sourceAsset({ name: "labels", type: z.array(z.string()), ioManagerKey: "remote" });
  const count = asset({ name: "count", ins: { labels } }, ({ labels: values }) => values.length);
  await expect(materialize([count], { resources: { remote: manager } })).rejects.toMatchObject({
    code: "CORE_TYPE_CHECK",
  });
});
