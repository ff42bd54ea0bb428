import { expect, test } from "vitest";
import { inspect, loadJoblib, loads, loadsAll, PickleError } from "../../index.ts";

/** Each of these took from half a minute to days: a timeout far above what they take now. */
const patience = { timeout: 20_000 };
const bytes = (program: string): Uint8Array => Buffer.from(program, "latin1");

function failure(program: string): PickleError {
  try {
    loads(bytes(program));
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("F116 a text of backslashes is read in time", patience, () => {
  const text = "\\".repeat(1_000_000);
  expect(loads(bytes(`V${text}\n.`))).toBe(text);
  expect(loads(bytes(`V${text}u0041\n.`))).toBe(`${text}u0041`);
  expect(loads(bytes(`V${text}\\u0041\\U0001F600x\n.`))).toBe(`${text}A😀x`);
});

test("F116 many pickles one after the other do not each make room for all", patience, () => {
  const one = `\x80\x04}${"\x94".repeat(1100)}(u.`;
  expect(loadsAll(bytes(one.repeat(4000)))).toHaveLength(4000);
});

test("F116 empty dicts before numbers are not each looked ahead from for long", patience, () => {
  const list = loads(bytes(`(${"}N".repeat(1_000_000)}l.`)) as unknown[];
  expect(list).toHaveLength(2_000_000);
  expect(list.slice(-2)).toEqual([Object.create(null), null]);
});

test("F116 small pickles inside a pickle do not each keep a large part of the input", () => {
  const wrapper =
    "cjoblib.numpy_pickle\nNumpyArrayWrapper\nq\x00}q\x01X\x05\0\0\0dtype" +
    "cnumpy\ndtype\nX\x02\0\0\0O8\x89\x88\x87Rs0";
  const nested = `(${"X\x0e\0\0\0abcdefghijklmn".repeat(6)}t.`;
  const count = 20_000;
  const program = bytes(`${wrapper}(${`h\x00)\x81h\x01b${nested}`.repeat(count)}t.`);
  const before = process.memoryUsage().heapUsed;
  const value = loadJoblib(program) as unknown[];
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * program.length);
  expect(value).toHaveLength(count);
});

test("the path of a fault deep inside is cut, and found in time", patience, () => {
  const keys = Array.from({ length: 50_000 }, (_, at) => `\x8c\x06k${10_000 + at}N`);
  const deep = failure(`}q\x00(${keys.join("")}u${"h\x00(".repeat(300_000)}\xff`);
  expect(deep.path).toMatch(/^\$.{0,400}…$/);
  expect(failure(`${"]".repeat(100_000)}\xff`).path).toMatch(/^\$(?:\[0\]){100,}…$/);
});

test("F116 a long module that many globals share is kept once", patience, () => {
  const names = Array.from({ length: 50_000 }, (_, at) => `h\x00\x8c\x05${10_000 + at}\x93`);
  const program = bytes(`X\xc6\x07\0\0${"m".repeat(1990)}q\x00(${names.join("")}t.`);
  const before = process.memoryUsage().heapUsed;
  const value = loads(program, { policy: "inspect" });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * program.length);
  expect(value).toHaveLength(50_000);
  expect(inspect(program).globals).toHaveLength(50_000);
});

test("F116 names as long as the input are told by their begin", patience, () => {
  const use = "h\x00h\x01\x93".repeat(100_000);
  const program = `X\x20\xa1\x07\0${"m".repeat(500_000)}q\x00\x8c\x01nq\x01(${use}t.`;
  expect(inspect(bytes(program)).globals).toEqual([
    { module: `${"m".repeat(2000)}…`, name: "n", offset: 500_017, dangerous: true },
  ]);
});
