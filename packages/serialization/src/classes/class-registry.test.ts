import { expect, test } from "vitest";
import { ClassRegistry, dumps, inspect, loads, type Protocol, PyTuple } from "../index.ts";

const protocols: readonly Protocol[] = [0, 1, 2, 3, 4, 5];

class Point {
  x = 0;
}
class Row extends Array<number> {
  label = "";
}
class Table extends Map<string, number> {}
class Tags extends Set<string> {}
class Pair extends PyTuple<number> {}
class Refused extends Error {}
class Color {
  static readonly red = new Color(1);
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get value(): number {
    return this.#value;
  }
}

const classes = new ClassRegistry()
  .registerClass(Row, { module: "shop", name: "Row" })
  .registerClass(Table, { module: "shop", name: "Table" })
  .registerClass(Tags, { module: "shop", name: "Tags" })
  .registerClass(Pair, { module: "shop", name: "Pair" })
  .registerClass(Refused, { module: "shop", name: "Refused" })
  .registerClass(Point, { module: "shop", name: "Shapes.Point", aliases: ["old.Shapes.Point"] })
  .registerClass(Color, {
    module: "shop",
    name: "Color",
    how: "call",
    args: (color) => [color.value],
    state: () => undefined,
    create: ([value]) => (value === 1 ? Color.red : new Color(Number(value))),
  });

test("F114 subclasses of built-in classes keep what they hold", () => {
  const row = new Row();
  row.push(1, 2);
  row.label = "first";
  const pair = new Pair();
  pair.push(3, 4);
  const value = [row, new Table([["a", 1]]), new Tags(["x"]), pair, new Refused("no")];
  for (const protocol of protocols) {
    const back = loads(dumps(value, { classes, protocol }), { classes }) as typeof value;
    expect(back.map((one) => one.constructor)).toEqual([Row, Table, Tags, Pair, Refused]);
    const [again, table, tags, two, error] = back as [Row, Table, Tags, Pair, Refused];
    expect([[...again], again.label]).toEqual([[1, 2], "first"]);
    expect([table.get("a"), tags.has("x"), [...two], error.message]).toEqual([
      1,
      true,
      [3, 4],
      "no",
    ]);
  }
});

test("F114 subclasses of list and dict that protocol 0 wrote keep what they hold", () => {
  const head = "(dS'r'\nccopy_reg\n_reconstructor\n";
  const rows = `${head}(cshop\nRow\nc__builtin__\nlist\n(lI1\natRs.`;
  expect([...(loads(Buffer.from(rows), { classes }) as { r: Row }).r]).toEqual([1]);
  const tables = `${head}(cshop\nTable\nc__builtin__\ndict\n(dVa\nI1\nstRs.`;
  expect((loads(Buffer.from(tables), { classes }) as { r: Table }).r.get("a")).toBe(1);
  const points = `${head}(cshop\nShapes\nc__builtin__\ndict\n(dVa\nI1\nstRs.`;
  const plain = new ClassRegistry().registerClass(Point, { module: "shop", name: "Shapes" });
  expect(() => loads(Buffer.from(points), { classes: plain })).toThrow(
    /does not take items by key/,
  );
});

test("F114 a class inside another is read at every protocol, by its aliases too", () => {
  for (const protocol of protocols) {
    const bytes = dumps(new Point(), { classes, protocol });
    expect(loads(bytes, { classes })).toBeInstanceOf(Point);
    const moved = new ClassRegistry().registerClass(Point, {
      module: "new",
      name: "Point",
      aliases: ["shop.Shapes.Point"],
    });
    expect(loads(bytes, { classes: moved })).toBeInstanceOf(Point);
  }
  expect(() => loads(Buffer.from("cshop\nShapes\n(tR."), { classes })).toThrow(/is not allowed/);
});

test("F114 a member of an Enum is written by a call and read as the one member", () => {
  for (const protocol of protocols) {
    const bytes = dumps([Color.red], { classes, protocol });
    expect(inspect(bytes).operations.map(({ opcode }) => opcode)).toContain("REDUCE");
    expect(loads(bytes, { classes })).toEqual([Color.red]);
    expect((loads(bytes, { classes }) as Color[])[0]).toBe(Color.red);
  }
});

test("F114 keyword arguments of __new__ come back", () => {
  const named = new ClassRegistry().registerClass(Point, {
    module: "shop",
    name: "Point",
    kwargs: ({ x }) => ({ x }),
    state: () => undefined,
    create: (_args, kwargs) => Object.assign(new Point(), { x: kwargs?.get("x") }),
  });
  const point = Object.assign(new Point(), { x: 7 });
  expect(loads(dumps(point, { classes: named }), { classes: named })).toEqual(point);
});

test("F114 an attribute named constructor does not hide the class", () => {
  const point = Object.assign(new Point(), { constructor: "data" });
  const back = loads(dumps(point, { classes }), { classes }) as Point;
  expect(Object.getPrototypeOf(back)).toBe(Point.prototype);
  expect(dumps(back, { classes })).toEqual(dumps(point, { classes }));
});

test("F114 properties without a value are left out when asked", () => {
  const point = Object.assign(new Point(), { note: undefined });
  const back = loads(dumps(point, { classes, undefined: "skip" }), { classes });
  expect(Object.keys(back as Point)).toEqual(["x"]);
});

test("F114 an instance of a class that was not registered is an error with its place, of a subclass too", () => {
  class Nearer extends Point {}
  expect(() => dumps({ rows: [new Nearer()] }, { classes })).toThrow(
    /an instance of Nearer cannot be written.*path \$\.rows\[0\]/,
  );
});

test("F114 names that are none, and classes or names that are taken, are errors", () => {
  const register =
    (cls: typeof Point, module: string, name: string, aliases: string[] = []) =>
    () =>
      new ClassRegistry()
        .registerClass(Row, { module: "shop", name: "Row" })
        .registerClass(cls, { module, name, aliases });
  expect(register(Point, "shop", "Row")).toThrow(/shop\.Row is registered already/);
  expect(register(Row as never, "shop", "Other")).toThrow(/class Row .* registered already/);
  expect(register(Point, "", "Point")).toThrow(/"" is no name/);
  expect(register(Point, "shop", "a b")).toThrow(/"a b" is no name/);
  expect(register(Point, "shop", "Point", ["Point"])).toThrow(/alias Point has no module/);
  expect(register(undefined as never, "shop", "Point")).toThrow(/needs a class/);
});
