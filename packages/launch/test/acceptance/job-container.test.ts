import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchJob } from "../../src/index.ts";
import {
  createWorld,
  recordingLog,
  standInEngine,
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
  expect(log.lines.some((line) => line.startsWith('["run"') && line.includes("team/train:1"))).toBe(
    true,
  );
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
