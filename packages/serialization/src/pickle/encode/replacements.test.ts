import { expect, test } from "vitest";
import { dumps, type DumpsOptions, loads } from "../../index.ts";

class Node {
  self: unknown = this;
  name = "node";
}

const again = (value: unknown, options: DumpsOptions): unknown =>
  loads(dumps(value, options), { policy: "inspect" });

test("F114 an instance that is written as a dict keeps sharing, and may hold itself", () => {
  const node = new Node();
  for (const protocol of [0, 2, 5] as const) {
    const [first, second] = again([node, node], { instances: "dict", protocol }) as Node[];
    expect(first).toBe(second);
    expect(first!.self).toBe(first);
  }
});

test.each([
  ["an ArrayBuffer as bytearray", new ArrayBuffer(8), { bytes: "bytearray" }],
  ["a DataView as bytearray", new DataView(new ArrayBuffer(8)), { bytes: "bytearray" }],
  ["a typed array as list", Float64Array.of(1.5), { typedArrays: "list" }],
  ["what toJSON of an object gave", { toJSON: () => ({ a: 1 }) }, { toJSON: true }],
  [
    "what toJSON of an instance gave",
    new (class {
      toJSON = () => [1];
    })(),
    { toJSON: true },
  ],
] as const)("F114 %s is one object where the original was", (_, value, options) => {
  const [first, second] = again([value, value], options) as object[];
  expect(first).toBe(second);
});

test("F114 what a toJSON gave is not asked again, so that one may give its own object", () => {
  const plain = { a: 1, toJSON: () => plain };
  expect(() => dumps(plain, { toJSON: true })).toThrow(/function "toJSON" cannot be written/);
  class Money {
    amount = 5;
    toJSON(): this {
      return this;
    }
  }
  expect(again(new Money(), { toJSON: true, instances: "dict" })).toEqual({ amount: 5 });
  const nested = { toJSON: () => ({ inner: { toJSON: () => 7 } }) };
  expect(again(nested, { toJSON: true })).toEqual({ inner: 7 });
});

test("F114 an object whose toJSON holds the object itself ends", () => {
  const parent = { toJSON: (): unknown => ({ child: [parent] }) };
  const made = again(parent, { toJSON: true }) as { child: unknown[] };
  expect(made.child[0]).toBe(made);
});

test("F114 properties of instances without a value are left out when asked", () => {
  const value = Object.assign(
    new (class Row {
      c = 2;
    })(),
    { a: undefined, b: 1 },
  );
  for (const instances of ["dict", "namespace"] as const) {
    const bytes = Buffer.from(dumps(value, { instances, undefined: "skip" })).toString("latin1");
    expect(bytes).toContain("\x01b\x94");
    expect(bytes).not.toContain("\x01a\x94");
  }
});
