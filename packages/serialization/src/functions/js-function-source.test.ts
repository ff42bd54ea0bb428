import { expect, test } from "vitest";
import {
  dumps,
  type DumpsOptions,
  JsFunctionSource,
  loads,
  type RevivedFunction,
} from "../index.ts";

type AnyFunction = (...args: never[]) => unknown;

function stored(func: AnyFunction, captured?: Record<string, unknown>): JsFunctionSource {
  const options: DumpsOptions = {
    functions: "source",
    captured: (one) => (one === func ? captured : undefined),
  };
  return loads(dumps(func, options)) as JsFunctionSource;
}

const revive = (func: AnyFunction, captured?: Record<string, unknown>): RevivedFunction =>
  stored(func, captured).revive({ trust: true });

class Shape {
  static readonly sides = 4;
  #secret = 1;
  get corners(): number {
    return 4;
  }
  static area(side: number): number {
    return side * side;
  }
  async later(value: number): Promise<number> {
    return value;
  }
  *"each one"(): Generator<number> {
    yield 1;
  }
  secret(): number {
    return this.#secret;
  }
}
const literal = {
  get full(): string {
    return "yes";
  },
  get: (value: number) => value,
  class(values: number[]): number[] {
    return values.map((value) => value + 1);
  },
  async(values: number[]): number[] {
    return values.map((value) => value + 2);
  },
};
const inner = (value: number): number => value + 1;
const getter = (owner: object, name: string): AnyFunction =>
  Reflect.get(Object.getOwnPropertyDescriptor(owner, name)!, "get") as AnyFunction;
const method = (owner: object, name: string): AnyFunction =>
  Reflect.get(Object.getOwnPropertyDescriptor(owner, name)!, "value") as AnyFunction;

test.each([
  ["an arrow function", (value: number) => value + 1, [1], 2],
  [
    "a function",
    function double(value: number) {
      return 2 * value;
    },
    [2],
    4,
  ],
  ["a static method", method(Shape, "area"), [3], 9],
  ["a getter of a class", getter(Shape.prototype, "corners"), [], 4],
  ["a getter of an object", getter(literal, "full"), [], "yes"],
  ["a method named class", method(literal, "class"), [[1]], [2]],
  ["a method named async, with arrows inside", method(literal, "async"), [[1]], [3]],
] as const)("F114 %s is revived with its name", (_, func, args, result) => {
  const live = revive(func);
  expect([live.name, live.length]).toEqual([func.name, func.length]);
  expect(live(...(args as readonly unknown[]))).toEqual(result);
});

test("F114 async functions, generators and classes are revived", async () => {
  expect(await revive(method(Shape.prototype, "later"))(5)).toBe(5);
  expect([...(revive(method(Shape.prototype, "each one"))() as Iterable<number>)]).toEqual([1]);
  const live = revive(Shape as unknown as AnyFunction) as unknown as typeof Shape;
  expect([live.sides, new live().corners, new live().secret()]).toEqual([4, 4, 1]);
});

test("F114 anything but trust: true leaves a function as it is", () => {
  const func = stored(() => 1);
  for (const options of [undefined, {}, { trust: "no" }, { trust: 1 }] as unknown as {
    trust: boolean;
  }[]) {
    expect(() => func.revive(options)).toThrow(/is not revived without trust/);
  }
});

test("F114 captured values are there when the source is evaluated, captured functions are alive", () => {
  const factor = 3;
  const Scaled = class {
    static readonly twice = factor * 2;
    own = 1;
  };
  const live = revive(Scaled as unknown as AnyFunction, { factor }) as unknown as typeof Scaled;
  expect(live.twice).toBe(6);
  expect(revive((value: number) => inner(value), { inner })(1)).toBe(2);
});

test("F114 a function may capture itself, and two each other", () => {
  const factorial = (value: number): number => (value < 2 ? 1 : value * factorial(value - 1));
  expect(stored(factorial, { factorial }).captured?.get("factorial")).toBeInstanceOf(
    JsFunctionSource,
  );
  expect(revive(factorial, { factorial })(5)).toBe(120);
  const even = (value: number): boolean => value === 0 || odd(value - 1);
  const odd = (value: number): boolean => value !== 0 && even(value - 1);
  const captured: DumpsOptions["captured"] = (func) => (func === even ? { odd } : { even });
  const both = loads(dumps([even, odd], { functions: "source", captured })) as JsFunctionSource[];
  for (const one of both) expect(one.captured?.size).toBe(1);
  expect(both.map((one) => one.revive({ trust: true })(7))).toEqual([false, true]);
});

test("F114 a captured name that no variable has is an error, both ways", () => {
  expect(() => stored(inner, { "a-b": 1 })).toThrow(/name of a variable, not "a-b" \(path \$\)/);
  const hostile = new JsFunctionSource("f", "() => 1", 0, new Map([["a] = [1]; [b", 1]]));
  expect(() => hostile.revive({ trust: true })).toThrow(/name of a variable/);
});

test("F114 a method with private names, and text that is no function, say so", () => {
  const secret = stored(method(Shape.prototype, "secret"));
  expect(() => secret.revive({ trust: true })).toThrow(/"secret" is not a function by itself/);
  const text = new JsFunctionSource("f", "1 + 1", 0);
  expect(() => text.revive({ trust: true })).toThrow(/"f" is not a function by itself/);
});

test("F114 functions without a source are refused with their place", () => {
  const bound = literal.get.bind(literal);
  for (const func of [bound, Math.max, Map, new Proxy(() => 1, {})]) {
    expect(() => dumps({ a: [func] }, { functions: "source" })).toThrow(
      /is native or bound and has no source \(path \$\.a\[0\]\)/,
    );
  }
});
