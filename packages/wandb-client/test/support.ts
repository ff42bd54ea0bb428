import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
// oxlint-disable-next-line no-restricted-imports -- the tests of this package run against the backend
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
  type WandbBackendOptions,
} from "@heddle/wandb-mock";
import { WandbClient, type WandbSettings, type WandbWarning } from "../src/index.ts";
import type { Clock } from "../src/util/clock.ts";

/** A clock on which every wait is over at once; remembers how long the waits were. */
export function instantClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now(),
    async sleep(ms, options) {
      options?.signal?.throwIfAborted();
      waits.push(ms);
      await setImmediate();
    },
  };
}

/** A backend on a loopback port, a client of it, and a folder that goes away. */
export interface Setup extends AsyncDisposable {
  readonly backend: WandbBackend;
  readonly host: string;
  readonly client: WandbClient;
  readonly folder: string;
  readonly warnings: WandbWarning[];
  readonly clock: ReturnType<typeof instantClock>;
  connect(settings?: WandbSettings): WandbClient;
}

export async function setUp(options: WandbBackendOptions = {}): Promise<Setup> {
  const backend = createWandbBackend(options);
  const server = await serveWandb(backend);
  const folder = await mkdtemp(join(tmpdir(), "heddle-client-test-"));
  const warnings: WandbWarning[] = [];
  const clock = instantClock();
  const connect = (settings: WandbSettings = {}): WandbClient =>
    new WandbClient({
      apiKey: defaultApiKey,
      host: server.origin,
      entity: "weavers",
      project: "loom",
      artifactDir: join(folder, "artifacts"),
      dataDir: join(folder, "data"),
      onWarning: (warning) => warnings.push(warning),
      clock,
      retry: { maxAttempts: 8, maxElapsedMs: 20_000 },
      ...settings,
    });
  return {
    backend,
    host: server.origin,
    client: connect(),
    folder,
    warnings,
    clock,
    connect,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The error that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error("expected a rejection");
    },
    (error: unknown) => error,
  );
}
