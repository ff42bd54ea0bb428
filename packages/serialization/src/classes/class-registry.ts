import { PickleError } from "../errors.ts";
import { isPlainDict } from "../pickle/decode/dicts.ts";
import type { ClassSource, GlobalHandler } from "../pickle/decode/options.ts";
import type { ClassTarget, Reduction } from "../pickle/encode/options.ts";
import { PyGlobal } from "../python/nodes.ts";
import { contentOf, instanceOf } from "./built-in-bases.ts";

/** Any class. */
export type AnyClass<Instance extends object = object> = abstract new (
  ...args: never[]
) => Instance;

/** How instances of a JavaScript class are written for, and read from, a Python class. */
export interface ClassBinding<Instance extends object> {
  /** Python module, such as `geometry.shapes`. */
  readonly module: string;
  /** Qualified name in the module, such as `Point` or `Outer.Inner`. */
  readonly name: string;
  /** Other spellings to read, as `module.name`: a class that was moved, say. */
  readonly aliases?: readonly string[];
  /**
   * What Python makes the object by: `__new__` of the class (`"newobj"`), or a call of the class (`"call"`), as for
   * members of an Enum. Default `"newobj"`, for subclasses of Set and Error `"call"`, as Python has it.
   */
  readonly how?: "newobj" | "call";
  /** Arguments of Python's `__new__`, or of the call. Default what the class inherits (see {@link ClassRegistry}), else none. */
  readonly args?: (instance: Instance) => readonly unknown[];
  /** Keyword arguments of Python's `__new__` (`__getnewargs_ex__`). Default none. */
  readonly kwargs?: (instance: Instance) => Readonly<Record<string, unknown>>;
  /** The state, usually a dict of attributes; undefined for none. Default the own enumerable properties. */
  readonly state?: (instance: Instance) => unknown;
  /** Makes an instance before its state comes. Default an object of the class whose constructor did not run. */
  readonly create?: (
    args: readonly unknown[],
    kwargs: ReadonlyMap<unknown, unknown> | undefined,
  ) => Instance;
  /** Takes the state. Default sets each attribute of a dict as an own property. */
  readonly setState?: (instance: Instance, state: unknown) => void;
}

/** Stands for a class that only leads to a registered one inside it: a name, nothing that can be called. */
const outer: GlobalHandler = {};

/**
 * Which JavaScript class stands for which Python class. Reading runs the constructors and functions of this
 * registry only, which are the caller's own.
 *
 * A class that extends Array, Map, Set, Error or {@link PyTuple} keeps what it holds: in Python it is a subclass of
 * list, dict, set, Exception, or a namedtuple.
 *
 * @example
 * ```ts
 * const classes = new ClassRegistry().registerClass(Point, { module: "geometry", name: "Point" });
 * const point = loads(dumps(new Point(1, 2), { classes }), { classes });
 * ```
 */
export class ClassRegistry implements ClassSource, ClassTarget {
  readonly #byClass = new Map<unknown, ClassBinding<object>>();
  /** By `module.name`. */
  readonly #byPath = new Map<string, GlobalHandler>();
  /** The classes around registered ones, which protocols 0 to 3 name on their way to them. */
  readonly #outer = new Set<string>();
  readonly #made = new WeakMap<object, ClassBinding<object>>();

  /**
   * Adds a class. A class that inherits from a registered one is registered itself, or an error when it is written.
   *
   * @returns this registry, for chaining
   * @throws PickleError SERIALIZATION_BAD_OPTION when the class or the Python name is taken, or a name is no name
   */
  registerClass<Instance extends object>(
    cls: AnyClass<Instance>,
    binding: ClassBinding<Instance>,
  ): this {
    const { module, name, aliases = [] } = binding;
    if (typeof cls !== "function") throw badBinding("registerClass needs a class");
    const paths = [`${module}.${name}`, ...aliases];
    for (const path of [module, name, ...aliases]) checkPath(path);
    const alias = aliases.find((one) => !one.includes("."));
    if (alias !== undefined) throw badBinding(`the alias ${alias} has no module in front`);
    const taken = paths.find((path) => this.#byPath.has(path));
    if (taken !== undefined || this.#byClass.has(cls)) {
      throw badBinding(
        `class ${cls.name} or Python name ${taken ?? binding.name} is registered already`,
      );
    }
    const general = binding as unknown as ClassBinding<object>;
    const make = (args: readonly unknown[], kwargs?: ReadonlyMap<unknown, unknown>): object => {
      const instance = general.create?.(args, kwargs) ?? instanceOf(cls, args);
      this.#made.set(instance, general);
      return instance;
    };
    const handler: GlobalHandler = { create: make, call: (args) => make(args) };
    this.#byClass.set(cls, general);
    for (const path of paths) this.#byPath.set(path, handler);
    for (const path of outside(name)) this.#outer.add(`${module}.${path}`);
    for (const path of aliases.flatMap(outside)) this.#outer.add(path);
    return this;
  }

  handlerOf(module: string, name: string): GlobalHandler | undefined {
    const path = `${module}.${name}`;
    return this.#byPath.get(path) ?? (this.#outer.has(path) ? outer : undefined);
  }

  stateSetterOf(instance: object): ((state: unknown) => void) | undefined {
    const binding = this.#made.get(instance);
    if (binding === undefined) return undefined;
    return (state) => {
      if (binding.setState === undefined) assign(instance, state);
      else binding.setState(instance, state);
    };
  }

  reductionOf(value: object): Reduction | undefined {
    // Not the instance's own `constructor`, which may be an attribute that Python set.
    const prototype = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null;
    const binding = this.#byClass.get(prototype?.constructor);
    if (binding === undefined) return undefined;
    const content = contentOf(value);
    const kwargs = binding.kwargs?.(value);
    const state = binding.state === undefined ? attributesOf(value) : binding.state(value);
    const empty = state instanceof Map && state.size === 0;
    return {
      ...content,
      func: new PyGlobal(binding.module, binding.name),
      how: binding.how ?? content.how ?? "newobj",
      args: binding.args?.(value) ?? content.args ?? [],
      ...(kwargs === undefined ? {} : { kwargs: new Map(Object.entries(kwargs)) }),
      ...(empty || state === undefined ? {} : { state }),
    };
  }
}

/** The own enumerable properties, without the items of an array; undefined when there are none. */
function attributesOf(value: object): object | undefined {
  const all = Object.entries(value);
  const own = Array.isArray(value) ? all.filter(([name]) => !/^\d+$/.test(name)) : all;
  // An object, not a Map: the option `undefined` is about properties.
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** What a dotted name leads through. */
function outside(path: string): string[] {
  const parts = path.split(".");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("."));
}

function checkPath(path: unknown): void {
  if (typeof path === "string" && /^[^.\s]+(?:\.[^.\s]+)*$/.test(path)) return;
  throw badBinding(`${JSON.stringify(path)} is no name of a Python module or class`);
}

function badBinding(message: string): PickleError {
  return new PickleError({ code: "SERIALIZATION_BAD_OPTION", message });
}

/** Sets attributes as own properties; names such as `__proto__` are only names. */
function assign(instance: object, state: unknown): void {
  // Slots: (dict or None, dict of slots).
  const parts: readonly unknown[] =
    Array.isArray(state) && state.length === 2 ? (state as unknown[]) : [state];
  for (const part of parts) {
    const entries =
      part instanceof Map
        ? [...(part as Map<unknown, unknown>)]
        : isPlainDict(part)
          ? Object.entries(part)
          : [];
    for (const [name, value] of entries) {
      if (typeof name !== "string") continue;
      Object.defineProperty(instance, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
}
