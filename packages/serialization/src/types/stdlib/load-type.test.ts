import { expect, test } from "vitest";
import {
  Complex,
  type LoadsOptions,
  loads,
  PickleError,
  type PyError,
  PyFrozenSet,
  PyGlobal,
  PyRange,
  PyReduce,
} from "@heddle/serialization";

const read = (text: string, options?: LoadsOptions): unknown =>
  loads(Buffer.from(text, "latin1"), options);
const type = (name: string): string => `cdill._dill\n_load_type\n(V${name}\ntR`;

test("F114 types that dill names by _load_type make the values that they make elsewhere", () => {
  expect(read(`${type("complex")}(F1.5\nF-2\ntR.`)).toEqual(new Complex(1.5, -2));
  expect(read(`${type("range")}(I0\nI9\nI3\ntR.`)).toEqual(new PyRange(0, 9, 3));
  expect(read(`${type("frozenset")}((lI1\natR.`)).toEqual(new PyFrozenSet([1]));
  expect(read(`${type("bytes")}(tR.`)).toEqual(new Uint8Array());
  const error = read(`${type("IOError")}(I2\nVno\ntR.`) as PyError;
  expect([error.className, error.args]).toEqual(["builtins.OSError", [2, "no"]]);
  expect(read(`${type("int")}.`)).toEqual(new PyGlobal("builtins", "int"));
});

test("names that dill does not have, and types that no module holds, name nothing", () => {
  for (const name of ["eval", "FunctionType", "__import__", "constructor"]) {
    expect(() => read(`${type(name)}.`)).toThrow(PickleError);
    expect(read(`${type(name)}.`, { policy: "inspect" })).toBeInstanceOf(PyReduce);
  }
});

test("F114 NumPy arrays in dill's wording are arrays under the default policy", () => {
  const dtype = "cnumpy\ndtype\n(Vi2\nI00\nI01\ntR(I3\nV<\nNNNI-1\nI-1\nI0\ntb";
  const call = (attributes: string): string =>
    `cdill._dill\n_create_array\n(cnumpy._core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\nt(I1\n(I2\nt${dtype}I00\nV\\u0001\\u0000\\u0002\\u0000\nt${attributes}tR.`;
  expect(read(call("N"))).toEqual(Int16Array.of(1, 2));
  expect(read(call("}Vnote\nI1\ns"), { policy: "inspect" })).toBeInstanceOf(PyReduce);
});
