import { expect, test } from "vitest";
import {
  ArtifactDraft,
  Html,
  Image,
  JoinedTable,
  openTable,
  PartitionedTable,
  Table,
  type Artifact,
} from "../../src/index.ts";
import { rejection, setUp, type Setup } from "../support.ts";
import { paths, png, store } from "./store.ts";

const hexOf = (artifact: Artifact): string => Buffer.from(artifact.id, "base64").toString("hex");

/** References of an artifact by their paths. */
async function references(artifact: Artifact): Promise<Record<string, string | undefined>> {
  return Object.fromEntries(
    (await artifact.entries()).flatMap(({ path, ref }) => (ref === undefined ? [] : [[path, ref]])),
  );
}

async function storeFirst(setup: Setup): Promise<Artifact> {
  return await store(setup, "first", {
    picture: new Image(png, { caption: "c" }),
    table: new Table({ data: [{ a: 1, im: new Image(png) }] }),
    page: new Html("<p>x</p>"),
  });
}

test("refers to media of another version instead of storing them again, through chains", async () => {
  await using setup = await setUp();
  const first = await storeFirst(setup);
  const table = (await first.get("table")) as Table;
  const second = await store(setup, "second", {
    again: table,
    joined: new JoinedTable(table, new Table({ data: [{ a: 1 }] }), "a"),
    made: new Table({ data: [{ im: table.getRow(0)[1] as Image }] }),
  });
  const companion = (await paths(first)).find((path) => path.startsWith("media/images/"));
  const source = `wandb-artifact://${hexOf(first)}`;
  expect(await references(second)).toEqual({
    "again.table.json": `${source}/table.table.json`,
    "table.table.json": `${source}/table.table.json`,
    [companion ?? ""]: `${source}/${companion}`,
  });
  expect((await second.entry("again.table.json")).size).toBe(0);
  const third = await store(setup, "third", { last: (await second.get("again")) as Table });
  expect(await references(third)).toEqual({ "last.table.json": `${source}/table.table.json` });
  const last = (await third.get("last")) as Table;
  expect(last.getColumn("a")).toEqual([1]);
  expect(await (last.getRow(0)[1] as Image).size()).toEqual({ width: 2, height: 1 });
  const rows = await openTable(third, "last");
  for await (const [a, im] of rows)
    expect([a, await (im as Image).size()]).toEqual([1, { width: 2, height: 1 }]);
  const joined = (await second.get("joined")) as JoinedTable;
  expect((joined.left as Table).getColumn("a")).toEqual([1]);
});

test("reads the parts of a partitioned table that stand in other versions", async () => {
  await using setup = await setUp();
  const first = await storeFirst(setup);
  const table = (await first.get("table")) as Table;
  const second = await store(setup, "second", { all: new PartitionedTable("parts", [table]) });
  expect(Object.keys(await references(second))).toEqual(["parts/part-000000.table.json"]);
  const rows: unknown[] = [];
  for await (const row of await openTable(second, "all")) rows.push(row[0]);
  expect(rows).toEqual([1]);
  expect(((await second.get("all")) as PartitionedTable).getColumn("a")).toEqual([1]);
});

test("stores a table that was changed since it was read, and anything with `copy`", async () => {
  await using setup = await setUp();
  const first = await storeFirst(setup);
  const changed = (await first.get("table")) as Table;
  changed.addRow([2, null]);
  const draft = new ArtifactDraft({ name: "second", type: "media" });
  await draft.add(changed, "table");
  await draft.add((await first.get("picture")) as Image, "copied", { copy: true });
  const second = await setup.client.logArtifact(draft);
  expect(Object.keys(await references(second))).toEqual([]);
  expect(((await second.get("table")) as Table).getColumn("a")).toEqual([1, 2]);
  expect(((await second.get("copied")) as Image).caption).toBe("c");
});

test("keeps the entry of a version's own draft, and replaces it by other content only when told", async () => {
  await using setup = await setUp();
  const first = await storeFirst(setup);
  const draft = await first.newDraft();
  const picture = (await first.get("picture")) as Image;
  await draft.add(picture, "picture", { overwrite: true });
  await draft.add(picture, "page", { overwrite: true });
  expect(draft.entries.get("picture.image-file.json")?.ref).toBeUndefined();
  expect(draft.entries.get("page.image-file.json")?.ref).toContain("picture.image-file.json");
});

test("refuses to refer to a version of another server, and copies from it when told", async () => {
  await using setup = await setUp();
  await using other = await setUp();
  const first = await storeFirst(setup);
  const picture = (await first.get("picture")) as Image;
  const draft = new ArtifactDraft({ name: "second", type: "media" });
  await draft.add(picture, "picture");
  const error = await rejection(other.client.logArtifact(draft));
  expect(error).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
    message: expect.stringContaining(new URL(setup.host).host),
    hint: expect.stringContaining("copy: true"),
  });
  await draft.add(picture, "picture", { overwrite: true, copy: true });
  const copied = await other.client.logArtifact(draft);
  expect(await ((await copied.get("picture")) as Image).size()).toEqual({ width: 2, height: 1 });
  const incremental = await first.newDraft();
  expect(await rejection(other.client.logArtifact(incremental))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
  });
});

test("a run names media of an artifact by their address, and uploads no picture again", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "first", type: "media" });
  const mine = new Image(png);
  const table = new Table({ data: [{ a: 1 }] });
  await draft.add(mine, "mine");
  await draft.add(table, "mine");
  const notYet = new Image(png);
  await new ArtifactDraft({ name: "open", type: "media" }).add(notYet, "x");
  const run = await setup.client.run({ id: "r1" });
  const first = await run.logArtifact(draft);
  const read = (await first.get("mine")) as Table;
  const picture = (await (await storeFirst(setup)).get("picture")) as Image;
  const page = (await (await setup.client.artifact("first:latest")).get("page")) as Html;
  await run.log({ mine, picture, page, notYet, both: [picture, mine, notYet], table, read });
  await run.finish();
  const files = setup.backend.inspect.run("weavers/loom/r1")?.files ?? [];
  const row = (await setup.client.getRun("r1")).summary as Record<string, Record<string, unknown>>;
  const own = `wandb-client-artifact://${draft.clientId}`;
  const newest = `wandb-client-artifact://${draft.sequenceClientId}:latest`;
  expect(row["mine"]).toMatchObject({
    _type: "image-file",
    artifact_path: `${own}/mine.image-file.json`,
    _latest_artifact_path: `${newest}/mine.image-file.json`,
    size: png.length,
  });
  expect(row["mine"]).not.toHaveProperty("path");
  expect(row["picture"]?.["artifact_path"]).toMatch(
    /^wandb-artifact:.*\/picture\.image-file\.json$/,
  );
  expect(row["page"]).toMatchObject({
    artifact_path: expect.stringMatching(/^wandb-artifact:.*\/page\.html-file\.json$/),
    path: expect.stringMatching(/^media\/html\//),
  });
  expect(row["notYet"]).not.toHaveProperty("artifact_path");
  expect(row["both"]?.["filenames"]).toEqual([
    row["picture"]?.["artifact_path"],
    `${own}/mine.image-file.json`,
    expect.stringMatching(/^media\/images\/both_0_/),
  ]);
  expect(row["table"]?.["artifact_path"]).toBe(`${own}/mine.table.json`);
  expect(row["read"]?.["artifact_path"]).toBe(`wandb-artifact://${hexOf(first)}/mine.table.json`);
  expect(files.filter((file) => file.startsWith("media/images/"))).toHaveLength(2);
});

test("a run stores a table that was read from another server", async () => {
  await using setup = await setUp();
  await using other = await setUp();
  const first = await store(setup, "first", { table: new Table({ data: [{ a: 1 }] }) });
  const table = (await first.get("table")) as Table;
  const run = await other.client.run({ id: "r1" });
  await run.log({ table });
  await run.finish();
  const logged = await other.client.artifact("run-r1-table:latest");
  expect(((await logged.get("table")) as Table).getColumn("a")).toEqual([1]);
});

test("an object that a logged draft has is referred to by the next, one of an open draft is stored in both", async () => {
  await using setup = await setUp();
  const picture = new Image(png);
  const table = new Table({ data: [{ a: 1, im: new Image(png) }] });
  const draft = new ArtifactDraft({ name: "first", type: "media" });
  const beside = new ArtifactDraft({ name: "beside", type: "media" });
  for (const each of [draft, beside]) {
    await each.add(picture, "picture");
    await each.add(table, "table");
  }
  const first = await setup.client.logArtifact(draft);
  const source = `wandb-artifact://${hexOf(first)}`;
  expect(await references(await setup.client.logArtifact(beside))).toEqual({});
  const after = await store(setup, "after", { mine: picture, also: table });
  expect(await references(after)).toEqual({
    "mine.image-file.json": `${source}/picture.image-file.json`,
    "also.table.json": `${source}/table.table.json`,
  });
  expect(after.fileCount).toBe(2);
  const read = (await (await setup.client.artifact("after:latest")).get("also")) as Table;
  expect(await (read.getRow(0)[1] as Image).size()).toEqual({ width: 2, height: 1 });
  await using other = await setUp();
  const elsewhere = await store(other, "elsewhere", { mine: picture, also: table });
  expect(await references(elsewhere)).toEqual({});
  expect(await ((await elsewhere.get("mine")) as Image).size()).toEqual({ width: 2, height: 1 });
  table.addRow([2, null]);
  expect(await references(await store(setup, "changed", { also: table }))).toEqual({});
});
