import { loads } from "@heddle/serialization";
import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A30 F088 F089 F090 F092 F094 F096 daily-partitions writes one artifact per day, a run each", async () => {
  await using world = await ProgramWorld.open();
  await world.run("daily-partitions");
  const days = ["2023-01-01", "2023-01-02", "2023-01-03"];
  expect(await world.artifactNames()).toEqual(
    days.map((day) => `my_daily_partitioned_asset.${day}:v0`),
  );
  expect(await world.materialized()).toEqual(
    days.map((day) => `my_daily_partitioned_asset ${day}`),
  );
  const runIds = await world.runIds();
  const loggedBy = days.map(async (day) => {
    const { loggedBy: runId } = await world.artifact(`my_daily_partitioned_asset.${day}:v0`);
    return runId;
  });
  expect(await Promise.all(loggedBy)).toEqual(runIds);
  expect(await world.logLines()).toContain("Creating partitioned asset for 2023-01-02");
});

test("F089 F090 static-partitions writes one artifact per key", async () => {
  await using world = await ProgramWorld.open();
  await world.run("static-partitions");
  expect(await world.types()).toEqual({
    "my_static_partitioned_asset.blue": "dataset",
    "my_static_partitioned_asset.red": "dataset",
    "my_static_partitioned_asset.yellow": "dataset",
  });
  expect(await world.materialized()).toHaveLength(3);
});

test("A31 F091 F097 multi-partitions joins the dimensions by dots in the order of their names", async () => {
  await using world = await ProgramWorld.open();
  await world.run("multi-partitions");
  expect(await world.artifactNames()).toEqual([
    "my_multi_partitioned_asset.blue.2023-01-02:v0",
    "my_multi_partitioned_asset.red.2023-01-02:v0",
  ]);
  const red = await world.artifact("my_multi_partitioned_asset.red.2023-01-02:v0");
  expect(Object.keys(red.entries)).toEqual(["default_table_name.table.json"]);
  const name = "my_multi_partitioned_asset.blue.2023-01-02:v0";
  expect(loads(await world.content(name, "output.pickle"))).toBe("blue|2023-01-02");
  const [, , reader] = await world.runIds();
  expect(red.usedBy).toEqual([reader]);
  expect((await world.artifact(name)).usedBy).toEqual([reader]);
  const lines = await world.logLines();
  expect(lines).toContain('partition=red|2023-01-02, content=["red"]');
  expect(lines).toContain("partition=blue|2023-01-02, content=blue|2023-01-02");
});

test("A34 A51 F098 advanced-partitions stores values of mixed kinds and reads each in its own way", async () => {
  await using world = await ProgramWorld.open();
  await world.run("advanced-partitions");
  const colors = ["red", "orange", "yellow", "blue", "green"];
  const versions = await Promise.all(
    colors.map((color) =>
      world.artifact(`my_advanced_configuration_partitioned_asset.${color}:v0`),
    ),
  );
  expect(versions.map(({ entries }) => Object.keys(entries))).toEqual([
    ["output.pickle"],
    ["Table.table.json"],
    ["custom_table_name.table.json"],
    ["default_table_name.table.json"],
    ["default_table_name.table.json"],
  ]);
  expect(versions.map(({ type }) => type)).toEqual(colors.map(() => "dataset"));
  expect(versions.every(({ aliases }) => aliases.includes("special_alias"))).toBe(true);
  const reader = (await world.runIds()).at(-1);
  expect(versions.map(({ usedBy }) => usedBy)).toEqual(colors.map(() => [reader]));
  const lines = (await world.logLines()).filter((line) => line.startsWith("partition="));
  expect(lines.toSorted()).toEqual([
    "partition=blue, type=Table",
    "partition=green, type=Table",
    "partition=orange, type=Artifact",
    "partition=red, type=string",
    "partition=yellow, type=Table",
  ]);
});

test("A33 F095 F134 partitioned-job writes and reads the artifact of its region", async () => {
  await using world = await ProgramWorld.open();
  await world.run("partitioned-job");
  const regions = ["us-west-1", "eu-west-1", "ap-southeast-2"];
  const runIds = await world.runIds();
  const versions = await Promise.all(
    regions.map((region) => world.artifact(`my_partitioned_artifact.${region}:v0`)),
  );
  expect(versions).toHaveLength(3);
  expect(versions.map(({ loggedBy }) => loggedBy)).toEqual(runIds);
  expect(versions.map(({ usedBy }) => usedBy)).toEqual(runIds.map((runId) => [runId]));
  expect(world.backend.inspect.runs(place)).toHaveLength(3);
  expect(await world.logLines()).toContain("Result of eu-west-1: [1,2,3]");
});
