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
   * reach by their names.
   *
   * **Danger:** this runs code that came with the data, with all rights of this process. Read `source` first,
   * check a signature, and only then pass `trust: true`.
   *
   * @throws PickleError SERIALIZATION_NOT_TRUSTED without `trust: true`; SERIALIZATION_BAD_TYPE when the
   *   source is no expression of a function
   */
  revive(options: { readonly trust: boolean }): RevivedFunction {
    if (!options.trust) {
      throw new PickleError({
        code: "SERIALIZATION_NOT_TRUSTED",
        message: `the stored function ${JSON.stringify(this.name)} is not revived without trust`,
      });
    }
    const names = [...(this.captured?.keys() ?? [])];
    const values = [...(this.captured?.values() ?? [])];
    let made: unknown;
    try {
      // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- what the caller trusted explicitly
      made = new Function(...names, `"use strict"; return (${toExpression(this.source)});`)(
        ...values,
      );
    } catch (cause) {
      throw new PickleError({
        code: "SERIALIZATION_BAD_TYPE",
        message: `the source of ${JSON.stringify(this.name)} is not a function`,
        cause,
      });
    }
    if (typeof made === "function") return made as RevivedFunction;
    throw new PickleError({
      code: "SERIALIZATION_BAD_TYPE",
      message: `the source of ${JSON.stringify(this.name)} is not a function`,
    });
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

/** Methods (`name() {…}`, `async *name() {…}`) are no expressions by themselves: they are wrapped in an object. */
function toExpression(source: string): string {
  const isExpression =
    /^(?:async\s+)?function\b/.test(source) ||
    /^class\b/.test(source) ||
    /^(?:async\b\s*)?(?:\([^]*?\)|[\w$]+)\s*=>/.test(source);
  if (isExpression) return source;
  return `(() => { const object = { ${source} }; return object[Reflect.ownKeys(object)[0]]; })()`;
}
