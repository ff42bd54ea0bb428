import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { sortBy } from "../graphql/order.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { lettersAndDigits, randomText } from "../random.ts";
import { assertWritable, ensureProject, isVisible, writableEntity } from "../state/access.ts";
import { objectOf } from "../state/json-text.ts";
import type { ProjectRecord, RunRecord, SweepRecord } from "../state/records.ts";
import { readRunProperty } from "../state/run-properties.ts";

interface UpsertSweepInput {
  readonly id?: string | null;
  readonly config?: string | null;
  readonly description?: string | null;
  readonly entityName?: string | null;
  readonly projectName?: string | null;
  readonly state?: string | null;
  readonly displayName?: string | null;
}

interface ListArgs extends PageArgs {
  readonly filters?: string | null;
  readonly order?: string | null;
}

const idOf = (record: { readonly id: string }): string => record.id;
const states = new Set(["PENDING", "RUNNING", "PAUSED", "FINISHED", "CANCELED"]);

/** Sweeps: definition, state and their runs. */
export const sweepResolvers: ResolverMap = {
  Mutation: {
    upsertSweep: (_: unknown, { input }: InputArgs<UpsertSweepInput>, context: Context) => ({
      sweep: upsertSweep(context, input),
      configValidationWarnings: [],
    }),
  },
  Project: {
    totalSweeps: (project: ProjectRecord, _: unknown, { state }: Context) =>
      state.sweepsByProject.count(project.id),
    sweep: (project: ProjectRecord, { sweepName }: { sweepName: string }, { state }: Context) =>
      state.sweepsByProject.all(project.id).find(({ name }) => name === sweepName),
    sweeps: (project: ProjectRecord, args: ListArgs, { state }: Context) => {
      const sweeps = state.sweepsByProject
        .all(project.id)
        .filter(compileFilters(args.filters, readSweepProperty));
      return paginate(sortBy(sweeps, args.order, "-createdAt", readSweepProperty), args, idOf);
    },
  },
  Sweep: {
    method: (sweep: SweepRecord) => methodOf(sweep.config),
    bestLoss: (sweep: SweepRecord, _: unknown, context: Context) => {
      const losses = runsOf(context, sweep).flatMap((run) => {
        const loss = objectOf(run.summary)["loss"];
        return typeof loss === "number" ? [loss] : [];
      });
      return losses.length === 0 ? null : Math.min(...losses);
    },
    controllerRunName: () => null,
    runCount: (sweep: SweepRecord, _: unknown, context: Context) => runsOf(context, sweep).length,
    runCountExpected: () => null,
    project: (sweep: SweepRecord, _: unknown, { state }: Context) =>
      state.projects.get(sweep.projectId),
    runs: (sweep: SweepRecord, args: ListArgs, context: Context) => {
      const read = (run: RunRecord, path: string): unknown => readRunProperty(context, run, path);
      return paginate(sortBy(runsOf(context, sweep), args.order, "-created_at", read), args, idOf);
    },
  },
};

function upsertSweep(context: Context, input: UpsertSweepInput): SweepRecord {
  const { state, clock, random } = context;
  const now = clock.now();
  if (input.state != null && !states.has(input.state)) {
    throw invalid(`invalid sweep state ${JSON.stringify(input.state)}`);
  }
  if (input.id != null) {
    const sweep = state.sweeps.get(input.id);
    const project = sweep === undefined ? undefined : state.projects.get(sweep.projectId);
    if (sweep === undefined || project === undefined || !isVisible(context, project)) {
      throw notFound(`sweep ${input.id}`);
    }
    assertWritable(context, project);
    return state.sweeps.patch(sweep, { ...changesOf(input), updatedAt: now });
  }
  if (input.config == null || input.projectName == null) {
    throw invalid("a new sweep needs a config and a projectName");
  }
  const entity = writableEntity(context, input.entityName);
  const { project } = ensureProject(context, entity, input.projectName);
  return state.sweeps.put({
    id: state.sweeps.newId(),
    projectId: project.id,
    name: randomText(random, lettersAndDigits, 8),
    displayName: null,
    description: null,
    state: "PENDING",
    config: input.config,
    createdAt: now,
    updatedAt: now,
    ...changesOf(input),
  });
}

function changesOf(input: UpsertSweepInput): Partial<SweepRecord> {
  return {
    ...(input.config == null ? {} : { config: input.config }),
    ...(input.description == null ? {} : { description: input.description }),
    ...(input.displayName == null ? {} : { displayName: input.displayName }),
    ...(input.state == null ? {} : { state: input.state }),
  };
}

function runsOf({ state }: Context, sweep: SweepRecord): RunRecord[] {
  return state.runsByProject
    .all(sweep.projectId)
    .filter(({ sweepName }) => sweepName === sweep.name);
}

/** The search method in a config, which is YAML with the method on a line of its own, or JSON. */
function methodOf(config: string): string | null {
  return /(?:^|[\s,{])"?method"?:\s*"?(\w+)/m.exec(config)?.[1] ?? null;
}

const readSweepProperty = (sweep: SweepRecord, path: string): unknown =>
  path === "createdAt" || path === "created_at"
    ? new Date(sweep.createdAt).toISOString()
    : (sweep as unknown as Readonly<Record<string, unknown>>)[path];
