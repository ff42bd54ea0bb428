import { expect, test } from "vitest";
import {
  ArtifactDraft,
  Html,
  openTable,
  PartitionedTable,
  Table,
  TableStream,
  type TableRows,
} from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";
import { store } from "./store.ts";

const day = new Date("2023-01-05T12:00:00Z");

const part = (n: number): Table => new Table({ columns: ["n"], data: [[n]] });

async function all(rows: TableRows): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for await (const row of rows) found.push(row);
  return found;
}

test("reads the rows of a table one by one, with times, media and endless numbers", async () => {
  await using setup = await setUp();
  const data = [
    [1, day, new Html("<i>1</i>", { inject: false }), "Infinity"],
    [-Infinity, null, null, "x"],
    [Number.NaN, null, null, "y"],
  ];
  const artifact = await store(setup, "one", {
    t: new Table({ columns: ["n", "when", "page", "text"], data }),
  });
  const table = await openTable(artifact, "t");
  expect(table.columns).toEqual(["n", "when", "page", "text"]);
  expect(Object.keys(table.columnTypes)).toEqual(["n", "page", "text", "when"]);
  const [[n, when, page, text] = [], ...rest] = await all(table);
  expect([n, when, text]).toEqual([1, day, "Infinity"]);
  expect(await (page as Html).text()).toBe("<i>1</i>");
  expect(rest).toEqual([
    [-Infinity, null, null, "x"],
    [null, null, null, "y"],
  ]);
  expect(((await artifact.get("t")) as Table).getColumn("n")).toEqual([1, -Infinity, null]);
});

test("goes through the parts of a table, and knows the types that stand behind the rows", async () => {
  await using setup = await setUp();
  const artifact = await store(setup, "parts", {
    flow: new TableStream({
      columns: ["n", "when"],
      rows: [1, 2, 3].map((n) => [n, day]),
      rowsPerPart: 2,
    }),
    p: new PartitionedTable("parts", [part(1), part(2)]),
    none: new PartitionedTable("nowhere"),
  });
  const flow = await openTable(artifact, "flow");
  expect(await all(flow)).toEqual([
    [1, day],
    [2, day],
    [3, day],
  ]);
  expect(await all(flow)).toHaveLength(3);
  expect(await all(await openTable(artifact, "p.partitioned-table.json"))).toEqual([[1], [2]]);
  const none = await openTable(artifact, "none");
  expect([none.columns, await all(none)]).toEqual([[], []]);
});

test("says what is no table", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "broken", type: "t" });
  await draft.newFile("a.table.json", '{"data":[[1]]}');
  await draft.newFile("b.partitioned-table.json", "{}");
  await draft.newFile("c.table.json", '{"columns":["x"],"data":[[1]');
  const artifact = await setup.client.logArtifact(draft);
  for (const [name, code] of [
    ["a", "WANDB_CLIENT_MEDIA"],
    ["b", "WANDB_CLIENT_MEDIA"],
    ["c", "WANDB_CLIENT_TABLE"],
    ["d", "WANDB_CLIENT_ENTRY_MISSING"],
  ] as const)
    expect(await rejection(openTable(artifact, name))).toMatchObject({ code });
});
