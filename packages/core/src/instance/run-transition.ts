import { CoreError } from "../errors.ts";
import type { NewEvent } from "./events.ts";
import type { RunRecord } from "./run-record.ts";
import { isFinished, nextRunStatus } from "./run-status.ts";

/** Error for an id that no run has. */
export function unknownRun(runId: string): CoreError<"CORE_UNKNOWN_RUN"> {
  return new CoreError({
    code: "CORE_UNKNOWN_RUN",
    message: `there is no run "${runId}"`,
    hint: "Check the id and which instance is open.",
    details: { runId },
  });
}

/** Error for an operation that needs the run's end. */
export function runNotFinished(run: RunRecord): CoreError<"CORE_RUN_NOT_FINISHED"> {
  return new CoreError({
    code: "CORE_RUN_NOT_FINISHED",
    message: `run "${run.runId}" is ${run.status} and cannot be deleted`,
    hint: "Wait for its end, or cancel it.",
    details: { runId: run.runId, status: run.status },
  });
}

/**
 * What an event does to its run's record. For storage implementations: it is called inside the transaction
 * that stores the event.
 *
 * @returns the new record, or the same one when the event does not change it
 * @throws CORE_ILLEGAL_RUN_TRANSITION when the event is not allowed in the run's status
 */
export function applyEventToRun(run: RunRecord, event: NewEvent): RunRecord {
  const status = nextRunStatus(run.status, event.type);
  if (status === undefined) {
    throw new CoreError({
      code: "CORE_ILLEGAL_RUN_TRANSITION",
      message: `run "${run.runId}" is ${run.status}: ${event.type} is not allowed`,
      hint: isFinished(run.status)
        ? "A finished run never changes; start a new one."
        : "Append the missing event first.",
      details: { runId: run.runId, status: run.status, eventType: event.type },
    });
  }
  if (status === run.status) return run;
  return {
    ...run,
    status,
    updatedAt: Math.max(run.updatedAt, event.timestamp),
    ...(event.type === "RUN_START" ? { startedAt: event.timestamp } : {}),
    ...(isFinished(status) ? { endedAt: event.timestamp } : {}),
    ...(event.type === "RUN_FAILURE"
      ? {
          failureReason: event.data.failureReason,
          tags: { ...run.tags, "dagster/failure_reason": event.data.failureReason },
        }
      : {}),
  };
}
