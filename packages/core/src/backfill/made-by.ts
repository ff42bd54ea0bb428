import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { assetKeyText } from "../plan/asset-graph.ts";
import type { BackfillChunk } from "./backfill-work.ts";

/** How often a run may die with its process before its part of the backfill counts as failed. */
export const mostAttempts = 3;

/** The idempotency key of a chunk's run: a backfill that goes on finds the runs it made before. */
export function chunkRunKey(backfillId: string, chunk: BackfillChunk, attempt: number): string {
  return `backfill:${backfillId}:${String(chunk.id)}${attempt === 0 ? "" : `:${String(attempt)}`}`;
}

/** Texts of the keys of the assets that a run made for all partitions of its chunk. */
export async function madeBy(
  instance: Instance,
  chunk: BackfillChunk,
  run: RunRecord,
): Promise<ReadonlySet<string>> {
  if (run.status === "SUCCESS") return new Set(chunk.members.map(({ node }) => node.text));
  const made = new Map<string, Set<string>>();
  const events = instance.allEvents({ runId: run.runId, types: ["ASSET_MATERIALIZATION"] });
  for await (const { data } of events) {
    const text = assetKeyText(data.assetKey);
    made.set(text, (made.get(text) ?? new Set()).add(data.partition ?? ""));
  }
  return new Set(
    [...made].filter(([, partitions]) => partitions.size >= chunk.size).map(([text]) => text),
  );
}
