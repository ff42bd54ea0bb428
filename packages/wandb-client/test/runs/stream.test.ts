import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("loses no line when the server fails now and then, and asks for patience", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  for (const kind of [
    { kind: "status", status: 500 },
    { kind: "status", status: 429, retryAfter: 7 },
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
  ] as const) {
    setup.backend.faults.next({ ...kind, surface: "filestream" });
  }
  for (let index = 0; index < 50_000; index++) await run.log({ index });
  await run.finish();
  const history = setup.backend.inspect.run(path)?.history ?? [];
  expect(history).toHaveLength(50_000);
  expect(history.every((row, index) => row["index"] === index)).toBe(true);
  expect(setup.clock.waits).toContain(7000);
});

test("compresses what it streams, where the server takes it", async () => {
  for (const features of ["all", "none"] as const) {
    await using setup = await setUp({ features });
    const run = await setup.client.run({ id: "r1", compress: true });
    void run.log({ a: 1 });
    await run.finish();
    expect(setup.backend.inspect.run(path)?.history).toMatchObject([{ a: 1 }]);
    const encodings = setup.backend.inspect
      .requests({ surface: "filestream" })
      .map((request) => request.headers["content-encoding"]);
    expect(new Set(encodings)).toEqual(new Set([features === "all" ? "gzip" : undefined]));
  }
});

test("a stream that the server refuses for good is told by every later call", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  setup.backend.faults.next({ kind: "status", status: 404, surface: "filestream" });
  void run.log({ a: 1 });
  expect(await rejection(run.flush())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(() => run.log({ a: 2 })).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_RUN_CLOSED" }),
  );
  expect(await rejection(run.finish())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
});
