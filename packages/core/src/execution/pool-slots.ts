import type { RunStep } from "./step-states.ts";
import type { RunServices } from "./run-services.ts";
import type { SlotKeeper } from "./scheduler.ts";

/** How long a slot lives without being renewed, and how often it is. */
const leaseMs = 60_000;
const renewMs = 20_000;
/** How often a waiting step asks again. */
const pollMs = 250;

/** Places in the pools of the instance, which hold over all of its runs and processes; undefined when no step has a pool. */
export function poolSlots(services: RunServices): SlotKeeper | undefined {
  const { pools } = services.instance.settings.concurrency;
  const limitOf = (pool: string): number | undefined => pools.limits[pool] ?? pools.defaultLimit;
  if (
    !services.plan.steps.some(
      (step) => (step.op.pool ?? step.tags["dagster/concurrency_key"]) !== undefined,
    )
  )
    return undefined;
  const renewals = new Map<string, AbortController>();
  const { storage } = services.instance;
  const { runId } = services.run;
  const ask = (runStep: RunStep): ReturnType<typeof storage.requestSlot> => {
    const pool = poolOf(runStep) as string;
    return storage.requestSlot({
      runId,
      stepKey: runStep.key,
      limits: [{ pool, limit: limitOf(pool) as number }],
      priority: runStep.priority,
      leaseMs,
    });
  };
  return {
    needed: (runStep) => {
      const pool = poolOf(runStep);
      return pool !== undefined && limitOf(pool) !== undefined;
    },
    acquire: async (runStep, signal) => {
      let told = false;
      while (!(await ask(runStep)).granted) {
        if (!told) {
          told = true;
          services.log.emit(
            "ENGINE_EVENT",
            {},
            {
              stepKey: runStep.key,
              message: `Step "${runStep.key}" is waiting for a slot in pool "${poolOf(runStep) ?? ""}".`,
            },
          );
        }
        await services.sleep(pollMs, signal);
      }
      const renewal = new AbortController();
      renewals.set(runStep.key, renewal);
      void renew(runStep, renewal.signal);
    },
    release: async (runStep) => {
      renewals.get(runStep.key)?.abort();
      renewals.delete(runStep.key);
      await storage.releaseSlots(runId, runStep.key);
    },
  };

  async function renew(runStep: RunStep, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await services.sleep(renewMs, signal);
        await ask(runStep);
      } catch {
        // Ended by release, or the storage failed: then the lease runs out and the slot is free again.
        return;
      }
    }
  }
}

function poolOf(runStep: RunStep): string | undefined {
  return runStep.step.op.pool ?? runStep.step.tags["dagster/concurrency_key"];
}
