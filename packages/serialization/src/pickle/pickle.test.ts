import { expect, test } from "vitest";
import fc from "fast-check";
import {
  asBytearray,
  ClassRegistry,
  dumps,
  dumpsChunks,
  dumpsStream,
  isBytearray,
  JsFunctionSource,
  loads,
  loadsAll,
  loadsFrom,
  PersistentId,
  type Protocol,
  PyFloat,
  PyGlobal,
  PyInt,
  type PyObject,
  PyReduce,
  PyTuple,
} from "../index.ts";

const protocols: readonly Protocol[] = [0, 1, 2, 3, 4, 5];

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 90n }),
    fc.array(tie("value")),
    fc.dictionary(fc.string({ unit: "binary" }), tie("value"), { noNullPrototype: true }),
  ),
})).value;

test("gives back every plain value at every protocol", () => {
  fc.assert(
    fc.property(plain, fc.constantFrom(...protocols), (value, protocol) => {
      const bytes = dumps(value, { protocol });
      const back = loads(bytes, { dicts: "object" });
      expect(normal(back)).toEqual(normal(value));
      expect(Array.from(dumps(back, { protocol }))).toEqual(Array.from(dumps(value, { protocol })));
    }),
  );
});

/** Objects without prototype as usual ones; integral floats beyond 2^53 stay numbers, -0 stays -0. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value === "object" && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, normal(item)]));
  }
  return value;
}

test("reads a stream in pieces of any size as the whole", async () => {
  const value = {
    rows: Array.from({ length: 300 }, (_, at) => ({ at, name: `n${at}` })),
    long: "é".repeat(70_000),
  };
  const bytes = dumps(value);
  for (const size of [1, 3, 1000, 1_000_000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    expect(await loadsFrom(pieces)).toEqual(loads(bytes));
  }
});

test("writes a stream in pieces that are the whole", async () => {
  const value = [
    Array.from({ length: 50_000 }, (_, at) => [at, `text ${at}`]),
    new Uint8Array(100_000),
  ];
  for (const protocol of protocols) {
    const whole = Buffer.from(dumps(value, { protocol }));
    const pieces = [...dumpsChunks(value, { protocol, chunkBytes: 1000 })];
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
  }
  const streamed: Uint8Array[] = [];
  for await (const piece of dumpsStream(value)) streamed.push(piece);
  expect(Buffer.concat(streamed).equals(Buffer.from(dumps(value)))).toBe(true);
});

test("writing piece by piece gives timers a turn, holds little, and cuts long tuples too", async () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => at);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  let most = 0;
  for await (const piece of dumpsStream(PyTuple.from(rows), { chunkBytes: 1000 })) {
    most = Math.max(most, piece.length);
  }
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  expect(most).toBeLessThan(150_000);
  const room = Array.from(
    dumpsChunks(rows, { protocol: 3, chunkBytes: 1 }),
    ({ length }) => length,
  );
  expect(Math.max(...room)).toBeLessThan(20_000);
});

test("a stream that ends too early is an error with the place", async () => {
  const bytes = dumps(["some text", 1]);
  await expect(loadsFrom([bytes.subarray(0, 8)])).rejects.toMatchObject({
    code: "SERIALIZATION_TRUNCATED",
  });
});

test("reads several pickles in a row", () => {
  expect(loadsAll(Buffer.concat([dumps(1), dumps("two"), dumps([3])]))).toEqual([1, "two", [3]]);
});

test("keeps sharing and cycles", () => {
  const shared = [1];
  const cycle: unknown[] = [shared, shared];
  cycle.push(cycle);
  const back = loads(dumps(cycle)) as unknown[];
  expect(back[0]).toBe(back[1]);
  expect(back[2]).toBe(back);
  const map = new Map<unknown, unknown>([["a", 1]]);
  map.set("self", map).set(2, "b");
  const again = loads(dumps(map)) as Map<unknown, unknown>;
  expect(again.get("self")).toBe(again);
});

test("goes a million levels deep without recursion", () => {
  let deep: unknown = [];
  for (let level = 0; level < 1_000_000; level += 1) deep = [deep];
  let back = loads(dumps(deep)) as unknown[];
  let levels = 0;
  while (back.length > 0) {
    back = back[0] as unknown[];
    levels += 1;
  }
  expect(levels).toBe(1_000_000);
});

test("chooses object or Map by the keys", () => {
  expect(Object.getPrototypeOf(loads(dumps({ a: 1 })))).toBe(null);
  expect(loads(dumps({ 10: "x", a: 1 }))).toBeInstanceOf(Map);
  expect(loads(dumps({ a: 1 }), { dicts: "map" })).toEqual(new Map([["a", 1]]));
  const hostile = loads(dumps(new Map([["__proto__", 1]]))) as Record<string, unknown>;
  expect(Object.keys(hostile)).toEqual(["__proto__"]);
  expect(() => loads(dumps(new Map([[1, 2]])), { dicts: "object" })).toThrow(/key/);
});

test("1, 1.0 and True are one key, as in Python", () => {
  const bytes = Buffer.from("(dI1\nVa\nsI01\nVb\ns.", "latin1");
  expect(loads(bytes)).toEqual(new Map([[1, "b"]]));
});

test("keeps what JavaScript has no type for", () => {
  const value = [
    new PyFloat(2),
    new PyInt(2n),
    PyTuple.of(1, 2),
    asBytearray(Uint8Array.of(1)),
    Uint8Array.of(2),
  ];
  const back = loads(dumps(value), { floats: "wrap" }) as unknown[];
  expect(back[0]).toEqual(new PyFloat(2));
  expect(back[1]).toBe(2);
  expect(back[2]).toBeInstanceOf(PyTuple);
  expect(isBytearray(back[3] as Uint8Array)).toBe(true);
  expect(isBytearray(back[4] as Uint8Array)).toBe(false);
  expect(loads(dumps(PyTuple.of(1)), { tuples: "array" })).toEqual([1]);
  expect(loads(dumps([1, 2 ** 40]), { ints: "bigint" })).toEqual([1n, 2n ** 40n]);
  expect(loads(dumps(null), { none: "undefined" })).toBe(undefined);
});

test("an int beyond 2^53 is a bigint, or a number on request", () => {
  expect(loads(dumps(2n ** 70n))).toBe(2n ** 70n);
  expect(loads(dumps(2n ** 70n), { ints: "number" })).toBe(2 ** 70);
});

test("registers classes both ways", () => {
  class Point {
    x: number;
    constructor(x: number) {
      this.x = x;
    }
  }
  const classes = new ClassRegistry().registerClass(Point, { module: "geometry", name: "Point" });
  for (const protocol of protocols) {
    const [point] = loads(dumps([new Point(3)], { classes, protocol }), { classes }) as Point[];
    expect(point).toBeInstanceOf(Point);
    expect(point!.x).toBe(3);
  }
  const [node] = loads(dumps([new Point(3)], { classes }), { policy: "inspect" }) as [PyObject];
  expect(node.className).toBe("geometry.Point");
  expect(() => classes.registerClass(Point, { module: "a", name: "B" })).toThrow(
    /registered already/,
  );
});

test("an allow list lets named globals through as inert nodes", () => {
  const bytes = dumps(new PyReduce(new PyGlobal("pkg.shapes", "Circle"), PyTuple.of(1)));
  expect(() => loads(bytes)).toThrow(/pkg\.shapes\.Circle is not allowed/);
  expect(loads(bytes, { allow: ["pkg.*"] })).toBeInstanceOf(PyReduce);
  expect(loads(bytes, { allow: [(module) => module === "pkg.shapes"] })).toBeInstanceOf(PyReduce);
  expect(() => loads(bytes, { policy: "inspect", deny: ["pkg.shapes.Circle"] })).toThrow(/deny/);
});

test("persistent ids and out-of-band buffers go through hooks", () => {
  const model = { big: true };
  const bytes = dumps([model, 1], {
    persistentId: (value) => (value === model ? "m-1" : undefined),
  });
  expect(loads(bytes, { persistentLoad: (id) => `loaded ${String(id)}` })).toEqual([
    "loaded m-1",
    1,
  ]);
  expect(loads(bytes, { policy: "inspect" })).toEqual([new PersistentId("m-1"), 1]);
  const buffers: Uint8Array[] = [];
  const array = new Float64Array([1, 2, 3]);
  const outside = dumps(array, { bufferCallback: (buffer) => void buffers.push(buffer) });
  const back = loads(outside, { buffers }) as Float64Array;
  expect(back).toEqual(array);
  expect(back.buffer).toBe(array.buffer);
});

test("stores functions by source only when asked, and revives them only with trust", () => {
  const bytes = dumps({ add }, { functions: "source" });
  const { add: stored } = loads(bytes) as { add: JsFunctionSource };
  expect(stored).toBeInstanceOf(JsFunctionSource);
  expect(stored.source).toContain("a + b");
  expect(() => stored.revive({ trust: false })).toThrow(/without trust/);
  expect(stored.revive({ trust: true })(1, 2)).toBe(3);
});

test("a stored function finds what it captured", () => {
  const factor = 3;
  const scale = (value: number): number => value * factor;
  const bytes = dumps(scale, { functions: "source", captured: () => ({ factor }) });
  expect((loads(bytes) as JsFunctionSource).revive({ trust: true })(2)).toBe(6);
});

const add = (a: number, b: number): number => a + b;
