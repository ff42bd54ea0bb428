import {
  type ConfigurableResource,
  type ConfigInput,
  resource,
  type Secret,
  secret,
} from "@heddle/core";
import { HeddleError } from "@heddle/errors";
import { WandbClient, type WandbSettings } from "@heddle/wandb-client";
import { z } from "zod";
import { WandbResourceError, type WandbResourceErrorCode, wandbResourceErrors } from "./errors.ts";

const schema = z.strictObject({
  api_key: secret({ allowLiteral: true }).describe(
    "W&B API key of a user or a service account. Take it from the environment: { env: WANDB_API_KEY }.",
  ),
  host: z
    .string()
    .optional()
    .describe("Address of a dedicated or self-hosted W&B server. Default https://api.wandb.ai."),
  verify: z
    .boolean()
    .optional()
    .describe(
      "Ask the server at start-up whether it accepts the key. Default false: at first use.",
    ),
  timeout_seconds: z
    .number()
    .positive()
    .optional()
    .describe("Time for one API request and its answer. Default 30."),
  transfer_concurrency: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe("Files transferred at the same time. Default 32."),
  retry: z
    .strictObject({
      max_attempts: z
        .int()
        .min(1)
        .optional()
        .describe("Attempts of one request in all. Default 21."),
      max_elapsed_seconds: z
        .number()
        .positive()
        .optional()
        .describe("No new attempt starts after this time. Default 900."),
      min_delay_ms: z
        .number()
        .min(0)
        .optional()
        .describe("First wait between attempts. Default 500."),
      max_delay_ms: z
        .number()
        .min(0)
        .optional()
        .describe("Longest wait that is chosen. Default 60000."),
    })
    .optional()
    .describe(
      "How often failed requests are repeated: time-outs, 408, 429, 5xx and broken connections.",
    ),
  proxy: z.string().optional().describe("Proxy for every request, http://host:port."),
  references: z
    .strictObject({
      s3: z
        .strictObject({
          access_key_id: secret({ allowLiteral: true }).optional(),
          secret_access_key: secret({ allowLiteral: true }).optional(),
          session_token: secret({ allowLiteral: true }).optional(),
          region: z.string().optional(),
          endpoint: z.string().optional().describe("Address of a compatible store."),
        })
        .optional()
        .describe("How S3 is reached for references. Without keys, requests are not signed."),
      gcs: z
        .strictObject({
          access_token: secret({ allowLiteral: true }).optional(),
          endpoint: z.string().optional(),
        })
        .optional()
        .describe("How Google's storage is reached for references."),
      azure: z
        .strictObject({
          sas_token: secret({ allowLiteral: true }).optional(),
          access_token: secret({ allowLiteral: true }).optional(),
        })
        .optional()
        .describe("How Azure's storage is reached for references."),
    })
    .optional()
    .describe("Access to the object stores that references of artifacts point to."),
});

/** The config of {@link wandbResource} as users write it. */
export interface WandbResourceConfig {
  /** API key of a user or a service account. */
  readonly api_key: z.input<ReturnType<typeof secret>> | string;
  /** Address of the W&B server. Default `https://api.wandb.ai`. */
  readonly host?: string | undefined;
  /** Ask the server at start-up whether it accepts the key. Default false. */
  readonly verify?: boolean | undefined;
  /** Time for one API request, in seconds. Default 30. */
  readonly timeout_seconds?: number | undefined;
  /** Files transferred at the same time. Default 32. */
  readonly transfer_concurrency?: number | undefined;
  /** How often failed requests are repeated. */
  readonly retry?:
    | {
        readonly max_attempts?: number | undefined;
        readonly max_elapsed_seconds?: number | undefined;
        readonly min_delay_ms?: number | undefined;
        readonly max_delay_ms?: number | undefined;
      }
    | undefined;
  /** Proxy for every request, `http://host:port`. */
  readonly proxy?: string | undefined;
  /** Access to the object stores that references of artifacts point to. */
  readonly references?:
    | {
        /** S3, or a compatible store at `endpoint`. Without keys, requests are not signed. */
        readonly s3?:
          | {
              readonly access_key_id?: SecretText | undefined;
              readonly secret_access_key?: SecretText | undefined;
              readonly session_token?: SecretText | undefined;
              readonly region?: string | undefined;
              readonly endpoint?: string | undefined;
            }
          | undefined;
        /** Google's storage. */
        readonly gcs?:
          | {
              readonly access_token?: SecretText | undefined;
              readonly endpoint?: string | undefined;
            }
          | undefined;
        /** Azure's storage: a shared access signature, or an access token. */
        readonly azure?:
          | {
              readonly sas_token?: SecretText | undefined;
              readonly access_token?: SecretText | undefined;
            }
          | undefined;
      }
    | undefined;
}

type SecretText = z.input<ReturnType<typeof secret>> | string;

type Checked = Omit<z.output<typeof schema>, "api_key"> & { readonly api_key: Secret };

/**
 * The W&B resource: a client of W&B for ops, assets, the artifacts IO manager and the launch ops.
 * Each one has its own key and host, so that several servers and accounts work in one process; the
 * key is never written to disk, logged or shown.
 *
 * Its config is `api_key` (required, usually `{ env: "WANDB_API_KEY" }`), `host`, and settings of the
 * connection. Bind the companion {@link wandbConfig} next to it.
 *
 * @throws WandbResourceError `WANDB_RESOURCE_API_KEY`, `WANDB_RESOURCE_HOST`; with `verify: true`
 *   also `WANDB_RESOURCE_REFUSED`
 *
 * @example
 * ```ts
 * definitions({
 *   resources: { wandb_resource: wandbResource.configured({ api_key: { env: "WANDB_API_KEY" } }) },
 * });
 * ```
 */
export const wandbResource: ConfigurableResource<
  WandbClient,
  {},
  ConfigInput<WandbResourceConfig>
> = resource(
  { config: schema, description: "A client of Weights & Biases." },
  async ({ config, log, signal }): Promise<WandbClient> => {
    const client = open(config, (message) => log.warning(message));
    if (config.verify === true) await verify(client, signal);
    return client;
  },
);

function open(config: Checked, warn: (message: string) => void): WandbClient {
  const { retry } = config;
  const settings: WandbSettings = {
    apiKey: config.api_key.reveal(),
    host: config.host,
    timeoutMs: config.timeout_seconds === undefined ? undefined : config.timeout_seconds * 1000,
    transferConcurrency: config.transfer_concurrency,
    proxy: config.proxy,
    references: referencesOf(config.references),
    retry: {
      ...(retry?.max_attempts === undefined ? {} : { maxAttempts: retry.max_attempts }),
      ...(retry?.max_elapsed_seconds === undefined
        ? {}
        : { maxElapsedMs: retry.max_elapsed_seconds * 1000 }),
      ...(retry?.min_delay_ms === undefined ? {} : { minDelayMs: retry.min_delay_ms }),
      ...(retry?.max_delay_ms === undefined ? {} : { maxDelayMs: retry.max_delay_ms }),
    },
    onWarning: (warning) => warn(warning.message),
  };
  try {
    return new WandbClient(settings);
  } catch (cause) {
    if (!HeddleError.is(cause)) throw cause;
    const aboutHost = cause.problems.some((problem) => problem.path === "host");
    throw fault(aboutHost ? "WANDB_RESOURCE_HOST" : "WANDB_RESOURCE_API_KEY", cause.message, cause);
  }
}

function referencesOf(given: Checked["references"]): NonNullable<WandbSettings["references"]> {
  const s3 = Object.entries({
    accessKeyId: given?.s3?.access_key_id?.reveal(),
    secretAccessKey: given?.s3?.secret_access_key?.reveal(),
    sessionToken: given?.s3?.session_token?.reveal(),
    region: given?.s3?.region,
    endpoint: given?.s3?.endpoint,
  });
  const gcs = Object.entries({
    accessToken: given?.gcs?.access_token?.reveal(),
    endpoint: given?.gcs?.endpoint,
  });
  const azure = Object.entries({
    sasToken: given?.azure?.sas_token?.reveal(),
    accessToken: given?.azure?.access_token?.reveal(),
  });
  return { s3: present(s3), gcs: present(gcs), azure: present(azure) };
}

async function verify(client: WandbClient, signal: AbortSignal): Promise<void> {
  try {
    await client.verify({ signal });
  } catch (cause) {
    throw fault(
      "WANDB_RESOURCE_REFUSED",
      `${client.host} did not accept the API key: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
}

function fault(code: WandbResourceErrorCode, message: string, cause: unknown): WandbResourceError {
  return new WandbResourceError({
    code,
    message: `wandb_resource: ${message}`,
    hint:
      HeddleError.is(cause) && cause.hint !== undefined
        ? cause.hint
        : wandbResourceErrors[code].remedy,
    cause,
  });
}

/** The settings that were given. */
function present(entries: readonly [string, string | undefined][]): Record<string, string> {
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
