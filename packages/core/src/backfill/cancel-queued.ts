import { createEvent } from "../instance/create-event.ts";
import type { Instance } from "../instance/instance.ts";

const runsPerTransaction = 500;

/** Cancels the runs of a backfill that have not started. */
export async function cancelQueued(instance: Instance, backfillId: string): Promise<void> {
  while (true) {
    const queued = await instance.getRuns({
      tags: { "dagster/backfill": backfillId },
      statuses: ["NOT_STARTED", "QUEUED"],
      limit: runsPerTransaction,
    });
    if (queued.length === 0) return;
    await instance.append(
      ...queued.map(({ runId, jobName }) =>
        createEvent("RUN_CANCELED", {
          runId,
          jobName,
          timestamp: instance.now(),
          data: {},
          message: "The backfill was cancelled.",
        }),
      ),
    );
  }
}
