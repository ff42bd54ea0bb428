import { WandbClientError } from "../errors.ts";

/** An error about a stored media object. */
export function mediaError(
  path: string,
  why: string,
  hint: string,
  cause?: unknown,
): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_MEDIA",
    message: `${path} ${why}`,
    hint,
    details: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}
