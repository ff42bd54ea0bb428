import type { BackendClock } from "./clock.ts";
import { WandbMockError } from "./errors.ts";
import type { EntityRecord, MemberRecord, UserRecord } from "./state/records.ts";
import type { State } from "./state/state.ts";

/** The key of the user that a backend has by default. It opens nothing but such a backend. */
export const defaultApiKey = "local-0123456789abcdef0123456789abcdef01234567";

/** A person. */
export interface UserOptions {
  readonly username: string;
  /** At least 40 characters of `[A-Za-z0-9_-]` after an optional `prefix-`. */
  readonly apiKey: string;
  /** Default `<username>@example.com`. */
  readonly email?: string;
  /** Full name; default the user name. */
  readonly name?: string;
  /** Sees and changes everything. Default false. */
  readonly isAdmin?: boolean;
}

/** A machine's account; it belongs to one team, which is its default entity. */
export interface ServiceAccountOptions {
  readonly username: string;
  readonly apiKey: string;
  readonly team: string;
}

/** A team. */
export interface TeamOptions {
  readonly name: string;
  /** User names, or user names with roles. Default none. */
  readonly members?: readonly (
    | string
    | { readonly username: string; readonly role: MemberRecord["role"] }
  )[];
  /** Name of the organisation that it belongs to. */
  readonly organization?: string;
  /** Whether artifacts may use XXH128 digests. Default false. */
  readonly isXxhashEnabled?: boolean;
}

/** An organisation with its registries. */
export interface OrganizationOptions {
  readonly name: string;
  /** Name of the entity that holds the registries. Default `<name>-org`. */
  readonly entity?: string;
  /** Registries, without their prefix `wandb-registry-`. Default `["model"]`. */
  readonly registries?: readonly string[];
}

/** Who exists on a backend. */
export interface AccountsOptions {
  readonly users?: readonly UserOptions[];
  readonly teams?: readonly TeamOptions[];
  readonly organizations?: readonly OrganizationOptions[];
  readonly serviceAccounts?: readonly ServiceAccountOptions[];
}

/** One user with a team inside an organisation that has a registry `model`. */
export const defaultAccounts: AccountsOptions = {
  organizations: [{ name: "heddle" }],
  teams: [{ name: "weavers", members: ["ada"], organization: "heddle" }],
  users: [{ username: "ada", apiKey: defaultApiKey }],
};

/**
 * Adds the accounts that are not there yet.
 *
 * @throws WandbMockError `WANDB_MOCK_UNKNOWN_ACCOUNT` for a team, member or organisation that is not described;
 *   `WANDB_MOCK_INVALID_OPTION` for an API key that clients would refuse
 */
export function addAccounts(state: State, clock: BackendClock, accounts: AccountsOptions): void {
  for (const organization of accounts.organizations ?? [])
    addOrganization(state, clock, organization);
  for (const user of accounts.users ?? []) addUser(state, clock, user);
  for (const team of accounts.teams ?? []) addTeam(state, team);
  for (const account of accounts.serviceAccounts ?? []) addServiceAccount(state, clock, account);
}

function addOrganization(state: State, clock: BackendClock, options: OrganizationOptions): void {
  if (state.organizationsByName.get(options.name) !== undefined) return;
  const id = state.organizations.newId();
  const entity = addEntity(state, {
    name: options.entity ?? `${options.name}-org`,
    kind: "organization",
    organizationId: id,
    members: [],
    xxhashDigestsEnabled: false,
  });
  state.organizations.put({ id, name: options.name, orgEntityId: entity.id });
  const now = clock.now();
  for (const registry of options.registries ?? ["model"]) {
    state.projects.put({
      id: state.projects.newId(),
      entityId: entity.id,
      name: `wandb-registry-${registry}`,
      description: null,
      access: "PRIVATE",
      views: null,
      isBenchmark: false,
      allowAllArtifactTypesInRegistry: true,
      createdBy: null,
      createdAt: now,
      updatedAt: now,
      deletedRunNames: [],
      members: [],
      teams: [],
    });
  }
}

function addUser(state: State, clock: BackendClock, options: UserOptions): void {
  if (state.usersByName.get(options.username) !== undefined) return;
  checkApiKey(options.apiKey);
  const entity = addEntity(state, {
    name: options.username,
    kind: "personal",
    organizationId: null,
    members: [],
    xxhashDigestsEnabled: false,
  });
  const user = state.users.put({
    id: state.users.newId(),
    username: options.username,
    name: options.name ?? options.username,
    email: options.email ?? `${options.username}@example.com`,
    kind: "person",
    admin: options.isAdmin ?? false,
    entityId: entity.id,
    createdAt: clock.now(),
  });
  state.entities.patch(entity, { members: [{ userId: user.id, role: "admin" }] });
  addKey(state, user, options.apiKey);
}

function addTeam(state: State, options: TeamOptions): void {
  if (state.entitiesByName.get(options.name) !== undefined) return;
  const organization =
    options.organization === undefined
      ? undefined
      : state.organizationsByName.get(options.organization);
  if (options.organization !== undefined && organization === undefined) {
    throw unknownAccount(`team ${options.name}`, "organization", options.organization);
  }
  const members = (options.members ?? []).map((member): MemberRecord => {
    const { username, role } =
      typeof member === "string" ? { username: member, role: "admin" as const } : member;
    const user = state.usersByName.get(username);
    if (user === undefined) throw unknownAccount(`team ${options.name}`, "user", username);
    return { userId: user.id, role };
  });
  addEntity(state, {
    name: options.name,
    kind: "team",
    organizationId: organization?.id ?? null,
    members,
    xxhashDigestsEnabled: options.isXxhashEnabled ?? false,
  });
}

function addServiceAccount(
  state: State,
  clock: BackendClock,
  options: ServiceAccountOptions,
): void {
  if (state.usersByName.get(options.username) !== undefined) return;
  checkApiKey(options.apiKey);
  const team = state.entitiesByName.get(options.team);
  if (team?.kind !== "team") {
    throw unknownAccount(`service account ${options.username}`, "team", options.team);
  }
  const user = state.users.put({
    id: state.users.newId(),
    username: options.username,
    name: options.username,
    email: "",
    kind: "service",
    admin: false,
    entityId: team.id,
    createdAt: clock.now(),
  });
  state.entities.patch(team, { members: [...team.members, { userId: user.id, role: "member" }] });
  addKey(state, user, options.apiKey);
}

function addEntity(state: State, entity: Omit<EntityRecord, "id">): EntityRecord {
  if (state.entitiesByName.get(entity.name) !== undefined) {
    throw new WandbMockError({
      code: "WANDB_MOCK_INVALID_OPTION",
      message: `two accounts are named "${entity.name}"`,
      hint: "Names of users, teams and organization entities must differ.",
    });
  }
  return state.entities.put({ ...entity, id: state.entities.newId() });
}

function addKey(state: State, user: UserRecord, key: string): void {
  state.apiKeys.put({ id: state.apiKeys.newId(), userId: user.id, key, description: null });
}

function checkApiKey(key: string): void {
  const dash = key.indexOf("-");
  if (/^[A-Za-z0-9_-]{40,}$/.test(dash < 0 ? key : key.slice(dash + 1))) return;
  throw new WandbMockError({
    code: "WANDB_MOCK_INVALID_OPTION",
    message: "an API key has fewer than 40 characters, or characters besides A-Z a-z 0-9 _ -",
    hint: "Clients refuse such keys before they send anything.",
  });
}

function unknownAccount(where: string, kind: string, name: string): WandbMockError {
  return new WandbMockError({
    code: "WANDB_MOCK_UNKNOWN_ACCOUNT",
    message: `${where} names the ${kind} "${name}", which does not exist`,
  });
}
