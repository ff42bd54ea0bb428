import type { EventRecord, Instance } from "@heddle/core";
import { createLogUpdate } from "log-update";
import { duration } from "../output/time.ts";
import type { Terminal } from "../terminal.ts";
import { stepSummaries, type StepSummary } from "./step-summaries.ts";

const symbols: Readonly<Record<StepSummary["status"], string>> = {
  running: "…",
  success: "✓",
  failed: "✗",
  skipped: "-",
  "waiting for retry": "↻",
};

/**
 * Shows what happens in a run while `work` makes it: on a terminal a live list of steps with their times, else
 * a plain line per event. Log lines of the user's code are shown in both.
 *
 * @param isOurs tells the run from others that are made at the same time
 */
export async function withRunProgress<T>(
  terminal: Terminal,
  instance: Instance,
  isOurs: (runId: string) => boolean | Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const after = await instance.storage.lastStorageId();
  const watched = watch(terminal, instance, { after, isOurs, signal: ended.signal });
  try {
    const result = await work();
    // The run's last event is stored by now, so the watcher is about to see it.
    await watched;
    return result;
  } finally {
    ended.abort();
    await watched;
  }
}

async function watch(
  terminal: Terminal,
  instance: Instance,
  options: {
    readonly after: number;
    readonly isOurs: (runId: string) => boolean | Promise<boolean>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const display = terminal.isInteractive ? liveDisplay() : plainDisplay(terminal);
  const known = new Map<string, boolean>();
  const tellStop = (): void =>
    display.note("stopping: waiting for steps to end; once more to end at once");
  terminal.signal.addEventListener("abort", tellStop, { once: true });
  for await (const event of instance.subscribe({ after: options.after, signal: options.signal })) {
    const isOurs = known.get(event.runId) ?? (await options.isOurs(event.runId));
    known.set(event.runId, isOurs);
    if (!isOurs) continue;
    display.show(event);
    if (lastEvents.has(event.type)) break;
  }
  terminal.signal.removeEventListener("abort", tellStop);
  display.close();
}

const lastEvents: ReadonlySet<string> = new Set(["RUN_SUCCESS", "RUN_FAILURE", "RUN_CANCELED"]);

interface Display {
  readonly show: (event: EventRecord) => void;
  /** Prints a line beside the events. */
  readonly note: (line: string) => void;
  readonly close: () => void;
}

function plainDisplay(terminal: Terminal): Display {
  return {
    show(event) {
      const line = plainLine(event);
      if (line !== undefined) terminal.writeError(`${line}\n`);
    },
    note: (line) => terminal.writeError(`${line}\n`),
    close: () => undefined,
  };
}

function plainLine(event: EventRecord): string | undefined {
  const step = event.stepKey ?? "";
  switch (event.type) {
    case "STEP_START":
      return `${symbols.running} ${step}`;
    case "STEP_SUCCESS":
      return `${symbols.success} ${step} (${duration(0, event.data.durationMs)})`;
    case "STEP_FAILURE":
      return `${symbols.failed} ${step}: ${event.data.error.message}`;
    case "STEP_SKIPPED":
      return `${symbols.skipped} ${step}: ${event.message}`;
    case "STEP_UP_FOR_RETRY":
      return `${symbols["waiting for retry"]} ${step}: ${event.message}`;
    case "LOG":
      return event.level === "DEBUG"
        ? undefined
        : `  ${step === "" ? "" : `${step}: `}${event.message}`;
    default:
      return undefined;
  }
}

function liveDisplay(): Display {
  const update = createLogUpdate(process.stderr);
  const events: EventRecord[] = [];
  const begun = new Map<string, number>();
  const render = (): void => {
    const lines = stepSummaries(events).map(({ stepKey, status, durationMs, message }) => {
      const time =
        status === "running"
          ? duration(begun.get(stepKey), Date.now())
          : durationMs === undefined
            ? ""
            : duration(0, durationMs);
      return `${symbols[status]} ${stepKey} ${time}${message === undefined ? "" : `  ${message}`}`;
    });
    update(lines.join("\n"));
  };
  const timer = setInterval(render, 100);
  return {
    show(event) {
      events.push(event);
      if (event.type === "STEP_START") begun.set(event.stepKey ?? "", Date.now());
      if (event.type === "LOG" && event.level !== "DEBUG") update.persist(`  ${event.message}`);
      render();
    },
    note: (line) => update.persist(line),
    close() {
      clearInterval(timer);
      render();
      update.done();
    },
  };
}
