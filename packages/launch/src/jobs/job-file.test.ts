import { describe, expect, test } from "vitest";
import { readCodeReference, writeCodeReference } from "./code-reference.ts";
import { describeType } from "./describe-type.ts";
import { type JobDescription, readJobFile, writeJobFile } from "./job-file.ts";

const types = { wb_type: "typedDict", params: { type_map: {} } };

describe("job files", () => {
  test("a code job is written with the members that W&B's SDK writes", () => {
    expect(
      JSON.parse(
        writeJobFile({
          source: { kind: "artifact", artifact: "wandb-artifact://_id/QXJ0aWZhY3Q6MTA5" },
          entryPoint: ["python", "main.py"],
          runtime: "3.11",
          inputTypes: types,
          outputTypes: types,
        }),
      ),
    ).toEqual({
      _version: "v0",
      source_type: "artifact",
      source: {
        artifact: "wandb-artifact://_id/QXJ0aWZhY3Q6MTA5",
        entrypoint: ["python", "main.py"],
        notebook: false,
      },
      input_types: types,
      output_types: types,
      runtime: "3.11",
    });
  });

  const jobs: JobDescription[] = [
    {
      source: { kind: "git", remote: "https://h/r", commit: "c".repeat(40) },
      entryPoint: ["node", "main.ts"],
      runtime: "node24",
      inputTypes: describeType({ lr: 0.1, layers: [1, 2], note: null }),
      outputTypes: types,
      baseImage: "node:24",
    },
    {
      source: { kind: "image", image: "a/b:1" },
      entryPoint: undefined,
      runtime: "",
      inputTypes: types,
      outputTypes: types,
    },
    {
      source: { kind: "image", image: "a/b:1" },
      entryPoint: ["run"],
      runtime: "",
      inputTypes: types,
      outputTypes: types,
    },
  ];
  test.each(jobs)("reads back what it wrote: %j", (job) => {
    expect(readJobFile(writeJobFile(job), "j")).toEqual(job);
  });

  test("reads the SDK's nulls and unknown members", () => {
    const text = JSON.stringify({
      _version: "v0",
      source_type: "repo",
      source: {
        git: { remote: "https://h/r", commit: "abc" },
        entrypoint: ["python", "a.py"],
        notebook: false,
        build_context: null,
        dockerfile: null,
      },
      input_types: types,
      output_types: types,
      runtime: "3.11",
      services: {},
      _partial: true,
    });
    expect(readJobFile(text, "j")).toMatchObject({ source: { kind: "git", commit: "abc" } });
  });

  test.each([
    ["{", /is not JSON/],
    ["{}", /source_type/],
    [
      '{"source_type":"repo","source":{"git":{}}}',
      /source\.git\.remote.*source\.git\.commit.*source\.entrypoint/,
    ],
    ['{"source_type":"image","source":{"image":""}}', /source\.image/],
    [
      '{"source_type":"artifact","source":{"artifact":"a","entrypoint":["x"],"notebook":true}}',
      /notebook/,
    ],
  ])("refuses %s with each fault", (text, message) => {
    expect(() => readJobFile(text, "e/p/j:v0")).toThrow(
      expect.objectContaining({
        code: "LAUNCH_JOB_UNREADABLE",
        message: expect.stringMatching(message) as string,
      }),
    );
  });
});

test("types of a configuration are described as the SDK does", () => {
  expect(
    describeType({ a: 1, b: "x", c: [1, 2], d: [1, "x"], e: null, f: true, g: [], h: {} }),
  ).toEqual({
    wb_type: "typedDict",
    params: {
      type_map: {
        a: { wb_type: "number" },
        b: { wb_type: "string" },
        c: { wb_type: "list", params: { element_type: { wb_type: "number" }, length: 2 } },
        d: {
          wb_type: "list",
          params: {
            element_type: {
              wb_type: "union",
              params: { allowed_types: [{ wb_type: "number" }, { wb_type: "string" }] },
            },
            length: 2,
          },
        },
        e: { wb_type: "none" },
        f: { wb_type: "boolean" },
        g: { wb_type: "list", params: { element_type: { wb_type: "unknown" }, length: 0 } },
        h: { wb_type: "typedDict", params: { type_map: {} } },
      },
    },
  });
});

test("a value that is nested without end is unknown below a depth", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 1000; level += 1) deep = { deep };
  expect(JSON.stringify(describeType(deep))).toContain('{"wb_type":"unknown"}');
});

test.each([
  ["wandb-artifact://_id/QXJ0aWZhY3Q6MTA5", { id: "QXJ0aWZhY3Q6MTA5" }],
  ["wandb-artifact://ent/proj/code-x:v1", { path: "ent/proj/code-x:v1" }],
  ["wandb-artifact://api.wandb.ai/ent/proj/code-x:latest", { path: "ent/proj/code-x:latest" }],
  ["ent/proj/code-x:v1", { path: "ent/proj/code-x:v1" }],
])("reads the code reference %s", (text, reference) => {
  expect(readCodeReference(text)).toEqual(reference);
});

test("a reference that is none is refused, and ids are written as the SDK does", () => {
  expect(() => readCodeReference("code-x")).toThrow(
    expect.objectContaining({ code: "LAUNCH_JOB_UNREADABLE" }),
  );
  expect(writeCodeReference("QQ==")).toBe("wandb-artifact://_id/QQ==");
});
