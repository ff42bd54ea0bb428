import type { EventType } from "./events.ts";

/** Where a run is in its life. */
export type RunStatus =
  | "NOT_STARTED"
  | "QUEUED"
  | "STARTING"
  | "STARTED"
  | "CANCELING"
  | "SUCCESS"
  | "FAILURE"
  | "CANCELED"
  /** Created and controlled from outside; Heddle only records it. */
  | "MANAGED";

/** Statuses that never change again. */
export const finishedStatuses: readonly RunStatus[] = ["SUCCESS", "FAILURE", "CANCELED"];

/** Statuses in which a process works on the run. */
export const inProgressStatuses: readonly RunStatus[] = ["STARTING", "STARTED", "CANCELING"];

/** Statuses in which a run can be asked to stop. */
export const cancelableStatuses: readonly RunStatus[] = [
  "NOT_STARTED",
  "QUEUED",
  "STARTING",
  "STARTED",
  "MANAGED",
];

/** Whether the run has ended. */
export function isFinished(status: RunStatus): boolean {
  return finishedStatuses.includes(status);
}

interface Transition {
  readonly from: readonly RunStatus[];
  readonly to: RunStatus;
}

const transitions: Partial<Record<EventType, Transition>> = {
  RUN_ENQUEUED: { from: ["NOT_STARTED"], to: "QUEUED" },
  RUN_STARTING: { from: ["NOT_STARTED", "QUEUED"], to: "STARTING" },
  RUN_START: { from: ["NOT_STARTED", "STARTING"], to: "STARTED" },
  RUN_SUCCESS: { from: ["STARTED", "CANCELING", "MANAGED"], to: "SUCCESS" },
  RUN_FAILURE: {
    from: ["NOT_STARTED", "QUEUED", "STARTING", "STARTED", "CANCELING", "MANAGED"],
    to: "FAILURE",
  },
  RUN_CANCELING: { from: cancelableStatuses, to: "CANCELING" },
  RUN_CANCELED: { from: ["NOT_STARTED", "QUEUED", "CANCELING", "MANAGED"], to: "CANCELED" },
};

/**
 * What an event does to a run's status: the only way a status changes.
 *
 * `NOT_STARTED → QUEUED → STARTING → STARTED → SUCCESS | FAILURE`; QUEUED and STARTING may be left out;
 * any unfinished status may go to FAILURE or to CANCELING; a run that completes while CANCELING ends by
 * what its last event says; a queued run is canceled at once.
 *
 * @returns the new status; the same status when the event does not touch it; `undefined` when the event
 * is not allowed in this status
 */
export function nextRunStatus(status: RunStatus, event: EventType): RunStatus | undefined {
  if (event === "RUN_DEQUEUED") return status === "QUEUED" ? status : undefined;
  const transition = transitions[event];
  if (transition === undefined) return status;
  return transition.from.includes(status) ? transition.to : undefined;
}
