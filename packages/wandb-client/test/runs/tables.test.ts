import { expect, test } from "vitest";
import { Table, TableStream, type PartitionedTable } from "../../src/index.ts";
import { setUp } from "../support.ts";

const path = "weavers/loom/r1";
const table = new Table({ columns: ["x", "y"], data: [[1, 2]] });

test("logs tables whose keys differ in forbidden characters only as two artifacts", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.log({ "a b": table, ab: table });
  await run.finish();
  const names = (await setup.backend.inspect.artifacts("weavers/loom")).map(
    (artifact) => artifact.collection,
  );
  expect(names.toSorted()).toEqual(["run-r1-ab", expect.stringMatching(/^run-r1-ab-[\w-]{6}$/)]);
});

test("logs a stream of rows as a partitioned table", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.log({
    flow: new TableStream({ columns: ["n"], rows: [[1], [2], [3]], rowsPerPart: 2 }),
  });
  await run.finish();
  expect(setup.backend.inspect.run(path)?.history[0]).toMatchObject({
    flow: {
      _type: "partitioned-table",
      artifact_path: expect.stringMatching(
        /^wandb-client-artifact:.*flow\.partitioned-table\.json$/,
      ),
    },
  });
  const artifact = await setup.client.artifact("run-r1-flow");
  expect([...((await artifact.get("flow")) as PartitionedTable)]).toEqual([[1], [2], [3]]);
});

test("a growing table stores only what was added, also when its run is resumed", async () => {
  await using setup = await setUp();
  const rows = async (): Promise<unknown[]> => {
    const artifact = await setup.client.artifact("run-r1-incr-growing");
    const [entry = ""] = (await artifact.entries()).map((each) => each.path);
    return ((await artifact.get(entry.replace(".table.json", ""))) as Table).getColumn("n");
  };
  const first = await setup.client.run({ id: "r1" });
  const growing = new Table({ columns: ["n"], logMode: "INCREMENTAL" });
  for (const n of [1, 2]) {
    growing.addRow([n]);
    await first.log({ growing });
  }
  await first.log({ growing });
  await first.finish();
  expect(await rows()).toEqual([1, 2]);
  const second = await setup.client.run({ id: "r1", resume: "must" });
  await second.log({ growing: new Table({ columns: ["n"], data: [[3]], logMode: "INCREMENTAL" }) });
  await second.finish();
  expect(await rows()).toEqual([1, 2, 3]);
  const history = setup.backend.inspect.run(path)?.history ?? [];
  const values = history.map((row) => row["growing"] as Record<string, unknown>);
  expect(values.map((value) => [value["increment_num"], value["nrows"]])).toEqual([
    [0, 1],
    [1, 2],
    [1, 2],
    [2, 1],
  ]);
  expect(values.at(-1)?.["previous_increments_paths"]).toEqual([
    values[0]?.["artifact_path"],
    values[1]?.["artifact_path"],
  ]);
});
