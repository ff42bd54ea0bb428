import { CoreError } from "../../errors.ts";
import type { Claim } from "../coordination-storage.ts";
import type { InstanceStorage } from "../storage.ts";

/** A claim that is kept from expiring. */
export interface HeldClaim {
  /** Aborts with CORE_LOST_CLAIM when another owner has the claim. */
  readonly lost: AbortSignal;
  /** Lets the claim expire. */
  stop(): void;
  /** Gives the claim back. */
  release(): Promise<void>;
}

/** Renews a claim three times as often as it needs it, until it is lost, stopped or released. */
export function holdClaim(
  storage: Pick<InstanceStorage, "renewClaim" | "releaseClaim">,
  claim: Claim,
  leaseMs: number,
): HeldClaim {
  const lost = new AbortController();
  let current = claim;
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const renewed = await storage.renewClaim(current, leaseMs);
    if (renewed === undefined) lost.abort(lostClaim(claim.name));
    else current = renewed;
  };
  const renewal = setInterval(() => {
    // A storage that does not answer now is asked again before the lease ends.
    renewing ??= renew()
      .catch(() => undefined)
      .finally(() => {
        renewing = undefined;
      });
  }, leaseMs / 3);
  renewal.unref();
  const stop = (): void => clearInterval(renewal);
  return {
    lost: lost.signal,
    stop,
    release: async () => {
      stop();
      await renewing;
      await storage.releaseClaim(current);
    },
  };
}

/** Error of an owner that has lost its claim. */
export function lostClaim(name: string): CoreError<"CORE_LOST_CLAIM"> {
  return new CoreError({
    code: "CORE_LOST_CLAIM",
    message: `another process holds "${name}", and this one does not`,
    hint: "The other one goes on. If this process had it before, it did not answer in time: look at what stopped it.",
    details: { name },
  });
}
