import { operation, type Operation } from "../transport/operation.ts";

interface RoleFields {
  readonly role: { readonly name: string } | null;
}

/** A user's membership. */
export interface UserMemberFields extends RoleFields {
  readonly id: string | null;
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
}

/** A team's membership. */
export interface TeamMemberFields extends RoleFields {
  readonly team: { readonly id: string; readonly name: string } | null;
}

interface RegistryPlace {
  project: string;
  entity: string;
}

export const userMembersOperation = operation<
  { readonly project: { readonly members: readonly UserMemberFields[] | null } | null },
  RegistryPlace
>(`
query RegistryUserMembers($project: String!, $entity: String!) {
  project(name: $project, entityName: $entity) { members { id name username email role { name } } }
}`);

export const teamMembersOperation = operation<
  { readonly project: { readonly teamMembers: readonly TeamMemberFields[] | null } | null },
  RegistryPlace
>(`
query RegistryTeamMembers($project: String!, $entity: String!) {
  project(name: $project, entityName: $entity) { teamMembers { team { id name } role { name } } }
}`);

interface Answered {
  readonly result: { readonly success: boolean | null } | null;
}

interface Members {
  projectId: string;
  userIds: readonly string[];
  teamIds: readonly string[];
}

/** Makes users and teams members, or takes them out. */
export type ChangeMembers = Operation<Answered, { input: Members }>;

export const addMembersOperation: ChangeMembers = operation(
  `
mutation CreateRegistryMembers($input: CreateProjectMembersInput!) {
  result: createProjectMembers(input: $input) { success }
}`,
  { isConflictSafe: true },
);

export const removeMembersOperation: ChangeMembers = operation(
  `
mutation DeleteRegistryMembers($input: DeleteProjectMembersInput!) {
  result: deleteProjectMembers(input: $input) { success }
}`,
  { isConflictSafe: true },
);

export const userRoleOperation = operation<
  Answered,
  { input: { projectId: string; userId: string; userProjectRole: string } }
>(`
mutation UpdateUserRegistryRole($input: UpdateProjectMemberInput!) {
  result: updateProjectMember(input: $input) { success }
}`);

export const teamRoleOperation = operation<
  Answered,
  { input: { projectId: string; teamId: string; teamProjectRole: string } }
>(`
mutation UpdateTeamRegistryRole($input: UpdateProjectTeamMemberInput!) {
  result: updateProjectTeamMember(input: $input) { success }
}`);

export const searchUsersOperation = operation<
  {
    readonly users: {
      readonly edges: readonly {
        readonly node: { readonly id: string; readonly username: string | null } | null;
      }[];
    } | null;
  },
  { query: string }
>(`
query SearchUsers($query: String) {
  users(query: $query) { edges { node { id username } } }
}`);

export const teamIdOperation = operation<
  { readonly entity: { readonly id: string; readonly isTeam: boolean } | null },
  { entity: string }
>(`
query EntityIsTeam($entity: String!) {
  entity(name: $entity) { id isTeam }
}`);
