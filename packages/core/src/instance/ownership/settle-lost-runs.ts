import type { Claim } from "../coordination-storage.ts";
import { createEvent } from "../create-event.ts";
import type { InstanceLog } from "../instance-log.ts";
import type { RunRecord } from "../run-record.ts";
import { isFinished } from "../run-status.ts";
import { forgetSighting, isOwnerDead } from "./dead-owner.ts";
import { runLeaseMs } from "./hold-run.ts";
import { ownerName, ownerProcess } from "./process-identity.ts";
import { runClaimName, runClaimPrefix } from "./run-claim-name.ts";

/** Ends every run whose process died. @returns the ids of the runs that this call ended */
export async function settleLostRuns(instance: InstanceLog): Promise<readonly string[]> {
  const ended: string[] = [];
  for (const claim of await instance.storage.listClaims(runClaimPrefix)) {
    const run = await settle(instance, claim);
    if (run !== undefined) ended.push(run.runId);
  }
  return ended;
}

/**
 * Ends a run that nobody executes any more.
 *
 * @returns the ended run; undefined while its process may live
 */
export async function settleLostRun(
  instance: InstanceLog,
  run: RunRecord,
): Promise<RunRecord | undefined> {
  const name = runClaimName(run.runId);
  const claim = (await instance.storage.listClaims(name)).find((one) => one.name === name);
  if (claim !== undefined) return settle(instance, claim);
  const current = await instance.getRun(run.runId);
  if (current === undefined || isFinished(current.status)) return current;
  return end(instance, current, "The process that executed this run is gone.");
}

async function settle(instance: InstanceLog, claim: Claim): Promise<RunRecord | undefined> {
  const { storage } = instance;
  if (!(await isOwnerDead(storage, claim, runLeaseMs, instance.now()))) return undefined;
  const taken = await storage.takeClaim(claim, ownerName(), runLeaseMs);
  if (taken === undefined) return undefined;
  await forgetSighting(storage, claim);
  const run = await instance.getRun(claim.name.slice(runClaimPrefix.length));
  if (run === undefined || isFinished(run.status)) {
    await storage.releaseClaim(taken);
    return undefined;
  }
  return end(instance, run, lastWords(claim));
}

/** The end of the run deletes its claim. */
async function end(
  instance: InstanceLog,
  run: RunRecord,
  message: string,
): Promise<RunRecord | undefined> {
  const { runId, jobName } = run;
  const at = { runId, jobName, timestamp: instance.now(), message };
  await instance.append(
    run.status === "CANCELING"
      ? createEvent("RUN_CANCELED", { ...at, data: {} })
      : createEvent("RUN_FAILURE", { ...at, data: { failureReason: "UNEXPECTED_TERMINATION" } }),
  );
  return instance.getRun(runId);
}

function lastWords(claim: Claim): string {
  const owner = ownerProcess(claim.owner);
  const who = owner === undefined ? claim.owner : `${String(owner.pid)} on ${owner.host}`;
  const lastSeen = new Date(claim.expiresAt - runLeaseMs).toISOString();
  return `The process that executed this run (${who}) is gone; its last sign of life was at ${lastSeen}.`;
}
