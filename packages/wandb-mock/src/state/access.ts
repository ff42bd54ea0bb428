import type { Context } from "../context.ts";
import { forbidden, invalid, notFound } from "../graphql/rejection.ts";
import type {
  EntityRecord,
  OrganizationRecord,
  ProjectRecord,
  RunRecord,
  UserRecord,
} from "./records.ts";
import { keyOf, type State } from "./state.ts";

/** The name of the project that runs go to when none is named. */
export const defaultProjectName = "uncategorized";

/** The teams that a user is in. */
export function teamsOf(state: State, user: UserRecord): EntityRecord[] {
  return [...state.entities.values()].filter(
    (entity) =>
      entity.kind === "team" && entity.members.some((member) => member.userId === user.id),
  );
}

/** The organisations that a user belongs to through a team or an own membership. */
export function organizationsOf(state: State, user: UserRecord): OrganizationRecord[] {
  const ids = new Set(
    [...state.entities.values()]
      .filter(
        (entity) =>
          entity.id === user.entityId || entity.members.some((member) => member.userId === user.id),
      )
      .map((entity) => entity.organizationId),
  );
  return [...state.organizations.values()].filter((organization) => ids.has(organization.id));
}

/** Whether a user sees what an entity owns. */
export function canRead(state: State, user: UserRecord, entity: EntityRecord): boolean {
  if (user.admin || entity.id === user.entityId) return true;
  if (entity.members.some((member) => member.userId === user.id)) return true;
  return (
    entity.kind === "organization" &&
    organizationsOf(state, user).some((organization) => organization.orgEntityId === entity.id)
  );
}

/** Whether a user may change what an entity owns. */
export function canWrite(state: State, user: UserRecord, entity: EntityRecord): boolean {
  if (!canRead(state, user, entity)) return false;
  const own = entity.members.find((member) => member.userId === user.id);
  return user.admin || own?.role !== "viewer";
}

/** The entity of this name, or the caller's default one; `undefined` when the caller may not see it. */
export function findEntity(
  { state, viewer }: Context,
  name: string | null | undefined,
): EntityRecord | undefined {
  const entity =
    name == null || name === ""
      ? state.entities.get(viewer.entityId)
      : state.entitiesByName.get(name);
  return entity !== undefined && canRead(state, viewer, entity) ? entity : undefined;
}

/** The project, or `undefined` when there is none or the caller may not see it. */
export function findProject(
  context: Context,
  entityName: string | null | undefined,
  name: string | null | undefined,
): ProjectRecord | undefined {
  const entity = findEntity(context, entityName);
  if (entity === undefined || name == null) return undefined;
  return context.state.projectsByName.get(keyOf(entity.id, name));
}

/** The entity, to be written to. */
export function writableEntity(context: Context, name: string | null | undefined): EntityRecord {
  const entity = findEntity(context, name);
  if (entity === undefined) throw notFound(`entity ${name ?? ""}`);
  if (!canWrite(context.state, context.viewer, entity)) {
    throw forbidden(`${context.viewer.username} may not write to ${entity.name}`);
  }
  return entity;
}

/** The project, to be written to. */
export function writableProject(
  context: Context,
  entityName: string | null | undefined,
  name: string,
): ProjectRecord {
  const entity = writableEntity(context, entityName);
  const project = context.state.projectsByName.get(keyOf(entity.id, name));
  if (project === undefined) throw notFound(`project ${entity.name}/${name}`);
  return project;
}

/** Checks that the caller may change a project found by other means. */
export function assertWritable(context: Context, project: ProjectRecord): void {
  const entity = context.state.entities.get(project.entityId);
  if (entity === undefined || !canWrite(context.state, context.viewer, entity)) {
    throw forbidden(`${context.viewer.username} may not write to project ${project.name}`);
  }
}

/** Whether the caller sees a project found by other means. */
export function isVisible(context: Context, project: ProjectRecord | undefined): boolean {
  const entity = project === undefined ? undefined : context.state.entities.get(project.entityId);
  return entity !== undefined && canRead(context.state, context.viewer, entity);
}

/** The project of this name in an entity, made when it is missing. */
export function ensureProject(
  context: Context,
  entity: EntityRecord,
  name: string,
): { readonly project: ProjectRecord; readonly isNew: boolean } {
  const { state, clock, viewer } = context;
  const existing = state.projectsByName.get(keyOf(entity.id, name));
  if (existing !== undefined) return { project: existing, isNew: false };
  checkProjectName(name);
  const now = clock.now();
  const project = state.projects.put({
    id: state.projects.newId(),
    entityId: entity.id,
    name,
    description: null,
    access: "PRIVATE",
    views: null,
    isBenchmark: false,
    allowAllArtifactTypesInRegistry: false,
    createdBy: viewer.id,
    createdAt: now,
    updatedAt: now,
    deletedRunNames: [],
    members: [],
    teams: [],
  });
  return { project, isNew: true };
}

/** Refuses names that a project may not have. */
export function checkProjectName(name: string): void {
  if (name === "" || name.length > 128) {
    throw invalid(`project name must have 1 to 128 characters: ${JSON.stringify(name)}`);
  }
  if (/[/\\#?%:\r\n]/.test(name)) {
    throw invalid(`project name may not contain any of / \\ # ? % : ${JSON.stringify(name)}`);
  }
}

/** The run of this id in a project. */
export function findRun(
  state: State,
  project: ProjectRecord | undefined,
  name: string | null | undefined,
): RunRecord | undefined {
  if (project === undefined || name == null) return undefined;
  return state.runsByName.get(keyOf(project.id, name));
}

/** The run of this id, which has to exist and be writable. */
export function writableRun(
  context: Context,
  entityName: string | null | undefined,
  projectName: string,
  name: string,
): RunRecord {
  const project = writableProject(context, entityName, projectName);
  const run = findRun(context.state, project, name);
  if (run === undefined) throw notFound(`run ${projectName}/${name}`);
  return run;
}

/** The run with this storage id, which has to exist and be writable. */
export function writableRunById(context: Context, id: string): RunRecord {
  const run = context.state.runs.get(id);
  const project = run === undefined ? undefined : context.state.projects.get(run.projectId);
  if (run === undefined || project === undefined || !isVisible(context, project)) {
    throw notFound(`run ${id}`);
  }
  assertWritable(context, project);
  return run;
}
