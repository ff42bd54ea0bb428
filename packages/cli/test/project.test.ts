import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CliFolder } from "./cli-process.ts";

const core = pathToFileURL(resolve(import.meta.dirname, "../../core/src/index.ts")).href;
const partitions = pathToFileURL(
  resolve(import.meta.dirname, "../../partitions/src/index.ts"),
).href;
const zod = import.meta.resolve("zod");

const source = `
import { asset, assetIn, definitions, job, op, opIn, type } from ${JSON.stringify(core)};
import { staticPartitions } from ${JSON.stringify(partitions)};
import { z } from ${JSON.stringify(zod)};

const numbers = asset({ name: "numbers", config: z.object({ count: z.int().default(3) }) },
  (_, context) => Array.from({ length: context.config.count }, (_, index) => index + 1));
const total = asset({ name: "total", ins: { rows: assetIn(numbers) } }, ({ rows }, context) => {
  if (context.run.tags["fail"] === "yes") throw new Error("asked to fail");
  return rows.reduce((sum, row) => sum + row, 0);
});
const colours = asset({ name: "colours", partitions: staticPartitions(["red", "blue", "green"]) },
  (_, context) => context.partitionKey);
const load = op({ name: "load", config: z.object({ rows: z.int() }) }, (_, context) => context.config.rows);
const show = op({ name: "show", ins: { rows: opIn({ type: type() }) } }, ({ rows }, context) => {
  context.log.info("rows: " + rows);
});
export default definitions({
  assets: [numbers, total, colours],
  jobs: [job({ name: "simple_job" }, () => { show({ rows: load() }); })],
});
`;

function countConfig(count: number): string {
  return `ops:\n numbers:\n  config:\n   count: ${String(count)}\n`;
}

function project(): CliFolder {
  const place = new CliFolder();
  writeFileSync(join(place.path, "package.json"), "{}");
  writeFileSync(join(place.path, "heddle.ts"), source);
  return place;
}

test("materializes a selection, shows progress on stderr and the result on stdout", async () => {
  using place = project();
  const { code, stdout, stderr } = await place.run("materialize", "--select", "+total");
  expect(stderr).toContain("✓ total");
  expect(stdout).toMatch(/run [0-9a-f-]{36}: SUCCESS/);
  expect(code).toBe(0);
  const lineage = await place.run("assets", "lineage", "total");
  expect(lineage.stdout).toMatch(/^total .*\n└─ numbers /);
});

test("O104 config files and --set reach the run, later ones win", async () => {
  using place = project();
  writeFileSync(join(place.path, "a.yaml"), countConfig(4));
  writeFileSync(join(place.path, "b.yaml"), countConfig(5));
  const files = ["--select", "numbers", "--config", "a.yaml", "b.yaml"];
  expect((await place.run("materialize", ...files, "--json")).code).toBe(0);
  const dry = await place.run(
    "materialize",
    ...files,
    "--set",
    "ops.numbers.config.count=6",
    "--dry-run",
    "--json",
  );
  expect(JSON.parse(dry.stdout)).toMatchObject({
    runConfig: { ops: { numbers: { config: { count: 6 } } } },
  });
});

test("all faults of a run config are shown at once and nothing runs", async () => {
  using place = project();
  const { code, stderr } = await place.run(
    "materialize",
    "--select",
    "+total",
    "--set",
    "ops.numbers.config.count=many",
    "ops.numberz.config.count=1",
  );
  expect({ code, stderr }).toMatchObject({ code: 3 });
  expect(stderr).toContain("ops:numbers:config:count");
  expect(stderr).toContain("numberz");
  expect((await place.run("runs", "list")).stdout).toBe("no runs\n");
});

test("a failed run exits with 1 and is repeated from its failure", async () => {
  using place = project();
  const failed = await place.run("materialize", "--select", "+total", "--tag", "fail=yes");
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain("asked to fail");
  const list = await place.run("runs", "list", "--json");
  const [{ runId }] = JSON.parse(list.stdout) as [{ runId: string }];
  const again = await place.run("runs", "reexecute", runId, "--json");
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ parentRunId: runId, status: "SUCCESS" });
  expect(again.stderr).toContain("✓ total");
  expect(again.stderr).not.toContain("✓ numbers");
});

test("lists and executes a job", async () => {
  using place = project();
  expect((await place.run("job", "list")).stdout).toContain("simple_job");
  const { code, stderr } = await place.run(
    "job",
    "execute",
    "simple_job",
    "--set",
    "ops.load.config.rows=7",
  );
  expect(stderr).toContain("rows: 7");
  expect(code).toBe(0);
  expect((await place.run("job", "execute", "simple_jab")).stderr).toContain("simple_job");
});

test("backfills partitions, and shows which are made", async () => {
  using place = project();
  const one = await place.run("materialize", "--select", "colours", "--partition", "red");
  expect(one.code).toBe(0);
  const before = await place.run("partitions", "colours", "--status", "missing", "--json");
  expect(JSON.parse(before.stdout)).toMatchObject({
    counts: { materialized: 1, missing: 2 },
    keys: [{ key: "blue" }, { key: "green" }],
  });
  const backfill = await place.run("backfill", "--select", "colours", "--json");
  expect(JSON.parse(backfill.stdout)).toMatchObject({ status: "COMPLETED_SUCCESS" });
  const after = await place.run("partitions", "colours");
  expect(after.stdout).toContain("3 materialized");
  expect((await place.run("backfill", "list")).stdout).toContain("COMPLETED_SUCCESS");
});

test("an unknown partition key is an error with the nearest keys", async () => {
  using place = project();
  const { code, stderr } = await place.run("materialize", "--select", "colours", "-p", "rad");
  expect(code).not.toBe(0);
  expect(stderr).toContain("red");
});

test("check counts what is defined, and checks a config", async () => {
  using place = project();
  const fine = await place.run("check");
  expect(fine.stdout).toContain("3 assets, 1 jobs");
  const bad = await place.run("check", "--job", "simple_job");
  expect(bad.code).toBe(3);
  expect(bad.stderr).toContain("ops:load:config:rows");
});

test("O028 check shows what is probably meant otherwise, as text and as JSON, and finds no fault in it", async () => {
  using place = project();
  const late = source
    .replace("export default", 'const late = asset({ name: "late", deps: ["totl"] }, () => 1);$&')
    .replace("assets: [", "$&late, ");
  writeFileSync(join(place.path, "heddle.ts"), late);
  const { code, stdout } = await place.run("check");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^warning: asset "late": deps names asset "totl", which no definition provides \(.+heddle\.ts:\d+:\d+\)\n {2}did you mean "total"\?\n/,
  );
  expect(stdout).toContain("no faults, 1 to look at");
  const json = JSON.parse((await place.run("check", "--json")).stdout) as object;
  expect(json).toMatchObject({
    warnings: [{ code: "CORE_UNKNOWN_ASSET", hint: 'did you mean "total"?' }],
  });
});

test("O110 config schema is a JSON Schema with defaults", async () => {
  using place = project();
  const { stdout } = await place.run("config", "schema");
  expect(JSON.stringify(JSON.parse(stdout))).toContain('"count"');
});

test("CLI_FILE_NOT_FOUND CLI_LOAD_FAILED and CLI_NO_DEFINITIONS say what to do", async () => {
  using place = new CliFolder();
  expect((await place.run("check")).stderr).toContain("CLI_FILE_NOT_FOUND");
  writeFileSync(join(place.path, "broken.ts"), "export default (;");
  expect((await place.run("check", "-f", "broken.ts")).stderr).toContain("CLI_LOAD_FAILED");
  writeFileSync(join(place.path, "empty.ts"), "export const answer = 42;");
  expect((await place.run("check", "-f", "empty.ts")).stderr).toContain("CLI_NO_DEFINITIONS");
});

test("init writes a project once, and never over what is there", async () => {
  using place = new CliFolder();
  const { code, stdout } = await place.run("init", "my project");
  expect(code).toBe(0);
  expect(stdout).toContain("heddle.ts");
  const again = await place.run("init", "my project");
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("CLI_FOLDER_NOT_EMPTY");
});

test("check takes a run config for assets of several partitions, and tells each fault once", async () => {
  using place = project();
  writeFileSync(join(place.path, "a.yaml"), countConfig(4));
  expect((await place.run("check", "--config", "a.yaml")).stdout).toContain("run config is valid");
  const { code, stderr } = await place.run(
    "check",
    "--set",
    "ops.numbers.config.count=x",
    "ops.x=1",
  );
  expect(code).toBe(3);
  expect(stderr.match(/ {2}- /g)).toHaveLength(2);
  expect(stderr.match(/ops:x/g)).toHaveLength(1);
  expect(stderr).toMatch(/^CORE_INVALID_CONFIG: the config of "__ASSET_JOB" has 2 faults:\n/);
});

test("a backfill tells how each run ended, and checks its config before it makes any", async () => {
  using place = project();
  const { code, stdout, stderr } = await place.run(
    "backfill",
    "--select",
    "colours",
    "--partitions",
    "all",
  );
  expect(code).toBe(0);
  for (const color of ["red", "blue", "green"]) {
    expect(stderr).toMatch(new RegExp(`✓ ${color}, run [0-9a-f]{8} \\(`));
  }
  expect(stdout).toMatch(/COMPLETED_SUCCESS, 3 of 3 runs succeeded/);
  const wrong = await place.run(
    "backfill",
    "--select",
    "colours",
    "--partitions",
    "all",
    "--set",
    "ops.x=1",
  );
  expect(wrong.code).toBe(3);
  expect(wrong.stderr).toContain("CORE_INVALID_CONFIG");
  const { stdout: list } = await place.run("backfill", "list", "--json");
  expect(JSON.parse(list)).toHaveLength(1);
});

test("a backfill tells why a run failed", async () => {
  using place = project();
  writeFileSync(
    join(place.path, "heddle.ts"),
    source.replace(
      "(_, context) => context.partitionKey);",
      `(_, context) => {
      if (context.partitionKey === "blue") throw new Error("out of blue");
      return context.partitionKey;
    });`,
    ),
  );
  const { code, stdout, stderr } = await place.run(
    "backfill",
    "--select",
    "colours",
    "--partitions",
    "all",
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/✗ blue, run [0-9a-f]{8}: colours: out of blue/);
  expect(stdout).toMatch(/COMPLETED_FAILED, 2 of 3 runs succeeded/);
});

test("a missing partition is told with the options that name one", async () => {
  using place = project();
  const { stderr } = await place.run("materialize", "--select", "colours");
  expect(stderr).toContain("--partition or --partition-range");
});

test("a run that succeeded is not repeated from its failure", async () => {
  using place = project();
  const { stdout } = await place.run("materialize", "--select", "numbers", "--json");
  const { runId } = JSON.parse(stdout) as { runId: string };
  const { code, stderr } = await place.run("runs", "reexecute", runId);
  expect(code).toBe(1);
  expect(stderr).toContain("nothing of it failed");
  expect((await place.run("runs", "reexecute", runId, "--strategy", "ALL_STEPS")).code).toBe(0);
});

test("an unknown job is not answered with the internal one", async () => {
  using place = project();
  const { stderr } = await place.run("job", "execute", "zzz");
  expect(stderr).toContain('There are "simple_job".');
});
