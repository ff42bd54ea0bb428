import type { LaunchedRun, WandbClient } from "@heddle/wandb-client";
import { statusOf } from "../job/status-of.ts";
import type { OpenLaunch, SensorCursor } from "./sensor-cursor.ts";
import type { LaunchesUnderWay, SettledLaunch } from "./settled-launch.ts";
import type { LaunchSource, WatchedItem } from "./watched-item.ts";

/** One look at all watched launches. */
export interface Survey {
  /** Newly settled ones, in the order of the source. */
  readonly settled: readonly SettledLaunch[];
  readonly underWay: LaunchesUnderWay;
  /** How many of the watched launches were reported before. */
  readonly reported: number;
  /** Where the sensor stands before any of {@link settled} is reported. */
  readonly cursor: SensorCursor;
}

/** What a look needs. */
export interface SurveyOptions {
  readonly client: WandbClient;
  readonly source: LaunchSource;
  readonly preemptedGraceMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

const sideBySide = 8;
// A listing that shifts while it is paged through may miss an item once; what was reported is not forgotten for that.
const rememberedMissing = 1_000;

/** Looks once at every launch that has not been reported. Changes nothing. */
export async function survey(before: SensorCursor, options: SurveyOptions): Promise<Survey> {
  const { source, signal } = options;
  const { items, superseded, isComplete, position } = await source.list(before, signal);
  const listed = new Set(items.map(({ id }) => id));
  const missing = [...before.open.keys()]
    .filter((id) => isComplete && !listed.has(id))
    .flatMap((id) => source.missing(id) ?? []);
  const candidates = [...(await Promise.all(missing)), ...items].filter(
    ({ id }) => !before.done.has(id) && !superseded.has(id),
  );

  const settled: SettledLaunch[] = [];
  const open = new Map<string, OpenLaunch>();
  const underWay = { pending: 0, starting: 0, running: 0 };
  for (const look of await inTurn(candidates, (item) =>
    lookAt(item, before.open.get(item.id), options),
  )) {
    open.set(look.id, look.open);
    if (look.settled !== undefined) settled.push(look.settled);
    else underWay[look.state] += 1;
  }
  if (!isComplete) {
    const done = new Set([...before.done, ...superseded]);
    const reported = done.size - (position?.gone ?? 0);
    return { settled, underWay, reported, cursor: { done, open, position } };
  }
  const gone = [...before.done].filter((id) => !listed.has(id)).slice(-rememberedMissing);
  const known = items.filter(({ id }) => before.done.has(id) || superseded.has(id));
  const cursor = {
    done: new Set([...gone, ...known.map(({ id }) => id)]),
    open,
    position: position === undefined ? undefined : { ...position, gone: gone.length },
  };
  return { settled, underWay, reported: known.length, cursor };
}

/** The cursor once this launch has been reported. */
export function withReported(cursor: SensorCursor, id: string): SensorCursor {
  const open = new Map(cursor.open);
  open.delete(id);
  return { ...cursor, done: new Set([...cursor.done, id]), open };
}

type Look = { readonly id: string; readonly open: OpenLaunch } & (
  | { readonly settled: SettledLaunch }
  | { readonly settled: undefined; readonly state: keyof LaunchesUnderWay }
);

async function lookAt(
  watched: WatchedItem,
  known: OpenLaunch | undefined,
  options: SurveyOptions,
): Promise<Look> {
  const { id, queue } = watched;
  // A listing does not tell why an item failed.
  const isTold =
    watched.isWhole === true || (watched.view !== undefined && watched.view.state !== "FAILED");
  const item = isTold ? watched.view : await queue.item(id, { signal: options.signal });
  const run = runOf(watched, item?.runId, known?.run, options.client);
  const view = await run?.read({ signal: options.signal });
  const status = statusOf(item, run, view);
  const preemptedAt =
    status.runState === "preempted" ? (known?.preemptedAt ?? options.now()) : undefined;
  const { wanted, resumes } = watched;
  const open = {
    run: run?.path,
    preemptedAt,
    wanted,
    resumes: resumes === 0 ? undefined : resumes,
  };
  const place = { queue: queue.name, queueItemId: id };
  const { state } = status;
  if (state === "finished" || state === "failed" || state === "removed")
    return { id, open, settled: { ...status, ...place, state } };
  // An agent puts a pre-empted run back in the queue; only one that stays so has failed.
  if (preemptedAt !== undefined && options.now() - preemptedAt >= options.preemptedGraceMs)
    return { id, open, settled: { ...status, ...place, state: "failed" } };
  return { id, open, settled: undefined, state };
}

function runOf(
  { entity, project }: WatchedItem,
  id: string | undefined,
  knownPath: string | undefined,
  client: WandbClient,
): LaunchedRun | undefined {
  const [knownEntity, knownProject, knownId] = knownPath?.split("/") ?? [];
  if (id !== undefined && id !== knownId) return client.launchedRun({ entity, project, id });
  return knownEntity === undefined || knownProject === undefined || knownId === undefined
    ? undefined
    : client.launchedRun({ entity: knownEntity, project: knownProject, id: knownId });
}

async function inTurn<In, Out>(
  inputs: readonly In[],
  call: (input: In) => Promise<Out>,
): Promise<Out[]> {
  const outputs: Out[] = [];
  for (let start = 0; start < inputs.length; start += sideBySide)
    outputs.push(...(await Promise.all(inputs.slice(start, start + sideBySide).map(call))));
  return outputs;
}
