import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readdir, readFile } from "node:fs/promises";
import { WandbClient } from "@heddle/wandb-client";
import { launchAgent, type LaunchAgentConfigInput } from "../../src/index.ts";
import { groupMembers } from "../../src/supervisor/process-group.ts";
import { itemOf, push, readPid, sleeper } from "../support/queue-items.ts";
import {
  createWorld,
  jobOf,
  runProgram,
  startAgent,
  until,
  type World,
  quickAgent,
} from "../support/world.ts";

// Real processes on a loaded machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

test("A65 F139 an agent without limit is visible as polling its queue and ends when it is told to", async () => {
  await world.client.launchQueue("my_dagster_queue").save({ resource: "local-process" });
  const agent = startAgent(world, { max_jobs: -1, queues: ["my_dagster_queue"] });
  const [registered] = await until(
    () => world.backend.launch.agents().length === 1 && world.backend.launch.agents(),
  );
  const queue = world.backend.launch.queues().find(({ name }) => name === "my_dagster_queue");
  expect(registered).toMatchObject({
    queueIds: [queue?.id],
    status: "POLLING",
    version: expect.stringMatching(/^heddle@/) as string,
  });
  expect(JSON.parse(registered?.config ?? "{}")).toMatchObject({
    max_jobs: -1,
    queues: ["my_dagster_queue"],
  });
  await until(() => agent.log.lines.length > 0);
  world.backend.clock.advance(5_000);
  const signOfLife = registered?.heartbeatAt ?? 0;
  await until(() => (world.backend.launch.agents()[0]?.heartbeatAt ?? 0) >= signOfLife + 5_000);
  expect(await agent.stop()).toMatchObject({ jobsStarted: 0, stopReason: "signal" });
  expect(world.backend.launch.agents()).toMatchObject([{ status: "KILLED" }]);
});

test("F140 a queued job is acknowledged under a run id and runs with its configuration", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  const id = await push(world, job, { overrides: { run_config: { lr: 0.1 } } });
  await using agent = startAgent(world);
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect(await agent.stop()).toMatchObject({ jobsStarted: 1, jobsSucceeded: 1, jobsFailed: 0 });
  const item = itemOf(world, id);
  expect(item).toMatchObject({ state: "CLAIMED", pops: 1 });
  const run = world.backend.inspect.run(`ada/demo/${item?.associatedRunId}`);
  expect(run).toMatchObject({ state: "finished", config: { lr: 0.1 } });
});

test("a settled job leaves nothing in the agent's folder", async () => {
  await push(world, await jobOf(world, runProgram, "job-train"));
  await world.file("agent/jobs/left-by-a-crash/console.log", "old");
  await using agent = startAgent(world);
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  await agent.stop();
  expect(await readdir(`${world.folder}/agent/jobs`)).toEqual([]);
  expect(await readFile(`${world.folder}/agent/journal.jsonl`, "utf8")).not.toContain(
    "local-0123456789",
  );
});

test("an agent that is stopped in W&B ends, and its jobs with it", async () => {
  const id = await push(world, await jobOf(world, sleeper(`${world.folder}/pid`), "job-sleeps"));
  const agent = startAgent(world);
  const pid = await readPid(world, "pid");
  expect(world.backend.launch.agents()).toMatchObject([{ status: "RUNNING" }]);
  world.backend.launch.stopAgent(world.backend.launch.agents()[0]?.id ?? "");
  expect(await agent.result).toMatchObject({
    stopReason: "server",
    jobsStarted: 1,
    jobsFailed: 1,
  });
  expect(groupMembers(pid)).toEqual([]);
  expect(itemOf(world, id)).toMatchObject({
    state: "FAILED",
    error: { stage: "run", message: "the agent was stopped while the job ran" },
  });
});

test("a stopped agent lets its jobs finish within the drain time", async () => {
  const id = await push(
    world,
    await jobOf(
      world,
      `await new Promise((resolve) => setTimeout(resolve, 300));${runProgram}`,
      "job-slow",
    ),
  );
  const agent = startAgent(world, { drain_seconds: 20 });
  await until(() => agent.log.lines.some((line) => line.includes("was submitted")));
  expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1, jobsFailed: 0 });
  expect(itemOf(world, id)).toMatchObject({ state: "CLAIMED" });
});

test("a forced stop kills at once what does not listen", async () => {
  await push(
    world,
    await jobOf(
      world,
      `process.on("SIGTERM", () => {});${sleeper(`${world.folder}/pid`)}`,
      "job-stubborn",
    ),
  );
  const force = new AbortController();
  const agent = startAgent(
    world,
    { drain_seconds: 60, kill_grace_seconds: 60 },
    { forceSignal: force.signal },
  );
  const pid = await readPid(world, "pid");
  force.abort();
  expect(await agent.result).toMatchObject({ jobsFailed: 1 });
  expect(groupMembers(pid)).toEqual([]);
});

test.each([
  [{ queues: ["nowhere"] }, "LAUNCH_QUEUE_MISSING"],
  [{ max_jobs: 0 }, "LAUNCH_CONFIG_INVALID"],
] satisfies [LaunchAgentConfigInput, string][])(
  "%j ends the start with %s",
  async (config, code) => {
    await expect(startAgent(world, config).result).rejects.toMatchObject({ code });
  },
);

test("an agent without permission or with a key that nobody knows is refused", async () => {
  world.backend.addAccounts({
    users: [{ username: "eve", apiKey: "e".repeat(40) }],
    teams: [{ name: "closed", members: [{ username: "eve", role: "viewer" }, "ada"] }],
  });
  await world.client
    .launchQueue("team_queue", { entity: "closed" })
    .save({ resource: "local-process" });
  for (const apiKey of ["e".repeat(40), "x".repeat(40)]) {
    const client = new WandbClient({
      apiKey,
      host: world.origin,
      entity: "closed",
      project: "demo",
    });
    await expect(
      startAgent(world, { queues: ["team_queue"] }, { client }).result,
    ).rejects.toMatchObject({
      code: "LAUNCH_AGENT_REFUSED",
    });
  }
});

test("a folder belongs to one living agent", async () => {
  await using first = startAgent(world);
  await until(() => first.log.lines.length > 0);
  await expect(startAgent(world).result).rejects.toMatchObject({
    code: "LAUNCH_AGENT_FOLDER_IN_USE",
  });
});

test("the queue named default is made for an entity that has none", async () => {
  const stop = new AbortController();
  const fresh = await launchAgent(
    { ...quickAgent, queues: ["default"] },
    {
      client: world.client,
      entity: "weavers",
      folder: `${world.folder}/fresh`,
      signal: stop.signal,
      onPoll: () => stop.abort(),
    },
  );
  expect(fresh.jobsStarted).toBe(0);
  expect(world.backend.launch.queues().map(({ name }) => name)).toEqual(["q", "default"]);
});
