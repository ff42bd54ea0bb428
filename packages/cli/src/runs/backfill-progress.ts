import type { EventRecord, Instance } from "@heddle/core";
import { duration } from "../output/time.ts";
import type { Terminal } from "../terminal.ts";
import { failureReason } from "./failure-reason.ts";

/**
 * Prints a line for each run of a backfill as it ends, while `work` makes them.
 *
 * @param terminal lines go to its error stream
 */
export async function withBackfillProgress<T>(
  terminal: Terminal,
  instance: Instance,
  backfillId: string,
  work: () => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const after = await instance.storage.lastStorageId();
  const watched = watch(terminal, instance, backfillId, after, ended.signal);
  try {
    return await work();
  } finally {
    ended.abort();
    await watched;
  }
}

async function watch(
  terminal: Terminal,
  instance: Instance,
  backfillId: string,
  after: number,
  signal: AbortSignal,
): Promise<void> {
  const told = new Set<string>();
  const tell = async (event: EventRecord): Promise<void> => {
    const line = told.has(event.runId) ? undefined : await lineOf(instance, backfillId, event);
    if (line === undefined) return;
    told.add(event.runId);
    terminal.writeError(`${line}\n`);
  };
  for await (const event of instance.subscribe({ after, signal })) await tell(event);
  // What came in between the last look and the end of the work.
  for await (const event of instance.allEvents({ after })) await tell(event);
}

async function lineOf(
  instance: Instance,
  backfillId: string,
  event: EventRecord,
): Promise<string | undefined> {
  if (!endings.has(event.type)) return undefined;
  const run = await instance.getRun(event.runId);
  if (run?.tags["dagster/backfill"] !== backfillId) return undefined;
  const { tags } = run;
  const start = tags["dagster/asset_partition_range_start"];
  const what =
    tags["dagster/partition"] ??
    (start === undefined ? "" : `${start}...${tags["dagster/asset_partition_range_end"] ?? ""}`);
  const place = [what, `run ${run.runId.slice(0, 8)}`].filter(Boolean).join(", ");
  if (event.type === "RUN_SUCCESS") {
    return `✓ ${place} (${duration(run.startedAt, run.endedAt)})`;
  }
  return event.type === "RUN_CANCELED"
    ? `- ${place}: canceled`
    : `✗ ${place}: ${failureReason(event)}`;
}

const endings: ReadonlySet<string> = new Set(["RUN_SUCCESS", "RUN_FAILURE", "RUN_CANCELED"]);
