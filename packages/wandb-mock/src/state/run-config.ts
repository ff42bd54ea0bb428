import { objectOf, parseJsonObject } from "./json-text.ts";

/**
 * A run's config after one was sent: the new text, with W&B's own part (`_wandb`) of the one before where the
 * new one has none. Edits through the SDK's public API may leave it out, and a run without it no longer counts
 * as started: it could not be resumed.
 */
export function changedConfig(before: string, sent: string): string {
  const parsed = parseJsonObject(sent, "config");
  const { _wandb: kept } = objectOf(before);
  if (kept === undefined || "_wandb" in parsed) return sent;
  // The rest stays as it was written, since it may hold bare `NaN` and `Infinity`.
  const separator = Object.keys(parsed).length === 0 ? "" : ",";
  return sent.replace("{", () => `{"_wandb":${JSON.stringify(kept)}${separator}`);
}
