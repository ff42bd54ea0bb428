import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomInt, randomUUID } from "node:crypto";
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
import { LaunchError, LaunchRunFailedError } from "../errors.ts";
import { type LaunchLog, silentLog } from "../log.ts";
import { prepareProject } from "../project/prepare-project.ts";
import { LocalContainerRunner } from "../runners/container/local-container-runner.ts";
import { LocalProcessRunner } from "../runners/local-process-runner.ts";
import type { Runner, RunnerHandle, RunnerJob, RunnerStatus } from "../runners/runner.ts";
import { argumentsOf, buildLaunchSpec } from "../spec/build-launch-spec.ts";
import { credentialsOf } from "../spec/credentials-of.ts";
import { launchEnvironment } from "../spec/launch-environment.ts";
import { type Launch, readLaunchSpec } from "../spec/launch-spec.ts";
import { pause } from "../util/pause.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { LaunchJobResult } from "./launch-result.ts";

const longestLogDelayMs = 500;

/**
 * Runs a job on this machine, under the same runners as an agent's, and waits for it.
 *
 * @throws {LaunchError} `LAUNCH_RUN_FAILED` for a program that fails, `LAUNCH_TIMEOUT`, `LAUNCH_CANCELLED`, and what
 * the runner throws when it cannot start
 */
export async function runLocally(
  config: LaunchJobConfig,
  target: { readonly entity: string; readonly project: string },
  options: LaunchJobOptions,
): Promise<LaunchJobResult> {
  const { client, signal, log = silentLog, environment = process.env } = options;
  const startedAt = Date.now();
  await using cleanup = new AsyncDisposableStack();
  const folder = await jobFolder(options.folder, cleanup);
  const launch = localLaunch(config, target);
  const runner = runnerFor(launch, config, options, environment, cleanup);
  const runId =
    launch.runId ?? Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("");
  const project = await prepareProject(launch, {
    client,
    folder,
    protocols: ["https", "ssh", "http", "file"],
    environment,
    signal,
  });
  const job: RunnerJob = {
    id: randomUUID(),
    launch,
    runId,
    ...project,
    folder,
    environment: launchEnvironment(launch, {
      baseUrl: client.host,
      ...credentialsOf(client),
      runId,
    }),
  };
  const handle = runner.handleFor(job);
  log.info(`no queue is named: the job runs on this machine (${runner.resource})`);
  await runner.submit(job, handle, signal === undefined ? {} : { signal });
  const { status, tail, reason } = await followJob(runner, handle, config, log, signal);
  const run = client.launchedRun({ ...target, id: runId, project: launch.project });
  if (reason !== undefined) throw cancelled(reason, run.path, config, signal);
  const view = await run.read({ signal });
  if (status.state !== "finished" || view?.state === "failed") {
    throw new LaunchRunFailedError({
      state: view?.state === "finished" ? "failed" : (view?.state ?? "failed"),
      runUrl: run.url,
      runPath: run.path,
      exitCode: status.exitCode,
      logTail: tail,
    });
  }
  if (view === undefined) log.warn("the program ended without starting a W&B run");
  return {
    state: "finished",
    queue: undefined,
    queueItemId: undefined,
    runId,
    runPath: run.path,
    runUrl: run.url,
    exitCode: status.exitCode,
    summary: view?.summary ?? {},
    durationMs: Date.now() - startedAt,
  };
}

function localLaunch(
  config: LaunchJobConfig,
  target: { readonly entity: string; readonly project: string },
): Launch {
  if (config.code_dir === undefined) return readLaunchSpec(buildLaunchSpec(config, target));
  const spec = buildLaunchSpec({ ...config, code_dir: undefined }, target);
  const stand = readLaunchSpec({ ...spec, uri: "file:///" });
  return { ...stand, code: { kind: "folder", folder: config.code_dir }, args: argumentsOf(config) };
}

function runnerFor(
  launch: Launch,
  config: LaunchJobConfig,
  options: LaunchJobOptions,
  environment: Readonly<Record<string, string | undefined>>,
  cleanup: AsyncDisposableStack,
): Runner {
  const runners = options.runners ?? [
    cleanup.use(new LocalProcessRunner({ environment })),
    cleanup.use(new LocalContainerRunner({ environment, engine: config.container_engine })),
  ];
  const resource =
    launch.resource ?? (launch.code.kind === "image" ? "local-container" : "local-process");
  const runner = runners.find((each) => each.resource === resource);
  if (runner === undefined) {
    throw new LaunchError({
      code: "LAUNCH_RESOURCE_UNKNOWN",
      message: `The resource "${resource}" cannot run on this machine; it runs ${runners.map((each) => each.resource).join(", ")}.`,
      hint: "Name a `queue` for remote resources.",
    });
  }
  runner.check(launch);
  return runner;
}

async function jobFolder(base: string | undefined, cleanup: AsyncDisposableStack): Promise<string> {
  if (base !== undefined) {
    const folder = join(base, randomUUID());
    await mkdir(folder, { recursive: true });
    return folder;
  }
  const folder = await mkdtemp(join(tmpdir(), "heddle-launch-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function followJob(
  runner: Runner,
  handle: RunnerHandle,
  config: LaunchJobConfig,
  log: LaunchLog,
  signal: AbortSignal | undefined,
): Promise<{
  status: RunnerStatus;
  tail: readonly string[];
  reason: "cancelled" | "timeout" | undefined;
}> {
  let tail: readonly string[] = [];
  let cursor: string | undefined;
  let reason: "cancelled" | "timeout" | undefined;
  const ended = new AbortController();
  const end = (why: "cancelled" | "timeout") => (): void => {
    reason ??= why;
    runner.cancel(handle, { graceMs: config.stop_grace_seconds * 1000 }).catch((error: unknown) => {
      log.warn(`the job could not be cancelled: ${String(error)}`);
    });
  };
  const onCancel = end("cancelled");
  signal?.addEventListener("abort", onCancel, { once: true });
  if (signal?.aborted === true) onCancel();
  const timer =
    config.timeout_minutes === undefined
      ? undefined
      : setTimeout(end("timeout"), config.timeout_minutes * 60_000);
  const drain = async (): Promise<void> => {
    for (;;) {
      const page = await runner.logs(handle, cursor);
      if (page.lines.length === 0) return;
      if (config.stream_logs) for (const line of page.lines) log.info(line);
      tail =
        config.log_tail_lines === 0 ? [] : [...tail, ...page.lines].slice(-config.log_tail_lines);
      cursor = page.cursor;
    }
  };
  const streaming = (async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await drain();
      await pause(Math.min(config.poll_interval_seconds * 1000, longestLogDelayMs), ended.signal);
    }
  })();
  let status: RunnerStatus = { state: "lost" };
  try {
    for await (const each of runner.watch(handle)) status = each;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onCancel);
    ended.abort();
  }
  await streaming;
  await drain();
  return { status, tail, reason };
}

function cancelled(
  reason: "cancelled" | "timeout",
  runPath: string,
  config: LaunchJobConfig,
  signal: AbortSignal | undefined,
): LaunchError {
  return reason === "timeout"
    ? new LaunchError({
        code: "LAUNCH_TIMEOUT",
        message: `The job ${runPath} on this machine did not end within ${config.timeout_minutes} minutes and was stopped.`,
        details: { runPath },
      })
    : new LaunchError({
        code: "LAUNCH_CANCELLED",
        message: `The job ${runPath} on this machine was stopped.`,
        details: { runPath },
        cause: signal?.reason,
      });
}
