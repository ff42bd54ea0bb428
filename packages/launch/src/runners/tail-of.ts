import type { Runner, RunnerHandle } from "./runner.ts";

/** The last console lines of a job, oldest first; none when its console cannot be read. */
export async function tailOf(
  runner: Runner,
  handle: RunnerHandle,
  count: number,
): Promise<readonly string[]> {
  let tail: string[] = [];
  let cursor: string | undefined;
  try {
    for (;;) {
      const page = await runner.logs(handle, cursor);
      if (page.lines.length === 0) return tail;
      tail = [...tail, ...page.lines].slice(-count);
      cursor = page.cursor;
    }
  } catch {
    // The tail is an extra for the reader of a failure; the failure itself must not be hidden by its absence.
    return tail;
  }
}
