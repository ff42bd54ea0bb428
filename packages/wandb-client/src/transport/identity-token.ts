import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { WandbClientError } from "../errors.ts";
import type { ResolvedSettings } from "../settings/settings.ts";
import { isErrno } from "../util/files.ts";
import { randomId } from "../util/ids.ts";
import { isRecord } from "../util/json.ts";
import { Secret } from "../util/secret.ts";
import type { Credentials } from "./credentials.ts";
import type { HttpTransport } from "./http.ts";

const renewBeforeMs = 5 * 60_000;
const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

interface AccessToken {
  readonly token: Secret;
  readonly expiresAt: number;
}

/**
 * Exchanges the token of an identity provider, read anew from its file each time, for access tokens of
 * the host. Tokens are kept until five minutes before their end, also for other processes if there is a
 * credentials file.
 */
export class IdentityTokenCredentials implements Credentials {
  readonly #settings: ResolvedSettings;
  readonly #http: HttpTransport;
  readonly #tokenFile: string;
  #current: AccessToken | undefined;
  #exchange: Promise<AccessToken> | undefined;

  constructor(settings: ResolvedSettings, http: HttpTransport, tokenFile: string) {
    this.#settings = settings;
    this.#http = http;
    this.#tokenFile = tokenFile;
  }

  async authorization(signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (!this.#isFresh(this.#current)) {
      this.#exchange ??= this.#renew().finally(() => {
        this.#exchange = undefined;
      });
      this.#current = await this.#exchange;
    }
    return `Bearer ${this.#current?.token.reveal() ?? ""}`;
  }

  #isFresh(token: AccessToken | undefined): token is AccessToken {
    return token !== undefined && token.expiresAt - this.#settings.clock.now() > renewBeforeMs;
  }

  async #renew(): Promise<AccessToken> {
    const stored = await this.#load();
    if (this.#isFresh(stored)) return stored;
    const assertion = await this.#readAssertion();
    const token = await this.#http.send(
      {
        operation: "token exchange",
        method: "POST",
        url: `${this.#settings.host}/oidc/token`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: () => `grant_type=${grantType}&assertion=${encodeURIComponent(assertion)}`,
        policy: "api",
        timeoutMs: 10_000,
        redirect: "manual",
      },
      async (response) => this.#tokenOf(await response.json()),
    );
    await this.#save(token);
    return token;
  }

  #tokenOf(answer: unknown): AccessToken {
    const token = isRecord(answer) ? answer["access_token"] : undefined;
    const seconds = isRecord(answer) ? Number(answer["expires_in"]) : Number.NaN;
    if (typeof token === "string" && token !== "" && seconds > 0) {
      return { token: new Secret(token), expiresAt: this.#settings.clock.now() + seconds * 1000 };
    }
    throw new WandbClientError({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: `token exchange: ${new URL(this.#settings.host).host} answered without an access token`,
      hint: "Check that the host takes tokens of your identity provider.",
    });
  }

  async #readAssertion(): Promise<string> {
    try {
      const text = (await readFile(this.#tokenFile, "utf8")).trim();
      if (text !== "") return text;
    } catch (error) {
      throw this.#noToken(error);
    }
    throw this.#noToken();
  }

  #noToken(cause?: unknown): WandbClientError {
    return new WandbClientError({
      code: "WANDB_CLIENT_NOT_LOGGED_IN",
      message: `the identity token file ${this.#tokenFile} is missing or empty`,
      hint: "Check WANDB_IDENTITY_TOKEN_FILE.",
      details: { path: this.#tokenFile },
      ...(cause === undefined ? {} : { cause }),
    });
  }

  async #load(): Promise<AccessToken | undefined> {
    const entry = (await this.#readFile())[this.#settings.host];
    if (
      !isRecord(entry) ||
      typeof entry["access_token"] !== "string" ||
      typeof entry["expires_at"] !== "string"
    )
      return undefined;
    // W&B writes UTC without a zone.
    return {
      token: new Secret(entry["access_token"]),
      expiresAt: Date.parse(`${entry["expires_at"].replace(" ", "T")}Z`),
    };
  }

  async #readFile(): Promise<Record<string, unknown>> {
    const path = this.#settings.credentialsFile;
    if (path === undefined) return {};
    try {
      const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
      return isRecord(parsed) && isRecord(parsed["credentials"]) ? parsed["credentials"] : {};
    } catch (error) {
      // A damaged file is replaced by the next exchange.
      if (isErrno(error, "ENOENT", "ENOTDIR") || error instanceof SyntaxError) return {};
      throw error;
    }
  }

  async #save(token: AccessToken): Promise<void> {
    const path = this.#settings.credentialsFile;
    if (path === undefined) return;
    const expiresAt = new Date(token.expiresAt).toISOString().slice(0, 19).replace("T", " ");
    const credentials = {
      ...(await this.#readFile()),
      [this.#settings.host]: { expires_at: expiresAt, access_token: token.token.reveal() },
    };
    const temporary = `${path}.${randomId(8)}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, JSON.stringify({ credentials }), { mode: 0o600 });
    await chmod(temporary, 0o600);
    await rename(temporary, path);
  }
}
