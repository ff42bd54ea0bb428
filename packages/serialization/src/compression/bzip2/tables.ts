import { codeLengths } from "./code-lengths.ts";
import type { BlockSymbols } from "./move-to-front.ts";

/** Symbols that share one choice of a table. */
export const groupSize = 50;
const longestCode = 17;
const rounds = 4;
/** What a symbol outside a table's first share is taken to cost; inside it costs nothing. */
const outsideCost = 15;

/** The prefix codes of a block. */
export interface BlockTables {
  /** Per table: the length of each symbol's code. */
  readonly lengths: readonly Uint8Array[];
  /** Per group of 50 symbols: its table. */
  readonly selectors: Uint8Array;
}

/**
 * Finds two to six codes and which of them each group of symbols uses. The first codes each cover a share of the
 * alphabet; then groups choose the cheapest code and codes are made anew, four times over, as libbzip2 does.
 */
export function findTables({ symbols, counts }: BlockSymbols): BlockTables {
  let lengths = firstTables(counts, symbols.length);
  const selectors = new Uint8Array(Math.ceil(symbols.length / groupSize));
  for (let round = 0; round < rounds; round += 1) {
    const uses = lengths.map(() => new Int32Array(counts.length));
    for (let group = 0; group < selectors.length; group += 1) {
      const from = group * groupSize;
      const to = Math.min(from + groupSize, symbols.length);
      const table = cheapest(lengths, symbols, from, to);
      selectors[group] = table;
      const used = uses[table]!;
      for (let at = from; at < to; at += 1) used[symbols[at]!]! += 1;
    }
    lengths = uses.map((used) => codeLengths(used, longestCode));
  }
  return { lengths, selectors };
}

function firstTables(counts: Int32Array, total: number): Uint8Array[] {
  const tables = total < 200 ? 2 : total < 600 ? 3 : total < 1200 ? 4 : total < 2400 ? 5 : 6;
  const lengths: Uint8Array[] = [];
  let rest = total;
  let start = 0;
  for (let open = tables; open > 0; open -= 1) {
    const share = Math.floor(rest / open);
    let end = start - 1;
    let sum = 0;
    while (sum < share && end < counts.length - 1) {
      end += 1;
      sum += counts[end]!;
    }
    // Every second table between the first and the last gives its last symbol to the next.
    if (end > start && open !== tables && open !== 1 && (tables - open) % 2 === 1) {
      sum -= counts[end]!;
      end -= 1;
    }
    const table = new Uint8Array(counts.length).fill(outsideCost);
    table.fill(0, start, end + 1);
    lengths.unshift(table);
    start = end + 1;
    rest -= sum;
  }
  return lengths;
}

/** The table that gives the symbols from `from` to `to` the fewest bits; the first of equally good ones. */
function cheapest(
  lengths: readonly Uint8Array[],
  symbols: Uint16Array,
  from: number,
  to: number,
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let table = 0; table < lengths.length; table += 1) {
    const costs = lengths[table]!;
    let cost = 0;
    for (let at = from; at < to; at += 1) cost += costs[symbols[at]!]!;
    if (cost < least) {
      least = cost;
      best = table;
    }
  }
  return best;
}
