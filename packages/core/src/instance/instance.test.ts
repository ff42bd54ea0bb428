import {
  dailyPartitions,
  dynamicPartitions,
  multiPartitions,
  staticPartitions,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { createEvent } from "./create-event.ts";
import { ephemeralInstance } from "./ephemeral-instance.ts";
import type { EventDataByType } from "./event-data.ts";
import type { EventType, NewEvent } from "./events.ts";
import type { Instance } from "./instance.ts";
import { inputPointerTag } from "./lineage.ts";

function event<Type extends EventType>(
  instance: Instance,
  type: Type,
  runId: string,
  data: EventDataByType[Type],
): NewEvent<Type> {
  return createEvent(type, { runId, jobName: "job", timestamp: instance.now(), data });
}

function log(instance: Instance, runId: string, message: string): NewEvent<"LOG"> {
  return { ...event(instance, "LOG", runId, { logger: "user", fields: {} }), message };
}

test("O223 stores what is appended at the same time in order, and refuses only the caller at fault", async () => {
  await using instance = ephemeralInstance();
  const { run } = await instance.createRun({ jobName: "job" });
  const results = await Promise.allSettled([
    instance.append(log(instance, run.runId, "one"), log(instance, run.runId, "two")),
    instance.append(log(instance, "nobody", "lost")),
    instance.append(event(instance, "RUN_START", run.runId, {})),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { code: "CORE_UNKNOWN_RUN" } });
  const { events } = await instance.getEvents();
  expect(events.map(({ storageId, message }) => [storageId, message])).toEqual([
    [1, "one"],
    [2, "two"],
    [3, "run start"],
  ]);
});

test("O404 delivers events live and in order, and ends with the run", async () => {
  await using instance = ephemeralInstance();
  const { run } = await instance.createRun({ jobName: "job" });
  await instance.append(event(instance, "RUN_START", run.runId, {}));
  const seen: string[] = [];
  const reading = (async () => {
    for await (const one of instance.subscribe({ runId: run.runId, untilFinished: true }))
      seen.push(one.message);
  })();
  for (const message of ["a", "b", "c"]) await instance.append(log(instance, run.runId, message));
  await instance.append(event(instance, "RUN_SUCCESS", run.runId, {}));
  await reading;
  expect(seen).toEqual(["run start", "a", "b", "c", "run success"]);
});

test("O404 ends a subscription that is aborted", async () => {
  await using instance = ephemeralInstance();
  const controller = new AbortController();
  const subscription = instance.subscribe({ signal: controller.signal });
  const next = subscription.next();
  controller.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

test("O406 reads all events page by page, in both directions", async () => {
  await using instance = ephemeralInstance();
  const { run } = await instance.createRun({ jobName: "job" });
  await instance.append(
    ...Array.from({ length: 7 }, (_, index) => log(instance, run.runId, String(index))),
  );
  const up: string[] = [];
  for await (const { message } of instance.allEvents({ limit: 3 })) up.push(message);
  const down: string[] = [];
  for await (const { message } of instance.allEvents({ limit: 3, descending: true }))
    down.push(message);
  expect([up.join(""), down.join("")]).toEqual(["0123456", "6543210"]);
});

test("keeps time from going back and says so in the log", async () => {
  let time = 10_000;
  await using instance = ephemeralInstance({ clock: () => time });
  const { run } = await instance.createRun({ jobName: "job" });
  await instance.append(log(instance, run.runId, "before"));
  time = 4000;
  const [stored] = await instance.append(log(instance, run.runId, "after"));
  expect(stored?.timestamp).toBe(10_000);
  const { events } = await instance.getEvents({ types: ["ENGINE_EVENT"] });
  expect(events).toMatchObject([
    {
      runId: run.runId,
      level: "WARNING",
      message: expect.stringContaining("went back by 6000 ms") as string,
    },
  ]);
  time = 9990;
  await instance.append(log(instance, run.runId, "later"));
  expect((await instance.getEvents({ types: ["ENGINE_EVENT"] })).events).toHaveLength(1);
});

test("O409 O408 records what was made outside of runs, and forgets it when it is wiped", async () => {
  await using instance = ephemeralInstance();
  const partitions = staticPartitions(["a", "b"]);
  const made = { assetKey: ["x"], partition: "a", metadata: {}, tags: {} };
  await instance.reportAssetEvent({ type: "ASSET_MATERIALIZATION", data: made });
  await instance.reportAssetEvent({ type: "ASSET_OBSERVATION", data: made });
  expect((await instance.getAsset(["x"]))?.lastObservation?.storageId).toBe(2);
  expect((await instance.latestMaterialization(["x"], "a"))?.storageId).toBe(1);
  expect((await instance.partitionStatuses(["x"], partitions)).counts).toMatchObject({
    materialized: 1,
    missing: 1,
  });
  await instance.wipeAsset(["x"], ["a"]);
  expect(await instance.latestMaterialization(["x"], "a")).toBeUndefined();
  expect((await instance.partitionStatuses(["x"], partitions)).statusOf("a")).toBe("missing");
});

test("P040 tells in progress, failed, materialized and missing apart at every turn", async () => {
  await using instance = ephemeralInstance();
  const partitions = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });
  const [one, two, three] = ["2023-01-01", "2023-01-02", "2023-01-03"] as const;
  const statuses = async (): Promise<string> => {
    const found = await instance.partitionStatuses(["x"], partitions);
    return partitions
      .getPartitionKeys()
      .map((key) => found.statusOf(key)[0])
      .join("");
  };
  const start = async (...keys: readonly string[]): Promise<string> => {
    const { run } = await instance.createRun({ jobName: "job" });
    await instance.append(
      event(instance, "RUN_START", run.runId, {}),
      ...keys.map((partition) =>
        event(instance, "ASSET_MATERIALIZATION_PLANNED", run.runId, { assetKey: ["x"], partition }),
      ),
    );
    return run.runId;
  };
  const make = (runId: string, partition: string) =>
    instance.append(
      event(instance, "ASSET_MATERIALIZATION", runId, {
        assetKey: ["x"],
        partition,
        metadata: {},
        tags: {},
      }),
    );
  const fail = (runId: string) =>
    instance.append(event(instance, "RUN_FAILURE", runId, { failureReason: "STEP_FAILURE" }));

  expect(await statuses()).toBe("mmmmm");
  const first = await start(one, two);
  expect(await statuses()).toBe("iimmm");
  await make(first, one);
  expect((await instance.partitionStatuses(["x"], partitions)).counts).toEqual({
    materialized: 1,
    "in progress": 1,
    failed: 0,
    missing: 3,
  });
  await fail(first);
  expect(await statuses()).toBe("mfmmm");
  const second = await start(two, three);
  expect(await statuses()).toBe("miimm");
  const third = await start(two);
  await make(third, two);
  expect(await statuses()).toBe("miimm");
  await fail(second);
  await instance.append(event(instance, "RUN_SUCCESS", third, {}));
  const end = await instance.partitionStatuses(["x"], partitions);
  expect([...end.keys("failed")]).toEqual([three]);
  expect([...end.subset("materialized").keys()]).toEqual([one, two]);
  await instance.wipeAsset(["x"]);
  expect((await instance.partitionStatuses(["x"], partitions)).counts.missing).toBe(5);
  expect(() => end.statusOf("2024-01-01")).toThrow(
    expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
  );
});

test("P040 reads planned ranges of every kind of definition, and a run that failed before its steps", async () => {
  await using instance = ephemeralInstance();
  await instance.addDynamicPartitions("d", ["k1", "k2", "k3"]);
  const definitions = [
    staticPartitions(["a", "b", "c"]),
    dailyPartitions({ start: "2023-01-01", end: "2023-01-04" }),
    dynamicPartitions("d"),
    multiPartitions({ x: staticPartitions(["a", "b"]), y: staticPartitions(["1", "2"]) }),
  ];
  for (const [index, partitions] of definitions.entries()) {
    const assetKey = [`asset${String(index)}`];
    const context = await instance.partitionsContext(partitions);
    const { run } = await instance.createRun({ jobName: "job" });
    const last = partitions.getLastPartitionKey(context) ?? "";
    const subset = partitions
      .allSubset(context)
      .difference(partitions.subsetWithKeys([last], context));
    await instance.append(
      event(instance, "ASSET_MATERIALIZATION_PLANNED", run.runId, {
        assetKey,
        partitionsSubset: {
          definitionId: partitions.getDefinitionId(context),
          ranges: subset.keyRanges(),
        },
      }),
    );
    const counts = async () => (await instance.partitionStatuses(assetKey, partitions)).counts;
    expect(await counts()).toMatchObject({ "in progress": subset.size, missing: 1 });
    await instance.append(event(instance, "RUN_CANCELED", run.runId, {}));
    expect(await counts()).toMatchObject({ failed: subset.size, missing: 1 });
  }
});

test("P018 P040 rebuilds the stored statuses when the definition changes, and reads on from them when it does not", async () => {
  await using instance = ephemeralInstance();
  const keys = Array.from({ length: 1200 }, (_, index) => `k${String(index)}`);
  const { run } = await instance.createRun({ jobName: "job" });
  await instance.append(
    ...keys.slice(0, 1000).flatMap((partition) => [
      event(instance, "ASSET_MATERIALIZATION_PLANNED", run.runId, { assetKey: ["x"], partition }),
      event(instance, "ASSET_MATERIALIZATION", run.runId, {
        assetKey: ["x"],
        partition,
        metadata: {},
        tags: {},
      }),
    ]),
    event(instance, "ASSET_MATERIALIZATION_PLANNED", run.runId, {
      assetKey: ["x"],
      partition: "k1100",
    }),
  );
  const all = staticPartitions(keys);
  const key = 'partition-status:["x"]';
  expect((await instance.partitionStatuses(["x"], all)).counts).toEqual({
    materialized: 1000,
    "in progress": 1,
    failed: 0,
    missing: 199,
  });
  const stored = await instance.storage.getValue(key);
  expect(stored).toBeDefined();
  await instance.append(
    event(instance, "RUN_FAILURE", run.runId, { failureReason: "STEP_FAILURE" }),
  );
  expect((await instance.partitionStatuses(["x"], all)).statusOf("k1100")).toBe("failed");
  expect(await instance.storage.getValue(key)).toBe(stored);
  const fewer = staticPartitions(keys.slice(500));
  expect((await instance.partitionStatuses(["x"], fewer)).counts).toMatchObject({
    materialized: 500,
    failed: 1,
  });
  expect(await instance.storage.getValue(key)).not.toBe(stored);
});

test("P040 gives an unpartitioned asset the same four states", async () => {
  await using instance = ephemeralInstance();
  const { run } = await instance.createRun({ jobName: "job" });
  expect(await instance.assetStatus(["x"])).toBe("missing");
  await instance.append(
    event(instance, "ASSET_MATERIALIZATION_PLANNED", run.runId, { assetKey: ["x"] }),
  );
  expect(await instance.assetStatus(["x"])).toBe("in progress");
  await instance.append(event(instance, "RUN_FAILURE", run.runId, { failureReason: "UNKNOWN" }));
  expect(await instance.assetStatus(["x"])).toBe("failed");
  await instance.reportAssetEvent({
    type: "ASSET_MATERIALIZATION",
    data: { assetKey: ["x"], metadata: {}, tags: {} },
  });
  expect(await instance.assetStatus(["x"])).toBe("materialized");
});

test("follows lineage upstream by what was read, and downstream by who read it", async () => {
  await using instance = ephemeralInstance();
  const make = async (key: string, data: Partial<EventDataByType["ASSET_MATERIALIZATION"]> = {}) =>
    instance.reportAssetEvent({
      type: "ASSET_MATERIALIZATION",
      data: { assetKey: [key], metadata: {}, tags: {}, ...data },
    });
  await make("raw", { partition: "1" });
  const raw = await make("raw", { partition: "2" });
  const clean = await make("clean", {
    lineage: [{ assetKey: ["raw"], partitions: ["1", "2"] }, { assetKey: ["external"] }],
  });
  await make("clean");
  await make("report", {
    lineage: [{ assetKey: ["clean"], storageId: clean.storageId }],
    tags: { [inputPointerTag(["clean"])]: String(clean.storageId) },
  });
  const shape = (node: Awaited<ReturnType<Instance["lineage"]>>): unknown =>
    node === undefined
      ? undefined
      : [node.assetKey.join("/"), node.materialization?.storageId, node.upstream.map(shape)];
  expect(shape(await instance.lineage(["report"]))).toEqual([
    "report",
    5,
    [
      [
        "clean",
        3,
        [
          ["raw", 1, []],
          ["raw", raw.storageId, []],
          ["external", undefined, []],
        ],
      ],
    ],
  ]);
  expect(shape(await instance.lineage(["report"], { depth: 1 }))).toEqual([
    "report",
    5,
    [["clean", 3, []]],
  ]);
  expect(await instance.lineage(["none"])).toBeUndefined();
  const dependents = await instance.dependents(clean as Parameters<Instance["dependents"]>[0]);
  expect(dependents.map(({ data }) => data.assetKey)).toEqual([["report"]]);
});

test("P013 keeps dynamic partitions, refuses faulty keys and hands them to definitions", async () => {
  await using instance = ephemeralInstance();
  expect(await instance.addDynamicPartitions("d", ["b", "a", "b"])).toEqual(["b", "a"]);
  await expect(instance.addDynamicPartitions("d", ["bad\nkey"])).rejects.toMatchObject({
    code: "PARTITIONS_INVALID_KEY",
  });
  const partitions = multiPartitions({ x: dynamicPartitions("d"), y: staticPartitions(["1"]) });
  expect(partitions.getPartitionKeys(await instance.partitionsContext(partitions))).toEqual([
    "b|1",
    "a|1",
  ]);
  expect(await instance.deleteDynamicPartition("d", "b")).toBe(true);
  expect(await instance.getDynamicPartitions("d")).toEqual(["a"]);
  expect(await instance.hasDynamicPartition("d", "b")).toBe(false);
});

test("O406 finds the whole chain of re-executions of a run", async () => {
  await using instance = ephemeralInstance();
  await instance.createRun({ runId: "a", jobName: "job" });
  await instance.createRun({ runId: "b", jobName: "job", parentRunId: "a", rootRunId: "a" });
  await instance.createRun({ runId: "c", jobName: "job", parentRunId: "b", rootRunId: "a" });
  await instance.createRun({ runId: "d", jobName: "job" });
  expect((await instance.getRunGroup("c")).map(({ runId }) => runId)).toEqual(["a", "b", "c"]);
  await expect(instance.getRunGroup("none")).rejects.toMatchObject({ code: "CORE_UNKNOWN_RUN" });
  expect((await instance.getRuns({ limit: 1 })).map(({ runId }) => runId)).toEqual(["d"]);
  await instance.addRunTags("d", { note: "x" });
  expect(await instance.countRuns({ tags: { note: "x" } })).toBe(1);
});

test("refuses to be used after it was closed, and closes twice", async () => {
  const instance = ephemeralInstance();
  await instance.close();
  await instance.close();
  expect(() => instance.getRun("a")).toThrow(
    expect.objectContaining({ code: "CORE_INSTANCE_CLOSED" }),
  );
  await expect(instance.createRun({ jobName: "job" })).rejects.toMatchObject({
    code: "CORE_INSTANCE_CLOSED",
  });
});
