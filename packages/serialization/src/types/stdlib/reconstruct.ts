import { isPlainDict } from "../../pickle/decode/dicts.ts";
import { fault } from "../../pickle/decode/fault.ts";
import { kindOf } from "../../pickle/decode/kinds.ts";
import { type DecodeContext, type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { PyGlobal, PyObject } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";

/**
 * `copyreg._reconstructor(cls, base, value)`, by which protocols 0 and 1 make instances: brought to the form of
 * the later protocols, `cls.__new__(cls, …)`, so that one object looks the same whatever the protocol.
 */
export const reconstructor: GlobalHandler = {
  call: ([cls, base, value], context) => {
    if (!(base instanceof PyGlobal)) return notClaimed;
    const kind = base.path;
    const list =
      kind === "builtins.list" && Array.isArray(value) ? (value as unknown[]) : undefined;
    const pairs = kind === "builtins.dict" ? pairsOf(value) : undefined;
    const empty = kind === "builtins.object" || list !== undefined || pairs !== undefined;
    const spread = kind === "builtins.tuple" && Array.isArray(value);
    const args = empty ? [] : spread ? (value as unknown[]) : [value];
    context.allocate(96 * (list?.length ?? pairs?.length ?? args.length));
    const made = context.create(cls, PyTuple.from(args), undefined);
    if (!(made instanceof PyObject)) return filled(made, list, pairs);
    if (list !== undefined && list.length > 0)
      made.operations.push({ kind: "items", values: list });
    if (pairs !== undefined && pairs.length > 0)
      made.operations.push({ kind: "pairs", values: pairs });
    // What `__new__` of the class takes, if it has one, is not known here: it is written as it came.
    if (list === undefined && pairs === undefined) made.base = { type: base, value };
    return made;
  },
};

/** An instance of a registered class with the items that its built-in base had. */
function filled(
  made: unknown,
  list: readonly unknown[] = [],
  pairs: readonly (readonly [unknown, unknown])[] = [],
): unknown {
  if (Array.isArray(made)) for (const item of list) made.push(item);
  else if (made instanceof Map) for (const [key, value] of pairs) made.set(key, value);
  else if (list.length > 0 || pairs.length > 0) {
    const what = list.length > 0 ? "items" : "items by key";
    fault("SERIALIZATION_BAD_TYPE", `${kindOf(made)} does not take ${what}`);
  }
  return made;
}

function pairsOf(value: unknown): [unknown, unknown][] | undefined {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
  return isPlainDict(value) ? Object.entries(value) : undefined;
}

/** `copyreg.__newobj__(cls, *args)`. */
export const newobj: GlobalHandler = {
  call: ([cls, ...args], context) => {
    // The memo may give one tuple of arguments to any number of calls.
    context.allocate(16 * args.length);
    return context.create(cls, PyTuple.from(args), undefined);
  },
};

/** `copyreg.__newobj_ex__(cls, args, kwargs)`. */
export const newobjEx: GlobalHandler = {
  call: ([cls, args, kwargs], context) => {
    if (!Array.isArray(args)) return notClaimed;
    context.allocate(8 * args.length);
    return context.create(cls, PyTuple.from(args as unknown[]), kwargs);
  },
};

/** `getattr(module.Class, "name")`: the dotted global of later protocols. Nothing is looked up. */
export const getattr: GlobalHandler = {
  call: ([object, name, ...others], context: DecodeContext) => {
    if (others.length > 0 || !(object instanceof PyGlobal)) return notClaimed;
    if (typeof name !== "string" || name === "") return notClaimed;
    // Each step makes a name longer than the one before.
    context.allocate(2 * (object.name.length + name.length));
    return context.globalOf(object.module, `${object.name}.${name}`);
  },
};
