import type { LaunchRequestInput, LaunchRunRequest } from "./launch-request.ts";
import { launchRequest } from "./launch-request.ts";
import { LaunchWatch, type LaunchWatchOptions } from "./launch-watch.ts";
import type { SettledLaunch } from "./settled-launch.ts";
import { skipReason } from "./skip-reason.ts";
import { withReported } from "./survey.ts";

/** What a launch sensor watches and what it asks for. */
export interface LaunchSensorOptions extends LaunchWatchOptions {
  /** Name of the sensor. Default `launch_sensor`. */
  readonly name?: string | undefined;
  /** Shortest time between two evaluations, in seconds. Default 30. */
  readonly minimumIntervalSeconds?: number | undefined;
  /** Most launches that one evaluation reports; the rest follow in the next. Default 100. */
  readonly limit?: number | undefined;
  /**
   * Makes the request for a settled launch; undefined asks for nothing. When it throws, the evaluation fails and
   * is repeated with the same launches. Default: a request with the launch's key and tags.
   */
  readonly onSettled?:
    | ((
        launch: SettledLaunch,
      ) => LaunchRequestInput | undefined | Promise<LaunchRequestInput | undefined>)
    | undefined;
}

/** What one evaluation came to: requests, or the reason why there are none. */
export interface LaunchSensorResult {
  readonly runRequests: readonly LaunchRunRequest[];
  /** Set exactly when there is no request. */
  readonly skipReason: string | undefined;
  /** To be stored once the requests are taken on, and given to the next evaluation. */
  readonly cursor: string;
}

/** A sensor over launches: each evaluation is one look at W&B. */
export interface LaunchSensor {
  readonly name: string;
  readonly minimumIntervalSeconds: number;
  /**
   * Looks once. It keeps nothing: the cursor is all that it knows of earlier evaluations.
   *
   * @param context.cursor of the last evaluation that succeeded; undefined or empty at the beginning
   * @throws {LaunchError} `LAUNCH_CURSOR_INVALID`, `LAUNCH_QUEUE_MISSING`; whatever `onSettled` throws
   */
  evaluate(context?: {
    readonly cursor?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  }): Promise<LaunchSensorResult>;
}

/**
 * A sensor that tells which asynchronous launches have settled since its cursor, with a request for each.
 *
 * Each launch makes one request over all evaluations whose cursor was stored. An evaluation that throws, or whose cursor
 * is lost since the process died, is repeated with the same `runKey`s: store the cursor after the requests are taken on,
 * and let one key make one run; so none is lost and none runs twice.
 *
 * @example
 * ```ts
 * const sensor = launchSensor({
 *   client,
 *   watch: { queue: "gpus" },
 *   onSettled: ({ state, runPath }) =>
 *     state === "finished" ? { runConfig: { ops: { evaluate: { config: { run: runPath } } } } } : undefined,
 * });
 * const { runRequests, cursor } = await sensor.evaluate({ cursor: stored });
 * ```
 */
export function launchSensor(options: LaunchSensorOptions): LaunchSensor {
  const { name = "launch_sensor", minimumIntervalSeconds = 30, limit = 100, onSettled } = options;
  const watch = new LaunchWatch(options);
  return {
    name,
    minimumIntervalSeconds,
    async evaluate({ cursor, signal } = {}) {
      const seen = await watch.look(cursor, signal);
      const settled = seen.settled.slice(0, limit);
      const runRequests: LaunchRunRequest[] = [];
      let next = seen.cursor;
      for (const launch of settled) {
        const input = onSettled === undefined ? {} : await onSettled(launch);
        if (input !== undefined) runRequests.push(launchRequest(launch, input));
        next = withReported(next, launch.queueItemId);
      }
      return {
        runRequests,
        skipReason: reasonFor(runRequests.length, settled.length, () =>
          skipReason(watch.name, seen),
        ),
        cursor: watch.format(next),
      };
    },
  };
}

function reasonFor(
  requests: number,
  settled: number,
  nothingNew: () => string,
): string | undefined {
  if (requests > 0) return undefined;
  return settled === 0 ? nothingNew() : `nothing is asked for after ${settled} settled launches`;
}
