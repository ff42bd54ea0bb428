import { PyGlobal, PyNode } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";

/** How many values on top of the stack each opcode was about to turn into one, where that one is at fault. */
const operands: ReadonlyMap<number, number> = new Map([
  [0x93, 2], // STACK_GLOBAL
  [0x52, 2], // REDUCE
  [0x81, 2], // NEWOBJ
  [0x92, 3], // NEWOBJ_EX
  [0x62, 1], // BUILD
  [0x51, 1], // BINPERSID
  [0x85, 1], // TUPLE1
  [0x86, 2], // TUPLE2
  [0x87, 3], // TUPLE3
  [0x61, 1], // APPEND
  [0x73, 1], // SETITEM
]);

/** A path goes so deep, and no further when it is so long. */
const mostLevels = 100;
const longest = 300;

/**
 * The path to the value that the machine was making. A stream says only afterwards what a value on the stack belongs
 * to: an empty container among other values counts as whole, though it may be about to get its only item.
 *
 * @param opcode the one that failed
 * @returns `$` for the root, such as `$.rows[3]` below it
 */
export function pathAt(
  stack: readonly unknown[],
  size: number,
  marks: readonly number[],
  opcode?: number,
): string | undefined {
  if (size === 0) return undefined;
  const floor = marks.at(-1) ?? 0;
  const top = Math.max(floor, size - (operands.get(opcode ?? -1) ?? 0));
  const levels = Math.min(marks.length, mostLevels);
  // The same large dict may stand under every mark.
  const known = new Map<unknown, boolean>();
  const opens = (value: unknown): boolean => {
    const open = known.get(value) ?? isOpen(value);
    known.set(value, open);
    return open;
  };
  let path = `$${withoutMark(stack, marks[0] ?? top, marks.length === 0)}`;
  for (let level = 0; level < levels && path.length < longest; level += 1) {
    const from = marks[level]!;
    const to = Math.max(from, Math.min(marks[level + 1] ?? top, size));
    const below = level === 0 ? 0 : marks[level - 1]!;
    const container = from > below && opens(stack[from - 1]) ? stack[from - 1] : undefined;
    // Under the next mark stands what it fills or calls, or, where it begins a tuple, the value before that.
    const isLast = level + 1 === marks.length;
    const inside = !isLast && to > from && (opens(stack[to - 1]) || isCallee(stack[to - 1]));
    path += step(stack, from, inside ? to - 1 : to, container);
  }
  return levels < marks.length || path.length > longest ? `${path}…` : path;
}

/** The path through values below the first mark: containers of one item, which need none, and calls. */
function withoutMark(stack: readonly unknown[], to: number, isLast: boolean): string {
  let path = "";
  for (let at = 0; at < to && path.length < longest; at += 1) {
    const value = stack[at];
    const isTop = at + 1 === to;
    if (isList(value)) {
      if (!isTop || isLast) path += `[${value.length}]`;
    } else if (isDict(value)) {
      if (!isTop) path += segment(stack[at + 1]);
      at += 1;
    } else if (!isCallee(value)) break;
  }
  return path;
}

/** The step to the value at `at`, the first values of a container standing from `from` on. */
function step(stack: readonly unknown[], from: number, at: number, container: unknown): string {
  if (isList(container)) return `[${container.length + at - from}]`;
  if (!isDict(container)) return `[${at - from}]`;
  if ((at - from) % 2 === 1) return segment(stack[at - 1]);
  // In the place of a key: after a list or a callable, that one is the value which is still being made.
  const last = at > from ? stack[at - 1] : undefined;
  if (isList(last) && last.length === 0) return `${segment(stack[at - 2])}[0]`;
  return isCallee(last) ? segment(stack[at - 2]) : "";
}

/** Whether a mark above a container can be for its items: writers fill containers by the thousand. */
function isOpen(value: unknown): boolean {
  if (isList(value)) return value.length % 1000 === 0;
  if (value instanceof Map || value instanceof Set) return value.size % 1000 === 0;
  return isBare(value) && Object.keys(value).length % 1000 === 0;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !(value instanceof PyTuple);
}

function isDict(value: unknown): boolean {
  return value instanceof Map || isBare(value);
}

function isCallee(value: unknown): boolean {
  return value instanceof PyGlobal || value instanceof PyNode;
}

/** One step of a path: `.key` or `["odd key"]` or `[3]`. */
export function segment(key: unknown): string {
  if (typeof key === "string") {
    if (/^[A-Za-z_$][\w$]*$/.test(key) && key.length <= 60) return `.${key}`;
    return `[${JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key)}]`;
  }
  if (typeof key === "number" || typeof key === "bigint" || typeof key === "boolean") {
    return `[${key}]`;
  }
  return "[…]";
}

function isBare(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}
