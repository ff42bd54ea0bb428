import { WandbClientError } from "../errors.ts";

/** The error of what is logged to a run after its end. */
export function closedRun(path: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_RUN_CLOSED",
    message: `the run ${path} is finished`,
    hint: "Log before `finish()`, or resume the run by its id.",
    details: { run: path },
  });
}
