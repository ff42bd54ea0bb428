import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { groupMembers } from "../../src/supervisor/process-group.ts";
import { itemOf, push, readPid, sleeper } from "../support/queue-items.ts";
import {
  createWorld,
  jobOf,
  runProgram,
  spawnAgent,
  startAgent,
  until,
  type World,
} from "../support/world.ts";

// Real processes on a loaded machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

test("kill -9 of an agent ends its jobs; the next agent reports them and goes on", async () => {
  const id = await push(world, await jobOf(world, sleeper(`${world.folder}/pid`), "job-sleeps"));
  await using first = spawnAgent(world, "agent");
  const pid = await readPid(world, "pid");
  await first.kill("SIGKILL");
  await until(() => groupMembers(pid).length === 0);
  const next = await push(world, await jobOf(world, runProgram, "job-train"));
  const second = startAgent(world);
  await until(
    () =>
      itemOf(world, id)?.state === "FAILED" &&
      second.log.lines.some((line) => line.includes("ended: finished")),
  );
  expect(itemOf(world, id)).toMatchObject({
    pops: 1,
    error: { stage: "run", message: expect.stringMatching(/job was lost: .*died/) as string },
  });
  expect(world.backend.inspect.run(`ada/demo/${itemOf(world, id)?.associatedRunId}`)?.state).toBe(
    "crashed",
  );
  expect(await second.stop()).toMatchObject({ jobsFailed: 1, jobsSucceeded: 1 });
  expect(itemOf(world, next)).toMatchObject({ state: "CLAIMED" });
});

test("an acknowledgement whose answer is lost still counts, once", async () => {
  const id = await push(world, await jobOf(world, runProgram, "job-train"));
  world.backend.faults.next({ kind: "reset", when: "after", operation: "ackRunQueueItem" });
  const agent = startAgent(world);
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect(await agent.stop()).toMatchObject({ jobsStarted: 1, jobsSucceeded: 1 });
  expect(itemOf(world, id)).toMatchObject({ state: "CLAIMED", pops: 1 });
});

test("an acknowledgement that never arrived is sent again", async () => {
  const id = await push(world, await jobOf(world, runProgram, "job-train"));
  world.backend.faults.next({ kind: "reset", when: "before", operation: "ackRunQueueItem" });
  const agent = startAgent(world);
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1 });
  expect(itemOf(world, id)).toMatchObject({ state: "CLAIMED", pops: 1 });
});

test("a push whose answer is lost is found in the queue and not sent twice", async () => {
  world.backend.faults.next({ kind: "reset", when: "after", operation: "pushToRunQueueByName" });
  const { id } = await world.client
    .launchQueue("q")
    .push({ entity: "ada", project: "demo", job: "x" });
  expect(world.backend.launch.items().map((item) => item.id)).toEqual([id]);
});

test("an agent outlives a network cut of any length", async () => {
  const agent = startAgent(world);
  await until(() => agent.log.lines.length > 0);
  world.backend.faults.rate({
    rate: 1,
    actions: [{ kind: "reset" }, { kind: "status", status: 503 }],
  });
  await until(() => agent.log.lines.some((line) => line.includes("cannot be reached")));
  world.backend.faults.clear();
  const id = await push(world, await jobOf(world, runProgram, "job-train"));
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  await agent.stop();
  expect(itemOf(world, id)?.state).toBe("CLAIMED");
});

test("a popped item that nobody acknowledged goes back to the queue after a minute", async () => {
  const id = await push(world, await jobOf(world, runProgram, "job-train"));
  const connection = await world.client.registerLaunchAgent({
    queues: ["q"],
    hostname: "h",
    config: {},
    version: "t@0",
  });
  expect(await connection.pop("q")).toMatchObject({ id });
  expect(await connection.pop("q")).toBeUndefined();
  world.backend.clock.advance(61_000);
  const agent = startAgent(world);
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  await agent.stop();
  expect(itemOf(world, id)).toMatchObject({ state: "CLAIMED", pops: 2 });
});
