import type { ClientServices } from "../client/services.ts";
import { historyEndOperation, historyPageOperation } from "../operations/queries.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";
import { checkPageSize } from "../util/page-size.ts";
import type { ListOptions } from "./paginate.ts";

/** Which rows of a history are read. */
export interface ScanHistoryOptions extends ListOptions {
  /** First step. Default 0. */
  readonly minStep?: number;
  /** Step before which to end. Default: behind the last one. */
  readonly maxStep?: number;
  /** Only these metrics and `_step`, as with W&B's SDK, and only rows that have them all. */
  readonly keys?: readonly string[];
}

/** The run and what is known of it. */
interface ScannedRun {
  readonly entity: string;
  readonly project: string;
  readonly name: string;
  /** The step that the summary tells. */
  readonly lastStep: number | undefined;
}

const rowsPerPage = 1000;
const usualSamples = 10_000;

/** Every row of a run's history, window by window of its steps. */
export async function* scanHistory(
  services: ClientServices,
  run: ScannedRun,
  { minStep = 0, maxStep, keys, pageSize = rowsPerPage, signal }: ScanHistoryOptions,
): AsyncGenerator<Record<string, unknown>, undefined> {
  checkPageSize(pageSize);
  const { entity, project, name } = run;
  const place = { entity, project, name };
  const known = await services.graphql.run(historyEndOperation, place, { signal });
  const { historyKeys = null, historyLineCount = null } = known.project?.run ?? {};
  const lineCount = historyLineCount ?? 0;
  // The summary tells the step that was logged last: a run that was started again counts anew.
  const told = historyKeys?.["lastStep"];
  const lastStep = Math.max(typeof told === "number" ? told : -1, run.lastStep ?? lineCount - 1);
  const end = maxStep ?? lastStep + 1;
  const window = async (step: number, samples: number): Promise<readonly string[]> => {
    const bounds = { minStep: step, maxStep: Math.min(end, step + pageSize), pageSize: samples };
    const variables = { ...place, ...bounds };
    const answer = await services.graphql.run(historyPageOperation, variables, { signal });
    return answer.project?.run?.history ?? [];
  };
  // Where steps repeat, a window has more rows than steps, and of too many the server leaves some out.
  const usual = Math.max(pageSize, Math.min(lineCount, usualSamples));
  for (let step = minStep; step < end; step += pageSize) {
    let lines = await window(step, usual);
    if (lines.length >= usual && lineCount > usual) lines = await window(step, lineCount);
    for (const line of lines) {
      const row = readRow(line);
      if (keys === undefined) yield row;
      else if (keys.every((key) => key in row))
        yield Object.fromEntries(["_step", ...keys].map((key) => [key, row[key]]));
    }
  }
  return undefined;
}

/** A row of a history from its text. */
export function readRow(line: string): Record<string, unknown> {
  const row = parseLoose(line);
  return isRecord(row) ? row : {};
}
