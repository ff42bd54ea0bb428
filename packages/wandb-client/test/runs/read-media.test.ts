import { expect, test } from "vitest";
import { ArtifactDraft, Image, PartitionedTable, Table } from "../../src/index.ts";
import { png } from "../media/store.ts";
import { rejection, setUp } from "../support.ts";

test("reads tables and media of a run's history by what it keeps of them", async () => {
  await using setup = await setUp();
  const { client } = setup;
  const run = await client.run({ id: "r1" });
  const picture = new Image(png, { caption: "c" });
  const draft = new ArtifactDraft({ name: "shots", type: "media" });
  await draft.add(picture, "shot");
  await run.logArtifact(draft);
  await run.log({ table: new Table({ data: [{ a: 1, im: new Image(png) }] }), picture });
  await run.log({ table: new Table({ data: [{ a: 2, im: null }] }), plain: new Image(png) });
  await run.finish();
  const rows: Record<string, unknown>[] = [];
  for await (const row of (await client.getRun("r1")).scanHistory()) rows.push(row);
  const [first, second] = rows;

  const table = (await client.readMedia(first?.["table"])) as Table;
  expect(table.getColumn("a")).toEqual([1]);
  expect(await (table.getRow(0)[1] as Image).size()).toEqual({ width: 2, height: 1 });
  const newest = (await client.readMedia(first?.["table"], { latest: true })) as Table;
  expect(newest.getColumn("a")).toEqual([2]);
  expect(await client.readMedia(first?.["picture"])).toMatchObject({ caption: "c" });
  const read = await client.artifact("shots:v0");
  const again = await client.run({ id: "r2" });
  const stored = (await read.get("shot")) as Image;
  await again.log({ stored });
  await again.finish();
  const { summary } = await client.getRun("r2");
  expect(summary["stored"]).toMatchObject({
    artifact_path: expect.stringMatching(/^wandb-artifact:/),
  });
  expect(await client.readMedia(summary["stored"])).toMatchObject({ caption: "c" });

  expect(first?.["table"]).toMatchObject({ artifact_path: expect.any(String) });
  const address = String(Object(first?.["table"])["artifact_path"]);
  const entry = await client.artifactEntry(address);
  expect(entry.path).toBe("table.table.json");
  expect((await client.artifactById(entry.artifactId)).collection).toBe("run-r1-table");
  expect(((await client.readMedia(address)) as Table).getColumn("a")).toEqual([1]);

  expect(await rejection(client.readMedia(second?.["plain"]))).toMatchObject({
    code: "WANDB_CLIENT_MEDIA",
    hint: expect.stringContaining("readFile"),
  });
});

test("reads a partitioned table of the history", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const part = new Table({ data: [{ n: 1 }] });
  await run.log({ flow: new PartitionedTable("parts", [part]) });
  await run.finish();
  const { summary } = await setup.client.getRun("r1");
  const flow = (await setup.client.readMedia(summary["flow"])) as PartitionedTable;
  expect(flow.getColumn("n")).toEqual([1]);
});

test("tells what is wrong with an address", async () => {
  await using setup = await setUp();
  const { client } = setup;
  const draft = new ArtifactDraft({ name: "text", type: "dataset" });
  await draft.newFile("a.txt", "hello");
  await client.logArtifact(draft);
  const codeOf = async (value: unknown): Promise<unknown> =>
    ((await rejection(client.readMedia(value))) as { code?: unknown }).code;
  expect(await codeOf("https://example.org/a")).toBe("WANDB_CLIENT_REFERENCE");
  expect(await codeOf("wandb-client-artifact://unknown/a")).toBe("WANDB_CLIENT_REFERENCE");
  expect(await codeOf("wandb-client-artifact://unknown:latest/a")).toBe("WANDB_CLIENT_REFERENCE");
  const own = `wandb-client-artifact://${draft.clientId}`;
  expect(await codeOf(`${own}/b.txt`)).toBe("WANDB_CLIENT_ENTRY_MISSING");
  expect(await codeOf(`${own}/a.txt`)).toBe("WANDB_CLIENT_MEDIA");
  expect(await (await client.artifactEntry(`${own}/a.txt`)).text()).toBe("hello");
  const newest = `wandb-client-artifact://${draft.sequenceClientId}:latest/a.txt`;
  expect(await (await client.artifactEntry(newest)).text()).toBe("hello");
  const other = `wandb-client-artifact://${draft.sequenceClientId}:other/a.txt`;
  expect(await rejection(client.artifactEntry(other))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
  expect(await codeOf(0.5)).toBe("WANDB_CLIENT_MEDIA");
});
