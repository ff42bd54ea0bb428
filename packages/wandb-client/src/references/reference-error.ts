import { WandbClientError } from "../errors.ts";

/** An error about a reference. */
export function referenceError(
  uri: string,
  why: string,
  hint: string = "Check the address, or pass `checksum: false` to record it unchecked.",
  cause?: unknown,
): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_REFERENCE",
    message: `the reference ${uri} ${why}`,
    hint,
    details: { uri },
    ...(cause === undefined ? {} : { cause }),
  });
}
