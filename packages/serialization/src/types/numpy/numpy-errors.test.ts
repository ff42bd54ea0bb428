import { expect, test } from "vitest";
import { Dtype, loads, NdArray, PickleError } from "@heddle/serialization";

test("a text that is no dtype is a PickleError, with its place when it was read", () => {
  expect(() => Dtype.parse("zz")).toThrow(PickleError);
  const bytes = new TextEncoder().encode("cnumpy\ndtype\n(Vzz\ntR.");
  expect(() => loads(bytes)).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_BAD_ARGUMENT", opcode: "REDUCE", offset: 19 }),
  );
});

test("an array of objects has no bytes, which is a PickleError", () => {
  expect(() => new NdArray(Dtype.parse("O"), [1], ["a"]).toBytes()).toThrow(PickleError);
});
