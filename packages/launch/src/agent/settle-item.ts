import type { LaunchedRun, LaunchedRunView } from "@heddle/wandb-client";
import type { RunnerStatus } from "../runners/runner.ts";
import { pause } from "../util/pause.ts";
import { persist } from "../util/persist.ts";
import type { AgentJobOutcome, AgentServices } from "./agent-services.ts";

/** What is known of a job when it has ended. */
export interface EndedJob {
  readonly itemId: string;
  readonly entity: string;
  readonly project: string;
  readonly runId: string;
  readonly status: RunnerStatus;
  /** Why the agent ended the job, when it did; becomes the item's message. */
  readonly cancelled?: string | undefined;
  /** Somebody stopped the run in W&B, which says everything about its item. */
  readonly isStoppedInWandb: boolean;
  /** Last console lines; a few go to the item's message, all to its log. */
  readonly console: readonly string[];
}

const logPatienceMs = 10_000;
const messageLines = 20;

const messages = {
  finished: "The submitted job exited successfully but failed to call wandb.init",
  failed: "The submitted run was not successfully started",
} as const;

/**
 * Tells W&B how a job ended. A run that started speaks for itself; an item whose job never started a run, was lost, or
 * was ended by the agent fails with a message. A run may appear late, so it is asked for until the grace
 * period is over.
 */
export async function settleItem(job: EndedJob, services: AgentServices): Promise<AgentJobOutcome> {
  const { state } = job.status;
  const wasEnded = state === "stopped" || state === "lost";
  const run = await startedRun(
    job,
    services,
    wasEnded ? 0 : services.config.run_grace_seconds * 1000,
  );
  if (wasEnded && run?.state !== "finished") return reportEnded(job, run, services);
  if (run === undefined) {
    const base = state === "finished" ? messages.finished : messages.failed;
    await failItem(job.itemId, withDetails(base, job), "run", services, job.console.join("\n"));
    return "failed";
  }
  const isGood = state !== "failed" && run.state !== "failed" && run.state !== "crashed";
  return isGood ? "succeeded" : "failed";
}

/** A job that did not end by itself: its run is declared ended, and its item fails unless somebody stopped the run. */
async function reportEnded(
  job: EndedJob,
  run: LaunchedRunView | undefined,
  services: AgentServices,
): Promise<AgentJobOutcome> {
  if (run?.state === "running" || run?.state === "preempting") {
    const state = job.status.state === "lost" ? "crashed" : "killed";
    await persisted(services, () =>
      runOf(job, services).declareEnded(state, { signal: services.giveUp }),
    );
  }
  if (!job.isStoppedInWandb) {
    const message = job.cancelled ?? lostMessage(job.status);
    await failItem(job.itemId, message, "run", services, job.console.join("\n"));
  }
  return "failed";
}

/**
 * Marks an item as failed, however long the network is cut.
 *
 * @param log text for the item's file `error.log`: the console of the job, or what the agent knows of the error
 */
export async function failItem(
  itemId: string,
  message: string,
  phase: "agent" | "build" | "run",
  services: AgentServices,
  log = "",
): Promise<void> {
  services.log.warn(`queue item ${itemId} failed in the phase "${phase}": ${message}`);
  const filePaths = log === "" ? [] : await saveLog(itemId, log, services);
  try {
    await persisted(services, () =>
      services.connection.fail(itemId, { message, phase, filePaths, signal: services.giveUp }),
    );
  } catch (error) {
    if (services.giveUp.aborted) throw error;
    services.log.warn(`the server does not take the failure of item ${itemId}: ${String(error)}`);
  }
}

async function saveLog(itemId: string, log: string, services: AgentServices): Promise<string[]> {
  try {
    const signal = AbortSignal.any([services.giveUp, AbortSignal.timeout(logPatienceMs)]);
    return [await services.connection.saveFile(itemId, "error", "error.log", log, { signal })];
  } catch (error) {
    // The log is an extra; the failure itself has to be told in any case.
    services.log.debug(`the log of item ${itemId} was not stored: ${String(error)}`);
    return [];
  }
}

async function startedRun(
  job: EndedJob,
  services: AgentServices,
  graceMs: number,
): Promise<LaunchedRunView | undefined> {
  const run = runOf(job, services);
  let waited = 0;
  for (let interval = Math.min(1000, graceMs); ; interval *= 2) {
    const view = await persisted(services, () => run.read({ signal: services.giveUp }));
    if (view !== undefined && view.state !== "pending") return view;
    if (waited >= graceMs) return undefined;
    const wait = Math.min(interval, graceMs - waited);
    await pause(wait, services.giveUp);
    services.giveUp.throwIfAborted();
    waited += wait;
  }
}

function runOf(job: EndedJob, services: AgentServices): LaunchedRun {
  return services.client.launchedRun({ entity: job.entity, project: job.project, id: job.runId });
}

function persisted<T>(services: AgentServices, call: () => Promise<T>): Promise<T> {
  return persist(call, {
    firstDelayMs: services.config.poll_interval_seconds * 1000,
    signal: services.giveUp,
  });
}

function lostMessage(status: RunnerStatus): string {
  if (status.state === "stopped") return "The job was cancelled";
  return `The job was lost: ${status.message ?? "its runner does not know it any more"}`;
}

function withDetails(base: string, job: EndedJob): string {
  const { exitCode, signal } = job.status;
  const code = exitCode === undefined || exitCode === 0 ? "" : ` (exit code ${exitCode})`;
  const how = signal === undefined ? code : ` (ended by ${signal})`;
  const last = job.console.slice(-messageLines);
  const tail = last.length === 0 ? "" : `\n${last.join("\n")}`;
  return `${base}${how}${tail}`;
}
