import { CoreError } from "../errors.ts";
import { eventTypes, type NewEvent } from "./events.ts";

const known: ReadonlySet<string> = new Set(eventTypes);

/**
 * Refuses an event that no storage could give back as it is.
 *
 * @throws CORE_INVALID_EVENT
 */
export function checkEvent(event: NewEvent): void {
  const type: string = event.type;
  if (!known.has(type)) {
    throw new CoreError({
      code: "CORE_INVALID_EVENT",
      message: `there is no event type "${type}"`,
      details: { type },
    });
  }
  if (!Number.isFinite(event.timestamp)) {
    throw new CoreError({
      code: "CORE_INVALID_EVENT",
      message: `${type}: timestamp must be a finite number of milliseconds, got ${String(event.timestamp)}`,
      details: { type },
    });
  }
}
