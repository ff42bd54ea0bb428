import { expect, test } from "vitest";
import { dumps, loads, PyTuple } from "../../index.ts";

const long = Array.from({ length: 40 }, (_, at) => at);
const followers: [string, unknown[]][] = [
  ["a number", [1]],
  ["numbers", long],
  ["a number and a list", [1, [2, { a: 3 }]]],
  ["a text that looks like an index", ["5", "6"]],
  ["null and booleans", [null, true, false]],
  ["a tuple of numbers", [PyTuple.of(1, 2, 3, 4, 5)]],
  ["short tuples", [PyTuple.of(1), PyTuple.of(1, 2), PyTuple.of(1, 2, 3)]],
  ["a set of numbers", [new Set(long)]],
  ["a date", [new Date(0)]],
  ["a dict of numbers", [new Map([[1, { b: 2 }]])]],
  ["another empty dict", [{}, {}, 7]],
  ["bytes", [Uint8Array.of(1, 2, 3)]],
];

test.each(followers)("F114 an empty dict before %s stays an object", (_name, values) => {
  for (const protocol of [0, 1, 2, 3, 4, 5] as const) {
    const rest = ["end of the list", "and nothing else"];
    const list = loads(dumps([{}, ...values, ...rest], { protocol })) as unknown[];
    expect(list[0]).toEqual({});
    const keyed = loads(
      dumps(new Map<unknown, unknown>([["empty", {}], ...values.entries(), ["rest", rest]]), {
        protocol,
      }),
    ) as Map<string, unknown>;
    expect(keyed.get("empty")).toEqual({});
    const pair = loads(dumps([PyTuple.of({}, ...values), rest], { protocol })) as unknown[][];
    expect(pair[0]![0]).toEqual({});
  }
});

test("F114 a dict whose first key is no field is a Map from the start, whatever its values are", () => {
  const values: unknown[] = [1, "x", [1, 2, 3], { a: [] }, new Map([[2, {}]]), long];
  for (const protocol of [0, 1, 2, 4] as const) {
    for (const value of values) {
      const single = new Map([[1, value]]);
      expect(loads(dumps([single, "x"], { protocol }))).toEqual([single, "x"]);
      const several = new Map<unknown, unknown>([
        [1, value],
        [2, value],
        ["a", 3],
      ]);
      expect(loads(dumps([several, "x"], { protocol }))).toEqual([several, "x"]);
    }
  }
});

test("F114 dicts of one number each, nested 5000 deep, are Maps", () => {
  let nested: unknown = new Map();
  for (let depth = 0; depth < 5000; depth += 1) nested = new Map([[depth, nested]]);
  for (const protocol of [1, 4] as const) {
    let level = loads(dumps(nested, { protocol }));
    for (let depth = 4999; depth >= 0; depth -= 1)
      level = (level as Map<number, unknown>).get(depth);
    expect(level).toEqual({});
  }
});

test("F114 a long dict of numbers that refers to itself is one Map", () => {
  const self = new Map<number, unknown>(long.map((key) => [key, [key]]));
  self.set(41, self);
  for (const protocol of [1, 4] as const) {
    const map = loads(dumps(self, { protocol })) as Map<number, unknown>;
    expect(map.get(41)).toBe(map);
  }
});
