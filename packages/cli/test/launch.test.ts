import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchAgentConfig, launchJobConfig } from "@heddle/launch";
import { createWandbBackend, defaultApiKey, serveWandb } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { z } from "zod";
import { CliFolder } from "./cli-process.ts";

/** The help of a command with the line breaks of its columns taken out. */
async function helpOf(...command: string[]): Promise<string> {
  using place = new CliFolder();
  const { code, stdout } = await place.run(...command, "--help");
  expect(code).toBe(0);
  return stdout.replaceAll(/\s+/g, " ");
}

test.each([
  ["job", launchJobConfig],
  ["agent", launchAgentConfig],
])(
  "F141 launch %s --help shows every field of the JSON Schema with type, default and description",
  async (name, schema) => {
    const help = await helpOf("launch", name);
    const fields = Object.entries(z.toJSONSchema(schema, { io: "input" }).properties ?? {});
    expect(fields.length).toBeGreaterThan(12);
    for (const [field, property] of fields) {
      if (typeof property === "boolean") throw new Error(`${field} has no schema`);
      const { type, default: fallback, description = "" } = property;
      const flag = `--${type === "boolean" && fallback === true ? "no-" : ""}${field.replaceAll("_", "-")}`;
      const shown = type === "boolean" ? flag : `${flag} <`;
      expect(help).toContain(` ${shown}`);
      expect(help).toContain(
        fallback === undefined
          ? description
          : `${description} (default: ${JSON.stringify(fallback)})`,
      );
    }
  },
);

test("F141 the types of options are named in --help", async () => {
  const job = await helpOf("launch", "job");
  for (const option of [
    "--entry-point <text...> Program",
    "--template-variables <json> Values",
    "--priority <critical|high|medium|low|integer> Place",
    "--timeout-minutes <number> Longest",
    "--log-tail-lines <integer> How",
    "--on-cancel <stop|detach> What",
    "--resource-args <json> Arguments",
  ])
    expect(job).toContain(option);
  const agent = await helpOf("launch", "agent");
  expect(agent).toContain("--git-protocols <https|ssh|http|file...> Transports");
  expect(agent).toContain("--folder <folder> folder of the journal");
});

test("launch queue --help tells what each option does and what happens without it", async () => {
  const help = await helpOf("launch", "queue");
  expect(help).toMatch(/--create <resource> make .*\(default: only look\).*local-process/);
  expect(help).toMatch(/--priorities items .*\(default: they may not\)/);
  expect(help).toMatch(
    /--entity <entity> entity \(default: .*--project <project> project \(default: /,
  );
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
