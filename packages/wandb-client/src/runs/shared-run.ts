import type { ClientServices, RunPlace } from "../client/services.ts";
import { parseLoose } from "../util/loose-json.ts";
import { isRecord } from "../util/json.ts";
import type { StreamOffsets } from "./file-stream.ts";
import { lastRow } from "./history-tail.ts";
import { storedLines, type StoredLines } from "./line-counts.ts";

/**
 * Notices that another process writes the same run. W&B places lines where a client says and writes over
 * what is there, so two that count for themselves would erase each other's rows.
 */
export class SharedRunWatch {
  readonly #services: ClientServices;
  readonly #place: RunPlace;
  readonly #told = new Set<string>();

  constructor(services: ClientServices, place: RunPlace) {
    this.#services = services;
    this.#place = place;
  }

  /**
   * Finds from where lines may be written: behind those that others wrote since. Warns when there are
   * some, and when the row that this process sent last is no longer there.
   *
   * @param planned where this process would go on
   * @param lastLine the history line that it sent last
   */
  async free(
    planned: StreamOffsets,
    lastLine: string | undefined,
    signal: AbortSignal,
  ): Promise<StreamOffsets> {
    let stored: StoredLines | undefined;
    try {
      stored = await storedLines(this.#services, this.#place, signal);
    } catch {
      // The lines matter more than the question; if the server is away, sending them tells it.
    }
    if (stored === undefined) return planned;
    const { counts } = stored;
    const free = {
      history: Math.max(planned.history, counts.history),
      events: Math.max(planned.events, counts.events),
      console: Math.max(planned.console, counts.console),
    };
    const isReplaced =
      counts.history === planned.history &&
      lastLine !== undefined &&
      !isSameRow(lastRow(stored.historyTail), parseLoose(lastLine));
    if (isReplaced)
      this.#warn("and wrote over rows of this process at the same moment, which are lost");
    else if (free.history > planned.history || free.console > planned.console)
      this.#warn("and the rows of both are kept one after the other");
    return free;
  }

  #warn(what: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    const { entity, project, id } = this.#place;
    const run = `${entity}/${project}/${id}`;
    this.#services.settings.onWarning({
      code: "WANDB_CLIENT_RUN_SHARED",
      message: `another process writes the run ${run} too, ${what}; each counts its own steps, and the last one sets summary and config. Give each process a run of its own, in one group`,
      details: { run },
    });
  }
}

/** Servers may write rows anew, so that only plain values are compared, and numbers to twelve digits. */
function isSameRow(stored: Record<string, unknown>, sent: unknown): boolean {
  if (!isRecord(sent)) return true;
  return Object.entries(sent).every(([key, value]) => {
    const other = stored[key];
    if (typeof value === "string" && typeof other === "string") return value === other;
    if (typeof value !== "number" || typeof other !== "number") return true;
    return Math.abs(value - other) <= 1e-12 * Math.max(Math.abs(value), Math.abs(other));
  });
}
