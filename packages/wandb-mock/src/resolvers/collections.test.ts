import { expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";

async function collectionId(api: Api, name: string): Promise<string> {
  const text = `query ($name: String!) { project(name: "p") { artifactCollection(name: $name) { id } } }`;
  return (await api.ask(text, { name })).project.artifactCollection.id as string;
}

test("types and collections are listed, newest first, filtered and in pages", async () => {
  const api = createApi();
  api.backend.clock.freeze();
  for (const name of ["a", "b", "c"]) {
    api.backend.clock.advance(1000);
    await api.log(name, { x: name }, { type: name === "c" ? "model" : "dataset" });
  }
  const text = `query ($filters: JSONString, $order: String, $first: Int) { project(name: "p") {
    artifactTypes { edges { node { name } } }
    artifactType(name: "dataset") { artifactCollection(name: "c") { id }
      artifactCollections { totalCount } }
    artifactCollections(filters: $filters, order: $order, first: $first) {
      totalCount edges { node { __typename name defaultArtifactType { name } } } } } }`;
  const { project } = await api.ask(text);
  expect(project.artifactTypes.edges).toEqual([
    { node: { name: "dataset" } },
    { node: { name: "model" } },
  ]);
  expect(project.artifactType).toEqual({
    artifactCollection: null,
    artifactCollections: { totalCount: 2 },
  });
  expect(project.artifactCollections.edges[0].node).toEqual({
    __typename: "ArtifactSequence",
    name: "c",
    defaultArtifactType: { name: "model" },
  });
  const filters = JSON.stringify({ name: { $in: ["a", "b"] } });
  const some = await api.ask(text, { filters, order: "+createdAt", first: 1 });
  expect(some.project.artifactCollections).toMatchObject({
    totalCount: 2,
    edges: [{ node: { name: "a" } }],
  });
});

test("collections are renamed, described, tagged and moved to another type", async () => {
  const api = createApi();
  await api.log("old", { x: "x" });
  await api.log("taken", { x: "x" });
  const id = await collectionId(api, "old");
  const update = `mutation ($input: UpdateArtifactSequenceInput!) {
    updateArtifactSequence(input: $input) { artifactCollection { name description } } }`;
  const taken = await api.query(update, { input: { artifactSequenceID: id, name: "taken" } });
  expect(taken.status).toBe(409);
  const input = { artifactSequenceID: id, name: "new", description: "d" };
  expect((await api.ask(update, { input })).updateArtifactSequence.artifactCollection).toEqual({
    name: "new",
    description: "d",
  });
  const place = `entityName: "ada", projectName: "p", artifactCollectionName: "new"`;
  await api.ask(`mutation { createArtifactCollectionTagAssignments(input: {
    ${place}, tags: [{ tagName: "t1" }, { tagName: "t2" }] }) { tags { name } } }`);
  await api.ask(`mutation { deleteArtifactCollectionTagAssignments(input: {
    ${place}, tags: [{ tagName: "t1" }] }) { success } }`);
  await api.ask(
    `mutation ($id: ID!) { moveArtifactSequence(input: {
      artifactSequenceID: $id, destinationArtifactTypeName: "model" }) { artifactCollection { name } } }`,
    { id },
  );
  const text = `{ project(name: "p") { artifactCollection(name: "new") {
    defaultArtifactType { name } tags { edges { node { name } } } aliases { edges { node { alias } } } } } }`;
  expect((await api.ask(text)).project.artifactCollection).toEqual({
    defaultArtifactType: { name: "model" },
    tags: { edges: [{ node: { name: "t2" } }] },
    aliases: { edges: [{ node: { alias: "latest" } }] },
  });
  expect((await api.backend.inspect.artifact("ada/p/new:v0"))?.type).toBe("model");
});

test("deleting a sequence deletes its versions; its name is free again", async () => {
  const api = createApi();
  await api.log("ds", { x: "x" });
  await api.log("ds", { x: "y" });
  const id = await collectionId(api, "ds");
  const text = `mutation ($id: ID!) { deleteArtifactSequence(input: { artifactSequenceID: $id }) {
    artifactCollection { __typename state } } }`;
  expect((await api.ask(text, { id })).deleteArtifactSequence.artifactCollection).toEqual({
    __typename: "ArtifactSequence",
    state: "DELETED",
  });
  expect((await api.query(text, { id })).status).toBe(404);
  expect(await api.backend.inspect.artifacts("ada/p")).toEqual([]);
  await api.log("ds", { x: "x" }, { type: "model" });
  expect((await api.backend.inspect.artifact("ada/p/ds:latest"))?.version).toBe("v0");
});

test("a sequence is not deleted as a portfolio", async () => {
  const api = createApi();
  await api.log("ds", { x: "x" });
  const { errors } = await api.query(
    `mutation ($id: ID!) { deleteArtifactPortfolio(input: { artifactPortfolioID: $id }) {
      artifactCollection { state } } }`,
    { id: await collectionId(api, "ds") },
  );
  expect(errors[0]?.message).toBe("ds is a SEQUENCE");
});
