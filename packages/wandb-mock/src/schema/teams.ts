/** Administration of teams and users: the documents of the SDK's public API (`Api.create_team` and others). */
export const teamsSchema: string = /* GraphQL */ `
  extend type Mutation {
    createTeam(input: CreateTeamInput!): CreateTeamPayload
    createInvite(input: CreateInviteInput!): CreateInvitePayload
    deleteInvite(input: DeleteInviteInput!): SuccessPayload
    createServiceAccount(input: CreateServiceAccountInput!): UserPayload
    createUser(input: CreateUserInput!): UserPayload
  }
  input CreateTeamInput {
    teamName: String!
    teamAdminUserName: String
    clientMutationId: String
  }
  type CreateTeamPayload {
    entity: Entity
  }
  input CreateInviteInput {
    entityName: String!
    email: String
    username: String
    admin: Boolean
    clientMutationId: String
  }
  type CreateInvitePayload {
    invite: Invite
  }
  type Invite {
    id: ID!
    name: String
    email: String
    createdAt: DateTime!
    toUser: User
  }
  input DeleteInviteInput {
    id: String
    entityName: String
    clientMutationId: String
  }
  input CreateServiceAccountInput {
    description: String!
    entityName: String!
    clientMutationId: String
  }
  input CreateUserInput {
    email: String!
    admin: Boolean
    clientMutationId: String
  }
  type UserPayload {
    user: User
  }
`;
