import { describe, expect, test } from "vitest";
import { createApi } from "./__fixtures__/api.ts";
import { defaultApiKey, type AccountsOptions } from "./accounts.ts";
import { createWandbBackend } from "./backend.ts";

const key = (name: string): string => `${name}-${"k".repeat(40 - name.length)}${name}`;

const accounts: AccountsOptions = {
  organizations: [{ name: "Mill", entity: "mill-org", registries: ["model", "data"] }],
  users: [
    { username: "ada", apiKey: defaultApiKey },
    { username: "bob", apiKey: key("bob"), email: "bob@mill.example", name: "Bob" },
    { username: "eve", apiKey: key("eve") },
    { username: "root", apiKey: key("root"), isAdmin: true },
  ],
  teams: [
    {
      name: "loom",
      members: ["ada", { username: "bob", role: "viewer" }],
      organization: "Mill",
      isXxhashEnabled: true,
    },
  ],
  serviceAccounts: [{ username: "robot", apiKey: key("robot"), team: "loom" }],
};

const upsert = `mutation ($entity: String) { upsertBucket(input: { entityName: $entity, name: "r",
  modelName: "p" }) { bucket { user { username } project { entity { name } } } } }`;

describe("who may do what", () => {
  test("members see and change their team; viewers only see; others find nothing", async () => {
    const { query } = createApi({ accounts });
    const variables = { entity: "loom" };
    expect((await query(upsert, variables)).status).toBe(200);
    const viewer = await query(upsert, variables, key("bob"));
    expect([viewer.status, viewer.errors[0]?.message]).toEqual([
      403,
      "permission denied: bob may not write to loom",
    ]);
    const stranger = await query(upsert, variables, key("eve"));
    expect([stranger.status, stranger.errors[0]?.message]).toEqual([
      404,
      "could not find entity loom",
    ]);
    expect((await query(upsert, variables, key("root"))).status).toBe(200);
    const read = '{ project(entityName: "loom", name: "p") { runCount } }';
    expect((await query(read, {}, key("bob"))).data.project).toEqual({ runCount: 1 });
    expect((await query(read, {}, key("eve"))).data.project).toBeNull();
  });

  test("a service account works in its team", async () => {
    const { query } = createApi({ accounts });
    expect((await query(upsert, {}, key("robot"))).data.upsertBucket.bucket).toEqual({
      user: { username: "robot" },
      project: { entity: { name: "loom" } },
    });
  });

  test.each([
    ["x-wandb-username", "ada", "ada"],
    ["x-wandb-user-email", "bob@mill.example", "bob"],
    ["x-wandb-username", "eve", "robot"],
    ["x-wandb-username", "", "robot"],
  ])("a service account that sends %s: %s acts as %s", async (name, value, owner) => {
    const { send } = createApi({ accounts });
    const body = JSON.stringify({ query: "{ viewer { username entity } }" });
    const headers = { [name]: value };
    const response = await send("/graphql", { method: "POST", body, headers, key: key("robot") });
    expect(await response.json()).toEqual({
      data: { viewer: { username: owner, entity: "loom" } },
    });
  });

  test("a bearer token is a key as well; anything else is not", async () => {
    const { backend } = createApi({ accounts });
    const ask = async (authorization: string): Promise<number> => {
      const body = JSON.stringify({ query: "{ viewer { id } }" });
      const init = { method: "POST", body, headers: { authorization } };
      return (await backend.handle(new Request("http://localhost/graphql", init))).status;
    };
    expect(await ask(`Bearer ${key("bob")}`)).toBe(200);
    for (const other of [
      "",
      "Bearer x",
      `Basic ${btoa(`user:${key("bob")}`)}`,
      `Digest ${key("bob")}`,
    ]) {
      expect([other, await ask(other)]).toEqual([other, 401]);
    }
  });
});

test("the viewer knows teams, organisations and the beginning of the keys", async () => {
  const { ask } = createApi({ accounts });
  const { viewer } = await ask(`{ viewer { username email entity flags admin
    apiKeys { edges { node { name } } } teams { edges { node { name isTeam } } }
    organizations { name orgEntity { name } } } }`);
  expect(viewer).toEqual({
    username: "ada",
    email: "ada@example.com",
    entity: "ada",
    flags: "{}",
    admin: false,
    apiKeys: { edges: [{ node: { name: "local-…" } }] },
    teams: {
      edges: [{ node: { name: "ada", isTeam: false } }, { node: { name: "loom", isTeam: true } }],
    },
    organizations: [{ name: "Mill", orgEntity: { name: "mill-org" } }],
  });
});

test("entities know their organisation, user and members; others' addresses stay hidden", async () => {
  const { ask } = createApi({ accounts });
  const data = await ask(`{
    team: entity(name: "loom") { isTeam xxhashDigestsEnabled organization { name } user { id }
      members { username role accountType } storageBytes }
    own: entity(name: "ada") { organization { name } user { username organizations { name } } }
    org: organization(name: "mill-org") { name }
    users(query: "bob") { edges { node { username email } } }
    entity(name: "eve") { id }
  }`);
  expect(data).toMatchObject({
    team: {
      isTeam: true,
      xxhashDigestsEnabled: true,
      organization: { name: "Mill" },
      user: null,
      members: [
        { username: "ada", role: "admin", accountType: "MEMBER" },
        { username: "bob", role: "viewer", accountType: "MEMBER" },
        { username: "robot", role: "member", accountType: "SERVICE" },
      ],
    },
    own: { organization: null, user: { username: "ada", organizations: [{ name: "Mill" }] } },
    org: { name: "Mill" },
    users: { edges: [{ node: { username: "bob", email: null } }] },
    entity: null,
  });
});

test("API keys are made, used and deleted", async () => {
  const { ask, query } = createApi();
  const { generateApiKey } = await ask(
    'mutation { generateApiKey(input: { description: "ci" }) { apiKey { id name description } } }',
  );
  const { id, name, description } = generateApiKey.apiKey;
  expect([name.length, description]).toEqual([40, "ci"]);
  expect((await query("{ viewer { username } }", {}, name)).data.viewer.username).toBe("ada");
  await ask("mutation ($id: String!) { deleteApiKey(input: { id: $id }) { success } }", { id });
  expect((await query("{ viewer { username } }", {}, name)).status).toBe(401);
});

test("teams, invitations, service accounts and users can be administrated", async () => {
  const { ask, query } = createApi({ accounts });
  await ask('mutation { createTeam(input: { teamName: "new" }) { entity { name } } }');
  const { createInvite } = await ask(`mutation { createInvite(input: { entityName: "new",
    username: "eve", admin: false }) { invite { id name } } }`);
  const members = '{ entity(name: "new") { members { username role } } }';
  expect((await ask(members)).entity.members).toEqual([
    { username: "ada", role: "admin" },
    { username: "eve", role: "member" },
  ]);
  const invite =
    'mutation { createInvite(input: { entityName: "new", username: "bob" }) { invite { id } } }';
  expect((await query(invite, {}, key("eve"))).status).toBe(403);
  await ask(
    'mutation ($id: String) { deleteInvite(input: { id: $id, entityName: "new" }) { success } }',
    { id: createInvite.invite.id },
  );
  await ask(
    'mutation { createServiceAccount(input: { entityName: "new", description: "ci bot" }) { user { id } } }',
  );
  expect((await ask(members)).entity.members).toEqual([
    { username: "ada", role: "admin" },
    { username: "new-ci-bot", role: "member" },
  ]);
  const create =
    'mutation { createUser(input: { email: "zoe@mill.example" }) { user { username } } }';
  expect((await query(create)).status).toBe(403);
  expect((await query(create, {}, key("root"))).data.createUser.user.username).toBe("zoe");
  expect((await query(create, {}, key("root"))).status).toBe(409);
  expect(
    (await query('mutation { createTeam(input: { teamName: "ada" }) { entity { id } } }')).status,
  ).toBe(409);
});

test("a registry has members of its own", async () => {
  const { ask } = createApi({ accounts });
  const { project } = await ask(
    '{ project(entityName: "mill-org", name: "wandb-registry-model") { id } }',
  );
  const { users, entity } = await ask(
    '{ users(query: "bob") { edges { node { id } } } entity(name: "loom") { id } }',
  );
  const ids = { project: project.id, user: users.edges[0].node.id, team: entity.id };
  const parameters = "($project: ID!, $user: ID!, $team: ID!)";
  await ask(
    `mutation ${parameters} { createProjectMembers(input: { projectId: $project,
    userIds: [$user], teamIds: [$team] }) { success } }`,
    ids,
  );
  await ask(
    `mutation ${parameters} {
    updateProjectMember(input: { projectId: $project, userId: $user, userProjectRole: "admin" }) { success }
    updateProjectTeamMember(input: { projectId: $project, teamId: $team, teamProjectRole: "member" }) { success }
    deleteProjectMembers(input: { projectId: $project, teamIds: ["other"] }) { success }
  }`,
    ids,
  );
  const data = await ask(`{ project(entityName: "mill-org", name: "wandb-registry-model") {
    members { username role { name } } teamMembers { team { name } role { name } } } }`);
  expect(data.project).toEqual({
    members: [{ username: "bob", role: { name: "admin" } }],
    teamMembers: [{ team: { name: "loom" }, role: { name: "member" } }],
  });
});

describe("accounts that cannot be", () => {
  test.each<[AccountsOptions, string, string]>([
    [{ users: [{ username: "a", apiKey: "short" }] }, "WANDB_MOCK_INVALID_OPTION", "fewer than 40"],
    [{ teams: [{ name: "t", members: ["x"] }] }, "WANDB_MOCK_UNKNOWN_ACCOUNT", 'the user "x"'],
    [
      { teams: [{ name: "t", organization: "x" }] },
      "WANDB_MOCK_UNKNOWN_ACCOUNT",
      'the organization "x"',
    ],
    [
      { serviceAccounts: [{ username: "s", apiKey: defaultApiKey, team: "x" }] },
      "WANDB_MOCK_UNKNOWN_ACCOUNT",
      'the team "x"',
    ],
    [
      {
        organizations: [{ name: "o", entity: "a" }],
        users: [{ username: "a", apiKey: defaultApiKey }],
      },
      "WANDB_MOCK_INVALID_OPTION",
      'two accounts are named "a"',
    ],
  ])("%j", (options, code, message) => {
    expect(() => createWandbBackend({ accounts: options })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    );
  });
});

const enabled = async (features: "all" | "none" | readonly string[]): Promise<number> => {
  const { serverInfo } = await createApi({ features }).ask(
    "{ serverInfo { features { isEnabled } } }",
  );
  return serverInfo.features.filter(({ isEnabled }: { isEnabled: boolean }) => isEnabled)
    .length as number;
};

test("server features are all, none or some", async () => {
  expect(await enabled("all")).toBeGreaterThan(30);
  expect(await enabled("none")).toBe(0);
  expect(await enabled(["ARTIFACT_TAGS"])).toBe(1);
  expect(() => createWandbBackend({ features: ["TIME_TRAVEL"] })).toThrow(
    expect.objectContaining({ code: "WANDB_MOCK_INVALID_OPTION" }),
  );
});
