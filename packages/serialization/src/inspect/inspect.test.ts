import { expect, test } from "vitest";
import {
  dumps,
  formatInspection,
  inspect,
  loads,
  NdArray,
  Dtype,
  PickleError,
  PyTuple,
  toJson,
} from "../index.ts";

const hostile = Buffer.from(
  "\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02ls\x85R.",
  "latin1",
);

test("lists opcodes, globals and memo without building anything", () => {
  const found = inspect(hostile);
  expect(found.protocol).toBe(4);
  expect(found.globals).toEqual([{ module: "posix", name: "system", offset: 19, dangerous: true }]);
  expect(found.operations.map(({ opcode }) => opcode)).toEqual([
    "PROTO",
    "SHORT_BINUNICODE",
    "MEMOIZE",
    "SHORT_BINUNICODE",
    "MEMOIZE",
    "STACK_GLOBAL",
    "MEMOIZE",
    "SHORT_BINUNICODE",
    "TUPLE1",
    "REDUCE",
    "STOP",
  ]);
  expect(found.end).toBe(hostile.length);
});

test("prints an inspection", () => {
  expect(formatInspection(inspect(dumps([1, "a"], { protocol: 2 })))).toBe(
    [
      "     0: PROTO            2",
      "     2: EMPTY_LIST",
      "     3: BINPUT           0",
      "     5: MARK",
      "     6:   BININT1          1",
      '     8:   BINUNICODE       "a"',
      "    14:   BINPUT           1",
      "    16: APPENDS",
      "    17: STOP",
      "protocol 2, 9 opcodes, 2 memo entries, 18 bytes",
      "no globals",
    ].join("\n"),
  );
});

test("inspection fails with the offset", () => {
  expect(() => inspect(Buffer.from("K", "latin1"))).toThrow(PickleError);
  expect(() => inspect(Buffer.from("N\xff.", "latin1"))).toThrow(/offset 1/);
});

test("turns values into JSON that people can read", () => {
  const array = new NdArray(Dtype.parse("f8"), [2, 2], new Float64Array([1, 2, 3, 4]));
  const value = loads(
    dumps({ a: PyTuple.of<unknown>(1, 2n ** 70n), b: new Set([1]), c: array, d: Number.NaN }),
  );
  expect(toJson(value)).toEqual({
    a: { $type: "tuple", items: [1, { $type: "int", value: "1180591620717411303424" }] },
    b: { $type: "set", items: [1] },
    c: {
      $type: "ndarray",
      dtype: "<f8",
      shape: [2, 2],
      data: [
        [1, 2],
        [3, 4],
      ],
    },
    d: { $type: "float", value: "NaN" },
  });
  expect(toJson(loads(hostile, { policy: "inspect" }))).toEqual({
    $type: "call",
    function: "posix.system",
    args: ["ls"],
  });
});

test("JSON export is bounded and knows cycles", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(toJson(cycle)).toEqual([{ $type: "cycle" }]);
  let laughs: unknown = [];
  for (let level = 0; level < 60; level += 1) laughs = [laughs, laughs];
  expect(() => toJson(laughs, { maxNodes: 10_000 })).toThrow(/maxNodes/);
  let deep: unknown = 1;
  for (let level = 0; level < 2000; level += 1) deep = [deep];
  expect(() => toJson(deep)).toThrow(/maxDepth/);
});
