import type { LaunchedRun, LaunchQueue } from "@heddle/wandb-client";
import { pause } from "../util/pause.ts";
import { isPassing } from "../util/persist.ts";
import type { FollowedLaunch } from "./follow-launch.ts";

const ended = new Set(["finished", "failed", "crashed", "killed"]);

/**
 * Takes an item out of its queue, or has its run stopped, and waits at most `stop_grace_seconds` for it.
 *
 * @returns whether nothing runs any more
 */
export async function stopLaunch(
  launch: FollowedLaunch,
  known: LaunchedRun | undefined,
): Promise<boolean> {
  const { queue, itemId, config, client, entity, project } = launch;
  const limit = Date.now() + config.stop_grace_seconds * 1000;
  const calm = { signal: AbortSignal.timeout(config.stop_grace_seconds * 1000 + 10_000) };
  let run = known;
  for (;;) {
    try {
      const item = await queue.item(itemId, calm);
      if (item === undefined || item.state === "FAILED") return true;
      if (item.state === "PENDING" && (await queue.remove(itemId, calm))) return true;
      if (item.runId !== undefined) {
        run ??= client.launchedRun({ entity, project, id: item.runId });
        const view = await run.read(calm);
        if (view !== undefined && ended.has(view.state)) return true;
        if (view?.state === "preempted" && (await removeResumption(queue, run, calm))) return true;
        if (view?.stopRequested === false) await run.requestStop(calm);
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    if (Date.now() >= limit) return run !== undefined && (await isStillPreempted(run, calm));
    await pause(Math.min(config.poll_interval_seconds * 1000, Math.max(1, limit - Date.now())));
  }
}

/** A pre-empted run waits in its queue as another item. @returns whether it was taken out */
async function removeResumption(
  queue: LaunchQueue,
  run: LaunchedRun,
  calm: { readonly signal: AbortSignal },
): Promise<boolean> {
  for await (const { id, state, spec } of queue.items(calm)) {
    if (state === "PENDING" && spec["run_id"] === run.id && (await queue.remove(id, calm)))
      return true;
  }
  return false;
}

/** A run that was pre-empted and that nobody put back in its queue runs no more. */
async function isStillPreempted(
  run: LaunchedRun,
  calm: { readonly signal: AbortSignal },
): Promise<boolean> {
  const view = await run.read(calm).catch(() => undefined);
  return view?.state === "preempted";
}
