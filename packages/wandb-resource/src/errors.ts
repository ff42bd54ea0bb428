import { type ErrorCode, HeddleError } from "@heddle/errors";

/** Every code of this package; the source of its part of `docs/errors.md`. */
export const wandbResourceErrors = {
  WANDB_RESOURCE_CONFIG: {
    meaning: "`wandb_config` has an empty or malformed entity or project.",
    remedy: "Give a non-empty `project`; leave `entity` out to use the key's default entity.",
  },
  WANDB_RESOURCE_API_KEY: {
    meaning: "The W&B resource got no API key, or one that cannot be a key.",
    remedy: 'Set `api_key` to { env: "WANDB_API_KEY" } and export that variable.',
  },
  WANDB_RESOURCE_HOST: {
    meaning: "The W&B resource's `host` is not the address of a W&B server.",
    remedy: "Write it like https://wandb.example.com, or leave it out for the public cloud.",
  },
  WANDB_RESOURCE_REFUSED: {
    meaning: "The W&B server refused the API key, or could not be asked, when it was verified.",
    remedy: "Check that the key belongs to this host and is valid.",
  },
} as const;

/** A code of {@link wandbResourceErrors}. */
export type WandbResourceErrorCode = ErrorCode<typeof wandbResourceErrors>;

/** What the W&B resource and the check of `wandb_config` throw; never holds the key. */
export class WandbResourceError extends HeddleError<WandbResourceErrorCode> {}
