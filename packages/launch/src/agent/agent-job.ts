import { mkdir, rm } from "node:fs/promises";
import type { LaunchQueue, PoppedItem } from "@heddle/wandb-client";
import { formatError, HeddleError } from "@heddle/errors";
import { LaunchError } from "../errors.ts";
import type { JournalItem } from "../journal/agent-journal.ts";
import { prepareProject } from "../project/prepare-project.ts";
import {
  finalRunnerStates,
  type Runner,
  type RunnerHandle,
  type RunnerStatus,
} from "../runners/runner.ts";
import { tailOf } from "../runners/tail-of.ts";
import { credentialsOf } from "../spec/credentials-of.ts";
import { launchEnvironment } from "../spec/launch-environment.ts";
import { type Launch, readLaunchSpec } from "../spec/launch-spec.ts";
import { checkSecure } from "../spec/secure-mode.ts";
import { pause } from "../util/pause.ts";
import { persist } from "../util/persist.ts";
import type { AgentJobOutcome, AgentServices } from "./agent-services.ts";
import { claimItem } from "./claim-item.ts";
import { jobFolder } from "./job-folders.ts";
import { failItem, settleItem } from "./settle-item.ts";

const maxResumeCount = 5;
const consoleLines = 1_000;

/**
 * One job of an agent, from the popped item to the settled one. Each step is written to the journal before it is
 * taken, so a later agent can go on wherever this one stops.
 */
export class AgentJob {
  readonly itemId: string;
  readonly queueName: string;
  readonly isScheduler: boolean;
  readonly #services: AgentServices;
  readonly #spec: unknown;
  readonly #cancel = new AbortController();
  #cancelReason: string | undefined;
  #graceMs: number;
  #launch: Launch | undefined;
  #runId: string | undefined;

  constructor(services: AgentServices, item: PoppedItem) {
    this.#services = services;
    this.itemId = item.id;
    this.queueName = item.queue;
    this.#spec = item.spec;
    this.#graceMs = services.config.kill_grace_seconds * 1000;
    const { uri } = item.spec;
    this.isScheduler = typeof uri === "string" && uri.startsWith("placeholder");
  }

  /** Ends the job; its item fails with this reason. */
  cancel(reason: string, graceMs: number): void {
    this.#cancelReason ??= reason;
    this.#graceMs = graceMs;
    this.#cancel.abort(new Error(reason));
  }

  /** Takes a popped item: checks, claims and runs it. */
  async run(): Promise<AgentJobOutcome> {
    const { journal } = this.#services;
    let launch: Launch;
    let runner: Runner;
    try {
      launch = readLaunchSpec(this.#spec);
      runner = this.#runnerFor(launch);
    } catch (error) {
      await failItem(this.itemId, messageOf(error), "agent", this.#services);
      return "failed";
    }
    const runId = launch.runId ?? this.#services.newRunId();
    const { entity, project } = launch;
    await journal.claiming({
      itemId: this.itemId,
      queue: this.queueName,
      runId,
      entity,
      project,
      runSpec: this.#spec,
    });
    if (!(await this.#claim(runId))) {
      await journal.settled(this.itemId);
      return "returned";
    }
    await journal.claimed(this.itemId);
    return this.#execute(launch, runner, runId);
  }

  async #claim(runId: string): Promise<boolean> {
    const { connection, giveUp, log } = this.#services;
    try {
      return await claimItem(this.itemId, {
        connection,
        queue: this.#services.queue(this.queueName),
        runId,
        retryDelayMs: this.#retryDelayMs,
        signal: giveUp,
      });
    } catch (error) {
      if (giveUp.aborted) throw error;
      log.warn(`item ${this.itemId} could not be claimed: ${messageOf(error)}`);
      return false;
    }
  }

  /** Goes on with an item that an earlier agent claimed. */
  async resume(item: JournalItem): Promise<AgentJobOutcome> {
    let launch: Launch;
    let runner: Runner;
    try {
      launch = readLaunchSpec(this.#spec);
      runner = this.#runnerFor(launch);
    } catch (error) {
      await failItem(this.itemId, messageOf(error), "agent", this.#services);
      await this.#services.journal.settled(this.itemId);
      return "failed";
    }
    if (item.handle === undefined) return this.#execute(launch, runner, item.runId);
    const adopted = await runner.adopt(item.handle);
    if (adopted === "never-submitted") return this.#execute(launch, runner, item.runId);
    this.#launch = launch;
    this.#runId = item.runId;
    if (adopted === "watching") return this.#follow(runner, item.handle);
    return adopted.state === "preempted"
      ? this.#requeue()
      : this.#settle(runner, item.handle, adopted);
  }

  async #execute(launch: Launch, runner: Runner, runId: string): Promise<AgentJobOutcome> {
    const { journal, client, config, environment, connection } = this.#services;
    this.#launch = launch;
    this.#runId = runId;
    let handle: RunnerHandle;
    try {
      const folder = this.#folder;
      await mkdir(folder, { recursive: true });
      const project = await prepareProject(launch, {
        client,
        folder,
        protocols: config.git_protocols,
        environment,
        signal: this.#cancel.signal,
      });
      this.#assertAccepted(runner, project.image);
      const job = {
        id: this.itemId,
        launch,
        runId,
        ...project,
        folder,
        environment: launchEnvironment(launch, {
          baseUrl: client.host,
          ...credentialsOf(client, apiKeyOf(this.#spec)),
          runId,
          queueName: this.queueName,
          queueEntity: connection.place.entity,
          queueItemId: this.itemId,
        }),
      };
      handle = runner.handleFor(job);
      this.#cancel.signal.throwIfAborted();
      await journal.submitting(this.itemId, handle);
      await runner.submit(job, handle, { signal: this.#cancel.signal });
    } catch (error) {
      await failItem(
        this.itemId,
        this.#cancelReason ?? messageOf(error),
        "agent",
        this.#services,
        formatError(error, { verbose: true }),
      );
      await this.#done();
      return "failed";
    }
    this.#services.log.info(
      `run ${launch.entity}/${launch.project}/${runId} was submitted (${runner.resource})`,
    );
    return this.#follow(runner, handle);
  }

  async #follow(runner: Runner, handle: RunnerHandle): Promise<AgentJobOutcome> {
    const ended = new AbortController();
    const onCancel = (): void => {
      runner.cancel(handle, { graceMs: this.#graceMs }).catch((error: unknown) => {
        this.#services.log.warn(`item ${this.itemId} could not be cancelled: ${messageOf(error)}`);
      });
    };
    this.#cancel.signal.addEventListener("abort", onCancel, { once: true });
    if (this.#cancel.signal.aborted) onCancel();
    const stopWatch = this.#watchForStop(ended.signal);
    let final: RunnerStatus = { state: "lost", message: "its runner stopped watching" };
    const startLimit = this.#startTimer();
    const seenWarnings = new Set<string>();
    try {
      for await (const status of runner.watch(handle)) {
        if (status.state !== "starting") clearTimeout(startLimit);
        await this.#warn(status, seenWarnings);
        if (finalRunnerStates.includes(status.state)) final = status;
      }
    } finally {
      clearTimeout(startLimit);
      ended.abort();
      this.#cancel.signal.removeEventListener("abort", onCancel);
    }
    const isStoppedInWandb = await stopWatch;
    if (final.state === "preempted") return this.#requeue();
    return this.#settle(runner, handle, final, isStoppedInWandb);
  }

  async #settle(
    runner: Runner,
    handle: RunnerHandle,
    status: RunnerStatus,
    isStoppedInWandb = false,
  ): Promise<AgentJobOutcome> {
    const launch = this.#launch;
    if (launch === undefined || this.#runId === undefined)
      throw new TypeError("a job settles after it started");
    const outcome = await settleItem(
      {
        itemId: this.itemId,
        entity: launch.entity,
        project: launch.project,
        runId: this.#runId,
        status,
        cancelled: this.#cancelReason,
        isStoppedInWandb,
        console: await tailOf(runner, handle, consoleLines),
      },
      this.#services,
    );
    this.#services.log.info(
      `run ${launch.entity}/${launch.project}/${this.#runId} ended: ${status.state}${status.exitCode === undefined ? "" : ` (exit code ${status.exitCode})`}`,
    );
    await this.#done();
    return outcome;
  }

  /** Asks whether somebody stopped the run in W&B, and ends the job when it does not follow in time. */
  async #watchForStop(ended: AbortSignal): Promise<boolean> {
    const { client, config } = this.#services;
    const launch = this.#launch;
    if (launch === undefined || this.#runId === undefined) return false;
    const run = client.launchedRun({
      entity: launch.entity,
      project: launch.project,
      id: this.#runId,
    });
    let stopped = false;
    while (!ended.aborted) {
      await pause(this.#retryDelayMs, ended);
      if (ended.aborted) break;
      try {
        stopped = (await run.read({ signal: ended }))?.stopRequested === true;
      } catch (error) {
        if (!ended.aborted)
          this.#services.log.debug(`the run's stop request could not be read: ${messageOf(error)}`);
      }
      if (!stopped) continue;
      await pause(config.stopped_run_timeout * 1000, ended);
      if (!ended.aborted) this.cancel("the run was stopped in W&B", this.#graceMs);
      break;
    }
    return stopped;
  }

  #startTimer(): NodeJS.Timeout | undefined {
    const seconds = this.#services.config.start_timeout_seconds;
    if (seconds === 0) return undefined;
    return setTimeout(() => {
      const error = new LaunchError({
        code: "LAUNCH_START_TIMEOUT",
        message: `The job did not start within ${seconds} seconds.`,
      });
      this.#services.log.warn(formatError(error));
      this.cancel(error.message, this.#graceMs);
    }, seconds * 1000);
  }

  async #warn(status: RunnerStatus, seen: Set<string>): Promise<void> {
    for (const message of status.warnings ?? []) {
      if (seen.has(message)) continue;
      seen.add(message);
      await this.#services.connection
        .warn(this.itemId, { message, phase: "run" })
        .catch((error: unknown) => {
          this.#services.log.warn(
            `a warning could not be shown on item ${this.itemId}: ${messageOf(error)}`,
          );
        });
    }
  }

  async #requeue(): Promise<AgentJobOutcome> {
    const count = (this.#launch?.resumeCount ?? 0) + 1;
    if (count > maxResumeCount) {
      await failItem(this.itemId, `The run was pre-empted ${count} times.`, "run", this.#services);
      await this.#done();
      return "failed";
    }
    const { sweep_id: _sweep, ...spec } = this.#spec as Readonly<Record<string, unknown>>;
    const { giveUp: signal } = this.#services;
    const queue = this.#services.queue(this.queueName);
    await persist(
      async () => {
        // An earlier attempt may have arrived, of this agent or of one that died.
        if (await this.#isQueuedAgain(queue, count)) return;
        await queue.push({ ...spec, run_id: this.#runId, _resume_count: count }, { signal });
      },
      { firstDelayMs: this.#retryDelayMs, signal },
    );
    await this.#done();
    return "returned";
  }

  async #isQueuedAgain(queue: LaunchQueue, count: number): Promise<boolean> {
    for await (const { spec } of queue.items({ signal: this.#services.giveUp })) {
      if (spec["run_id"] === this.#runId && spec["_resume_count"] === count) return true;
    }
    return false;
  }

  #runnerFor(launch: Launch): Runner {
    const { runners, config } = this.#services;
    const resource = launch.resource ?? "local-container";
    const runner = runners.get(resource);
    if (runner === undefined) {
      throw new LaunchError({
        code: "LAUNCH_RESOURCE_UNKNOWN",
        message: `This agent has no runner for the resource "${resource}"; it runs ${[...runners.keys()].join(", ")}.`,
        details: { resource, runners: [...runners.keys()] },
      });
    }
    if (config.secure_mode) checkSecure(launch);
    runner.check(launch);
    return runner;
  }

  #assertAccepted(runner: Runner, image: string | undefined): void {
    if (image === undefined ? runner.accepts.code : runner.accepts.image) return;
    throw new LaunchError({
      code: "LAUNCH_SPEC_INVALID",
      message:
        image === undefined
          ? `The resource "${runner.resource}" runs images, and the job has none.`
          : `The image "${image}" cannot run as "${runner.resource}".`,
    });
  }

  async #done(): Promise<void> {
    await this.#services.journal.settled(this.itemId);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #folder(): string {
    return jobFolder(this.#services.journal.folder, this.itemId);
  }

  get #retryDelayMs(): number {
    return this.#services.config.poll_interval_seconds * 1000;
  }
}

function apiKeyOf(spec: unknown): string | undefined {
  const key = (spec as { readonly _wandb_api_key?: unknown })["_wandb_api_key"];
  return typeof key === "string" && key !== "" ? key : undefined;
}

function messageOf(error: unknown): string {
  if (HeddleError.is(error)) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
