import { fault } from "../../pickle/decode/fault.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { parseInteger } from "../../pickle/decode/numbers.ts";
import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { arrayConstructor, arrayReconstructor } from "./array.ts";
import { exceptionGlobals } from "./exceptions.ts";
import { simpleNamespace } from "./namespace.ts";
import { loadType } from "./load-type.ts";
import { getattr, newobj, newobjEx, reconstructor } from "./reconstruct.ts";
import { PyDecimal, PyFraction, PyPath, PyRange, PyRegExp, PySlice, PyUuid } from "./values.ts";

const decimal: GlobalHandler = {
  call: ([text], context) => {
    if (typeof text !== "string") return notClaimed;
    if (text.length > 100_000)
      fault("SERIALIZATION_LIMIT", "a Decimal of more than 100000 characters");
    // Nothing is copied, but a text that the memo gives to many Decimals is looked through for each.
    context.allocate(text.length);
    if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Inf(?:inity)?|s?NaN\d*)$/i.test(text)) {
      fault("SERIALIZATION_BAD_ARGUMENT", "the text of a Decimal is malformed");
    }
    return new PyDecimal(text);
  },
};

const fraction: GlobalHandler = {
  call: ([numerator, denominator = 1], context) => {
    let parts = [numerator, denominator];
    if (typeof numerator === "string") {
      if (numerator.length > context.options.limits.maxDigits) {
        fault("SERIALIZATION_LIMIT", "a Fraction has too many digits (maxDigits)");
      }
      context.allocate(2 * numerator.length);
      parts = numerator.split("/").map((part) => parseInteger(part));
      if (parts.length === 1) parts.push(1);
    }
    const [top, bottom] = parts;
    if (!isInt(top) || !isInt(bottom) || BigInt(bottom) === 0n) return notClaimed;
    return new PyFraction(BigInt(top), BigInt(bottom));
  },
};

function isInt(value: unknown): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

const range: GlobalHandler = {
  call: ([start, stop, step = 1]) => {
    if (!isInt(start) || !isInt(step)) return notClaimed;
    if (stop === undefined) return new PyRange(0, start, 1);
    return isInt(stop) ? new PyRange(start, stop, step) : notClaimed;
  },
};

const slice: GlobalHandler = {
  call: ([start, stop, step = null]) => new PySlice(start, stop, step),
};

const uuid: GlobalHandler = { create: () => new PyUuid(0n), call: () => notClaimed };

const path: GlobalHandler = {
  call: (parts, context, global) => {
    if (!parts.every((part) => typeof part === "string")) return notClaimed;
    context.allocate(16 * ((parts[0]?.length ?? 0) + parts.length));
    return new PyPath(global.name, splitRoot(parts, global.name));
  },
};

/** Python 3.13 writes the path as one text; earlier ones write its parts. */
function splitRoot(parts: readonly string[], flavour: string): readonly string[] {
  if (parts.length !== 1) return [...parts];
  const [text] = parts as [string];
  const windows = flavour.includes("Windows");
  const separator = windows ? /[\\/]+/ : /\/+/;
  const root = windows ? /^(?:[A-Za-z]:)?[\\/]?/.exec(text)![0] : /^\/?/.exec(text)![0];
  const rest = text
    .slice(root.length)
    .split(separator)
    .filter((part) => part !== "" && part !== ".");
  return root === "" ? rest : [windows ? root.replaceAll("/", "\\") : root, ...rest];
}

const regexp: GlobalHandler = {
  call: ([pattern, flags]) =>
    typeof flags === "number" || typeof flags === "bigint"
      ? new PyRegExp(pattern, Number(flags))
      : notClaimed,
};

const paths = ["PurePosixPath", "PosixPath", "PureWindowsPath", "WindowsPath", "PurePath", "Path"];

/** The rest of the standard library that becomes values. */
export const stdlibGlobals: HandlerTable = new Map<string, GlobalHandler>([
  ...exceptionGlobals,
  ["decimal Decimal", decimal],
  ["fractions Fraction", fraction],
  ["uuid UUID", uuid],
  ["uuid SafeUUID", { call: ([value]) => value }],
  ["builtins range", range],
  ["builtins slice", slice],
  ["builtins getattr", getattr],
  ["re _compile", regexp],
  ["re compile", regexp],
  ["array array", arrayConstructor],
  ["array _array_reconstructor", arrayReconstructor],
  ["types SimpleNamespace", simpleNamespace],
  ["copyreg _reconstructor", reconstructor],
  ["dill._dill _load_type", loadType],
  ["copyreg __newobj__", newobj],
  ["copyreg __newobj_ex__", newobjEx],
  ...paths.flatMap((name): [string, GlobalHandler][] => [
    [`pathlib ${name}`, path],
    [`pathlib._local ${name}`, path],
  ]),
]);
