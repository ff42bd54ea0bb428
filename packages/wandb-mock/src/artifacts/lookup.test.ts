import { expect, test } from "vitest";
import { createApi, digestOf, md5 } from "../__fixtures__/api.ts";
import { begin } from "../__fixtures__/artifact-steps.ts";

test("versions are found by number, alias and digest; a missing one is null", async () => {
  const api = createApi();
  await api.log("ds", { a: "a" }, { aliases: ["best"] });
  await api.log("ds", { a: "b" });
  const text = `query ($name: String!) { project(name: "p") {
    artifactCollectionMembership(name: $name) { versionIndex } artifact(name: $name) { id } } }`;
  for (const [name, index] of [
    ["ds", 1],
    ["ds:latest", 1],
    ["ds:v0", 0],
    ["ds:best", 0],
    [`ds:${digestOf({ a: { digest: md5("a") } })}`, 0],
  ] as const) {
    const found = (await api.ask(text, { name })).project.artifactCollectionMembership;
    expect([name, found.versionIndex]).toEqual([name, index]);
  }
  for (const name of ["ds:v7", "ds:none", "none", "none:v0"]) {
    const { project } = await api.ask(text, { name });
    expect(project).toEqual({ artifactCollectionMembership: null, artifact: null });
  }
});

test("a run knows what it made and used, and versions know their runs", async () => {
  const api = createApi();
  await api.init("maker");
  await api.init("reader");
  const id = await api.log("ds", { a: "a" }, { run: "maker" });
  const use = `mutation ($id: ID!) { useArtifact(input: { artifactID: $id, entityName: "ada",
    projectName: "p", runName: "reader", usedAs: "data" }) { artifact { id } } }`;
  await api.ask(use, { id });
  await api.ask(use, { id });
  const data = await api.ask(
    `query ($id: ID!) {
      artifact(id: $id) { createdBy { __typename ... on Run { name } } usedBy { edges { node { name } } } }
      project(name: "p") { run(name: "reader") { inputArtifacts { totalCount edges { version } } } }
    }`,
    { id },
  );
  expect(data).toEqual({
    artifact: {
      createdBy: { __typename: "Run", name: "maker" },
      usedBy: { edges: [{ node: { name: "reader" } }] },
    },
    project: { run: { inputArtifacts: { totalCount: 1, edges: [{ version: "v0" }] } } },
  });
  expect(api.backend.inspect.lineage().edges).toEqual([
    { from: "run:ada/p/maker", to: "artifact:ada/p/ds:v0", kind: "logged" },
    { from: "artifact:ada/p/ds:v0", to: "run:ada/p/reader", kind: "used" },
  ]);
  const pending = await api.query(use, { id: await begin(api) });
  expect(pending.errors[0]?.message).toContain("only committed versions");
});

test("files are listed with the references among them, in pages", async () => {
  const api = createApi();
  await api.log("ds", { "a.txt": "a", remote: { ref: "s3://bucket/key", digest: "etag" } });
  const text = `query ($names: [String!], $first: Int) { project(name: "p") { artifactCollection(name: "ds") {
    artifactMembership(aliasName: "v0") { files(first: $first, names: $names) {
      totalCount pageInfo { hasNextPage } edges { node { name directUrl sizeBytes digest } } } } } } }`;
  const list = async (variables: object) =>
    (await api.ask(text, variables)).project.artifactCollection.artifactMembership.files;
  expect(await list({})).toMatchObject({
    totalCount: 2,
    edges: [
      { node: { name: "a.txt", sizeBytes: 1, digest: md5("a") } },
      { node: { name: "remote", directUrl: "s3://bucket/key", digest: "etag" } },
    ],
  });
  expect(await list({ first: 1 })).toMatchObject({ pageInfo: { hasNextPage: true } });
  expect((await list({ names: ["remote"] })).totalCount).toBe(1);
});
