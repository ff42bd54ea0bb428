import { z } from "zod";
import { LaunchError } from "../errors.ts";

/** What is kept of a launch that has not been reported. */
export interface OpenLaunch {
  /** `entity/project/id` of its run, so that the run is found when the item is gone. */
  readonly run?: string | undefined;
  /** When its run was first seen pre-empted, in milliseconds since the epoch. */
  readonly preemptedAt?: number | undefined;
}

/** How far a sensor has come. */
export interface SensorCursor {
  /** Item ids of the launches that were reported. */
  readonly done: ReadonlySet<string>;
  /** Launches that were seen and not reported, by item id. */
  readonly open: ReadonlyMap<string, OpenLaunch>;
}

const cursorText = z.strictObject({
  version: z.literal(1),
  watches: z.string(),
  done: z.array(z.string()),
  open: z.array(
    z.tuple([
      z.string(),
      z.strictObject({ run: z.string().optional(), preemptedAt: z.number().optional() }),
    ]),
  ),
});

/** The text of a cursor. `watches` names what the sensor watches. */
export function formatCursor(watches: string, cursor: SensorCursor): string {
  return JSON.stringify({
    version: 1,
    watches,
    done: [...cursor.done],
    open: [...cursor.open],
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
  return { done: new Set(parsed.data.done), open: new Map(parsed.data.open) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it, with the error that a damaged cursor has.
    return undefined;
  }
}
