import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  finalRunnerStates,
  type Launch,
  type Runner,
  type RunnerHandle,
  type RunnerJob,
  type RunnerLogs,
  type RunnerStatus,
} from "../../src/index.ts";
import { AgentJournal } from "../../src/journal/agent-journal.ts";
import { createWorld, startAgent, until, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

/** A cluster as an agent sees it: it outlives the agent, and a test moves its jobs. */
class Cluster implements Runner {
  readonly resource = "kubernetes";
  readonly accepts = { code: false, image: true };
  readonly jobs = new Map<
    string,
    {
      readonly submitted: number;
      readonly statuses: RunnerStatus[];
      readonly job: RunnerJob | undefined;
    }
  >();
  readonly cancelled: string[] = [];

  check(launch: Launch): void {
    if (launch.code.kind !== "image") throw new Error("only images");
  }
  handleFor(job: Pick<RunnerJob, "runId">): RunnerHandle {
    return { runner: this.resource, name: `job-${job.runId}` };
  }
  submit(job: RunnerJob, handle: RunnerHandle): Promise<void> {
    const name = String(handle["name"]);
    const before = this.jobs.get(name);
    this.jobs.set(name, {
      submitted: (before?.submitted ?? 0) + 1,
      statuses: [{ state: "starting" }],
      job,
    });
    return Promise.resolve();
  }
  async *watch(handle: RunnerHandle): AsyncGenerator<RunnerStatus> {
    for (let index = 0; ;) {
      const status = this.jobs.get(String(handle["name"]))?.statuses[index];
      if (status === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      index += 1;
      yield status;
      if (!["starting", "running", "stopping"].includes(status.state)) return;
    }
  }
  logs(): Promise<RunnerLogs> {
    return Promise.resolve({ lines: [], cursor: "0" });
  }
  cancel(handle: RunnerHandle): Promise<void> {
    this.cancelled.push(String(handle["name"]));
    this.move(String(handle["name"]), { state: "stopped" });
    return Promise.resolve();
  }
  adopt(handle: RunnerHandle): Promise<"watching" | "never-submitted" | RunnerStatus> {
    const job = this.jobs.get(String(handle["name"]));
    const last = job?.statuses.at(-1);
    return Promise.resolve(
      job === undefined
        ? "never-submitted"
        : last !== undefined && finalRunnerStates.includes(last.state)
          ? last
          : "watching",
    );
  }
  move(name: string, status: RunnerStatus): void {
    this.jobs.get(name)?.statuses.push(status);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

let world: World;
let cluster: Cluster;
beforeEach(async () => {
  world = await createWorld();
  cluster = new Cluster();
  await world.client
    .launchQueue("cluster")
    .save({ resource: "kubernetes", resourceArgs: { namespace: "ml" } });
});
afterEach(() => world[Symbol.asyncDispose]());

const spec = { entity: "ada", project: "demo", docker: { docker_image: "team/train:1" } };
const push = (more: Readonly<Record<string, unknown>> = {}) =>
  world.client.launchQueue("cluster").push({ ...spec, ...more });
const agentOf = (config = {}) =>
  startAgent(world, { queues: ["cluster"], ...config }, { runners: [cluster] });
const submitted = () => until(() => [...cluster.jobs][0]);
const startRun = async (runId: string): Promise<void> => {
  const run = await world.client.run({ id: runId, entity: "ada", project: "demo" });
  await run.finish();
};

test("an agent runs jobs by a runner of one's own, and its warnings are shown on the item", async () => {
  const { id } = await push({ run_id: "abcd1234" });
  await using agent = agentOf();
  const [name, { job }] = await submitted();
  expect(job).toMatchObject({
    image: "team/train:1",
    codeFolder: undefined,
    launch: { resourceArgs: { kubernetes: { namespace: "ml" } } },
    environment: {
      WANDB_RUN_ID: "abcd1234",
      WANDB_LAUNCH_TRACE_ID: id,
      WANDB_LAUNCH_QUEUE_NAME: "cluster",
    },
  });
  cluster.move(name, { state: "running", warnings: ["the image is old", "the image is old"] });
  await startRun("abcd1234");
  cluster.move(name, { state: "finished", exitCode: 0 });
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1 });
  expect(world.backend.launch.items("cluster")).toMatchObject([
    { state: "CLAIMED", warnings: [{ message: "the image is old", stage: "run" }] },
  ]);
});

test("a job that does not start in time is cancelled, and its item fails", async () => {
  await push();
  await using agent = agentOf({ start_timeout_seconds: 0.05 });
  await until(() => world.backend.launch.items("cluster")[0]?.state === "FAILED");
  expect(cluster.cancelled).toHaveLength(1);
  expect(world.backend.launch.items("cluster")).toMatchObject([
    { error: { message: "The job did not start within 0.05 seconds.", stage: "run" } },
  ]);
  expect(agent.log.lines.join("\n")).toContain("LAUNCH_START_TIMEOUT");
});

test("a pre-empted run goes back to its queue under the same id, at most five times", async () => {
  await push({ run_id: "abcd1234", sweep_id: "s" });
  await using agent = agentOf();
  for (let count = 0; count <= 5; count += 1) {
    await until(() => [...cluster.jobs.values()][0]?.submitted === count + 1);
    const { launch } = cluster.jobs.get("job-abcd1234")?.job ?? {};
    expect(launch).toMatchObject({ runId: "abcd1234", resumeCount: count });
    cluster.move("job-abcd1234", { state: "preempted" });
  }
  await until(() => world.backend.launch.items("cluster").at(-1)?.state === "FAILED");
  const items = world.backend.launch.items("cluster");
  expect(items.map(({ state }) => state)).toEqual([
    ...Array.from({ length: 5 }, () => "CLAIMED"),
    "FAILED",
  ]);
  expect(items[1]?.runSpec).not.toHaveProperty("sweep_id");
  expect(cluster.jobs.get("job-abcd1234")?.job?.environment["WANDB_RESUME"]).toBe("allow");
  await agent.stop();
});

/** Leaves things as an agent does that died at a certain step. */
async function diedAt(
  stage: "claiming" | "acknowledged" | "claimed" | "submitting",
): Promise<void> {
  const { id } = await push();
  const connection = await world.client.registerLaunchAgent({
    queues: ["cluster"],
    hostname: "h",
    config: {},
    version: "t@0",
  });
  const item = await connection.pop("cluster");
  await using journal = await AgentJournal.open(`${world.folder}/agent`);
  await journal.claiming({
    itemId: id,
    queue: "cluster",
    runId: "abcd1234",
    entity: "ada",
    project: "demo",
    runSpec: item?.spec,
  });
  if (stage === "claiming") return;
  await connection.acknowledge(id, "abcd1234");
  if (stage === "acknowledged") return;
  await journal.claimed(id);
  if (stage === "claimed") return;
  await journal.submitting(id, { runner: "kubernetes", name: "job-abcd1234" });
}

test.each(["acknowledged", "claimed", "submitting"] as const)(
  "an agent that died at %s left a job that never ran: the next agent runs it once",
  async (stage) => {
    await diedAt(stage);
    await using agent = agentOf();
    await until(() => cluster.jobs.get("job-abcd1234")?.submitted === 1);
    await startRun("abcd1234");
    cluster.move("job-abcd1234", { state: "finished", exitCode: 0 });
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsStarted: 1, jobsSucceeded: 1 });
    expect(world.backend.launch.items("cluster")).toMatchObject([
      { state: "CLAIMED", associatedRunId: "abcd1234", pops: 1 },
    ]);
  },
);

test("an agent that died before its acknowledgement left an item that goes back to the queue", async () => {
  await diedAt("claiming");
  await using agent = agentOf();
  await until(() => agent.log.lines.some((line) => line.includes("earlier agent")));
  await until(() => agent.log.lines.some((line) => line.includes("polls cluster")));
  expect(cluster.jobs.size).toBe(0);
  world.backend.clock.advance(61_000);
  await until(() => cluster.jobs.size === 1);
  expect(world.backend.launch.items("cluster")).toMatchObject([{ state: "CLAIMED", pops: 2 }]);
});

test("a job that outlived its agent is watched on by the next one", async () => {
  await diedAt("submitting");
  cluster.jobs.set("job-abcd1234", {
    submitted: 1,
    statuses: [{ state: "running" }],
    job: undefined,
  });
  await using agent = agentOf();
  await until(() => agent.log.lines.some((line) => line.includes("earlier agent")));
  await startRun("abcd1234");
  cluster.move("job-abcd1234", { state: "finished", exitCode: 0 });
  await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
  expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1 });
  expect(cluster.jobs.get("job-abcd1234")?.submitted).toBe(1);
});

test.each([
  ["before it put the run back", false],
  ["after it put the run back", true],
])(
  "an agent that died %s, when it was pre-empted: it is in the queue again, once",
  async (_name, isBack) => {
    await diedAt("submitting");
    if (isBack) await push({ run_id: "abcd1234", _resume_count: 1 });
    cluster.jobs.set("job-abcd1234", {
      submitted: 1,
      statuses: [{ state: "preempted" }],
      job: undefined,
    });
    await using agent = agentOf();
    await until(() => cluster.jobs.get("job-abcd1234")?.submitted === 2);
    await startRun("abcd1234");
    cluster.move("job-abcd1234", { state: "finished", exitCode: 0 });
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1, jobsFailed: 0 });
    expect(world.backend.launch.items("cluster")).toMatchObject([
      { state: "CLAIMED" },
      { state: "CLAIMED", runSpec: { run_id: "abcd1234", _resume_count: 1 } },
    ]);
  },
);

test("a pre-empted run goes back to its queue however long the network is cut, and once", async () => {
  await push({ run_id: "abcd1234" });
  await using agent = agentOf();
  await submitted();
  const fault = { kind: "reset", operation: "pushToRunQueueByName" } as const;
  world.backend.faults.next({ ...fault, when: "before", times: 4 });
  world.backend.faults.next({ ...fault, when: "after", times: 1 });
  cluster.move("job-abcd1234", { state: "preempted" });
  await until(() => cluster.jobs.get("job-abcd1234")?.submitted === 2);
  await agent.stop();
  expect(world.backend.launch.items("cluster")).toHaveLength(2);
});
