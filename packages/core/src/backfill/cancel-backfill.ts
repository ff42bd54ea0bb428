import type { BackfillRecord } from "../instance/coordination-storage.ts";
import { createEvent } from "../instance/create-event.ts";
import type { Instance } from "../instance/instance.ts";
import { inProgressStatuses } from "../instance/run-status.ts";
import { cancelQueued } from "./cancel-queued.ts";
import { isEnded, unknownBackfill } from "./run-backfill.ts";

/**
 * Cancels a backfill: nothing more is requested, queued runs are cancelled, and the process that runs it stops its
 * runs with grace. When no process runs it, it ends here. An ended backfill stays as it is.
 *
 * @returns the backfill, `CANCELING` while another process is still stopping its runs
 * @throws CORE_UNKNOWN_BACKFILL
 */
export async function cancelBackfill(
  instance: Instance,
  backfillId: string,
): Promise<BackfillRecord> {
  const { storage } = instance;
  let record = await storage.getBackfill(backfillId);
  while (record?.status === "REQUESTED") {
    record =
      (await storage.updateBackfill(backfillId, record.version, { status: "CANCELING" })) ??
      (await storage.getBackfill(backfillId));
  }
  if (record === undefined) throw unknownBackfill(backfillId);
  if (isEnded(record)) return record;
  const claim = await storage.claim(
    `backfill:${backfillId}`,
    `cancel:${String(process.pid)}`,
    30_000,
  );
  if (claim === undefined) return record;
  try {
    await cancelQueued(instance, backfillId);
    await cancelAbandoned(instance, backfillId);
    const current = await storage.getBackfill(backfillId);
    if (current === undefined || isEnded(current)) return current ?? record;
    return (
      (await storage.updateBackfill(backfillId, current.version, {
        status: "CANCELED",
        endedAt: instance.now(),
      })) ?? current
    );
  } finally {
    await storage.releaseClaim(claim);
  }
}

/** Ends runs whose process is gone. */
async function cancelAbandoned(instance: Instance, backfillId: string): Promise<void> {
  const runs = await instance.getRuns({
    tags: { "dagster/backfill": backfillId },
    statuses: inProgressStatuses,
    limit: 100_000,
  });
  for (const { runId, jobName, status } of runs) {
    const event = (type: "RUN_CANCELING" | "RUN_CANCELED") =>
      createEvent(type, {
        runId,
        jobName,
        timestamp: instance.now(),
        data: {},
        message: "The backfill was cancelled after its process had died.",
      });
    await instance.append(
      ...(status === "CANCELING" ? [] : [event("RUN_CANCELING")]),
      event("RUN_CANCELED"),
    );
  }
}
