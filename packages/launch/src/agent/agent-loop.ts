import type { LaunchAgentOptions, LaunchAgentResult } from "./launch-agent-options.ts";
import { pause } from "../util/pause.ts";
import { isPassing, persist } from "../util/persist.ts";
import { AgentJob } from "./agent-job.ts";
import type { AgentJobOutcome, AgentServices } from "./agent-services.ts";
import { refused } from "./refused.ts";

/** The life of a registered agent. */
export class AgentLoop {
  readonly #services: AgentServices;
  readonly #giveUp: AbortController;
  readonly #options: LaunchAgentOptions;
  readonly #jobs = new Map<AgentJob, Promise<void>>();
  readonly #wake = new EventTarget();
  #queues: string[];
  #counts = { jobsStarted: 0, jobsSucceeded: 0, jobsFailed: 0 };
  #stopReason: "signal" | "server" | undefined;
  #failure: unknown;

  constructor(services: AgentServices, giveUp: AbortController, options: LaunchAgentOptions) {
    this.#services = services;
    this.#giveUp = giveUp;
    this.#options = options;
    this.#queues = [...services.config.queues];
  }

  async run(): Promise<LaunchAgentResult> {
    const { journal, connection, log } = this.#services;
    await this.#recover();
    let ticks = 0;
    while (this.#stopReason === undefined && this.#failure === undefined) {
      if (this.#isStopping) {
        this.#stopReason = "signal";
        break;
      }
      ticks += 1;
      const tookJob = await this.#tick(ticks);
      this.#options.onPoll?.({
        agentId: connection.id,
        running: this.#jobs.size,
        jobsStarted: this.#counts.jobsStarted,
      });
      if (!tookJob || !this.#hasRoom(false)) await this.#sleep();
    }
    await this.#shutDown();
    if (this.#failure !== undefined) throw this.#failure;
    if (journal.items.length > 0)
      log.warn(`${journal.items.length} items are left for the next start of this agent`);
    return { agentId: connection.id, ...this.#counts, stopReason: this.#stopReason ?? "signal" };
  }

  /** One look at the server. @returns whether a job was taken */
  async #tick(ticks: number): Promise<boolean> {
    const { connection, config, log } = this.#services;
    const { signal } = this.#options;
    try {
      if ((await connection.read({ signal }))?.stopPolling === true) {
        log.info("the agent was stopped in W&B");
        this.#stopReason = "server";
        return false;
      }
      let took = false;
      while (this.#hasRoom(false) && !this.#isStopping) {
        if (!(await this.#takeOne())) break;
        took = true;
      }
      if (ticks % 2 === 0)
        await connection.report(this.#jobs.size === 0 ? "POLLING" : "RUNNING", { signal });
      if (config.verbosity >= 2) log.debug(`${this.#jobs.size} jobs run`);
      return took;
    } catch (error) {
      if (this.#isStopping) return false;
      if (isPassing(error)) log.warn(`the server cannot be reached: ${messageOf(error)}`);
      else this.#failure = refused(error);
      return false;
    }
  }

  async #takeOne(): Promise<boolean> {
    const { connection, log } = this.#services;
    for (const queue of this.#queues) {
      const item = await connection.pop(queue, { signal: this.#options.signal });
      if (item === undefined) continue;
      this.#queues = [...this.#queues.filter((name) => name !== queue), queue];
      const job = new AgentJob(this.#services, item);
      if (job.isScheduler && !this.#hasRoom(true)) {
        // Left unclaimed, it goes back to its queue when its lease ends.
        log.info(`item ${item.id} is a sweep scheduler beyond max_schedulers`);
        continue;
      }
      await connection.report("RUNNING", { signal: this.#options.signal });
      this.#start(job, () => job.run());
      return true;
    }
    return false;
  }

  async #recover(): Promise<void> {
    const { journal, log } = this.#services;
    for (const item of journal.items) {
      const { itemId, queue, runSpec } = item;
      log.info(`item ${itemId} was taken on by an earlier agent (${item.stage})`);
      const isOurs =
        item.stage !== "claiming" || (await this.#wasClaimed(item.itemId, queue, item.runId));
      if (!isOurs) {
        await journal.settled(itemId);
        continue;
      }
      const job = new AgentJob(this.#services, {
        id: itemId,
        queue,
        spec: runSpec as Readonly<Record<string, unknown>>,
      });
      this.#start(job, () => job.resume(item));
    }
  }

  async #wasClaimed(itemId: string, queue: string, runId: string): Promise<boolean> {
    const { signal } = this.#options;
    const seen = await persist(() => this.#services.queue(queue).item(itemId, { signal }), {
      firstDelayMs: this.#pollMs,
      signal,
    });
    return seen?.state === "CLAIMED" && seen.runId === runId;
  }

  #start(job: AgentJob, body: () => Promise<AgentJobOutcome>): void {
    this.#counts.jobsStarted += 1;
    const done = (async (): Promise<void> => {
      try {
        const outcome = await body();
        if (outcome === "succeeded") this.#counts.jobsSucceeded += 1;
        if (outcome === "failed") this.#counts.jobsFailed += 1;
        if (outcome === "returned") this.#counts.jobsStarted -= 1;
      } catch (error) {
        this.#services.log.warn(
          `item ${job.itemId} is left for the next start of this agent: ${messageOf(error)}`,
        );
      } finally {
        this.#jobs.delete(job);
        this.#wake.dispatchEvent(new Event("wake"));
      }
    })();
    this.#jobs.set(job, done);
  }

  async #shutDown(): Promise<void> {
    const { config, connection, log } = this.#services;
    const { forceSignal } = this.#options;
    const everything = (): Promise<unknown> => Promise.all(this.#jobs.values());
    if (this.#jobs.size > 0 && config.drain_seconds > 0 && forceSignal?.aborted !== true) {
      log.info(`waiting up to ${config.drain_seconds} s for ${this.#jobs.size} jobs`);
      const over = new AbortController();
      const limit = AbortSignal.any([
        over.signal,
        ...(forceSignal === undefined ? [] : [forceSignal]),
      ]);
      await Promise.race([
        everything().then(() => over.abort()),
        pause(config.drain_seconds * 1000, limit),
      ]);
    }
    const graceMs = forceSignal?.aborted === true ? 0 : config.kill_grace_seconds * 1000;
    for (const job of this.#jobs.keys())
      job.cancel("the agent was stopped while the job ran", graceMs);
    const onForce = (): void => {
      for (const job of this.#jobs.keys()) job.cancel("the agent was stopped by force", 0);
    };
    forceSignal?.addEventListener("abort", onForce, { once: true });
    // Reports that cannot get through must not keep a stopped agent alive for ever; the journal keeps them.
    const patience = setTimeout(
      () => this.#giveUp.abort(new Error("the agent was stopped")),
      graceMs + 30_000,
    );
    await everything();
    clearTimeout(patience);
    forceSignal?.removeEventListener("abort", onForce);
    await connection
      .report("KILLED", { signal: AbortSignal.timeout(10_000) })
      .catch((error: unknown) => {
        log.warn(`the server was not told that the agent stopped: ${messageOf(error)}`);
      });
  }

  #hasRoom(forScheduler: boolean): boolean {
    const { max_jobs, max_schedulers } = this.#services.config;
    const limit = forScheduler ? max_schedulers : max_jobs;
    const running = [...this.#jobs.keys()].filter((job) => job.isScheduler === forScheduler).length;
    return limit === -1 || running < limit;
  }

  get #isStopping(): boolean {
    return this.#options.signal?.aborted === true || this.#options.forceSignal?.aborted === true;
  }

  get #pollMs(): number {
    return this.#services.config.poll_interval_seconds * 1000;
  }

  /** Sleeps one poll interval, or until a job ended or the agent is stopped. */
  async #sleep(): Promise<void> {
    const { signal, forceSignal } = this.#options;
    const woken = new AbortController();
    const onWake = (): void => woken.abort();
    this.#wake.addEventListener("wake", onWake, { once: true });
    const signals = [woken.signal, signal, forceSignal].filter((each) => each !== undefined);
    await pause(this.#pollMs, AbortSignal.any(signals));
    this.#wake.removeEventListener("wake", onWake);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
