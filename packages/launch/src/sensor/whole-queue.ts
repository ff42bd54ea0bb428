import type { WandbClient } from "@heddle/wandb-client";
import { LaunchError } from "../errors.ts";
import type { LaunchSource, WatchedItem } from "./watched-item.ts";

/** Watches every item of a queue, whoever put it there. */
export function wholeQueue(
  client: WandbClient,
  name: string,
  queueEntity: string | undefined,
  target: () => Promise<{ readonly entity: string; readonly project: string }>,
): LaunchSource {
  const open = async () => {
    const own = await target();
    const entity = queueEntity ?? own.entity;
    return { own, entity, queue: client.launchQueue(name, { entity }) };
  };
  return {
    name: `queue ${queueEntity === undefined ? "" : `${queueEntity}/`}${name}`,
    async list(signal) {
      const { own, entity, queue } = await open();
      const items: WatchedItem[] = [];
      const takeovers = new Takeovers();
      for await (const { spec, ...view } of queue.items({ signal })) {
        const place = {
          entity: textOr(spec["entity"], own.entity),
          project: textOr(spec["project"], own.project),
        };
        const run = view.runId ?? textOr(spec["run_id"], view.id);
        takeovers.add(view.id, `${place.entity}/${place.project}/${run}`, spec);
        items.push({ id: view.id, queue, ...place, view });
      }
      // A queue that is gone or closed looks like an empty one; its launches have not all been removed.
      if (items.length === 0 && (await queue.read({ signal })) === undefined) {
        throw new LaunchError({
          code: "LAUNCH_QUEUE_MISSING",
          message: `${entity} has no launch queue "${name}".`,
          details: { queue: name, entity },
        });
      }
      return { items, superseded: takeovers.superseded };
    },
    async missing(id) {
      const { own, queue } = await open();
      return { id, queue, ...own };
    },
  };
}

/** A pre-empted run goes on under a new item with a higher count; the older item has nothing to say any more. */
class Takeovers {
  readonly superseded = new Set<string>();
  readonly #latest = new Map<string, { readonly id: string; readonly count: number }>();

  add(id: string, run: string, spec: Readonly<Record<string, unknown>>): void {
    const count = typeof spec["_resume_count"] === "number" ? spec["_resume_count"] : 0;
    const known = this.#latest.get(run);
    if (known === undefined || known.count < count) this.#latest.set(run, { id, count });
    if (known !== undefined && known.count !== count)
      this.superseded.add(known.count < count ? known.id : id);
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}
