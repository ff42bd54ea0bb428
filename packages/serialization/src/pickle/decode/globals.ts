import { PyGlobal } from "../../python/nodes.ts";
import { toNewName } from "../fix-imports.ts";
import { fault } from "./fault.ts";
import type { GlobalHandler, GlobalPattern, ResolvedLoadsOptions } from "./options.ts";

/** Known globals by `module name`; a Map, so that `constructor` and `__proto__` are just names. */
export type HandlerTable = ReadonlyMap<string, GlobalHandler>;

/** Longest name of a global, its module included. */
export const maxName = 2000;

/** One table of several; later ones win. */
export function mergeHandlers(...tables: readonly HandlerTable[]): HandlerTable {
  return new Map(tables.flatMap((table) => [...table]));
}

/** Finds what a global stands for, by the caller's classes, the known ones and the policy, once per name. */
export class GlobalResolver {
  readonly #options: ResolvedLoadsOptions;
  readonly #known: HandlerTable;
  /** By module, then by name: one text of both, kept for each, would be large where a long module has many names. */
  readonly #resolved = new Map<string, Map<string, unknown>>();
  readonly #handlers = new Map<PyGlobal, GlobalHandler>();

  constructor(options: ResolvedLoadsOptions, known: HandlerTable) {
    this.#options = options;
    this.#known = known;
  }

  /** The value on the stack for a global. */
  resolve(module: string, name: string, protocol: number): unknown {
    if (module.length + name.length > maxName) {
      fault("SERIALIZATION_LIMIT", `a global's name is longer than ${maxName} characters`);
    }
    let names = this.#resolved.get(module);
    if (names === undefined) this.#resolved.set(module, (names = new Map()));
    const known = names.get(name);
    if (known !== undefined) return known;
    const modern = protocol < 3 ? toNewName(module, name) : { module, name };
    const value = this.#make(modern.module, modern.name, { module, name });
    names.set(name, value);
    return value;
  }

  /** How to rebuild what a global makes; undefined when it is an inert node. */
  handlerOf(global: PyGlobal): GlobalHandler | undefined {
    return this.#handlers.get(global);
  }

  /** Whether a global is one that has a handler, rather than one that the caller allowed. */
  isKnown(global: PyGlobal): boolean {
    return this.#handlers.has(global);
  }

  #make(module: string, name: string, written: { module: string; name: string }): unknown {
    const { policy, allow, deny, classes } = this.#options;
    if (matches(deny, module, name)) {
      fault("SERIALIZATION_NOT_ALLOWED", `global ${shown(module, name)} is on the deny list`, {
        module,
        name,
      });
    }
    const handler = classes?.handlerOf(module, name) ?? this.#known.get(`${module} ${name}`);
    // Known values are made of strings and numbers: where those are wrapped, everything stays a node.
    const used = this.#options.str === "wrap" ? undefined : handler;
    if (handler === undefined && policy === "data" && !matches(allow, module, name)) {
      fault("SERIALIZATION_NOT_ALLOWED", `global ${shown(module, name)} is not allowed`, {
        module,
        name,
      });
    }
    if (used !== undefined && "value" in used) return used.value;
    const renamed = written.module !== module || written.name !== name;
    const global = new PyGlobal(module, name, renamed ? written : undefined);
    if (used !== undefined) this.#handlers.set(global, used);
    return global;
  }
}

/** Whether one of the patterns names the global. */
export function matches(patterns: readonly GlobalPattern[], module: string, name: string): boolean {
  const path = `${module}.${name}`;
  return patterns.some((pattern) => {
    if (typeof pattern === "function") return pattern(module, name);
    return pattern.endsWith(".*") ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
  });
}

/** A global's name for a message: names are data, so control characters are escaped and length is bounded. */
function shown(module: string, name: string): string {
  const text = `${module}.${name}`;
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return JSON.stringify(short).slice(1, -1);
}
