import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { compileFilters } from "../graphql/filters.ts";
import { sortBy } from "../graphql/order.ts";
import { numberOfId } from "../graphql/ids.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { findRun, writableRun, writableRunById } from "../state/access.ts";
import { deleteArtifact, deleteRun } from "../state/deletion.ts";
import { objectOf } from "../state/json-text.ts";
import type { ProjectRecord, RunRecord } from "../state/records.ts";
import { readRunProperty } from "../state/run-properties.ts";
import { checkRunState, shownState } from "../state/run-state.ts";
import { upsertRun, type UpsertBucketInput } from "../state/run-upsert.ts";

interface RunListArgs extends PageArgs {
  readonly filters?: string | null;
  readonly order?: string | null;
}

const success = { success: true, clientMutationId: null };

const listRuns = (project: ProjectRecord, filters: string | null | undefined, context: Context) => {
  const read = (run: RunRecord, path: string): unknown => readRunProperty(context, run, path);
  return context.state.runsByProject.all(project.id).filter(compileFilters(filters, read));
};

/** Runs: creation, change, state, listing. Their lines and files have maps of their own. */
export const runResolvers: ResolverMap = {
  Mutation: {
    upsertBucket: (_: unknown, { input }: InputArgs<UpsertBucketInput>, context: Context) => ({
      ...upsertRun(context, input),
      clientMutationId: null,
    }),
    updateRunState: (
      _: unknown,
      { input }: InputArgs<{ id: string; state: string }>,
      context: Context,
    ) => {
      const run = writableRunById(context, input.id);
      const now = context.clock.now();
      context.state.runs.patch(run, {
        state: checkRunState(input.state),
        heartbeatAt: now,
        updatedAt: now,
      });
      return success;
    },
    stopRun: (_: unknown, { input }: InputArgs<{ id: string }>, context: Context) => {
      const run = writableRunById(context, input.id);
      const isActive = ["pending", "running", "preempting"].includes(shownState(run, context));
      if (isActive) context.state.runs.patch(run, { stopRequested: true });
      return { success: isActive, clientMutationId: null };
    },
    deleteRun: (
      _: unknown,
      { input }: InputArgs<{ id: string; deleteArtifacts?: boolean | null }>,
      context: Context,
    ) => {
      const run = writableRunById(context, input.id);
      if (input.deleteArtifacts === true) {
        for (const artifact of context.state.artifactsByRun.all(run.id)) {
          if (artifact.state !== "DELETED") {
            deleteArtifact(context.state, artifact, context.clock.now());
          }
        }
      }
      deleteRun(context.state, run);
      return { clientMutationId: null };
    },
    notifyScriptableRunAlert: (
      _: unknown,
      {
        input,
      }: InputArgs<{
        entityName: string;
        projectName: string;
        runName: string;
        title: string;
        text: string;
        severity?: string | null;
      }>,
      context: Context,
    ) => {
      const { entityName, projectName, runName, title, text, severity } = input;
      const run = writableRun(context, entityName, projectName, runName);
      const { state, clock } = context;
      state.alerts.put({
        id: state.alerts.newId(),
        runId: run.id,
        title,
        text,
        severity: severity ?? "INFO",
        createdAt: clock.now(),
      });
      return success;
    },
  },
  Project: {
    run: (project: ProjectRecord, { name }: { name: string }, { state }: Context) =>
      findRun(state, project, name),
    bucket: (project: ProjectRecord, { name }: { name: string }, { state }: Context) =>
      findRun(state, project, name),
    runs: (project: ProjectRecord, args: RunListArgs, context: Context) => {
      const read = (run: RunRecord, path: string): unknown => readRunProperty(context, run, path);
      const runs = sortBy(
        listRuns(project, args.filters, context),
        args.order,
        "-created_at",
        read,
      );
      return paginate(runs, args, ({ id }) => id);
    },
    runCount: (project: ProjectRecord, args: { filters?: string | null }, context: Context) =>
      listRuns(project, args.filters, context).length,
  },
  Run: {
    projectId: (run: RunRecord) => numberOfId(run.projectId),
    project: (run: RunRecord, _: unknown, { state }: Context) => state.projects.get(run.projectId),
    summaryMetrics: (run: RunRecord) => run.summary,
    wandbConfig: (run: RunRecord, { keys }: { keys?: readonly string[] | null }) => {
      const entry = objectOf(run.config)["_wandb"] as { readonly value?: unknown } | undefined;
      const value = (entry?.value ?? {}) as Readonly<Record<string, unknown>>;
      const kept = Object.entries(value).filter(([key]) => keys == null || keys.includes(key));
      return JSON.stringify(Object.fromEntries(kept));
    },
    state: (run: RunRecord, _: unknown, context: Context) => shownState(run, context),
    readOnly: () => false,
    stopped: (run: RunRecord) => run.stopRequested,
    user: (run: RunRecord, _: unknown, { state }: Context) => state.users.get(run.userId),
  },
};
