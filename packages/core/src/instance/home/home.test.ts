import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeddleError } from "@heddle/errors";
import { expect, onTestFinished, test } from "vitest";
import { defaultSettings } from "../instance-settings.ts";
import { parseSettings, readSettings } from "./read-settings.ts";
import { resolveHome } from "./resolve-home.ts";

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "heddle-home-")));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const parse = (text: string, env: Record<string, string> = {}) =>
  parseSettings(text, { file: "heddle.yaml", home: "/home", env });

function problemsOf(text: string, env?: Record<string, string>): readonly unknown[] {
  try {
    parse(text, env);
    return [];
  } catch (error) {
    if (!HeddleError.is(error, "CORE_INSTANCE_CONFIG")) throw error;
    return error.problems;
  }
}

function isRefused(env: Record<string, string>): boolean {
  try {
    resolveHome({ env });
    return false;
  } catch (error) {
    return HeddleError.is(error, "CORE_INSTANCE_HOME");
  }
}

test("O402 takes HEDDLE_HOME, then DAGSTER_HOME, then .heddle in the project", () => {
  const folder = temporaryFolder();
  const inner = join(folder, "src", "deep");
  mkdirSync(inner, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "dagster"));
  const both = { HEDDLE_HOME: join(folder, "new", "home"), DAGSTER_HOME: join(folder, "dagster") };
  expect(resolveHome({ env: both, cwd: inner })).toBe(join(folder, "new", "home"));
  expect(resolveHome({ env: { DAGSTER_HOME: both.DAGSTER_HOME }, cwd: inner })).toBe(
    both.DAGSTER_HOME,
  );
  expect(resolveHome({ env: { HEDDLE_HOME: "" }, cwd: inner })).toBe(join(folder, ".heddle"));
  expect(resolveHome({ home: "here", env: both, cwd: inner })).toBe(join(inner, "here"));
});

test("O402 refuses a home that is relative, missing or a file", () => {
  const folder = temporaryFolder();
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(isRefused({ HEDDLE_HOME: "relative/home" })).toBe(true);
  expect(isRefused({ DAGSTER_HOME: join(folder, "missing") })).toBe(true);
  expect(isRefused({ DAGSTER_HOME: "./relative" })).toBe(true);
  expect(isRefused({ HEDDLE_HOME: file })).toBe(true);
  expect(isRefused({ HEDDLE_HOME: join(file, "below") })).toBe(true);
});

test("O402 fills in defaults, resolves folders and reads { env: NAME } anywhere", () => {
  expect(parse("")).toEqual(defaultSettings);
  expect(
    parse(
      `
storage:
  sqlite: { base_dir: { env: DATA }, durability: power, max_size_bytes: { env: SIZE } }
local_artifact_storage: { base_dir: values }
compute_logs: { base_dir: /var/logs }
concurrency:
  runs:
    max_concurrent_runs: -1
    tag_concurrency_limits:
      - { key: team, limit: 2 }
      - { key: team, value: { applyLimitPerUniqueValue: true }, limit: 1 }
  pools: { default_limit: 3, granularity: run, limits: { db: 1 } }
`,
      { DATA: "/data", SIZE: "1000000" },
    ),
  ).toEqual({
    storage: { baseDir: "/data", durability: "power", maxSizeBytes: 1_000_000 },
    localArtifactStorageDir: "/home/values",
    computeLogsDir: "/var/logs",
    concurrency: {
      runs: {
        maxConcurrentRuns: -1,
        tagConcurrencyLimits: [
          { key: "team", limit: 2 },
          { key: "team", value: { applyLimitPerUniqueValue: true }, limit: 1 },
        ],
      },
      pools: { defaultLimit: 3, granularity: "run", limits: { db: 1 } },
    },
  });
});

test("O402 reports every unknown key and wrong value with its path and the nearest key", () => {
  const problems = problemsOf(`
storag: {}
concurrency:
  runs: { max_concurent_runs: 5 }
  pools: { default_limit: -1, granularity: each }
storage: { sqlite: { base_dir: { env: NOWHERE } } }
`);
  expect(problems).toHaveLength(5);
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        path: "storag",
        hint: expect.stringContaining('"storage"') as string,
      }),
      expect.objectContaining({
        path: "concurrency.runs.max_concurent_runs",
        hint: 'did you mean "max_concurrent_runs"?',
      }),
      expect.objectContaining({ path: "concurrency.pools.default_limit" }),
      expect.objectContaining({ path: "concurrency.pools.granularity" }),
      expect.objectContaining({
        path: "storage.sqlite.base_dir",
        message: 'environment variable "NOWHERE" is not set',
      }),
    ]),
  );
});

test("O402 reports a file that is no YAML or cannot be read, and needs none", () => {
  const folder = temporaryFolder();
  expect(readSettings(folder)).toEqual(defaultSettings);
  writeFileSync(join(folder, "heddle.yaml"), "concurrency:\n runs: { max_concurrent_runs: 2 }\n");
  expect(readSettings(folder, {}).concurrency.runs.maxConcurrentRuns).toBe(2);
  expect(problemsOf("a: [")).not.toHaveLength(0);
  const other = temporaryFolder();
  mkdirSync(join(other, "heddle.yaml"));
  expect(() => readSettings(other)).toThrow(
    expect.objectContaining({ code: "CORE_INSTANCE_CONFIG" }),
  );
});
