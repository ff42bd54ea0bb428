import type { Claim } from "../coordination-storage.ts";
import type { InstanceStorage } from "../storage.ts";
import { isAlive, ownerProcess } from "./process-identity.ts";

/** When somebody saw that a claim had expired. */
interface Sighting {
  readonly token: number;
  readonly expiresAt: number;
  readonly at: number;
}

/**
 * Whether the owner of a claim is dead. A process of this machine is looked up, whatever its lease says: one that slept, or
 * that computes without a pause, lives. Of another machine only the lease is known, and no clock is trusted alone: it must be
 * seen expired twice, a lease apart, and not renewed in between, so that a clock that jumps kills nobody.
 *
 * @param now the storage's time
 */
export async function isOwnerDead(
  storage: InstanceStorage,
  claim: Claim,
  leaseMs: number,
  now: number,
): Promise<boolean> {
  const owner = ownerProcess(claim.owner);
  const alive = owner && isAlive(owner);
  if (alive !== undefined) return !alive;
  if (claim.expiresAt > now) return false;
  const before = await readSighting(storage, claim);
  if (before !== undefined && before.at <= now) return now - before.at >= leaseMs;
  const sighting: Sighting = { token: claim.token, expiresAt: claim.expiresAt, at: now };
  await storage.setValue(sightingName(claim), JSON.stringify(sighting));
  return false;
}

/** Forgets that a claim was seen expired. */
export async function forgetSighting(storage: InstanceStorage, claim: Claim): Promise<void> {
  if ((await storage.getValue(sightingName(claim))) !== undefined)
    await storage.setValue(sightingName(claim), undefined);
}

async function readSighting(storage: InstanceStorage, claim: Claim): Promise<Sighting | undefined> {
  const text = await storage.getValue(sightingName(claim));
  const sighting = text === undefined ? undefined : (JSON.parse(text) as Sighting);
  return sighting?.token === claim.token && sighting.expiresAt === claim.expiresAt
    ? sighting
    : undefined;
}

function sightingName(claim: Claim): string {
  return `expired:${claim.name}`;
}
