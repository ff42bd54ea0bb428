import assert from "node:assert/strict";
import type { NewEvent } from "../events.ts";
import { contractCase, type Bench, type ContractCase } from "./contract-case.ts";

function made(
  bench: Bench,
  key: readonly string[],
  partition?: string,
): NewEvent<"ASSET_MATERIALIZATION"> {
  const data = {
    assetKey: key,
    metadata: {},
    tags: {},
    ...(partition === undefined ? {} : { partition }),
  };
  return bench.event("ASSET_MATERIALIZATION", data, { runId: "" });
}

async function latest(bench: Bench, key: readonly string[]): Promise<string> {
  const found = await bench.storage.latestMaterializationsByPartition({ assetKey: key });
  return found
    .map(({ data, storageId }) => `${data.partition ?? ""}=${String(storageId)}`)
    .join(" ");
}

/** The contract of `AssetStorage`. */
export const assetCases: readonly ContractCase[] = [
  contractCase(
    "O408 finds the newest materialization of an asset and of each partition",
    async (bench) => {
      const { storage } = bench;
      await storage.append([made(bench, ["a"], "2"), made(bench, ["a"], "1"), made(bench, ["b"])]);
      await storage.append([made(bench, ["a"], "2"), made(bench, ["a"], "2"), made(bench, ["b"])]);
      const [a, none, b] = await storage.getAssets([["a"], ["none"], ["b"]]);
      assert.deepEqual(
        [a?.lastMaterialization?.storageId, none, b?.lastMaterialization?.storageId],
        [5, undefined, 6],
      );
      assert.equal(await latest(bench, ["a"]), "1=2 2=5");
      assert.equal(await latest(bench, ["b"]), "");
      const wanted = { assetKey: ["a"], partitions: ["2", "3", "1", "2"] };
      assert.deepEqual(
        (await storage.latestMaterializationsByPartition(wanted)).map(({ storageId }) => storageId),
        [2, 5],
      );
      assert.deepEqual(
        (await storage.materializedPartitions({ ...wanted, limit: 1 })).map(
          ({ partition }) => partition,
        ),
        ["1"],
      );
      assert.deepEqual(
        (await storage.materializedPartitions({ assetKey: ["a"], after: "1" })).map(
          ({ partition, storageId }) => [partition, storageId],
        ),
        [["2", 5]],
      );
      assert.deepEqual(
        [
          await storage.countMaterializedPartitions(["a"]),
          await storage.countMaterializedPartitions(["b"]),
        ],
        [2, 1],
      );
      assert.equal(await storage.countMaterializedPartitions(["none"]), 0);
    },
  ),

  contractCase(
    "O408 counts what was wiped as missing, and what was made afterwards as there",
    async (bench) => {
      const { storage, event } = bench;
      const wipe = (assetKey: readonly string[], partitions?: readonly string[]) =>
        event(
          "ASSET_WIPED",
          { assetKey, ...(partitions === undefined ? {} : { partitions }) },
          { runId: "" },
        );
      await storage.append(["1", "2", "3"].map((key) => made(bench, ["a"], key)));
      await storage.append([wipe(["a"], ["3", "none"])]);
      assert.equal(await latest(bench, ["a"]), "1=1 2=2");
      assert.equal((await storage.getAssets([["a"]]))[0]?.lastMaterialization?.storageId, 2);
      await storage.append([made(bench, ["a"], "1"), wipe(["a"]), made(bench, ["a"], "2")]);
      assert.equal(await latest(bench, ["a"]), "2=7");
      assert.equal((await storage.getAssets([["a"]]))[0]?.wipedAt, 6);
      await storage.append([made(bench, ["b"]), wipe(["b"])]);
      assert.equal((await storage.getAssets([["b"]]))[0]?.lastMaterialization, undefined);
      assert.equal(await storage.countMaterializedPartitions(["b"]), 0);
      await storage.append([made(bench, ["c"]), made(bench, ["c"], "1"), wipe(["c"], ["1"])]);
      assert.equal((await storage.getAssets([["c"]]))[0]?.lastMaterialization, undefined);
      assert.equal((await storage.readEvents({ assetKeys: [["a"]] })).events.length, 7);
    },
  ),

  contractCase(
    "O407 lists assets by key, prefix and page, with what is known of each",
    async (bench) => {
      const { storage, event } = bench;
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      await storage.append([
        made(bench, ["x", "b"]),
        made(bench, ["x"]),
        made(bench, ["xy"]),
        made(bench, ["x", "a"]),
        made(bench, ["a/b"]),
        event("ASSET_OBSERVATION", { assetKey: ["x"], metadata: {}, tags: {} }),
        event("ASSET_MATERIALIZATION_PLANNED", { assetKey: ["x"] }),
      ]);
      const keys = async (
        query: Parameters<typeof storage.listAssets>[0],
      ): Promise<readonly string[]> =>
        (await storage.listAssets(query)).map(({ assetKey }) => JSON.stringify(assetKey));
      assert.deepEqual((await keys({})).toSorted(), [
        '["a/b"]',
        '["x","a"]',
        '["x","b"]',
        '["x"]',
        '["xy"]',
      ]);
      assert.deepEqual((await keys({ prefix: ["x"] })).toSorted(), [
        '["x","a"]',
        '["x","b"]',
        '["x"]',
      ]);
      assert.deepEqual(await keys({ prefix: ["x", "b"] }), ['["x","b"]']);
      const all = await storage.listAssets();
      const after = all[1]?.assetKey ?? [];
      assert.deepEqual(await storage.listAssets({ after, limit: 2 }), all.slice(2, 4));
      const [x] = await storage.getAssets([["x"]]);
      assert.deepEqual(
        [x?.lastMaterialization?.storageId, x?.lastObservation?.storageId, x?.lastPlannedRunId],
        [2, 6, "run"],
      );
    },
  ),

  contractCase("P040 tells what happened to an asset's partitions, oldest first", async (bench) => {
    const { storage, event } = bench;
    await storage.createRuns([{ runId: "run", jobName: "job" }]);
    const partitionsSubset = { definitionId: "id", ranges: [] };
    await storage.append([
      event("ASSET_MATERIALIZATION_PLANNED", { assetKey: ["a"], partition: "1" }),
      event("ASSET_MATERIALIZATION_PLANNED", { assetKey: ["a"], partitionsSubset }),
      event("ASSET_OBSERVATION", { assetKey: ["a"], partition: "1", metadata: {}, tags: {} }),
      made(bench, ["a"], "1"),
      made(bench, ["b"], "1"),
      made(bench, ["a"]),
      event("ASSET_WIPED", { assetKey: ["a"], partitions: ["1"] }, { runId: "" }),
    ]);
    assert.deepEqual(await storage.assetActivity(["a"], 0, 100), [
      { storageId: 1, type: "ASSET_MATERIALIZATION_PLANNED", runId: "run", partition: "1" },
      { storageId: 2, type: "ASSET_MATERIALIZATION_PLANNED", runId: "run", partitionsSubset },
      { storageId: 4, type: "ASSET_MATERIALIZATION", runId: "", partition: "1" },
      { storageId: 6, type: "ASSET_MATERIALIZATION", runId: "" },
      { storageId: 7, type: "ASSET_WIPED", runId: "", partitions: ["1"] },
    ]);
    const rest = await storage.assetActivity(["a"], 2, 1);
    assert.deepEqual(
      rest.map(({ storageId }) => storageId),
      [4],
    );
  }),

  contractCase(
    "P013 keeps dynamic partition keys in the order of their first addition",
    async ({ storage }) => {
      assert.deepEqual(await storage.addDynamicPartitions("d", ["b", "a", "b"]), ["b", "a"]);
      assert.deepEqual(await storage.addDynamicPartitions("d", ["a", "c"]), ["c"]);
      assert.deepEqual(await storage.addDynamicPartitions("other", ["a"]), ["a"]);
      assert.deepEqual(await storage.getDynamicPartitions("d"), ["b", "a", "c"]);
      assert.equal(await storage.hasDynamicPartition("d", "a"), true);
      assert.equal(await storage.deleteDynamicPartition("d", "a"), true);
      assert.equal(await storage.deleteDynamicPartition("d", "a"), false);
      assert.equal(await storage.hasDynamicPartition("d", "a"), false);
      assert.deepEqual(await storage.addDynamicPartitions("d", ["a"]), ["a"]);
      assert.deepEqual(await storage.getDynamicPartitions("d"), ["b", "c", "a"]);
      assert.deepEqual(await storage.getDynamicPartitions("none"), []);
    },
  ),
];
