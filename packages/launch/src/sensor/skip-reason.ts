import type { Survey } from "./survey.ts";

/** Why a look has nothing new to report. */
export function skipReason(
  watched: string,
  { underWay, reported }: Omit<Survey, "settled">,
): string {
  const parts = Object.entries(underWay).filter(([, count]) => count > 0);
  if (parts.length > 0)
    return `${watched}: nothing has settled; ${parts.map(([state, count]) => `${count} ${state}`).join(", ")}`;
  return reported === 0
    ? `${watched}: there is no launch`
    : `${watched}: all launches were reported (${reported})`;
}
