import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import * as operations from "../operations/registry-members.ts";
import type { Registry } from "./registry.ts";

/** What a member may do. Servers know roles of their own besides. */
export type RegistryRole = "admin" | "member" | "viewer" | "restricted_viewer" | (string & {});

/** Users and teams, by name. */
export interface MemberNames {
  readonly users?: readonly string[];
  readonly teams?: readonly string[];
}

/** Who is a member of a registry. */
export interface RegistryMembers {
  readonly users: readonly {
    readonly id: string;
    readonly username: string;
    readonly name: string | undefined;
    readonly email: string | undefined;
    readonly role: RegistryRole;
  }[];
  readonly teams: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: RegistryRole;
  }[];
}

/** Lists the members. */
export async function listMembers(
  services: ClientServices,
  registry: Registry,
  signal: AbortSignal | undefined,
): Promise<RegistryMembers> {
  const place = { entity: registry.entity, project: registry.fullName };
  const [{ project: ofUsers }, { project: ofTeams }] = await Promise.all([
    services.graphql.run(operations.userMembersOperation, place, { signal }),
    services.graphql.run(operations.teamMembersOperation, place, { signal }),
  ]);
  return {
    users: (ofUsers?.members ?? []).flatMap(({ id, username, name, email, role }) =>
      id === null || username === null
        ? []
        : [
            {
              id,
              username,
              name: name ?? undefined,
              email: email ?? undefined,
              role: role?.name ?? "member",
            },
          ],
    ),
    teams: (ofTeams?.teamMembers ?? []).flatMap(({ team, role }) =>
      team === null ? [] : [{ id: team.id, name: team.name, role: role?.name ?? "member" }],
    ),
  };
}

/**
 * Makes users and teams members, or takes them out.
 *
 * @param operation which of the two
 */
export async function changeMembers(
  services: ClientServices,
  registry: Registry,
  operation: operations.ChangeMembers,
  members: MemberNames,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ids = await idsOf(services, members, signal);
  await services.graphql.run(operation, { input: { projectId: registry.id, ...ids } }, { signal });
}

/** Gives a member another role. */
export async function changeRole(
  services: ClientServices,
  registry: Registry,
  member: { readonly user: string } | { readonly team: string },
  role: RegistryRole,
  signal: AbortSignal | undefined,
): Promise<void> {
  const projectId = registry.id;
  if ("user" in member) {
    const userId = await findUserId(services, member.user, signal);
    await services.graphql.run(
      operations.userRoleOperation,
      { input: { projectId, userId, userProjectRole: role } },
      { signal },
    );
    return;
  }
  const teamId = await findTeamId(services, member.team, signal);
  await services.graphql.run(
    operations.teamRoleOperation,
    { input: { projectId, teamId, teamProjectRole: role } },
    { signal },
  );
}

async function idsOf(
  services: ClientServices,
  { users = [], teams = [] }: MemberNames,
  signal: AbortSignal | undefined,
): Promise<{ userIds: string[]; teamIds: string[] }> {
  return {
    userIds: await Promise.all(users.map((name) => findUserId(services, name, signal))),
    teamIds: await Promise.all(teams.map((name) => findTeamId(services, name, signal))),
  };
}

async function findUserId(
  services: ClientServices,
  username: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { users } = await services.graphql.run(
    operations.searchUsersOperation,
    { query: username },
    { signal },
  );
  const found = (users?.edges ?? []).find(({ node }) => node?.username === username)?.node;
  if (found === undefined || found === null) throw unknownMember("user", username);
  return found.id;
}

async function findTeamId(
  services: ClientServices,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { entity } = await services.graphql.run(
    operations.teamIdOperation,
    { entity: name },
    { signal },
  );
  if (entity?.isTeam !== true) throw unknownMember("team", name);
  return entity.id;
}

function unknownMember(kind: "user" | "team", name: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: `there is no ${kind} ${JSON.stringify(name)} that you can see`,
    hint: `Give the ${kind}'s name, not its display name.`,
    details: { kind, name },
  });
}
