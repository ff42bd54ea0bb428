import type { Context } from "../context.ts";
import { paginate } from "../graphql/connection.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { writableRun } from "../state/access.ts";
import { historyKeysOf, historyRows, sampleEvenly } from "../state/history.ts";
import { objectOf } from "../state/json-text.ts";
import type { RunRecord } from "../state/records.ts";
import { parseConsoleLine } from "../state/console-line.ts";
import type { LineStream } from "../state/state-storage.ts";

const count =
  (stream: LineStream) =>
  (run: RunRecord, _: unknown, { state }: Context): number =>
    state.lines.read(run.id, stream).length;

/** A JSON array of the last line, which is all that clients read. */
const tail =
  (stream: LineStream) =>
  (run: RunRecord, _: unknown, { state }: Context): string =>
    JSON.stringify(state.lines.read(run.id, stream).slice(-1));

const defaultSamples = 500;

interface HistoryArgs {
  readonly minStep?: number | null;
  readonly maxStep?: number | null;
  readonly samples?: number | null;
}

/** History, system events and console of runs. */
export const runLineResolvers: ResolverMap = {
  Mutation: {
    rewindRun: (
      _: unknown,
      {
        input,
      }: InputArgs<{
        runName: string;
        entityName?: string | null;
        projectName?: string | null;
        metricName: string;
        metricValue: number;
      }>,
      context: Context,
    ) => {
      if (input.metricName !== "_step") throw invalid("runs can only be rewound by _step");
      const { state, clock } = context;
      const run = writableRun(context, input.entityName, input.projectName ?? "", input.runName);
      const rows = historyRows(state, run.id);
      const keep = rows.filter(({ step }) => step <= input.metricValue);
      if (rows.length > 0 && keep.length === 0) throw notFound(`step ${input.metricValue}`);
      state.lines.truncate(run.id, "history", (keep.at(-1)?.number ?? -1) + 1);
      const summary = keep.at(-1)?.text ?? "{}";
      return {
        rewoundRun: state.runs.patch(run, { summary, state: "running", updatedAt: clock.now() }),
      };
    },
  },
  Run: {
    historyLineCount: count("history"),
    eventsLineCount: count("events"),
    logLineCount: count("console"),
    historyTail: tail("history"),
    eventsTail: tail("events"),
    systemMetrics: (run: RunRecord, _: unknown, { state }: Context) =>
      JSON.stringify(objectOf(state.lines.read(run.id, "events").at(-1))),
    historyKeys: (run: RunRecord, _: unknown, { state }: Context) => historyKeysOf(state, run.id),
    history: (run: RunRecord, args: HistoryArgs, { state }: Context) => {
      const rows = historyRows(state, run.id).filter(
        ({ step }) =>
          step >= (args.minStep ?? 0) && step < (args.maxStep ?? Number.MAX_SAFE_INTEGER),
      );
      return sampleEvenly(rows, args.samples ?? rows.length).map(({ text }) => text);
    },
    events: (run: RunRecord, args: { samples?: number | null }, { state }: Context) =>
      sampleEvenly(state.lines.read(run.id, "events"), args.samples ?? defaultSamples),
    sampledHistory: (run: RunRecord, { specs }: { specs: readonly string[] }, { state }: Context) =>
      specs.map((text) => sampledHistory(state, run, text)),
    parquetHistory: (
      run: RunRecord,
      { liveKeys }: { liveKeys?: readonly string[] | null },
      { state }: Context,
    ) => ({
      // This server writes no parquet exports: all rows are "live".
      parquetUrls: [],
      liveData: historyRows(state, run.id)
        .map(({ row }) => row)
        .filter((row) => (liveKeys ?? []).every((key) => key in row)),
    }),
    logLines: (
      run: RunRecord,
      args: { first?: number | null; last?: number | null; after?: string | null },
      { state }: Context,
    ) => {
      const lines = state.lines
        .read(run.id, "console")
        .map((text, number) => ({ number, ...parseConsoleLine(text) }));
      const kept = args.last == null ? lines : lines.slice(Math.max(0, lines.length - args.last));
      return paginate(kept, args, ({ number }) => String(number));
    },
  },
};

function sampledHistory(
  state: Context["state"],
  run: RunRecord,
  text: string,
): readonly Readonly<Record<string, unknown>>[] {
  const spec = objectOf(text);
  const keys = Array.isArray(spec["keys"]) ? spec["keys"].map(String) : [];
  const samples = typeof spec["samples"] === "number" ? spec["samples"] : defaultSamples;
  const [minStep, maxStep] = [spec["minStep"], spec["maxStep"]];
  const rows = historyRows(state, run.id).filter(
    ({ row, step }) =>
      keys.every((key) => key in row) &&
      (typeof minStep !== "number" || step >= minStep) &&
      // Unlike the history field's, this upper bound is inclusive: the SDK's core subtracts one for it.
      (typeof maxStep !== "number" || step <= maxStep),
  );
  return sampleEvenly(rows, samples).map(({ row }) =>
    keys.length === 0 ? row : Object.fromEntries(keys.map((key) => [key, row[key]])),
  );
}
