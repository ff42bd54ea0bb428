import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import {
  asset,
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
  op,
  opOut,
  type Executor,
} from "@heddle/core";
import { buildInputContext, buildOutputContext } from "@heddle/core/testing";

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
  const read: number[] = [];
  const two = asset({ name: "two" }, () => 2);
  const both = asset({ name: "both", ins: { one, two } }, (inputs) => {
    read.push(inputs.one, inputs.two);
  });
  const here = await materialize([one, two, both], {
    resources: { io_manager: memoryIOManager() },
    maxConcurrent: 1,
  });
  expect(here.success).toBe(true);
  expect(read).toEqual([1, 2]);
  const manager = createMemoryIOManager();
  await expect(async () =>
    manager.loadInput(buildInputContext({ assetKey: "x" })),
  ).rejects.toMatchObject({ code: "CORE_VALUE_NOT_FOUND" });
});
