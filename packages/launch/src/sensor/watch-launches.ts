import { type LaunchLog, silentLog } from "../log.ts";
import { pause } from "../util/pause.ts";
import { isPassing } from "../util/persist.ts";
import { type CursorStore, cursorInMemory } from "./cursor-store.ts";
import { LaunchWatch, type LaunchWatchOptions } from "./launch-watch.ts";
import type { LaunchesUnderWay, SettledLaunch } from "./settled-launch.ts";
import { skipReason } from "./skip-reason.ts";
import { type Survey, withReported } from "./survey.ts";

/** How launches are watched. */
export interface WatchLaunchesOptions extends LaunchWatchOptions {
  /** Keeps what was reported. Default: memory, so that the next process begins anew. */
  readonly cursor?: CursorStore | undefined;
  /** Time from the end of one look to the next, in seconds. Default 30. */
  readonly intervalSeconds?: number | undefined;
  /**
   * When the watch ends by itself: `aborted` never, `settled` once every watched launch was reported, `looked` after one
   * look. Default `aborted`.
   */
  readonly until?: "aborted" | "settled" | "looked" | undefined;
  /** Ends the watch; it is no error. */
  readonly signal?: AbortSignal | undefined;
  /** Hears why a look has nothing to report, and of looks that failed and are repeated. */
  readonly log?: LaunchLog | undefined;
  /** Hears of each look. */
  readonly onLook?: ((look: LaunchLook) => void) | undefined;
}

/** What one look saw. */
export interface LaunchLook {
  /** How many launches have newly settled. */
  readonly settled: number;
  readonly underWay: LaunchesUnderWay;
  /** How many were reported before. */
  readonly reported: number;
}

/**
 * Watches asynchronous launches and yields each once as it settles, until `signal` aborts.
 *
 * The cursor is stored when the loop asks for the next launch, so a launch counts as reported once the loop's body is
 * through with it. When the body throws, leaves the loop, or the process dies in it, the next watcher with the same cursor yields that launch
 * again, and none before it: at most one launch is seen twice, with the same `queueItemId`. A server that cannot be
 * reached is asked again at the next look.
 *
 * @throws {LaunchError} `LAUNCH_QUEUE_MISSING`, `LAUNCH_CURSOR_INVALID`, `LAUNCH_CURSOR_IN_USE`
 *
 * @example
 * ```ts
 * for await (const { state, runUrl, summary } of watchLaunches({
 *   client,
 *   watch: { queue: "gpus" },
 *   cursor: cursorFile("state/gpus.cursor"),
 *   signal,
 * }))
 *   console.log(state, runUrl, summary);
 * ```
 */
export async function* watchLaunches(
  options: WatchLaunchesOptions,
): AsyncGenerator<SettledLaunch, void, undefined> {
  const { signal, until = "aborted", intervalSeconds = 30, onLook, log = silentLog } = options;
  const { cursor: store = cursorInMemory() } = options;
  const watch = new LaunchWatch(options);
  await using cleanup = new AsyncDisposableStack();
  cleanup.use(await store.open());
  let stored = await store.read();
  let shown: string | undefined;
  const keep = async (cursor: string): Promise<void> => {
    if (cursor !== stored) await store.write(cursor);
    stored = cursor;
  };
  while (!isAborted(signal)) {
    const seen = await lookPatiently(watch, stored, options);
    if (seen !== undefined) {
      const { underWay, reported, settled } = seen;
      onLook?.({ settled: settled.length, underWay, reported });
      let next = seen.cursor;
      await keep(watch.format(next));
      for (const launch of settled) {
        yield launch;
        next = withReported(next, launch.queueItemId);
        await keep(watch.format(next));
        if (isAborted(signal)) return;
      }
      const reason = settled.length === 0 ? skipReason(watch.name, seen) : undefined;
      if (reason !== undefined && reason !== shown) log.info(reason);
      shown = reason;
      if (until === "looked" || (until === "settled" && isAllReported(seen))) return;
    }
    await pause(intervalSeconds * 1000, signal);
  }
}

/** A look; undefined when it failed in a way that may pass, or was aborted. */
async function lookPatiently(
  watch: LaunchWatch,
  cursor: string | undefined,
  { signal, log = silentLog, until }: WatchLaunchesOptions,
): Promise<Survey | undefined> {
  try {
    return await watch.look(cursor, signal);
  } catch (error) {
    if (isAborted(signal)) return undefined;
    if (!isPassing(error) || until === "looked") throw error;
    log.warn(
      `the server cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

function isAllReported({ underWay, settled, reported }: Survey): boolean {
  const { pending, starting, running } = underWay;
  return pending + starting + running === 0 && settled.length + reported > 0;
}

// Read through a function: the signal changes while the watch waits.
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
