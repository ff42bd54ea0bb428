import { expect, test } from "vitest";
import { dumps, loads, loadsFrom, type LoadsOptions, PickleError } from "../../index.ts";

const records = Array.from({ length: 1200 }, (_, at) => ({
  id: at,
  name: `name ${at}`,
  näme: at % 3 === 0 ? `ü ${at}` : "",
  score: at / 8 + 0.125,
  active: at % 2 === 0,
  note: null,
}));
const wide = Object.fromEntries(
  Array.from({ length: 4000 }, (_, at) => [`key_${at}`, at % 5 === 0 ? at : at + 0.5]),
);

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** What comes of the input: the value with dicts as Maps, or the fault with its place. */
function outcome(input: Uint8Array, options: LoadsOptions): unknown {
  try {
    return asMaps(loads(input, { policy: "inspect", ...options }));
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    return [error.code, error.offset, error.opcode];
  }
}

/** The value with each object without a prototype as the Map that the loop without runs makes. */
function asMaps(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    seen.set(value, list);
    for (const item of value) list.push(asMaps(item, seen));
    return list;
  }
  const entries = value instanceof Map ? value : plainEntries(value);
  if (entries === undefined) return value;
  const map = new Map<unknown, unknown>();
  seen.set(value, map);
  for (const [key, item] of entries) map.set(key, asMaps(item, seen));
  return map;
}

function plainEntries(value: object): [string, unknown][] | undefined {
  return Object.getPrototypeOf(value) === null ? Object.entries(value) : undefined;
}

test("records and wide dicts come back whole, over batches and frames, in every protocol", () => {
  for (const protocol of [0, 1, 2, 3, 4, 5] as const) {
    expect(loads(dumps([records, wide], { protocol }))).toEqual([records, wide]);
  }
});

test("records cut anywhere in a stream come back whole", async () => {
  const input = dumps(records, { protocol: 4 });
  const chunks = Array.from({ length: Math.ceil(input.length / 997) }, (_, at) =>
    input.slice(at * 997, (at + 1) * 997),
  );
  expect(await loadsFrom(chunks)).toEqual(records);
});

test("a key that an object would move turns the dict into a Map, wherever it comes", () => {
  const many = Array.from({ length: 30 }, (_, at): [string, unknown] => [`k${at}`, at]);
  for (const place of [0, 1, 3, 15, 30]) {
    const pairs: [string, unknown][] = [...many.slice(0, place), ["7", "x"], ...many.slice(place)];
    const loaded = loads(dumps([new Map(pairs), new Map(pairs)])) as unknown[];
    expect(loaded).toStrictEqual([new Map(pairs), new Map(pairs)]);
    expect(loads(dumps(new Map(pairs)), { dicts: "object" })).toEqual(Object.fromEntries(pairs));
  }
});

test("records with other keys, other orders or other kinds of values among them come back as they were", () => {
  const mixed = records
    .slice(0, 60)
    .flatMap((record, at): unknown[] => [
      record,
      { ...record, tags: [at] },
      { name: record.name, id: record.id },
      { id: at, name: null },
      {},
      at,
      { id: at, id2: `id2 ${at}`, "": at },
      record,
    ]);
  for (const protocol of [1, 2, 4] as const) {
    expect(loads(dumps(mixed, { protocol }))).toEqual(mixed);
  }
});

test("records with many fields, and with keys far down in the memo, come back whole", () => {
  const texts = Array.from({ length: 300 }, (_, at) => `text ${at}`);
  for (const width of [1, 6, 7, 16, 17]) {
    const keys = Array.from({ length: width }, (_, at) => `field_${at}`);
    const rows = Array.from({ length: 50 }, (_, row) =>
      Object.fromEntries(keys.map((key, at) => [key, at % 2 === 0 ? row * at : `${row} ${at}`])),
    );
    for (const protocol of [2, 4] as const) {
      expect(loads(dumps([texts, rows], { protocol }))).toEqual([texts, rows]);
    }
  }
});

const odd: [string, string][] = [
  [
    "a later record whose last value is missing",
    "\x80\x04](}\x94(\x8c\x01a\x94K\x01u}\x94(h\x01ue.",
  ],
  ["a later record that ends the input", "\x80\x04](}\x94(\x8c\x01a\x94K\x01u}\x94(h\x01K"],
  [
    "a known key that only a record that was given up has named",
    "\x80\x04](}\x94(\x8c\x01a\x94\x8c\x01b\x94u}\x94(h\x01\x8c\x01c\x94\x8c\x01d\x94h\x04u}\x94(h\x06K\x01ue.",
  ],
  ["__proto__ is a key of its own", "\x80\x04}(\x8c\x09__proto__K\x01\x8c\x01aK\x02u."],
  ["a later pair of the same key wins", "\x80\x04}(\x8c\x01aK\x01\x8c\x01bK\x02\x8c\x01aK\x03u."],
  ["a batch without pairs", "\x80\x04](}\x94(\x8c\x01a\x94K\x01u}\x94(ue."],
  ["an odd number of values", "\x80\x04}(\x8c\x01aK\x01\x8c\x01bu."],
  ["a key that is no str", "\x80\x04}(\x8c\x01aK\x01K\x02K\x03u."],
  ["a list as a key", "\x80\x04}(\x8c\x01aK\x01]K\x03u."],
  ["pairs that POP_MARK drops", "\x80\x04}(\x8c\x01aK\x01\x8c\x01bK\x021."],
  ["pairs that a tuple takes", "\x80\x04}(\x8c\x01aK\x01\x8c\x01bK\x02t\x86."],
  ["pairs that DICT takes", "\x80\x04](}\x94(\x8c\x01a\x94K\x01uh\x01K\x02de."],
  ["a known key that is a dict", "\x80\x04](}\x94(\x8c\x01a\x94K\x01u}\x94(h\x00K\x02ue."],
  ["a key that was never written", "\x80\x04](}\x94(\x8c\x01a\x94K\x01u}\x94(h\x09K\x02ue."],
  ["BINPUT out of order", "\x80\x02](}q\x00(X\x01\0\0\0aq\x05K\x01u}q\x01(h\x05K\x02ue."],
  [
    "BINPUT that names an entry again",
    "\x80\x02](}q\x00(X\x01\0\0\0aq\x01K\x01u}q\x01(h\x01K\x02ue.",
  ],
  [
    "records that share a nested dict",
    "\x80\x04](}\x94(\x8c\x01a\x94}\x94\x8c\x017K\x01su}\x94(h\x01h\x02ue.",
  ],
  ["text that is not UTF-8", "\x80\x04}(\x8c\x01aK\x01\x8c\x02\xff\xffK\x02u."],
  ["a text longer than the input", "\x80\x04}(\x8c\x01aK\x01\x8c\xffbK\x02u."],
  ["MEMOIZE of nothing", "\x80\x04}(\x8c\x01aK\x01u(\x94."],
  ["SETITEMS on a list", "\x80\x04](\x8c\x01aK\x01u."],
  ["SETITEMS at the bottom", "\x80\x04(\x8c\x01aK\x01u."],
];

test.each(odd)("as without runs: %s", (_name, text) => {
  expect(outcome(bytes(text), {})).toStrictEqual(outcome(bytes(text), { dicts: "map" }));
});

test("limits count in runs as elsewhere", () => {
  const input = dumps(records.slice(0, 40), { protocol: 4 });
  for (const limits of [
    { maxMemo: 10 },
    { maxMemo: 46 },
    { maxObjects: 7 },
    { maxObjects: 40 },
    { maxStack: 6 },
    { maxStack: 30 },
  ]) {
    const expected = outcome(input, { dicts: "map", limits });
    expect(expected).toContain("SERIALIZATION_LIMIT");
    expect(outcome(input, { limits })).toStrictEqual(expected);
  }
});

test("mutated records give what they give without runs", () => {
  const small = records.slice(0, 6).map((record) => ({ ...record, tags: ["a", { b: 1 }] }));
  let state = 12_345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  for (const protocol of [1, 2, 4] as const) {
    const golden = dumps(small, { protocol });
    for (let round = 0; round < 3000; round += 1) {
      const input = golden.slice(0, next(20) === 0 ? next(golden.length) : golden.length);
      for (let edits = 1 + next(3); edits > 0; edits -= 1) {
        input[next(input.length)] = next(2) === 0 ? next(256) : golden[next(golden.length)]!;
      }
      const withRuns = outcome(input, {});
      const without = outcome(input, { dicts: "map" });
      expect(withRuns, `${protocol}: ${Buffer.from(input).toString("hex")}`).toStrictEqual(without);
    }
  }
});

test("a record that does not fit maxStack is refused where the machine alone refuses it", () => {
  const record = "}\x94(h\x01Nh\x02Nu";
  const program = `](}\x94(\x8c\x01a\x94N\x8c\x01b\x94Nu${record.repeat(3)}e.`;
  const input = bytes(program);
  // The list, three records before the last, that one and its two pairs.
  expect(loads(input, { limits: { maxStack: 9 } })).toHaveLength(4);
  expect(() => loads(input, { limits: { maxStack: 8 } })).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_LIMIT", offset: 45, opcode: "SETITEMS" }),
  );
});
