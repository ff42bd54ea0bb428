import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { type NamingOptions, readNames, writeName } from "./artifact-names.ts";
import { assetPartition, runPartition } from "./partition-of-run.ts";

const options: NamingOptions = {
  partitionNameStyle: "dot",
  assetKeyToArtifactName: "all",
  custom: undefined,
};
const python: NamingOptions = {
  ...options,
  partitionNameStyle: "hyphen",
  assetKeyToArtifactName: "first",
};
const days = dailyPartitions({ start: "2023-01-01" });
const multi = multiPartitions({ date: days, color: staticPartitions(["red", "a.b"]) });

test.each<[string, string, NamingOptions]>([
  ["red|2023-01-02", "team.model.red.2023-01-02", options],
  ["a.b|2023-01-02", "team.model.a_x2Eb.2023-01-02", options],
  ["red|2023-01-02", "team.red-2023-01-02", python],
])("names partition %s %s", (key, expected, style) => {
  expect(writeName({ assetKey: ["team", "model"] }, assetPartition(key, multi), style)).toBe(
    expected,
  );
});

test("a name that the user chose stays as it is; its partition is appended", () => {
  expect(writeName({ name: "my_x41" }, undefined, options)).toBe("my_x41");
  expect(writeName({ name: "mine" }, assetPartition("2023-01-02", days), options)).toBe(
    "mine.2023-01-02",
  );
});

test("a reader tries its own style, the other one, and Python's", () => {
  expect(
    readNames({ assetKey: ["team", "model"] }, assetPartition("red|2023-01-02", multi), options),
  ).toEqual(["team.model.red.2023-01-02", "team.model.red-2023-01-02", "team.red-2023-01-02"]);
  expect(readNames({ assetKey: ["model"] }, undefined, options)).toEqual(["model"]);
  expect(readNames({ name: "mine" }, undefined, options)).toEqual(["mine"]);
});

test("a scheme of one's own replaces the asset's part", () => {
  const own = { ...options, custom: (key: readonly string[]) => `x-${key.at(-1) ?? ""}` };
  expect(writeName({ assetKey: ["team", "model"] }, undefined, own)).toBe("x-model");
});

test("a run of ops finds its dimensions in the run's tags", () => {
  const tags = {
    "dagster/partition/date": "2023-01-02",
    "dagster/partition/color": "red",
    user: "x",
  };
  const partition = runPartition({ partitionKey: "red|2023-01-02", tags });
  expect(partition.dimensions).toEqual({ date: "2023-01-02", color: "red" });
  expect(writeName({ name: "mine" }, partition, options)).toBe("mine.red.2023-01-02");
  expect(writeName({ name: "mine" }, runPartition({ partitionKey: "eu", tags: {} }), options)).toBe(
    "mine.eu",
  );
});

test("names have at most 128 characters and stay distinct", () => {
  const long = "x".repeat(200);
  const names = [`${long}a`, `${long}b`].map((part) =>
    writeName({ assetKey: [part] }, undefined, options),
  );
  expect(names.map((name) => name.length)).toEqual([128, 128]);
  expect(new Set(names).size).toBe(2);
});
