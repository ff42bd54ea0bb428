import { expect, test } from "vitest";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyTuple } from "../../python/tuple.ts";
import { loads } from "../decode/loads.ts";
import { dumps } from "./dumps.ts";
import type { Protocol } from "./options.ts";

const protocols: readonly Protocol[] = [0, 1, 2, 3, 4, 5];

/** With a hook that has an answer for nothing, every object is looked up before it is written. */
function dumpsLookedUp(value: unknown, protocol: Protocol): Uint8Array {
  return dumps(value, { protocol, persistentId: () => undefined });
}

test("a record met again is written once, whether its texts were new or not", () => {
  const rows: { kind: string; name: string | null; at: number }[] = [];
  for (let at = 0; at < 6000; at += 1) {
    const before = at % 7 === 0 ? rows[Math.floor(at / 2)] : undefined;
    rows.push(before ?? { kind: `kind ${at % 3}`, name: at % 5 === 0 ? `name ${at}` : null, at });
  }
  for (const protocol of protocols) {
    const bytes = dumps(rows, { protocol });
    expect(Buffer.compare(bytes, dumpsLookedUp(rows, protocol))).toBe(0);
    const back = loads(bytes) as typeof rows;
    expect(new Set(back).size).toBe(new Set(rows).size);
    expect(back[7]).toBe(back[3]);
  }
});

test("a record whose writing is taken back may have closed a frame", () => {
  const shared = { a: "known", b: "text", c: 1.5 };
  for (let filler = 65_400; filler < 65_560; filler += 1) {
    const value = [shared, new Uint8Array(filler - 60_000), "x".repeat(60_000), shared, shared];
    const bytes = dumps(value, { protocol: 4 });
    expect(Buffer.compare(bytes, dumpsLookedUp(value, 4))).toBe(0);
    expect(loads(bytes, { frames: "strict" })).toHaveLength(5);
  }
});

test("a record met again after a large object, of which nothing was looked up yet, is written once", () => {
  const record = { kind: "known", at: 1 };
  const large = Object.fromEntries(
    Array.from({ length: 2000 }, (_, at) => [`k${at}`, at === 5 ? record : at]),
  );
  for (const protocol of protocols) {
    const value = [large, record, large];
    const bytes = dumps(value, { protocol });
    expect(Buffer.compare(bytes, dumpsLookedUp(value, protocol))).toBe(0);
    const [first, again] = loads(bytes) as [typeof large, object];
    expect(first["k5"]).toBe(again);
  }
});

test("a getter that gives a new text each time leaves other objects what they are", () => {
  let count = 0;
  const moody = {
    get text(): string {
      count += 1;
      return `text ${count}`;
    },
    at: 1,
  };
  const other = { name: "other", at: 2 };
  const back = loads(dumps([{ a: "first", b: 1 }, moody, other, moody, [], other])) as unknown[];
  expect(back[5]).toEqual(other);
  expect(back[5]).toBe(back[2]);
});

test("a wide object met again is written once", () => {
  const wide = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`field ${at}`, at]));
  const value = [{ a: 1, b: 2 }, wide, [wide], { a: wide }];
  const [, first, [second], { a: third }] = loads(dumps(value)) as [
    unknown,
    object,
    [object],
    { a: object },
  ];
  expect(first).toEqual(wide);
  expect([second === first, third === first]).toEqual([true, true]);
});

test("the keys of a large object are known to all that is written after it", () => {
  const numbers = Object.fromEntries(Array.from({ length: 4500 }, (_, at) => [`k${at}`, at / 3]));
  const mixed = Object.fromEntries(
    Array.from({ length: 4500 }, (_, at) => [`k${at * 2}`, at % 700 === 0 ? `k${at}` : at]),
  );
  const value = { first: numbers, second: mixed, third: ["k1", "k4499", "k8998", numbers] };
  const asMaps = {
    first: new Map(Object.entries(numbers)),
    second: new Map(Object.entries(mixed)),
    third: ["k1", "k4499", "k8998"] as unknown[],
  };
  asMaps.third.push(asMaps.first);
  for (const protocol of protocols) {
    const bytes = dumps(value, { protocol });
    expect(Buffer.compare(bytes, dumps(asMaps, { protocol }))).toBe(0);
  }
  expect(loads(dumps(value))).toEqual(value);
});

test("tuples inside tuples, deeper than calls go, keep their order and sharing", () => {
  const inner = PyTuple.of<unknown>("shared", 1);
  let value: unknown = inner;
  for (let level = 0; level < 200; level += 1) value = PyTuple.of<unknown>(value, level, inner);
  for (const protocol of protocols) {
    let back = loads(dumps(value, { protocol }));
    const seen = new Set<unknown>();
    for (let level = 199; level >= 0; level -= 1) {
      const [next, at, shared] = back as [unknown, number, unknown];
      expect(at).toBe(level);
      seen.add(shared);
      back = next;
    }
    seen.add(back);
    expect(seen.size).toBe(1);
    expect(back).toEqual(inner);
  }
});

test("a cycle through tuples only is an error, however deep it lies, and honest depth is none", () => {
  const cycle = new PyTuple<unknown>();
  cycle.push(cycle);
  let deep: unknown = cycle;
  for (let level = 0; level < 50_000; level += 1) deep = PyTuple.of<unknown>(deep, [level]);
  for (const value of [cycle, deep, new Map([[cycle, 1]])]) {
    expect(() => dumps(value)).toThrow(/a cycle that consists only of tuples/);
  }
  let honest: unknown = new PyFrozenSet();
  for (let level = 0; level < 100_000; level += 1) honest = new PyFrozenSet([honest]);
  for (const protocol of [0, 5] as const)
    expect(dumps(honest, { protocol }).length).toBeGreaterThan(0);
});
