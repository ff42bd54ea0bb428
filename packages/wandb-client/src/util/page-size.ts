import { WandbClientError } from "../errors.ts";

/**
 * Checks the size of a page.
 *
 * @throws WandbClientError `WANDB_CLIENT_ARGUMENT` for what is no whole number from 1 on
 */
export function checkPageSize(pageSize: number): number {
  if (Number.isInteger(pageSize) && pageSize > 0) return pageSize;
  throw new WandbClientError({
    code: "WANDB_CLIENT_ARGUMENT",
    message: `the page size is ${pageSize}`,
    hint: "Give a whole number from 1 on.",
    details: { pageSize },
  });
}
