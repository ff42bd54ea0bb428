/** An instant as ISO 8601 in UTC, to the second; `-` when there is none. */
export function isoTime(milliseconds: number | undefined): string {
  return milliseconds === undefined
    ? "-"
    : new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A span for people: `0.12 s`, `3 min 20 s`; `-` when it has not ended. */
export function duration(from: number | undefined, to: number | undefined): string {
  if (from === undefined || to === undefined) return "-";
  const seconds = (to - from) / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${String(minutes)} min ${String(Math.round(seconds % 60))} s`
    : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
