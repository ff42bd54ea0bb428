import { CoreError } from "../errors.ts";
import { eventTypes, type NewEvent } from "./events.ts";

const known: ReadonlySet<string> = new Set(eventTypes);

function invalid(
  event: NewEvent,
  reason: string,
  cause?: unknown,
): CoreError<"CORE_INVALID_EVENT"> {
  return new CoreError({
    code: "CORE_INVALID_EVENT",
    message: `${event.type}: ${reason}`,
    details: { type: event.type, runId: event.runId },
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * An event as JSON text. Every storage stores this text or what parsing it gives, so that all of them give
 * back the same.
 *
 * @throws CORE_INVALID_EVENT when the type is unknown, the time is no finite number, or a field cannot be JSON
 */
export function eventText(event: NewEvent): string {
  if (!known.has(event.type)) throw invalid(event, "there is no such event type");
  if (!Number.isFinite(event.timestamp)) {
    throw invalid(
      event,
      `timestamp must be a finite number of milliseconds, got ${String(event.timestamp)}`,
    );
  }
  try {
    return JSON.stringify(event);
  } catch (cause) {
    throw invalid(event, `its fields cannot be stored as JSON (${String(cause)})`, cause);
  }
}
