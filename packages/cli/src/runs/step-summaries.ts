import type { EventRecord } from "@heddle/core";

/** What became of one step of a run. */
export interface StepSummary {
  readonly stepKey: string;
  readonly status: "running" | "success" | "failed" | "skipped" | "waiting for retry";
  /** Milliseconds; absent until the step has ended. */
  readonly durationMs?: number;
  /** Why it failed or was skipped. */
  readonly message?: string;
  /** How often it was started. */
  readonly attempts: number;
}

/** Folds a run's events into one line per step, in the order in which steps first appeared. */
export function stepSummaries(events: Iterable<EventRecord>): StepSummary[] {
  const steps = new Map<string, StepSummary>();
  for (const event of events) {
    const { stepKey } = event;
    if (stepKey === undefined) continue;
    const before = steps.get(stepKey);
    const attempts = before?.attempts ?? 0;
    switch (event.type) {
      case "STEP_START":
      case "STEP_RESTARTED":
        steps.set(stepKey, { stepKey, status: "running", attempts: attempts + 1 });
        break;
      case "STEP_SUCCESS":
        steps.set(stepKey, {
          stepKey,
          status: "success",
          attempts,
          durationMs: event.data.durationMs,
        });
        break;
      case "STEP_FAILURE":
        steps.set(stepKey, {
          stepKey,
          status: "failed",
          attempts,
          message: event.data.error.message,
        });
        break;
      case "STEP_SKIPPED":
        steps.set(stepKey, { stepKey, status: "skipped", attempts, message: event.message });
        break;
      case "STEP_UP_FOR_RETRY":
        steps.set(stepKey, {
          stepKey,
          status: "waiting for retry",
          attempts,
          message: event.message,
        });
        break;
      default:
    }
  }
  return [...steps.values()];
}
