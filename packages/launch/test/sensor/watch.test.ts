import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cursorFile, type SettledLaunch, watchLaunches } from "../../src/index.ts";
import { type HandAgent, handAgent, queued } from "../support/hand-agent.ts";
import { createWorld, recordingLog, until, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let agent: HandAgent;
beforeEach(async () => {
  world = await createWorld();
  agent = await handAgent(world);
});
afterEach(() => world[Symbol.asyncDispose]());

const quick = { intervalSeconds: 0.01 } as const;

test("yields launches as they settle, says why it waits, and ends when its signal aborts", async () => {
  const stop = new AbortController();
  const log = recordingLog();
  const seen: SettledLaunch[] = [];
  const watching = (async () => {
    for await (const launch of watchLaunches({
      ...quick,
      client: world.client,
      watch: { queue: "q" },
      signal: stop.signal,
      log,
    }))
      seen.push(launch);
  })();
  await until(() => log.lines.includes("queue q: there is no launch"));
  const { queueItemId } = await queued(world);
  await until(() => log.lines.includes("queue q: nothing has settled; 1 pending"));
  await agent.take("run-a");
  await agent.finish("run-a");
  await until(() => seen.length === 1);
  await until(() => log.lines.includes("queue q: all launches were reported (1)"));
  stop.abort();
  await watching;
  expect(seen).toMatchObject([{ queueItemId, state: "finished", summary: { loss: 0.5 } }]);
  expect(new Set(log.lines).size).toBe(log.lines.length);
});

test("until settled, it ends once every launch was reported; until looked, after one look", async () => {
  const launches = [await queued(world), await queued(world)];
  await agent.take("run-a");
  await agent.finish("run-a");
  const options = { ...quick, client: world.client, watch: { launches } };
  const looks: unknown[] = [];
  const looked: string[] = [];
  for await (const { runId } of watchLaunches({
    ...options,
    until: "looked",
    onLook: (look) => looks.push(look),
  }))
    looked.push(runId ?? "");
  expect(looked).toEqual(["run-a"]);
  expect(looks).toEqual([
    { settled: 1, underWay: { pending: 1, starting: 0, running: 0 }, reported: 0 },
  ]);
  const settled: string[] = [];
  for await (const { state } of watchLaunches({ ...options, until: "settled" })) {
    settled.push(state);
    if (settled.length === 1) await agent.fail("broken");
  }
  expect(settled).toEqual(["finished", "failed"]);
});

test("a server that cannot be reached is asked again; one look alone fails", async () => {
  const launches = [await queued(world)];
  await agent.fail("broken");
  world.backend.faults.rate({ rate: 1, actions: [{ kind: "status", status: 503 }] });
  const options = { ...quick, client: world.client, watch: { launches } };
  await expect(watchLaunches({ ...options, until: "looked" }).next()).rejects.toMatchObject({
    retryable: true,
  });
  const log = recordingLog();
  const next = watchLaunches({ ...options, log }).next();
  await until(() => log.lines.some((line) => line.includes("cannot be reached")));
  world.backend.faults.clear();
  expect((await next).value).toMatchObject({ state: "failed" });
});

test("what a loop was through with is not seen again; what it broke at is", async () => {
  const path = join(world.folder, "state", "q.cursor");
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    await queued(world);
    ids.push(await agent.fail("broken"));
  }
  const options = {
    ...quick,
    client: world.client,
    watch: { queue: "q" },
    until: "settled",
  } as const;
  const first: string[] = [];
  const breaking = (async () => {
    for await (const { queueItemId } of watchLaunches({ ...options, cursor: cursorFile(path) })) {
      first.push(queueItemId);
      if (first.length === 2) throw new Error("the body broke");
    }
  })();
  await expect(breaking).rejects.toThrow("the body broke");
  const second: string[] = [];
  for await (const { queueItemId } of watchLaunches({ ...options, cursor: cursorFile(path) }))
    second.push(queueItemId);
  expect([first, second]).toEqual([ids.slice(0, 2), ids.slice(1)]);
  for await (const launch of watchLaunches({ ...options, cursor: cursorFile(path) }))
    throw new Error(`${launch.queueItemId} came again`);
});

test("a cursor file belongs to one living watcher; that of a dead one is taken over", async () => {
  const path = join(world.folder, "q.cursor");
  await queued(world);
  await agent.fail("broken");
  const options = { ...quick, client: world.client, watch: { queue: "q" } };
  const first = watchLaunches({ ...options, cursor: cursorFile(path) });
  await first.next();
  await expect(
    watchLaunches({ ...options, cursor: cursorFile(path) }).next(),
  ).rejects.toMatchObject({ code: "LAUNCH_CURSOR_IN_USE" });
  await first.return();
  await expect(readFile(`${path}.lock`)).rejects.toThrow("ENOENT");
  await writeFile(`${path}.lock`, "999999999@1");
  const second = watchLaunches({ ...options, cursor: cursorFile(path) });
  expect((await second.next()).value).toMatchObject({ state: "failed" });
  await second.return();
});
