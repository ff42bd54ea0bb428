import { expect, test } from "vitest";
import { dumps, loads, loadsAll, loadsFrom, type LoadsOptions, PickleError } from "../../index.ts";

const plain = Object.fromEntries(
  Array.from({ length: 3500 }, (_, at) => [`key_${at}`, valueAt(at)]),
);

/** Every kind of value that is read straight, in turn. */
function valueAt(at: number): unknown {
  const kinds = [
    at + 0.5,
    at % 256,
    300 + at,
    70_000 + at,
    -at - 1,
    null,
    true,
    false,
    `tëxt ${at}`,
  ];
  return kinds[at % kinds.length];
}

/** Opcodes of a dict on top of the stack, in batches of the text of their pairs. */
function batches(...contents: string[]): string {
  return contents.map((content) => `(${content}u`).join("");
}

function pairs(from: number, to: number, value = "K\x01"): string {
  let text = "";
  for (let at = from; at < to; at += 1) {
    const key = `k${at}`;
    text += `\x8c${String.fromCharCode(key.length)}${key}\x94${value}`;
  }
  return text;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

function outcome(input: Uint8Array, options: LoadsOptions = {}): unknown {
  try {
    return asMap(loads(input, { policy: "inspect", ...options }));
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    return [error.code, error.offset, error.opcode];
  }
}

function asMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMap);
  if (typeof value !== "object" || value === null || value instanceof Map) return value;
  return Object.getPrototypeOf(value) === null ? new Map(Object.entries(value)) : value;
}

test("F114 dicts of several batches come back whole in every protocol, in the order of their keys", () => {
  for (const protocol of [0, 1, 2, 3, 4, 5] as const) {
    const loaded = loads(dumps([plain, plain, "key_3499"], { protocol })) as (typeof plain)[];
    expect(loaded).toEqual([plain, plain, "key_3499"]);
    expect(Object.keys(loaded[0]!)).toEqual(Object.keys(plain));
  }
});

test("F114 keys of a wide dict that come again are found, wherever they are", async () => {
  const again = Object.keys(plain).toReversed();
  const texts = Object.values(plain).filter((value) => typeof value === "string");
  const value = [plain, again, texts, { key_7: 1, key_3000: 2, other: "key_2500" }, again];
  for (const protocol of [1, 2, 4] as const) {
    const input = dumps(value, { protocol });
    expect(loads(input)).toEqual(value);
    expect(await loadsFrom([input.subarray(0, 50_001), input.subarray(50_001)])).toEqual(value);
  }
});

test("F114 pickles that follow each other have keys of their own", () => {
  const one = dumps([plain, "key_2000"]);
  const other = dumps([Object.fromEntries(Object.entries(plain).toReversed()), "key_2001"]);
  const joined = Buffer.concat([one, other, one]);
  const [first, second, third] = loadsAll(joined) as [typeof plain, string][];
  expect([first![1], second![1], third![1]]).toEqual(["key_2000", "key_2001", "key_2000"]);
  expect(second![0]).toEqual(plain);
});

const odd: [string, string][] = [
  [
    "a key that an object would move, in a later batch",
    batches(pairs(0, 1000), `${pairs(1000, 1500)}\x8c\x017\x94K\x02`, pairs(1500, 1600)),
  ],
  [
    "a text that is not UTF-8",
    batches(pairs(0, 1000), `${pairs(1000, 1200)}\x8c\x02\xff\xff\x94K\x02`),
  ],
  [
    "a value that is not UTF-8",
    batches(pairs(0, 1000), `${pairs(1000, 1200)}\x8c\x01a\x94\x8c\x02\xff\xff\x94`),
  ],
  ["an odd number of values", batches(pairs(0, 1000), `${pairs(1000, 1200)}\x8c\x01a\x94`)],
  ["pairs that POP_MARK drops", `${batches(pairs(0, 1000))}(${pairs(1000, 1200)}1`],
  ["pairs that a tuple takes", `](${batches(pairs(0, 1000))}(${pairs(1000, 1200)}te`],
  ["a batch without pairs", batches(pairs(0, 1000), "", pairs(1000, 1100))],
  [
    "more pairs in a batch than usual",
    batches(pairs(0, 2000), pairs(2000, 4000), pairs(4000, 4001)),
  ],
  ["texts without memo entries", batches(pairs(0, 1000), "\x8c\x01aK\x02", pairs(1000, 1100))],
  [
    "a key that comes again",
    batches(pairs(0, 1000), `${pairs(1000, 1100)}${pairs(1050, 1200, "N")}`),
  ],
  ["a known key by BINGET", batches(pairs(0, 1000), pairs(1000, 1500), `j\xe8\x03\0\0K\x07`)],
  ["a value by BINGET", batches(pairs(0, 1000), pairs(1000, 1500), `\x8c\x01a\x94j\xe9\x03\0\0`)],
  [
    "an entry that was never written",
    batches(pairs(0, 1000), pairs(1000, 1500), `j\xdd\x05\0\0K\x07`),
  ],
  [
    "an entry that is written again before it is asked for",
    `](}${batches(pairs(0, 1000), pairs(1000, 1500))}K\x05r\xe8\x03\0\0j\xe8\x03\0\0j\xe9\x03\0\0e`,
  ],
  [
    "None in the place of an entry that was left out",
    `](}${batches(pairs(0, 1000), pairs(1000, 1500))}Nr\xe8\x03\0\0j\xe8\x03\0\0j\xe9\x03\0\0e`,
  ],
  [
    "an index far away, and then a key",
    `](}${batches(pairs(0, 1000), pairs(1000, 1500))}K\x05r\xe8\x03\x01\0j\xe8\x03\0\0j\xe9\x05\0\0e`,
  ],
  [
    "a copy of the dict between its pairs",
    `\x94${batches(pairs(0, 1000), `${pairs(1000, 1100)}\x8c\x01a\x94ccollections\nOrderedDict\nh\x00\x85R`)}`,
  ],
];

test.each(odd)("F114 as by the stack: %s", (_name, content) => {
  for (const end of [".", "", "K"]) {
    const input = bytes(`\x80\x04${content.startsWith("](") ? "" : "}"}${content}${end}`);
    for (const none of ["null", "undefined"] as const) {
      expect(outcome(input, { none })).toStrictEqual(outcome(input, { none, dicts: "map" }));
    }
  }
});

test("F114 wide dicts cut off anywhere end in the error that they end in otherwise", () => {
  const input = dumps(plain);
  for (let size = 40_000; size < input.length; size += 61) {
    const cut = input.slice(0, size);
    expect(outcome(cut)).toStrictEqual(outcome(cut, { dicts: "map" }));
  }
});

test("F114 limits count in wide dicts as elsewhere", () => {
  const input = dumps(plain);
  for (const limits of [
    { maxMemo: 900 },
    { maxMemo: 2500 },
    { maxMemo: 3500 },
    { maxStack: 1500 },
  ]) {
    const expected = outcome(input, { dicts: "map", limits });
    expect(expected).toContain("SERIALIZATION_LIMIT");
    expect(outcome(input, { limits })).toStrictEqual(expected);
  }
});

test("F114 mutated wide dicts give what they give without runs", () => {
  let state = 4_711;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const few = Object.fromEntries(Object.entries(plain).slice(0, 2200));
  for (const protocol of [1, 2, 4] as const) {
    const golden = dumps([few, "key_2000", "key_2100"], { protocol });
    const from = Math.floor(golden.length / 2);
    for (let round = 0; round < 300; round += 1) {
      const input = golden.slice();
      for (let edits = 1 + next(2); edits > 0; edits -= 1) {
        const at = from + next(golden.length - from);
        input[at] = next(2) === 0 ? next(256) : golden[next(golden.length)]!;
      }
      expect(outcome(input), `round ${round}`).toStrictEqual(outcome(input, { dicts: "map" }));
    }
  }
});
