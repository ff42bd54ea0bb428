import { expect, test } from "vitest";
import {
  JoinedTable,
  type PartitionedTable,
  readTableRows,
  Table,
  TableStream,
} from "../../src/index.ts";
import { setUp } from "../support.ts";
import { paths, store } from "./store.ts";

async function* sampleRows(): AsyncGenerator<readonly unknown[]> {
  for (let index = 0; index < 25; index++) yield [index, `row "${index}"`];
}

test("joins tables and reads both sides", async () => {
  await using setup = await setUp();
  const left = new Table({ columns: ["a", "b"], data: [[1, "x"]] });
  const right = new Table({ columns: ["a", "c"], data: [[1, true]] });
  const artifact = await store(setup, "joined", { j: new JoinedTable(left, right, "a") });
  const found = (await artifact.get("j")) as JoinedTable;
  expect(found.joinKey).toBe("a");
  expect((found.right as Table).getColumn("c")).toEqual([true]);
});

test("writes a table past 200 000 rows as a partitioned one, and one of unknown length row by row", async () => {
  await using setup = await setUp();
  const long = new Table({
    columns: ["n"],
    data: Array.from({ length: 200_001 }, (_, index) => [index]),
  });
  const artifact = await store(setup, "long", {
    big: long,
    flow: new TableStream({ columns: ["n", "text"], rows: sampleRows(), rowsPerPart: 10 }),
  });
  expect(await paths(artifact)).toEqual([
    "big.partitioned-table.json",
    "flow.partitioned-table.json",
    "media/tables/big_parts/part-000000.table.json",
    "media/tables/big_parts/part-000001.table.json",
    "media/tables/flow_parts/part-000000.table.json",
    "media/tables/flow_parts/part-000001.table.json",
    "media/tables/flow_parts/part-000002.table.json",
  ]);
  const found = (await artifact.get("big")) as PartitionedTable;
  expect(found.rowCount).toBe(200_001);
  expect(found.getColumn("n").at(-1)).toBe(200_000);
  const flow = (await artifact.get("flow")) as PartitionedTable;
  expect([...flow].map((row) => row[0])).toEqual(Array.from({ length: 25 }, (_, index) => index));
  const streamed: unknown[] = [];
  const part = await artifact.entry("media/tables/flow_parts/part-000001.table.json");
  for await (const row of readTableRows(part.stream(), part.path)) streamed.push(row);
  expect(streamed[0]).toEqual([10, 'row "10"']);
  expect(streamed).toHaveLength(10);
});
