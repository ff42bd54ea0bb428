import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readFile } from "node:fs/promises";
import { itemOf, push, readPid, sleeper } from "../support/queue-items.ts";
import { createWorld, jobOf, runProgram, startAgent, until, type World } from "../support/world.ts";

// Real processes on a loaded machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Waits until as many jobs run as may run at once, a little longer for one too many, and writes the number down. */
const counting = (folder: string, expected: number): string => `
  import { mkdirSync, readdirSync, appendFileSync, rmdirSync } from "node:fs";
  const now = ${JSON.stringify(folder)} + "/now";
  const own = now + "/" + process.env.WANDB_RUN_ID;
  mkdirSync(own, { recursive: true });
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  while (readdirSync(now).length < ${expected}) await pause(10);
  await pause(200);
  appendFileSync(${JSON.stringify(folder)} + "/counts", readdirSync(now).length + "\\n");
  await pause(200);
  rmdirSync(own);
  ${runProgram}`;

test.each([
  [1, 1],
  [-1, 2],
])(
  "F142 with max_jobs %i and two queued items, %i run at the same time",
  async (max_jobs, count) => {
    const job = await jobOf(world, counting(world.folder, count), "job-counts");
    await push(world, job);
    await push(world, job);
    const agent = startAgent(world, { max_jobs });
    await until(() => agent.log.lines.filter((line) => line.includes("ended:")).length === 2);
    await agent.stop();
    const seen = (await readFile(`${world.folder}/counts`, "utf8")).trim().split("\n").map(Number);
    expect(seen).toEqual([count, count]);
  },
);

test("F136 two agents in one process poll a queue each, and one agent polls several in turn", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  for (const queue of ["a", "b", "c"])
    await world.client.launchQueue(queue).save({ resource: "local-process" });
  const ids = [
    await push(world, job, {}, "a"),
    await push(world, job, {}, "b"),
    await push(world, job, {}, "c"),
  ];
  const one = startAgent(world, { queues: ["a"] }, { folder: `${world.folder}/one` });
  const two = startAgent(world, { queues: ["b", "c"] }, { folder: `${world.folder}/two` });
  await until(
    () =>
      [...one.log.lines, ...two.log.lines].filter((line) => line.includes("ended:")).length === 3,
  );
  expect(await one.stop()).toMatchObject({ jobsSucceeded: 1 });
  expect(await two.stop()).toMatchObject({ jobsSucceeded: 2 });
  expect(ids.map((id) => itemOf(world, id)?.state)).toEqual(["CLAIMED", "CLAIMED", "CLAIMED"]);
});

test("a sweep scheduler beyond max_schedulers is left in its queue, and jobs pass it", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  const scheduler = await jobOf(world, sleeper(`${world.folder}/pid`), "job-scheduler");
  const uri = "placeholder-uri-scheduler";
  const [first, second] = [
    await push(world, scheduler, { uri }),
    await push(world, scheduler, { uri }),
  ];
  const normal = await push(world, job);
  await using agent = startAgent(world, { max_jobs: 1, max_schedulers: 1 });
  await readPid(world, "pid");
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect([first, second, normal].map((id) => itemOf(world, id)?.state)).toEqual([
    "CLAIMED",
    "LEASED",
    "CLAIMED",
  ]);
});

test("items of higher priority run first", async () => {
  await world.client.launchQueue("v0").save({ resource: "local-process", priorities: true });
  const job = await jobOf(world, runProgram, "job-train");
  const queue = world.client.launchQueue("v0");
  const spec = { entity: "ada", project: "demo", job };
  for (const [name, priority] of [
    ["low", 3],
    ["critical", 0],
    ["medium", 2],
  ] as const) {
    await queue.push({ ...spec, run_id: name }, { priority });
  }
  const agent = startAgent(world, { queues: ["v0"] });
  await until(() => agent.log.lines.filter((line) => line.includes("ended:")).length === 3);
  await agent.stop();
  const order = agent.log.lines.flatMap(
    (line) => /demo\/(\w+) was submitted/.exec(line)?.[1] ?? [],
  );
  expect(order).toEqual(["critical", "medium", "low"]);
});
