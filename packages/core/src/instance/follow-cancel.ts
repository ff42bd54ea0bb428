import { CoreError } from "../errors.ts";
import type { Instance } from "./instance.ts";

const pollMs = 250;

/**
 * Aborts a run's work when its run is asked to stop from elsewhere: by another process that appended
 * `RUN_CANCELING`.
 *
 * @returns ends the watch
 */
export function followCancelRequest(
  instance: Instance,
  runId: string,
  cancel: AbortController,
): () => void {
  let asking = false;
  const ask = async (): Promise<void> => {
    const run = await instance.getRun(runId);
    if (run?.status !== "CANCELING" || cancel.signal.aborted) return;
    cancel.abort(
      new CoreError({ code: "CORE_CANCELED", message: `run "${runId}" was asked to stop` }),
    );
  };
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    ask()
      // What is wrong with the storage comes up with the next event.
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }, pollMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
