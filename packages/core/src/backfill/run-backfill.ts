import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import type { ExecuteOptions } from "../execution/execute-options.ts";
import type { BackfillRecord, Claim } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
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
  /** How long other processes wait before they take over from this one when it dies, in milliseconds. Default 30,000. */
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
  const owner = `${hostname()}:${String(process.pid)}:${randomUUID()}`;
  while (true) {
    const record = await storage.getBackfill(backfillId);
    if (record === undefined) throw unknownBackfill(backfillId);
    if (isEnded(record)) return record;
    const claim = await storage.claim(name, owner, leaseMs);
    if (claim !== undefined)
      return hold(instance, claim, leaseMs, (lost) => work(definitions, options, lost));
    await wait(pollMs);
  }
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

/** Does something while a claim is held; its signal aborts when the claim is lost. */
async function hold<Result>(
  instance: Instance,
  claim: Claim,
  leaseMs: number,
  body: (lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  let current = claim;
  const renew = async (): Promise<void> => {
    const renewed = await instance.storage.renewClaim(current, leaseMs);
    if (renewed === undefined) lost.abort(lostClaim(claim.name));
    else current = renewed;
  };
  const renewal = setInterval(() => {
    // A storage that does not answer now is asked again before the lease ends.
    renew().catch(() => undefined);
  }, leaseMs / 3);
  try {
    return await body(lost.signal);
  } finally {
    clearInterval(renewal);
    await instance.storage.releaseClaim(current);
  }
}

function lostClaim(name: string): CoreError<"CORE_LOST_CLAIM"> {
  return new CoreError({
    code: "CORE_LOST_CLAIM",
    message: `another process took over "${name}", because this one did not answer in time`,
    hint: "Look at what stopped this process; the other one goes on.",
    details: { name },
  });
}
