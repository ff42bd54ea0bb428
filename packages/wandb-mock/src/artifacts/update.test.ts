import { expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";

const update = `mutation ($input: UpdateArtifactInput!) { updateArtifact(input: $input) {
  artifact { description metadata tags { name } ttlDurationSeconds ttlIsInherited } } }`;

const aliasesOf = async (api: Api, version: string): Promise<readonly string[]> =>
  (await api.backend.inspect.artifact(`ada/p/ds:${version}`))?.aliases ?? [];

const alias = (name: string): object => ({
  entityName: "ada",
  projectName: "p",
  artifactCollectionName: "ds",
  alias: name,
});

test("an update keeps what it does not name", async () => {
  const api = createApi();
  const input = { description: "d", metadata: '{"k":1}', tags: [{ tagName: "x" }] };
  const id = await api.log("ds", { a: "a" }, { input });
  const { updateArtifact } = await api.ask(update, {
    input: { artifactID: id, tagsToAdd: [{ tagName: "y" }], tagsToDelete: [{ tagName: "x" }] },
  });
  expect(updateArtifact.artifact).toEqual({
    description: "d",
    metadata: '{"k":1}',
    tags: [{ name: "y" }],
    ttlDurationSeconds: -1,
    ttlIsInherited: true,
  });
});

test("a request with more than 20 tags is refused", async () => {
  const api = createApi();
  const id = await api.log("ds", { a: "a" });
  const tags = Array.from({ length: 21 }, (_, index) => ({ tagName: `t${index}` }));
  for (const field of ["tagsToAdd", "tagsToDelete"]) {
    const { status, errors } = await api.query(update, {
      input: { artifactID: id, [field]: tags },
    });
    expect(status).toBe(400);
    expect(errors[0]?.message).toBe(`input.${field} exceeds the maximum length of 20`);
  }
  await api.ask(update, { input: { artifactID: id, tagsToAdd: tags.slice(0, 20) } });
});

test("aliases are added, moved and taken away", async () => {
  const api = createApi();
  const first = await api.log("ds", { a: "a" }, { aliases: ["prod"] });
  const second = await api.log("ds", { a: "b" });
  const add = "mutation ($input: AddAliasesInput!) { addAliases(input: $input) { success } }";
  const take =
    "mutation ($input: DeleteAliasesInput!) { deleteAliases(input: $input) { success } }";
  await api.ask(add, { input: { artifactID: second, aliases: [alias("prod"), alias("new")] } });
  expect(await aliasesOf(api, "v0")).toEqual([]);
  expect((await aliasesOf(api, "v1")).toSorted()).toEqual(["latest", "new", "prod"]);
  await api.ask(take, { input: { artifactID: first, aliases: [alias("prod")] } });
  await api.ask(take, { input: { artifactID: second, aliases: [alias("new")] } });
  expect((await aliasesOf(api, "v1")).toSorted()).toEqual(["latest", "prod"]);
  const bad = await api.query(add, { input: { artifactID: second, aliases: [alias("v9")] } });
  expect(bad.errors[0]?.message).toContain("reserved for versions");
});

test("the older field replaces all aliases", async () => {
  const api = createApi();
  const id = await api.log("ds", { a: "a" }, { aliases: ["old"] });
  const aliases = [{ artifactCollectionName: "ds", alias: "only" }];
  await api.ask(update, { input: { artifactID: id, aliases } });
  expect(await aliasesOf(api, "v0")).toEqual(["only"]);
});

test("a version with aliases is only deleted when told so; latest moves back", async () => {
  const api = createApi();
  await api.log("ds", { a: "a" });
  const id = await api.log("ds", { a: "b" }, { aliases: ["prod"] });
  const text = `mutation ($id: ID!, $all: Boolean) {
    deleteArtifact(input: { artifactID: $id, deleteAliases: $all }) { artifact { state } } }`;
  const refused = await api.query(text, { id });
  expect(refused.errors[0]?.message).toContain("it has aliases (prod, latest)");
  const { deleteArtifact } = await api.ask(text, { id, all: true });
  expect(deleteArtifact.artifact.state).toBe("DELETED");
  expect((await api.backend.inspect.artifact("ada/p/ds:latest"))?.version).toBe("v0");
  expect(await api.backend.inspect.artifact("ada/p/ds:v1")).toBeUndefined();
  expect((await api.query(text, { id, all: true })).status).toBe(409);
  expect((await api.query(update, { input: { artifactID: id } })).status).toBe(409);
  await api.log("ds", { a: "c" });
  expect((await api.backend.inspect.artifact("ada/p/ds:latest"))?.version).toBe("v2");
});

test("a time to live ends a version, unless it is linked", async () => {
  const api = createApi();
  await api.log("ds", { a: "a" }, { input: { ttlDurationSeconds: 60 } });
  const linked = await api.log("ds", { a: "b" }, { input: { ttlDurationSeconds: 60 } });
  await api.ask(
    `mutation ($id: ID!) { linkArtifact(input: { artifactID: $id, artifactPortfolioName: "keep",
      entityName: "ada", projectName: "p" }) { versionIndex } }`,
    { id: linked },
  );
  api.backend.clock.advance(61_000);
  await api.ask("{ viewer { id } }");
  expect(await api.backend.inspect.artifact("ada/p/ds:v0")).toBeUndefined();
  expect(await api.backend.inspect.artifact("ada/p/ds:v1")).toBeDefined();
});
