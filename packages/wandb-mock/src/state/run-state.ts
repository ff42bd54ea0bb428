import type { Services } from "../context.ts";
import { invalid } from "../graphql/rejection.ts";
import type { RunRecord, RunState } from "./records.ts";

const states: readonly RunState[] = [
  "pending",
  "running",
  "finished",
  "failed",
  "crashed",
  "killed",
  "preempting",
  "preempted",
];

/** Checks a state named by a client. */
export function checkRunState(text: string): RunState {
  const state = states.find((known) => known === text);
  if (state === undefined) throw invalid(`invalid run state ${JSON.stringify(text)}`);
  return state;
}

/**
 * The state of a run as the service shows it: a run that says it is running but has given no sign of
 * life for the heartbeat time-out has crashed. A later sign of life makes it run again.
 */
export function shownState(
  run: RunRecord,
  { clock, heartbeatTimeoutMs }: Pick<Services, "clock" | "heartbeatTimeoutMs">,
): RunState {
  const isSilent = clock.now() - run.heartbeatAt > heartbeatTimeoutMs;
  if (run.state === "running" && isSilent) return "crashed";
  if (run.state === "preempting" && isSilent) return "preempted";
  return run.state;
}
