import type { Surface } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { rejection, setUp, type Setup } from "../support.ts";

/** Waits until a request has come to a surface of the server. */
async function untilSeen({ backend }: Setup, surface: Surface): Promise<void> {
  const seen = (): number => backend.inspect.requests({ surface }).length;
  await expect.poll(seen, { timeout: 30_000 }).toBeGreaterThan(0);
}

test("waiting for a transmission ends with the caller's signal, the sending goes on", async () => {
  await using setup = await setUp();
  const { faults, inspect } = setup.backend;
  const run = await setup.client.run({ id: "r1", captureConsole: false });
  faults.next({ kind: "delay", ms: 300, surface: "filestream" });
  void run.log({ a: 1 });
  void run.log({ a: 2 });
  const reason = new Error("no time");
  expect(await rejection(run.flush({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  await run.flush({ signal: new AbortController().signal });
  await run.finish();
  expect(inspect.run("weavers/loom/r1")).toMatchObject({ state: "finished" });
  expect(inspect.run("weavers/loom/r1")?.history).toHaveLength(2);
});

test("a run that cannot be finished in time is given up", async () => {
  await using setup = await setUp({ heartbeatTimeoutMs: 60_000 });
  const { faults, inspect, clock } = setup.backend;
  const run = await setup.client.run({ id: "r1", captureConsole: false });
  void run.log({ a: 1 });
  faults.next({ kind: "hang", surface: "filestream", times: 100 });
  const giveUp = new AbortController();
  const ended = rejection(run.finish({ signal: giveUp.signal }));
  await untilSeen(setup, "filestream");
  const reason = new Error("no time");
  giveUp.abort(reason);
  expect(await ended).toBe(reason);
  faults.clear();
  // Nothing of it is tried again behind the caller's back.
  expect(await rejection(run.finish())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(inspect.requests({ surface: "filestream" })).toHaveLength(1);
  clock.advance(120_000);
  expect(inspect.run("weavers/loom/r1")?.state).toBe("crashed");
});

test("an upload of a run's file ends with its signal", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: false });
  setup.backend.faults.next({ kind: "hang", surface: "upload" });
  const giveUp = new AbortController();
  const ended = rejection(run.saveFile("a.txt", "hello", { signal: giveUp.signal }));
  await untilSeen(setup, "upload");
  const reason = new Error("no time");
  giveUp.abort(reason);
  expect(await ended).toBe(reason);
  await run.saveFile("a.txt", "hello");
  await run.finish();
});
