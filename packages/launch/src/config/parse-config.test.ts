import { HeddleError, type Problem } from "@heddle/errors";
import { expect, test } from "vitest";
import { z } from "zod";
import { launchAgentConfig } from "./launch-agent-config.ts";
import { launchJobConfig } from "./launch-job-config.ts";
import { checkTarget, parseLaunchAgentConfig, parseLaunchJobConfig } from "./parse-config.ts";

function faultsOf(body: () => unknown): readonly Problem[] {
  try {
    body();
  } catch (error) {
    if (HeddleError.is(error, "LAUNCH_CONFIG_INVALID")) return error.problems;
    throw error;
  }
  return [];
}

function problemsOf(body: () => unknown): readonly string[] {
  return faultsOf(body).map((problem) => `${problem.path ?? ""}: ${problem.message}`);
}

test("fills in the defaults of a job", () => {
  expect(parseLaunchJobConfig({ job: "ent/proj/job:latest", queue: "q" })).toMatchObject({
    synchronous: true,
    stream_logs: true,
    on_cancel: "stop",
    stop_grace_seconds: 60,
    poll_interval_seconds: 5,
  });
});

test("fills in the defaults of an agent: queue default, one job", () => {
  expect(parseLaunchAgentConfig({})).toMatchObject({
    queues: ["default"],
    max_jobs: 1,
    stopped_run_timeout: 60,
  });
  expect(parseLaunchAgentConfig(undefined)).toMatchObject({ queues: ["default"] });
});

test("reports all faults of a job at once, with path and the nearest name", () => {
  const faults = faultsOf(() =>
    parseLaunchJobConfig({
      uri: "https://h/r",
      job: "j",
      queue: "",
      entrypoint: ["x"],
      parameters: 3,
      priority: 9,
    }),
  );
  expect(faults.map((problem) => problem.path)).toEqual(
    expect.arrayContaining(["entrypoint", "queue", "parameters", "priority", "job, uri"]),
  );
  expect(faults.find((problem) => problem.path === "entrypoint")?.hint).toBe(
    'Did you mean "entry_point"?',
  );
});

test("an empty queue name is an error, not a local run", () => {
  expect(problemsOf(() => parseLaunchJobConfig({ job: "j", queue: "" }))).toEqual([
    "queue: must not be empty",
  ]);
});

test("no source, two sources, and fields that need a queue are refused", () => {
  expect(problemsOf(() => parseLaunchJobConfig({ queue: "q" }))).toHaveLength(1);
  expect(
    problemsOf(() => parseLaunchJobConfig({ queue: "q", job: "j", docker_image: "i:1" })),
  ).toHaveLength(1);
  expect(
    problemsOf(() => parseLaunchJobConfig({ job: "j", synchronous: false, priority: "high" })),
  ).toHaveLength(2);
  expect(problemsOf(() => parseLaunchJobConfig({ code_dir: "/x", queue: "q" }))).toHaveLength(1);
});

test.each([0, -2, 1.5, "2"])("refuses max_jobs %s", (max_jobs) => {
  expect(problemsOf(() => parseLaunchAgentConfig({ max_jobs }))).toHaveLength(1);
});

test("an unknown field of an agent is named, with the nearest known one", () => {
  const [fault, ...others] = faultsOf(() => parseLaunchAgentConfig({ max_job: 1 }));
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ path: "max_job", hint: 'Did you mean "max_jobs"?' });
});

test("max_jobs -1 means no limit", () => {
  expect(parseLaunchAgentConfig({ max_jobs: -1 }).max_jobs).toBe(-1);
});

test("A70 names each empty property of wandb_config", () => {
  expect(problemsOf(() => checkTarget({ entity: "", project: "" }))).toEqual([
    'wandb_config.entity: the property "entity" of wandb_config is empty',
    'wandb_config.project: the property "project" of wandb_config is empty',
  ]);
  expect(() => checkTarget({ entity: "e", project: "" })).toThrow(/@heddle\/launch.*"project"/);
});

test.each([
  ["job", launchJobConfig],
  ["agent", launchAgentConfig],
])(
  "F141 each field of the %s configuration has a type, a description and a default in the JSON Schema",
  (_name, schema) => {
    const properties = Object.entries(z.toJSONSchema(schema, { io: "input" }).properties ?? {});
    expect(properties.length).toBeGreaterThan(8);
    const undescribed = properties.filter(([, property]) => {
      if (typeof property === "boolean") return true;
      const typed = property.type ?? property.anyOf ?? property.enum;
      const { description = "" } = property;
      const hasDefault = property.default !== undefined || description.includes("Default: ");
      return typed === undefined || !hasDefault || !/^[A-Z0-9].{10,}/.test(description);
    });
    expect(undescribed).toEqual([]);
  },
);
