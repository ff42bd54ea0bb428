import { addAccounts } from "../accounts.ts";
import type { Context } from "../context.ts";
import { conflict, forbidden, invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { hexDigits, randomText } from "../random.ts";
import { findEntity } from "../state/access.ts";
import type { EntityRecord } from "../state/records.ts";

/** Administration of teams and users. An invitation is accepted at once: there is nobody to ask. */
export const teamResolvers: ResolverMap = {
  Mutation: {
    createTeam: (
      _: unknown,
      { input }: InputArgs<{ teamName: string; teamAdminUserName?: string | null }>,
      { state, clock, viewer }: Context,
    ) => {
      if (state.entitiesByName.get(input.teamName) !== undefined) {
        throw conflict(`entity ${input.teamName} already exists`);
      }
      const username = input.teamAdminUserName ?? viewer.username;
      if (state.usersByName.get(username) === undefined) throw notFound(`user ${username}`);
      addAccounts(state, clock, { teams: [{ name: input.teamName, members: [username] }] });
      return { entity: state.entitiesByName.get(input.teamName) };
    },
    createInvite: (
      _: unknown,
      {
        input,
      }: InputArgs<{
        entityName: string;
        email?: string | null;
        username?: string | null;
        admin?: boolean | null;
      }>,
      context: Context,
    ) => {
      const { state, clock } = context;
      const team = administeredTeam(context, input.entityName);
      const user = [...state.users.values()].find(
        ({ username, email }) => username === input.username || email === input.email,
      );
      if (user === undefined) throw notFound(`user ${input.username ?? input.email ?? ""}`);
      const role = input.admin === true ? ("admin" as const) : ("member" as const);
      const others = team.members.filter(({ userId }) => userId !== user.id);
      state.entities.patch(team, { members: [...others, { userId: user.id, role }] });
      const { id, name, email } = user;
      return { invite: { id, name, email, createdAt: clock.now(), toUser: user } };
    },
    deleteInvite: (
      _: unknown,
      { input }: InputArgs<{ id?: string | null; entityName?: string | null }>,
      context: Context,
    ) => {
      const team = administeredTeam(context, input.entityName ?? "");
      const members = team.members.filter(({ userId }) => userId !== input.id);
      if (members.length === team.members.length) throw notFound(`member ${input.id ?? ""}`);
      context.state.entities.patch(team, { members });
      return { success: true, clientMutationId: null };
    },
    createServiceAccount: (
      _: unknown,
      { input }: InputArgs<{ description: string; entityName: string }>,
      context: Context,
    ) => {
      const team = administeredTeam(context, input.entityName);
      const username = `${team.name}-${input.description}`.replaceAll(/[^\w-]+/g, "-");
      const { state, clock } = context;
      if (state.usersByName.get(username) !== undefined) {
        throw conflict(`service account ${username} already exists`);
      }
      addAccounts(state, clock, {
        serviceAccounts: [
          { username, apiKey: randomText(context.random, hexDigits, 40), team: team.name },
        ],
      });
      return { user: state.usersByName.get(username) };
    },
    createUser: (
      _: unknown,
      { input }: InputArgs<{ email: string; admin?: boolean | null }>,
      context: Context,
    ) => {
      const { state, clock, viewer } = context;
      if (!viewer.admin) throw forbidden("only administrators create users");
      const [username = ""] = input.email.split("@");
      if (username === "" || !input.email.includes("@")) throw invalid("invalid email address");
      if (state.usersByName.get(username) !== undefined) {
        throw conflict(`user ${username} already exists`);
      }
      const isAdmin = input.admin === true;
      const apiKey = randomText(context.random, hexDigits, 40);
      addAccounts(state, clock, { users: [{ username, email: input.email, apiKey, isAdmin }] });
      return { user: state.usersByName.get(username) };
    },
  },
};

function administeredTeam(context: Context, name: string): EntityRecord {
  const { viewer } = context;
  const team = findEntity(context, name);
  if (team?.kind !== "team") throw notFound(`team ${name}`);
  const isAdmin = team.members.some(({ userId, role }) => userId === viewer.id && role === "admin");
  if (!isAdmin && !viewer.admin) throw forbidden(`${viewer.username} is no admin of ${name}`);
  return team;
}
