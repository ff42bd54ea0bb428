/**
 * Reads a run of numbers (BININT, BININT1, BININT2, BINFLOAT) straight into a list: most of large data is such
 * runs, and a list of numbers alone stays unboxed in the engine.
 *
 * @returns where the first other opcode begins, or the first number that is not complete
 */
export function takeNumbers(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  limit: number,
  target: unknown[],
): number {
  let position = from;
  const safe = limit - 8;
  while (position < safe) {
    const opcode = bytes[position]!;
    if (opcode === 0x4a) {
      target.push(view.getInt32(position + 1, true));
      position += 5;
    } else if (opcode === 0x4d) {
      target.push(bytes[position + 1]! | (bytes[position + 2]! << 8));
      position += 3;
    } else if (opcode === 0x4b) {
      target.push(bytes[position + 1]!);
      position += 2;
    } else if (opcode === 0x47) {
      target.push(view.getFloat64(position + 1));
      position += 9;
    } else break;
  }
  return position;
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
