import type { Context } from "../context.ts";
import { lettersAndDigits, randomText } from "../random.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import {
  assertWritable,
  defaultProjectName,
  ensureProject,
  findRun,
  isVisible,
  writableEntity,
} from "./access.ts";
import { parseJsonObject } from "./json-text.ts";
import { readableName } from "./readable-name.ts";
import type { ProjectRecord, RunRecord } from "./records.ts";
import { changedConfig } from "./run-config.ts";
import { checkRunState } from "./run-state.ts";

/** Input of `upsertBucket`. Members that are `null` or absent leave a run unchanged. */
export interface UpsertBucketInput {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly modelName?: string | null;
  readonly entityName?: string | null;
  readonly groupName?: string | null;
  readonly description?: string | null;
  readonly displayName?: string | null;
  readonly notes?: string | null;
  readonly config?: string | null;
  readonly commit?: string | null;
  readonly host?: string | null;
  readonly jobProgram?: string | null;
  readonly jobRepo?: string | null;
  readonly jobType?: string | null;
  readonly state?: string | null;
  readonly sweep?: string | null;
  readonly tags?: readonly string[] | null;
  readonly summaryMetrics?: string | null;
}

/** Creates a run or changes one, as `upsertBucket` does. */
export function upsertRun(
  context: Context,
  input: UpsertBucketInput,
): { readonly bucket: RunRecord; readonly inserted: boolean } {
  const existing = findExisting(context, input);
  const changes = changesOf(input);
  const { state, clock } = context;
  const now = clock.now();
  if ("projectId" in existing) {
    // A client that starts a run sends its environment along; edits do not.
    const isStart = input.host != null || input.jobProgram != null;
    const bucket = state.runs.patch(existing, {
      ...changes,
      ...(input.config == null ? {} : { config: changedConfig(existing.config, input.config) }),
      ...(isStart && input.state == null ? { state: "running", exitCode: null } : {}),
      ...(isStart ? { heartbeatAt: now, stopRequested: false } : {}),
      updatedAt: now,
    });
    return { bucket, inserted: false };
  }
  const project = existing;
  const name = input.name ?? randomText(context.random, lettersAndDigits, 8);
  checkRunName(name);
  if (project.deletedRunNames.includes(name)) {
    throw conflict(
      `run ${project.name}/${name} was previously created and deleted; try a new run name`,
    );
  }
  const bucket = state.runs.put({
    id: state.runs.newId(),
    projectId: project.id,
    name,
    displayName: readableName(context.random, state.runsByProject.count(project.id) + 1),
    description: null,
    notes: null,
    tags: [],
    group: null,
    jobType: null,
    commit: null,
    host: null,
    program: null,
    repo: null,
    sweepName: null,
    state: "running",
    stopRequested: false,
    exitCode: null,
    config: "{}",
    summary: "{}",
    userId: context.viewer.id,
    createdAt: now,
    updatedAt: now,
    heartbeatAt: now,
    ...changes,
  });
  return { bucket, inserted: true };
}

/** The run that is meant, or the project in which to make it. */
function findExisting(context: Context, input: UpsertBucketInput): RunRecord | ProjectRecord {
  const { state } = context;
  if (input.id != null && input.id !== "") {
    const run = state.runs.get(input.id);
    const project = run === undefined ? undefined : state.projects.get(run.projectId);
    if (run === undefined || project === undefined || !isVisible(context, project)) {
      throw notFound(`run ${input.id}`);
    }
    assertWritable(context, project);
    return run;
  }
  const entity = writableEntity(context, input.entityName);
  const wanted = input.modelName == null || input.modelName === "" ? undefined : input.modelName;
  const { project } = ensureProject(context, entity, wanted ?? defaultProjectName);
  return findRun(state, project, input.name) ?? project;
}

function changesOf(input: UpsertBucketInput): Partial<RunRecord> {
  if (input.config != null) parseJsonObject(input.config, "config");
  if (input.summaryMetrics != null) parseJsonObject(input.summaryMetrics, "summaryMetrics");
  return {
    ...(input.groupName == null ? {} : { group: input.groupName }),
    ...(input.description == null ? {} : { description: input.description }),
    ...(input.displayName == null || input.displayName === ""
      ? {}
      : { displayName: input.displayName }),
    ...(input.notes == null ? {} : { notes: input.notes }),
    ...(input.config == null ? {} : { config: input.config }),
    ...(input.commit == null ? {} : { commit: input.commit }),
    ...(input.host == null ? {} : { host: input.host }),
    ...(input.jobProgram == null ? {} : { program: input.jobProgram }),
    ...(input.jobRepo == null ? {} : { repo: input.jobRepo }),
    ...(input.jobType == null ? {} : { jobType: input.jobType }),
    ...(input.state == null ? {} : { state: checkRunState(input.state) }),
    ...(input.sweep == null ? {} : { sweepName: input.sweep }),
    ...(input.tags == null ? {} : { tags: [...new Set(input.tags)] }),
    ...(input.summaryMetrics == null ? {} : { summary: input.summaryMetrics }),
  };
}

function checkRunName(name: string): void {
  if (name === "" || name.length > 128 || name !== name.trim()) {
    throw invalid(`invalid run id ${JSON.stringify(name)}`);
  }
  if (/[:;,#?/'\\%]/.test(name)) {
    throw invalid(`run id may not contain any of : ; , # ? / ' \\ % ${JSON.stringify(name)}`);
  }
}
