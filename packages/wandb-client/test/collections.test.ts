import { expect, test } from "vitest";
import { ArtifactDraft, type Artifact, type WandbClient } from "../src/index.ts";
import { all } from "./collect.ts";
import { rejection, setUp } from "./support.ts";

async function log(
  client: WandbClient,
  name: string,
  text: string,
  options: { type?: string; aliases?: string[]; tags?: string[]; metadata?: object } = {},
): Promise<Artifact> {
  const draft = new ArtifactDraft({
    name,
    type: options.type ?? "dataset",
    metadata: { ...options.metadata },
  });
  await draft.newFile("text", text);
  return await client.logArtifact(draft, { aliases: options.aliases, tags: options.tags });
}

test("reads a collection, its aliases and its versions", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await log(client, "rows", "0", { aliases: ["first"] });
  await log(client, "rows", "1", { aliases: ["best"] });
  const collection = await client.artifactCollection("weavers/loom/rows");
  expect(collection).toMatchObject({
    entity: "weavers",
    project: "loom",
    name: "rows",
    qualifiedName: "weavers/loom/rows",
    type: "dataset",
    tags: [],
    description: undefined,
    isPortfolio: false,
  });
  expect(Date.parse(collection.createdAt)).toBeGreaterThan(0);
  expect((await all(collection.aliases({ pageSize: 1 }))).toSorted()).toEqual([
    "best",
    "first",
    "latest",
  ]);
  const versions = await all(collection.versions({ pageSize: 1 }));
  expect(versions.map(({ name, aliases }) => [name, aliases.toSorted()])).toEqual([
    ["rows:v1", ["best", "latest"]],
    ["rows:v0", ["first"]],
  ]);
});

test("renames, describes, tags and retypes a collection, a change at a time and all at once", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await log(client, "rows", "0");
  let collection = await client.artifactCollection("rows");
  collection = await collection.update({ description: "clean", tags: ["a", "b"] });
  expect(collection).toMatchObject({ name: "rows", description: "clean", tags: ["a", "b"] });
  collection = await collection.update({
    name: "records",
    type: "table",
    tags: { add: ["c"], remove: ["a"] },
  });
  expect(collection).toMatchObject({
    name: "records",
    type: "table",
    description: "clean",
    tags: ["b", "c"],
  });
  expect(await client.artifact("records:v0")).toMatchObject({ name: "records:v0", type: "table" });
  expect(await client.artifactExists("rows:v0")).toBe(false);
  const before = setup.backend.inspect.requests().length;
  await collection.update({ name: "records", tags: ["b", "c"], type: "table" });
  // What stays as it is asks for nothing but the fresh data.
  expect(setup.backend.inspect.requests().length - before).toBe(1);
});

test("adds more tags than one request takes", async () => {
  await using setup = await setUp();
  await log(setup.client, "rows", "0");
  const tags = Array.from({ length: 45 }, (_, index) => `tag ${index}`);
  const collection = await setup.client.artifactCollection("rows");
  expect((await collection.update({ tags })).tags).toHaveLength(45);
  expect(setup.backend.inspect.requests({ operation: "AddArtifactCollectionTags" })).toHaveLength(
    3,
  );
  expect((await (await collection.update({ tags })).update({ tags: [] })).tags).toEqual([]);
});

test("deletes a collection with its versions", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await log(client, "rows", "0", { aliases: ["kept"] });
  await (await client.artifactCollection("rows")).delete();
  expect(await client.artifactCollectionExists("rows")).toBe(false);
  expect(await client.findArtifact("rows:v0")).toBeUndefined();
  expect(await rejection(client.artifactCollection("rows"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: expect.stringContaining("weavers/loom/rows"),
  });
});

test("a portfolio shows its links, is renamed and deleted, and leaves the versions where they are", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await log(client, "other", "first");
  await (await client.artifact("other:v0")).link("weavers/shelf/Best of");
  const net = await log(client, "net", "weights", { type: "dataset" });
  await log(client, "net", "more weights");
  await (await client.artifact("net:v1")).link("weavers/shelf/Best of", { aliases: ["prod"] });
  await net.link("weavers/shelf/Best of", { aliases: ["old"] });
  let shelf = await client.artifactCollection("weavers/shelf/Best of");
  expect(shelf.isPortfolio).toBe(true);
  const seen = await all(shelf.versions({ pageSize: 2 }));
  expect(
    seen.map((each) => [
      each.name,
      each.isLink,
      each.aliases.filter((alias) => alias !== "latest"),
      `${each.sourceCollection}:v${each.sourceVersionIndex}`,
    ]),
  ).toEqual([
    ["Best of:v2", true, ["old"], "net:v0"],
    ["Best of:v1", true, ["prod"], "net:v1"],
    ["Best of:v0", true, [], "other:v0"],
  ]);
  shelf = await shelf.update({ name: "Finest", description: "by hand" });
  expect(shelf).toMatchObject({ name: "Finest", description: "by hand", isPortfolio: true });
  expect(await rejection(shelf.update({ type: "model" }))).toMatchObject({
    code: "WANDB_CLIENT_ARTIFACT_STATE",
  });
  await shelf.delete();
  expect(await client.artifactCollectionExists("weavers/shelf/Finest")).toBe(false);
  expect(await client.artifactExists("net:v0")).toBe(true);
});

test("an alias moves to the version that gets it, and one version may hold it in two places", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await log(client, "net", "0", { aliases: ["prod"] });
  const next = await log(client, "net", "1");
  await next.update({ aliases: { add: ["prod"] } });
  expect((await client.artifact("net:prod")).version).toBe("v1");
  expect((await client.artifact("net:v0")).aliases).toEqual([]);
  const linked = await next.link("weavers/shelf/nets", { aliases: ["prod"] });
  await linked.update({ aliases: { add: ["shown"], remove: ["prod"] } });
  expect((await client.artifact("weavers/shelf/nets:shown")).isLink).toBe(true);
  expect((await client.artifact("net:prod")).version).toBe("v1");
});

test("a version knows its links, and a link its source", async () => {
  await using setup = await setUp();
  const net = await log(setup.client, "net", "0");
  await net.link("weavers/shelf/nets");
  const linked = await net.link("wandb-registry-model/Nets");
  expect(
    (await all(net.links({ pageSize: 1 }))).map((each) => each.qualifiedName).toSorted(),
  ).toEqual(["heddle-org/wandb-registry-model/Nets:v0", "weavers/shelf/nets:v0"]);
  expect(await linked.source()).toMatchObject({
    qualifiedName: "weavers/loom/net:v0",
    isLink: false,
  });
});

test("refuses names, types and tags that W&B does not take, before any request", async () => {
  await using setup = await setUp();
  await log(setup.client, "rows", "0");
  const collection = await setup.client.artifactCollection("rows");
  const before = setup.backend.inspect.requests().length;
  for (const changes of [
    { name: "a/b" },
    { name: "" },
    { type: "job" },
    { tags: ["not/allowed"] },
  ]) {
    expect(await rejection(collection.update(changes))).toMatchObject({
      code: "WANDB_CLIENT_INVALID_NAME",
    });
  }
  expect(await rejection(setup.client.artifactCollection("rows:v0"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
  expect(setup.backend.inspect.requests().length).toBe(before);
  await log(setup.client, "taken", "0");
  expect(await rejection(collection.update({ name: "taken" }))).toMatchObject({
    code: "WANDB_CLIENT_CONFLICT",
  });
});

test("lists collections with filters, order, type and paging", async () => {
  await using setup = await setUp();
  const { client } = setup;
  for (const name of ["b", "c", "a"]) await log(client, name, name);
  await log(client, "net", "0", { type: "model" });
  await (await client.artifactCollection("c")).update({ tags: ["kept"], description: "third" });
  const names = async (options: Parameters<typeof client.artifactCollections>[0]) =>
    (await all(client.artifactCollections(options))).map((each) => each.name);
  expect(await names({ order: "+name", pageSize: 1 })).toEqual(["a", "b", "c", "net"]);
  expect(await names({ type: "dataset", order: "-name", pageSize: 2 })).toEqual(["c", "b", "a"]);
  expect(await names({ filters: { tag: "kept" } })).toEqual(["c"]);
  expect(await names({ filters: { name: { $in: ["a", "net"] } }, type: "model" })).toEqual(["net"]);
  expect(
    await names({ filters: { $or: [{ description: "third" }, { name: "a" }] }, order: "+name" }),
  ).toEqual(["a", "c"]);
  expect(await client.artifactCollectionExists("net", { type: "model" })).toBe(true);
  expect(await client.artifactCollectionExists("net", { type: "dataset" })).toBe(false);
});

test("says when the server takes no filters for collections, and lists them plainly", async () => {
  await using setup = await setUp({ features: "none" });
  await log(setup.client, "a", "a");
  expect(await all(setup.client.artifactCollections())).toHaveLength(1);
  expect(await rejection(all(setup.client.artifactCollections({ order: "+name" })))).toMatchObject({
    code: "WANDB_CLIENT_UNSUPPORTED",
    details: { feature: "ARTIFACT_COLLECTIONS_FILTERING_SORTING" },
  });
});

test("finds versions by alias, tag, metadata, date and size, in any order", async () => {
  await using setup = await setUp();
  const { client } = setup;
  for (let index = 0; index < 4; index++) {
    await log(client, "runs", "x".repeat(10 - index), {
      aliases: [`a${index}`],
      tags: index % 2 === 0 ? ["even", "number"] : ["number"],
      metadata: { score: index / 10, nested: { kind: index < 2 ? "low" : "high" } },
    });
  }
  const found = async (options: Parameters<typeof client.artifactVersions>[1]) =>
    (await all(client.artifactVersions("runs", { pageSize: 2, ...options }))).map(
      (each) => each.version,
    );
  expect(await found({ filters: { alias: { $in: ["a1", "a3"] } } })).toEqual(["v3", "v1"]);
  expect(await found({ filters: { "metadata.score": { $gte: 0.2 } } })).toEqual(["v3", "v2"]);
  expect(await found({ filters: { "metadata.nested.kind": "low" } })).toEqual(["v1", "v0"]);
  expect(
    await found({ filters: { $and: [{ tag: "even" }, { "metadata.score": { $ne: 0 } }] } }),
  ).toEqual(["v2"]);
  expect(await found({ tags: ["even", "number"] })).toEqual(["v2", "v0"]);
  expect(await found({ order: "+size" })).toEqual(["v3", "v2", "v1", "v0"]);
  expect(await found({ order: "+createdAt" })).toEqual(["v0", "v1", "v2", "v3"]);
  expect(await found({ filters: { createdAt: { $gt: "2999-01-01T00:00:00Z" } } })).toEqual([]);
  expect(await rejection(found({ filters: { $where: "1" } }))).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
    message: expect.stringContaining("$where"),
  });
  expect(await client.artifactExists("runs:a2")).toBe(true);
  expect(await client.artifactExists("runs:a9")).toBe(false);
});
