import { expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";

const link = `mutation ($input: LinkArtifactInput!) {
  linkArtifact(input: $input) { versionIndex artifactMembership { id aliases { alias } } } }`;

const target = (artifactID: string, extra: object = {}): { input: object } => ({
  input: {
    artifactID,
    artifactPortfolioName: "Nets",
    entityName: "heddle-org",
    projectName: "wandb-registry-model",
    ...extra,
  },
});

const refusal = async (api: Api, variables: object): Promise<string | undefined> =>
  (await api.query(link, variables)).errors[0]?.message;

test("a link has its own numbers and aliases; linking twice keeps them", async () => {
  const api = createApi();
  await api.log("net", { w: "1" }, { entity: "weavers", type: "model" });
  const second = await api.log("net", { w: "2" }, { entity: "weavers", type: "model" });
  const aliases = [{ artifactCollectionName: "Nets", alias: "production" }];
  const first = await api.ask(link, target(second, { aliases }));
  expect(first.linkArtifact).toMatchObject({
    versionIndex: 0,
    artifactMembership: { aliases: [{ alias: "production" }, { alias: "latest" }] },
  });
  const again = await api.ask(link, target(second));
  expect(again.linkArtifact.versionIndex).toBe(0);
  const view = await api.backend.inspect.artifact(
    "heddle-org/wandb-registry-model/Nets:production",
  );
  expect(view).toMatchObject({ version: "v0", isLink: true, type: "model" });
  const source = await api.backend.inspect.artifact("weavers/p/net:v1");
  expect(source?.aliases).toEqual(["latest"]);
});

test("a link by client id works before the client knows the id", async () => {
  const api = createApi();
  const input = { clientID: "client-side" };
  await api.log("net", { w: "1" }, { entity: "weavers", type: "model", input });
  const { linkArtifact } = await api.ask(link, target("", { ...input, artifactID: null }));
  expect(linkArtifact.versionIndex).toBe(0);
  expect(await refusal(api, target("", { clientID: "none", artifactID: null }))).toContain(
    "could not find artifact with client id none",
  );
});

test("a portfolio in a project is made with it", async () => {
  const api = createApi();
  const id = await api.log("net", { w: "1" }, { entity: "weavers", type: "model" });
  await api.ask(link, target(id, { entityName: "weavers", projectName: "model-registry" }));
  expect(api.backend.inspect.projects()).toContain("weavers/model-registry");
});

test("links that make no sense are refused", async () => {
  const api = createApi();
  const id = await api.log("net", { w: "1" }, { entity: "weavers", type: "model" });
  const data = await api.log("ds", { w: "2" }, { entity: "weavers" });
  await api.ask(link, target(id));
  expect(await refusal(api, target(data))).toContain(
    "holds type 'model', the artifact is 'dataset'",
  );
  expect(await refusal(api, target(id, { projectName: "wandb-registry-none" }))).toContain(
    "could not find registry wandb-registry-none",
  );
  const intoSequence = { entityName: "weavers", projectName: "p", artifactPortfolioName: "ds" };
  expect(await refusal(api, target(id, intoSequence))).toContain("is no portfolio");
  expect(await refusal(api, target(id, { artifactPortfolioName: "a/b" }))).toContain("invalid");
  expect(await refusal(api, target(id, { projectName: null }))).toContain("needs a portfolio id");
  expect(await refusal(api, target("", { artifactID: null }))).toContain("needs an artifactID");
  expect(await refusal(api, target("nope"))).toContain("could not find artifact nope");
});

test("a registry takes only its types, and nothing is logged to it", async () => {
  const api = createApi();
  const upsert = "mutation ($input: UpsertModelInput!) { upsertModel(input: $input) { inserted } }";
  const plots = { entityName: "heddle-org", name: "wandb-registry-plots" };
  await api.ask(upsert, { input: { ...plots, artifactTypes: [{ name: "figure" }] } });
  const id = await api.log("net", { w: "1" }, { entity: "weavers", type: "model" });
  expect(await refusal(api, target(id, { projectName: plots.name }))).toContain(
    "does not accept artifacts of type 'model'",
  );
  const figure = await api.log("fig", { w: "1" }, { entity: "weavers", type: "figure" });
  await api.ask(link, target(figure, { projectName: plots.name }));
  const options = { entity: plots.entityName, project: plots.name };
  await expect(api.log("direct", { w: "1" }, options)).rejects.toThrow("is a registry");
  const elsewhere = { input: { ...plots, entityName: "weavers" } };
  expect((await api.query(upsert, elsewhere)).errors[0]?.message).toContain(
    "must belong to an organization",
  );
});

test("unlinking leaves the version where it was born", async () => {
  const api = createApi();
  const id = await api.log("net", { w: "1" }, { entity: "weavers", type: "model" });
  await api.ask(link, target(id));
  const find = `query ($entity: String!, $project: String!, $name: String!) {
    project(entityName: $entity, name: $project) { artifactCollection(name: $name) { id __typename } } }`;
  const unlink = `mutation ($id: ID!, $from: ID!) {
    unlinkArtifact(input: { artifactID: $id, artifactPortfolioID: $from }) { success } }`;
  const idOf = async (entity: string, project: string, name: string): Promise<string> =>
    (await api.ask(find, { entity, project, name })).project.artifactCollection.id as string;
  const portfolio = await idOf("heddle-org", "wandb-registry-model", "Nets");
  const sequence = await idOf("weavers", "p", "net");
  expect((await api.query(unlink, { id, from: sequence })).errors[0]?.message).toContain(
    "where the artifact was born",
  );
  expect(await api.ask(unlink, { id, from: portfolio })).toEqual({
    unlinkArtifact: { success: true },
  });
  expect((await api.query(unlink, { id, from: portfolio })).status).toBe(404);
  expect(await api.backend.inspect.artifact("weavers/p/net:v0")).toBeDefined();
});
