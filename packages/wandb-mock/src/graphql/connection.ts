import { invalid } from "./rejection.ts";

/** Arguments of a paged field. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** One item of a page and the cursor that continues after it. */
export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

/** A page, as Relay's connections have it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

/**
 * Cuts a page out of a list. A cursor names the last item by id and by position, so that paging goes on
 * in the right place when items before it came or went.
 *
 * @param keyOf an item's identity in this list
 * @throws Rejection for a cursor that is not one of ours or a negative `first`
 */
export function paginate<Node>(
  items: readonly Node[],
  args: PageArgs,
  keyOf: (item: Node) => string,
): Connection<Node> {
  const start =
    args.after == null || args.after === "" ? 0 : positionAfter(items, args.after, keyOf);
  if (args.first != null && args.first < 0) throw invalid("first must not be negative");
  const end = args.first == null ? items.length : Math.min(items.length, start + args.first);
  const edges = items
    .slice(start, end)
    .map((node, index) => ({ node, cursor: encodeCursor(start + index, keyOf(node)) }));
  return {
    edges,
    pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: end < items.length },
    totalCount: items.length,
  };
}

function encodeCursor(index: number, key: string): string {
  return Buffer.from(JSON.stringify([index, key])).toString("base64");
}

function positionAfter<Node>(
  items: readonly Node[],
  cursor: string,
  keyOf: (item: Node) => string,
): number {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, "base64").toString());
  } catch {
    throw invalid(`invalid cursor ${JSON.stringify(cursor)}`);
  }
  if (!Array.isArray(decoded) || typeof decoded[0] !== "number" || typeof decoded[1] !== "string") {
    throw invalid(`invalid cursor ${JSON.stringify(cursor)}`);
  }
  const [index, key] = decoded as [number, string];
  const at = items[index];
  if (at !== undefined && keyOf(at) === key) return index + 1;
  const found = items.findIndex((item) => keyOf(item) === key);
  return found < 0 ? index : found + 1;
}
