import { describe, expect, test } from "vitest";
import { ClassRegistry, dumps, loads, type Protocol, PyTuple } from "@heddle/serialization";
import { base64, problemsOf } from "./python.ts";

class Numbers extends Array<number> {}
class Prices extends Map<string, number> {}
class Row extends PyTuple<number> {}
class Inner {
  a = 1;
}
class Slotted {
  a = 1;
  b = 2;
}
class Color {
  static readonly red = new Color();
  readonly value = 1;
}
class Named {
  readonly args = PyTuple.of(1);
  readonly kwargs = { b: 2 };
}

const module = "pkvec_models";
const classes = new ClassRegistry()
  .registerClass(Numbers, { module, name: "MyList" })
  .registerClass(Prices, { module, name: "MyDict" })
  .registerClass(Row, { module, name: "NT" })
  .registerClass(Inner, { module, name: "Outer.Inner" })
  .registerClass(Slotted, {
    module,
    name: "Slotted",
    state: ({ a, b }) => PyTuple.of<unknown>(null, { a, b }),
  })
  .registerClass(Color, {
    module,
    name: "Color",
    how: "call",
    args: ({ value }) => [value],
    state: () => undefined,
    create: () => Color.red,
  })
  .registerClass(Named, {
    module,
    name: "WithNewArgsEx",
    args: ({ args }) => args,
    kwargs: ({ kwargs }) => kwargs,
  });

const row = new Row();
row.push(1, 2, 3);
const numbers = new Numbers();
numbers.push(1, 2);
Object.assign(numbers, { extra: 3 });

/** Instances, and the Python expression that is true of `value`, what Python loads. */
const instances: readonly (readonly [name: string, instance: object, expected: string])[] = [
  ["list", numbers, "type(value).__name__ == 'MyList' and value == [1, 2] and value.extra == 3"],
  ["dict", new Prices([["a", 1]]), "type(value).__name__ == 'MyDict' and value == {'a': 1}"],
  ["namedtuple", row, "type(value).__name__ == 'NT' and value == (1, 2, 3)"],
  ["nested", new Inner(), "type(value).__qualname__ == 'Outer.Inner' and value.a == 1"],
  ["slots", new Slotted(), "(value.a, value.b) == (1, 2)"],
  ["Enum", Color.red, "value is type(value).RED"],
  ["kwargs", new Named(), "(value.args, value.kwargs) == ((1,), {'b': 2})"],
];

describe.skipIf(process.env["HEDDLE_PYTHON"] === undefined)("registered classes", () => {
  test("F114 are loaded by Python, with all that they hold, and come back", () => {
    const files = instances.flatMap(([name, instance, expected]) =>
      ([0, 1, 2, 3, 4, 5] as readonly Protocol[])
        // Slots, and below protocol 2 keyword arguments, are unknown to Python's own copyreg too.
        .filter((protocol) => protocol >= 2 || !["slots", "kwargs"].includes(name))
        .map((protocol) => {
          const bytes = dumps(instance, { classes, protocol });
          // Protocols 2 and 3 say keyword arguments by way of functools.partial.
          const allow = ["functools.partial", `${module}.*`];
          expect(loads(bytes, { classes, allow })).toEqual(instance);
          const kind = "holds";
          return {
            kind,
            module: "pickle",
            name: `${name} ${protocol}`,
            expected,
            bytes: base64(bytes),
          };
        }),
    );
    expect(problemsOf(files)).toEqual([]);
  });
});
