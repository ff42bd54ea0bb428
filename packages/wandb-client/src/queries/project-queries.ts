import type { Artifact } from "../artifacts/artifact.ts";
import { checkProjectName } from "../artifacts/names.ts";
import { resolveProject } from "../artifacts/artifact-place.ts";
import type { ClientServices } from "../client/services.ts";
import type { ArtifactCollection } from "../collections/artifact-collection.ts";
import { listCollections, type CollectionsOptions } from "../collections/list-collections.ts";
import { listVersions, type VersionsOptions } from "../collections/list-versions.ts";
import { WandbClientError } from "../errors.ts";
import * as operations from "../operations/queries.ts";
import { existingProject, missingProjectError } from "./existing-project.ts";
import { paginate, type Filters, type ListOptions } from "./paginate.ts";
import { RunRecord } from "./run-record.ts";

/** A project's place; entity and project of the client by default. */
export interface ProjectOptions {
  readonly entity?: string | undefined;
  readonly project?: string | undefined;
}

/** Which runs, in which order. */
export interface RunsOptions extends ProjectOptions, ListOptions {
  /** Conditions in W&B's Mongo-like form, such as `{ state: "finished", "config.lr.value": { $gt: 0.1 } }`. */
  readonly filters?: Filters | undefined;
  /** `+created_at` (default `-created_at`), `-summary_metrics.loss`, … */
  readonly order?: string | undefined;
}

/** A type of artifacts. */
export interface ArtifactTypeRecord {
  readonly name: string;
  readonly description: string | undefined;
}

/** A project. */
export interface ProjectRecord {
  readonly entity: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly createdAt: string;
}

/** How a project is made. */
export interface CreateProjectOptions {
  /** Whose project. Default: the client's entity. */
  readonly entity?: string | undefined;
  /** Markdown. */
  readonly description?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A sweep; reading only. */
export interface SweepRecord {
  readonly id: string;
  /** Its short id. */
  readonly name: string;
  readonly displayName: string | undefined;
  readonly method: string | undefined;
  readonly state: string;
  readonly description: string | undefined;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string | undefined;
  readonly bestLoss: number | undefined;
  /** YAML. */
  readonly config: string;
  readonly runCount: number;
}

/** Lists of what projects hold; each is read page by page as it is consumed. */
export class ProjectQueries {
  readonly #services: ClientServices;

  constructor(services: ClientServices) {
    this.#services = services;
  }

  /** One run. */
  async run(path: string, signal: AbortSignal | undefined): Promise<RunRecord> {
    const parts = path.split("/");
    const [
      id,
      project = this.#services.settings.project,
      entity = await this.#services.defaultEntity(signal),
    ] = parts.toReversed();
    const fields =
      id === undefined || id === "" || parts.length > 3
        ? undefined
        : (
            await this.#services.graphql.run(
              operations.runOperation,
              { entity, project, name: id },
              { signal },
            )
          ).project?.run;
    if (fields !== undefined && fields !== null)
      return new RunRecord(this.#services, { entity, project }, fields);
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: `there is no run ${parts.length > 3 ? path : `${entity}/${project}/${id ?? ""}`} on ${new URL(this.#services.settings.host).host}`,
      hint: "Give [[entity/]project/]id; the id is not the display name.",
      details: { path },
    });
  }

  async *runs(options: RunsOptions): AsyncGenerator<RunRecord, undefined> {
    const place = await this.#place(options, options.signal);
    const { filters = {}, order = null, signal } = options;
    const pages = paginate(async (page) => {
      const { project } = await this.#services.graphql.run(
        operations.runsOperation,
        { ...place, ...page, filters: JSON.stringify(filters), order },
        { signal },
      );
      return this.#existing(project, place).runs;
    }, options);
    for await (const fields of pages) yield new RunRecord(this.#services, place, fields);
    return undefined;
  }

  /** One project. */
  async project(path: string, signal: AbortSignal | undefined): Promise<ProjectRecord> {
    const [name = "", entity = await this.#services.defaultEntity(signal), ...more] = path
      .split("/")
      .toReversed();
    const { project } =
      name === "" || more.length > 0
        ? { project: null }
        : await this.#services.graphql.run(
            operations.projectOperation,
            { entity, project: name },
            { signal },
          );
    if (project !== null) return projectRecord(entity, project);
    throw missingProjectError(this.#services, path);
  }

  /** Makes a project, or changes its description. */
  async createProject(name: string, options: CreateProjectOptions): Promise<ProjectRecord> {
    const { description, signal } = options;
    const entity = options.entity ?? (await this.#services.defaultEntity(signal));
    const input = {
      entityName: entity,
      name: checkProjectName(name),
      ...(description === undefined ? {} : { description }),
    };
    const { upsertModel } = await this.#services.graphql.run(
      operations.createProjectOperation,
      { input },
      { signal },
    );
    if (upsertModel?.project !== undefined && upsertModel.project !== null)
      return projectRecord(entity, upsertModel.project);
    throw new WandbClientError({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: `upsertModel: the server answered without the project ${entity}/${name}`,
      hint: "Check that you may write to the entity.",
      details: { entity, project: name },
    });
  }

  async *projects(
    options: { readonly entity?: string | undefined } & ListOptions,
  ): AsyncGenerator<ProjectRecord, undefined> {
    const entity = options.entity ?? (await this.#services.defaultEntity(options.signal));
    const pages = paginate(
      async (page) =>
        (
          await this.#services.graphql.run(
            operations.projectsOperation,
            { entity, ...page },
            { signal: options.signal },
          )
        ).models,
      options,
    );
    for await (const fields of pages) yield projectRecord(entity, fields);
    return undefined;
  }

  async *artifactTypes(
    options: ProjectOptions & ListOptions,
  ): AsyncGenerator<ArtifactTypeRecord, undefined> {
    const place = await this.#place(options, options.signal);
    const pages = paginate(async (page) => {
      const { project } = await this.#services.graphql.run(
        operations.artifactTypesOperation,
        { ...place, ...page },
        { signal: options.signal },
      );
      return this.#existing(project, place).artifactTypes;
    }, options);
    for await (const { name, description } of pages)
      yield { name, description: description ?? undefined };
    return undefined;
  }

  async *collections(
    options: ProjectOptions & CollectionsOptions,
  ): AsyncGenerator<ArtifactCollection, undefined> {
    const place = await this.#place(options, options.signal);
    return yield* listCollections(this.#services, place, options);
  }

  async *versions(
    collection: string,
    options: ProjectOptions & VersionsOptions,
  ): AsyncGenerator<Artifact, undefined> {
    const place = await this.#place(options, options.signal);
    return yield* listVersions(this.#services, { ...place, collection }, options);
  }

  async sweep(path: string, signal: AbortSignal | undefined): Promise<SweepRecord> {
    const parts = path.split("/");
    const [name = "", project, entity] = parts.toReversed();
    const place = await this.#place({ project, entity }, signal);
    const found =
      name === "" || parts.length > 3
        ? undefined
        : (
            await this.#services.graphql.run(
              operations.sweepOperation,
              { ...place, sweep: name },
              { signal },
            )
          ).project?.sweep;
    if (found !== undefined && found !== null) return sweepOf(found);
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: `there is no sweep ${parts.length > 3 ? path : `${place.entity}/${place.project}/${name}`} on ${new URL(this.#services.settings.host).host}`,
      hint: "Give [[entity/]project/]id; the id is the short name in the sweep's address.",
      details: { path },
    });
  }

  async *sweeps(options: ProjectOptions & ListOptions): AsyncGenerator<SweepRecord, undefined> {
    const place = await this.#place(options, options.signal);
    const pages = paginate(async (page) => {
      const { project } = await this.#services.graphql.run(
        operations.sweepsOperation,
        { ...place, ...page },
        { signal: options.signal },
      );
      return this.#existing(project, place).sweeps;
    }, options);
    for await (const fields of pages) yield sweepOf(fields);
    return undefined;
  }

  #existing<Project>(
    project: Project | null,
    place: { readonly entity: string; readonly project: string },
  ): Project {
    return existingProject(this.#services, project, place);
  }

  #place(
    options: ProjectOptions,
    signal: AbortSignal | undefined,
  ): Promise<{ entity: string; project: string }> {
    return resolveProject(this.#services, options, signal);
  }
}

function sweepOf(fields: operations.SweepFields): SweepRecord {
  return {
    id: fields.id,
    name: fields.name,
    displayName: fields.displayName ?? undefined,
    method: fields.method ?? undefined,
    state: fields.state,
    description: fields.description ?? undefined,
    createdAt: fields.createdAt,
    updatedAt: fields.updatedAt ?? undefined,
    bestLoss: fields.bestLoss ?? undefined,
    config: fields.config,
    runCount: fields.runCount,
  };
}

function projectRecord(
  entity: string,
  { name, description, createdAt }: operations.ProjectFields,
): ProjectRecord {
  return { entity, name, description: description ?? undefined, createdAt };
}
