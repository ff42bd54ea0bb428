import type { Problem } from "@heddle/errors";
import { WandbClientError } from "../errors.ts";
import { systemClock, type Clock } from "../util/clock.ts";
import { Secret } from "../util/secret.ts";
import type { AzureAccess, GcsAccess, S3Access } from "../references/options.ts";
import { checkApiKey } from "./api-key.ts";
import { appUrlOf, defaultHost, normalizeHost } from "./host.ts";

/** How often and how long a request is tried again. */
export interface RetrySettings {
  /** Attempts of one request in all. Default 21, as W&B's own client. */
  readonly maxAttempts?: number;
  /** No new attempt starts after this time. Default 15 minutes. */
  readonly maxElapsedMs?: number;
  /** First wait; it doubles with each attempt and gets up to 25 % random surplus. Default 500. */
  readonly minDelayMs?: number;
  /** Longest wait that we choose; a server's `Retry-After` may ask for more. Default 60 000. */
  readonly maxDelayMs?: number;
}

/** Credentials and places of the stores that references point into. */
export interface StoreCredentials {
  readonly s3?: S3Access;
  readonly gcs?: GcsAccess;
  readonly azure?: AzureAccess;
}

/** A warning that does not stop the work. */
export interface WandbWarning {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Everything a client may be told. Nothing is read from the environment here; see
 * {@link settingsFromEnv}.
 */
export interface WandbSettings {
  /** API key: 40 or more characters, or a JSON web token. Never written, never shown. */
  readonly apiKey?: string | undefined;
  /** File with a JSON web token of an identity provider, exchanged for access tokens; wins over `apiKey`. */
  readonly identityTokenFile?: string | undefined;
  /** Where exchanged access tokens are kept. Default `<config>/credentials.json`; only with `identityTokenFile`. */
  readonly credentialsFile?: string | undefined;
  /** API address of the W&B server. Default `https://api.wandb.ai`. */
  readonly host?: string | undefined;
  /** Address of its web pages. Default: derived from `host` by W&B's rule. */
  readonly appUrl?: string | undefined;
  /** Default entity. Without it the account's default entity is asked for once. */
  readonly entity?: string | undefined;
  /** Default project. Default `uncategorized`. */
  readonly project?: string | undefined;
  /** Organisation for registry paths that do not name one. */
  readonly organization?: string | undefined;
  /** User to whom a service account attributes its runs. */
  readonly username?: string | undefined;
  /** The same by e-mail address. */
  readonly userEmail?: string | undefined;
  /** Folder of the shared content cache. Without it nothing is cached. */
  readonly cacheDir?: string | undefined;
  /** Folder for temporary content and upload journals. Default: a folder in the system's temporary folder. */
  readonly dataDir?: string | undefined;
  /** Parent of default download folders. Default `./artifacts`. */
  readonly artifactDir?: string | undefined;
  /** Headers added to every request to the host itself (not to storage). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Time for one API request and its answer. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest standstill of a file transfer. Default 60 000. */
  readonly transferTimeoutMs?: number | undefined;
  /** Files transferred at once. Default 32. */
  readonly transferConcurrency?: number | undefined;
  readonly retry?: RetrySettings | undefined;
  /** How references to S3, Google's and Azure's storage are fetched. */
  readonly references?: StoreCredentials | undefined;
  /** From which size files go up and come down in parts, and how large parts are. Default: W&B's 2 GiB and 100 MiB. */
  readonly multipart?:
    | { readonly thresholdBytes?: number; readonly partBytes?: number }
    | undefined;
  /**
   * Proxy for every request, `http://host:port`. Node's own `NODE_USE_ENV_PROXY` works too.
   * Default: none.
   */
  readonly proxy?: string | undefined;
  /** Hosts that are reached without the proxy: names, parts after a dot, `host:port`, or `*`, joined by commas. */
  readonly noProxy?: string | undefined;
  /** The `fetch` to use. Default: the platform's, looked up at each call so that interceptors see it. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Receives warnings. Default `process.emitWarning`. */
  readonly onWarning?: ((warning: WandbWarning) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Random numbers in [0, 1) for the jitter of waits. */
  readonly random?: (() => number) | undefined;
}

/** Settings with every default filled in and every value checked. */
export interface ResolvedSettings {
  readonly apiKey: Secret | undefined;
  readonly identityTokenFile: string | undefined;
  readonly credentialsFile: string | undefined;
  readonly host: string;
  readonly appUrl: string;
  readonly entity: string | undefined;
  readonly project: string;
  readonly organization: string | undefined;
  readonly username: string | undefined;
  readonly userEmail: string | undefined;
  readonly cacheDir: string | undefined;
  readonly dataDir: string | undefined;
  readonly artifactDir: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly transferTimeoutMs: number;
  readonly transferConcurrency: number;
  readonly retry: Required<RetrySettings>;
  readonly references: StoreCredentials;
  readonly multipart: { readonly thresholdBytes: number; readonly partBytes: number };
  readonly proxy: string | undefined;
  readonly noProxy: string | undefined;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly onWarning: (warning: WandbWarning) => void;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Checks settings and fills in defaults; all faults are reported at once.
 *
 * @throws WandbClientError `WANDB_CLIENT_NOT_LOGGED_IN` without a key or token file,
 *   `WANDB_CLIENT_SETTINGS` for anything else
 */
export function resolveSettings(settings: WandbSettings): ResolvedSettings {
  const problems: Problem[] = [];
  const normalized = normalizeHost(settings.host ?? defaultHost);
  if ("problem" in normalized) problems.push(normalized.problem);
  const host = "host" in normalized ? normalized.host : defaultHost;
  const apiKey = blankToUndefined(settings.apiKey)?.trim();
  const problem = apiKey === undefined ? undefined : checkApiKey(apiKey);
  if (problem !== undefined) problems.push(problem);
  for (const key of ["timeoutMs", "transferTimeoutMs"] as const) {
    const value = settings[key];
    if (value !== undefined && !(value > 0)) {
      problems.push({
        path: key,
        message: `\`${key}\` is ${value}`,
        hint: "Give milliseconds above 0.",
      });
    }
  }
  const concurrency = settings.transferConcurrency ?? 32;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 256) {
    problems.push({
      path: "transferConcurrency",
      message: `\`transferConcurrency\` is ${concurrency}`,
      hint: "Give a whole number from 1 to 256.",
    });
  }
  const retry: Required<RetrySettings> = {
    maxAttempts: settings.retry?.maxAttempts ?? 21,
    maxElapsedMs: settings.retry?.maxElapsedMs ?? 15 * 60_000,
    minDelayMs: settings.retry?.minDelayMs ?? 500,
    maxDelayMs: settings.retry?.maxDelayMs ?? 60_000,
  };
  if (!(Number.isInteger(retry.maxAttempts) && retry.maxAttempts >= 1)) {
    problems.push({
      path: "retry.maxAttempts",
      message: `\`retry.maxAttempts\` is ${retry.maxAttempts}`,
      hint: "Give a whole number above 0; 1 means no second try.",
    });
  }
  for (const [name, value] of Object.entries(settings.headers ?? {})) {
    if (/^authorization$/i.test(name)) {
      problems.push({
        path: `headers.${name}`,
        message: "the header Authorization is made from the key",
        hint: "Pass `apiKey` or `identityTokenFile`.",
      });
    }
    if (/[\r\n]/.test(value))
      problems.push({ path: `headers.${name}`, message: "a header's value has a line break" });
  }
  if (settings.proxy !== undefined && !/^https?:\/\//i.test(settings.proxy)) {
    problems.push({
      path: "proxy",
      message: "the proxy is not an http or https address",
      hint: "Write it like http://proxy.local:3128.",
    });
  }
  const identityTokenFile = blankToUndefined(settings.identityTokenFile);
  if (problems.length > 0) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_SETTINGS",
      message: `the client's settings have ${problems.length === 1 ? "a fault" : `${problems.length} faults`}: ${problems.map((each) => each.message).join("; ")}`,
      hint: problems[0]?.hint,
      problems,
    });
  }
  if (apiKey === undefined && identityTokenFile === undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_LOGGED_IN",
      message: `no API key for ${host}`,
      hint: "Pass `apiKey`, or set WANDB_API_KEY and use WandbClient.fromEnv().",
      details: { host },
    });
  }
  return {
    apiKey: apiKey === undefined ? undefined : new Secret(apiKey),
    identityTokenFile,
    credentialsFile: blankToUndefined(settings.credentialsFile),
    host,
    appUrl: (blankToUndefined(settings.appUrl) ?? appUrlOf(host)).replace(/\/+$/, ""),
    entity: blankToUndefined(settings.entity),
    project: blankToUndefined(settings.project) ?? "uncategorized",
    organization: blankToUndefined(settings.organization),
    username: blankToUndefined(settings.username),
    userEmail: blankToUndefined(settings.userEmail),
    cacheDir: blankToUndefined(settings.cacheDir),
    dataDir: blankToUndefined(settings.dataDir),
    artifactDir: blankToUndefined(settings.artifactDir) ?? "artifacts",
    headers: settings.headers ?? {},
    timeoutMs: settings.timeoutMs ?? 30_000,
    transferTimeoutMs: settings.transferTimeoutMs ?? 60_000,
    transferConcurrency: concurrency,
    retry,
    references: settings.references ?? {},
    multipart: {
      thresholdBytes: settings.multipart?.thresholdBytes ?? 2 * 1024 ** 3,
      partBytes: settings.multipart?.partBytes ?? 100 * 1024 ** 2,
    },
    proxy: blankToUndefined(settings.proxy),
    noProxy: blankToUndefined(settings.noProxy),
    fetch: settings.fetch,
    onWarning: settings.onWarning ?? emitProcessWarning,
    clock: settings.clock ?? systemClock,
    random: settings.random ?? Math.random,
  };
}

function blankToUndefined(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

function emitProcessWarning(warning: WandbWarning): void {
  process.emitWarning(warning.message, { type: "WandbWarning", code: warning.code });
}
