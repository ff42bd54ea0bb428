import assert from "node:assert/strict";
import { contractCase, type ContractCase } from "./contract-case.ts";

/** The contract of `RunStorage`. */
export const runCases: readonly ContractCase[] = [
  contractCase("O406 gives back a run as it was created, with defaults", async ({ storage }) => {
    const [created] = await storage.createRuns([
      {
        runId: "run",
        jobName: "job",
        runConfig: { ops: { a: { config: { x: [1, null] } } } },
        tags: { team: "é" },
        stepSelection: ["a"],
        assetSelection: [["a", "b/c"]],
      },
    ]);
    assert.equal(created?.created, true);
    assert.deepEqual(await storage.getRun("run"), {
      runId: "run",
      jobName: "job",
      status: "NOT_STARTED",
      runConfig: { ops: { a: { config: { x: [1, null] } } } },
      tags: { team: "é" },
      stepSelection: ["a"],
      assetSelection: [["a", "b/c"]],
      runOrder: 1,
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_000_000,
    });
    assert.deepEqual(created.run, await storage.getRun("run"));
    assert.equal(await storage.getRun("other"), undefined);
  }),

  contractCase(
    "O236 creates a run once per id and once per idempotency key",
    async ({ storage }) => {
      const [first] = await storage.createRuns([
        { runId: "a", jobName: "job", idempotencyKey: "key" },
      ]);
      const again = await storage.createRuns([
        { runId: "a", jobName: "other" },
        { runId: "b", jobName: "other", idempotencyKey: "key" },
        { runId: "c", jobName: "job", idempotencyKey: "key 2" },
        { runId: "d", jobName: "job", idempotencyKey: "key 2" },
      ]);
      assert.deepEqual(
        again.map(({ run, created }) => [run.runId, created]),
        [
          ["a", false],
          ["a", false],
          ["c", true],
          ["c", false],
        ],
      );
      assert.deepEqual(again[0]?.run, first?.run);
      assert.equal(await storage.countRuns(), 2);
    },
  ),

  contractCase("O406 filters, pages and counts runs", async ({ storage, event, pass }) => {
    for (let index = 0; index < 10; index += 1) {
      pass(10);
      await storage.createRuns([
        {
          runId: `r${String(index)}`,
          jobName: index % 2 === 0 ? "even" : "odd",
          tags: {
            index: String(index),
            parity: String(index % 2),
            ...(index === 3 ? { only: "three" } : {}),
          },
          ...(index === 5 || index === 6
            ? { rootRunId: "r4", parentRunId: `r${String(index - 1)}` }
            : {}),
        },
      ]);
    }
    await storage.append([
      event("RUN_START", {}, { runId: "r1" }),
      event("RUN_START", {}, { runId: "r2" }),
    ]);
    await storage.append([event("RUN_SUCCESS", {}, { runId: "r2" })]);
    const ids = async (query: Parameters<typeof storage.listRuns>[0]): Promise<string> =>
      (await storage.listRuns(query)).map(({ runId }) => runId.slice(1)).join("");
    assert.equal(await ids({}), "9876543210");
    assert.equal(await ids({ ascending: true, limit: 3 }), "012");
    assert.equal(await ids({ jobName: "odd" }), "97531");
    assert.equal(await ids({ statuses: ["STARTED", "SUCCESS"] }), "21");
    assert.equal(await ids({ tags: { parity: "1", index: ["1", "3", "4"] } }), "31");
    assert.equal(await ids({ tags: { only: "three" } }), "3");
    assert.equal(await ids({ tags: { only: [] } }), "");
    assert.equal(await ids({ runIds: ["r7", "r0", "none"] }), "70");
    assert.equal(await ids({ runIds: [] }), "");
    assert.equal(await ids({ rootRunId: "r4" }), "654");
    const [page] = await storage.listRuns({ limit: 1, ascending: true, jobName: "odd" });
    assert.equal(
      await ids({ ascending: true, jobName: "odd", cursor: page?.runOrder ?? -1 }),
      "3579",
    );
    const third = (await storage.getRun("r3"))?.createdAt ?? 0;
    assert.equal(await ids({ createdAfter: third, createdBefore: third + 25 }), "54");
    assert.equal(await ids({ updatedAfter: (await storage.getRun("r9"))?.createdAt ?? 0 }), "21");
    assert.equal(await storage.countRuns({ jobName: "odd", statuses: ["NOT_STARTED"] }), 4);
    assert.deepEqual(await storage.countRunsByStatus(), { NOT_STARTED: 8, STARTED: 1, SUCCESS: 1 });
  }),

  contractCase(
    "O406 adds tags, replaces those of the same key and finds runs by them",
    async ({ storage }) => {
      await storage.createRuns([{ runId: "run", jobName: "job", tags: { a: "1", b: "2" } }]);
      const run = await storage.addRunTags("run", { b: "3", c: "4" });
      assert.deepEqual(run.tags, { a: "1", b: "3", c: "4" });
      assert.deepEqual(await storage.getRun("run"), run);
      assert.equal(await storage.countRuns({ tags: { b: "2" } }), 0);
      assert.equal(await storage.countRuns({ tags: { b: "3", c: "4" } }), 1);
      await assert.rejects(storage.addRunTags("none", {}), { code: "CORE_UNKNOWN_RUN" });
    },
  ),

  contractCase(
    "O222 changes a run's status only by a stored event, and never after its end",
    async ({ storage, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      await assert.rejects(storage.append([event("RUN_SUCCESS", {})]), {
        code: "CORE_ILLEGAL_RUN_TRANSITION",
      });
      const start = event("RUN_START", {});
      await storage.append([
        event("RUN_STARTING", {}),
        start,
        event("STEP_START", {}, { stepKey: "a" }),
      ]);
      assert.equal((await storage.getRun("run"))?.status, "STARTED");
      assert.equal((await storage.getRun("run"))?.startedAt, start.timestamp);
      const end = event("RUN_FAILURE", { failureReason: "STEP_FAILURE" });
      await storage.append([end]);
      const run = await storage.getRun("run");
      assert.deepEqual(
        [run?.status, run?.endedAt, run?.failureReason],
        ["FAILURE", end.timestamp, "STEP_FAILURE"],
      );
      assert.equal(
        await storage.countRuns({ tags: { "dagster/failure_reason": "STEP_FAILURE" } }),
        1,
      );
      for (const late of [
        event("RUN_SUCCESS", {}),
        event("RUN_CANCELING", {}),
        event("RUN_START", {}),
      ]) {
        await assert.rejects(storage.append([late]), { code: "CORE_ILLEGAL_RUN_TRANSITION" });
      }
      await storage.append([event("ENGINE_EVENT", {})]);
      assert.deepEqual(await storage.getRun("run"), run);
    },
  ),

  contractCase("O406 deletes a finished run and keeps what it made", async ({ storage, event }) => {
    await storage.createRuns([
      { runId: "run", jobName: "job", idempotencyKey: "key", tags: { a: "1" } },
    ]);
    await storage.append([
      event("RUN_START", {}),
      event("ASSET_MATERIALIZATION", { assetKey: ["a"], metadata: {}, tags: {} }),
    ]);
    await assert.rejects(storage.deleteRun("run"), { code: "CORE_RUN_NOT_FINISHED" });
    await storage.append([event("RUN_SUCCESS", {})]);
    await storage.deleteRun("run");
    assert.equal(await storage.getRun("run"), undefined);
    assert.equal(await storage.countRuns({ tags: { a: "1" } }), 0);
    const left = await storage.readEvents({ runId: "run" });
    assert.deepEqual(
      left.events.map(({ type }) => type),
      ["ASSET_MATERIALIZATION"],
    );
    assert.notEqual((await storage.getAssets([["a"]]))[0]?.lastMaterialization, undefined);
    assert.equal(
      (await storage.createRuns([{ runId: "new", jobName: "job", idempotencyKey: "key" }]))[0]
        ?.created,
      true,
    );
    await assert.rejects(storage.deleteRun("run"), { code: "CORE_UNKNOWN_RUN" });
  }),

  contractCase("stores a snapshot under the hash of its content", async ({ storage }) => {
    const first = await storage.putSnapshot({ b: [1, { d: 2, c: null }], a: "x" });
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.equal(await storage.putSnapshot({ a: "x", b: [1, { c: null, d: 2 }] }), first);
    assert.notEqual(await storage.putSnapshot({ a: "y" }), first);
    assert.deepEqual(await storage.getSnapshot(first), { a: "x", b: [1, { c: null, d: 2 }] });
    assert.equal(await storage.getSnapshot("none"), undefined);
  }),
];
