import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchJob } from "../../src/index.ts";
import {
  createWorld,
  jobOf,
  recordingLog,
  runProgram,
  trainingRepository,
  until,
  type World,
  quickJob,
} from "../support/world.ts";

// Real processes on a loaded machine take their time.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

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
