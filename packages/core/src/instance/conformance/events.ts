import assert from "node:assert/strict";
import { contractCase, type ContractCase } from "./contract-case.ts";
import { sampleData } from "./sample-events.ts";
import { eventTypes, type EventType } from "../events.ts";

/** The contract of `EventStorage`. */
export const eventCases: readonly ContractCase[] = [
  contractCase(
    "O223 gives back every event type with all of its fields",
    async ({ storage, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      const statusEvents = new Set<EventType>([
        "RUN_ENQUEUED",
        "RUN_DEQUEUED",
        "RUN_STARTING",
        "RUN_START",
      ]);
      const endings = new Set<EventType>([
        "RUN_SUCCESS",
        "RUN_FAILURE",
        "RUN_CANCELED",
        "RUN_CANCELING",
      ]);
      const others = eventTypes.filter((type) => !statusEvents.has(type) && !endings.has(type));
      await storage.createRuns([
        { runId: "RUN_SUCCESS", jobName: "job", status: "MANAGED" },
        { runId: "RUN_FAILURE", jobName: "job", status: "MANAGED" },
        { runId: "RUN_CANCELED", jobName: "job", status: "MANAGED" },
        { runId: "RUN_CANCELING", jobName: "job", status: "MANAGED" },
      ]);
      const events = [
        ...[...statusEvents, ...others].map((type) =>
          event(type, sampleData[type], { stepKey: "g.a[k]" }),
        ),
        ...[...endings].map((type) => event(type, sampleData[type], { runId: type })),
      ];
      assert.equal(new Set(events.map(({ type }) => type)).size, eventTypes.length);
      const stored = await storage.append(events);
      const expected = events.map((one, index) => ({ ...one, storageId: index + 1 }));
      assert.deepEqual(stored, expected);
      assert.deepEqual((await storage.readEvents()).events, expected);
    },
  ),

  contractCase(
    "O223 refuses an event that JSON cannot carry, or of a type that does not exist",
    async ({ storage, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      const big = event("LOG", { logger: "user", fields: { n: 1n as unknown as number } });
      const unknown = { ...event("RUN_START", {}), type: "RUN_EXPLODED" as "RUN_START" };
      const timeless = { ...event("RUN_START", {}), timestamp: Number.NaN };
      for (const bad of [big, unknown, timeless]) {
        await assert.rejects(storage.append([event("STEP_START", {}), bad]), {
          code: "CORE_INVALID_EVENT",
        });
      }
      assert.equal(await storage.lastStorageId(), 0);
    },
  ),

  contractCase("O405 stores all events of an append or none", async ({ storage, event }) => {
    await storage.createRuns([{ runId: "run", jobName: "job" }]);
    await assert.rejects(
      storage.append([
        event("RUN_START", {}),
        event("ASSET_MATERIALIZATION", { assetKey: ["a"], metadata: {}, tags: {} }),
        event("STEP_START", {}, { runId: "none" }),
      ]),
      { code: "CORE_UNKNOWN_RUN" },
    );
    assert.equal((await storage.getRun("run"))?.status, "NOT_STARTED");
    assert.deepEqual((await storage.readEvents()).events, []);
    assert.deepEqual(await storage.getAssets([["a"]]), [undefined]);
    assert.deepEqual(await storage.append([]), []);
  }),

  contractCase(
    "O404 reads on from a cursor without gaps, in both directions",
    async ({ storage, event }) => {
      await storage.createRuns([
        { runId: "run", jobName: "job" },
        { runId: "other", jobName: "job" },
      ]);
      for (let index = 0; index < 25; index += 1) {
        await storage.append([
          event("LOG", { logger: "user", fields: { index } }),
          event("LOG", { logger: "user", fields: { index } }, { runId: "other" }),
        ]);
      }
      const seen: number[] = [];
      let page = await storage.readEvents({ runId: "run", limit: 10 });
      while (true) {
        seen.push(...page.events.map(({ storageId }) => storageId));
        if (!page.hasMore) break;
        page = await storage.readEvents({ runId: "run", limit: 10, after: page.cursor });
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 25 }, (_, index) => 2 * index + 1),
      );
      assert.equal(page.cursor, 50);
      await storage.append([event("LOG", { logger: "user", fields: {} })]);
      const next = await storage.readEvents({ runId: "run", after: page.cursor });
      assert.deepEqual(
        next.events.map(({ storageId }) => storageId),
        [51],
      );
      const back = await storage.readEvents({ runId: "run", descending: true, limit: 2 });
      assert.deepEqual(
        [back.events.map(({ storageId }) => storageId), back.cursor, back.hasMore],
        [[51, 49], 49, true],
      );
      const further = await storage.readEvents({
        runId: "run",
        descending: true,
        limit: 100,
        before: back.cursor,
      });
      assert.deepEqual([further.events.length, further.hasMore], [24, false]);
      const exactly = await storage.readEvents({ runId: "run", limit: 26 });
      assert.deepEqual([exactly.events.length, exactly.hasMore], [26, false]);
    },
  ),

  contractCase(
    "O407 finds events by type, step, level, asset, partition, check, tags and time",
    async ({ storage, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      const made = (key: string, partition: string | undefined, tag: string) =>
        event("ASSET_MATERIALIZATION", {
          assetKey: [key],
          metadata: {},
          tags: { team: tag, all: "yes" },
          ...(partition === undefined ? {} : { partition }),
        });
      const events = await storage.append([
        event("STEP_START", {}, { stepKey: "a" }),
        event("STEP_START", {}, { stepKey: "b" }),
        made("a", "1", "x"),
        made("a", "2", "y"),
        made("b", undefined, "x"),
        event("ASSET_OBSERVATION", {
          assetKey: ["a"],
          partition: "1",
          metadata: {},
          tags: { team: "x" },
        }),
        event("ASSET_CHECK_EVALUATION", {
          assetKey: ["a"],
          checkName: "fresh",
          passed: true,
          severity: "ERROR",
          blocking: false,
          metadata: {},
        }),
        { ...event("LOG", { logger: "user", fields: {} }), level: "WARNING" as const },
      ]);
      const ids = async (
        query: Parameters<typeof storage.readEvents>[0],
      ): Promise<readonly number[]> =>
        (await storage.readEvents(query)).events.map(({ storageId }) => storageId);
      assert.deepEqual(await ids({ types: ["STEP_START"] }), [1, 2]);
      assert.deepEqual(await ids({ stepKeys: ["b", "c"] }), [2]);
      assert.deepEqual(await ids({ levels: ["WARNING"] }), [8]);
      assert.deepEqual(await ids({ assetKeys: [["a"]] }), [3, 4, 6, 7]);
      assert.deepEqual(
        await ids({ assetKeys: [["a"], ["b"]], types: ["ASSET_MATERIALIZATION"] }),
        [3, 4, 5],
      );
      assert.deepEqual(await ids({ assetKeys: [["a"]], partitions: ["1"] }), [3, 6]);
      assert.deepEqual(await ids({ checkName: "fresh" }), [7]);
      assert.deepEqual(await ids({ tags: { team: "x" } }), [3, 5, 6]);
      assert.deepEqual(await ids({ tags: { team: "x", all: "yes" }, assetKeys: [["a"]] }), [3]);
      assert.deepEqual(
        await ids({ types: ["ASSET_MATERIALIZATION"], descending: true, limit: 1 }),
        [5],
      );
      assert.deepEqual(await ids({ after: 2, before: 5 }), [3, 4]);
      assert.deepEqual(
        await ids({ since: events[2]?.timestamp ?? 0, until: events[4]?.timestamp ?? 0 }),
        [3, 4],
      );
      assert.deepEqual(await ids({ runId: "none" }), []);
    },
  ),

  contractCase(
    "O404 wakes a waiting reader when an event is stored, and when it gives up",
    async ({ storage, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      const woken = storage.waitForEvents(0);
      await storage.append([event("RUN_START", {})]);
      await woken;
      await storage.waitForEvents(0);
      const controller = new AbortController();
      const given = storage.waitForEvents(await storage.lastStorageId(), controller.signal);
      controller.abort();
      await given;
    },
  ),

  contractCase(
    "O411 purges old events by class and keeps asset events",
    async ({ storage, event, pass }) => {
      await storage.createRuns([
        { runId: "run", jobName: "job" },
        { runId: "open", jobName: "job" },
      ]);
      const made = event("ASSET_MATERIALIZATION", {
        assetKey: ["a"],
        partition: "1",
        metadata: {},
        tags: { t: "1" },
      });
      await storage.append([
        event("RUN_START", {}),
        event("LOG", { logger: "user", fields: {} }),
        made,
        { ...made, timestamp: made.timestamp + 1 },
        event("RUN_SUCCESS", {}),
        event("RUN_START", {}, { runId: "open" }),
      ]);
      pass(1000);
      const border = event("LOG", { logger: "user", fields: {} });
      await storage.append([border]);
      assert.equal(await storage.purgeEvents({ before: border.timestamp, types: ["LOG"] }), 1);
      assert.equal(await storage.purgeEvents({ before: border.timestamp }), 2);
      const types = async (): Promise<readonly string[]> =>
        (await storage.readEvents()).events.map(
          ({ storageId, type }) => `${String(storageId)} ${type}`,
        );
      assert.deepEqual(await types(), [
        "3 ASSET_MATERIALIZATION",
        "4 ASSET_MATERIALIZATION",
        "6 RUN_START",
        "7 LOG",
      ]);
      assert.equal(
        await storage.purgeEvents({ before: border.timestamp, types: ["ASSET_MATERIALIZATION"] }),
        1,
      );
      const [left] = await storage.latestMaterializationsByPartition({ assetKey: ["a"] });
      assert.equal(left?.storageId, 4);
      const [next] = await storage.append([event("LOG", { logger: "user", fields: {} })]);
      assert.equal(next?.storageId, 8);
    },
  ),
];
