import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dailyPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetIn,
  definitions,
  ephemeralInstance,
  materialize,
  sourceAsset,
  type,
  valueResource,
  type IOManager,
} from "@heddle/core";
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
