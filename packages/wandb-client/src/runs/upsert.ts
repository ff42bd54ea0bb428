import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  upsertBucketOperation,
  type BucketFields,
  type UpsertBucketVariables,
} from "../operations/runs.ts";
import { clientVersion } from "../transport/api-headers.ts";
import type { RunOptions } from "./run-options.ts";
import { systemInfo } from "./system-info.ts";

/** Creates or changes a run; `inserted` tells which. */
export async function upsertRun(
  services: ClientServices,
  variables: UpsertBucketVariables,
  signal: AbortSignal | undefined,
): Promise<{ readonly bucket: BucketFields; readonly inserted: boolean }> {
  const { upsertBucket } = await services.graphql.run(upsertBucketOperation, variables, { signal });
  const bucket = upsertBucket?.bucket;
  if (bucket !== undefined && bucket !== null)
    return { bucket, inserted: upsertBucket?.inserted ?? bucket.historyLineCount === 0 };
  throw new WandbClientError({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: `upsertBucket: the server answered without the run ${variables.name ?? ""}`,
    hint: "Check that you may write to the project.",
    details: { run: variables.name, entity: variables.entity, project: variables.project },
  });
}

/** What tells the server that a client is at work: without `t` a run does not count as started. */
export function telemetry(startedAt: number, options: RunOptions): Record<string, unknown> {
  return {
    cli_version: clientVersion,
    t: { "5": clientVersion, "12": clientVersion },
    start_time: startedAt / 1000,
    ...(options.systemInfo === false ? {} : { e: { node: systemInfo(startedAt) } }),
  };
}
