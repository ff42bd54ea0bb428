import type { Fault } from "../definitions/fault.ts";
import { checkValue } from "../config/resolve-value.ts";
import type { Resource } from "../resources/resource.ts";

/** The faults of resources themselves: config fixed by `.configured` that does not fit its schema. */
export function checkResources(resources: Readonly<Record<string, Resource>>): readonly Fault[] {
  return Object.entries(resources).flatMap(([key, resource]) => {
    const definition = resource.definition;
    const { fixed } = definition;
    if (fixed === undefined || !("config" in fixed)) return definition.faults;
    const faults = checkValue(definition.config, fixed.config, ["resources", key, "config"]);
    return [
      ...definition.faults,
      ...faults.map((fault) => ({
        code: "CORE_INVALID_CONFIG" as const,
        subject: `resource "${key}"`,
        message: `${fault.path}: ${fault.message}`,
        hint: fault.hint,
        location: definition.location,
      })),
    ];
  });
}
