import { expect, test } from "vitest";
import { Dtype, NdArray, PyTuple, toJson } from "@heddle/serialization";

test("a text, bytes or integer that is shared counts each time it is shown", () => {
  const long = "x".repeat(1_000_000);
  for (const shared of [long, new Uint8Array(1_000_000), 1n << 4_000_000n]) {
    const many = Array.from({ length: 200 }, () => shared);
    expect(() => toJson(many)).toThrow(/\(maxText\)/);
    expect(() => toJson(many.slice(0, 3), { maxText: 2_000_000 })).toThrow(/\(maxText\)/);
  }
});

test("an array larger than the bound on values is refused before it is taken apart", () => {
  const array = new NdArray(Dtype.parse("i1"), [1000, 2000], new Int8Array(2_000_000));
  expect(() => toJson(array)).toThrow(/\(maxNodes\)/);
  expect(() => toJson(new Float64Array(2_000_000))).toThrow(/\(maxNodes\)/);
});

test("integers past Python's own bound on digits are shown in hexadecimal, at once", () => {
  expect(toJson(PyTuple.of(10n ** 4000n, -(1n << 40_000n)))).toEqual({
    $type: "tuple",
    items: [
      { $type: "int", value: `1${"0".repeat(4000)}` },
      { $type: "int", value: `-0x1${"0".repeat(10_000)}` },
    ],
  });
});
