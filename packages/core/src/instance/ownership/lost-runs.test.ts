import { hostname } from "node:os";
import { expect, test, vi } from "vitest";
import { asset } from "../../definitions/asset.ts";
import { materialize } from "../../execution/materialize.ts";
import type { Claim } from "../coordination-storage.ts";
import { createEvent } from "../create-event.ts";
import { Instance } from "../instance.ts";
import { memoryStorage } from "../memory/memory-storage.ts";
import { holdRun, runLeaseMs } from "./hold-run.ts";
import { ownerName, thisProcess } from "./process-identity.ts";

/** An instance that others see too, with a clock that the test moves. */
function sharedInstance() {
  const clock = { time: 1_700_000_000_000 };
  const now = (): number => clock.time;
  const storage = { ...memoryStorage({ clock: now }), shared: true };
  return { clock, storage, instance: new Instance({ storage, clock: now }) };
}

/** A run that some owner has begun. */
async function begun(instance: Instance, owner: string): Promise<{ runId: string; claim: Claim }> {
  const { run } = await instance.createRun({ jobName: "job" });
  const claim = await instance.storage.claim(`run:${run.runId}`, owner, runLeaseMs);
  if (claim === undefined) throw new Error("not free");
  await instance.append(
    createEvent("RUN_START", {
      runId: run.runId,
      jobName: "job",
      timestamp: instance.now(),
      data: {},
    }),
  );
  return { runId: run.runId, claim };
}

const elsewhere = JSON.stringify({ host: "elsewhere", pid: process.pid, system: "x", id: "1" });

test("O405 ends the run of a process whose number belongs to another one now, at once", async () => {
  const { instance } = sharedInstance();
  const gone = { ...thisProcess(), started: "1" };
  const { runId } = await begun(instance, JSON.stringify(gone));
  const { runId: own } = await begun(instance, ownerName());
  expect(await instance.settleLostRuns()).toEqual([runId]);
  expect(await instance.settleLostRuns()).toEqual([]);
  expect(await instance.getRun(runId)).toMatchObject({
    status: "FAILURE",
    failureReason: "UNEXPECTED_TERMINATION",
  });
  const { events } = await instance.getEvents({ runId, types: ["RUN_FAILURE"] });
  expect(events[0]?.message).toBe(
    `The process that executed this run (${String(process.pid)} on ${hostname()}) is gone; its last sign of life was at 2023-11-14T22:13:20.000Z.`,
  );
  expect(await instance.getRun(own)).toMatchObject({ status: "STARTED" });
});

test("O405 leaves a living process of this machine its run, however long ago its lease ended", async () => {
  const { instance, clock } = sharedInstance();
  const { runId } = await begun(instance, ownerName());
  for (let look = 0; look < 3; look += 1) {
    clock.time += 10 * runLeaseMs;
    expect(await instance.settleLostRuns()).toEqual([]);
  }
  expect(await instance.getRun(runId)).toMatchObject({ status: "STARTED" });
});

test("O405 ends the run of another machine when its lease was seen expired twice, a lease apart", async () => {
  const { instance, clock, storage } = sharedInstance();
  const { runId } = await begun(instance, elsewhere);
  expect(await instance.settleLostRuns()).toEqual([]);
  clock.time += runLeaseMs + 1;
  expect(await instance.settleLostRuns()).toEqual([]);
  clock.time += runLeaseMs - 1;
  expect(await instance.settleLostRuns()).toEqual([]);
  clock.time += 1;
  expect(await instance.settleLostRuns()).toEqual([runId]);
  expect(await storage.listClaims("")).toEqual([]);
  expect(await storage.getValue(`expired:run:${runId}`)).toBeUndefined();
});

test("O405 a clock that jumps ends no living run of another machine", async () => {
  const { instance, clock, storage } = sharedInstance();
  const { runId, claim } = await begun(instance, elsewhere);
  const look = async (jumpMs: number) => {
    clock.time += jumpMs;
    return instance.settleLostRuns();
  };
  expect(await look(100 * runLeaseMs)).toEqual([]);
  // Its owner has the same clock, and renews.
  const renewed = await storage.renewClaim(claim, runLeaseMs);
  expect(await look(50 * runLeaseMs)).toEqual([]);
  expect(await look(-200 * runLeaseMs)).toEqual([]);
  expect(renewed && (await storage.renewClaim(renewed, runLeaseMs))).toBeDefined();
  expect(await look(runLeaseMs / 2)).toEqual([]);
  expect(await instance.getRun(runId)).toMatchObject({ status: "STARTED" });
});

test("O220 O405 ends a run as canceled that was to be cancelled when its process died", async () => {
  const { instance } = sharedInstance();
  const { runId } = await begun(instance, JSON.stringify({ ...thisProcess(), started: "1" }));
  await instance.append(
    createEvent("RUN_CANCELING", { runId, jobName: "job", timestamp: instance.now(), data: {} }),
  );
  expect(await instance.settleLostRuns()).toEqual([runId]);
  expect(await instance.getRun(runId)).toMatchObject({ status: "CANCELED" });
});

test("O410 a second process cannot execute a run that the first one executes", async () => {
  const { instance } = sharedInstance();
  const { runId } = await begun(instance, elsewhere);
  await expect(holdRun(instance, runId)).rejects.toMatchObject({ code: "CORE_LOST_CLAIM" });
});

test("O405 O222 a process that lost its run stops it, and adds nothing to its end", async () => {
  const { instance, storage } = sharedInstance();
  vi.useFakeTimers({ toFake: ["setInterval"] });
  try {
    const stolen = asset({ name: "stolen" }, async (_, { runId, signal }) => {
      const [claim] = await storage.listClaims(`run:${runId}`);
      if (claim === undefined) throw new Error("not held");
      await storage.takeClaim(claim, "thief", 1000);
      await instance.append(
        createEvent("RUN_FAILURE", {
          runId,
          jobName: "__ASSET_JOB",
          timestamp: instance.now(),
          data: { failureReason: "UNEXPECTED_TERMINATION" },
        }),
      );
      const aborted = new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
      await vi.advanceTimersByTimeAsync(runLeaseMs);
      await aborted;
      return 1;
    });
    const result = await materialize([stolen], { instance, raiseOnError: false });
    expect(result).toMatchObject({ status: "FAILURE", error: { code: "CORE_LOST_CLAIM" } });
    expect(result.run.failureReason).toBe("UNEXPECTED_TERMINATION");
    const ends = await result.events("RUN_FAILURE", "RUN_CANCELING", "RUN_CANCELED");
    expect(ends).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("O405 a run in a storage of this process alone needs no lease", async () => {
  const claimed: string[] = [];
  const storage = memoryStorage();
  const counting = {
    ...storage,
    claim: (...given: Parameters<typeof storage.claim>) => {
      claimed.push(given[0]);
      return storage.claim(...given);
    },
  };
  const one = asset({ name: "one" }, () => 1);
  await materialize([one], { instance: new Instance({ storage: counting }) });
  expect(claimed).toEqual([]);
  await materialize([one], { instance: new Instance({ storage: { ...counting, shared: true } }) });
  expect(claimed).toEqual([expect.stringMatching(/^run:/)]);
  expect(await storage.listClaims("")).toEqual([]);
});
