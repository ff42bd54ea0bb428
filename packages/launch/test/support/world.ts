import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mkdir } from "node:fs/promises";
import { WandbClient } from "@heddle/wandb-client";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
} from "@heddle/wandb-mock";
import type { LaunchAgentConfigInput } from "../../src/index.ts";

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
