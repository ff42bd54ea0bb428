import { isPlainDict, setPair } from "../../pickle/decode/dicts.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { type DecodeContext, type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { Counter, DefaultDict, Deque, OrderedDict } from "./values.ts";
import { smallInt } from "../small-int.ts";

/** What a pair costs, about. */
const bytesPerPair = 64;

function sizeOf(source: unknown): number {
  if (source instanceof Map) return source.size;
  if (Array.isArray(source)) return source.length;
  return isPlainDict(source) ? Object.keys(source).length : 0;
}

/** Puts what a dict's constructor takes into a map: pairs, or a dict. */
function fill(map: Map<unknown, unknown>, source: unknown, context: DecodeContext): boolean {
  // The memo may give one source to any number of maps.
  context.allocate(bytesPerPair * sizeOf(source));
  if (source instanceof Map) for (const [key, value] of source) map.set(key, value);
  else if (isPlainDict(source)) for (const key of Object.keys(source)) map.set(key, source[key]);
  else if (Array.isArray(source)) {
    for (const pair of source as unknown[]) {
      if (!Array.isArray(pair) || pair.length !== 2) return false;
      setPair(map, pair[0], pair[1], context.options);
    }
  } else return source === undefined;
  return true;
}

const orderedDict: GlobalHandler = {
  call: ([source], context) => {
    const made = new OrderedDict();
    return fill(made, source, context) ? made : notClaimed;
  },
};

const defaultdict: GlobalHandler = {
  call: ([factory = null, source], context) => {
    const made = new DefaultDict(factory);
    return fill(made, source, context) ? made : notClaimed;
  },
};

const counter: GlobalHandler = {
  call: ([source], context) => {
    const made = new Counter();
    return fill(made, source, context) ? made : notClaimed;
  },
};

const deque: GlobalHandler = {
  call: ([items, maxlen], context) => {
    if (items !== undefined && !Array.isArray(items)) return notClaimed;
    context.allocate(8 * sizeOf(items));
    const made = new Deque();
    for (const item of (items ?? []) as unknown[]) made.push(item);
    made.maxlen = smallInt(maxlen) ?? made.maxlen;
    return made;
  },
};

/** The containers of `collections`. */
export const collectionsGlobals: HandlerTable = new Map([
  ["collections OrderedDict", orderedDict],
  ["collections defaultdict", defaultdict],
  ["collections Counter", counter],
  ["collections deque", deque],
]);
