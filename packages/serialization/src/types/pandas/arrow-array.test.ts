import { expect, test } from "vitest";
import {
  ArrowStrings,
  dumps,
  loads,
  PyGlobal,
  PyObject,
  PyReduce,
  PyTuple,
} from "@heddle/serialization";

const arrow = (name: string, ...args: unknown[]): PyReduce =>
  new PyReduce(new PyGlobal("pyarrow.lib", name), PyTuple.from(args));

const buffer = (bytes: Uint8Array): PyReduce => arrow("py_buffer", bytes);

function array(
  type: string,
  length: number,
  offset: number,
  buffers: readonly unknown[],
): PyReduce {
  const parts = [arrow("type_for_alias", type), length, 1, offset, buffers, [], null];
  return arrow("_restore_array", PyTuple.from(parts));
}

/** The texts that a pickle of pandas 3 with these parts is decoded to, under the default policy. */
function texts(parts: unknown): (string | null)[] {
  const node = new PyObject(new PyGlobal("pandas.arrays", "ArrowStringArray"), new PyTuple());
  node.operations.push({ kind: "state", value: new Map([["_pa_array", parts]]) });
  const decoded = loads(dumps(node));
  expect(decoded).toBeInstanceOf(ArrowStrings);
  return (decoded as ArrowStrings).toArray();
}

const bytes = new TextEncoder().encode("abçd");
const places = new Uint8Array(Int32Array.of(0, 1, 1, 4, 5).buffer);
const wide = new Uint8Array(BigInt64Array.of(0n, 1n, 1n, 4n, 5n).buffer);
const validity = Uint8Array.of(0b1101);

test.each([
  ["string", places],
  ["large_string", wide],
])("texts of type %s, with missing ones, from an offset, in chunks", (type, offsets) => {
  const whole = array(type, 4, 0, [buffer(validity), buffer(offsets), buffer(bytes)]);
  expect(texts(whole)).toEqual(["a", null, "bç", "d"]);
  expect(texts(array(type, 2, 2, [null, buffer(offsets), buffer(bytes)]))).toEqual(["bç", "d"]);
  expect(texts(arrow("chunked_array", [whole, whole]))).toHaveLength(8);
  expect(texts(array(type, 0, 0, [null, null, null]))).toEqual([]);
});

test.each([
  ["no array", 7],
  ["too few offsets", array("string", 5, 0, [null, buffer(places), buffer(bytes)])],
  [
    "too few bits",
    array("string", 4, 0, [buffer(new Uint8Array()), buffer(places), buffer(bytes)]),
  ],
  ["no text", array("string", 4, 0, [null, buffer(places), null])],
  [
    "offsets that go back",
    array("string", 1, 0, [null, buffer(Uint8Array.of(9, 0, 0, 0, 1, 0, 0, 0)), buffer(bytes)]),
  ],
  ["a negative length", array("string", -1, 0, [null, buffer(places), buffer(bytes)])],
])("parts that do not fit are a clear error: %s", (_, parts) => {
  expect(() => texts(parts)).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_BAD_ARGUMENT" }),
  );
});
