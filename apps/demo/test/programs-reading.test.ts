import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A40 F099 F100 read-by-name reads the artifact that the op names", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-by-name");
  const [runId] = await world.runIds();
  expect((await world.artifact("my_artifact:v0")).usedBy).toEqual([runId]);
  const [input] = await world.events("LOADED_INPUT");
  expect(input).toMatchObject({ stepKey: "read_artifact", data: { inputName: "artifact" } });
  expect(await world.logLines()).toContain("[1,2,3]");
});

test("A40 F002 F042 F109 F149 read-by-asset reads the value of another asset", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-by-asset");
  const [runId] = await world.runIds();
  expect((await world.artifact("my_artifact:v0")).usedBy).toEqual([runId]);
  const [input] = await world.events("LOADED_INPUT");
  expect(input).toMatchObject({ stepKey: "read_artifact", data: { inputName: "my_artifact" } });
  expect(await world.logLines()).toContain("[1,2,3]");
});

test("A41 F104 F105 read-renamed-input reads an asset under another name", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-renamed-input");
  expect(await world.artifactNames()).toEqual(["parent_dagster_asset_name:v0"]);
  const [runId] = await world.runIds();
  expect((await world.artifact("parent_dagster_asset_name:v0")).usedBy).toEqual([runId]);
  const [input] = await world.events("LOADED_INPUT");
  expect(input).toMatchObject({ stepKey: "my_asset", data: { inputName: "artifact" } });
  expect(await world.logLines()).toContain("[1,2,3]");
});

test("A42 F045 F102 F103 external-artifact reads the newest version each time", async () => {
  await using world = await ProgramWorld.open();
  await world.run("external-artifact");
  const [first, second] = await world.runIds();
  const versions = [await world.artifact("my_artifact:v0"), await world.artifact("my_artifact:v1")];
  expect(versions.map(({ usedBy }) => usedBy)).toEqual([[first], [second]]);
  const outside = world.backend.inspect.runs(place).filter(({ jobType }) => jobType !== null);
  expect(versions.map(({ loggedBy }) => loggedBy)).toEqual(outside.map(({ name }) => name));
  const lines = (await world.logLines()).filter((line) => line.startsWith("read "));
  expect(lines).toEqual(["read my_artifact:v0", "read my_artifact:v1"]);
});

test("A43 F106 F110 get reads one named object", async () => {
  await using world = await ProgramWorld.open();
  await world.run("get");
  const [runId] = await world.runIds();
  const artifact = await world.artifact("my_artifact_with_table:v0");
  expect(artifact.usedBy).toEqual([runId]);
  expect(Object.keys(artifact.entries)).toEqual(["my_table.table.json"]);
  expect(await world.logLines()).toContain("[1]");
});

test("A44 F107 F110 get-path downloads one file and nothing else", async () => {
  await using world = await ProgramWorld.open();
  await world.run("get-path");
  const [runId] = await world.runIds();
  expect((await world.artifact("my_artifact_with_file:v0")).usedBy).toEqual([runId]);
  expect(await world.stepsThat("STEP_SUCCESS")).toEqual(["my_artifact_with_file", "get_path"]);
  const path = (await world.logLines()).find((line) => line.endsWith("name_of_file")) ?? "";
  expect(readFileSync(path, "utf8")).toBe("content\n");
  expect(readdirSync(dirname(path))).toEqual(["name_of_file"]);
});

test("A45 F108 get-artifact reads an artifact as a whole", async () => {
  await using world = await ProgramWorld.open();
  await world.run("get-artifact");
  const [runId] = await world.runIds();
  expect((await world.artifact("my_artifact:v0")).usedBy).toEqual([runId]);
  const [input] = await world.events("LOADED_INPUT");
  expect(input).toMatchObject({ stepKey: "get_artifact", data: { inputName: "artifact" } });
  expect(await world.logLines()).toContain("my_artifact:v0");
});

test("A48 F096 F122 F123 F124 read-all-partitions gets every partition in the order of the keys", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-all-partitions");
  const days = ["2023-01-01", "2023-01-02", "2023-01-03"];
  const reader = (await world.runIds()).at(-1);
  const used = days.map(
    async (day) => (await world.artifact(`my_daily_partitioned_asset.${day}:v0`)).usedBy,
  );
  expect(await Promise.all(used)).toEqual(days.map(() => [reader]));
  const lines = (await world.logLines()).filter((line) => line.startsWith("partition="));
  expect(lines.map((line) => line.slice(10, 20))).toEqual(days);
});

test("A49 F096 F125 read-specific-partitions gets the day and the day before, on the first day one", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-specific-partitions");
  const [first, second] = await world.runIds();
  const one = await world.artifact("my_daily_partitioned_asset.2023-01-01:v0");
  const two = await world.artifact("my_daily_partitioned_asset.2023-01-02:v0");
  expect(one.usedBy).toEqual([first, second]);
  expect(two.usedBy).toEqual([second]);
  const lines = (await world.logLines()).filter((line) => line.startsWith("partition="));
  expect(lines.map((line) => line.slice(10, 20))).toEqual([
    "2023-01-01",
    "2023-01-01",
    "2023-01-02",
  ]);
});

test("A51 A52 F126 F127 F128 F129 F130 F131 F132 read-partition-configuration reads by get, version and alias", async () => {
  await using world = await ProgramWorld.open();
  await world.run("read-partition-configuration");
  const reader = (await world.runIds()).at(-1);
  const usedBy = async (name: string): Promise<boolean> =>
    (await world.artifact(`my_partitioned_asset.${name}`)).usedBy.includes(reader ?? "");
  expect(await usedBy("orange:v0")).toBe(true);
  expect(await usedBy("orange:v1")).toBe(false);
  expect(await usedBy("blue:special_alias")).toBe(true);
  expect(await usedBy("blue:latest")).toBe(false);
  expect(await usedBy("green:v1")).toBe(true);
  expect(await usedBy("yellow:v1")).toBe(true);
  const lines = (await world.logLines()).filter((line) => line.startsWith("partition="));
  expect(lines).toEqual([
    "partition=yellow, edition=new",
    "partition=orange, edition=old",
    "partition=blue, edition=old",
    "partition=green, edition=new",
  ]);
});
