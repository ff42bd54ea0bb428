import { expect, test } from "vitest";
import { createApi } from "../__fixtures__/api.ts";

const upsert = `mutation ($input: UpsertModelInput!) { upsertModel(input: $input) {
  inserted project { id name description access internalId } } }`;

test("projects are made, changed, listed, renamed and deleted", async () => {
  const api = createApi();
  api.backend.clock.freeze();
  for (const name of ["a", "b"]) {
    api.backend.clock.advance(1000);
    await api.ask(upsert, { input: { name, description: name } });
  }
  const again = await api.ask(upsert, { input: { name: "a", access: "USER_READ" } });
  expect(again.upsertModel).toMatchObject({
    inserted: false,
    project: { description: "a", access: "USER_READ" },
  });
  const list = `query ($order: String, $filters: JSONString) { models(entityName: "ada") { edges { node { name } } }
    entity(name: "ada") { projects(order: $order, filters: $filters) { edges { node { name } } } project(name: "b") { id } } }`;
  const data = await api.ask(list, { order: "+name", filters: '{"name":{"$ne":"b"}}' });
  expect(data).toMatchObject({
    models: { edges: [{ node: { name: "b" } }, { node: { name: "a" } }] },
    entity: { projects: { edges: [{ node: { name: "a" } }] } },
  });
  const rename = `mutation ($new: String!) { renameProject(input: { entityName: "ada",
    oldProjectName: "a", newProjectName: $new }) { project { name } } }`;
  expect((await api.query(rename, { new: "b" })).status).toBe(409);
  expect((await api.ask(rename, { new: "c" })).renameProject.project.name).toBe("c");
  await api.init("r", { modelName: "b" });
  await api.log("ds", { x: "x" }, { project: "b" });
  const remove = "mutation ($id: String!) { deleteModel(input: { id: $id }) { success } }";
  await api.ask(remove, { id: data.entity.project.id });
  expect(api.backend.inspect.projects()).not.toContain("ada/b");
  expect((await api.query(remove, { id: data.entity.project.id })).status).toBe(404);
});

test("registries of an organisation are searched across", async () => {
  const api = createApi();
  const link = `mutation ($id: ID!) { linkArtifact(input: { artifactID: $id, artifactPortfolioName: "Nets",
    entityName: "heddle-org", projectName: "wandb-registry-model" }) { versionIndex } }`;
  for (const text of ["1", "2"]) {
    const id = await api.log(
      "net",
      { w: text },
      { entity: "weavers", type: "model", input: { tags: [{ tagName: `t${text}` }] } },
    );
    await api.ask(link, { id });
  }
  const { organization } = await api.ask(`{ organization(name: "heddle") { orgEntity {
    projects(filters: "{\\"name\\":{\\"$regex\\":\\"wandb-registry-\\"}}") { edges { node { name } } }
    portfolios: artifactCollections(collectionTypes: [PORTFOLIO]) { edges { node { name } } }
    sequences: artifactCollections(collectionTypes: [SEQUENCE]) { totalCount }
    all: artifactMemberships(order: "-createdAt") { edges { node { versionIndex } } }
    tagged: artifactMemberships(filters: "{\\"tag\\":\\"t1\\"}", collectionFilters: "{\\"name\\":\\"Nets\\"}") {
      edges { node { versionIndex } } }
    none: artifactMemberships(projectFilters: "{\\"name\\":\\"other\\"}") { edges { node { id } } }
  } } }`);
  expect(organization.orgEntity).toEqual({
    projects: { edges: [{ node: { name: "wandb-registry-model" } }] },
    portfolios: { edges: [{ node: { name: "Nets" } }] },
    sequences: { totalCount: 0 },
    all: { edges: [{ node: { versionIndex: 1 } }, { node: { versionIndex: 0 } }] },
    tagged: { edges: [{ node: { versionIndex: 0 } }] },
    none: { edges: [] },
  });
});

const chart = (
  entity: string,
): string => `mutation { createCustomChart(input: { entity: "${entity}", name: "n",
  displayName: "N", type: "vega2", access: "PRIVATE", spec: "{}" }) { chart { id } } }`;

test("custom charts are kept", async () => {
  const { ask, query } = createApi();
  expect((await ask(chart("ada"))).createCustomChart.chart.id).toBe(btoa("CustomChart:1"));
  expect((await query(chart("strangers"))).status).toBe(404);
});
