import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJob, launchJob, LocalContainerRunner } from "../../src/index.ts";
import {
  createWorld,
  quickJob,
  recordingLog,
  spawnAgent,
  startAgent,
  until,
  type World,
} from "../support/world.ts";
import { type ContainerEngine, prepareEngine } from "./container-engine.ts";

let world: World;
let engine: ContainerEngine;
let missing: string | undefined;
beforeAll(async () => {
  world = await createWorld();
  await world.file("engine/.keep", "");
  const prepared = await prepareEngine(join(world.folder, "engine"));
  if (typeof prepared === "string") missing = prepared;
  else engine = prepared;
});
afterAll(() => world[Symbol.asyncDispose]());

/** What a program of the image sends to W&B to start and to finish its run. */
const reports = `
auth="Authorization: Basic $(printf 'api:%s' "$WANDB_API_KEY" | busybox base64 | busybox tr -d '\\n')"
post() { wget -q -O /dev/null --header "$auth" --header 'Content-Type: application/json' --post-data "$2" "$WANDB_BASE_URL/$1"; }
start() { post graphql "{\\"query\\":\\"mutation { upsertBucket(input: {name: \\\\\\"$WANDB_RUN_ID\\\\\\", modelName: \\\\\\"$WANDB_PROJECT\\\\\\", entityName: \\\\\\"$WANDB_ENTITY\\\\\\"}) { inserted } }\\"}"; }
finish() { post "files/$WANDB_ENTITY/$WANDB_PROJECT/$WANDB_RUN_ID/file_stream" '{"complete":true,"exitcode":0}'; }
`;

const options = () => ({
  client: world.client,
  environment: engine.environment,
});
const local = () => ({
  ...quickJob,
  docker_image: engine.image,
  container_engine: engine.name,
});

describe("a real container engine", () => {
  test("runs an image: arguments arrive as they are, variables and exit codes come through, nothing stays", async ({
    skip,
  }) => {
    skip(missing !== undefined, missing);
    const log = recordingLog();
    const script = `echo "$1|$2|$WANDB_CONFIG|$GREETING"; exit 0`;
    const result = await launchJob(
      {
        ...local(),
        entry_point: ["/bin/sh", "-c", script, "sh"],
        args: ["a b; $HOME `x`", '"quoted"'],
        run_config: { lr: 0.5 },
        resource_args: { "local-container": { env: ["GREETING=hello world"], workdir: "/tmp" } },
      },
      { ...options(), log },
    );
    expect(result).toMatchObject({ state: "finished", exitCode: 0 });
    expect(log.lines).toContain('a b; $HOME `x`|"quoted"|{"lr":0.5}|hello world');
    await expect(
      launchJob({ ...local(), entry_point: ["/bin/sh", "-c", "echo so far; exit 7"] }, options()),
    ).rejects.toMatchObject({
      code: "LAUNCH_RUN_FAILED",
      failure: { exitCode: 7, logTail: ["so far"] },
    });
    expect(await engine.containers()).toEqual([]);
  });

  test("runs a queued job's code in an image, and its run reaches W&B", async ({ skip }) => {
    skip(missing !== undefined, missing);
    await world.file("code/main.sh", `${reports}\nstart && echo "in $PWD" && finish`);
    const job = await createJob(world.client, {
      source: { kind: "code", folder: join(world.folder, "code") },
      entryPoint: ["/bin/sh", "main.sh"],
      name: "job-container",
    });
    const runner = new LocalContainerRunner({
      engine: engine.name,
      codeImage: engine.image,
      environment: engine.environment,
    });
    await using agent = startAgent(
      world,
      {},
      { ...options(), runners: [runner], folder: join(world.folder, "code-agent") },
    );
    const log = recordingLog();
    const result = await launchJob(
      {
        ...quickJob,
        job: job.qualifiedName,
        queue: "q",
        resource: "local-container",
        timeout_minutes: 1,
      },
      { client: world.client, log },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${agent.log.lines.join("\n")}`);
    });
    expect(result.state).toBe("finished");
    expect(await agent.stop()).toMatchObject({ jobsSucceeded: 1 });
    expect(await engine.containers()).toEqual([]);
  });

  test("a cancelled container that does not listen is killed and removed", async ({ skip }) => {
    skip(missing !== undefined, missing);
    const cancel = new AbortController();
    const log = recordingLog();
    const launched = launchJob(
      {
        ...local(),
        entry_point: ["/bin/sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done"],
        stop_grace_seconds: 0.5,
      },
      { ...options(), log, signal: cancel.signal },
    );
    await until(() => log.lines.includes("up"));
    expect(await engine.containers()).toHaveLength(1);
    cancel.abort();
    await expect(launched).rejects.toMatchObject({ code: "LAUNCH_CANCELLED" });
    expect(await engine.containers()).toEqual([]);
  });

  test("kill -9 of the agent ends its container too", async ({ skip }) => {
    skip(missing !== undefined, missing);
    const { id } = await world.client.launchQueue("q").push({
      entity: "ada",
      project: "demo",
      docker: { docker_image: engine.image },
      resource: "local-container",
      overrides: { entry_point: ["/bin/sh", "-c", "echo up; while :; do sleep 1; done"] },
    });
    const config = { container_engine: engine.name } as const;
    await using agent = spawnAgent(world, "killed-agent", config, engine.environment);
    await until(async () => (await engine.containers()).length === 1);
    await agent.kill("SIGKILL");
    await until(async () => (await engine.containers()).length === 0);
    await using next = startAgent(world, config, {
      ...options(),
      folder: join(world.folder, "killed-agent"),
    });
    const failed = await until(() =>
      world.backend.launch.items("q").find((item) => item.id === id && item.state === "FAILED"),
    );
    expect(failed.error?.message).toMatch(/job was lost/);
    expect((await next.stop()).jobsFailed).toBe(1);
  });

  test("an image that is nowhere is refused in the engine's words", async ({ skip }) => {
    skip(missing !== undefined, missing);
    await expect(
      launchJob({ ...local(), docker_image: "localhost:1/team/nowhere:1" }, options()),
    ).rejects.toMatchObject({
      code: "LAUNCH_IMAGE_REFUSED",
      message: expect.stringContaining("localhost:1") as string,
    });
  });

  test("neither key nor configuration shows in the engine's command line", async ({ skip }) => {
    skip(missing !== undefined, missing);
    const cancel = new AbortController();
    const log = recordingLog();
    const launched = launchJob(
      {
        ...local(),
        entry_point: ["/bin/sh", "-c", 'echo "$WANDB_RUN_ID"; while :; do sleep 1; done'],
        run_id: "shown123",
        run_config: { secret: "not-to-be-seen" },
        stop_grace_seconds: 0.2,
      },
      { ...options(), log, signal: cancel.signal },
    );
    await until(() => log.lines.includes("shown123"));
    const lines = await commandLines();
    cancel.abort();
    await expect(launched).rejects.toMatchObject({ code: "LAUNCH_CANCELLED" });
    const own = lines.filter((line) => line.includes("wandb.run-id=shown123"));
    expect(own).not.toEqual([]);
    for (const line of own) expect(line).not.toMatch(/not-to-be-seen|local-0123456789/);
  });
});

/** The command lines of all processes, on systems that show them as files. */
async function commandLines(): Promise<string[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = names.map((name) => readFile(`/proc/${name}/cmdline`, "utf8").catch(() => ""));
  return (await Promise.all(lines)).map((line) => line.replaceAll("\0", " "));
}
