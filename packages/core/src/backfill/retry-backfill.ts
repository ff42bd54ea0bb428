import type { AssetsDefinition } from "../definitions/assets-definition.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { BackfillPlan, BackfillTarget } from "./backfill-plan.ts";
import type { BackfillChunk } from "./backfill-work.ts";
import { nothing } from "./choose-targets.ts";
import { randomBackfillId, storeBackfill } from "./create-backfill.ts";
import { chunkRunKey, madeBy, mostAttempts } from "./made-by.ts";
import { readWork, type PlannedBackfill } from "./read-work.ts";
import { isEnded, unknownBackfill } from "./run-backfill.ts";

/**
 * Stores a new backfill of what an ended one did not make: what failed, what was behind it, and what was not
 * attempted.
 *
 * @throws CORE_UNKNOWN_BACKFILL; CORE_INVALID_BACKFILL when the old one has not ended, or made everything
 */
export async function retryBackfill(
  definitions: Definitions,
  options: {
    readonly instance: Instance;
    readonly backfillId: string;
    readonly newBackfillId?: string;
  },
): Promise<BackfillRecord> {
  const { instance } = options;
  const record = await instance.storage.getBackfill(options.backfillId);
  if (record === undefined) throw unknownBackfill(options.backfillId);
  if (!isEnded(record)) throw nothing(`backfill "${record.backfillId}" is still ${record.status}`);
  const planned = await readWork(definitions, instance, record);
  const left = await leftOf(instance, record, planned);
  const plan: BackfillPlan = { ...planned.plan, ...left, retryOf: record.backfillId };
  return storeBackfill(definitions, instance, {
    backfillId: options.newBackfillId ?? randomBackfillId(),
    tags: record.tags,
    plan,
    ...(record.title === undefined ? {} : { title: record.title }),
  });
}

async function leftOf(
  instance: Instance,
  record: BackfillRecord,
  { plan, work }: PlannedBackfill,
): Promise<Pick<BackfillPlan, "keys" | "targets">> {
  const runs = await runsByKey(instance, record.backfillId);
  const keys: string[] = [];
  const ranges = new Map<
    string,
    { target: BackfillTarget; ranges: { start: string; end: string }[] }
  >();
  for (const chunk of work.chunks) {
    const run = lastRun(runs, record.backfillId, chunk);
    if (plan.jobName !== undefined) {
      const key = plan.keys?.[chunk.id];
      if (run?.status !== "SUCCESS" && key !== undefined) keys.push(key);
      continue;
    }
    const made = run === undefined ? new Set<string>() : await madeBy(instance, chunk, run);
    for (const member of chunk.members) {
      if (!isLeft(chunk, member.node.text, made)) continue;
      const target = plan.targets?.find(
        ({ assetKey }) => JSON.stringify(assetKey) === JSON.stringify(member.node.key),
      );
      if (target === undefined)
        throw new CoreError({
          code: "CORE_INVARIANT",
          message: `asset "${member.node.text}" is not in the backfill`,
        });
      const entry = ranges.get(member.node.text) ?? { target, ranges: [] };
      if (chunk.range !== undefined) entry.ranges.push(chunk.range);
      ranges.set(member.node.text, entry);
    }
  }
  if (keys.length === 0 && ranges.size === 0)
    throw nothing(`backfill "${record.backfillId}" made everything; there is nothing to retry`);
  if (plan.jobName !== undefined) return { keys };
  return {
    targets: [...ranges.values()].map(({ target, ranges: wanted }) =>
      target.partitions === undefined
        ? target
        : { ...target, partitions: { ...target.partitions, ranges: wanted } },
    ),
  };
}

/** Whether an asset of a chunk is to be made again; assets that are made only together are made together. */
function isLeft(chunk: BackfillChunk, text: string, made: ReadonlySet<string>): boolean {
  if (!made.has(text)) return true;
  const definition = chunk.members.find(({ node }) => node.text === text)?.node
    .definition as AssetsDefinition;
  return (
    !definition.canSubset &&
    chunk.members.some(({ node }) => node.definition === definition && !made.has(node.text))
  );
}

async function runsByKey(
  instance: Instance,
  backfillId: string,
): Promise<ReadonlyMap<string, RunRecord>> {
  const found = new Map<string, RunRecord>();
  let cursor: number | undefined;
  while (true) {
    const page = await instance.getRuns({
      tags: { "dagster/backfill": backfillId },
      ascending: true,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const run of page)
      if (run.idempotencyKey !== undefined) found.set(run.idempotencyKey, run);
    cursor = page.at(-1)?.runOrder;
    if (page.length < 1000) return found;
  }
}

function lastRun(
  runs: ReadonlyMap<string, RunRecord>,
  backfillId: string,
  chunk: BackfillChunk,
): RunRecord | undefined {
  for (let attempt = mostAttempts - 1; attempt >= 0; attempt -= 1) {
    const run = runs.get(chunkRunKey(backfillId, chunk, attempt));
    if (run !== undefined) return run;
  }
  return undefined;
}
