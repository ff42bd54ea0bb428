import type { Page, PageVariables } from "../operations/page.ts";
import { WandbClientError } from "../errors.ts";
import { checkPageSize } from "../util/page-size.ts";

/** Conditions in W&B's Mongo-like form: `{ name: "x" }`, `{ $or: [ … ] }`, `{ "metadata.n": { $gt: 1 } }`. */
export type Filters = Readonly<Record<string, unknown>>;

/** How a list is read. */
export interface ListOptions {
  /** Items per request, from 1 on. Default 50. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const usualPageSize = 50;

/**
 * Reads a list page by page, as it is consumed.
 *
 * @param fetchPage one page; undefined ends the list
 */
export async function* paginate<Node>(
  fetchPage: (variables: PageVariables) => Promise<Page<Node> | null | undefined>,
  options: ListOptions,
): AsyncGenerator<Node, undefined> {
  const first = checkPageSize(options.pageSize ?? usualPageSize);
  let after: string | null = null;
  for (;;) {
    const page: Page<Node> | null | undefined = await fetchPage({ first, after });
    if (page === undefined || page === null) return undefined;
    for (const { node } of page.edges) if (node !== null) yield node;
    const { endCursor, hasNextPage } = page.pageInfo;
    if (!hasNextPage) return undefined;
    if (endCursor === null || endCursor === after) {
      throw new WandbClientError({
        code: "WANDB_CLIENT_BAD_ANSWER",
        message: "the server says that a list goes on, but gives no new cursor",
        hint: "Read the list again with a larger `pageSize`.",
      });
    }
    after = endCursor;
  }
}
