import { expect, test } from "vitest";
import { dumps, loads, loadsFrom } from "../../index.ts";

const numbers = Array.from({ length: 50_000 }, (_, at) =>
  at % 7 === 0 ? at / 8 + 0.125 : at % 3 === 0 ? at % 256 : at * 5 - 60_000,
);

test("long lists of numbers come back whole, over batches and frames", () => {
  for (const protocol of [1, 2, 3, 4, 5] as const) {
    expect(loads(dumps(numbers, { protocol }))).toStrictEqual(numbers);
  }
});

test("numbers between other values keep their places", () => {
  const mixed = numbers.map((value, at) => (at % 1500 === 1499 ? `text ${at}` : value));
  expect(loads(dumps([mixed, numbers.slice(0, 100), [1], mixed]))).toStrictEqual([
    mixed,
    numbers.slice(0, 100),
    [1],
    mixed,
  ]);
});

test("a stream cut anywhere gives the same list", async () => {
  const bytes = dumps(numbers, { protocol: 4 });
  const chunks = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, at) =>
    bytes.slice(at * 997, (at + 1) * 997),
  );
  expect(await loadsFrom(chunks)).toStrictEqual(numbers);
});

test("numbers after a mark that APPENDS does not close go back onto the stack", () => {
  const many = Array.from({ length: 100 }, (_, at) => [0x4b, at]).flat();
  // EMPTY_LIST MARK numbers POP_MARK: the list stays empty. MARK numbers TUPLE: the tuple takes them.
  expect(loads(Uint8Array.from([0x5d, 0x28, ...many, 0x31, 0x2e]))).toStrictEqual([]);
  const tuple = loads(Uint8Array.from([0x5d, 0x28, ...many, 0x74, 0x86, 0x2e])) as unknown[][];
  expect(tuple[0]).toStrictEqual([]);
  expect(Array.from(tuple[1]!)).toStrictEqual(Array.from({ length: 100 }, (_, at) => at));
});

test("F114 a list of numbers that ends with its frame takes nothing of what follows it", () => {
  // CPython's own bytes: the first frame is full just when the inner list is.
  const value = [Array.from({ length: 21_915 }, (_, at) => at), 5, "x"];
  const bytes = dumps(value, { protocol: 4 });
  expect(Buffer.from(bytes.subarray(65_548, 65_550)).toString("latin1")).toBe("e\x95");
  expect(loads(bytes)).toStrictEqual(value);
});

test("a batch of more numbers than maxStack is refused at the number that is one too many", () => {
  const bytes = Buffer.from("](K\x01e(K\x01K\x02K\x03K\x04e.", "latin1");
  expect(loads(bytes, { limits: { maxStack: 5 } })).toEqual([1, 1, 2, 3, 4]);
  expect(() => loads(bytes, { limits: { maxStack: 4 } })).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_LIMIT", offset: 14, opcode: "APPENDS" }),
  );
  expect(() => loads(bytes, { limits: { maxStack: 3 } })).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_LIMIT", offset: 12, opcode: "BININT1" }),
  );
});
