import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addAccounts, defaultAccounts, type AccountsOptions } from "./accounts.ts";
import { createBackendClock, type BackendClock } from "./clock.ts";
import type { Services } from "./context.ts";
import { WandbMockError } from "./errors.ts";
import { serverFeatures } from "./features.ts";
import type { FaultControl } from "./faults/fault.ts";
import { createFaultPlan } from "./faults/fault-control.ts";
import { createFolderContent } from "./files/folder-content.ts";
import { createManifests } from "./files/manifests.ts";
import { createMemoryContent } from "./files/memory-content.ts";
import { createSignedUrls } from "./files/signed-urls.ts";
import { createGraphqlEndpoint, type GraphqlEndpoint } from "./graphql/endpoint.ts";
import { makeExecutableSchema } from "./graphql/executable-schema.ts";
import { inspectLaunch, type LaunchInspection } from "./launch/launch-inspection.ts";
import { launchStateOf } from "./launch/launch-state.ts";
import { createEntrance } from "./http/entrance.ts";
import { createInspector, type Inspector, type UnansweredRequest } from "./inspect/inspector.ts";
import { createRequestLog } from "./inspect/request-log.ts";
import { createQuotas, type RateLimits } from "./http/quotas.ts";
import { createRouter } from "./http/router.ts";
import { seededRandom } from "./random.ts";
import { resolverMaps } from "./resolvers/index.ts";
import { schemaDocuments } from "./schema/index.ts";
import { openSqliteStorage } from "./state/sqlite-storage.ts";
import { createState } from "./state/state.ts";

/** How a backend is set up. */
export interface WandbBackendOptions {
  /**
   * Folder in which state and contents are kept, made when missing; a backend opened on it later goes
   * on where this one stopped. Default: everything is in memory.
   */
  readonly folder?: string;
  /** Who exists. Default {@link defaultAccounts}: user `ada`, team `weavers`, organisation `heddle`. */
  readonly accounts?: AccountsOptions;
  /** Which server features are on. Default `"all"`. */
  readonly features?: "all" | "none" | readonly string[];
  /** The time it follows, in milliseconds since the epoch. Default `Date.now`. */
  readonly time?: () => number;
  /** Seed of everything that is random but not secret. Default 1. */
  readonly seed?: number;
  /** How long storage URLs are good for, in milliseconds. Default one hour. */
  readonly urlLifetimeMs?: number;
  /** Silence after which a running run counts as crashed, in milliseconds. Default five minutes. */
  readonly heartbeatTimeoutMs?: number;
  /**
   * Requests that are taken in each window of time; answers then carry `RateLimit-*` headers, and one
   * too many gets 429 with `Retry-After`. Default: no limit.
   */
  readonly rateLimits?: RateLimits;
  /** Hears of errors that are this package's own; the caller gets status 500. Default: nobody. */
  readonly onDefect?: (error: unknown) => void;
}

/** A W&B backend: one function that answers requests, and what tests need around it. */
export interface WandbBackend extends AsyncDisposable {
  /**
   * Answers one request. Bodies stream both ways. URLs in answers begin with the origin of the request.
   */
  handle(request: Request): Promise<Response>;
  /** The backend's time. */
  readonly clock: BackendClock;
  /** Queues, their items and agents, and the stop button of an agent's page. */
  readonly launch: LaunchInspection;
  /** Adds users, teams, organisations and service accounts that are not there yet. */
  addAccounts(accounts: AccountsOptions): void;
  /** Lets requests fail. */
  readonly faults: FaultControl;
  /** Shows what the backend saw and holds. */
  readonly inspect: Inspector;
  /** Makes all storage URLs that were handed out so far count as expired. */
  expireUrls(): void;
}

/**
 * Makes a W&B backend: GraphQL API, filestream and file storage, with the state behind them.
 *
 * @throws WandbMockError `WANDB_MOCK_INVALID_OPTION`, `WANDB_MOCK_UNKNOWN_ACCOUNT`
 *
 * @example
 * ```ts
 * const backend = createWandbBackend();
 * await using server = await serveWandb(backend);
 * // WANDB_BASE_URL=server.origin WANDB_API_KEY=defaultApiKey
 * ```
 */
export function createWandbBackend(options: WandbBackendOptions = {}): WandbBackend {
  const features = chosenFeatures(options.features ?? "all");
  const { folder } = options;
  const clock = createBackendClock(options.time);
  const storage = folder === undefined ? undefined : openSqliteStorage(folder);
  const state = createState(storage);
  const content =
    folder === undefined ? createMemoryContent() : createFolderContent(join(folder, "content"));
  const urls = createSignedUrls(
    folder === undefined ? randomBytes(32) : persistentSecret(folder),
    clock,
    options.urlLifetimeMs ?? 3_600_000,
  );
  launchStateOf(state);
  addAccounts(state, clock, options.accounts ?? defaultAccounts);
  state.flush();
  const services: Services = {
    state,
    clock,
    content,
    urls,
    manifests: createManifests(state, content),
    quotas: createQuotas(clock, options.rateLimits ?? {}),
    features,
    random: seededRandom(options.seed ?? 1),
    heartbeatTimeoutMs: options.heartbeatTimeoutMs ?? 300_000,
  };
  graphql ??= createGraphqlEndpoint(makeExecutableSchema(schemaDocuments, resolverMaps));
  const faults = createFaultPlan();
  const log = createRequestLog(clock, heldRequests);
  const unanswered: UnansweredRequest[] = [];
  const defects: unknown[] = [];
  const router = createRouter(services, graphql, {
    onDefect(error) {
      defects.push(error);
      options.onDefect?.(error);
    },
    onUnanswered({ request, url, operation }, messages) {
      unanswered.push({ method: request.method, path: url.pathname, operation, messages });
    },
  });
  return {
    handle: createEntrance(router, faults, log),
    faults,
    inspect: createInspector(services, {
      requests: (filter) => log.list(filter),
      clearRequests: () => log.clear(),
      unanswered,
      defects,
    }),
    clock,
    launch: inspectLaunch(state),
    addAccounts(accounts) {
      addAccounts(state, clock, accounts);
      state.flush();
    },
    expireUrls: () => urls.expireAll(),
    [Symbol.asyncDispose]() {
      storage?.close();
      return Promise.resolve();
    },
  };
}

const heldRequests = 10_000;

// The schema holds no state and takes a while to build: all backends share one.
let graphql: GraphqlEndpoint | undefined;

function chosenFeatures(features: "all" | "none" | readonly string[]): ReadonlySet<string> {
  if (features === "all") return new Set(serverFeatures);
  if (features === "none") return new Set();
  for (const name of features) {
    if (serverFeatures.includes(name)) continue;
    throw new WandbMockError({
      code: "WANDB_MOCK_INVALID_OPTION",
      message: `there is no server feature "${name}"`,
      hint: `Use some of: ${serverFeatures.join(", ")}.`,
    });
  }
  return new Set(features);
}

/** URLs handed out before a restart stay good after it. */
function persistentSecret(folder: string): Uint8Array {
  const file = join(folder, "url-secret");
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32), { flag: "wx", mode: 0o600 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
  }
  return readFileSync(file);
}
