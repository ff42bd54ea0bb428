import type { Instance } from "../instance.ts";
import { holdClaim, lostClaim, type HeldClaim } from "./hold-claim.ts";
import { ownerName } from "./process-identity.ts";
import { runClaimName } from "./run-claim-name.ts";

/**
 * How long other machines wait before they take a run's process for dead, in milliseconds. Long enough for a step that
 * computes without a pause.
 */
export const runLeaseMs = 120_000;

/**
 * Says in the storage that this process executes a run, for as long as it does. In a storage that no other process sees,
 * nothing needs to be said.
 *
 * @throws CORE_LOST_CLAIM when another one executes it
 */
export async function holdRun(instance: Instance, runId: string): Promise<HeldClaim> {
  const { storage } = instance;
  if (!storage.shared) return unshared;
  const claim = await storage.claim(runClaimName(runId), ownerName(), runLeaseMs);
  if (claim === undefined) throw lostClaim(runClaimName(runId));
  return holdClaim(storage, claim, runLeaseMs);
}

const unshared: HeldClaim = {
  lost: new AbortController().signal,
  stop: () => undefined,
  release: async () => {},
};
