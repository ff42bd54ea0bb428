import type { LaunchedRun, LaunchedRunView, QueueItemView } from "@heddle/wandb-client";
import type { LaunchStatus } from "./launch-status.ts";

/** What an item and its run say together; the run's word counts more than the item's. */
export function statusOf(
  item: Pick<QueueItemView, "state" | "error"> | undefined,
  run: LaunchedRun | undefined,
  view: LaunchedRunView | undefined,
): LaunchStatus {
  return {
    state: stateOf(item?.state, view?.state),
    runId: run?.id,
    runPath: run?.path,
    runUrl: run?.url,
    runState: view?.state,
    summary: view?.summary ?? {},
    message: item?.error?.message,
  };
}

const endedBadly: ReadonlySet<string | undefined> = new Set(["failed", "crashed", "killed"]);

function stateOf(item: string | undefined, run: string | undefined): LaunchStatus["state"] {
  if (run === "finished") return "finished";
  if (item === "FAILED" || endedBadly.has(run)) return "failed";
  if (run !== undefined && run !== "pending") return "running";
  if (item === undefined) return "removed";
  return item === "PENDING" ? "pending" : "starting";
}
