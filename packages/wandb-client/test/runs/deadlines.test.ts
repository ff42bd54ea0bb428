import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";

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
  const error = await rejection(run.finish({ signal: AbortSignal.timeout(100) }));
  expect(error).toMatchObject({ name: "TimeoutError" });
  faults.clear();
  const seen = inspect.requests({ surface: "filestream" }).length;
  // Nothing of it is tried again behind the caller's back.
  expect(await rejection(run.finish())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(inspect.requests({ surface: "filestream" })).toHaveLength(seen);
  clock.advance(120_000);
  expect(inspect.run("weavers/loom/r1")?.state).toBe("crashed");
});

test("an upload of a run's file ends with its signal", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: false });
  setup.backend.faults.next({ kind: "hang", surface: "upload" });
  const error = await rejection(
    run.saveFile("a.txt", "hello", { signal: AbortSignal.timeout(100) }),
  );
  expect(error).toMatchObject({ name: "TimeoutError" });
  await run.saveFile("a.txt", "hello");
  await run.finish();
});
