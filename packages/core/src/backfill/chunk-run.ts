import { applyConfigMapping } from "../config/apply-config-mapping.ts";
import { allAssetsJobName, type Definitions } from "../definitions/definitions.ts";
import { jobRunConfig } from "../execution/job-run-config.ts";
import { dimensionTags } from "../execution/run-partitions.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { NewRun } from "../instance/run-record.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import type { BackfillChunk } from "./backfill-work.ts";
import { chunkRunKey } from "./made-by.ts";

/** The run that makes a chunk, as it is stored before it starts. */
export async function chunkRun(
  definitions: Definitions,
  { backfillId, tags }: BackfillRecord,
  plan: BackfillPlan,
  chunk: BackfillChunk,
  attempt: number,
): Promise<Omit<NewRun, "runId">> {
  const key = plan.jobName === undefined ? singleKey(chunk) : plan.keys?.[chunk.id];
  const own = await configOf(definitions, plan, key);
  return {
    jobName: plan.jobName ?? allAssetsJobName,
    idempotencyKey: chunkRunKey(backfillId, chunk, attempt),
    tags: { ...own.tags, ...tags, ...partitionTags(chunk, key), "dagster/backfill": backfillId },
    ...(own.runConfig === undefined ? {} : { runConfig: own.runConfig }),
    ...(plan.jobName === undefined
      ? { assetSelection: chunk.members.map(({ node }) => node.key) }
      : {}),
  };
}

function singleKey({ range }: BackfillChunk): string | undefined {
  return range !== undefined && range.start === range.end ? range.start : undefined;
}

function partitionTags(
  { members, range }: BackfillChunk,
  key: string | undefined,
): Readonly<Record<string, string>> {
  if (key !== undefined) {
    return { "dagster/partition": key, ...dimensionTags(members[0]?.node.partitions, key) };
  }
  if (range === undefined) return {};
  return {
    "dagster/asset_partition_range_start": range.start,
    "dagster/asset_partition_range_end": range.end,
  };
}

/** Run config and tags of a run, for a job as the job gives them to a partition. */
async function configOf(
  definitions: Definitions,
  { jobName, runConfig }: BackfillPlan,
  key: string | undefined,
): Promise<{ readonly runConfig?: JsonValue; readonly tags: Readonly<Record<string, string>> }> {
  const given = runConfig === undefined ? {} : { runConfig };
  if (jobName === undefined || key === undefined) return { ...given, tags: {} };
  const { definition } = definitions.getJob(jobName);
  const options = {
    ...(given as { readonly runConfig?: Readonly<Record<string, unknown>> }),
    partitionKey: key,
  };
  const config = jobRunConfig(definition, options, definition.partitions);
  const tags = { ...definition.tags, ...definition.runTags, ...config.tags };
  const mapped = await applyConfigMapping(definition, config.runConfig, { env: undefined });
  if (mapped === undefined) return { tags };
  return { runConfig: JSON.parse(JSON.stringify(mapped)) as JsonValue, tags };
}
