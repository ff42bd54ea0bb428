import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { WandbClient } from "@heddle/wandb-client";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
} from "@heddle/wandb-mock";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  createJob,
  launchAgent,
  type LaunchAgentConfigInput,
  type LaunchAgentOptions,
  type LaunchAgentResult,
  type LaunchLog,
} from "../../src/index.ts";

/** A backend on a loopback port, a client of it, and a folder, all gone at the end. */
export interface World extends AsyncDisposable {
  readonly backend: WandbBackend;
  readonly origin: string;
  readonly client: WandbClient;
  readonly folder: string;
  /** Writes a file below the world's folder and gives its path. */
  file(path: string, content: string): Promise<string>;
}

/** Agent settings with short waits, for tests. */
export const quickAgent: LaunchAgentConfigInput = {
  queues: ["q"],
  poll_interval_seconds: 0.02,
  run_grace_seconds: 0.05,
  kill_grace_seconds: 0.5,
  stopped_run_timeout: 0.05,
  git_protocols: ["https", "ssh", "file"],
};

/** Settings of a job with short waits, for tests. */
export const quickJob = {
  poll_interval_seconds: 0.02,
  stop_grace_seconds: 5,
  no_agent_warning_seconds: 0,
} as const;

/** A log that keeps its lines. */
export function recordingLog(): LaunchLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string): void => void lines.push(line);
  return { lines, debug: add, info: add, warn: add };
}

/** An agent that works in the background until it is disposed or stopped. */
export interface BackgroundAgent extends AsyncDisposable {
  readonly log: ReturnType<typeof recordingLog>;
  readonly result: Promise<LaunchAgentResult>;
  stop(): Promise<LaunchAgentResult>;
}

/** Starts an agent on the world's queues. */
export function startAgent(
  world: World,
  config: LaunchAgentConfigInput = {},
  options: Partial<LaunchAgentOptions> = {},
): BackgroundAgent {
  const stop = new AbortController();
  const log = recordingLog();
  const result = launchAgent(
    { ...quickAgent, ...config },
    {
      client: world.client,
      folder: join(world.folder, "agent"),
      signal: stop.signal,
      log,
      environment: {
        ...process.env,
        PATH: `${join(world.folder, "bin")}:${process.env["PATH"] ?? ""}`,
      },
      ...options,
    },
  );
  result.catch(() => {
    // Whoever awaits the result sees it; a test may look elsewhere.
  });
  return {
    log,
    result,
    async stop() {
      stop.abort();
      return await result;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await result.catch(() => undefined);
    },
  };
}

/** An agent in a process of its own. */
export interface AgentProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly output: () => string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts an agent in a process of its own; the same `name` has the same state folder. */
export function spawnAgent(
  world: World,
  name: string,
  config: LaunchAgentConfigInput = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AgentProcess {
  const settings = {
    host: world.origin,
    apiKey: defaultApiKey,
    folder: join(world.folder, name),
    config: { ...quickAgent, ...config },
  };
  const program = fileURLToPath(new URL("agent-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@heddle/source", program], {
    env: { ...environment, AGENT: JSON.stringify(settings) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, output: () => output, kill, [Symbol.asyncDispose]: () => kill("SIGKILL") };
}

/** Makes a job of a program in Node and gives its name. */
export async function jobOf(
  world: World,
  program: string,
  name: string,
  args: readonly string[] = [],
): Promise<string> {
  await world.file(`${name}/main.mjs`, program);
  const job = await createJob(world.client, {
    source: { kind: "code", folder: join(world.folder, name) },
    entryPoint: ["node", "main.mjs", ...args],
    name,
  });
  return job.qualifiedName;
}

/**
 * Makes a git repository whose `train.py` is the given program, and an interpreter on the agents' PATH, named
 * python, that runs it; so the guide's example runs word for word on a machine without Python.
 */
export async function trainingRepository(world: World, program: string): Promise<string> {
  const python = await world.file(
    "bin/python",
    `#!/bin/sh\nscript="$1"; shift\nexec "${process.execPath}" --input-type=module - "$@" < "$script"\n`,
  );
  await chmod(python, 0o755);
  await world.file("repository/train.py", program);
  const cwd = join(world.folder, "repository");
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd,
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "one");
  return `file://${cwd}`;
}

/**
 * Puts a stand-in for a container engine in a folder: it prints its arguments as JSON when it is to run a container.
 *
 * @param pull shell commands for everything but `run` and `rm`
 * @param name the engine's command
 * @returns the folder, for PATH
 */
export async function standInEngine(
  world: World,
  pull = "exit 0",
  name = "docker",
): Promise<string> {
  const print = `"${process.execPath}" -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"`;
  const docker = await world.file(
    `engine/${name}`,
    `#!/bin/sh\ncase "$1" in run) ${print} ;; rm) exit 0 ;; *) ${pull} ;; esac\n`,
  );
  await chmod(docker, 0o755);
  return join(world.folder, "engine");
}

/** Waits until a condition holds. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Makes a world with a queue `q` for local processes. */
export async function createWorld(): Promise<World> {
  const backend = createWandbBackend();
  const server = await serveWandb(backend);
  const folder = await mkdtemp(join(tmpdir(), "heddle-launch-"));
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: server.origin,
    entity: "ada",
    project: "demo",
    retry: { minDelayMs: 5, maxDelayMs: 20, maxAttempts: 3 },
  });
  await client.launchQueue("q").save({ resource: "local-process" });
  return {
    backend,
    origin: server.origin,
    client,
    folder,
    async file(path, content) {
      const whole = join(folder, path);
      await mkdir(dirname(whole), { recursive: true });
      await writeFile(whole, content);
      return whole;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A program in plain Node that starts and finishes a run through W&B's HTTP interface, as any client does, with the
 * settings that Launch hands over. It exits with `CODE` of its first argument.
 */
export const runProgram = `
const { WANDB_BASE_URL: base, WANDB_API_KEY: key, WANDB_ENTITY: entity, WANDB_PROJECT: project, WANDB_RUN_ID: id } = process.env;
const headers = { "content-type": "application/json", authorization: "Basic " + btoa("api:" + key) };
const graphql = (query, variables) => fetch(base + "/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
const config = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(process.env.WANDB_CONFIG)).map(([name, value]) => [name, { value }])));
await graphql("mutation U($n: String, $p: String, $e: String, $c: JSONString) { upsertBucket(input: {name: $n, modelName: $p, entityName: $e, config: $c}) { inserted } }", { n: id, p: project, e: entity, c: config });
const code = Number(process.argv[2] ?? 0);
console.log("training with " + process.env.WANDB_CONFIG);
await fetch(base + "/files/" + [entity, project, id].join("/") + "/file_stream", { method: "POST", headers, body: JSON.stringify({
  files: { "output.log": { offset: 0, content: ["2026-01-01T00:00:00.000000 epoch 1", "2026-01-01T00:00:01.000000 done"] }, "wandb-summary.json": { offset: 0, content: ['{"loss":0.5}'] } },
  complete: true, exitcode: code }) });
process.exit(code);
`;
