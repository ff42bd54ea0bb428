import { expect, test } from "vitest";
import { chooseTarget, type TargetQuestion } from "./plan-read.ts";
import { findSerialized } from "./find-serialized.ts";

const nowhere = { entity: undefined, project: undefined };
const question = (over: Partial<TargetQuestion> = {}): TargetQuestion => ({
  names: ["a", "b"],
  which: undefined,
  external: undefined,
  writtenTo: nowhere,
  consistency: "run",
  writtenByThisRun: undefined,
  ...over,
});

test.each<[string, TargetQuestion, object]>([
  ["latest by default", question(), { names: ["a", "b"], identifier: "latest", reason: "latest" }],
  [
    "what this run wrote",
    question({ writtenByThisRun: "e/p/a:v3" }),
    { entity: "e", project: "p", names: ["a"], identifier: "v3", reason: "this run wrote it" },
  ],
  [
    "the newest although this run wrote one, when asked",
    question({ writtenByThisRun: "e/p/a:v3", consistency: "latest" }),
    { identifier: "latest" },
  ],
  [
    "the configured version before all",
    question({ writtenByThisRun: "e/p/a:v3", which: { kind: "version", value: "v0" } }),
    { identifier: "v0", reason: "configured" },
  ],
  [
    "another place",
    question({ external: { entity: "x", project: "y", name: "a" }, writtenByThisRun: "e/p/a:v3" }),
    { entity: "x", project: "y", identifier: "latest" },
  ],
  [
    "the place that the upstream writes to",
    question({ writtenTo: { entity: "x", project: "y" } }),
    { entity: "x", project: "y" },
  ],
  [
    "latest when the record is damaged",
    question({ writtenByThisRun: "nonsense" }),
    { identifier: "latest" },
  ],
])("chooses %s", (_, asked, expected) => {
  expect(chooseTarget(asked)).toMatchObject(expected);
});

const modules = ["dill", "cloudpickle", "joblib", "pickle"].map((module) => ({
  module,
  fileName: `output.${module}`,
}));
const find = (metadata: Record<string, unknown>, ...entries: string[]): unknown =>
  findSerialized(metadata, new Set(entries), modules);

test("finds serialized content by metadata first, by file name second", () => {
  expect(find({ source_serialization_module: "joblib" }, "output.joblib", "output.dill")).toEqual({
    module: "joblib",
    fileName: "output.joblib",
  });
  expect(find({}, "output.pickle", "output.dill")).toEqual({
    module: "dill",
    fileName: "output.dill",
  });
  expect(find({}, "data.csv")).toBeUndefined();
});

test("does not decode what a user's own artifact happens to hold", () => {
  expect(find({ source_integration: "dagster_wandb" }, "output.pickle")).toBeUndefined();
});

test("names a module whose file or codec is missing", () => {
  expect(find({ source_serialization_module: "msgpack" }, "output.msgpack")).toEqual({
    module: "msgpack",
    fileName: undefined,
  });
  expect(find({ source_serialization_module: "pickle" })).toEqual({
    module: "pickle",
    fileName: undefined,
  });
});
