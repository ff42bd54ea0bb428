import { PickleError } from "../../errors.ts";
import { PyReduce } from "../../python/nodes.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { smallInt } from "../small-int.ts";
import { PySlice } from "../stdlib/values.ts";
import { rowOfBlock } from "./column-values.ts";
import { asNdArray, entry } from "./state.ts";

/** What pandas keeps a frame in: blocks of columns of one type, and the labels of both axes. */
export interface BlockManager {
  readonly axes: readonly unknown[];
  readonly blocks: readonly Block[];
}

interface Block {
  readonly values: unknown;
  /** Places of the block's columns among all: a slice or an array. */
  readonly placement: unknown;
}

/** The block manager in a frame's state, in the forms of pandas 1 and later. */
export function blockManagerOf(state: unknown): BlockManager | undefined {
  const manager = entry(state, "_mgr") ?? entry(state, "_data");
  if (!(manager instanceof PyReduce)) return undefined;
  const [blocks, axes] = manager.args;
  if (!Array.isArray(blocks) || !Array.isArray(axes)) return undefined;
  return {
    axes: axes as unknown[],
    blocks: (blocks as unknown[]).flatMap((block) => {
      if (!(block instanceof PyReduce)) return [];
      return [{ values: block.args[0], placement: block.args[1] }];
    }),
  };
}

/**
 * Gives the values of each column of a frame by its place.
 *
 * @param count how many columns there are
 * @throws PickleError SERIALIZATION_BAD_ARGUMENT when the blocks have fewer or more columns
 */
export function columnsOf({ blocks }: BlockManager, count: number): (() => unknown)[] {
  const columns = blocks.flatMap(({ values, placement }) =>
    placesOf(placement, rowsOf(values)).map((place, row) => ({ place, values, row })),
  );
  const made: (() => unknown)[] = [];
  for (const { place, values, row } of columns) {
    if (place >= 0 && place < count) made[place] = () => rowOfBlock(values, row);
  }
  if (columns.length !== count || Object.keys(made).length !== count) {
    throw new PickleError({
      code: "SERIALIZATION_BAD_ARGUMENT",
      message: `a frame with labels for ${count} columns has ${columns.length} of them`,
    });
  }
  return made;
}

/** How many columns a block holds: the rows of a block of two dimensions. */
function rowsOf(values: unknown): number {
  const own = asNdArray(values);
  const inner =
    values instanceof PyReduce && Array.isArray(values.state)
      ? (values.state as unknown[]).find((part) => part instanceof NdArray)
      : undefined;
  const shape = (own ?? inner)?.shape ?? [];
  return shape.length < 2 ? 1 : shape[0]!;
}

function placesOf(placement: unknown, rows: number): number[] {
  if (placement instanceof PySlice) {
    const [start, step] = [smallInt(placement.start ?? 0), smallInt(placement.step ?? 1)];
    if (start === undefined || step === undefined) return [];
    return Array.from({ length: rows }, (_, row) => start + row * step);
  }
  const array = asNdArray(placement)?.toArray();
  const places = array ?? (Array.isArray(placement) ? (placement as unknown[]) : []);
  return places.slice(0, rows).map(Number);
}
