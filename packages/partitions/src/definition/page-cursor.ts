import type { PartitionsContext, TimeInput } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import type { PageRequest } from "./partitions-definition.ts";

/** Where paging stands. */
export interface PageState {
  /** The pinned time, as the first page was given it. */
  readonly now: TimeInput;
  readonly ascending: boolean;
  /** How many keys were delivered. */
  readonly offset: number;
}

/**
 * The state to start a page from.
 *
 * @throws PARTITIONS_INVALID_CURSOR
 */
export function readCursor(
  request: PageRequest,
  context: PartitionsContext | undefined,
): PageState {
  if (request.cursor === undefined) {
    return {
      now: context?.currentTime ?? Date.now(),
      ascending: request.ascending ?? true,
      offset: 0,
    };
  }
  let data: unknown;
  try {
    data = JSON.parse(Buffer.from(request.cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw invalid(cause);
  }
  if (typeof data !== "object" || data === null) throw invalid();
  const { n, a, o } = data as Readonly<Record<string, unknown>>;
  if (
    (typeof n !== "number" && typeof n !== "string") ||
    typeof a !== "boolean" ||
    !Number.isSafeInteger(o)
  )
    throw invalid();
  if ((o as number) < 0) throw invalid();
  return { now: n, ascending: a, offset: o as number };
}

/** The opaque text of a state. */
export function writeCursor(state: PageState): string {
  const now =
    typeof state.now === "object"
      ? state.now instanceof Date
        ? state.now.getTime()
        : state.now.epochMilliseconds
      : state.now;
  return Buffer.from(JSON.stringify({ n: now, a: state.ascending, o: state.offset })).toString(
    "base64url",
  );
}

function invalid(cause?: unknown): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_INVALID_CURSOR",
    message: "this cursor was not made by partition paging",
    hint: "pass the cursor of the previous page unchanged, or none",
    cause,
  });
}
