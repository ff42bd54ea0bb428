import type { InputContext, OutputContext } from "@heddle/core";
import type { TransferProgress } from "@heddle/wandb-client";
import type { ManagerParts } from "./manager-parts.ts";

/** Transfers that are over by then are not worth a line. */
const quietMs = 3000;
const everyMs = 5000;

/**
 * A listener for the progress of one transfer: tells the manager's own listener everything, and the step's log how far
 * a long transfer got, every few seconds.
 *
 * @param artifact its name, with version when it is read
 */
export function watchTransfer(
  { hooks: { onProgress }, clock }: Pick<ManagerParts, "hooks" | "clock">,
  { stepKey, name, log }: Pick<OutputContext | InputContext, "stepKey" | "name" | "log">,
  artifact: string,
): (progress: TransferProgress) => void {
  let toldAt = clock() + quietMs - everyMs;
  return (progress) => {
    onProgress?.(progress, { stepKey, name, artifact });
    const { direction, bytes, bytesTotal } = progress;
    const now = clock();
    if (now - toldAt < everyMs || bytes >= bytesTotal) return;
    toldAt = now;
    log.info(`${direction}ing ${artifact}: ${megabytes(bytes)} of ${megabytes(bytesTotal)} MB`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
