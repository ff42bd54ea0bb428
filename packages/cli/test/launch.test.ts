import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { CliFolder } from "./cli-process.ts";

test("F141 --help describes every field of the launch configurations", async () => {
  using place = new CliFolder();
  const job = await place.run("launch", "job", "--help");
  expect(job.stdout).toContain("--entry-point <value...>");
  expect(job.stdout).toContain("--template-variables <value>");
  expect(job.stdout).toContain("One of the four sources.");
  const agent = await place.run("launch", "agent", "--help");
  expect(agent.stdout).toMatch(/--max-jobs <n>\s+How many jobs run at the same time/);
});

test("makes a queue, queues a job, and an agent runs it until it is interrupted", async () => {
  using place = new CliFolder();
  await using backend = createWandbBackend();
  await using server = await serveWandb(backend);
  Object.assign(place.env, {
    PATH: process.env["PATH"],
    WANDB_API_KEY: defaultApiKey,
    WANDB_BASE_URL: server.origin,
    WANDB_PROJECT: "looms",
  });
  const code = join(place.path, "code");
  mkdirSync(code);
  writeFileSync(join(code, "main.js"), 'console.log("woven");\n');

  const queue = await place.run(
    "launch",
    "queue",
    "weaving",
    "--create",
    "local-process",
    "--json",
  );
  expect(queue).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(queue.stdout)).toMatchObject({ name: "weaving", resource: "local-process" });
  expect((await place.run("launch", "queue", "missing")).stderr).toContain("CLI_UNKNOWN_NAME");

  const local = await place.run(
    "launch",
    "job",
    "--code-dir",
    code,
    "--entry-point",
    process.execPath,
    "main.js",
    "--json",
  );
  expect(local.stderr).toContain("woven");
  expect(JSON.parse(local.stdout)).toMatchObject({ exitCode: 0 });

  const stop = AbortSignal.timeout(3000);
  const agent = await place.runWith(stop, [
    "launch",
    "agent",
    "--queues",
    "weaving",
    "--poll-interval-seconds",
    "0.1",
    "--json",
  ]);
  expect(JSON.parse(agent.stdout)).toMatchObject({ stopReason: "signal" });
});

test("a wrong launch configuration names every fault and sends nothing", async () => {
  using place = new CliFolder();
  const { code, stderr } = await place.run(
    "launch",
    "job",
    "--priority",
    "9",
    "--timeout-minutes",
    "-1",
  );
  expect(code).not.toBe(0);
  expect(stderr).toContain("priority");
  expect(stderr).toContain("timeout_minutes");
});
