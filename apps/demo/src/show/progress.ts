import type { Instance } from "@heddle/core";

const lastEvents: ReadonlySet<string> = new Set(["RUN_SUCCESS", "RUN_FAILURE", "RUN_CANCELED"]);

/** Does `work`, which makes the run, and prints the run's progress meanwhile. */
export async function withProgress<T>(
  instance: Instance,
  runId: string,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const progress = followRun(instance, runId, say, ended.signal);
  try {
    const result = await work();
    await progress;
    return result;
  } finally {
    ended.abort();
    await progress;
  }
}

/**
 * Prints what happens in a run, a line per event that a person cares about, until it has ended. May begin
 * before the run exists; `signal` ends it early.
 */
async function followRun(
  instance: Instance,
  runId: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of instance.subscribe({ runId, signal })) {
    if (lastEvents.has(event.type)) return;
    const step = event.stepKey ?? "";
    switch (event.type) {
      case "STEP_START":
        say(`  … ${step}`);
        break;
      case "LOG":
        if (event.level !== "DEBUG") say(`    ${event.message}`);
        break;
      case "STEP_SUCCESS":
        say(`  ✓ ${step} (${String(Math.round(event.data.durationMs))} ms)`);
        break;
      case "STEP_FAILURE":
        say(`  ✗ ${step}: ${event.data.error.message}`);
        break;
      case "STEP_SKIPPED":
        say(`  - ${step}: skipped`);
        break;
      default:
    }
  }
}
