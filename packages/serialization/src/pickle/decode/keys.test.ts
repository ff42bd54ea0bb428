import { expect, test } from "vitest";
import { dumps, loads, PyFloat, type PyTuple } from "../../index.ts";

const bytes = (program: string): Uint8Array => Buffer.from(program, "latin1");

test('F114 tuples:"array" reads dicts and sets of tuples', () => {
  const options = { tuples: "array" } as const;
  expect(loads(bytes("}K\x01K\x02\x86K\x03s."), options)).toEqual(new Map([[[1, 2], 3]]));
  expect(loads(bytes("}(K\x01\x85K\x02u."), options)).toEqual(new Map([[[1], 2]]));
  expect(loads(bytes("\x8f(K\x01\x85\x85\x90."), options)).toEqual(new Set([[[1]]]));
  const frozen = loads(bytes("(K\x01\x85\x91."), options) as Set<unknown>;
  expect([...frozen]).toEqual([[1]]);
  const counter = loads(bytes("ccollections\nCounter\n}K\x01\x85K\x02s\x85R."), options);
  expect([...(counter as Map<unknown, unknown>)]).toEqual([[[1], 2]]);
});

test("F114 what has no hash in Python is no key, nor an item of a tuple that is one", () => {
  const kinds: [string, string][] = [
    ["]", "a list"],
    ["}", "a dict"],
    ["\x8f", "a set"],
    ["\x96\0\0\0\0\0\0\0\0", "a bytearray"],
    ["ccollections\nOrderedDict\n)R", "a dict"],
    ["ccollections\ndeque\n)R", "a list"],
  ];
  for (const [program, kind] of kinds) {
    const message = `${kind} cannot be a key or member: it is not hashable`;
    expect(() => loads(bytes(`}${program}Ns.`))).toThrow(message);
    expect(() => loads(bytes(`\x8f(${program}\x85\x90.`))).toThrow(
      `a tuple with ${message.replace(" cannot", " in it cannot")}`,
    );
  }
  expect(() => loads(bytes("}ccollections\ndeque\n)RNs."), { tuples: "array" })).toThrow("a list");
});

test("F114 a tuple of what has a hash is a key", () => {
  const map = loads(bytes("}(C\x01a)NK\x01\x88(\x91tNs.")) as Map<PyTuple, unknown>;
  expect([...map.keys()][0]).toHaveLength(6);
});

test("F114 each NaN is a key and a member of its own, as none equals another in Python", () => {
  const nan = "G\x7f\xf8\0\0\0\0\0\0";
  const dict = loads(Buffer.from(`\x80\x04}(${nan}K\x01${nan}K\x02u.`, "latin1"));
  const set = loads(Buffer.from(`\x80\x04\x8f(${nan}${nan}\x90.`, "latin1"));
  expect([...(dict as Map<unknown, unknown>)]).toEqual([
    [Number.NaN, 1],
    [new PyFloat(Number.NaN), 2],
  ]);
  expect((set as Set<unknown>).size).toBe(2);
  for (const value of [dict, set]) expect(loads(dumps(value))).toEqual(value);
});
