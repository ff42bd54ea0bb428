/**
 * The supervisor: a small process between an agent and its jobs. It holds a pipe to the agent, and when
 * the agent is gone, however it went, the pipe closes and every job's process group is ended. Jobs write
 * straight to their console files, so nothing is lost when either side dies.
 *
 * It is started as a program of its own, in its own session, so that signals to the agent's process group
 * do not reach it. It imports nothing outside Node, so that it starts fast.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endGroup, processIdentity } from "./process-group.ts";
import type { JobEnd, JobEndReason, SupervisorReply, SupervisorRequest } from "./protocol.ts";
import { jobFiles } from "./protocol.ts";

interface Job {
  readonly child: ChildProcess;
  readonly group: number;
  readonly ended: Promise<void>;
  reason: JobEndReason;
}

const agentLostGraceMs = 1_000;
const jobs = new Map<string, Job>();

process.stdout.on("error", () => {
  // The agent is gone; the end of standard input says so as well and is acted on.
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.on(signal, () => void shutDown());

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const request = JSON.parse(line) as SupervisorRequest;
  if (request.type === "start") start(request);
  else void cancel(request.id, request.graceMs, "cancelled");
});
lines.on("close", () => void shutDown());

function start(request: Extract<SupervisorRequest, { type: "start" }>): void {
  const [program, ...args] = request.command;
  if (program === undefined) {
    reply({ type: "refused", id: request.id, code: "ENOENT", message: "the command is empty" });
    return;
  }
  const output = openSync(join(request.folder, jobFiles.console), "a", 0o600);
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      cwd: request.cwd,
      env: request.environment,
      detached: true,
      stdio: ["ignore", output, output],
    });
  } catch (error) {
    refuse(request.id, error);
    return;
  } finally {
    closeSync(output);
  }
  const { pid } = child;
  if (pid === undefined) {
    child.once("error", (error) => refuse(request.id, error));
    return;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const job: Job = { child, group: pid, ended: promise, reason: "exited" };
  jobs.set(request.id, job);
  const description = { pid, identity: processIdentity(pid) ?? `${pid}@gone` };
  writeWhole(request.folder, jobFiles.process, description);
  child.once("exit", (exitCode, signal) => {
    void settle(request, job, { exitCode, signal }).finally(resolve);
  });
  reply({ type: "started", id: request.id, process: description });
}

async function settle(
  request: Extract<SupervisorRequest, { type: "start" }>,
  job: Job,
  exit: Pick<JobEnd, "exitCode" | "signal">,
): Promise<void> {
  // Children that the program left behind belong to the job and end with it.
  await endGroup(job.group, 0);
  for (const command of request.cleanup) await runToEnd(command, request.environment);
  const end: JobEnd = { ...exit, reason: job.reason };
  writeWhole(request.folder, jobFiles.exit, end);
  jobs.delete(request.id);
  reply({ type: "ended", id: request.id, end });
}

async function cancel(id: string, graceMs: number, reason: JobEndReason): Promise<void> {
  const job = jobs.get(id);
  if (job === undefined) return;
  job.reason = reason;
  await endGroup(job.group, graceMs);
  await job.ended;
}

async function shutDown(): Promise<void> {
  await Promise.all([...jobs.keys()].map((id) => cancel(id, agentLostGraceMs, "agent-lost")));
  process.exit(0);
}

function runToEnd(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: environment,
      stdio: "ignore",
      timeout: 30_000,
      killSignal: "SIGKILL",
    });
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
}

function refuse(id: string, error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  reply({ type: "refused", id, code: code ?? "UNKNOWN", message });
}

function reply(message: SupervisorReply): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function writeWhole(folder: string, name: string, content: unknown): void {
  const target = join(folder, name);
  writeFileSync(`${target}.partial`, JSON.stringify(content), { mode: 0o600, flush: true });
  renameSync(`${target}.partial`, target);
}
