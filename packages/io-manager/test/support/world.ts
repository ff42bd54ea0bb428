import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Asset,
  type EventRecord,
  type ExecuteOptions,
  type LogRecord,
  materialize,
  type MultiAsset,
  type Resource,
  type RunResult,
} from "@heddle/core";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
  type WandbServer,
} from "@heddle/wandb-mock";
import { vi } from "vitest";
import {
  type ManagerConfigInput,
  type ManagerHooks,
  makeWandbArtifactsIOManager,
  type WandbConfig,
  wandbConfig,
  wandbResource,
} from "../../src/index.ts";

export const entity = "my_entity";
export const project = "my_project";
export const place: string = `${entity}/${project}`;

/** How one test's world differs from the usual one. */
export interface WorldOptions {
  /** Share of requests that go wrong. Default 0. */
  readonly faultRate?: number;
}

/** What a run in the world may say besides. */
export interface WorldRunOptions extends Omit<ExecuteOptions, "resources" | "loggers"> {
  readonly manager?: ManagerConfigInput;
  readonly hooks?: ManagerHooks;
  readonly config?: Partial<WandbConfig> & Record<string, unknown>;
  readonly resources?: Readonly<Record<string, Resource>>;
}

/** A W&B server on a port, a folder for the IO manager, and the lines that runs logged. */
export class World implements AsyncDisposable {
  readonly backend: WandbBackend;
  readonly server: WandbServer;
  readonly baseDir: string;
  readonly logged: LogRecord[] = [];

  private constructor(backend: WandbBackend, server: WandbServer, baseDir: string) {
    this.backend = backend;
    this.server = server;
    this.baseDir = baseDir;
  }

  static async open(options: WorldOptions = {}): Promise<World> {
    const backend = createWandbBackend({
      accounts: {
        organizations: [{ name: "my_org" }],
        teams: [
          { name: entity, members: ["ada"], organization: "my_org" },
          { name: "other_entity", members: ["ada"], organization: "my_org" },
        ],
        users: [{ username: "ada", apiKey: defaultApiKey }],
      },
    });
    const server = await serveWandb(backend);
    const baseDir = await mkdtemp(join(tmpdir(), "heddle-world-"));
    if ((options.faultRate ?? 0) > 0) {
      backend.faults.rate({
        rate: options.faultRate ?? 0,
        actions: [
          { kind: "status", status: 500 },
          { kind: "status", status: 503 },
          { kind: "status", status: 429 },
          { kind: "reset", when: "before" },
          { kind: "reset", when: "after" },
          { kind: "cut", afterBytes: 3 },
        ],
      });
    }
    return new World(backend, server, baseDir);
  }

  /** The three resources of the guide, bound to this world's server. */
  resources(options: WorldRunOptions = {}): Readonly<Record<string, Resource>> {
    const { base_dir: own, ...manager } = options.manager ?? {};
    return {
      wandb_config: wandbConfig.configured({ entity, project, ...options.config }),
      wandb_resource: wandbResource.configured({
        api_key: defaultApiKey,
        host: this.server.origin,
        retry: { min_delay_ms: 1, max_delay_ms: 4 },
      }),
      wandb_artifacts_manager: makeWandbArtifactsIOManager(options.hooks).configured({
        base_dir: own ?? this.baseDir,
        ...manager,
      }),
      ...options.resources,
    };
  }

  /** Materializes assets with the resources of this world; a failed run is returned, not thrown. */
  async run(
    assets: readonly (Asset | MultiAsset)[],
    options: WorldRunOptions = {},
  ): Promise<RunResult> {
    const { manager: _manager, hooks: _hooks, config: _config, resources: _own, ...rest } = options;
    return materialize(assets as never, {
      raiseOnError: false,
      loggers: [{ log: (record) => void this.logged.push(record) }],
      ...rest,
      resources: this.resources(options) as never,
    });
  }

  /** As {@link run}, and the run must succeed. */
  async succeed(
    assets: readonly (Asset | MultiAsset)[],
    options: WorldRunOptions = {},
  ): Promise<RunResult> {
    const result = await this.run(assets, options);
    if (!result.success) throw result.error;
    return result;
  }

  /** As {@link run}, and the run must fail; what its step threw. */
  async fail(
    assets: readonly (Asset | MultiAsset)[],
    options: WorldRunOptions = {},
  ): Promise<{ readonly code: string; readonly message: string; readonly hint: string }> {
    const result = await this.run(assets, options);
    assert.equal(result.success, false, "the run succeeded");
    return rootError(result.error);
  }

  /** Messages of warnings so far. */
  get warnings(): readonly string[] {
    return this.logged
      .filter((record) => record.level === "WARNING")
      .map((record) => record.message);
  }

  /** Nothing may have been written: no run, no artifact. */
  async expectUntouched(): Promise<void> {
    for (const path of this.backend.inspect.projects()) {
      assert.deepEqual(this.backend.inspect.runs(path), []);
      assert.deepEqual(await this.backend.inspect.artifacts(path), []);
    }
  }

  /** All files below the IO manager's folder, sorted. */
  async files(): Promise<readonly string[]> {
    const found = await readdir(this.baseDir, { recursive: true, withFileTypes: true });
    return found
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .toSorted();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    assert.deepEqual(this.backend.inspect.unanswered(), []);
    assert.deepEqual(this.backend.inspect.defects(), []);
    await this.server[Symbol.asyncDispose]();
    await this.backend[Symbol.asyncDispose]();
    await rm(this.baseDir, { recursive: true, force: true });
  }
}

/** The error of the integration below what core wraps around it. */
export function rootError(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
} {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { readonly code?: unknown };
    if (typeof code === "string" && /^(?:E-[WR]|WANDB_RESOURCE|CORE_CONFIG)/.test(code)) {
      return current as never;
    }
  }
  throw error;
}

/** The plain values of a materialization's metadata. */
export function metadataOf(
  event: EventRecord<"ASSET_MATERIALIZATION"> | undefined,
): Readonly<Record<string, unknown>> {
  const metadata = event?.data.metadata ?? {};
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      "value" in value ? value.value : "runId" in value ? value.runId : value,
    ]),
  );
}

/** One way of going through an acceptance case. */
export interface Pass extends WorldOptions {
  readonly name: string;
}

/** For cases that count requests or inject faults of their own. */
export const steady: readonly Pass[] = [{ name: "no faults", faultRate: 0 }];

/** Each case runs against a server that works, and against one where every twentieth request fails. */
export const passes: readonly Pass[] = [...steady, { name: "5 % faults", faultRate: 0.05 }];

vi.setConfig({ testTimeout: 60_000 });
