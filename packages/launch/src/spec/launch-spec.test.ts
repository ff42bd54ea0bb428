import { describe, expect, test } from "vitest";
import { parseLaunchJobConfig } from "../config/parse-config.ts";
import { buildLaunchSpec, priorityNumber } from "./build-launch-spec.ts";
import { readLaunchSpec } from "./launch-spec.ts";

const target = { entity: "ent", project: "Proj" };

describe("buildLaunchSpec", () => {
  test("writes the guide's example: git URI, entry point, queue", () => {
    const config = parseLaunchJobConfig({
      uri: "https://host/repo",
      entry_point: ["python", "train.py"],
      queue: "my_dagster_queue",
      version: "main",
    });
    expect(buildLaunchSpec(config, target)).toEqual({
      entity: "ent",
      project: "Proj",
      name: null,
      uri: "https://host/repo",
      docker: {},
      git: { repo: "https://host/repo", version: "main" },
      overrides: { entry_point: ["python", "train.py"] },
      resource: null,
      resource_args: {},
    });
  });

  test("merges config below the fields of their own", () => {
    const config = parseLaunchJobConfig({
      job: "ent/proj/job:latest",
      queue: "q",
      resource: "kubernetes",
      resource_args: { kubernetes: { namespace: "two" } },
      config: {
        resource: "local-container",
        resource_args: { kubernetes: { namespace: "one" }, builder: { x: 1 } },
        overrides: {
          args: ["--a"],
          run_config: { lr: 1, epochs: 2 },
          artifacts: { data: "a:latest" },
        },
        custom: 1,
      },
      run_config: { lr: 3 },
      parameters: { b: 2, flag: true, off: false },
      args: ["--c"],
    });
    expect(buildLaunchSpec(config, target)).toMatchObject({
      resource: "kubernetes",
      resource_args: { kubernetes: { namespace: "two" }, builder: { x: 1 } },
      overrides: {
        args: ["--a", "--b=2", "--flag", "--c"],
        run_config: { lr: 3, epochs: 2 },
        artifacts: { data: "a:latest" },
      },
      custom: 1,
    });
  });

  test("an image goes to docker, cuda to the builder of the resource", () => {
    const config = parseLaunchJobConfig({
      docker_image: "team/train:1",
      queue: "q",
      cuda: true,
      resource: "kubernetes",
    });
    expect(buildLaunchSpec(config, target)).toMatchObject({
      docker: { docker_image: "team/train:1" },
      resource_args: { kubernetes: { builder: { cuda: true } } },
    });
  });

  test("priorities have W&B's numbers", () => {
    expect(
      ["critical", "high", "medium", "low", 3, undefined].map((name) =>
        priorityNumber(name as "low"),
      ),
    ).toEqual([0, 1, 2, 3, 3, undefined]);
  });
});

describe("readLaunchSpec", () => {
  test("reads back what was built, and lowers the project's case as W&B's agent does", () => {
    const config = parseLaunchJobConfig({
      uri: "https://h/r",
      queue: "q",
      run_config: { a: 1 },
      args: ["x"],
    });
    expect(
      readLaunchSpec(JSON.parse(JSON.stringify(buildLaunchSpec(config, target)))),
    ).toMatchObject({
      entity: "ent",
      project: "proj",
      code: { kind: "git", remote: "https://h/r" },
      runConfig: { a: 1 },
      args: ["x"],
      resumeCount: 0,
      scheduler: false,
    });
  });

  test("nulls count as absent and unknown fields are ignored, as specs of the SDK hold both", () => {
    const launch = readLaunchSpec({
      ...target,
      job: "e/p/j:v0",
      uri: null,
      docker: {},
      git: {},
      name: null,
      run_id: null,
      sweep_id: {},
      resource: null,
      resource_args: null,
      overrides: { args: [1], run_config: {}, entry_point: [] },
      repository: null,
    });
    expect(launch).toMatchObject({
      code: { kind: "job", job: "e/p/j:v0" },
      args: ["1"],
      runId: undefined,
    });
    expect(launch.entryPoint).toBeUndefined();
  });

  test.each([
    [{ ...target }, /needs one of/],
    [{ ...target, job: "j", docker: { docker_image: "i" } }, /one source/],
    [{ project: "p", job: "j" }, /entity/],
    [{ ...target, job: "j", overrides: { args: "x" } }, /overrides.args/],
    ["text", /run spec cannot be run/],
    [null, /run spec cannot be run/],
  ])("refuses %j with every fault", (spec, message) => {
    expect(() => readLaunchSpec(spec)).toThrow(
      expect.objectContaining({
        code: "LAUNCH_SPEC_INVALID",
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  test("a sweep's scheduler is known by its placeholder", () => {
    const launch = readLaunchSpec({ ...target, uri: "placeholder-uri-scheduler", job: "e/p/j:v0" });
    expect(launch.scheduler).toBe(true);
  });
});
