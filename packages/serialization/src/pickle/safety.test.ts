import { expect, test } from "vitest";
import { type DecodeLimits, dumps, loads, type LoadsOptions, PickleError } from "../index.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** `posix.system` in each way in which a pickle can name and call something. */
const disguises: [string, string][] = [
  ["GLOBAL and REDUCE", "cposix\nsystem\n(Vls\ntR."],
  ["Python 2's spelling", "c__builtin__\neval\n(V1\ntR."],
  ["STACK_GLOBAL", "\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R."],
  ["INST", "(Vls\niposix\nsystem\n."],
  ["OBJ", "(cposix\nsystem\nVls\no."],
  ["NEWOBJ", "\x80\x02cposix\nsystem\nVls\n\x85\x81."],
  ["NEWOBJ_EX", "\x80\x04cposix\nsystem\nVls\n\x85}\x92."],
  ["EXT", "\x80\x02\x82\x07Vls\n\x85R."],
  ["getattr", "cbuiltins\ngetattr\n(cos\nsystem\nV__call__\ntR."],
  ["dotted name", "\x80\x04\x8c\x02os\x8c\x0bpath.system\x93)R."],
  ["nested REDUCE", "ccopyreg\n__newobj__\n(cposix\nsystem\nVls\ntR."],
  ["BUILD on a class", "csubprocess\nPopen\n)R}Vargs\nVls\nsb."],
  ["state of a known class", "cuuid\nUUID\n)\x81cposix\nsystem\nb."],
  ["reconstructor", "ccopyreg\n_reconstructor\n(cposix\nsystem\nc__builtin__\nobject\nNtR."],
  ["partial", "cfunctools\npartial\n(cposix\nsystem\nVls\ntR."],
];

test.each(disguises)("refuses a call by %s and makes nothing but inert nodes", (_way, text) => {
  const options: LoadsOptions = { extensions: { 7: "posix.system" } };
  expect(failure(bytes(text), options).code).toBe("SERIALIZATION_NOT_ALLOWED");
  let value: unknown;
  try {
    value = loads(bytes(text), { ...options, policy: "inspect" });
  } catch (error) {
    value = error;
  }
  expect(typeof value).toBe("object");
});

const huge: [string, string][] = [
  ["BINBYTES8", "\x8e\xff\xff\xff\xff\xff\xff\x0f\0."],
  ["BINBYTES8 past 2^53", "\x8e\0\0\0\0\0\0\0\x40."],
  ["BINUNICODE8", "\x8d\xff\xff\xff\xff\xff\xff\x0f\0."],
  ["BYTEARRAY8", "\x96\0\0\0\0\0\x01\0\0."],
  ["BINBYTES of 4 GiB", "B\xff\xff\xff\xff."],
  ["FRAME", "\x80\x04\x95\0\0\0\0\x01\0\0\0."],
];

test.each(huge)("compares the length of %s with the input before it allocates", (_name, text) => {
  const before = process.memoryUsage().arrayBuffers;
  expect(failure(bytes(text))).toBeInstanceOf(PickleError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
});

test("memo bombs share, they do not grow", () => {
  const levels = Array.from({ length: 60 }, (_, at) => `(g${at}\ng${at}\nlp${at + 1}\n`).join("");
  const [first, second] = loads(bytes(`(lp0\n${levels}.`)) as unknown[];
  expect(first).toBe(second);
});

test("DUP bombs share, they do not grow", () => {
  const [first, second] = loads(bytes(`]${"2\x86".repeat(1000)}.`)) as unknown[];
  expect(first).toBe(second);
});

test("a huge memo index costs one entry", () => {
  expect(loads(bytes("Nr\xfe\xff\xff\xff0j\xfe\xff\xff\xff."))).toBe(null);
});

test("limits are kept and can be set", () => {
  const limits: [string, DecodeLimits, Uint8Array][] = [
    ["maxStack", { maxStack: 10 }, bytes(`(${"N".repeat(20)}t.`)],
    ["maxMemo", { maxMemo: 5 }, dumps(Array.from({ length: 20 }, (_, at) => `s${at}`))],
    ["maxObjects", { maxObjects: 5 }, dumps(Array.from({ length: 20 }, () => []))],
    ["maxDigits", { maxDigits: 10 }, bytes(`I${"9".repeat(40)}\n.`)],
    ["maxLongBytes", { maxLongBytes: 10 }, dumps(2n ** 200n)],
    ["maxBytes", { maxBytes: 10 }, bytes(`\x96\x14\0\0\0\0\0\0\0${"x".repeat(20)}.`)],
  ];
  for (const [name, limit, input] of limits) {
    const error = failure(input, { limits: limit });
    expect([error.code, error.message.includes(name)]).toEqual(["SERIALIZATION_LIMIT", true]);
  }
});

test("lone surrogates are kept, invalid UTF-8 is refused", () => {
  for (const protocol of [0, 2, 4] as const) {
    expect(loads(dumps("a\ud800b", { protocol }))).toBe("a\ud800b");
  }
  for (const text of ["\xc0\x80", "\xf5\x80\x80\x80", "\xe2\x28\xa1", "\xed\xa0"]) {
    const head = `X${String.fromCharCode(text.length)}\0\0\0`;
    expect(failure(bytes(`${head}${text}.`)).code).toBe("SERIALIZATION_BAD_UTF8");
  }
});

test("names that JavaScript treats specially are only names", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    const text = `c${name}\n${name}\n(tR.`;
    expect(failure(bytes(text)).code).toBe("SERIALIZATION_NOT_ALLOWED");
    const value = loads(dumps(new Map([[name, 1]]))) as Record<string, unknown>;
    expect(Object.hasOwn(value, name)).toBe(true);
  }
  expect(({} as Record<string, unknown>)["polluted"]).toBe(undefined);
});

test("messages show names without control characters", () => {
  const { message } = failure(bytes("c\x1b[31mred\nname\n."));
  // oxlint-disable-next-line no-control-regex -- the point of the test
  expect(message).not.toMatch(/[\x00-\x1f]/);
});

test("a mark cannot be reached below", () => {
  for (const text of ["]K\x01(a.", "K\x01(\x85.", "(K\x01K\x02(\x86."]) {
    expect(failure(bytes(text))).toBeInstanceOf(PickleError);
  }
});

test("dicts that change their kind while they are in use stay one object", () => {
  const cyclic = bytes("}q\x00(X\x01\0\0\0aq\x01h\x00K\x01h\x00u.");
  const map = loads(cyclic) as Map<unknown, unknown>;
  expect(map).toBeInstanceOf(Map);
  expect([map.get("a") === map, map.get(1) === map]).toEqual([true, true]);
  const nested = `${"}q\x00X\x01\0\0\0ah\x00sK\x01Ns".repeat(2000)}${"0".repeat(1999)}.`;
  expect(failure(bytes(nested)).code).toBe("SERIALIZATION_LIMIT");
});

function failure(input: Uint8Array, options?: LoadsOptions): PickleError {
  try {
    loads(input, options);
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("it was decoded");
}

const sources: [what: string, source: Uint8Array, call: string][] = [
  [
    "bytearray of bytes",
    dumps(new Uint8Array(100_000), { protocol: 3 }),
    "cbuiltins\nbytearray\nh\x00\x85R",
  ],
  ["bytes of a list", manyNumbers(), "cbuiltins\nbytes\nh\x00\x85R"],
  [
    "bytes of a text",
    dumps("x".repeat(100_000), { protocol: 3 }),
    "c_codecs\nencode\nh\x00Vlatin1\n\x86R",
  ],
  ["set", manyNumbers(), "cbuiltins\nset\nh\x00\x85R"],
  ["frozenset", manyNumbers(), "cbuiltins\nfrozenset\nh\x00\x85R"],
  ["deque", manyNumbers(), "ccollections\ndeque\nh\x00\x85R"],
  ["array", manyNumbers(), "carray\narray\nVd\nh\x00\x86R"],
  ["Counter", manyPairs(), "ccollections\nCounter\nh\x00\x85R"],
  ["OrderedDict", manyPairs(), "ccollections\nOrderedDict\nh\x00\x85R"],
  ["a subclass of dict", manyPairs(), "ccopyreg\n_reconstructor\n(cm\nC\ncbuiltins\ndict\nh\x00tR"],
  ["path", dumps("a/".repeat(50_000), { protocol: 3 }), "cpathlib\nPurePosixPath\nh\x00\x85R"],
];

test.each(sources)(
  "copies of one value in the memo count as memory each: %s",
  (_what, source, call) => {
    const begin = Buffer.from(source.subarray(0, -1));
    const hostile = Buffer.concat([begin, Buffer.from(`(${call.repeat(100)}t.`, "latin1")]);
    const error = failure(hostile, { allow: ["m.C"], limits: { maxBytes: 2_000_000 } });
    expect(error.code).toBe("SERIALIZATION_LIMIT");
    expect(error.message).toContain("(maxBytes)");
  },
);

function manyNumbers(): Uint8Array {
  return dumps(
    Array.from({ length: 30_000 }, (_, at) => at % 256),
    { protocol: 3 },
  );
}

function manyPairs(): Uint8Array {
  return dumps(new Map(Array.from({ length: 5000 }, (_, at) => [at, null])), { protocol: 3 });
}
