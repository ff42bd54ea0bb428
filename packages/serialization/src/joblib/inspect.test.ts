import { expect, test } from "vitest";
import {
  Dtype,
  dumps,
  formatInspection,
  inspect,
  inspectJoblib,
  joblibCodec,
  loads,
  NdArray,
  PickleError,
} from "../index.ts";

const value = {
  numbers: Float64Array.of(1, 2, 3),
  objects: new NdArray(Dtype.parse("O"), [2], ["a", Uint8Array.of(1)]),
  after: "text",
};

test.each([0, 3, ["gzip", 1], ["bz2", 1], ["lzma", 1], ["xz", 1], "lz4"] as const)(
  "takes a joblib file apart, whichever way it is compressed: %j",
  (compress) => {
    const bytes = joblibCodec.dump(value, { compress: compress as number }) as Uint8Array;
    const { operations, globals, end } = inspectJoblib(bytes);
    expect(operations.filter(({ opcode }) => opcode === "STOP")).toHaveLength(2);
    const raw = operations.filter(({ opcode }) => opcode === "RAW");
    const padding = raw.slice(0, -1).reduce((sum, { length }) => sum + length, 0);
    expect(raw.at(-1)!.argument).toEqual(new Uint8Array(value.numbers.buffer));
    expect(padding).toBeGreaterThan(0);
    expect(globals.map(({ name }) => name)).toContain("NumpyArrayWrapper");
    expect(globals.some(({ dangerous }) => dangerous)).toBe(false);
    expect(end).toBe(operations.reduce((sum, { length }) => sum + length, 0));
    expect(formatInspection(inspectJoblib(bytes))).toContain("RAW");
  },
);

test("a plain pickle is taken apart as by inspect, even one that could not be decoded", () => {
  for (const bytes of [dumps([1, "a"]), Buffer.from("h\x09.", "latin1")]) {
    expect(inspectJoblib(bytes)).toEqual(inspect(bytes));
  }
});

test("dangerous names inside the pickle of an array of objects are marked", () => {
  const hostile = loads(Buffer.from("cos\nsystem\n.", "latin1"), { policy: "inspect" });
  const array = new NdArray(Dtype.parse("O"), [1], [hostile]);
  const { globals } = inspectJoblib(joblibCodec.dump(array, { compress: 3 }) as Uint8Array);
  expect(globals.filter(({ dangerous }) => dangerous).map(({ name }) => name)).toEqual(["system"]);
});

test("a file that is cut is an error with its place", () => {
  const bytes = joblibCodec.dump(value) as Uint8Array;
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => inspectJoblib(bytes.subarray(0, length))).toThrow(PickleError);
  }
});
