import { PickleError } from "../errors.ts";
import { isPlainDict } from "../pickle/decode/dicts.ts";
import type { ClassSource, GlobalHandler } from "../pickle/decode/options.ts";
import type { ClassTarget, Reduction } from "../pickle/encode/options.ts";
import { PyGlobal } from "../python/nodes.ts";

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
  /** Arguments of Python's `__new__`. Default none. */
  readonly args?: (instance: Instance) => readonly unknown[];
  /** The state, usually a dict of attributes. Default the own enumerable properties. */
  readonly state?: (instance: Instance) => unknown;
  /** Makes an instance before its state comes. Default an object of the class whose constructor did not run. */
  readonly create?: (
    args: readonly unknown[],
    kwargs: ReadonlyMap<unknown, unknown> | undefined,
  ) => Instance;
  /** Takes the state. Default sets each attribute of a dict as an own property. */
  readonly setState?: (instance: Instance, state: unknown) => void;
}

/**
 * Which JavaScript class stands for which Python class. Reading runs the constructors and functions of this
 * registry only, which are the caller's own.
 *
 * @example
 * ```ts
 * const classes = new ClassRegistry().registerClass(Point, { module: "geometry", name: "Point" });
 * const point = loads(dumps(new Point(1, 2), { classes }), { classes });
 * ```
 */
export class ClassRegistry implements ClassSource, ClassTarget {
  readonly #byClass = new Map<unknown, ClassBinding<object>>();
  readonly #byName = new Map<string, GlobalHandler>();
  readonly #made = new WeakMap<object, ClassBinding<object>>();

  /**
   * Adds a class.
   *
   * @returns this registry, for chaining
   * @throws PickleError SERIALIZATION_BAD_OPTION when the class or the Python name is taken
   */
  registerClass<Instance extends object>(
    cls: AnyClass<Instance>,
    binding: ClassBinding<Instance>,
  ): this {
    const names = [`${binding.module} ${binding.name}`, ...(binding.aliases ?? []).map(splitPath)];
    const taken = names.find((name) => this.#byName.has(name));
    if (taken !== undefined || this.#byClass.has(cls)) {
      throw new PickleError({
        code: "SERIALIZATION_BAD_OPTION",
        message: `class ${cls.name} or Python name ${taken?.replace(" ", ".") ?? binding.name} is registered already`,
      });
    }
    const general = binding as unknown as ClassBinding<object>;
    const make = (args: readonly unknown[], kwargs?: ReadonlyMap<unknown, unknown>): object => {
      const instance =
        general.create?.(args, kwargs) ?? (Object.create(cls.prototype as object) as object);
      this.#made.set(instance, general);
      return instance;
    };
    const handler: GlobalHandler = { create: make, call: (args) => make(args) };
    this.#byClass.set(cls, general);
    for (const name of names) this.#byName.set(name, handler);
    return this;
  }

  handlerOf(module: string, name: string): GlobalHandler | undefined {
    return this.#byName.get(`${module} ${name}`);
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
    const binding = this.#byClass.get(value.constructor);
    if (binding === undefined) return undefined;
    const state =
      binding.state === undefined ? new Map(Object.entries(value)) : binding.state(value);
    const empty = state instanceof Map && state.size === 0;
    return {
      func: new PyGlobal(binding.module, binding.name),
      how: "newobj",
      args: binding.args?.(value) ?? [],
      ...(empty || state === undefined ? {} : { state }),
    };
  }
}

function splitPath(path: string): string {
  const cut = path.lastIndexOf(".");
  return `${path.slice(0, cut)} ${path.slice(cut + 1)}`;
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
