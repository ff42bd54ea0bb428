import { expect, test } from "vitest";
import { dumps, loads, loadsFrom, type LoadsOptions, PickleError } from "../index.ts";

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");

/** One pickle that pushes a value once, keeps it in the memo, and then uses it again and again. */
function program(source: string | Uint8Array, use: string, times: number): Uint8Array {
  const begin = typeof source === "string" ? ascii(source) : source;
  return Buffer.concat([ascii("("), begin, ascii(use.repeat(times)), ascii("t.")]);
}

const long = "x".repeat(60_000);
const numbers = `(${"K\x01".repeat(30_000)}tq\x00`;
const texts = `(${"U\x01a".repeat(30_000)}tq\x00`;
const dict = `}q\x00(${Array.from({ length: 5000 }, (_, at) => `U\x04${String(at + 1000)}N`).join("")}u`;
const names = Array.from({ length: 5000 }, (_, at) => `U\x04${String(at + 1000)}`);
const record = `(I3\nU\x01|N(${names.join("")}t(d(${names.map((name) => `${name}cnumpy\ndtype\n(U\x02u1I00\nI01\ntRI0\n\x86`).join("")}uI1000\nI1\nI16\ntq\x00`;
const inert: LoadsOptions = { policy: "inspect" };

/** What a few bytes did over and over with one large value, and what it would have cost. */
const bombs: [what: string, source: string, use: string, times: number, options?: LoadsOptions][] =
  [
    [
      "arguments of a class",
      `(cm\nC\n${"K\x01".repeat(30_000)}tq\x00`,
      "ccopyreg\n__newobj__\nh\x00R",
      2000,
      inert,
    ],
    ["the message of an exception", texts, "cbuiltins\nValueError\nh\x00R", 2000],
    ["parts of a path", texts, "cpathlib\nPurePosixPath\nh\x00R", 2000],
    ["a Decimal's text", `V${"1".repeat(90_000)}\n\x85q\x00`, "cdecimal\nDecimal\nh\x00R", 3000],
    [
      "a Fraction's text",
      `V${"1".repeat(4000)}\n\x85q\x00`,
      "cfractions\nFraction\nh\x00R",
      20_000,
    ],
    ["attributes of a namespace", dict, "ctypes\nSimpleNamespace\n)Rh\x00b", 3000],
    ["fields of a dtype", record, "cnumpy\ndtype\n(U\x05V1000I00\nI01\ntRh\x00b", 2000],
    [
      "a name that grows",
      `V${"n".repeat(1000)}\nq\x00`,
      "0cbuiltins\ngetattr\n(cm\nC\nh\x00tRq\x01cbuiltins\ngetattr\n(h\x01h\x00tR",
      10,
      inert,
    ],
    ["a global's long name", `V${long}\nq\x00`, "h\x00U\x01a\x93", 2, inert],
    ["a set's members", numbers, "cbuiltins\nset\nh\x00\x85R", 2000],
  ];

test.each(bombs)(
  "one large value used again and again counts each time: %s",
  (_what, source, use, times, options) => {
    const bytes = program(source, use, times);
    const limits = { maxBytes: 64 * bytes.length + 1_000_000 };
    const code = codeOf(() => loads(bytes, { ...options, limits }));
    expect(code).toBe("SERIALIZATION_LIMIT");
  },
);

test("without limits of the caller's a small input may still not cost much more than itself", () => {
  const bytes = program(numbers, "cbuiltins\nset\nh\x00\x85R", 2000);
  expect(codeOf(() => loads(bytes))).toBe("SERIALIZATION_LIMIT");
  const before = process.memoryUsage().heapUsed;
  expect(codeOf(() => loads(bytes))).toBe("SERIALIZATION_LIMIT");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(16_777_216 + 100 * bytes.length);
});

test("what comes in pieces or beside the pickle counts as input", async () => {
  const whole = new Float64Array(5_000_000).fill(1.5);
  const bytes = dumps(whole);
  expect(await loadsFrom([bytes.subarray(0, 100), bytes.subarray(100)])).toEqual(whole);
  const buffers: Uint8Array[] = [];
  const outside = dumps(whole, {
    protocol: 5,
    bufferCallback: (buffer) => void buffers.push(buffer),
  });
  const shifted = buffers.map((buffer) => {
    const room = new Uint8Array(buffer.length + 1);
    room.set(buffer, 1);
    return room.subarray(1);
  });
  expect(outside.length).toBeLessThan(1000);
  expect(loads(outside, { buffers: shifted })).toEqual(whole);
});

test("a text that is no dtype is refused at once, however long", () => {
  const bytes = program(`V${"1".repeat(1_000_000)}\nq\x00`, "cnumpy\ndtype\nh\x00\x85R", 1);
  expect(codeOf(() => loads(bytes))).toBe("SERIALIZATION_BAD_ARGUMENT");
});

test("arrays that copy one object of bytes count each time", () => {
  const array = ascii("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntU\x01btR");
  const state = ascii("(I1\n(I60000\ntcnumpy\ndtype\n(U\x02u1I00\nI01\ntRI00\nh\x00tb");
  const content = dumps(new Uint8Array(60_000), { protocol: 3 }).subarray(2, -1);
  const bytes = Buffer.concat([
    ascii("("),
    content,
    ...Array.from({ length: 500 }, () => [array, state]).flat(),
    ascii("t."),
  ]);
  const limits = { maxBytes: 5_000_000 };
  expect(codeOf(() => loads(bytes, { limits, bytes: "copy" }))).toBe("SERIALIZATION_LIMIT");
  expect(codeOf(() => loads(bytes, { limits }))).toBe("none");
});

test("objects that change their kind are found without a search, in a memo of any order", () => {
  const count = 20_000;
  const text = `(${Array.from({ length: count }, (_, at) => smallArray(2 * at + 1)).join("")}t.`;
  expect(loads(ascii(text))).toHaveLength(count);
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error.code;
    throw error;
  }
  return "none";
}

/** Opcodes for an array of one number that stands under an index of the memo. */
function smallArray(index: number): string {
  const made = `cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntU\x01btRp${index}\n`;
  return `${made}(I1\n(I1\ntcnumpy\ndtype\n(U\x02f4I00\nI01\ntRI00\nU\x04abcdtb`;
}
