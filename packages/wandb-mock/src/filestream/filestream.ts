import type { Context } from "../context.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import { assertWritable, findProject, findRun } from "../state/access.ts";
import { objectOf } from "../state/json-text.ts";
import type { RunRecord } from "../state/records.ts";
import type { LineStream } from "../state/state-storage.ts";

/** Where a filestream request goes. */
export interface FilestreamTarget {
  readonly entity: string;
  readonly project: string;
  readonly run: string;
}

const streamOfFile: Readonly<Record<string, LineStream>> = {
  "wandb-history.jsonl": "history",
  "wandb-events.jsonl": "events",
  "output.log": "console",
};

const maxLineBytes = 10_383_360;

/**
 * Takes in one filestream request: lines of history, events and console, the summary, the exit code; an
 * empty one is a heartbeat. A request is taken completely or not at all.
 *
 * @returns the answer's body
 */
export function receiveFilestream(
  context: Context,
  target: FilestreamTarget,
  body: Readonly<Record<string, unknown>>,
): object {
  const { state, clock } = context;
  const project = findProject(context, target.entity, target.project);
  const run = findRun(state, project, target.run);
  if (project === undefined || run === undefined) {
    throw notFound(`run ${target.entity}/${target.project}/${target.run}`);
  }
  assertWritable(context, project);
  const chunks = readChunks(body["files"]);
  for (const { stream, offset, lines } of chunks) {
    if (stream !== undefined) state.lines.write(run.id, stream, offset, lines);
  }
  const summary = chunks.findLast(({ stream }) => stream === undefined)?.lines.at(-1);
  const now = clock.now();
  const changed = state.runs.patch(run, {
    ...(summary === undefined ? {} : { summary }),
    ...stateChange(run, body),
    heartbeatAt: now,
    updatedAt: now,
  });
  return { exitcode: changed.exitCode, limits: {}, stopped: changed.stopRequested };
}

function stateChange(run: RunRecord, body: Readonly<Record<string, unknown>>): Partial<RunRecord> {
  if (body["complete"] === true) {
    const exitCode = typeof body["exitcode"] === "number" ? body["exitcode"] : 0;
    // A run that the user stopped ends as killed, whatever its exit code.
    const state = exitCode === 0 ? "finished" : run.stopRequested ? "killed" : "failed";
    return { state, exitCode };
  }
  if (body["preempting"] === true) return { state: "preempting" };
  // Whatever ended before goes on when the client sends more of it.
  return run.state === "running" ? {} : { state: "running", exitCode: null };
}

interface Chunk {
  /** `undefined` for the summary. */
  readonly stream: LineStream | undefined;
  readonly offset: number;
  readonly lines: readonly string[];
}

function readChunks(files: unknown): Chunk[] {
  if (files == null) return [];
  if (typeof files !== "object" || Array.isArray(files)) throw invalid("files must be an object");
  return Object.entries(files as Readonly<Record<string, unknown>>).map(([name, value]) => {
    const chunk = (value ?? {}) as { readonly offset?: unknown; readonly content?: unknown };
    const offset = chunk.offset ?? 0;
    if (typeof offset !== "number" || !Number.isSafeInteger(offset) || offset < 0) {
      throw invalid(`${name}: offset must be a line number`);
    }
    if (!Array.isArray(chunk.content) || chunk.content.some((line) => typeof line !== "string")) {
      throw invalid(`${name}: content must be a list of lines`);
    }
    const lines = chunk.content as readonly string[];
    const stream = streamOfFile[name];
    if (stream === undefined && name !== "wandb-summary.json") {
      throw invalid(`${name} is not a file of the stream`);
    }
    for (const line of lines) {
      if (line.length > maxLineBytes) throw invalid(`${name}: a line exceeds the size limit`);
      const isObject =
        stream === "console" || Object.keys(objectOf(line)).length > 0 || line === "{}";
      if (!isObject) throw invalid(`${name}: a line is not a JSON object`);
    }
    return { stream, offset, lines };
  });
}
