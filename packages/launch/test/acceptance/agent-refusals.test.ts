import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { itemOf, push } from "../support/queue-items.ts";
import {
  createWorld,
  jobOf,
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
    await until(() => itemOf(world, id)?.state === "FAILED");
    expect(itemOf(world, id)).toMatchObject({
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
    await until(() => itemOf(world, id)?.state === "FAILED");
    expect((await agent.stop()).jobsFailed).toBe(1);
    expect(itemOf(world, id)?.error?.message).toMatch(
      /secure mode and refuses to override overrides.entry_point/,
    );
  });

  test.each([
    [
      "an image that the engine is denied",
      "echo 'denied: no access' >&2; exit 1",
      /denied: no access/,
    ],
    [
      "an engine that does not answer",
      "echo 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?' >&2; exit 1",
      /engine "docker" does not answer/,
    ],
  ])("%s", async (_name, pull, message) => {
    const bin = await standInEngine(world, pull);
    const environment = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const { id } = await world.client.launchQueue("q").push({
      entity: "ada",
      project: "demo",
      docker: { docker_image: "team/secret:1" },
      resource: "local-container",
    });
    await using agent = startAgent(world, {}, { environment });
    await until(() => itemOf(world, id)?.state === "FAILED");
    expect((await agent.stop()).jobsFailed).toBe(1);
    expect(itemOf(world, id)?.error).toMatchObject({
      stage: "agent",
      message: expect.stringMatching(message) as string,
    });
  });

  test("code without an image is refused by local-container, unless the agent has an image for it", async () => {
    const bin = await standInEngine(world);
    const environment = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const job = await jobOf(world, runProgram, "job-train");
    const refused = await push(world, job, { resource: "local-container" });
    {
      await using agent = startAgent(world, {}, { environment });
      await until(() => itemOf(world, refused)?.state === "FAILED");
      expect((await agent.stop()).jobsFailed).toBe(1);
    }
    expect(itemOf(world, refused)?.error?.message).toMatch(
      /"local-container" runs images, and the job has none/,
    );
    const taken = await push(world, job, { resource: "local-container" });
    await using agent = startAgent(world, { code_image: "node:24" }, { environment });
    await until(() => itemOf(world, taken)?.state === "FAILED");
    await agent.stop();
    expect(itemOf(world, taken)?.error?.message).toMatch(
      /"--volume","[^"]+:\/mnt\/wandb","--workdir","\/mnt\/wandb",.*"--entrypoint","node","node:24","main.mjs"/,
    );
  });

  test("a program that ends well or badly without a run fails its item, with exit code and console", async () => {
    const good = await push(world, await jobOf(world, "console.log('hello')", "job-no-run"));
    const bad = await push(
      world,
      await jobOf(world, "console.log('oh'); process.exit(4)", "job-breaks"),
    );
    await using agent = startAgent(world, { max_jobs: 2 });
    await until(
      () => itemOf(world, good)?.state === "FAILED" && itemOf(world, bad)?.state === "FAILED",
    );
    expect((await agent.stop()).jobsFailed).toBe(2);
    expect(itemOf(world, good)?.error).toMatchObject({
      stage: "run",
      message: expect.stringMatching(
        /^The submitted job exited successfully but failed to call wandb.init\nhello$/,
      ) as string,
    });
    expect(itemOf(world, bad)?.error).toMatchObject({
      message: expect.stringMatching(
        /^The submitted run was not successfully started \(exit code 4\)\noh$/,
      ) as string,
    });
  });
});

test("the console of a job that failed and the agent's own words are files of the agent's hidden run", async () => {
  const job = await jobOf(world, "console.log('so far'); process.exit(4)", "job-breaks");
  const ids = [await push(world, job), await push(world, "ada/demo/job-missing:v0")];
  await using agent = startAgent(world, { max_jobs: 2 });
  await until(() => ids.every((id) => itemOf(world, id)?.state === "FAILED"));
  expect((await agent.stop()).jobsFailed).toBe(2);
  const [registered] = world.backend.launch.agents();
  const run = `ada/model-registry/${registered?.name}`;
  expect(world.backend.inspect.run(run)?.jobType).toBe("sweep-controller");
  const texts = await Promise.all(
    ids.map(async (id) => {
      expect(itemOf(world, id)?.error?.filePaths).toEqual([`${id}/error/error.log`]);
      return new TextDecoder().decode(
        await world.backend.inspect.runFile(run, `${id}/error/error.log`),
      );
    }),
  );
  expect(texts).toEqual(["so far", expect.stringMatching(/^LAUNCH_JOB_UNREADABLE: .*\n.*at /s)]);
});
