import { setTimeout as wait } from "node:timers/promises";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "../execution/execute-options.ts";
import type { BackfillRecord, Claim } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import { forgetSighting, isOwnerDead } from "../instance/ownership/dead-owner.ts";
import { holdClaim } from "../instance/ownership/hold-claim.ts";
import { ownerName } from "../instance/ownership/process-identity.ts";
import { serializeError } from "../execution/serialize-error.ts";
import { Redactor } from "../schema/secret.ts";
import { BackfillEngine } from "./backfill-engine.ts";
import { readWork } from "./read-work.ts";

/** How a stored backfill is run. */
export interface RunBackfillOptions extends Pick<
  ExecuteOptions,
  "resources" | "executor" | "loggers" | "environment" | "maxConcurrent" | "cancelGraceMs" | "clock"
> {
  readonly instance: Instance;
  readonly backfillId: string;
  /** Cancels the backfill. */
  readonly signal?: AbortSignal;
  /** Most runs of this backfill at a time in this process. Default: the instance's limit for all runs. */
  readonly maxConcurrentRuns?: number;
  /**
   * How long, twice, other machines wait before they take over from this process when it dies, in milliseconds. Processes
   * of this machine need not wait. Default 30,000.
   */
  readonly leaseMs?: number;
}

const pollMs = 100;

/**
 * Runs a backfill to its end, or goes on with one that another process left behind. While another process runs it,
 * this one waits, and takes over when that one dies. A run that ended is never made again.
 *
 * @returns the backfill as it ended
 * @throws CORE_UNKNOWN_BACKFILL; CORE_BACKFILL_CHANGED when the definitions no longer fit what was stored
 */
export async function runBackfill(
  definitions: Definitions,
  options: RunBackfillOptions,
): Promise<BackfillRecord> {
  const { instance, backfillId, leaseMs = 30_000 } = options;
  const { storage } = instance;
  const name = `backfill:${backfillId}`;
  const owner = ownerName();
  while (true) {
    const record = await storage.getBackfill(backfillId);
    if (record === undefined) throw unknownBackfill(backfillId);
    if (isEnded(record)) return record;
    const claim = await claimFromDead(instance, name, owner, leaseMs);
    if (claim === undefined) {
      await wait(pollMs);
      continue;
    }
    const held = holdClaim(storage, claim, leaseMs);
    try {
      return await work(definitions, options, held.lost);
    } finally {
      await held.release();
    }
  }
}

/** Takes the claim when it is free, or when its owner died. */
async function claimFromDead(
  instance: Instance,
  name: string,
  owner: string,
  leaseMs: number,
): Promise<Claim | undefined> {
  const { storage } = instance;
  const seen = (await storage.listClaims(name)).find((one) => one.name === name);
  if (seen === undefined) return storage.claim(name, owner, leaseMs);
  if (!(await isOwnerDead(storage, seen, leaseMs, instance.now()))) return undefined;
  const taken = await storage.takeClaim(seen, owner, leaseMs);
  if (taken !== undefined) await forgetSighting(storage, seen);
  return taken;
}

/** Whether nothing more will happen to a backfill. */
export function isEnded(record: BackfillRecord): boolean {
  return record.status !== "REQUESTED" && record.status !== "CANCELING";
}

/** Error for an id that no backfill has. */
export function unknownBackfill(backfillId: string): CoreError<"CORE_UNKNOWN_BACKFILL"> {
  return new CoreError({
    code: "CORE_UNKNOWN_BACKFILL",
    message: `there is no backfill "${backfillId}"`,
    hint: "Check the id and which instance is open.",
    details: { backfillId },
  });
}

async function work(
  definitions: Definitions,
  options: RunBackfillOptions,
  lost: AbortSignal,
): Promise<BackfillRecord> {
  const { instance, backfillId } = options;
  const { storage } = instance;
  const record = await storage.getBackfill(backfillId);
  if (record === undefined) throw unknownBackfill(backfillId);
  try {
    const planned = await readWork(definitions, instance, record);
    return await new BackfillEngine(definitions, options, record, planned, lost).run();
  } catch (error) {
    // Whoever took over goes on with it: it has not failed.
    if (lost.aborted) throw error;
    const current = await storage.getBackfill(backfillId);
    if (current !== undefined && !isEnded(current)) {
      await storage.updateBackfill(backfillId, current.version, {
        status: "FAILED",
        endedAt: instance.now(),
        error: serializeError(error, new Redactor()) as unknown as JsonValue,
      });
    }
    throw error;
  }
}
