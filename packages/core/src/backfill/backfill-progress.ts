import type { BackfillProgress } from "./backfill-plan.ts";
import { memberLabel } from "./backfill-work.ts";
import type { PlannedBackfill } from "./read-work.ts";

/** Counts how far a backfill got. */
export function progressOf({ work }: PlannedBackfill): BackfillProgress {
  const assets: Record<string, { total: number; materialized: number; failed: number }> = {};
  const runs = { total: work.chunks.length, succeeded: 0, failed: 0, blocked: 0 };
  for (const chunk of work.chunks) {
    const state = work.stateOf(chunk);
    if (state !== "open") runs[state] += 1;
    for (const member of chunk.members) {
      const counts = (assets[memberLabel(member)] ??= { total: 0, materialized: 0, failed: 0 });
      const fate = work.fateOf(chunk, member.node.text);
      counts.total += chunk.size;
      if (fate === "made") counts.materialized += chunk.size;
      else if (fate === "failed") counts.failed += chunk.size;
    }
  }
  return { runs, assets };
}
