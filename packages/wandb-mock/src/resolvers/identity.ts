import type { Context } from "../context.ts";
import { forbidden, notFound } from "../graphql/rejection.ts";
import { paginate } from "../graphql/connection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { hexDigits, randomText } from "../random.ts";
import { serverFeatures } from "../features.ts";
import { findEntity, organizationsOf, teamsOf } from "../state/access.ts";
import type {
  ApiKeyRecord,
  EntityRecord,
  OrganizationRecord,
  UserRecord,
} from "../state/records.ts";

const idOf = (record: { readonly id: string }): string => record.id;

const apiKeyView = ({ id, key, description }: ApiKeyRecord): object => ({
  id,
  // The service shows a key's owner only the beginning once it was made.
  name: `${key.slice(0, 6)}…`,
  description,
});

/** Users, teams, organisations and what the server says about itself. */
export const identityResolvers: ResolverMap = {
  Query: {
    viewer: (_: unknown, _args: unknown, { viewer }: Context) => viewer,
    serverInfo: () => ({}),
    entity: (_: unknown, { name }: { name?: string | null }, context: Context) =>
      findEntity(context, name),
    organization: (_: unknown, { name }: { name?: string | null }, { state, viewer }: Context) => {
      return organizationsOf(state, viewer).find(
        (organization) =>
          organization.name === name || state.entities.get(organization.orgEntityId)?.name === name,
      );
    },
    users: (_: unknown, { query }: { query?: string | null }, { state }: Context) => {
      const text = (query ?? "").toLowerCase();
      const users = [...state.users.values()].filter(
        (user) => user.username.toLowerCase() === text || user.email.toLowerCase() === text,
      );
      return paginate(users, {}, idOf);
    },
  },
  Mutation: {
    generateApiKey: (
      _: unknown,
      { input }: InputArgs<{ description?: string | null }>,
      { state, viewer, random }: Context,
    ) => {
      const made = state.apiKeys.put({
        id: state.apiKeys.newId(),
        userId: viewer.id,
        key: randomText(random, hexDigits, 40),
        description: input.description ?? null,
      });
      return { apiKey: { ...apiKeyView(made), name: made.key } };
    },
    deleteApiKey: (
      _: unknown,
      { input }: InputArgs<{ id: string }>,
      { state, viewer }: Context,
    ) => {
      const key = state.apiKeys.get(input.id);
      if (key === undefined) throw notFound(`API key ${input.id}`);
      if (key.userId !== viewer.id && !viewer.admin) throw forbidden("not your API key");
      state.apiKeys.delete(key.id);
      return { success: true, clientMutationId: null };
    },
  },
  User: {
    flags: () => "{}",
    deletedAt: () => null,
    photoUrl: () => null,
    entity: (user: UserRecord, _: unknown, { state }: Context) =>
      state.entities.get(user.entityId)?.name,
    email: (user: UserRecord, _: unknown, { viewer }: Context) =>
      user.id === viewer.id || viewer.admin ? user.email : null,
    apiKeys: (user: UserRecord, _: unknown, { state, viewer }: Context) =>
      user.id === viewer.id || viewer.admin
        ? { edges: state.apiKeysByUser.all(user.id).map((key) => ({ node: apiKeyView(key) })) }
        : null,
    teams: (user: UserRecord, _: unknown, { state }: Context) => {
      const personal = state.entities.get(user.entityId);
      const teams = teamsOf(state, user).filter((team) => team.id !== user.entityId);
      return {
        edges: [...(personal === undefined ? [] : [personal]), ...teams].map((node) => ({ node })),
      };
    },
    organizations: (user: UserRecord, _: unknown, { state }: Context) =>
      organizationsOf(state, user),
  },
  Entity: {
    available: () => false,
    photoUrl: () => null,
    readOnly: () => false,
    readOnlyAdmin: () => false,
    isTeam: (entity: EntityRecord) => entity.kind === "team",
    entityType: (entity: EntityRecord) => (entity.kind === "personal" ? "user" : entity.kind),
    privateOnly: () => false,
    storageBytes: (entity: EntityRecord, _: unknown, { state }: Context) => {
      const projects = new Set(state.projectsByEntity.all(entity.id).map(idOf));
      let bytes = 0;
      for (const file of state.artifactFiles.values()) {
        const sequence = state.collections.get(file.sequenceId);
        if (sequence !== undefined && projects.has(sequence.projectId)) bytes += file.sizeBytes;
      }
      return bytes;
    },
    codeSavingEnabled: () => true,
    defaultAccess: () => "PRIVATE",
    isPaid: () => true,
    limits: () => ({}),
    members: (entity: EntityRecord, _: unknown, { state }: Context) =>
      entity.members.flatMap(({ userId, role }) => {
        const user = state.users.get(userId);
        return user === undefined ? [] : [memberView(user, role)];
      }),
    organization: (entity: EntityRecord, _: unknown, { state }: Context) =>
      entity.organizationId === null || entity.kind === "personal"
        ? null
        : state.organizations.get(entity.organizationId),
    user: (entity: EntityRecord, _: unknown, { state }: Context) =>
      entity.kind === "personal"
        ? [...state.users.values()].find((user) => user.entityId === entity.id)
        : null,
  },
  Organization: {
    orgEntity: (organization: OrganizationRecord, _: unknown, { state }: Context) =>
      state.entities.get(organization.orgEntityId),
    coreWeaveOrganizationId: () => null,
    featureFlags: () => [],
    advancedRegistryFeatures: () => ({ advancedSearch: true }),
  },
  ServerInfo: {
    cliVersionInfo: () => ({ max_cli_version: "99.0.0" }),
    latestLocalVersionInfo: () => ({
      outOfDate: false,
      latestVersionString: "0.80.0",
      versionOnThisInstanceString: "0.80.0",
    }),
    features: (_: unknown, _args: unknown, { features }: Context) =>
      serverFeatures.map((name) => ({ name, isEnabled: features.has(name) })),
  },
};

function memberView(user: UserRecord, role: string): object {
  return {
    id: user.id,
    role,
    admin: role === "admin",
    pending: false,
    email: user.email,
    username: user.username,
    name: user.name,
    photoUrl: null,
    accountType: user.kind === "service" ? "SERVICE" : "MEMBER",
    apiKey: null,
  };
}
