import type { WandbClient } from "@heddle/wandb-client";
import { checkTarget } from "../config/parse-config.ts";
import { type GivenLaunches, givenLaunches } from "./given-launches.ts";
import { formatCursor, parseCursor, type SensorCursor } from "./sensor-cursor.ts";
import { type Survey, survey } from "./survey.ts";
import type { LaunchSource } from "./watched-item.ts";
import { wholeQueue } from "./whole-queue.ts";

/** Which launches are watched, and how. */
export interface LaunchWatchOptions {
  readonly client: WandbClient;
  /**
   * The launches: those that asynchronous `launchJob`s returned, or every item of a queue. A function names them
   * anew at each look.
   */
  readonly watch:
    | { readonly launches: GivenLaunches }
    | { readonly queue: string; readonly queueEntity?: string | undefined };
  /** Entity of the runs and the queue. Default: the client's. Items of a whole queue say it themselves. */
  readonly entity?: string | undefined;
  /** Project of the runs. Default: the client's. Items of a whole queue say it themselves. */
  readonly project?: string | undefined;
  /**
   * What a sensor without a cursor does about launches that have settled already: `beginning` reports them, `now`
   * leaves them out. Default `beginning`.
   */
  readonly start?: "beginning" | "now" | undefined;
  /** How long a run may stay pre-empted until it counts as failed, in seconds. Default 60. */
  readonly preemptedGraceSeconds?: number | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Looks at launches and knows the texts of cursors; what the sensor and the watcher have in common. */
export class LaunchWatch {
  readonly #options: LaunchWatchOptions;
  readonly #source: LaunchSource;

  constructor(options: LaunchWatchOptions) {
    this.#options = options;
    const { client, watch, entity, project, now = Date.now } = options;
    const target = async (): Promise<{ readonly entity: string; readonly project: string }> =>
      checkTarget({
        entity: entity ?? (await client.defaultEntity({})),
        project: project ?? client.services.settings.project,
      });
    this.#source =
      "queue" in watch
        ? wholeQueue({
            client,
            name: watch.queue,
            queueEntity: watch.queueEntity ?? entity,
            target,
            now,
          })
        : givenLaunches(client, watch.launches, target);
  }

  /** What is watched, in words. */
  get name(): string {
    return this.#source.name;
  }

  format(cursor: SensorCursor): string {
    return formatCursor(this.#source.name, cursor);
  }

  /** @throws {LaunchError} `LAUNCH_CURSOR_INVALID`, `LAUNCH_QUEUE_MISSING` */
  async look(cursor: string | undefined, signal: AbortSignal | undefined): Promise<Survey> {
    const { client, preemptedGraceSeconds = 60, now = Date.now, start } = this.#options;
    const before = parseCursor(this.#source.name, cursor);
    const seen = await survey(before ?? { done: new Set(), open: new Map() }, {
      client,
      source: this.#source,
      preemptedGraceMs: preemptedGraceSeconds * 1000,
      now,
      signal,
    });
    return before === undefined && start === "now" ? passedOver(seen) : seen;
  }
}

function passedOver(seen: Survey): Survey {
  const ids = new Set(seen.settled.map(({ queueItemId }) => queueItemId));
  const open = new Map([...seen.cursor.open].filter(([id]) => !ids.has(id)));
  return {
    settled: [],
    underWay: seen.underWay,
    reported: seen.reported + ids.size,
    cursor: { ...seen.cursor, done: new Set([...seen.cursor.done, ...ids]), open },
  };
}
