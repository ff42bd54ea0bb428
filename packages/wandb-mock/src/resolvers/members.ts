import type { Context } from "../context.ts";
import { conflict, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { assertWritable, isVisible, writableEntity } from "../state/access.ts";
import type { CustomChartRecord, ProjectRecord } from "../state/records.ts";

interface MembersInput {
  readonly projectId: string;
  readonly userIds?: readonly string[] | null;
  readonly teamIds?: readonly string[] | null;
}

type ChartInput = Omit<CustomChartRecord, "id">;

const success = { success: true, clientMutationId: null };
const defaultRole = "restricted_viewer";

/** Members of projects and registries, and saved charts. */
export const memberResolvers: ResolverMap = {
  Mutation: {
    createProjectMembers: (_: unknown, { input }: InputArgs<MembersInput>, context: Context) => {
      const { state } = context;
      const project = requireProject(context, input.projectId);
      const userIds = input.userIds ?? [];
      const teamIds = input.teamIds ?? [];
      for (const id of userIds) if (state.users.get(id) === undefined) throw notFound(`user ${id}`);
      for (const id of teamIds) {
        if (state.entities.get(id) === undefined) throw notFound(`team ${id}`);
      }
      state.projects.patch(project, {
        members: [
          ...project.members.filter(({ userId }) => !userIds.includes(userId)),
          ...userIds.map((userId) => ({ userId, role: defaultRole })),
        ],
        teams: [
          ...project.teams.filter(({ teamId }) => !teamIds.includes(teamId)),
          ...teamIds.map((teamId) => ({ teamId, role: defaultRole })),
        ],
      });
      return success;
    },
    deleteProjectMembers: (_: unknown, { input }: InputArgs<MembersInput>, context: Context) => {
      const project = requireProject(context, input.projectId);
      context.state.projects.patch(project, {
        members: project.members.filter(({ userId }) => input.userIds?.includes(userId) !== true),
        teams: project.teams.filter(({ teamId }) => input.teamIds?.includes(teamId) !== true),
      });
      return success;
    },
    updateProjectMember: (
      _: unknown,
      { input }: InputArgs<{ projectId: string; userId: string; userProjectRole: string }>,
      context: Context,
    ) => {
      const project = requireProject(context, input.projectId);
      if (!project.members.some(({ userId }) => userId === input.userId)) {
        throw conflict(`user ${input.userId} is no member of ${project.name}`);
      }
      context.state.projects.patch(project, {
        members: project.members.map((member) =>
          member.userId === input.userId ? { ...member, role: input.userProjectRole } : member,
        ),
      });
      return success;
    },
    updateProjectTeamMember: (
      _: unknown,
      { input }: InputArgs<{ projectId: string; teamId: string; teamProjectRole: string }>,
      context: Context,
    ) => {
      const project = requireProject(context, input.projectId);
      if (!project.teams.some(({ teamId }) => teamId === input.teamId)) {
        throw conflict(`team ${input.teamId} is no member of ${project.name}`);
      }
      context.state.projects.patch(project, {
        teams: project.teams.map((team) =>
          team.teamId === input.teamId ? { ...team, role: input.teamProjectRole } : team,
        ),
      });
      return success;
    },
    createCustomChart: (_: unknown, { input }: InputArgs<ChartInput>, context: Context) => {
      const { state } = context;
      const { entity, name, displayName, type, access, spec } = input;
      writableEntity(context, entity);
      const id = state.customCharts.newId();
      return {
        chart: state.customCharts.put({ id, entity, name, displayName, type, access, spec }),
      };
    },
  },
  Project: {
    members: (project: ProjectRecord, _: unknown, { state }: Context) =>
      project.members.flatMap(({ userId, role }) => {
        const user = state.users.get(userId);
        if (user === undefined) return [];
        const { id, name, username, email } = user;
        return [{ id, name, username, email, role: { name: role } }];
      }),
    teamMembers: (project: ProjectRecord, _: unknown, { state }: Context) =>
      project.teams.map(({ teamId, role }) => ({
        team: state.entities.get(teamId) ?? null,
        role: { name: role },
      })),
  },
};

function requireProject(context: Context, id: string): ProjectRecord {
  const project = context.state.projects.get(id);
  if (project === undefined || !isVisible(context, project)) throw notFound(`project ${id}`);
  assertWritable(context, project);
  return project;
}
