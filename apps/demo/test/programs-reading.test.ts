import { expect, test } from "vitest";
import { place, ProgramWorld } from "./program-world.ts";

test("A30 A48 A49 F096 F124 F125 daily-partitions writes one artifact per day and reads several", async () => {
  await using world = await ProgramWorld.open();
  await world.run("daily-partitions");
  expect(await world.artifactNames()).toEqual([
    "my_daily_partitioned_asset.2023-01-01:v0",
    "my_daily_partitioned_asset.2023-01-02:v0",
  ]);
  const lines = await world.logLines();
  expect(lines).toContain("all partitions: 2023-01-01, 2023-01-02");
  expect(lines.filter((line) => line === "2023-01-01: value of 2023-01-01")).toHaveLength(2);
});

test("F089 F090 static-partitions writes one artifact per key", async () => {
  await using world = await ProgramWorld.open();
  await world.run("static-partitions");
  expect(await world.artifactNames()).toEqual([
    "my_static_partitioned_asset.blue:v0",
    "my_static_partitioned_asset.red:v0",
  ]);
});

test("A31 F091 F097 multi-partitions joins the dimensions by dots in the order of their names", async () => {
  await using world = await ProgramWorld.open();
  await world.run("multi-partitions");
  expect(await world.artifactNames()).toEqual([
    "my_multi_partitioned_asset.blue.2023-01-02:v0",
    "my_multi_partitioned_asset.red.2023-01-02:v0",
  ]);
  expect(await world.logLines()).toContain("red|2023-01-02: red on 2023-01-02");
});

test("A34 A51 F098 F126 F130 F131 advanced-partitions reads each partition in its own way", async () => {
  await using world = await ProgramWorld.open();
  await world.run("advanced-partitions");
  expect(await world.artifactNames()).toHaveLength(5);
  const lines = (await world.logLines()).filter((line) => /^\w+: \w+$/.test(line));
  expect(lines.toSorted()).toEqual([
    "blue: Table",
    "green: Table",
    "orange: Artifact",
    "red: text",
    "yellow: Table",
  ]);
});

test("A33 F095 F134 partitioned-job writes and reads the artifact of its region", async () => {
  await using world = await ProgramWorld.open();
  await world.run("partitioned-job");
  expect(await world.artifactNames()).toEqual([
    "my_partitioned_artifact.ap-southeast-2:v0",
    "my_partitioned_artifact.eu-west-1:v0",
    "my_partitioned_artifact.us-west-1:v0",
  ]);
});

test("A40 A41 A42 A43 A44 F045 F104 F106 F107 reading-forms reads by name, renamed, external, get and get_path", async () => {
  await using world = await ProgramWorld.open();
  await world.run("reading-forms");
  const lines = await world.logLines();
  expect(lines).toEqual(
    expect.arrayContaining([
      "by name: [1,2,3]",
      "renamed: [1,2,3]",
      "external: my_external_artifact:v0",
      "get: column a is [1]",
    ]),
  );
  expect(lines.some((line) => line.startsWith("get_path: "))).toBe(true);
  const external = await world.backend.inspect.artifact(`${place}/my_external_artifact:v0`);
  expect(external?.usedBy.length).toBeGreaterThan(0);
});

test("A66 F139 F142 F144 F145 F148 launch: an agent op runs the job that a job op queued", async () => {
  await using world = await ProgramWorld.open();
  await world.run("launch");
  const launched = world.backend.inspect.runs(place).find(({ state }) => state === "finished");
  expect(launched?.history).toHaveLength(3);
  const runs = await world.instance.getRuns();
  const statuses = Object.fromEntries(runs.map(({ jobName, status }) => [jobName, status]));
  expect(statuses["run_launch_job_example"]).toBe("SUCCESS");
  expect(["SUCCESS", "CANCELED"]).toContain(statuses["run_launch_agent_example"]);
});
