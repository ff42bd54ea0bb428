import type { SlotLimit } from "../instance/coordination-storage.ts";
import type { Instance } from "../instance/instance.ts";
import type { RunRecord } from "../instance/run-record.ts";

const leaseMs = 60_000;
const renewMs = 20_000;

/** Pool of the limit on all runs in progress. */
export const allRunsPool = "heddle/runs";

/** Room for runs: in this process, and by the instance's limits over all processes. */
export class RunSlots {
  readonly #instance: Instance;
  readonly #most: number;
  readonly #held = new Map<string, RunRecord>();
  readonly #renewal: NodeJS.Timeout;

  constructor(instance: Instance, most: number | undefined) {
    this.#instance = instance;
    const { maxConcurrentRuns } = instance.settings.concurrency.runs;
    this.#most = most ?? (maxConcurrentRuns < 0 ? Number.MAX_SAFE_INTEGER : maxConcurrentRuns);
    this.#renewal = setInterval(() => {
      for (const run of this.#held.values()) void this.#ask(run).catch(() => undefined);
    }, renewMs);
    this.#renewal.unref();
  }

  /** Whether this process may run one more. */
  get hasRoomHere(): boolean {
    return this.#held.size < this.#most;
  }

  /** Runs of one kind are held back by the same tag limits; `""` is the kind that no tag limit holds back. */
  kindOf(run: RunRecord): string {
    return this.#limits(run)
      .filter(({ pool }) => pool !== allRunsPool)
      .map(({ pool }) => pool)
      .join("\n");
  }

  /** Takes a place for a run. @returns false when there is none */
  async take(run: RunRecord): Promise<boolean> {
    const { granted } = await this.#ask(run);
    if (granted) this.#held.set(run.runId, run);
    return granted;
  }

  /** Gives a run's place back; the end of the run has freed it for other processes already. */
  give(run: RunRecord): void {
    this.#held.delete(run.runId);
  }

  close(): void {
    clearInterval(this.#renewal);
  }

  async #ask(run: RunRecord): Promise<{ readonly granted: boolean }> {
    const limits = this.#limits(run);
    if (limits.length === 0) return { granted: true };
    const priority = Number(run.tags["dagster/priority"] ?? 0) || 0;
    return this.#instance.storage.requestSlot({ runId: run.runId, limits, priority, leaseMs });
  }

  #limits(run: RunRecord): readonly SlotLimit[] {
    const { maxConcurrentRuns, tagConcurrencyLimits } = this.#instance.settings.concurrency.runs;
    const ofTags = tagConcurrencyLimits.flatMap(({ key, value, limit }): readonly SlotLimit[] => {
      const own = run.tags[key];
      if (own === undefined || (typeof value === "string" && value !== own)) return [];
      const counted = value === undefined ? "*" : own;
      return [{ pool: `heddle/tag:${key}=${counted}`, limit }];
    });
    return maxConcurrentRuns < 0
      ? ofTags
      : [{ pool: allRunsPool, limit: maxConcurrentRuns }, ...ofTags];
  }
}
