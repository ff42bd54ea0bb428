import { suffixArray } from "./suffix-array.ts";

/** A block after the Burrows-Wheeler transform. */
export interface SortedBlock {
  /** The byte before each rotation, the rotations in their order. */
  readonly last: Uint8Array;
  /** Where the rotation that is the block itself stands. */
  readonly origin: number;
}

/**
 * The Burrows-Wheeler transform of a block's rotations.
 *
 * Rotations are sorted as suffixes: of the block turned so that its smallest rotation comes first, the suffixes
 * stand in the order of the rotations. That takes linear time, where sorting rotations by comparison does not.
 */
export function sortBlock(block: Uint8Array): SortedBlock {
  const size = block.length;
  const turn = smallestRotation(block);
  const turned = new Uint8Array(size);
  turned.set(block.subarray(turn));
  turned.set(block.subarray(0, turn), size - turn);
  const order = suffixArray(turned, 255);
  const last = new Uint8Array(size);
  const first = turn === 0 ? 0 : size - turn;
  let origin = 0;
  for (let at = 0; at < size; at += 1) {
    const start = order[at]!;
    if (start === first) origin = at;
    last[at] = turned[start === 0 ? size - 1 : start - 1]!;
  }
  return { last, origin };
}

/** Where the smallest rotation begins; linear, as each step moves one of the two candidates forward. */
function smallestRotation(block: Uint8Array): number {
  const size = block.length;
  let a = 0;
  let b = 1;
  let same = 0;
  while (a < size && b < size && same < size) {
    const left = block[(a + same) % size]!;
    const right = block[(b + same) % size]!;
    if (left === right) {
      same += 1;
      continue;
    }
    if (left > right) a += same + 1;
    else b += same + 1;
    if (a === b) b += 1;
    same = 0;
  }
  return Math.min(a, b);
}
