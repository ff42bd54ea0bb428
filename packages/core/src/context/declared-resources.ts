import { didYouMean, listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";

/** An object that has exactly the declared resources and explains every other name. */
export function declaredResources(
  owner: string,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return new Proxy(values, {
    get(target, name) {
      if (
        typeof name === "symbol" ||
        Object.hasOwn(target, name) ||
        name in Object.prototype ||
        name === "then" ||
        name === "toJSON"
      ) {
        return Reflect.get(target, name) as unknown;
      }
      throw new CoreError({
        code: "CORE_UNDECLARED_RESOURCE",
        message: `${owner} uses resource "${name}" without declaring it; it declares ${listed(Object.keys(target))}`,
        hint: didYouMean(name, Object.keys(target)) ?? `Add \`${name}\` to its \`resources\`.`,
        details: { resource: name },
      });
    },
    set() {
      throw new CoreError({
        code: "CORE_UNDECLARED_RESOURCE",
        message: `${owner} tried to change its resources`,
        hint: "Resources are read only.",
      });
    },
  });
}
