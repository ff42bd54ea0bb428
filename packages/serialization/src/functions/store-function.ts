import { PickleError } from "../errors.ts";
import { checkCapturedNames, JsFunctionSource } from "./js-function-source.ts";

/**
 * The storable form of a function: its source.
 *
 * @param captured values that it needs from its surroundings, which cannot be read from outside
 * @throws PickleError SERIALIZATION_UNSUPPORTED_FUNCTION for native and bound functions, which have no source;
 *   SERIALIZATION_BAD_OPTION for a captured name that no variable can have
 */
export function storeFunction(
  func: (...args: never[]) => unknown,
  captured?: Readonly<Record<string, unknown>>,
): JsFunctionSource {
  const source = Function.prototype.toString.call(func);
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) {
    throw new PickleError({
      code: "SERIALIZATION_UNSUPPORTED_FUNCTION",
      message: `function ${JSON.stringify(func.name)} is native or bound and has no source`,
      hint: "Store a function that calls it.",
    });
  }
  checkCapturedNames(Object.keys(captured ?? {}));
  const values = captured === undefined ? undefined : new Map(Object.entries(captured));
  return new JsFunctionSource(func.name, source, func.length, values);
}
