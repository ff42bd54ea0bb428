import { defaultAccounts } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { ArtifactDraft, type Artifact, type WandbClient } from "../src/index.ts";
import { all } from "./collect.ts";
import { rejection, setUp } from "./support.ts";

async function log(
  client: WandbClient,
  name: string,
  type: string,
  metadata: object = {},
): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type, metadata: { ...metadata } });
  await draft.newFile("text", name + JSON.stringify(metadata));
  return await client.logArtifact(draft);
}

test("makes a registry, changes and deletes it", async () => {
  await using setup = await setUp();
  const { client } = setup;
  let registry = await client.createRegistry("plots", {
    description: "figures",
    visibility: "restricted",
    artifactTypes: ["figure"],
  });
  expect(registry).toMatchObject({
    name: "plots",
    fullName: "wandb-registry-plots",
    organization: "heddle",
    entity: "heddle-org",
    description: "figures",
    visibility: "restricted",
    allowsAllArtifactTypes: false,
    artifactTypes: ["figure"],
  });
  registry = await registry.update({
    name: "pictures",
    description: "all figures",
    visibility: "organization",
    artifactTypes: { add: ["photo"] },
  });
  expect(registry).toMatchObject({ name: "pictures", visibility: "organization" });
  const again = await client.registry("pictures", { organization: "heddle-org" });
  expect(again).toMatchObject({ id: registry.id, description: "all figures" });
  expect(again.artifactTypes.toSorted()).toEqual(["figure", "photo"]);
  expect(await rejection(client.registry("plots"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
  await again.delete();
  expect((await all(client.registries())).map(({ name }) => name)).toEqual(["model"]);
});

test("a registry takes the types that it names, and any when it names none", async () => {
  await using setup = await setUp();
  const { client } = setup;
  const plots = await client.createRegistry("plots", { artifactTypes: ["figure"] });
  const open = await client.createRegistry("open");
  expect(open.allowsAllArtifactTypes).toBe(true);
  const figure = await log(client, "figure", "figure");
  const model = await log(client, "model", "model");
  await figure.link("wandb-registry-plots/Gallery", { aliases: ["shown"] });
  expect(await rejection(model.link("wandb-registry-plots/Nets"))).toMatchObject({
    details: { operation: "LinkArtifact" },
  });
  await model.link("wandb-registry-open/Nets");
  expect(await rejection(open.update({ artifactTypes: { add: ["figure"] } }))).toMatchObject({
    code: "WANDB_CLIENT_REGISTRY",
  });
  const closed = await open.update({
    allowsAllArtifactTypes: false,
    artifactTypes: { add: ["figure"] },
  });
  expect(closed.allowsAllArtifactTypes).toBe(false);
  expect(
    (await all(plots.collections())).map(({ name, isPortfolio }) => [name, isPortfolio]),
  ).toEqual([["Gallery", true]]);
  expect((await all(plots.versions())).map(({ qualifiedName }) => qualifiedName)).toEqual([
    "heddle-org/wandb-registry-plots/Gallery:v0",
  ]);
});

test("searches registries, collections and versions with filters, order and paging", async () => {
  await using setup = await setUp();
  const { client } = setup;
  for (const name of ["alpha", "beta", "gamma"])
    await client.createRegistry(name, { description: `the ${name}` });
  for (const [index, registry] of ["alpha", "beta", "beta"].entries()) {
    const version = await log(client, `net${index}`, "model", { accuracy: 0.5 + index / 10 });
    await version.link(`wandb-registry-${registry}/Nets ${index}`, {
      aliases: index === 1 ? ["production"] : [],
    });
  }
  const nets = await client.artifactCollection("wandb-registry-beta/Nets 2");
  await nets.update({ tags: ["checked"], description: "looked at" });

  const registries = async (options: Parameters<typeof client.registries>[0]) =>
    (await all(client.registries(options))).map((each) => each.name);
  expect(await registries({ order: "+name", pageSize: 1 })).toEqual([
    "alpha",
    "beta",
    "gamma",
    "model",
  ]);
  expect(await registries({ filters: { name: "beta" } })).toEqual(["beta"]);
  expect(
    await registries({ filters: { name: { $in: ["beta", "gamma"] } }, order: "-name" }),
  ).toEqual(["gamma", "beta"]);
  expect(await registries({ filters: { name: { $regex: "a$" } }, order: "+name" })).toEqual([
    "alpha",
    "beta",
    "gamma",
  ]);
  expect(
    await registries({ filters: { $or: [{ name: "alpha" }, { description: "the beta" }] } }),
  ).toEqual(["beta", "alpha"]);

  const collections = async (options: Parameters<typeof client.registryCollections>[0]) =>
    (await all(client.registryCollections(options))).map((each) => each.name);
  expect(await collections({ order: "+name", pageSize: 1 })).toEqual([
    "Nets 0",
    "Nets 1",
    "Nets 2",
  ]);
  expect(await collections({ registryFilters: { name: "alpha" } })).toEqual(["Nets 0"]);
  expect(await collections({ filters: { tag: "checked" } })).toEqual(["Nets 2"]);

  const versions = async (options: Parameters<typeof client.registryVersions>[0]) =>
    (await all(client.registryVersions(options))).map((each) => `${each.project} ${each.name}`);
  expect(await versions({ filters: { alias: "production" } })).toEqual([
    "wandb-registry-beta Nets 1:v0",
  ]);
  expect(await versions({ collectionFilters: { name: "Nets 0" } })).toEqual([
    "wandb-registry-alpha Nets 0:v0",
  ]);
  expect(
    await versions({
      registryFilters: { name: "beta" },
      filters: { "metadata.accuracy": { $lt: 0.65 } },
    }),
  ).toEqual(["wandb-registry-beta Nets 1:v0"]);
  expect(await versions({ order: "+linked_at", pageSize: 1 })).toEqual([
    "wandb-registry-alpha Nets 0:v0",
    "wandb-registry-beta Nets 1:v0",
    "wandb-registry-beta Nets 2:v0",
  ]);
  expect(await versions({ order: "-created_at", pageSize: 2 })).toEqual([
    "wandb-registry-beta Nets 2:v0",
    "wandb-registry-beta Nets 1:v0",
    "wandb-registry-alpha Nets 0:v0",
  ]);
  const [seen] = await all(client.registryVersions({ filters: { alias: "production" } }));
  expect(seen).toMatchObject({ isLink: true, sourceCollection: "net1", entity: "heddle-org" });
});

test("invites users and teams, changes their roles and takes them out", async () => {
  await using setup = await setUp({
    accounts: {
      ...defaultAccounts,
      users: [
        ...(defaultAccounts.users ?? []),
        { username: "grace", apiKey: "g".repeat(40), email: "grace@example.org" },
      ],
    },
  });
  const { client } = setup;
  const registry = await client.createRegistry("plots");
  await registry.addMembers({ users: ["grace"], teams: ["weavers"] });
  await registry.changeRole({ user: "grace" }, "admin");
  await registry.changeRole({ team: "weavers" }, "viewer");
  expect(await registry.members()).toMatchObject({
    users: [{ username: "grace", email: "grace@example.org", role: "admin" }],
    teams: [{ name: "weavers", role: "viewer" }],
  });
  await registry.removeMembers({ users: ["grace"] });
  const { users, teams } = await registry.members();
  expect([users.length, teams.length]).toEqual([0, 1]);
  expect(await rejection(registry.addMembers({ users: ["nobody"] }))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: expect.stringContaining("nobody"),
  });
  expect(await rejection(registry.changeRole({ team: "ada" }, "admin"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});

test("refuses what exists, what has no name, and what the server cannot do", async () => {
  await using setup = await setUp();
  const { client } = setup;
  await client.createRegistry("plots", { description: "first" });
  expect(await rejection(client.createRegistry("plots"))).toMatchObject({
    code: "WANDB_CLIENT_CONFLICT",
  });
  // It was not changed by the attempt.
  expect((await client.registry("plots")).description).toBe("first");
  expect(await rejection(client.createRegistry("a/b"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
  expect(await rejection(client.createRegistry("x", { organization: "strangers" }))).toMatchObject({
    code: "WANDB_CLIENT_REGISTRY",
  });
  await using old = await setUp({ features: "none" });
  for (const attempt of [
    old.client.createRegistry("plots"),
    all(old.client.registries()),
    all(old.client.registryCollections()),
    all(old.client.registryVersions()),
  ]) {
    expect(await rejection(attempt)).toMatchObject({ code: "WANDB_CLIENT_UNSUPPORTED" });
  }
  await using basic = await setUp({ features: ["ARTIFACT_REGISTRY_SEARCH"] });
  expect(
    await rejection(all(basic.client.registryVersions({ order: "-created_at" }))),
  ).toMatchObject({ code: "WANDB_CLIENT_UNSUPPORTED" });
});
