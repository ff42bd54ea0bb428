import { z } from "zod";
import { LaunchError } from "../errors.ts";

/** What is kept of a launch that has not been reported. */
export interface OpenLaunch {
  /** `entity/project/id` of its run, so that the run is found when the item is gone. */
  readonly run?: string | undefined;
  /** When its run was first seen pre-empted, in milliseconds since the epoch. */
  readonly preemptedAt?: number | undefined;
  /** `entity/project/id` of the run that its item asks for, where a queue said it. */
  readonly wanted?: string | undefined;
  /** How often that run was put back in the queue before this item; absent for never. */
  readonly resumes?: number | undefined;
}

/** How far a queue has been listed, so that the next look need not list it all. */
export interface QueuePosition {
  /** Id of the queue; one that was made anew has another. */
  readonly queue: string;
  /** Where the last page ended; undefined for a queue without items. */
  readonly end?: string | undefined;
  /** When all of it was last listed, in milliseconds since the epoch. */
  readonly listedAt: number;
  /** Set when its server lists new items neither at the beginning nor at the end, so that all is listed each time. */
  readonly unordered?: true | undefined;
  /** How many of the reported launches the queue had no more when it was last listed. */
  readonly gone: number;
}

/** How far a sensor has come. */
export interface SensorCursor {
  /** Item ids of the launches that were reported. */
  readonly done: ReadonlySet<string>;
  /** Launches that were seen and not reported, by item id. */
  readonly open: ReadonlyMap<string, OpenLaunch>;
  /** Of a watch of a whole queue. */
  readonly position?: QueuePosition | undefined;
}

const cursorText = z.strictObject({
  version: z.literal(1),
  watches: z.string(),
  done: z.array(z.string()),
  open: z.array(
    z.tuple([
      z.string(),
      z.strictObject({
        run: z.string().optional(),
        preemptedAt: z.number().optional(),
        wanted: z.string().optional(),
        resumes: z.number().optional(),
      }),
    ]),
  ),
  position: z
    .strictObject({
      queue: z.string(),
      end: z.string().optional(),
      listedAt: z.number(),
      unordered: z.literal(true).optional(),
      gone: z.number(),
    })
    .optional(),
});

/** The text of a cursor. `watches` names what the sensor watches. */
export function formatCursor(watches: string, cursor: SensorCursor): string {
  return JSON.stringify({
    version: 1,
    watches,
    done: [...cursor.done],
    open: [...cursor.open],
    position: cursor.position,
  } satisfies z.input<typeof cursorText>);
}

/**
 * Reads the text of a cursor; an empty or absent one is the beginning.
 *
 * @returns undefined at the beginning
 * @throws {LaunchError} `LAUNCH_CURSOR_INVALID`
 */
export function parseCursor(watches: string, text: string | undefined): SensorCursor | undefined {
  if (text === undefined || text === "") return undefined;
  const parsed = cursorText.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new LaunchError({
      code: "LAUNCH_CURSOR_INVALID",
      message: "The cursor is not one of a launch sensor, or it is damaged.",
      cause: parsed.error,
    });
  }
  if (parsed.data.watches !== watches) {
    throw new LaunchError({
      code: "LAUNCH_CURSOR_INVALID",
      message: `The cursor is one of ${parsed.data.watches}; this sensor watches ${watches}.`,
      details: { cursor: parsed.data.watches, sensor: watches },
    });
  }
  const { done, open, position } = parsed.data;
  return { done: new Set(done), open: new Map(open), position };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it, with the error that a damaged cursor has.
    return undefined;
  }
}
