import { expect, test } from "vitest";
import {
  Deque,
  Dtype,
  dumps,
  type DumpsOptions,
  loads,
  NdArray,
  PyFrozenSet,
  PyTuple,
} from "../../index.ts";

let shared: PyTuple = PyTuple.of<unknown>(1);
for (let level = 0; level < 60; level += 1) shared = PyTuple.of<unknown>(shared, shared);

test.each([
  ["an array", [1], {}],
  ["a Set", new Set(), {}],
  ["a Map", new Map(), {}],
  ["a plain object", {}, {}],
  ["an array", new Deque(), {}],
  ["an array", new NdArray(Dtype.parse("<i4"), [1], Int32Array.of(1)), {}],
  ["a typed array", Float64Array.of(1), {}],
  ["a typed array", Float64Array.of(1), { typedArrays: "list" }],
  ["a bytearray", Float64Array.of(1), { typedArrays: "bytes", bytes: "bytearray" }],
  ["a bytearray", Uint8Array.of(1), { bytes: "bytearray" }],
  ["a bytearray", new ArrayBuffer(1), { bytes: "bytearray" }],
  ["a tuple with an array in it", PyTuple.of<unknown>(1, PyTuple.of<unknown>(2, [3])), {}],
] as const)("F114 %s is refused as a key and as a member, with its place", (kind, key, options) => {
  const message = new RegExp(`^${kind} cannot be a key .*\\(path \\$\\.here\\)$`);
  expect(() => dumps({ here: new Map([[key, 1]]) }, options)).toThrow(message);
  expect(() => dumps({ here: new Set([key]) }, options)).toThrow(message);
  expect(() => dumps({ here: new PyFrozenSet([key]) }, options)).toThrow(message);
});

test.each([
  [Uint8Array.of(1), {}],
  [new ArrayBuffer(1), {}],
  [Float64Array.of(1), { typedArrays: "bytes" }],
  [PyTuple.of<unknown>(1, new PyFrozenSet([2])), {}],
  [shared, {}],
  [new Date(0), {}],
] as readonly (readonly [unknown, DumpsOptions])[])("F114 %o is a key", (key, options) => {
  expect(loads(dumps(new Map([[key, 1]]), options))).toBeInstanceOf(Map);
});

test("F114 arrays and Sets inside tuples are converted when asked", () => {
  const key = PyTuple.of<unknown>(1, [2, new Set([3])]);
  const [back] = [
    ...(
      loads(dumps(new Map([[key, 1]]), { unhashable: "convert" })) as Map<unknown, unknown>
    ).keys(),
  ];
  expect(back).toEqual(PyTuple.of<unknown>(1, PyTuple.of<unknown>(2, new PyFrozenSet([3]))));
});
