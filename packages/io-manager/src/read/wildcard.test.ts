import { expect, test } from "vitest";
import { parseReadConfiguration } from "../configuration/read-configuration.ts";
import { partitionSettings } from "./wildcard.ts";

const { partitions } = parseReadConfiguration(
  {
    partitions: {
      "*": { get: "default_table_name", on_missing: "skip" },
      yellow: { get: "custom_table_name" },
      orange: { version: "v0" },
      blue: { alias: "special_alias" },
      violet: { get: null, version: "v2" },
      grey: { as: "artifact" },
      black: null,
    },
  },
  "partitioned",
  "input",
);
const settings = (key: string, mode?: "merge" | "replace"): object => {
  const { what, which, onMissing } = partitionSettings(partitions, key, mode);
  return { what, which, onMissing };
};
const wildcardTable = { kind: "get", entry: "default_table_name", as: undefined, inherited: true };

test.each([
  ["green", { what: wildcardTable, which: undefined, onMissing: "skip" }],
  [
    "yellow",
    {
      what: { kind: "get", entry: "custom_table_name", as: undefined, inherited: false },
      which: undefined,
      onMissing: "skip",
    },
  ],
  ["orange", { what: wildcardTable, which: { kind: "version", value: "v0" }, onMissing: "skip" }],
  [
    "blue",
    { what: wildcardTable, which: { kind: "alias", value: "special_alias" }, onMissing: "skip" },
  ],
  [
    "violet",
    {
      what: { kind: "whole", form: undefined },
      which: { kind: "version", value: "v2" },
      onMissing: "skip",
    },
  ],
  ["grey", { what: { kind: "whole", form: "artifact" }, which: undefined, onMissing: "skip" }],
  ["black", { what: undefined, which: undefined, onMissing: undefined }],
])("merges %s with the wildcard by concern", (key, expected) => {
  expect(settings(key)).toEqual(expected);
});

test("replaces the wildcard wholly when asked, as Python does", () => {
  expect(settings("blue", "replace")).toEqual({
    what: undefined,
    which: { kind: "alias", value: "special_alias" },
    onMissing: undefined,
  });
});

test("gives nothing without a configuration", () => {
  expect(partitionSettings(undefined, "red").what).toBeUndefined();
});
