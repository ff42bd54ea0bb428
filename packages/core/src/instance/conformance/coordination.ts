import assert from "node:assert/strict";
import { contractCase, type ContractCase } from "./contract-case.ts";

/** The contract of `CoordinationStorage`. */
export const coordinationCases: readonly ContractCase[] = [
  contractCase(
    "O410 gives a claim to one owner until it is released, lost or expired",
    async ({ storage, pass }) => {
      const first = await storage.claim("launch:1", "a", 100);
      assert.equal(first?.token, 1);
      assert.equal(await storage.claim("launch:1", "b", 100), undefined);
      assert.notEqual(await storage.claim("launch:2", "b", 100), undefined);
      pass(60);
      const renewed = await storage.renewClaim(first, 100);
      assert.equal(renewed?.token, 1);
      pass(60);
      assert.equal(await storage.claim("launch:1", "b", 100), undefined);
      pass(60);
      const taken = await storage.claim("launch:1", "b", 100);
      assert.ok((taken?.token ?? 0) > first.token);
      assert.equal(await storage.renewClaim(first, 100), undefined);
      await storage.releaseClaim(first);
      assert.equal(await storage.claim("launch:1", "a", 100), undefined);
      assert.ok(taken);
      await storage.releaseClaim(taken);
      const back = await storage.claim("launch:1", "a", 100);
      assert.ok((back?.token ?? 0) > taken.token);
    },
  ),

  contractCase(
    "O405 O410 lists claims, and lets one taker have that of a dead owner if nothing has changed",
    async ({ storage, pass }) => {
      assert.deepEqual(await storage.listClaims("run:"), []);
      const claim = async (name: string) => {
        const held = await storage.claim(name, "a", 100);
        assert.ok(held);
        return held;
      };
      const second = await claim("run:2");
      const first = await claim("run:1");
      await claim("runs");
      assert.deepEqual(await storage.listClaims("run:"), [first, second]);
      pass(200);
      assert.deepEqual(await storage.listClaims("run:"), [first, second]);
      const renewed = await storage.renewClaim(second, 100);
      assert.ok(renewed);
      assert.equal(await storage.takeClaim(second, "b", 100), undefined);
      const taken = await Promise.all([
        storage.takeClaim(first, "b", 100),
        storage.takeClaim(first, "c", 100),
      ]);
      const [winner, ...others] = taken.filter((one) => one !== undefined);
      assert.deepEqual(others, []);
      assert.ok((winner?.token ?? 0) > first.token);
      assert.equal(await storage.renewClaim(first, 100), undefined);
      await storage.releaseClaim(renewed);
      assert.deepEqual(await storage.listClaims("run:"), [winner]);
      assert.equal(await storage.takeClaim(renewed, "b", 100), undefined);
      assert.equal(await storage.takeClaim({ ...first, name: "run:9" }, "b", 100), undefined);
    },
  ),

  contractCase("O405 forgets the claim of a run with the run's end", async ({ storage, event }) => {
    await storage.createRuns([{ runId: "run", jobName: "job" }]);
    const held = await storage.claim("run:run", "a", 100);
    await storage.append([event("RUN_START", {})]);
    assert.deepEqual(await storage.listClaims("run:"), [held]);
    await storage.append([event("RUN_SUCCESS", {})]);
    assert.deepEqual(await storage.listClaims("run:"), []);
    assert.ok(held);
    assert.equal(await storage.renewClaim(held, 100), undefined);
    await storage.releaseClaim(held);
    assert.deepEqual(await storage.listClaims(""), []);
  }),

  contractCase(
    "O229 never grants more slots than the limit, by priority and then in order",
    async ({ storage }) => {
      const ask = (runId: string, limit: number, priority = 0) =>
        storage.requestSlot({
          runId,
          stepKey: "s",
          limits: [{ pool: "db", limit }],
          priority,
          leaseMs: 1000,
        });
      assert.deepEqual(await ask("a", 2), { granted: true, blockedBy: [] });
      assert.deepEqual(await ask("b", 2), { granted: true, blockedBy: [] });
      assert.deepEqual(await ask("c", 2), { granted: false, blockedBy: ["db"] });
      assert.deepEqual(await ask("d", 2), { granted: false, blockedBy: ["db"] });
      assert.deepEqual(await ask("e", 2, 5), { granted: false, blockedBy: ["db"] });
      assert.deepEqual(await storage.poolUse("db"), {
        pool: "db",
        held: [
          { runId: "a", stepKey: "s" },
          { runId: "b", stepKey: "s" },
        ],
        waiting: [
          { runId: "c", stepKey: "s" },
          { runId: "d", stepKey: "s" },
          { runId: "e", stepKey: "s" },
        ],
      });
      await storage.releaseSlots("a", "s");
      assert.equal((await ask("c", 2)).granted, false);
      assert.equal((await ask("e", 2, 5)).granted, true);
      await storage.releaseSlots("b", "other");
      assert.equal((await ask("c", 2)).granted, false);
      await storage.releaseSlots("b");
      assert.equal((await ask("d", 2)).granted, false);
      assert.equal((await ask("c", 2)).granted, true);
      assert.equal((await ask("c", 2)).granted, true);
      assert.equal((await ask("f", 0)).granted, false);
    },
  ),

  contractCase(
    "O229 needs room in every pool at once, and lets others pass meanwhile",
    async ({ storage }) => {
      const ask = (runId: string, pools: readonly string[]) =>
        storage.requestSlot({
          runId,
          limits: pools.map((pool) => ({ pool, limit: 1 })),
          leaseMs: 1000,
        });
      assert.equal((await ask("a", ["x"])).granted, true);
      assert.deepEqual(await ask("b", ["x", "y"]), { granted: false, blockedBy: ["x"] });
      assert.equal((await ask("c", ["y"])).granted, true);
      assert.deepEqual(await ask("b", ["x", "y"]), { granted: false, blockedBy: ["x", "y"] });
      await storage.releaseSlots("c");
      await storage.releaseSlots("a");
      assert.equal((await ask("b", ["x", "y"])).granted, true);
      assert.equal((await ask("free", [])).granted, true);
    },
  ),

  contractCase(
    "O229 frees the slot of a holder that died, and of a run that ended",
    async ({ storage, pass, event }) => {
      await storage.createRuns([{ runId: "run", jobName: "job" }]);
      const ask = (runId: string) =>
        storage.requestSlot({ runId, limits: [{ pool: "db", limit: 1 }], leaseMs: 1000 });
      assert.equal((await ask("dead")).granted, true);
      assert.equal((await ask("run")).granted, false);
      pass(600);
      assert.equal((await ask("run")).granted, false);
      pass(600);
      assert.equal((await ask("run")).granted, true);
      assert.equal((await ask("next")).granted, false);
      await storage.append([event("RUN_START", {}), event("RUN_SUCCESS", {})]);
      assert.equal((await ask("next")).granted, true);
    },
  ),

  contractCase(
    "P038 replaces a backfill's progress only from the version that was seen",
    async ({ storage }) => {
      const plan = { keys: ["1", "2"] };
      const created = await storage.createBackfill({
        backfillId: "abcdefgh",
        tags: { a: "b" },
        plan,
        progress: { done: 0 },
      });
      assert.deepEqual(created, {
        backfillId: "abcdefgh",
        status: "REQUESTED",
        version: 1,
        tags: { a: "b" },
        plan,
        progress: { done: 0 },
        createdAt: 1_700_000_000_000,
      });
      assert.deepEqual(
        await storage.createBackfill({
          backfillId: "abcdefgh",
          tags: {},
          plan: null,
          progress: null,
        }),
        created,
      );
      const next = await storage.updateBackfill("abcdefgh", 1, { progress: { done: 1 } });
      assert.deepEqual([next?.version, next?.progress], [2, { done: 1 }]);
      assert.equal(
        await storage.updateBackfill("abcdefgh", 1, { progress: { done: 2 } }),
        undefined,
      );
      const end = await storage.updateBackfill("abcdefgh", 2, {
        status: "FAILED",
        error: { message: "x" },
        endedAt: 5,
      });
      assert.deepEqual(await storage.getBackfill("abcdefgh"), end);
      assert.deepEqual([end?.status, end?.endedAt, end?.error], ["FAILED", 5, { message: "x" }]);
      await storage.createBackfill({
        backfillId: "bbbbbbbb",
        title: "second",
        tags: {},
        plan,
        progress: null,
      });
      assert.deepEqual(
        (await storage.listBackfills()).map(({ backfillId }) => backfillId),
        ["bbbbbbbb", "abcdefgh"],
      );
      assert.deepEqual(
        (await storage.listBackfills({ statuses: ["REQUESTED"], limit: 5 })).map(
          ({ title }) => title,
        ),
        ["second"],
      );
      assert.equal(await storage.getBackfill("none"), undefined);
      assert.equal(await storage.updateBackfill("none", 1, {}), undefined);
    },
  ),

  contractCase("sets a value only where the expected one is stored", async ({ storage }) => {
    assert.equal(await storage.getValue("k"), undefined);
    assert.equal(await storage.setValue("k", "1", null), true);
    assert.equal(await storage.setValue("k", "2", null), false);
    assert.equal(await storage.setValue("k", "2", "1"), true);
    assert.equal(await storage.setValue("k", "3"), true);
    assert.equal(await storage.getValue("k"), "3");
    assert.equal(await storage.setValue("k", undefined, "2"), false);
    assert.equal(await storage.setValue("k", undefined), true);
    assert.equal(await storage.getValue("k"), undefined);
  }),
];
