import { readdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WandbClient } from "@heddle/wandb-client";
import { launchAgent, type LaunchAgentConfigInput } from "../../src/index.ts";
import { groupMembers } from "../../src/supervisor/process-group.ts";
import {
  createWorld,
  jobOf,
  quickAgent,
  runProgram,
  spawnAgent,
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

/** Starts its run, leaves its process id in a file, and waits for ever. */
const sleeper = (file: string): string =>
  `import { writeFileSync } from "node:fs";\n${runProgram.replace(
    "const code =",
    `writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000); await new Promise(() => {}); const code =`,
  )}`;

const push = async (
  job: string,
  spec: Readonly<Record<string, unknown>> = {},
  queue = "q",
): Promise<string> =>
  (await world.client.launchQueue(queue).push({ entity: "ada", project: "demo", job, ...spec })).id;

const itemOf = (id: string) => world.backend.launch.items().find((item) => item.id === id);

const readPid = (name: string): Promise<number> =>
  until(async () => {
    const text = await readFile(`${world.folder}/${name}`, "utf8").catch(() => "");
    return text === "" ? undefined : Number(text);
  });

describe("an agent's life", () => {
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
    const id = await push(job, { overrides: { run_config: { lr: 0.1 } } });
    await using agent = startAgent(world);
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsStarted: 1, jobsSucceeded: 1, jobsFailed: 0 });
    const item = itemOf(id);
    expect(item).toMatchObject({ state: "CLAIMED", pops: 1 });
    const run = world.backend.inspect.run(`ada/demo/${item?.associatedRunId}`);
    expect(run).toMatchObject({ state: "finished", config: { lr: 0.1 } });
  });

  test("a settled job leaves nothing in the agent's folder", async () => {
    await push(await jobOf(world, runProgram, "job-train"));
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
    const id = await push(await jobOf(world, sleeper(`${world.folder}/pid`), "job-sleeps"));
    const agent = startAgent(world);
    const pid = await readPid("pid");
    world.backend.launch.stopAgent(world.backend.launch.agents()[0]?.id ?? "");
    expect(await agent.result).toMatchObject({
      stopReason: "server",
      jobsStarted: 1,
      jobsFailed: 1,
    });
    expect(groupMembers(pid)).toEqual([]);
    expect(itemOf(id)).toMatchObject({
      state: "FAILED",
      error: { stage: "run", message: "the agent was stopped while the job ran" },
    });
  });

  test("a stopped agent lets its jobs finish within the drain time", async () => {
    const id = await push(
      await jobOf(
        world,
        `await new Promise((resolve) => setTimeout(resolve, 300));${runProgram}`,
        "job-slow",
      ),
    );
    const agent = startAgent(world, { drain_seconds: 20 });
    await until(() => agent.log.lines.some((line) => line.includes("was submitted")));
    expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1, jobsFailed: 0 });
    expect(itemOf(id)).toMatchObject({ state: "CLAIMED" });
  });

  test("a forced stop kills at once what does not listen", async () => {
    await push(
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
    const pid = await readPid("pid");
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
});

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

describe("capacity", () => {
  test.each([
    [1, 1],
    [-1, 2],
  ])(
    "F142 with max_jobs %i and two queued items, %i run at the same time",
    async (max_jobs, count) => {
      const job = await jobOf(world, counting(world.folder, count), "job-counts");
      await push(job);
      await push(job);
      const agent = startAgent(world, { max_jobs });
      await until(() => agent.log.lines.filter((line) => line.includes("ended:")).length === 2);
      await agent.stop();
      const seen = (await readFile(`${world.folder}/counts`, "utf8"))
        .trim()
        .split("\n")
        .map(Number);
      expect(seen).toEqual([count, count]);
    },
  );

  test("F136 two agents in one process poll a queue each, and one agent polls several in turn", async () => {
    const job = await jobOf(world, runProgram, "job-train");
    for (const queue of ["a", "b", "c"])
      await world.client.launchQueue(queue).save({ resource: "local-process" });
    const ids = [await push(job, {}, "a"), await push(job, {}, "b"), await push(job, {}, "c")];
    const one = startAgent(world, { queues: ["a"] }, { folder: `${world.folder}/one` });
    const two = startAgent(world, { queues: ["b", "c"] }, { folder: `${world.folder}/two` });
    await until(
      () =>
        [...one.log.lines, ...two.log.lines].filter((line) => line.includes("ended:")).length === 3,
    );
    expect(await one.stop()).toMatchObject({ jobsSucceeded: 1 });
    expect(await two.stop()).toMatchObject({ jobsSucceeded: 2 });
    expect(ids.map((id) => itemOf(id)?.state)).toEqual(["CLAIMED", "CLAIMED", "CLAIMED"]);
  });

  test("a sweep scheduler beyond max_schedulers is left in its queue, and jobs pass it", async () => {
    const job = await jobOf(world, runProgram, "job-train");
    const scheduler = await jobOf(world, sleeper(`${world.folder}/pid`), "job-scheduler");
    const uri = "placeholder-uri-scheduler";
    const [first, second] = [await push(scheduler, { uri }), await push(scheduler, { uri })];
    const normal = await push(job);
    await using agent = startAgent(world, { max_jobs: 1, max_schedulers: 1 });
    await readPid("pid");
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect([first, second, normal].map((id) => itemOf(id)?.state)).toEqual([
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
});

describe("items that cannot run fail with the message that W&B shows", () => {
  const cases: [string, (repository: string) => Readonly<Record<string, unknown>>, RegExp][] = [
    [
      "an unknown runner",
      () => ({ docker: { docker_image: "a/b:1" }, resource: "sagemaker" }),
      /no runner for the resource "sagemaker"/,
    ],
    [
      "an image as a process",
      () => ({ docker: { docker_image: "a/b:1" }, resource: "local-process" }),
      /cannot run as a local process/,
    ],
    [
      "a job that does not exist",
      () => ({ job: "ada/demo/job-missing:latest" }),
      /job "ada\/demo\/job-missing:latest" cannot be read/,
    ],
    [
      "a repository that does not exist",
      (repository) => ({ uri: `${repository}-not` }),
      /could not be read/,
    ],
    [
      "a commit that is missing",
      (repository) => ({ uri: repository, git: { version: "0".repeat(40) } }),
      /version "0{40}" does not exist/,
    ],
    [
      "a transport that is not allowed",
      () => ({ uri: "http://127.0.0.1:1/x" }),
      /remote "http:\/\/127.0.0.1:1\/x" is refused/,
    ],
    [
      "shell in the entry point",
      (repository) => ({
        uri: repository,
        overrides: { entry_point: ["python train.py; rm -rf /"] },
      }),
      /never read by a shell/,
    ],
    [
      "a program that is missing",
      (repository) => ({ uri: repository, overrides: { entry_point: ["no-such-program"] } }),
      /no-such-program/,
    ],
    ["no source at all", () => ({}), /needs one of/],
    [
      "a folder outside the code",
      (repository) => ({ uri: repository, overrides: { working_dir: "../.." } }),
      /leads out of the job's code/,
    ],
  ];
  test.each(cases)("%s", async (_name, spec, message) => {
    const repository = await trainingRepository(world, runProgram);
    const { id } = await world.client
      .launchQueue("q")
      .push({ entity: "ada", project: "demo", ...spec(repository) });
    await using agent = startAgent(world);
    await until(() => itemOf(id)?.state === "FAILED");
    expect(itemOf(id)).toMatchObject({
      error: { stage: "agent", message: expect.stringMatching(message) as string },
    });
    expect(await agent.stop()).toMatchObject({ jobsFailed: 1, jobsSucceeded: 0 });
  });

  test("an agent in secure mode refuses overrides of the entry point", async () => {
    const repository = await trainingRepository(world, runProgram);
    const { id } = await world.client.launchQueue("q").push({
      entity: "ada",
      project: "demo",
      uri: repository,
      overrides: { entry_point: ["python", "train.py"] },
    });
    await using agent = startAgent(world, { secure_mode: true });
    await until(() => itemOf(id)?.state === "FAILED");
    expect((await agent.stop()).jobsFailed).toBe(1);
    expect(itemOf(id)?.error?.message).toMatch(
      /secure mode and refuses to override overrides.entry_point/,
    );
  });

  test("code without an image is refused by local-container, unless the agent has an image for it", async () => {
    const bin = await standInEngine(world);
    const environment = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const job = await jobOf(world, runProgram, "job-train");
    const refused = await push(job, { resource: "local-container" });
    {
      await using agent = startAgent(world, {}, { environment });
      await until(() => itemOf(refused)?.state === "FAILED");
      expect((await agent.stop()).jobsFailed).toBe(1);
    }
    expect(itemOf(refused)?.error?.message).toMatch(
      /"local-container" runs images, and the job has none/,
    );
    const taken = await push(job, { resource: "local-container" });
    await using agent = startAgent(world, { code_image: "node:24" }, { environment });
    await until(() => itemOf(taken)?.state === "FAILED");
    await agent.stop();
    expect(itemOf(taken)?.error?.message).toMatch(
      /"--volume","[^"]+:\/mnt\/wandb","--workdir","\/mnt\/wandb",.*"--entrypoint","node","node:24","main.mjs"/,
    );
  });

  test("a program that ends well or badly without a run fails its item, with exit code and console", async () => {
    const good = await push(await jobOf(world, "console.log('hello')", "job-no-run"));
    const bad = await push(await jobOf(world, "console.log('oh'); process.exit(4)", "job-breaks"));
    await using agent = startAgent(world, { max_jobs: 2 });
    await until(() => itemOf(good)?.state === "FAILED" && itemOf(bad)?.state === "FAILED");
    expect((await agent.stop()).jobsFailed).toBe(2);
    expect(itemOf(good)?.error).toMatchObject({
      stage: "run",
      message: expect.stringMatching(
        /^The submitted job exited successfully but failed to call wandb.init\nhello$/,
      ) as string,
    });
    expect(itemOf(bad)?.error).toMatchObject({
      message: expect.stringMatching(
        /^The submitted run was not successfully started \(exit code 4\)\noh$/,
      ) as string,
    });
  });
});

test("the console of a job that failed and the agent's own words are files of the agent's hidden run", async () => {
  const job = await jobOf(world, "console.log('so far'); process.exit(4)", "job-breaks");
  const ids = [await push(job), await push("ada/demo/job-missing:v0")];
  await using agent = startAgent(world, { max_jobs: 2 });
  await until(() => ids.every((id) => itemOf(id)?.state === "FAILED"));
  expect((await agent.stop()).jobsFailed).toBe(2);
  const [registered] = world.backend.launch.agents();
  const run = `ada/model-registry/${registered?.name}`;
  expect(world.backend.inspect.run(run)?.jobType).toBe("sweep-controller");
  const texts = await Promise.all(
    ids.map(async (id) => {
      expect(itemOf(id)?.error?.filePaths).toEqual([`${id}/error/error.log`]);
      return new TextDecoder().decode(
        await world.backend.inspect.runFile(run, `${id}/error/error.log`),
      );
    }),
  );
  expect(texts).toEqual(["so far", expect.stringMatching(/^LAUNCH_JOB_UNREADABLE: .*\n.*at /s)]);
});

describe("crashes and cuts", () => {
  test("kill -9 of an agent ends its jobs; the next agent reports them and goes on", async () => {
    const id = await push(await jobOf(world, sleeper(`${world.folder}/pid`), "job-sleeps"));
    await using first = spawnAgent(world, "agent");
    const pid = await readPid("pid");
    await first.kill("SIGKILL");
    await until(() => groupMembers(pid).length === 0);
    const next = await push(await jobOf(world, runProgram, "job-train"));
    const second = startAgent(world);
    await until(
      () =>
        itemOf(id)?.state === "FAILED" &&
        second.log.lines.some((line) => line.includes("ended: finished")),
    );
    expect(itemOf(id)).toMatchObject({
      pops: 1,
      error: { stage: "run", message: expect.stringMatching(/job was lost: .*died/) as string },
    });
    expect(world.backend.inspect.run(`ada/demo/${itemOf(id)?.associatedRunId}`)?.state).toBe(
      "crashed",
    );
    expect(await second.stop()).toMatchObject({ jobsFailed: 1, jobsSucceeded: 1 });
    expect(itemOf(next)).toMatchObject({ state: "CLAIMED" });
  });

  test("an acknowledgement whose answer is lost still counts, once", async () => {
    const id = await push(await jobOf(world, runProgram, "job-train"));
    world.backend.faults.next({ kind: "reset", when: "after", operation: "ackRunQueueItem" });
    const agent = startAgent(world);
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsStarted: 1, jobsSucceeded: 1 });
    expect(itemOf(id)).toMatchObject({ state: "CLAIMED", pops: 1 });
  });

  test("an acknowledgement that never arrived is sent again", async () => {
    const id = await push(await jobOf(world, runProgram, "job-train"));
    world.backend.faults.next({ kind: "reset", when: "before", operation: "ackRunQueueItem" });
    const agent = startAgent(world);
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1 });
    expect(itemOf(id)).toMatchObject({ state: "CLAIMED", pops: 1 });
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
    const id = await push(await jobOf(world, runProgram, "job-train"));
    await until(() => agent.log.lines.some((line) => line.includes("ended: finished")));
    await agent.stop();
    expect(itemOf(id)?.state).toBe("CLAIMED");
  });

  test("a popped item that nobody acknowledged goes back to the queue after a minute", async () => {
    const id = await push(await jobOf(world, runProgram, "job-train"));
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
    expect(itemOf(id)).toMatchObject({ state: "CLAIMED", pops: 2 });
  });
});
