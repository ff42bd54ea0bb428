import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

const all = async <T>(list: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

test("lists runs with filters, order and paging, and reads history thinned out and whole", async () => {
  await using setup = await setUp();
  for (const [index, lr] of [0.1, 0.2, 0.3].entries()) {
    const run = await setup.client.run({ id: `q${index}`, config: { lr } });
    for (let step = 0; step < 30; step++)
      void run.log({ loss: step * lr, ...(step % 2 === 0 ? { even: step } : {}) });
    await run.finish();
  }
  const ids: string[] = [];
  for await (const run of setup.client.runs({ pageSize: 2, order: "+created_at" }))
    ids.push(run.id);
  expect(ids).toEqual(["q0", "q1", "q2"]);
  const found: string[] = [];
  for await (const run of setup.client.runs({
    filters: { "config.lr.value": { $gt: 0.15 } },
    order: "+created_at",
  }))
    found.push(run.id);
  expect(found).toEqual(["q1", "q2"]);
  const run = await setup.client.getRun("weavers/loom/q0");
  expect(run).toMatchObject({ state: "finished", config: { lr: 0.1 }, historyLineCount: 30 });
  const rows: Record<string, unknown>[] = [];
  for await (const row of run.scanHistory({ pageSize: 7, keys: ["even"] })) rows.push(row);
  expect(rows).toEqual(
    Array.from({ length: 15 }, (_, index) => ({ _step: index * 2, even: index * 2 })),
  );
  expect((await run.history({ samples: 10 })).length).toBeLessThanOrEqual(10);
  expect((await run.history({ keys: ["loss"], samples: 500 }))[3]).toMatchObject({ _step: 3 });
  expect(await rejection(setup.client.getRun("weavers/loom/none"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
  await run.delete();
  expect(await rejection(setup.client.getRun("weavers/loom/q0"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});

test("a list of a project or collection that does not exist is no empty list", async () => {
  await using setup = await setUp();
  const { client } = setup;
  for (const list of [
    client.runs({ project: "nowhere" }),
    client.sweeps({ project: "nowhere" }),
    client.artifactTypes({ project: "nowhere" }),
    client.artifactCollections({ project: "nowhere" }),
    client.artifactCollections({ project: "nowhere", type: "dataset" }),
    client.artifactVersions("rows", { project: "nowhere" }),
  ])
    expect(await rejection(all<unknown>(list))).toMatchObject({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: expect.stringContaining("weavers/nowhere"),
    });
  const draft = new ArtifactDraft({ name: "rows", type: "dataset" });
  await draft.newFile("a", "a");
  await client.logArtifact(draft);
  expect(await rejection(all(client.artifactVersions("rowz")))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: expect.stringContaining("weavers/loom/rowz"),
  });
  expect(await all(client.artifactCollections({ type: "model" }))).toEqual([]);
  expect(await client.artifactByDigest("rowz", draft.clientId)).toBeUndefined();
});

test("lists projects, artifact types, collections, versions and lineage page by page", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  for (const [name, type] of [
    ["one", "dataset"],
    ["two", "model"],
    ["one", "dataset"],
  ] as const) {
    const draft = new ArtifactDraft({ name, type });
    await draft.newFile("a", `${name}${Math.random()}`);
    await run.logArtifact(draft);
  }
  await run.useArtifact("one:v0");
  expect((await all(setup.client.projects())).map((each) => each.name)).toContain("loom");
  expect(
    (await all(setup.client.artifactTypes({ pageSize: 1 }))).map((each) => each.name).toSorted(),
  ).toEqual(["dataset", "model"]);
  expect(
    (await all(setup.client.artifactCollections({ pageSize: 1 })))
      .map((each) => each.name)
      .toSorted(),
  ).toEqual(["one", "two"]);
  expect(
    (await all(setup.client.artifactCollections({ type: "model" }))).map((each) => [
      each.name,
      each.isPortfolio,
    ]),
  ).toEqual([["two", false]]);
  expect(
    (await all(setup.client.artifactVersions("one", { pageSize: 1 }))).map((each) => each.version),
  ).toEqual(["v1", "v0"]);
  const record = await setup.client.getRun("r1");
  expect((await all(record.inputArtifacts())).map((each) => each.name)).toEqual(["one:v0"]);
  expect(
    (await all(record.outputArtifacts({ pageSize: 1 }))).map((each) => each.name).toSorted(),
  ).toEqual(["one:v0", "one:v1", "two:v0"]);
  expect(await all(setup.client.sweeps())).toEqual([]);
});

test.each([0, -1, 1.5])(
  "takes no page size of %d, with which no list would end",
  async (pageSize) => {
    await using setup = await setUp();
    const run = await setup.client.run({ id: "r1" });
    void run.log({ loss: 1 });
    await run.finish();
    const record = await setup.client.getRun("r1");
    for (const list of [setup.client.runs({ pageSize }), record.scanHistory({ pageSize })])
      expect(await rejection(list.next())).toMatchObject({
        code: "WANDB_CLIENT_ARGUMENT",
        details: { pageSize },
      });
  },
);
