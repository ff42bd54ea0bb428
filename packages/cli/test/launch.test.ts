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

test("launch queue --help names its commands, and theirs what each option does and what happens without it", async () => {
  const help = await helpOf("launch", "queue");
  expect(help).toMatch(/Usage: heddle launch queue \[options\] \[command\]/);
  expect(help).toMatch(/list .*all queues.*show .*<name>.*create .*<name>/);
  const create = await helpOf("launch", "queue", "create");
  expect(create).toMatch(/--resource <resource> where .*local-process.*default: "local-process"/);
  expect(create).toMatch(/--priorities its items .*\(default: they may not\)/);
  for (const command of ["list", "show", "create"])
    expect(await helpOf("launch", "queue", command)).toMatch(
      /--entity <entity> entity \(default: /,
    );
});

test("launch queue lists, shows and makes queues, one named like a command too, with an exit code for each outcome", async () => {
  using place = new CliFolder();
  await using backend = createWandbBackend();
  await using server = await serveWandb(backend);
  Object.assign(place.env, { WANDB_API_KEY: defaultApiKey, WANDB_BASE_URL: server.origin });
  const queue = (...args: string[]) => place.run("launch", "queue", ...args);

  expect(await queue("list")).toMatchObject({
    code: 0,
    stdout: "There are no launch queues. Make one: heddle launch queue create <name>\n",
  });
  expect(await queue("list", "--json")).toMatchObject({ code: 0, stdout: "[]\n" });
  expect(await queue("create", "list")).toMatchObject({ code: 0, stderr: "" });
  expect(
    JSON.parse(
      (await queue("create", "gpus", "--resource", "kubernetes", "--priorities", "--json")).stdout,
    ),
  ).toMatchObject({ name: "gpus", resource: "kubernetes", priorities: true });
  const listed = JSON.parse((await queue("list", "--json")).stdout) as { name: string }[];
  expect(listed.map(({ name }) => name)).toEqual(["list", "gpus"]);
  expect((await queue("list")).stdout).toMatch(/^gpus +ada$/m);
  expect(JSON.parse((await queue("show", "list", "--json")).stdout)).toMatchObject({
    name: "list",
    resource: "local-process",
  });
  expect((await queue("show", "gpus")).stdout).toMatch(/^priorities +yes$/m);

  const missing = await queue("show", "gpu");
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(
    /CLI_UNKNOWN_NAME: there is no launch queue gpu\n.*launch queue list shows/,
  );
  expect((await queue("show", "zzzz")).stderr).toContain("heddle launch queue create zzzz");
  for (const wrong of [
    ["gpus"],
    ["gpus", "--create", "kubernetes"],
    ["show"],
    ["create", "x", "--resource", "y"],
  ])
    expect(await queue(...wrong)).toMatchObject({ code: 2, stdout: "" });
  expect((await queue("lst")).stderr).toContain("list");
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

  const queue = await place.run("launch", "queue", "create", "weaving", "--json");
  expect(queue).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(queue.stdout)).toMatchObject({ name: "weaving", resource: "local-process" });
  expect((await place.run("launch", "queue", "show", "missing")).stderr).toContain(
    "CLI_UNKNOWN_NAME",
  );

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
