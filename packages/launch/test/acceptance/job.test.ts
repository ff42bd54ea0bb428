import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  launchJob,
  LaunchQueueItemFailedError,
  LaunchRunFailedError,
  waitForLaunch,
} from "../../src/index.ts";
import {
  createWorld,
  jobOf,
  quickJob,
  recordingLog,
  runProgram,
  standInEngine,
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

describe("queued jobs", () => {
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
    const queued = await launchJob(
      { job, queue: "q", synchronous: false },
      { client: world.client },
    );
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
    const failure = await launchJob(
      { ...quickJob, job, queue: "q" },
      { client: world.client },
    ).catch((error: unknown) => error);
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
    expect(log.lines.filter((line) => line.includes("no agent has taken the item"))).toHaveLength(
      1,
    );
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
});

describe("jobs that the queue would refuse are refused before anything is queued", () => {
  test.each([
    [{ queue: "nowhere", docker_image: "a/b:1" }, "LAUNCH_QUEUE_MISSING"],
    [{ queue: "q", job: "ada/demo/job-missing:latest" }, "LAUNCH_JOB_UNREADABLE"],
    [{ queue: "q", docker_image: "a/b:1", priority: "high" as const }, "LAUNCH_CONFIG_INVALID"],
    [
      { queue: "q", docker_image: "a/b:1", template_variables: { gpus: 1 } },
      "LAUNCH_TEMPLATE_VARIABLE_INVALID",
    ],
  ])("%j: %s", async (config, code) => {
    await expect(launchJob(config, { client: world.client })).rejects.toMatchObject({ code });
    expect(world.backend.launch.items()).toEqual([]);
  });

  test("a template variable outside its enum or range, and a missing one, are all named", async () => {
    await world.client.launchQueue("gpus").save({
      resource: "kubernetes",
      templateVariables: {
        size: { schema: { type: "string", enum: ["small", "large"] } },
        count: { schema: { type: "integer", minimum: 1, maximum: 8 } },
        zone: { schema: { type: "string" } },
        spot: { schema: { type: "boolean", default: false } },
      },
    });
    await expect(
      launchJob(
        {
          docker_image: "a/b:1",
          queue: "gpus",
          template_variables: { size: "huge", count: 9, extra: 1 },
        },
        { client: world.client },
      ),
    ).rejects.toMatchObject({
      code: "LAUNCH_TEMPLATE_VARIABLE_INVALID",
      problems: [
        { path: "template_variables.extra" },
        { path: "template_variables.size" },
        { path: "template_variables.count" },
        { path: "template_variables.zone" },
      ],
    });
  });
});

describe("jobs on this machine", () => {
  test("A68 F137 without a queue the job runs here: console lines in the log, result from its run", async () => {
    const job = await jobOf(world, runProgram, "job-train");
    const log = recordingLog();
    const result = await launchJob(
      { ...quickJob, job, run_config: { lr: 1 } },
      { client: world.client, log },
    );
    expect(result).toMatchObject({
      state: "finished",
      exitCode: 0,
      queue: undefined,
      summary: { loss: 0.5 },
    });
    expect(log.lines).toContain('training with {"lr":1}');
    expect(world.backend.launch.items()).toEqual([]);
  });

  test("A68 a non-zero exit fails the job with exit code and console", async () => {
    const job = await jobOf(world, "console.log('so far'); process.exit(7)", "job-exits");
    await expect(launchJob({ ...quickJob, job }, { client: world.client })).rejects.toMatchObject({
      code: "LAUNCH_RUN_FAILED",
      failure: { exitCode: 7, logTail: ["so far"] },
    });
  });

  test("a folder runs in place, a git URI in a checkout, arguments as they are", async () => {
    await world.file(
      "here/main.mjs",
      "console.log(process.cwd(), JSON.stringify(process.argv.slice(2)))",
    );
    const log = recordingLog();
    await launchJob(
      {
        ...quickJob,
        code_dir: `${world.folder}/here`,
        entry_point: ["main.mjs"],
        parameters: { a: "b c; d", x: true },
        args: ["$HOME"],
      },
      { client: world.client, log },
    );
    expect(log.lines).toContain(`${world.folder}/here ["--a=b c; d","--x","$HOME"]`);
    const uri = await trainingRepository(world, "console.log('from git')");
    await launchJob(
      {
        ...quickJob,
        uri,
        entry_point: ["node", "--input-type=module", "-e", "console.log('from git')"],
      },
      { client: world.client, log },
    );
    expect(log.lines).toContain("from git");
  });

  test("a cancelled or timed-out job on this machine is ended", async () => {
    const code_dir = `${world.folder}/sleeps`;
    await world.file("sleeps/main.mjs", "console.log('up'); setInterval(() => {}, 1000)");
    const config = { ...quickJob, code_dir, entry_point: ["main.mjs"] };
    const cancel = new AbortController();
    const log = recordingLog();
    const launched = launchJob(config, { client: world.client, signal: cancel.signal, log });
    await until(() => log.lines.includes("up"));
    cancel.abort();
    await expect(launched).rejects.toMatchObject({ code: "LAUNCH_CANCELLED" });
    await expect(
      launchJob({ ...config, timeout_minutes: 0.002 }, { client: world.client }),
    ).rejects.toMatchObject({ code: "LAUNCH_TIMEOUT" });
  });

  test("a remote resource needs a queue", async () => {
    await expect(
      launchJob({ docker_image: "a/b:1", resource: "kubernetes" }, { client: world.client }),
    ).rejects.toMatchObject({ code: "LAUNCH_RESOURCE_UNKNOWN" });
  });

  test("A70 an empty entity or project is refused by name, and nothing is asked", async () => {
    world.backend.inspect.clearRequests();
    await expect(
      launchJob({ job: "j", queue: "q" }, { client: world.client, entity: "", project: "" }),
    ).rejects.toMatchObject({
      code: "LAUNCH_CONFIG_INVALID",
      message: expect.stringMatching(/"entity".*"project"/) as string,
    });
    expect(world.backend.inspect.requests()).toEqual([]);
  });

  test("a container job runs through the engine on PATH; its arguments are an array", async () => {
    const bin = await standInEngine(world);
    const log = recordingLog();
    await launchJob(
      {
        ...quickJob,
        docker_image: "team/train:1",
        args: ["--note=a b; c"],
        resource_args: { "local-container": { cpus: 2 } },
      },
      {
        client: world.client,
        log,
        environment: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
      },
    );
    const run = log.lines.map((line) => line.trim()).find((line) => line.startsWith('["run"'));
    expect(JSON.parse(run ?? "[]")).toEqual(
      expect.arrayContaining(["--cpus", "2", "team/train:1", "--note=a b; c"]),
    );
  });

  test("podman takes docker's place when it is named", async () => {
    const bin = await standInEngine(world, "exit 0", "podman");
    const log = recordingLog();
    await launchJob(
      { ...quickJob, docker_image: "team/train:1", container_engine: "podman" },
      {
        client: world.client,
        log,
        environment: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
      },
    );
    expect(
      log.lines.some((line) => line.startsWith('["run"') && line.includes("team/train:1")),
    ).toBe(true);
  });

  test("an image that the engine refuses is one clear error", async () => {
    const bin = await standInEngine(world, "echo 'denied: no access' >&2; exit 1");
    await expect(
      launchJob(
        { ...quickJob, docker_image: "team/secret:1" },
        {
          client: world.client,
          environment: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
        },
      ),
    ).rejects.toMatchObject({
      code: "LAUNCH_IMAGE_REFUSED",
      message: expect.stringContaining("denied: no access") as string,
    });
  });
});
