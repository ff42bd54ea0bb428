import type { LaunchQueue, ListedItem, QueuePage } from "@heddle/wandb-client";
import type { SensorCursor } from "./sensor-cursor.ts";

/** Items of a queue. */
export interface ListedItems {
  readonly queueId: string;
  readonly items: readonly ListedItem[];
  /** Where the listing ended. */
  readonly end: string | undefined;
}

const firstGlance = 5;

/** All items, or those behind a place; undefined when there is no such queue. */
export async function allItems(
  queue: LaunchQueue,
  signal: AbortSignal | undefined,
  from?: string,
): Promise<ListedItems | undefined> {
  const items: ListedItem[] = [];
  let end = from;
  for (;;) {
    const page = await queue.page({ after: end, signal });
    if (page === undefined) return undefined;
    items.push(...page.items);
    end = page.end ?? end;
    if (!page.hasMore) return { queueId: page.queueId, items, end };
  }
}

/**
 * Finds items that are neither reported nor open without listing the queue. In which order a server lists them is not documented, so
 * both ends are looked at: behind the end of the last listing, and from the beginning as long as everything is new.
 *
 * @returns undefined when there is no such queue
 */
export async function newItems(
  queue: LaunchQueue,
  { done, open, position }: SensorCursor,
  signal: AbortSignal | undefined,
): Promise<ListedItems | undefined> {
  const from = position?.end;
  const listed = await allItems(queue, signal, from);
  if (listed === undefined) return undefined;
  const found = new Map<string, ListedItem>();
  const add = ({ items }: Pick<QueuePage, "items">): number => {
    const fresh = items.filter(({ id }) => !done.has(id) && !open.has(id));
    for (const item of fresh) found.set(item.id, item);
    return fresh.length;
  };
  add(listed);
  // What was listed from its beginning has no other end.
  let goesOn = from !== undefined;
  let after: string | undefined;
  while (goesOn) {
    const first = after === undefined ? firstGlance : undefined;
    const page = await queue.page({ first, after, signal });
    goesOn = page !== undefined && add(page) === page.items.length && page.hasMore;
    after = page?.end;
  }
  return { ...listed, items: [...found.values()] };
}
