import { job, makeValuesResource, type RunResult, valueResource } from "@heddle/core";
import { HeddleError } from "@heddle/errors";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { openInstance } from "@heddle/storage";
import { runLaunchAgent, runLaunchJob, waitForLaunchJob } from "../../src/index.ts";
import { AgentJournal } from "../../src/journal/agent-journal.ts";
import {
  createWorld,
  jobOf,
  quickAgent,
  quickJob,
  runProgram,
  startAgent,
  trainingRepository,
  until,
  type World,
} from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const target = makeValuesResource({ entity: z.string(), project: z.string() });

const resourcesOf = (entity = "ada", project = "demo") => ({
  wandb_resource: valueResource(world.client),
  wandb_config: target.configured({ entity, project }),
});

const training = job({ name: "training" }, () => {
  runLaunchJob.alias("my_launched_job")();
});

const logLines = async (result: RunResult): Promise<string[]> =>
  (await result.events()).map((record) => JSON.stringify(record));

describe("runLaunchJob", () => {
  test("A66 F144 F147 F148 runs the guide's program under an alias, configured under that alias", async () => {
    const uri = await trainingRepository(world, runProgram);
    await world.client.launchQueue("my_dagster_queue").save({ resource: "local-process" });
    await using agent = startAgent(world, { queues: ["my_dagster_queue"] });
    await using result = await training.executeInProcess({
      resources: resourcesOf(),
      runConfig: {
        ops: {
          my_launched_job: {
            config: {
              ...quickJob,
              uri,
              entry_point: ["python", "train.py"],
              queue: "my_dagster_queue",
            },
          },
        },
      },
    });
    const [item] = world.backend.launch.items("my_dagster_queue");
    const output = await result.outputForNode("my_launched_job");
    expect(output).toMatchObject({
      state: "finished",
      runId: item?.associatedRunId,
      summary: { loss: 0.5 },
    });
    const text = (await logLines(result)).join("\n");
    expect(text).toContain("epoch 1");
    expect(text).toContain("wandb_run_url");
    expect(item?.runSpec).toMatchObject({ uri, entity: "ada", project: "demo" });
    await agent.stop();
  });

  test("A67 an asynchronous job ends its step at once with the item's id", async () => {
    const name = await jobOf(world, runProgram, "job-train");
    await using result = await training.executeInProcess({
      resources: resourcesOf(),
      runConfig: {
        ops: { my_launched_job: { config: { job: name, queue: "q", synchronous: false } } },
      },
    });
    const [item] = world.backend.launch.items("q");
    expect(await result.outputForNode("my_launched_job")).toMatchObject({
      state: "queued",
      queueItemId: item?.id,
    });
    expect(item?.state).toBe("PENDING");
  });

  test("A67 waitForLaunchJob picks an asynchronous job up", async () => {
    const name = await jobOf(world, runProgram, "job-train");
    const waiting = job({ name: "waiting" }, () => {
      waitForLaunchJob({ launch: runLaunchJob() });
    });
    await using agent = startAgent(world);
    await using result = await waiting.executeInProcess({
      resources: resourcesOf(),
      runConfig: {
        ops: {
          run_launch_job: { config: { job: name, queue: "q", synchronous: false } },
          wait_for_launch_job: { config: { poll_interval_seconds: 0.02 } },
        },
      },
    });
    expect(await result.outputForNode("run_launch_job")).toMatchObject({ state: "queued" });
    expect(await result.outputForNode("wait_for_launch_job")).toMatchObject({
      state: "finished",
      summary: { loss: 0.5 },
    });
    await agent.stop();
  });

  test("A68 without a queue the console of the job is in the step's log", async () => {
    const name = await jobOf(world, runProgram, "job-train");
    await using result = await training.executeInProcess({
      resources: resourcesOf(),
      runConfig: { ops: { my_launched_job: { config: { ...quickJob, job: name } } } },
    });
    expect((await logLines(result)).join("\n")).toContain("training with {}");
  });

  test("A69 a failed run fails the step with state, page and console", async () => {
    const name = await jobOf(world, runProgram, "job-fails", ["3"]);
    await using agent = startAgent(world);
    await using result = await training.executeInProcess({
      resources: resourcesOf(),
      raiseOnError: false,
      runConfig: { ops: { my_launched_job: { config: { ...quickJob, job: name, queue: "q" } } } },
    });
    expect(result.success).toBe(false);
    expect(await result.steps("failed")).toEqual(["my_launched_job"]);
    expect((await logLines(result)).join("\n")).toMatch(
      /ended as \\"failed\\".*runs\/\w{8}.*epoch 1/,
    );
    await agent.stop();
  });

  test("cancelling the run stops the launched run", async () => {
    const name = await jobOf(
      world,
      "await new Promise(() => setInterval(() => {}, 1000))",
      "job-hangs",
    );
    const cancel = new AbortController();
    const running = training.executeInProcess({
      resources: resourcesOf(),
      raiseOnError: false,
      signal: cancel.signal,
      runConfig: { ops: { my_launched_job: { config: { ...quickJob, job: name, queue: "q" } } } },
    });
    await until(() => world.backend.launch.items("q").length === 1);
    cancel.abort();
    await using result = await running;
    expect(result.status).toBe("CANCELED");
    await until(() => world.backend.launch.items("q").length === 0);
  });

  test.each([
    ["", "demo", /"entity"/],
    ["ada", "", /"project"/],
  ])(
    "A70 entity %j and project %j: an error names the empty property, and nothing is asked",
    async (entity, project, message) => {
      world.backend.inspect.clearRequests();
      await using result = await training.executeInProcess({
        resources: resourcesOf(entity, project),
        raiseOnError: false,
        runConfig: {
          ops: { my_launched_job: { config: { job: "ada/demo/job:latest", queue: "q" } } },
        },
      });
      expect(result.success).toBe(false);
      expect((await logLines(result)).join("\n")).toMatch(
        new RegExp(`@heddle/launch.*${message.source.replaceAll('"', '\\\\"')}`),
      );
      expect(world.backend.inspect.requests()).toEqual([]);
    },
  );

  test("faults of its configuration are found before anything runs", async () => {
    world.backend.inspect.clearRequests();
    const failure = await training
      .executeInProcess({
        resources: resourcesOf(),
        runConfig: { ops: { my_launched_job: { config: { entrypoint: ["x"], queue: "q" } } } },
      })
      .catch((error: unknown) => error);
    expect(HeddleError.is(failure)).toBe(true);
    expect(world.backend.inspect.requests()).toEqual([]);
  });
});

describe("runLaunchAgent", () => {
  const agents = job({ name: "agents" }, () => {
    runLaunchAgent.alias("first")();
    runLaunchAgent.alias("second")();
  });

  test("A65 O221 F136 F139 F143 two agent steps poll a queue each until the run is terminated", async () => {
    for (const name of ["my_dagster_queue", "other"]) {
      await world.client.launchQueue(name).save({ resource: "local-process" });
    }
    const name = await jobOf(world, runProgram, "job-train");
    const cancel = new AbortController();
    const running = agents.executeInProcess({
      resources: resourcesOf(),
      raiseOnError: false,
      signal: cancel.signal,
      runConfig: {
        ops: {
          first: { config: { ...quickAgent, max_jobs: -1, queues: ["my_dagster_queue"] } },
          second: { config: { ...quickAgent, queues: ["other"] } },
        },
      },
    });
    await until(() => world.backend.launch.agents().length === 2);
    expect(world.backend.launch.agents().map(({ status }) => status)).toEqual([
      "POLLING",
      "POLLING",
    ]);
    for (const queue of ["my_dagster_queue", "other"]) {
      await world.client.launchQueue(queue).push({ entity: "ada", project: "demo", job: name });
    }
    await until(() =>
      world.backend.launch
        .items()
        .every(
          ({ associatedRunId }) =>
            world.backend.inspect.run(`ada/demo/${associatedRunId}`)?.state === "finished",
        ),
    );
    cancel.abort();
    await using result = await running;
    expect(result.status).toBe("CANCELED");
    await until(() => world.backend.launch.agents().every(({ status }) => status === "KILLED"));
    const text = (await logLines(result)).join("\n");
    expect(text).toMatch(/agent \w{8} polls my_dagster_queue/);
    expect(text).toMatch(/run ada\/demo\/\w{8} was submitted/);
  });

  test("an agent step that is stopped in W&B succeeds and tells what it did", async () => {
    const single = job({ name: "single" }, () => {
      runLaunchAgent();
    });
    const running = single.executeInProcess({
      resources: resourcesOf(),
      runConfig: { ops: { run_launch_agent: { config: { ...quickAgent } } } },
    });
    const [agent] = await until(
      () => world.backend.launch.agents().length === 1 && world.backend.launch.agents(),
    );
    world.backend.launch.stopAgent(agent?.id ?? "");
    await using result = await running;
    expect(await result.outputForNode("run_launch_agent")).toEqual({
      agentId: agent?.id,
      jobsStarted: 0,
      jobsSucceeded: 0,
      jobsFailed: 0,
      stopReason: "server",
    });
  });

  test("on an instance with a home, the next run of the op settles what a dead one had taken on", async () => {
    const single = job({ name: "single" }, () => {
      runLaunchAgent();
    });
    const home = `${world.folder}/home`;
    const name = await jobOf(world, runProgram, "job-train");
    const { id } = await world.client
      .launchQueue("q")
      .push({ entity: "ada", project: "demo", job: name });
    const dead = await world.client.registerLaunchAgent({
      queues: ["q"],
      hostname: "h",
      config: {},
      version: "t@0",
    });
    const item = await dead.pop("q");
    await dead.acknowledge(id, "abcd1234");
    {
      await using journal = await AgentJournal.open(`${home}/launch/single.run_launch_agent`);
      await journal.claiming({
        itemId: id,
        queue: "q",
        runId: "abcd1234",
        entity: "ada",
        project: "demo",
        runSpec: item?.spec,
      });
      await journal.claimed(id);
    }
    await using instance = await openInstance({ env: { HEDDLE_HOME: home } });
    const cancel = new AbortController();
    const running = single.executeInProcess({
      instance,
      resources: resourcesOf(),
      raiseOnError: false,
      signal: cancel.signal,
      runConfig: { ops: { run_launch_agent: { config: { ...quickAgent, drain_seconds: 30 } } } },
    });
    await until(() => world.backend.inspect.run("ada/demo/abcd1234")?.state === "finished");
    cancel.abort();
    await using result = await running;
    expect((await logLines(result)).join("\n")).toMatch(/taken on by an earlier agent \(claimed\)/);
    expect(world.backend.launch.items("q")).toMatchObject([
      { state: "CLAIMED", associatedRunId: "abcd1234", pops: 1 },
    ]);
  });
});
