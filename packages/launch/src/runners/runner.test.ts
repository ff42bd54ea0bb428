import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readLaunchSpec } from "../spec/launch-spec.ts";
import { groupMembers } from "../supervisor/process-group.ts";
import { LocalContainerRunner } from "./container/local-container-runner.ts";
import { LocalProcessRunner } from "./local-process-runner.ts";
import type { Runner, RunnerJob, RunnerStatus } from "./runner.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "heddle-runner-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codeLaunch = readLaunchSpec({ entity: "e", project: "p", job: "e/p/j:v0" });

async function jobOf(script: string, id = "one"): Promise<RunnerJob> {
  const folder = join(root, id);
  await mkdir(folder, { recursive: true });
  return {
    id,
    launch: codeLaunch,
    runId: "abcd1234",
    command: [process.execPath, "-e", script],
    args: [],
    environment: { WANDB_RUN_ID: "abcd1234", WANDB_API_KEY: "secret-key" },
    folder,
    codeFolder: root,
    image: undefined,
  };
}

async function untilEnd(runner: Runner, job: RunnerJob): Promise<RunnerStatus[]> {
  const seen: RunnerStatus[] = [];
  for await (const status of runner.watch(runner.handleFor(job))) seen.push(status);
  return seen;
}

async function untilFile(path: string): Promise<string> {
  for (;;) {
    try {
      const text = await readFile(path, "utf8");
      if (text !== "") return text;
    } catch {
      // Not written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("LocalProcessRunner", () => {
  test("runs a program with its own folder, environment and console, and tells how it ended", async () => {
    await using runner = new LocalProcessRunner();
    const job = await jobOf(
      'console.log(process.cwd() + " " + process.env.WANDB_RUN_ID); console.error("é");process.exit(3)',
    );
    await runner.submit(job);
    expect(await untilEnd(runner, job)).toEqual([
      { state: "running" },
      { state: "failed", exitCode: 3 },
    ]);
    const logs = await runner.logs(runner.handleFor(job));
    expect(logs.lines).toEqual([`${root} abcd1234`, "é"]);
    expect((await runner.logs(runner.handleFor(job), logs.cursor)).lines).toEqual([]);
  });

  test("refuses to start the same job twice", async () => {
    await using runner = new LocalProcessRunner();
    const job = await jobOf("");
    await runner.submit(job);
    await expect(runner.submit(job)).rejects.toThrow(/already submitted/);
    expect((await untilEnd(runner, job)).at(-1)).toEqual({ state: "finished", exitCode: 0 });
  });

  test("a program that does not exist is one clear error", async () => {
    await using runner = new LocalProcessRunner();
    const job = { ...(await jobOf("")), command: ["no-such-program-here"] };
    await expect(runner.submit(job)).rejects.toMatchObject({ code: "LAUNCH_PROGRAM_MISSING" });
  });

  test("children that a program leaves behind end with it", async () => {
    await using runner = new LocalProcessRunner();
    const job = await jobOf(
      `const { spawn } = require("node:child_process");
       const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
       require("node:fs").writeFileSync("child", String(process.pid)); child.unref();`,
    );
    await runner.submit(job);
    expect((await untilEnd(runner, job)).at(-1)?.state).toBe("finished");
    expect(groupMembers(Number(await readFile(join(root, "child"), "utf8")))).toEqual([]);
  });

  test("cancel asks first, then kills the whole group", async () => {
    await using runner = new LocalProcessRunner();
    const polite = await jobOf(
      'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); setInterval(() => {}, 1000); console.log("up")',
      "polite",
    );
    const stubborn = await jobOf(
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")',
      "stubborn",
    );
    for (const job of [polite, stubborn]) {
      await runner.submit(job);
      await untilFile(join(job.folder, "console.log"));
      await runner.cancel(runner.handleFor(job), { graceMs: job === polite ? 5_000 : 50 });
    }
    expect((await untilEnd(runner, polite)).at(-1)).toMatchObject({
      state: "stopped",
      exitCode: 0,
    });
    expect((await untilEnd(runner, stubborn)).at(-1)).toMatchObject({
      state: "stopped",
      signal: "SIGKILL",
    });
    expect((await runner.logs(runner.handleFor(polite))).lines).toEqual(["up", "bye"]);
  });

  test("a killed supervisor takes its jobs along, and the loss is told", async () => {
    await using runner = new LocalProcessRunner();
    const job = await jobOf("setInterval(() => {}, 1000)");
    await runner.submit(job);
    const { supervisor } = JSON.parse(
      await readFile(join(job.folder, "submitted.json"), "utf8"),
    ) as { supervisor: { pid: number } };
    const { pid } = JSON.parse(await readFile(join(job.folder, "process.json"), "utf8")) as {
      pid: number;
    };
    process.kill(supervisor.pid, "SIGKILL");
    expect((await untilEnd(runner, job)).at(-1)?.state).toBe("lost");
    expect(groupMembers(pid)).toEqual([]);
  });

  test("a runner that was closed starts nothing", async () => {
    const runner = new LocalProcessRunner();
    await runner[Symbol.asyncDispose]();
    await expect(runner.submit(await jobOf(""))).rejects.toMatchObject({
      code: "LAUNCH_SUPERVISOR_LOST",
    });
  });

  test("adopting a job that was never submitted says so", async () => {
    await using runner = new LocalProcessRunner();
    expect(await runner.adopt(runner.handleFor(await jobOf("")))).toBe("never-submitted");
  });

  test("an image is refused before anything is fetched", () => {
    const runner = new LocalProcessRunner();
    const launch = readLaunchSpec({ entity: "e", project: "p", docker: { docker_image: "i:1" } });
    expect(() => runner.check(launch)).toThrow(
      expect.objectContaining({ code: "LAUNCH_SPEC_INVALID" }),
    );
  });

  test.each(["SIGKILL", "SIGTERM"] as const)(
    "when the agent dies by %s, the job's whole group dies, and the next agent is told",
    async (signal) => {
      const job = await jobOf(
        `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
         require("node:fs").writeFileSync("up", String(process.pid)); setInterval(() => {}, 1000)`,
      );
      const agent = spawn(
        process.execPath,
        [
          "--conditions=@heddle/source",
          fileURLToPath(new URL("__fixtures__/dying-agent.ts", import.meta.url)),
        ],
        { stdio: ["pipe", "inherit", "inherit"] },
      );
      agent.stdin.end(JSON.stringify(job));
      const group = Number(await untilFile(join(root, "up")));
      expect(groupMembers(group)).toHaveLength(2);
      agent.kill(signal);
      await new Promise((resolve) => agent.once("exit", resolve));
      await using runner = new LocalProcessRunner();
      expect(await runner.adopt(runner.handleFor(job))).toMatchObject({ state: "lost" });
      expect(groupMembers(group)).toEqual([]);
    },
  );
});

/** A stand-in engine on PATH that records what it is asked, as `docker` would be called. */
async function engine(body = ""): Promise<Record<string, string>> {
  const path = join(root, "docker");
  const script = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(root, "calls.jsonl"))}, JSON.stringify({ args, key: process.env.WANDB_API_KEY, title: args.join(" ") }) + "\\n");
${body}
if (args[0] === "run") console.log("hello from the container");`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return { PATH: `${root}:${process.env["PATH"] ?? ""}` };
}

async function calls(): Promise<{ args: string[]; key?: string }[]> {
  const text = await readFile(join(root, "calls.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { args: string[]; key?: string });
}

describe("LocalContainerRunner", () => {
  const launch = readLaunchSpec({
    entity: "e",
    project: "p",
    docker: { docker_image: "team/train:1" },
    resource_args: { "local-container": { cpus: 2, env: ["A=${run_id}"], name: "mine-${run_id}" } },
  });

  async function imageJob(): Promise<RunnerJob> {
    const job = await jobOf("");
    return {
      ...job,
      launch,
      image: "team/train:1",
      codeFolder: undefined,
      command: ["python", "train.py"],
      args: ["--note=a b; c"],
      environment: { ...job.environment, WANDB_BASE_URL: "http://127.0.0.1:9" },
    };
  }

  test("calls the engine with argument arrays; the key goes by the environment only", async () => {
    const environment = await engine();
    await using runner = new LocalContainerRunner({ environment });
    const job = await imageJob();
    await runner.submit(job, runner.handleFor(job));
    expect((await untilEnd(runner, job)).at(-1)).toEqual({ state: "finished", exitCode: 0 });
    expect((await runner.logs(runner.handleFor(job))).lines).toEqual(["hello from the container"]);
    const seen = await calls();
    expect(seen.map(({ args }) => args)).toEqual([
      ["pull", "team/train:1"],
      [
        "run",
        "--rm",
        "--name",
        "mine-abcd1234",
        "--label",
        "wandb.run-id=abcd1234",
        "--env",
        "WANDB_RUN_ID",
        "--env",
        "WANDB_API_KEY",
        "--env",
        "WANDB_BASE_URL",
        "--network",
        "host",
        "--add-host",
        "host.docker.internal:host-gateway",
        "--cpus",
        "2",
        "--env",
        "A=abcd1234",
        "--entrypoint",
        "python",
        "team/train:1",
        "train.py",
        "--note=a b; c",
      ],
      ["rm", "--force", "mine-abcd1234"],
    ]);
    expect(seen[1]?.key).toBe("secret-key");
    expect(seen.every(({ args }) => !args.join(" ").includes("secret-key"))).toBe(true);
  });

  test("an image that cannot be pulled and is not here is refused with what the engine said", async () => {
    const environment = await engine(
      'if (args[0] === "pull") { console.error("denied: no such repository"); process.exit(1) } if (args[0] === "image") process.exit(1);',
    );
    await using runner = new LocalContainerRunner({ environment });
    const job = await imageJob();
    await expect(runner.submit(job, runner.handleFor(job))).rejects.toMatchObject({
      code: "LAUNCH_IMAGE_REFUSED",
      message: expect.stringContaining("denied: no such repository") as string,
    });
  });

  test("an image that is here runs although the pull fails", async () => {
    const environment = await engine('if (args[0] === "pull") process.exit(1);');
    await using runner = new LocalContainerRunner({ environment });
    const job = await imageJob();
    await runner.submit(job, runner.handleFor(job));
    expect((await untilEnd(runner, job)).at(-1)?.state).toBe("finished");
  });

  test("a missing engine and one that does not answer are told apart from a refused image", async () => {
    await using missing = new LocalContainerRunner({ engine: "no-such-engine" });
    const job = await imageJob();
    await expect(missing.submit(job, missing.handleFor(job))).rejects.toMatchObject({
      code: "LAUNCH_ENGINE_MISSING",
    });
    const environment = await engine(
      'console.error("Cannot connect to the Docker daemon"); process.exit(1);',
    );
    await using silent = new LocalContainerRunner({ environment });
    await expect(silent.submit(job, silent.handleFor(job))).rejects.toMatchObject({
      code: "LAUNCH_ENGINE_MISSING",
    });
    const refusing = await engine(
      'console.error("pinging registry: dial tcp: connect: connection refused"); process.exit(1);',
    );
    await using alone = new LocalContainerRunner({ environment: refusing });
    await expect(alone.submit(job, alone.handleFor(job))).rejects.toMatchObject({
      code: "LAUNCH_IMAGE_REFUSED",
    });
  });

  test("a cancelled container is removed", async () => {
    const environment = await engine(
      'if (args[0] === "run") { console.log("up"); setInterval(() => {}, 1000); return; }',
    );
    await using runner = new LocalContainerRunner({ environment });
    const job = await imageJob();
    await runner.submit(job, runner.handleFor(job));
    await untilFile(join(job.folder, "console.log"));
    await runner.cancel(runner.handleFor(job), { graceMs: 100 });
    expect((await untilEnd(runner, job)).at(-1)?.state).toBe("stopped");
    expect((await calls()).at(-1)?.args).toEqual(["rm", "--force", "mine-abcd1234"]);
  });

  test("a container that outlived both its agent and its supervisor is removed by the next agent", async () => {
    const environment = await engine();
    await using runner = new LocalContainerRunner({ environment });
    const job = await imageJob();
    expect(await runner.adopt(runner.handleFor(job))).toBe("never-submitted");
    const gone = { pid: 999_999_999, identity: "999999999@1" };
    await writeFile(join(job.folder, "submitted.json"), JSON.stringify({ supervisor: gone }));
    await writeFile(join(job.folder, "process.json"), JSON.stringify(gone));
    expect(await runner.adopt(runner.handleFor(job))).toMatchObject({ state: "lost" });
    expect((await calls()).map(({ args }) => args)).toEqual([["rm", "--force", "mine-abcd1234"]]);
  });

  test("unsafe resource arguments are refused before anything is pulled", () => {
    const runner = new LocalContainerRunner({ environment: {} });
    expect(() =>
      runner.check({ ...launch, resourceArgs: { "local-container": { privileged: true } } }),
    ).toThrow(expect.objectContaining({ code: "LAUNCH_CONTAINER_ARGS_REFUSED" }));
    expect(() =>
      runner.check({ ...launch, code: { kind: "image", image: "--privileged" } }),
    ).toThrow(expect.objectContaining({ code: "LAUNCH_IMAGE_REFUSED" }));
  });
});
