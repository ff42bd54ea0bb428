import type { EventRecord } from "@heddle/core";
import { isoTime } from "../output/time.ts";

/** One event as a line: time, level, step, type, message. */
export function eventLine(event: EventRecord): string {
  const place = event.stepKey === undefined ? "" : ` ${event.stepKey}`;
  const type = event.type === "LOG" ? "" : ` ${event.type}`;
  return `${isoTime(event.timestamp)} ${event.level.padEnd(7)}${place}${type} - ${event.message}`;
}
