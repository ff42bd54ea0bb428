import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { numberOfId } from "../graphql/ids.ts";
import { sortBy } from "../graphql/order.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import {
  assertWritable,
  checkProjectName,
  ensureProject,
  findEntity,
  findProject,
  isVisible,
  writableEntity,
  writableProject,
} from "../state/access.ts";
import { deleteProject } from "../state/deletion.ts";
import type { EntityRecord, ProjectRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import { registryPrefix } from "../state/registries.ts";

interface ProjectArgs {
  readonly name?: string | null;
  readonly entityName?: string | null;
}

interface ListArgs extends PageArgs {
  readonly filters?: string | null;
  readonly order?: string | null;
}

interface UpsertModelInput {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly entityName?: string | null;
  readonly description?: string | null;
  readonly access?: string | null;
  readonly views?: string | null;
  readonly isBenchmark?: boolean | null;
  readonly artifactTypes?:
    | readonly { readonly name: string; readonly description?: string | null }[]
    | null;
  readonly allowAllArtifactTypesInRegistry?: boolean | null;
}

const findByArgs = (_: unknown, args: ProjectArgs, context: Context): ProjectRecord | undefined =>
  findProject(context, args.entityName, args.name);

/** Projects and registries. */
export const projectResolvers: ResolverMap = {
  Query: {
    project: findByArgs,
    model: findByArgs,
    models: (_: unknown, args: PageArgs & ProjectArgs, context: Context) =>
      listProjects(context, findEntity(context, args.entityName), args),
  },
  Mutation: {
    upsertModel: (_: unknown, { input }: InputArgs<UpsertModelInput>, context: Context) =>
      upsertProject(context, input),
    renameProject: (
      _: unknown,
      { input }: InputArgs<{ entityName: string; oldProjectName: string; newProjectName: string }>,
      context: Context,
    ) => {
      const project = writableProject(context, input.entityName, input.oldProjectName);
      checkProjectName(input.newProjectName);
      const { state, clock } = context;
      if (state.projectsByName.get(keyOf(project.entityId, input.newProjectName)) !== undefined) {
        throw conflict(`project ${input.entityName}/${input.newProjectName} already exists`);
      }
      return {
        inserted: false,
        project: state.projects.patch(project, {
          name: input.newProjectName,
          updatedAt: clock.now(),
        }),
      };
    },
    deleteModel: (_: unknown, { input }: InputArgs<{ id: string }>, context: Context) => {
      const project = context.state.projects.get(input.id);
      if (project === undefined || !isVisible(context, project)) {
        throw notFound(`project ${input.id}`);
      }
      assertWritable(context, project);
      deleteProject(context.state, project);
      return { success: true, clientMutationId: null };
    },
  },
  Entity: {
    project: (entity: EntityRecord, { name }: { name?: string | null }, { state }: Context) =>
      name == null ? null : state.projectsByName.get(keyOf(entity.id, name)),
    projects: (entity: EntityRecord, args: ListArgs, context: Context) =>
      listProjects(context, entity, args),
  },
  Project: {
    internalId: (project: ProjectRecord) => btoa(`ProjectInternalId:${numberOfId(project.id)}`),
    entityName: (project: ProjectRecord, _: unknown, { state }: Context) =>
      state.entities.get(project.entityId)?.name,
    entity: (project: ProjectRecord, _: unknown, { state }: Context) =>
      state.entities.get(project.entityId),
    views: (project: ProjectRecord) =>
      project.views === null ? null : (JSON.parse(project.views) as unknown),
    readOnly: () => false,
    user: (project: ProjectRecord, _: unknown, { state }: Context) =>
      project.createdBy === null ? null : state.users.get(project.createdBy),
  },
};

/** Reads a property of a project under the names that filters and orders use. */
export function readProjectProperty(project: ProjectRecord, path: string): unknown {
  switch (path) {
    case "name":
    case "description":
    case "access":
      return project[path];
    case "id":
    case "project_id":
      // Clients take the number out of `internalId`.
      return numberOfId(project.id);
    case "entity_id":
      return numberOfId(project.entityId);
    case "createdAt":
    case "created_at":
      return new Date(project.createdAt).toISOString();
    case "updatedAt":
    case "updated_at":
      return new Date(project.updatedAt).toISOString();
    default:
      throw invalid(`projects cannot be filtered or ordered by ${path}`);
  }
}

function listProjects(
  { state }: Context,
  entity: EntityRecord | undefined,
  args: ListArgs,
): unknown {
  const accepts = compileFilters(args.filters, readProjectProperty);
  const projects =
    entity === undefined ? [] : state.projectsByEntity.all(entity.id).filter(accepts);
  return paginate(
    sortBy(projects, args.order, "-created_at", readProjectProperty),
    args,
    ({ id }) => id,
  );
}

function upsertProject(context: Context, input: UpsertModelInput): unknown {
  const { state, clock } = context;
  let found: { readonly project: ProjectRecord; readonly isNew: boolean };
  if (input.id != null) {
    const project = state.projects.get(input.id);
    if (project === undefined || !isVisible(context, project))
      throw notFound(`project ${input.id}`);
    assertWritable(context, project);
    found = { project, isNew: false };
  } else {
    if (input.name == null) throw invalid("upsertModel needs a name or an id");
    const entity = writableEntity(context, input.entityName);
    const isRegistry = input.name.startsWith(registryPrefix);
    if (isRegistry && entity.kind !== "organization") {
      throw invalid(`registry ${input.name} must belong to an organization`);
    }
    if (isRegistry && input.name.length === registryPrefix.length) {
      throw invalid("a registry needs a name after its prefix");
    }
    found = ensureProject(context, entity, input.name);
  }
  const project = state.projects.patch(found.project, {
    ...(input.description == null ? {} : { description: input.description }),
    ...(input.access == null ? {} : { access: input.access }),
    ...(input.views == null ? {} : { views: input.views }),
    ...(input.isBenchmark == null ? {} : { isBenchmark: input.isBenchmark }),
    ...(input.allowAllArtifactTypesInRegistry == null
      ? {}
      : { allowAllArtifactTypesInRegistry: input.allowAllArtifactTypesInRegistry }),
    updatedAt: clock.now(),
  });
  for (const { name, description } of input.artifactTypes ?? []) {
    const types = state.artifactTypesByProject.all(project.id);
    if (types.some((type) => type.name === name)) continue;
    state.artifactTypes.put({
      id: state.artifactTypes.newId(),
      projectId: project.id,
      name,
      description: description ?? null,
      createdAt: clock.now(),
    });
  }
  return { model: project, project, inserted: found.isNew, clientMutationId: null };
}
