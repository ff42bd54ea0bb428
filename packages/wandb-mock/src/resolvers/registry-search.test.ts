import { expect, test } from "vitest";
import { createApi } from "../__fixtures__/api.ts";

const search = `query ($project: JSONString, $collection: JSONString, $version: JSONString, $order: String) {
  organization(name: "heddle") { orgEntity {
    artifactMemberships(projectFilters: $project, collectionFilters: $collection, filters: $version, order: $order) {
      edges { node { versionIndex artifactCollection { id name project { internalId } } artifact { id } } } } } } }`;

test("versions in registries are found by registry, collection, version, alias and date, and ordered by link", async () => {
  const api = createApi();
  api.backend.clock.freeze();
  const ids: string[] = [];
  for (const name of ["b", "a", "c"]) {
    api.backend.clock.advance(1000);
    ids.push(await api.log(name, { x: name }, { entity: "weavers" }));
  }
  for (const id of ids.toReversed()) {
    api.backend.clock.advance(1000);
    const input = {
      artifactID: id,
      artifactPortfolioName: `Nets ${ids.indexOf(id)}`,
      entityName: "heddle-org",
      projectName: "wandb-registry-model",
      aliases: [],
    };
    await api.ask(
      "mutation ($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }",
      { input },
    );
  }
  const find = async (filters: Record<string, object>, order?: string) => {
    const variables = Object.fromEntries(
      Object.entries(filters).map(([name, filter]) => [name, JSON.stringify(filter)]),
    );
    const { organization } = await api.ask(search, { ...variables, order });
    return organization.orgEntity.artifactMemberships.edges as {
      node: {
        artifactCollection: { id: string; name: string; project: { internalId: string } };
        artifact: { id: string };
      };
    }[];
  };
  const names = async (...given: Parameters<typeof find>): Promise<string[]> =>
    (await find(...given)).map(({ node }) => node.artifactCollection.name);
  expect(await names({}, "+acm_created_at")).toEqual(["Nets 2", "Nets 1", "Nets 0"]);
  expect(await names({}, "-artifact_created_at")).toEqual(["Nets 2", "Nets 1", "Nets 0"]);
  expect(
    await names({ version: { version: "v0", alias: "latest" } }, "+artifact_size"),
  ).toHaveLength(3);
  const [first] = await find({ version: { artifact_id: ids[1] } });
  const { id, project } = first?.node.artifactCollection ?? { id: "", project: undefined };
  const number = Number(atob(project?.internalId ?? "").split(":")[1]);
  expect(await names({ project: { id: number }, collection: { collection_id: id } })).toEqual([
    "Nets 1",
  ]);
  expect(await names({ project: { id: number + 1 } })).toEqual([]);
});

test("refuses to filter and order by what does not exist", async () => {
  const api = createApi();
  for (const name of ["a", "b"]) await api.log(name, { x: "x" });
  await api.log("a", { x: "y" });
  for (const text of [
    'project(name: "p") { artifactCollections(filters: "{\\"colour\\":1}") { totalCount } }',
    'project(name: "p") { artifactCollections(order: "+colour") { totalCount } }',
    'entity(name: "ada") { projects(filters: "{\\"colour\\":1}") { edges { node { id } } } }',
    'project(name: "p") { artifactCollection(name: "a") { artifacts(order: "-colour") { totalCount } } }',
  ]) {
    const { errors } = await api.query(`{ ${text} }`);
    expect(errors[0]?.message).toMatch(/cannot be filtered or ordered by colour/);
  }
});
