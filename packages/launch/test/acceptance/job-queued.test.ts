import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readdir } from "node:fs/promises";
import {
  launchJob,
  LaunchQueueItemFailedError,
  LaunchRunFailedError,
  waitForLaunch,
} from "../../src/index.ts";
import { handAgent } from "../support/hand-agent.ts";
import {
  createWorld,
  jobOf,
  quickJob,
  recordingLog,
  runProgram,
  startAgent,
  trainingRepository,
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

/** Starts a run, then waits until it is told to end. */
const sleepingProgram = runProgram.replace(
  "const code =",
  "setInterval(() => {}, 1000); console.log('asleep'); await new Promise(() => {}); const code =",
);

test("A66 F005 F144 F145 F147 a git job in its queue is run by an agent, and the call blocks until the run has ended", async () => {
  const uri = await trainingRepository(world, runProgram);
  await world.client.launchQueue("my_dagster_queue").save({ resource: "local-process" });
  await using agent = startAgent(world, { queues: ["my_dagster_queue"] });
  const log = recordingLog();
  const result = await launchJob(
    {
      ...quickJob,
      uri,
      entry_point: ["python", "train.py"],
      queue: "my_dagster_queue",
      run_config: { lr: 0.1 },
    },
    { client: world.client, log },
  );
  const [item] = world.backend.launch.items("my_dagster_queue");
  expect(item?.runSpec).toMatchObject({
    entity: "ada",
    project: "demo",
    uri,
    overrides: { entry_point: ["python", "train.py"], run_config: { lr: 0.1 } },
  });
  expect(result).toMatchObject({
    state: "finished",
    queue: "my_dagster_queue",
    queueItemId: item?.id,
    runId: item?.associatedRunId,
    runPath: `ada/demo/${item?.associatedRunId}`,
    runUrl: `${world.origin}/ada/demo/runs/${item?.associatedRunId}`,
    summary: { loss: 0.5 },
  });
  expect(log.lines).toEqual(expect.arrayContaining(["epoch 1", "done"]));
  expect((await agent.stop()).jobsSucceeded).toBe(1);
});

test("F145 a job may go to the default queue or to one of its own", async () => {
  await world.client.launchQueue("default").save({ resource: "local-process" });
  const job = await jobOf(world, runProgram, "job-train");
  for (const queue of ["default", "q"]) {
    const { queueItemId } = await launchJob(
      { job, queue, synchronous: false },
      { client: world.client },
    );
    expect(world.backend.launch.items(queue)).toMatchObject([
      { id: queueItemId, state: "PENDING" },
    ]);
  }
});

test("A67 F155 an asynchronous job returns once it is queued and leaves nothing on this machine; waitForLaunch picks it up", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  const before = await readdir(world.folder);
  const queued = await launchJob({ job, queue: "q", synchronous: false }, { client: world.client });
  expect(queued).toMatchObject({ state: "queued", queue: "q", summary: {} });
  expect(queued.runId).toBeUndefined();
  expect(await readdir(world.folder)).toEqual(before);
  expect(world.backend.launch.items("q")).toMatchObject([
    { id: queued.queueItemId, state: "PENDING" },
  ]);
  await using agent = startAgent(world);
  const waited = await waitForLaunch(
    { queue: "q", queueItemId: queued.queueItemId ?? "" },
    { client: world.client },
    quickJob,
  );
  expect(waited).toMatchObject({
    state: "finished",
    queueItemId: queued.queueItemId,
    summary: { loss: 0.5 },
  });
  await agent.stop();
});

test("A69 a failed run fails the job with its state, page and last console lines", async () => {
  const job = await jobOf(world, runProgram, "job-fails", ["3"]);
  await using agent = startAgent(world);
  expect(agent.log.lines).toEqual([]);
  const failure = await launchJob({ ...quickJob, job, queue: "q" }, { client: world.client }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(LaunchRunFailedError);
  expect(failure).toMatchObject({
    code: "LAUNCH_RUN_FAILED",
    failure: { state: "failed", logTail: ["epoch 1", "done"] },
    message: expect.stringMatching(
      /ended as "failed"\. http:.*\/ada\/demo\/runs\/\w{8}\nepoch 1\ndone$/,
    ) as string,
  });
});

test("F138 a job for a remote resource is queued with its arguments, for any agent to run", async () => {
  await world.client.launchQueue("cluster").save({
    resource: "kubernetes",
    resourceArgs: { namespace: "ml", spec: { gpus: "{{gpus}}" } },
    templateVariables: { gpus: { schema: { type: "integer", minimum: 1, maximum: 8 } } },
    priorities: true,
  });
  await launchJob(
    {
      docker_image: "team/train:1.4",
      queue: "cluster",
      synchronous: false,
      resource_args: { kubernetes: { backoffLimit: 2 } },
      template_variables: { gpus: 4 },
      priority: "high",
    },
    { client: world.client },
  );
  expect(world.backend.launch.items("cluster")).toMatchObject([
    {
      priority: 1,
      runSpec: {
        resource: "kubernetes",
        docker: { docker_image: "team/train:1.4" },
        resource_args: { kubernetes: { namespace: "ml", spec: { gpus: 4 }, backoffLimit: 2 } },
      },
    },
  ]);
});

test("F146 without an agent there is a warning after a while, then a time-out, and the item is taken back", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  const log = recordingLog();
  await expect(
    launchJob(
      { ...quickJob, job, queue: "q", no_agent_warning_seconds: 0.05, timeout_minutes: 0.003 },
      { client: world.client, log },
    ),
  ).rejects.toMatchObject({ code: "LAUNCH_TIMEOUT", details: { isStopped: true } });
  expect(log.lines.filter((line) => line.includes("no agent has taken the item"))).toHaveLength(1);
  expect(world.backend.launch.items("q")).toEqual([]);
});

test("an item that its agent cannot run fails the job with the agent's words and phase", async () => {
  await using agent = startAgent(world);
  expect(agent.log.lines).toEqual([]);
  const failure = await launchJob(
    { ...quickJob, uri: `file://${world.folder}/nowhere`, queue: "q" },
    { client: world.client },
  ).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LaunchQueueItemFailedError);
  expect(failure).toMatchObject({
    code: "LAUNCH_QUEUE_ITEM_FAILED",
    failure: {
      phase: "agent",
      message: expect.stringMatching(/repository file:.*nowhere could not be read/) as string,
    },
  });
});

test("cancelling stops the run: its agent ends the program when it does not follow", async () => {
  const job = await jobOf(world, sleepingProgram, "job-sleeps");
  await using agent = startAgent(world);
  const cancel = new AbortController();
  const launched = launchJob(
    { ...quickJob, job, queue: "q" },
    { client: world.client, signal: cancel.signal },
  );
  await until(() => agent.log.lines.some((line) => line.includes("was submitted")));
  const [item] = world.backend.launch.items("q");
  await until(() =>
    world.client
      .launchedRun({ entity: "ada", project: "demo", id: item?.associatedRunId ?? "" })
      .read(),
  );
  cancel.abort();
  await expect(launched).rejects.toMatchObject({ code: "LAUNCH_CANCELLED" });
  await until(() => agent.log.lines.some((line) => line.includes("ended: stopped")));
});

test("cancelling a waiting item takes it out of the queue; detaching leaves it", async () => {
  const job = await jobOf(world, runProgram, "job-train");
  for (const on_cancel of ["stop", "detach"] as const) {
    const cancel = new AbortController();
    const launched = launchJob(
      { ...quickJob, job, queue: "q", on_cancel },
      { client: world.client, signal: cancel.signal },
    );
    await until(() => world.backend.launch.items("q").length === 1);
    cancel.abort();
    await expect(launched).rejects.toMatchObject({ code: "LAUNCH_CANCELLED" });
    expect(world.backend.launch.items("q")).toHaveLength(on_cancel === "stop" ? 0 : 1);
  }
});

test("detaching leaves a running run alone, and waitForLaunch picks it up again", async () => {
  const agent = await handAgent(world);
  const cancel = new AbortController();
  const log = recordingLog();
  const launched = launchJob(
    { ...quickJob, docker_image: "team/train:1", queue: "q", on_cancel: "detach" },
    { client: world.client, log, signal: cancel.signal },
  );
  await until(() => world.backend.launch.items("q").length === 1);
  const queueItemId = await agent.take("run-a");
  await until(() => log.lines.some((line) => line.includes("run-a: running")));
  cancel.abort();
  await expect(launched).rejects.toMatchObject({
    code: "LAUNCH_CANCELLED",
    message: expect.stringContaining("was left alone") as string,
    details: { isStopped: false },
  });
  const run = world.client.launchedRun({ entity: "ada", project: "demo", id: "run-a" });
  expect(await run.read()).toMatchObject({ state: "running", stopRequested: false });
  await agent.finish("run-a");
  expect(
    await waitForLaunch({ queue: "q", queueItemId }, { client: world.client }, quickJob),
  ).toMatchObject({ state: "finished", runId: "run-a" });
});
