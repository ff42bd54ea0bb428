import { expect, test } from "vitest";
import { type Dtype, dumps, loads, NdArray, PickleError } from "@heddle/serialization";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

interface Part {
  readonly name: string;
  /** Opcodes that push the part's dtype. */
  readonly dtype: string;
  readonly offset: number;
}

/** Opcodes for a dtype of records, of protocol 0 as Python writes it. */
function record(size: number, parts: readonly Part[]): string {
  const names = parts.map(({ name }) => `V${name}\n`).join("");
  const table = parts
    .map(({ name, dtype, offset }) => `V${name}\n(${dtype}I${offset}\nts`)
    .join("");
  return `${unbuilt(`V${size}`)}(I3\nV|\nN(${names}t(d${table}I${size}\nI1\nI16\ntb`;
}

function subarray(size: number, base: string, shape: string): string {
  return `${unbuilt(`V${size}`)}(I3\nV|\n(${base}(${shape}ttNNI${size}\nI1\nI0\ntb`;
}

const unbuilt = (type: string): string => `cnumpy\ndtype\n(V${type}\nI00\nI01\ntR`;

/** Opcodes for records that hold one field each, level by level. */
function nested(depth: number): string {
  let dtype = unbuilt("u1");
  for (let level = 0; level < depth; level += 1) {
    dtype = record(1, [{ name: "a", dtype, offset: 0 }]);
  }
  return dtype;
}

function codeOf(program: string): string {
  try {
    loads(bytes(`${program}.`));
    return "none";
  } catch (error) {
    if (error instanceof PickleError) return error.code;
    throw error;
  }
}

test("a dtype whose fields hold each other twice on each level is refused, not walked for ever", () => {
  let program = `${unbuilt("u1")}p0\n`;
  for (let level = 0; level < 40; level += 1) {
    const twice = ["a", "b"].map((name) => ({ name, dtype: `g${level}\n`, offset: 0 }));
    program += `0${record(8, twice)}p${level + 1}\n`;
  }
  expect(codeOf(program)).toBe("SERIALIZATION_LIMIT");
});

test("records of records are read to a depth of 64", () => {
  expect(codeOf(nested(60))).toBe("none");
  expect(codeOf(nested(1000))).toBe("SERIALIZATION_LIMIT");
});

test.each([
  ["a field past the end", record(4, [{ name: "a", dtype: unbuilt("i4"), offset: 1 }])],
  ["a field before the begin", record(4, [{ name: "a", dtype: unbuilt("i1"), offset: -1 }])],
  ["a sub-array of another size", subarray(8, unbuilt("i4"), "I3\n")],
  [
    "a sub-array of no bytes that claims millions of items",
    subarray(0, unbuilt("V0"), "I1000000000\n"),
  ],
  ["a sub-array of a thousand dimensions", subarray(1, unbuilt("i1"), "I1\n".repeat(1000))],
  [
    "thousands of fields in one place",
    record(
      1000,
      Array.from({ length: 100 }, (_, at) => ({
        name: `f${at}`,
        dtype: unbuilt("V1000"),
        offset: 0,
      })),
    ),
  ],
  [
    "a part that grows after it was taken",
    `${unbuilt("V4")}p0\n0${record(4, [{ name: "a", dtype: "g0\n", offset: 0 }])}0g0\n(I3\nV|\nNNNI9\nI1\nI0\ntb`,
  ],
  [
    "a dtype inside itself",
    `${unbuilt("V4")}p0\n0${record(4, [{ name: "a", dtype: "g0\n", offset: 0 }])}p1\n0g0\n(I3\nV|\nN(Va\nt(dVa\n(g1\nI0\ntsI4\nI1\nI0\ntb`,
  ],
])("refuses %s", (_what, program) => {
  expect(codeOf(program)).toMatch(/^SERIALIZATION_(?:BAD_ARGUMENT|LIMIT)$/);
});

test("unions, titles and gaps are read and written again", () => {
  const union = record(8, [
    { name: "whole", dtype: unbuilt("u8"), offset: 0 },
    { name: "low", dtype: unbuilt("u4"), offset: 0 },
    { name: "last", dtype: unbuilt("u1"), offset: 7 },
  ]);
  const dtype = loads(bytes(`${union}.`)) as Dtype;
  const again = loads(dumps(dtype)) as Dtype;
  expect(again.fields).toEqual(dtype.fields);
  const array = new NdArray(again, [1], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  expect(array.get(0)).toEqual([0x0807060504030201n, 0x04030201, 8]);
});

test("metadata of a dtype is written again, and none of a datetime stays none", () => {
  const withMetadata = loads(
    bytes("cnumpy\ndtype\n(Vi4\nI00\nI01\ntR(I4\nV<\nNNNI-1\nI-1\nI0\n(dVm\nI1\nstb."),
  ) as Dtype;
  expect((loads(dumps(withMetadata)) as Dtype).metadata).toEqual({ m: 1 });
  const times = loads(
    bytes("cnumpy\ndtype\n(VM8\nI00\nI01\ntR(I4\nV<\nNNNI-1\nI-1\nI0\n(N(Vns\nI1\nI1\nI1\ntttb."),
  ) as Dtype;
  const again = loads(dumps(times)) as Dtype;
  expect([again.text, again.metadata]).toEqual(["<M8[ns]", null]);
});
