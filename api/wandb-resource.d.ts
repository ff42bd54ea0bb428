// index.d.ts
export { wandbResource, type WandbResourceConfig } from "./wandb-resource.ts";
export { checkWandbConfig, wandbConfig, type WandbConfig } from "./wandb-config.ts";
export { WandbResourceError, type WandbResourceErrorCode, wandbResourceErrors } from "./errors.ts";

// wandb-resource.d.ts
import { type ConfigurableResource, type ConfigInput, secret } from "@heddle/core";
import { WandbClient } from "@heddle/wandb-client";
import { z } from "zod";
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
    readonly retry?: {
        readonly max_attempts?: number | undefined;
        readonly max_elapsed_seconds?: number | undefined;
        readonly min_delay_ms?: number | undefined;
        readonly max_delay_ms?: number | undefined;
    } | undefined;
    /** Proxy for every request, `http://host:port`. */
    readonly proxy?: string | undefined;
    /** Access to the object stores that references of artifacts point to. */
    readonly references?: {
        /** S3, or a compatible store at `endpoint`. Without keys, requests are not signed. */
        readonly s3?: {
            readonly access_key_id?: SecretText | undefined;
            readonly secret_access_key?: SecretText | undefined;
            readonly session_token?: SecretText | undefined;
            readonly region?: string | undefined;
            readonly endpoint?: string | undefined;
        } | undefined;
        /** Google's storage. */
        readonly gcs?: {
            readonly access_token?: SecretText | undefined;
            readonly endpoint?: string | undefined;
        } | undefined;
        /** Azure's storage: a shared access signature, or an access token. */
        readonly azure?: {
            readonly sas_token?: SecretText | undefined;
            readonly access_token?: SecretText | undefined;
        } | undefined;
    } | undefined;
}
type SecretText = z.input<ReturnType<typeof secret>> | string;
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
export declare const wandbResource: ConfigurableResource<WandbClient, {}, ConfigInput<WandbResourceConfig>>;
export {};

// wandb-config.d.ts
import { type ConfigInput, type ConfigurableResource } from "@heddle/core";
import { z } from "zod";
/** Where runs and artifacts go: the value of the companion resource `wandb_config`. */
export interface WandbConfig {
    /** User or team; it must exist. Left out: the default entity of the API key. */
    readonly entity?: string | undefined;
    /** Project; W&B makes it at first use. */
    readonly project: string;
}
declare const fields: {
    entity: z.ZodOptional<z.ZodString>;
    project: z.ZodString;
};
/**
 * The companion resource of the W&B resource, for the key `wandb_config`. A
 * `makeValuesResource({ entity, project })` of your own does as well.
 *
 * @example
 * ```ts
 * definitions({ resources: { wandb_config: wandbConfig.configured({ project: "my_project" }) } });
 * ```
 */
export declare const wandbConfig: ConfigurableResource<z.output<z.ZodObject<typeof fields>>, {}, ConfigInput<z.input<z.ZodObject<typeof fields>>>>;
/**
 * Checks the value of `wandb_config`, however it was made; every consumer calls it before its first
 * request.
 *
 * @param value the resource's value
 * @throws WandbResourceError `WANDB_RESOURCE_CONFIG`, naming each property at fault
 */
export declare function checkWandbConfig(value: unknown): WandbConfig;
export {};

// errors.d.ts
import { type ErrorCode, HeddleError } from "@heddle/errors";
/** Every code of this package; the source of its part of `docs/errors.md`. */
export declare const wandbResourceErrors: {
    readonly WANDB_RESOURCE_CONFIG: {
        readonly meaning: "`wandb_config` has an empty or malformed entity or project.";
        readonly remedy: "Give a non-empty `project`; leave `entity` out to use the key's default entity.";
    };
    readonly WANDB_RESOURCE_API_KEY: {
        readonly meaning: "The W&B resource got no API key, or one that cannot be a key.";
        readonly remedy: 'Set `api_key` to { env: "WANDB_API_KEY" } and export that variable.';
    };
    readonly WANDB_RESOURCE_HOST: {
        readonly meaning: "The W&B resource's `host` is not the address of a W&B server.";
        readonly remedy: "Write it like https://wandb.example.com, or leave it out for the public cloud.";
    };
    readonly WANDB_RESOURCE_REFUSED: {
        readonly meaning: "The W&B server refused the API key, or could not be asked, when it was verified.";
        readonly remedy: "Check that the key belongs to this host and is valid.";
    };
};
/** A code of {@link wandbResourceErrors}. */
export type WandbResourceErrorCode = ErrorCode<typeof wandbResourceErrors>;
/** What the W&B resource and the check of `wandb_config` throw; never holds the key. */
export declare class WandbResourceError extends HeddleError<WandbResourceErrorCode> {
}
