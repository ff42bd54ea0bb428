import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { exceptionNames } from "./exceptions.ts";

/** Built-in types that dill names by `_load_type`, as it does every one. */
const builtinTypes: ReadonlySet<string> = new Set([
  ..."bool bytearray bytes classmethod complex dict enumerate filter float frozenset int list map memoryview".split(
    " ",
  ),
  ..."object property range reversed set slice staticmethod str super tuple type zip".split(" "),
  ...exceptionNames,
]);

/** dill's names for types that the module `types`, or another, spells otherwise. */
const aliases: ReadonlyMap<string, readonly [module: string, name: string]> = new Map([
  ["SliceType", ["builtins", "slice"]],
  ["SuperType", ["builtins", "super"]],
  ["EnvironmentError", ["builtins", "OSError"]],
  ["IOError", ["builtins", "OSError"]],
  ["PartialType", ["functools", "partial"]],
  ["ItemGetterType", ["operator", "itemgetter"]],
  ["AttrGetterType", ["operator", "attrgetter"]],
]);

/**
 * `dill._dill._load_type("complex")`: dill's way to name a type. Types of functions and code, which no module holds
 * under their name, stay calls.
 */
export const loadType: GlobalHandler = {
  call: ([name], context) => {
    if (typeof name !== "string") return notClaimed;
    if (builtinTypes.has(name)) return context.globalOf("builtins", name);
    const alias = aliases.get(name);
    return alias === undefined ? notClaimed : context.globalOf(...alias);
  },
};
