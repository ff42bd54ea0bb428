/** A generator of pseudo-random 32-bit numbers (mulberry32), so that a seed gives the same inputs everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /** One of the items. */
  pick<Item>(items: ArrayLike<Item>): Item {
    return items[this.below(items.length)]!;
  }
}

/** Every opcode of protocols 0 to 5. */
const opcodes = Buffer.concat([
  Buffer.from("(.0123FGIJKLMNPQRSTUVXabcdeghijlopqrstu})]B"),
  Buffer.from(Array.from({ length: 0x19 }, (_, index) => 0x80 + index)),
]);

/** Lengths, counts and indices at the edges. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Small programs that attack: huge lengths, memo and stack bombs, calls of dangerous globals. */
const snippets = [
  "8effffffffffffff3f",
  "96ffffffffffffff7f",
  "8dffffffffffffffff",
  "95ffffffffffffffff",
  "58ffffffff",
  "8bffffff7f",
  "8b000000ff",
  "72feffffff",
  "6affffffff",
  "323232328686",
  "28282828",
  "636f730a73797374656d0a",
  "8c026f738c0673797374656d93",
  "85522e",
  "8181",
  "9292",
  "6262",
  "97",
  "98",
].map((hex) => Buffer.from(hex, "hex"));

/** A changed copy of a file: one to four small changes, sometimes with a part of another file. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result = Buffer.from(bytes);
  for (let rounds = 1 + random.below(1 + random.below(4)); rounds > 0; rounds -= 1) {
    result = Buffer.from(random.pick(mutations)(result, other, random));
  }
  return new Uint8Array(result);
}

type Mutation = (bytes: Buffer, other: Uint8Array, random: Random) => Uint8Array;

const splice = (bytes: Buffer, at: number, remove: number, insert: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

const mutations: readonly Mutation[] = [
  function flipBit(bytes, _, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes;
  },
  function setByte(bytes, _, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  function setOpcode(bytes, _, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.pick(opcodes);
    return bytes;
  },
  function setEdge(bytes, _, random) {
    if (bytes.length >= 4) bytes.writeUInt32LE(random.pick(edges), random.below(bytes.length - 3));
    return bytes;
  },
  (bytes, _, random) =>
    splice(bytes, random.below(bytes.length + 1), 0, Buffer.of(random.pick(opcodes))),
  (bytes, _, random) => splice(bytes, random.below(bytes.length + 1), 0, random.pick(snippets)),
  (bytes, _, random) =>
    splice(bytes, random.below(bytes.length + 1), 1 + random.below(8), Buffer.of()),
  (bytes, _, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, _, random) => {
    const from = random.below(bytes.length + 1);
    const part = bytes.subarray(from, from + 1 + random.below(64));
    return splice(bytes, random.below(bytes.length + 1), 0, part);
  },
  (bytes, other, random) => {
    const from = random.below(other.length + 1);
    const part = other.subarray(from, from + 1 + random.below(256));
    return splice(bytes, random.below(bytes.length + 1), random.below(32), part);
  },
];
