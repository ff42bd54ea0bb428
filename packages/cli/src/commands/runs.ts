import { Option, type Command } from "commander";
import {
  createEvent,
  finishedStatuses,
  inProgressStatuses,
  isFinished,
  type EventRecord,
  type RunStatus,
} from "@heddle/core";
import { wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { print } from "../output/print.ts";
import { textTable } from "../output/table.ts";
import { duration, isoTime } from "../output/time.ts";
import { withInstance } from "../project/with-instance.ts";
import { eventLine } from "../runs/event-line.ts";
import { failureReason } from "../runs/failure-reason.ts";
import { findRun } from "../runs/find-run.ts";
import { stepSummaries } from "../runs/step-summaries.ts";
import type { Terminal } from "../terminal.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface ListOptions extends JsonOption {
  readonly status?: RunStatus[];
  readonly job?: string;
  readonly limit: number;
}

const statuses: readonly RunStatus[] = [
  "NOT_STARTED",
  "QUEUED",
  ...inProgressStatuses,
  ...finishedStatuses,
  "MANAGED",
];

/** Adds `heddle runs list | show | logs | cancel`. */
export function registerRuns(runs: Command, terminal: Terminal): void {
  runs
    .command("list")
    .description("runs, newest first")
    .addOption(new Option("--status <status...>", "only these statuses").choices(statuses))
    .option("--job <name>", "only runs of this job")
    .option("--limit <n>", "at most so many", wholeNumber, 25)
    .option("--json", "one JSON array")
    .action((options: ListOptions) => listRuns(terminal, options));

  runs
    .command("show")
    .argument("<run>", "id of the run, or its first characters")
    .description("one run: status, times, tags, and what became of each step")
    .option("--json", "one JSON object")
    .action((id: string, options: JsonOption) => showRun(terminal, id, options));

  runs
    .command("logs")
    .argument("<run>", "id of the run, or its first characters")
    .description("the events of a run, in order")
    .option("--follow", "go on until the run has ended")
    .option("--json", "one JSON object per line")
    .action((id: string, options: JsonOption & { readonly follow?: boolean }) =>
      printLogs(terminal, id, options),
    );

  runs
    .command("cancel")
    .argument("<run>", "id of the run, or its first characters")
    .description("asks a run to stop; one that has not started is canceled at once")
    .option("--json", "one JSON object")
    .action((id: string, options: JsonOption) => cancelRun(terminal, id, options));
}

async function listRuns(terminal: Terminal, options: ListOptions): Promise<void> {
  await withInstance(terminal, async (instance) => {
    const runs = await instance.getRuns({
      limit: options.limit,
      ...(options.status === undefined ? {} : { statuses: options.status }),
      ...(options.job === undefined ? {} : { jobName: options.job }),
    });
    print(terminal, options, runs, () =>
      runs.length === 0
        ? "no runs"
        : textTable(
            ["run", "job", "status", "created", "took", "partition"],
            runs.map((run) => [
              run.runId,
              run.jobName,
              run.status,
              isoTime(run.createdAt),
              duration(run.startedAt, run.endedAt),
              run.tags["dagster/partition"] ?? "",
            ]),
          ),
    );
  });
}

async function showRun(terminal: Terminal, id: string, options: JsonOption): Promise<void> {
  await withInstance(terminal, async (instance) => {
    const run = await findRun(instance, id);
    const events: EventRecord[] = [];
    for await (const event of instance.allEvents({ runId: run.runId })) events.push(event);
    const steps = stepSummaries(events);
    const failure = events.findLast(({ type }) => type === "RUN_FAILURE");
    const reason = run.failureReason === undefined ? "" : ` (${run.failureReason})`;
    print(terminal, options, { ...run, steps }, () =>
      [
        textTable(
          ["run", run.runId],
          [
            ["job", run.jobName],
            ["status", run.status + reason],
            ...(failure === undefined ? [] : [["error", failureReason(failure)]]),
            ["created", isoTime(run.createdAt)],
            ["took", duration(run.startedAt, run.endedAt)],
            ...Object.entries(run.tags).map(([key, value]) => [key, value]),
          ],
        ),
        ...(steps.length === 0
          ? []
          : [
              "",
              textTable(
                ["step", "status", "took", "message"],
                steps.map(({ stepKey, status, durationMs, message }) => [
                  stepKey,
                  status,
                  durationMs === undefined ? "-" : duration(0, durationMs),
                  message ?? "",
                ]),
              ),
            ]),
      ].join("\n"),
    );
  });
}

async function printLogs(
  terminal: Terminal,
  id: string,
  options: JsonOption & { readonly follow?: boolean },
): Promise<void> {
  await withInstance(terminal, async (instance) => {
    const { runId } = await findRun(instance, id);
    const events =
      options.follow === true
        ? instance.subscribe({ runId, untilFinished: true, signal: terminal.signal })
        : instance.allEvents({ runId });
    for await (const event of events) print(terminal, options, event, () => eventLine(event));
  });
}

async function cancelRun(terminal: Terminal, id: string, options: JsonOption): Promise<void> {
  await withInstance(terminal, async (instance) => {
    const run = await findRun(instance, id);
    if (isFinished(run.status)) {
      throw new CliError({
        code: "CLI_BAD_ARGUMENT",
        message: `run ${run.runId} has already ended: ${run.status}`,
        hint: "Only a run that has not ended can be canceled.",
        details: { runId: run.runId, status: run.status },
      });
    }
    const started = inProgressStatuses.includes(run.status);
    const event = { runId: run.runId, jobName: run.jobName, timestamp: instance.now(), data: {} };
    await instance.append(createEvent("RUN_CANCELING", event));
    if (!started) await instance.append(createEvent("RUN_CANCELED", event));
    print(terminal, options, await instance.getRun(run.runId), () =>
      started ? `asked run ${run.runId} to stop` : `canceled run ${run.runId}`,
    );
  });
}
