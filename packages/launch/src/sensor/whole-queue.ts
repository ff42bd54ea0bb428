import type { LaunchQueue, ListedItem, WandbClient } from "@heddle/wandb-client";
import { LaunchError } from "../errors.ts";
import { allItems, type ListedItems, newItems } from "./new-items.ts";
import type { QueuePosition, SensorCursor } from "./sensor-cursor.ts";
import { Takeovers } from "./takeovers.ts";
import type { LaunchSource, Listing, WatchedItem } from "./watched-item.ts";

/** What a watch of a queue needs. */
export interface WholeQueueOptions {
  readonly client: WandbClient;
  readonly name: string;
  /** Default: that of the runs. */
  readonly queueEntity: string | undefined;
  /** Entity and project of runs whose items do not say them. */
  readonly target: () => Promise<RunPlace>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface RunPlace {
  readonly entity: string;
  readonly project: string;
}

// A server that adds items elsewhere than at one end is found out by listing all now and then.
const completeListingMs = 600_000;

/**
 * Watches every item of a queue, whoever put it there. A look costs what is open and what is new, besides a complete listing
 * at the beginning and every ten minutes.
 */
export function wholeQueue(options: WholeQueueOptions): LaunchSource {
  const { client, name, queueEntity, target, now } = options;
  const open = async () => {
    const own = await target();
    const entity = queueEntity ?? own.entity;
    return { own, entity, queue: client.launchQueue(name, { entity }) };
  };
  return {
    name: `queue ${queueEntity === undefined ? "" : `${queueEntity}/`}${name}`,
    async list(before, signal) {
      const { own, entity, queue } = await open();
      const { position } = before;
      const goesOn = position !== undefined && !isDue(position, now());
      const fresh = goesOn ? await newItems(queue, before, signal) : undefined;
      if (goesOn && fresh?.queueId === position.queue)
        return changes(queue, own, before, { ...position, end: fresh.end }, fresh.items, signal);
      const all = await allItems(queue, signal);
      if (all === undefined) {
        throw new LaunchError({
          code: "LAUNCH_QUEUE_MISSING",
          message: `${entity} has no launch queue "${name}".`,
          details: { queue: name, entity },
        });
      }
      const { queueId, end } = all;
      const unordered = await isUnordered(queue, before, all, signal);
      return complete(queue, own, all.items, {
        queue: queueId,
        end,
        listedAt: now(),
        ...(unordered ? { unordered } : {}),
        gone: 0,
      });
    },
    async missing(id) {
      const { own, queue } = await open();
      return { id, queue, ...own };
    },
  };
}

function isDue({ unordered, listedAt }: QueuePosition, now: number): boolean {
  return unordered === true || now - listedAt >= completeListingMs;
}

/** Whether the queue got items that its two ends do not show. */
async function isUnordered(
  queue: LaunchQueue,
  before: SensorCursor,
  all: ListedItems,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { done, open, position } = before;
  if (position === undefined || position.queue !== all.queueId) return false;
  if (position.unordered === true) return true;
  const added = all.items.filter(({ id }) => !done.has(id) && !open.has(id));
  if (added.length === 0) return false;
  const shown = new Set((await newItems(queue, before, signal))?.items.map(({ id }) => id));
  return added.some(({ id }) => !shown.has(id));
}

function complete(
  queue: LaunchQueue,
  own: RunPlace,
  all: readonly ListedItem[],
  position: QueuePosition,
): Listing {
  const takeovers = new Takeovers();
  const items = all.map((item) => watchedItem(queue, own, item));
  for (const { id, wanted, resumes } of items) takeovers.add(id, wanted, resumes);
  return { items, superseded: takeovers.superseded, isComplete: true, position };
}

/** The open launches as they are now, and the new ones. */
async function changes(
  queue: LaunchQueue,
  own: RunPlace,
  { open }: SensorCursor,
  position: QueuePosition,
  fresh: readonly ListedItem[],
  signal: AbortSignal | undefined,
): Promise<Listing> {
  const views = await queue.lookUp(open.keys(), { signal });
  const takeovers = new Takeovers();
  const items: WatchedItem[] = [];
  for (const [id, { run, wanted, resumes = 0 }] of open) {
    const [entity = own.entity, project = own.project] = wanted?.split("/") ?? [];
    const view = views.get(id);
    const current = view?.runId === undefined ? run : `${entity}/${project}/${view.runId}`;
    takeovers.add(id, current ?? wanted ?? `${entity}/${project}/${id}`, resumes);
    items.push({ id, queue, entity, project, view, isWhole: true, wanted, resumes });
  }
  for (const item of fresh) {
    const watched = watchedItem(queue, own, item);
    takeovers.add(watched.id, watched.wanted, watched.resumes);
    items.push(watched);
  }
  return {
    items,
    superseded: takeovers.superseded,
    isComplete: false,
    position,
  };
}

function watchedItem(
  queue: LaunchQueue,
  own: RunPlace,
  { spec, ...view }: ListedItem,
): WatchedItem & { readonly wanted: string; readonly resumes: number } {
  const entity = textOr(spec["entity"], own.entity);
  const project = textOr(spec["project"], own.project);
  const run = view.runId ?? textOr(spec["run_id"], view.id);
  const resumes = typeof spec["_resume_count"] === "number" ? spec["_resume_count"] : 0;
  const wanted = `${entity}/${project}/${run}`;
  return { id: view.id, queue, entity, project, view, wanted, resumes };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}
