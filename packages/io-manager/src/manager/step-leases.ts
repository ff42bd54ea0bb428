import type { InputContext } from "@heddle/core";
import type { CacheLease } from "../cache/artifact-cache.ts";

const stepEnds = ["STEP_SUCCESS", "STEP_FAILURE", "STEP_UP_FOR_RETRY"] as const;

/**
 * The cache entries that steps have in use. A lease ends when its step has ended, which the event log
 * tells, or at the latest with the run.
 */
export class StepLeases {
  readonly #leases = new Map<string, CacheLease[]>();
  readonly #stop = new AbortController();
  #watching: Promise<void> | undefined;

  /** Keeps a lease until the step of the context ends. */
  keep(context: InputContext, lease: CacheLease): void {
    const leases = this.#leases.get(context.stepKey);
    if (leases === undefined) this.#leases.set(context.stepKey, [lease]);
    else leases.push(lease);
    this.#watching ??= this.#watch(context);
  }

  /** Releases everything. */
  async endAll(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
    await Promise.all([...this.#leases.keys()].map((stepKey) => this.#endStep(stepKey)));
  }

  async #watch({ instance, runId, log }: InputContext): Promise<void> {
    try {
      const ends = instance.subscribe({ runId, types: stepEnds, signal: this.#stop.signal });
      for await (const { stepKey } of ends) {
        if (stepKey !== undefined) await this.#endStep(stepKey);
      }
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      log.warning(
        `cached files stay in use until the end of the run: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  async #endStep(stepKey: string): Promise<void> {
    const leases = this.#leases.get(stepKey) ?? [];
    this.#leases.delete(stepKey);
    await Promise.all(leases.map((lease) => lease.release()));
  }
}
