import type { Reduction } from "../pickle/encode/options.ts";
import { PyTuple } from "../python/tuple.ts";

/** What a registered class inherits from, and how its instances keep what they hold besides their properties. */
interface BuiltInBase {
  readonly base: abstract new (...args: never[]) => object;
  /** An instance without the class's own constructor having run. */
  create(cls: NewTarget, args: readonly unknown[]): object;
  /** How its content is written: as Python writes subclasses of list, tuple, dict, set and Exception. */
  content(instance: object): Partial<Reduction>;
}

type NewTarget = abstract new (...args: never[]) => unknown;

/** The more special before the more general. */
const builtInBases: readonly BuiltInBase[] = [
  {
    base: PyTuple,
    create: (cls, args) => {
      const tuple = construct(PyTuple, [], cls) as PyTuple;
      for (const item of args) tuple.push(item);
      return tuple;
    },
    content: (instance) => ({ args: [...(instance as PyTuple)] }),
  },
  {
    base: Array,
    create: (cls) => construct(Array, [], cls),
    content: (instance) => ({ items: instance as unknown[] }),
  },
  {
    base: Map,
    create: (cls) => construct(Map, [], cls),
    content: (instance) => ({ pairs: [...(instance as Map<unknown, unknown>)] }),
  },
  {
    base: Set,
    create: (cls, [items]) => construct(Set, Array.isArray(items) ? [items] : [], cls),
    content: (instance) => ({ how: "call", args: [[...(instance as Set<unknown>)]] }),
  },
  {
    base: Error,
    create: (cls, [message]) => construct(Error, typeof message === "string" ? [message] : [], cls),
    content: (instance) => ({ how: "call", args: [(instance as Error).message] }),
  },
];

function construct(
  base: new (...args: never[]) => object,
  args: readonly unknown[],
  cls: NewTarget,
): object {
  return Reflect.construct(base, args, cls) as object;
}

/** An instance of a class whose constructor did not run. */
export function instanceOf(cls: NewTarget, args: readonly unknown[]): object {
  const prototype = cls.prototype as object;
  const found = builtInBases.find(({ base }) => prototype instanceof base);
  return found === undefined ? (Object.create(prototype) as object) : found.create(cls, args);
}

/** What an instance of a subclass of a built-in class holds besides its properties. */
export function contentOf(instance: object): Partial<Reduction> {
  return builtInBases.find(({ base }) => instance instanceof base)?.content(instance) ?? {};
}
