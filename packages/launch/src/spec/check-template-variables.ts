import type { LaunchQueueView } from "@heddle/wandb-client";
import type { Problem } from "@heddle/errors";
import { LaunchError } from "../errors.ts";

type Value = string | number | boolean;

/**
 * Checks values for the template variables of a queue against the queue's schemas.
 *
 * @throws {LaunchError} `LAUNCH_TEMPLATE_VARIABLE_INVALID` with every fault
 */
export function checkTemplateVariables(
  queue: LaunchQueueView,
  values: Readonly<Record<string, Value>>,
): void {
  const known = Object.keys(queue.templateVariables);
  const problems: Problem[] = Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: `template_variables.${name}`,
      message: `the queue "${queue.name}" has no template variable "${name}"`,
      hint: known.length === 0 ? "It has none." : `It has ${known.join(", ")}.`,
    }));
  for (const [name, schema] of Object.entries(queue.templateVariables)) {
    const value = values[name] ?? schema["default"];
    const fault = value === undefined ? "is required" : faultOf(value, schema);
    if (fault !== undefined) {
      problems.push({ path: `template_variables.${name}`, message: `"${name}" ${fault}` });
    }
  }
  if (problems.length === 0) return;
  throw new LaunchError({
    code: "LAUNCH_TEMPLATE_VARIABLE_INVALID",
    message: `The template variables do not fit the queue "${queue.name}": ${problems.map(({ message }) => message).join("; ")}.`,
    problems,
  });
}

function faultOf(value: unknown, schema: Readonly<Record<string, unknown>>): string | undefined {
  const { type, enum: allowed, minimum, maximum } = schema;
  if (
    type === "integer"
      ? !Number.isInteger(value)
      : typeof type === "string" && typeof value !== type
  ) {
    return `is ${JSON.stringify(value)}, not of type ${String(type)}`;
  }
  if (Array.isArray(allowed) && !allowed.includes(value)) {
    return `is ${JSON.stringify(value)}, not one of ${JSON.stringify(allowed)}`;
  }
  if (typeof value === "number" && typeof minimum === "number" && value < minimum) {
    return `is ${value}, less than ${minimum}`;
  }
  if (typeof value === "number" && typeof maximum === "number" && value > maximum) {
    return `is ${value}, more than ${maximum}`;
  }
  return undefined;
}
