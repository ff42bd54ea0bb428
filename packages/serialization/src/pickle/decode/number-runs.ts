import { frameAfter } from "./frame-after.ts";

/** From this many numbers on, a list gets its room at once: growing it step by step costs more than counting. */
const worthCounting = 64;

/**
 * Reads batches of numbers (MARK, then BININT, BININT1, BININT2 or BINFLOAT, then APPENDS) straight into a list: most
 * of large data is such runs, and a list of numbers alone stays unboxed in the engine.
 *
 * One per machine; after {@link take} its fields say where the machine goes on.
 */
export class NumberRun {
  /** Where the first opcode begins that is not part of the run. */
  position = 0;
  /** The end of the frame there, and how far opcodes may reach; frames are crossed where they meet between opcodes. */
  frameEnd = -1;
  limit = 0;
  /** The list's length when the batch began that is still open, or -1 when the last one was closed by APPENDS. */
  openFrom = -1;

  /**
   * Reads from just after the first MARK.
   *
   * @param frameEnd as the field, before the run
   * @param end how many bytes there are
   * @param target a plain list; numbers of an open batch must be taken back by {@link spillNumbers}
   * @param most how many numbers of a batch fit on the stack: a batch of more is left to the machine
   */
  take(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    frameEnd: number,
    end: number,
    target: unknown[],
    most: number,
  ): void {
    let begin = from;
    let beginFrame = frameEnd;
    let position = from;
    let limit = frameEnd < 0 ? end : Math.min(frameEnd, end);
    let size = target.length;
    let openFrom = size;
    const room = size === 0 ? countNumbers(bytes, from, end) : 0;
    if (room >= worthCounting) {
      // A first float makes the list one of floats before it gets its room.
      if (bytes[from] === 0x47) target.push(0.5);
      target.length = room;
    }
    for (;;) {
      const opcode = position < limit ? bytes[position]! : -1;
      if (opcode === 0x4a) {
        if (position + 5 > limit) break;
        target[size] = view.getInt32(position + 1, true);
        size += 1;
        position += 5;
      } else if (opcode === 0x4d) {
        if (position + 3 > limit) break;
        target[size] = bytes[position + 1]! | (bytes[position + 2]! << 8);
        size += 1;
        position += 3;
      } else if (opcode === 0x4b) {
        if (position + 2 > limit) break;
        target[size] = bytes[position + 1]!;
        size += 1;
        position += 2;
      } else if (opcode === 0x47) {
        if (position + 9 > limit) break;
        target[size] = view.getFloat64(position + 1);
        size += 1;
        position += 9;
      } else if (opcode === 0x65) {
        if (openFrom < 0 || size - openFrom > most) break;
        openFrom = -1;
        position += 1;
        // Only a further batch of numbers goes on here.
        const next = position + 1 < limit && bytes[position] === 0x28 ? bytes[position + 1] : -1;
        if (next === 0x4a || next === 0x4d || next === 0x4b || next === 0x47) {
          openFrom = size;
          position += 1;
          begin = position;
          beginFrame = frameEnd;
        } else if (position < limit) break;
      } else if (opcode === 0x28 && openFrom < 0) {
        // A MARK that begins a frame.
        const next = position + 1 < limit ? bytes[position + 1] : -1;
        if (next !== 0x4a && next !== 0x4d && next !== 0x4b && next !== 0x47) break;
        openFrom = size;
        position += 1;
        begin = position;
        beginFrame = frameEnd;
      } else if (opcode < 0 && position === frameEnd) {
        const next = frameAfter(bytes, view, position, end);
        if (next < 0) break;
        position += 9;
        frameEnd = next;
        limit = next;
        // After a batch only another one belongs to the list.
        if (openFrom < 0 && bytes[position] !== 0x28) break;
      } else break;
    }
    if (openFrom >= 0 && size - openFrom > most) {
      size = openFrom;
      position = begin;
      frameEnd = beginFrame;
      limit = frameEnd < 0 ? end : Math.min(frameEnd, end);
    }
    if (target.length !== size) target.length = size;
    this.position = position;
    this.frameEnd = frameEnd;
    this.limit = limit;
    this.openFrom = openFrom;
  }
}

/** About how many numbers follow in one run of batches; never more than half the bytes. */
function countNumbers(bytes: Uint8Array, from: number, end: number): number {
  let count = 0;
  let at = from;
  while (at < end) {
    const opcode = bytes[at]!;
    if (opcode === 0x4a) at += 5;
    else if (opcode === 0x4d) at += 3;
    else if (opcode === 0x4b) at += 2;
    else if (opcode === 0x47) at += 9;
    else {
      if (opcode === 0x65 || opcode === 0x28) at += 1;
      else if (opcode === 0x95) at += 9;
      else break;
      continue;
    }
    count += 1;
  }
  return count;
}

/**
 * Moves what was read too early from the end of a list onto the stack.
 *
 * @param before the list's length before it was read into
 * @returns the stack's new size
 */
export function spillNumbers(
  target: unknown[],
  before: number,
  stack: unknown[],
  size: number,
): number {
  let top = size;
  for (let at = before; at < target.length; at += 1) {
    stack[top] = target[at];
    top += 1;
  }
  target.length = before;
  return top;
}
