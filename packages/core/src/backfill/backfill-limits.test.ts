import { dailyPartitions, staticPartitions, timeWindowMapping } from "@heddle/partitions";
import { expect, onTestFinished, test, vi } from "vitest";
import { asset } from "../definitions/asset.ts";
import { assetIn } from "../definitions/asset-in.ts";
import { definitions } from "../definitions/definitions.ts";
import { type } from "../schema/schema.ts";
import { defaultSettings } from "../instance/instance-settings.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import { cancelBackfill } from "./cancel-backfill.ts";
import { createBackfill } from "./create-backfill.ts";
import { runBackfill } from "./run-backfill.ts";

const hundred = staticPartitions(
  Array.from({ length: 100 }, (_, index) => `k${String(index).padStart(3, "0")}`),
);

test("O229 keeps runs of a backfill within the limit of the instance and of a tag", async () => {
  await using instance = ephemeralInstance({
    settings: {
      ...defaultSettings,
      concurrency: {
        ...defaultSettings.concurrency,
        runs: {
          maxConcurrentRuns: 3,
          tagConcurrencyLimits: [
            { key: "team", value: { applyLimitPerUniqueValue: true }, limit: 1 },
          ],
        },
      },
    },
  });
  let now = 0;
  let most = 0;
  const a = asset({ name: "a", partitions: hundred }, async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now -= 1;
    return 1;
  });
  const defs = definitions({ assets: [a] });
  const run = async (tags: Record<string, string>) => {
    most = 0;
    const { backfillId } = await createBackfill(defs, {
      instance,
      partitions: hundred.getPartitionKeys().slice(0, 12),
      tags,
    });
    expect(await runBackfill(defs, { instance, backfillId })).toMatchObject({
      status: "COMPLETED_SUCCESS",
    });
    return most;
  };
  expect(await run({})).toBe(3);
  expect(await run({ team: "x" })).toBe(1);
});

test("P039 queues 10,000 runs with a few transactions, and needs no pause between the runs of a chain", async () => {
  const storage = memoryStorage();
  const calls = { createRuns: 0 };
  const counting = {
    ...storage,
    createRuns: (...args: Parameters<typeof storage.createRuns>) => {
      calls.createRuns += 1;
      return storage.createRuns(...args);
    },
  };
  const { concurrency } = defaultSettings;
  const settings = {
    ...defaultSettings,
    concurrency: { ...concurrency, runs: { ...concurrency.runs, maxConcurrentRuns: 0 } },
  };
  await using held = new Instance({ storage: counting, settings });
  const keys = staticPartitions(Array.from({ length: 10_000 }, (_, index) => `k${String(index)}`));
  const wide = definitions({ assets: [asset({ name: "wide", partitions: keys }, () => 1)] });
  const { backfillId } = await createBackfill(wide, { instance: held, partitions: "all" });
  const running = runBackfill(wide, { instance: held, backfillId });
  const queued = () =>
    held.countRuns({ tags: { "dagster/backfill": backfillId }, statuses: ["QUEUED"] });
  await expect.poll(queued, { timeout: 10_000 }).toBe(10_000);
  expect(calls.createRuns).toBe(20);
  await cancelBackfill(held, backfillId);
  expect((await running).status).toBe("CANCELED");

  await using instance = ephemeralInstance();
  const depth = dailyPartitions({ start: "2023-01-01", end: "2023-04-11" });
  const before = assetIn("chain", {
    type: type<number>(),
    partitions: depth,
    mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
  });
  const chain = definitions({
    assets: [asset({ name: "chain", partitions: depth, ins: { before } }, () => 1)],
  });
  const created = await createBackfill(chain, { instance, partitions: "all" });
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const record = await runBackfill(chain, { instance, backfillId: created.backfillId });
  expect(record).toMatchObject({
    status: "COMPLETED_SUCCESS",
    progress: { runs: { total: 100, succeeded: 100 } },
  });
});
