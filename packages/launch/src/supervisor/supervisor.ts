import { type ChildProcess, spawn } from "node:child_process";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { LaunchError } from "../errors.ts";
import { endGroup, processIdentity } from "./process-group.ts";
import type { JobEnd, JobProcess, SupervisorReply, SupervisorRequest } from "./protocol.ts";

/** What the supervisor needs to start a job. */
export type SupervisedStart = Omit<Extract<SupervisorRequest, { type: "start" }>, "type">;

interface SupervisedJob {
  readonly started: PromiseWithResolvers<JobProcess>;
  readonly ended: PromiseWithResolvers<JobEnd>;
  process?: JobProcess;
}

/**
 * The agent's side of the process that supervises its local jobs. The process is started with the first job
 * and lives as long as this object and its owner: when the owner dies, by whatever signal, each job's process
 * group is ended.
 */
export class Supervisor implements AsyncDisposable {
  readonly #jobs = new Map<string, SupervisedJob>();
  #child: ChildProcess | undefined;
  #closed = false;

  /** The supervising process, started when it does not run yet. */
  ready(): JobProcess {
    if (this.#closed) throw supervisorLost("it was closed");
    this.#child ??= this.#spawn();
    const { pid } = this.#child;
    if (pid === undefined) throw supervisorLost("it could not be started");
    return { pid, identity: processIdentity(pid) ?? `${pid}@gone` };
  }

  /**
   * Starts a job.
   *
   * @returns the job's process, and a promise of its end that never rejects
   * @throws {LaunchError} `LAUNCH_PROGRAM_MISSING`, `LAUNCH_SUPERVISOR_LOST`
   */
  async start(request: SupervisedStart): Promise<{ process: JobProcess; ended: Promise<JobEnd> }> {
    this.ready();
    const job: SupervisedJob = { started: Promise.withResolvers(), ended: Promise.withResolvers() };
    this.#jobs.set(request.id, job);
    this.#send({ type: "start", ...request });
    try {
      const process = await job.started.promise;
      return { process, ended: job.ended.promise };
    } catch (error) {
      this.#jobs.delete(request.id);
      throw error;
    }
  }

  /** Ends a job's process group and waits for it; an ended or unknown job is no error. */
  async cancel(id: string, graceMs: number): Promise<void> {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    this.#send({ type: "cancel", id, graceMs });
    await job.ended.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child === undefined) return;
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.stdin?.end();
    await exited;
  }

  #send(request: SupervisorRequest): void {
    this.#child?.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  #spawn(): ChildProcess {
    // Sources run as .ts, the published package as .js; a URL is not rewritten by the compiler.
    const main = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
    const child = spawn(process.execPath, [main], {
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
      env: supervisorEnvironment(process.env),
    });
    child.stdin?.on("error", () => {
      // A write after the supervisor's death; its exit event settles the jobs.
    });
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on("line", (line) =>
        this.#receive(JSON.parse(line) as SupervisorReply),
      );
    }
    let gone = false;
    const onGone = (why: string): void => {
      if (gone) return;
      gone = true;
      if (this.#child === child) this.#child = undefined;
      void this.#lost(why);
    };
    child.once("error", (error) => onGone(error.message));
    child.once("close", (code, signal) => onGone(`it ended with ${signal ?? `code ${code}`}`));
    return child;
  }

  #receive(reply: SupervisorReply): void {
    const job = this.#jobs.get(reply.id);
    if (job === undefined) return;
    switch (reply.type) {
      case "started":
        job.process = reply.process;
        job.started.resolve(reply.process);
        break;
      case "refused":
        this.#jobs.delete(reply.id);
        job.started.reject(programMissing(reply.code, reply.message));
        break;
      case "ended":
        this.#jobs.delete(reply.id);
        job.ended.resolve(reply.end);
        break;
    }
  }

  async #lost(why: string): Promise<void> {
    const orphans = [...this.#jobs];
    this.#jobs.clear();
    await Promise.all(
      orphans.map(async ([, job]) => {
        job.started.reject(supervisorLost(why));
        job.started.promise.catch(() => {
          // The caller of start sees it; an already started job has nobody who waits here.
        });
        if (job.process !== undefined) await endGroup(job.process.pid, 0);
        job.ended.resolve({ exitCode: null, signal: null, reason: "supervisor-lost" });
      }),
    );
  }
}

// Options of the agent's own Node (a debugger, a loader, a coverage folder) must not reach the supervisor.
function supervisorEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(?:NODE_OPTIONS|NODE_V8_COVERAGE|WANDB_API_KEY)$/.test(name),
    ),
  );
}

function programMissing(code: string, message: string): LaunchError<"LAUNCH_PROGRAM_MISSING"> {
  return new LaunchError({
    code: "LAUNCH_PROGRAM_MISSING",
    message: `The job's program could not be started: ${message}.`,
    details: { code },
  });
}

function supervisorLost(why: string): LaunchError<"LAUNCH_SUPERVISOR_LOST"> {
  return new LaunchError({
    code: "LAUNCH_SUPERVISOR_LOST",
    message: `The supervisor of local jobs is gone: ${why}.`,
  });
}
