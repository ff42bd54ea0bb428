import { WandbClientError } from "../errors.ts";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readTextIfPresent } from "../util/files.ts";
import type { S3Access } from "../references/options.ts";
import { defaultHost, normalizeHost } from "./host.ts";
import { findNetrcEntry } from "./netrc.ts";
import { readSettingsFile, type SettingsFileValues } from "./settings-file.ts";
import type { StoreCredentials, WandbSettings } from "./settings.ts";

/** Where {@link settingsFromEnv} looks. */
export interface EnvironmentSource {
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default the user's home folder. */
  readonly home?: string;
  /** Folder whose `wandb/settings` file overrides the user's. Default `WANDB_DIR`, else the working directory. */
  readonly directory?: string;
}

/**
 * Collects settings the way W&B's own clients do; later ones win: the user's settings file, the
 * workspace's settings file, `WANDB_*` variables, and last what is passed here. A key comes from the
 * argument, else from `WANDB_API_KEY` or `WANDB_IDENTITY_TOKEN_FILE`, else from netrc, else from a settings
 * file whose `base_url` is the host in use. Never asks, never writes.
 *
 * @param settings explicit settings
 * @param source other places to look in, for tests
 * @returns settings for `new WandbClient(...)`
 */
export function settingsFromEnv(
  settings: WandbSettings = {},
  source: EnvironmentSource = {},
): WandbSettings {
  const env = source.env ?? process.env;
  const home = source.home ?? homedir();
  const read = (name: string): string | undefined => {
    const value = env[name];
    return value === undefined || value.trim() === "" ? undefined : value;
  };
  const configDir = read("WANDB_CONFIG_DIR") ?? join(home, ".config", "wandb");
  const workspace = source.directory ?? read("WANDB_DIR") ?? ".";
  const globalFile = readSettingsFile(join(configDir, "settings"));
  const workspaceFile = readSettingsFile(join(workspace, "wandb", "settings"));
  const file: SettingsFileValues = { ...globalFile, ...workspaceFile };

  checkMode(read("WANDB_MODE") ?? file["mode"]);
  const host = settings.host ?? read("WANDB_BASE_URL") ?? file["base_url"];
  const hasExplicit = settings.apiKey !== undefined || settings.identityTokenFile !== undefined;
  const identityTokenFile =
    settings.identityTokenFile ?? (hasExplicit ? undefined : read("WANDB_IDENTITY_TOKEN_FILE"));
  const apiKey =
    settings.apiKey ??
    (identityTokenFile === undefined
      ? (read("WANDB_API_KEY") ??
        keyFromNetrc(host ?? defaultHost, read("NETRC"), home) ??
        keyFromFiles(host ?? defaultHost, [workspaceFile, globalFile]))
      : undefined);
  const httpTimeout = Number(read("WANDB_HTTP_TIMEOUT"));
  return {
    ...settings,
    apiKey,
    identityTokenFile,
    credentialsFile:
      settings.credentialsFile ??
      read("WANDB_CREDENTIALS_FILE") ??
      join(configDir, "credentials.json"),
    host,
    appUrl: settings.appUrl ?? read("WANDB_APP_URL"),
    entity: settings.entity ?? read("WANDB_ENTITY") ?? file["entity"],
    project: settings.project ?? read("WANDB_PROJECT") ?? file["project"],
    organization: settings.organization ?? read("WANDB_ORGANIZATION") ?? file["organization"],
    username: settings.username ?? read("WANDB_USERNAME"),
    userEmail: settings.userEmail ?? read("WANDB_USER_EMAIL"),
    cacheDir: settings.cacheDir ?? read("WANDB_CACHE_DIR") ?? defaultCacheDir(env, home),
    dataDir: settings.dataDir ?? read("WANDB_DATA_DIR"),
    artifactDir: settings.artifactDir ?? read("WANDB_ARTIFACT_DIR"),
    references: settings.references ?? storesFromEnv(read),
    ...(settings.proxy === undefined ? proxyFromEnv(read, host ?? defaultHost) : {}),
    timeoutMs: settings.timeoutMs ?? (httpTimeout > 0 ? httpTimeout * 1000 : undefined),
  };
}

/** Never through a proxy, as with W&B's own client. */
const loopback = ["localhost", "127.0.0.1", "::1"];

/** The proxy that the standard variables name for the host's protocol. */
function proxyFromEnv(
  read: (name: string) => string | undefined,
  host: string,
): Pick<WandbSettings, "proxy" | "noProxy"> {
  const protocol = host.startsWith("http://") ? "http" : "https";
  const proxy = read(`${protocol}_proxy`) ?? read(`${protocol.toUpperCase()}_PROXY`);
  if (proxy === undefined) return {};
  const exceptions = read("no_proxy") ?? read("NO_PROXY");
  return {
    proxy: /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`,
    noProxy: [...(exceptions === undefined ? [] : [exceptions]), ...loopback].join(","),
  };
}

/** Access to the stores of references as their own tools read it from the environment. */
function storesFromEnv(read: (name: string) => string | undefined): StoreCredentials {
  const sasToken = read("AZURE_STORAGE_SAS_TOKEN");
  return { s3: s3FromEnv(read), ...(sasToken === undefined ? {} : { azure: { sasToken } }) };
}

/** Access to S3 as Amazon's own tools read it from the environment. */
function s3FromEnv(read: (name: string) => string | undefined): S3Access {
  const accessKeyId = read("AWS_ACCESS_KEY_ID");
  const secretAccessKey = read("AWS_SECRET_ACCESS_KEY");
  const sessionToken = read("AWS_SESSION_TOKEN");
  const region = read("AWS_REGION") ?? read("AWS_DEFAULT_REGION");
  const endpoint = read("AWS_S3_ENDPOINT_URL") ?? read("AWS_ENDPOINT_URL_S3");
  return {
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function keyFromNetrc(
  host: string,
  configured: string | undefined,
  home: string,
): string | undefined {
  const machine = machineOf(host);
  if (machine === undefined) return undefined;
  const path =
    configured ??
    [".netrc", "_netrc"].map((name) => join(home, name)).find((each) => existsSync(each));
  const text = path === undefined ? undefined : readTextIfPresent(path);
  return text === undefined ? undefined : findNetrcEntry(text, machine)?.password;
}

function keyFromFiles(host: string, files: readonly SettingsFileValues[]): string | undefined {
  const wanted = machineOf(host);
  return files.find(
    (file) =>
      file["api_key"] !== undefined && machineOf(file["base_url"] ?? defaultHost) === wanted,
  )?.["api_key"];
}

function machineOf(host: string): string | undefined {
  const normalized = normalizeHost(host);
  return "host" in normalized ? new URL(normalized.host).host : undefined;
}

function defaultCacheDir(env: Readonly<Record<string, string | undefined>>, home: string): string {
  if (process.platform === "darwin") return join(home, "Library", "Caches", "wandb");
  if (process.platform === "win32")
    return join(env["LOCALAPPDATA"] ?? home, "wandb", "wandb", "Cache");
  return join(env["XDG_CACHE_HOME"] ?? join(home, ".cache"), "wandb");
}

/** Who switched W&B off expects that nothing is sent. */
function checkMode(mode: string | undefined): void {
  if (mode === undefined || !["offline", "disabled", "dryrun"].includes(mode)) return;
  throw new WandbClientError({
    code: "WANDB_CLIENT_SETTINGS",
    message: `the environment sets W&B's mode to ${JSON.stringify(mode)}, and this client has no mode without a server`,
    hint: "Unset WANDB_MODE, or `mode` in W&B's settings file; a local server takes everything: `heddle wandb-server`.",
    details: { mode },
  });
}
