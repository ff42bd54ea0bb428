import { PickleError } from "../errors.ts";
import { PyGlobal } from "../python/nodes.ts";
import { pickleReduce, type Reduction } from "../pickle/encode/options.ts";

/** What a revived function is called with and gives back is up to its source. */
export type RevivedFunction = (...args: unknown[]) => unknown;

/**
 * A JavaScript function that was stored by its source, as an inert object: reading it runs nothing.
 *
 * In Python it is a `types.SimpleNamespace` with the attributes `__js__`, `name`, `source`, `length`, `lang` and,
 * when the writer gave them, `captured`.
 */
export class JsFunctionSource {
  readonly name: string;
  /** The text of the function, as `Function.prototype.toString` gives it. */
  readonly source: string;
  /** How many parameters it declares. */
  readonly length: number;
  /** Values that the function needs from its surroundings, by name, when the writer gave them. */
  readonly captured: ReadonlyMap<string, unknown> | undefined;

  constructor(
    name: string,
    source: string,
    length: number,
    captured?: ReadonlyMap<string, unknown>,
  ) {
    this.name = name;
    this.source = source;
    this.length = length;
    this.captured = captured;
  }

  /**
   * Makes the function live again by evaluating its source in the global scope, with the captured values in
   * reach by their names; captured functions come alive with it.
   *
   * **Danger:** this runs code that came with the data, with all rights of this process. Read `source` first,
   * check a signature, and only then pass `trust: true`.
   *
   * @throws PickleError SERIALIZATION_NOT_TRUSTED for anything but `trust: true`; SERIALIZATION_BAD_TYPE when the
   *   source is no function by itself (a method with a private name, say)
   */
  revive(options: { readonly trust: boolean }): RevivedFunction {
    if ((options as { trust?: unknown } | undefined)?.trust !== true) {
      throw new PickleError({
        code: "SERIALIZATION_NOT_TRUSTED",
        message: `the stored function ${JSON.stringify(this.name)} is not revived without trust`,
      });
    }
    return reviveAll(this);
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("types", "SimpleNamespace"),
      args: [],
      state: new Map<string, unknown>([
        ["__js__", "function"],
        ["name", this.name],
        ["source", this.source],
        ["length", this.length],
        ...(this.captured === undefined ? [] : [["captured", new Map(this.captured)] as const]),
        ["lang", "javascript"],
      ]),
    };
  }
}

/** What one call of `revive` makes, so that functions may capture each other. */
interface Revival {
  readonly made: Map<JsFunctionSource, RevivedFunction>;
  readonly open: Set<JsFunctionSource>;
  /** Gives functions what they captured before it was made. */
  readonly late: (() => void)[];
}

function reviveAll(stored: JsFunctionSource): RevivedFunction {
  const revival: Revival = { made: new Map(), open: new Set(), late: [] };
  const func = revived(stored, revival);
  for (const settle of revival.late) settle();
  return func;
}

function revived(stored: JsFunctionSource, revival: Revival): RevivedFunction {
  const { made, open, late } = revival;
  const before = made.get(stored);
  if (before !== undefined) return before;
  open.add(stored);
  const captured = [...(stored.captured ?? [])];
  const names = captured.map(([name]) => name);
  checkCapturedNames(names);
  const values = captured.map(([, value]) =>
    value instanceof JsFunctionSource && !open.has(value) ? revived(value, revival) : value,
  );
  const { func, capture } = evaluate(stored, names, values);
  if (func.name !== stored.name) {
    Object.defineProperty(func, "name", { value: stored.name, configurable: true });
  }
  made.set(stored, func);
  open.delete(stored);
  if (values.some((value) => value instanceof JsFunctionSource)) {
    late.push(() => {
      capture(values.map((value) => (value instanceof JsFunctionSource ? made.get(value) : value)));
    });
  }
  return func;
}

interface Evaluated {
  readonly func: RevivedFunction;
  /** Sets the captured variables. */
  readonly capture: (values: readonly unknown[]) => void;
}

function evaluate(
  { name, source }: JsFunctionSource,
  names: readonly string[],
  values: readonly unknown[],
): Evaluated {
  const list = `[${names.join(", ")}]`;
  const variables = names.length === 0 ? "" : `let ${list} = arguments[1];`;
  const capture = names.length === 0 ? "" : `, function () { ${list} = arguments[0]; }`;
  let cause: unknown;
  // A method or accessor is no expression by itself: it is one inside an object. Only captured names are declared.
  for (const expression of [`(${source}\n)`, `arguments[0]({ ${source}\n})`]) {
    try {
      // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- what the caller trusted explicitly
      const make = new Function(`"use strict"; ${variables} return [${expression}${capture}];`) as (
        ...given: unknown[]
      ) => [unknown, Evaluated["capture"]];
      const [func, settle] = make(inObject, values);
      if (typeof func === "function") return { func: func as RevivedFunction, capture: settle };
    } catch (error) {
      // What the first form says is about the source as it is.
      cause ??= error;
    }
  }
  throw new PickleError({
    code: "SERIALIZATION_BAD_TYPE",
    message: `the source of ${JSON.stringify(name)} is not a function by itself`,
    cause,
  });
}

/** The one method or accessor of an object. */
function inObject(object: object): unknown {
  const [key] = Reflect.ownKeys(object);
  const property = key === undefined ? undefined : Reflect.getOwnPropertyDescriptor(object, key);
  return property?.get ?? property?.set ?? (property?.value as unknown);
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** @throws PickleError SERIALIZATION_BAD_OPTION for a name that no variable can have */
export function checkCapturedNames(names: Iterable<string>): void {
  for (const name of names) {
    if (identifier.test(name)) continue;
    throw new PickleError({
      code: "SERIALIZATION_BAD_OPTION",
      message: `a captured value must have the name of a variable, not ${JSON.stringify(name)}`,
    });
  }
}
