import type { EventRecord } from "@heddle/core";

/** Why a run failed, by its last event: the first step that failed, or what kept it from running. */
export function failureReason(event: EventRecord): string {
  if (event.type !== "RUN_FAILURE") return event.message;
  const { error, firstStepFailure } = event.data;
  return firstStepFailure === undefined
    ? (error?.message ?? event.message)
    : `${firstStepFailure.stepKey}: ${firstStepFailure.error.message}`;
}
