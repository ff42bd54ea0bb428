import type { ConfigurationFault } from "../errors.ts";
import { describe } from "./locate.ts";

const legal = /^[A-Za-z0-9_.-]+$/;

/**
 * Checks a name or type that a user wrote. Names made from keys are encoded and never pass here.
 *
 * @returns the text, or undefined when it is absent or at fault
 */
export function checkNameOrType(
  key: "name" | "type",
  value: unknown,
  faults: ConfigurationFault[],
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    faults.push({
      code: "E-W20",
      path: key,
      message: `"${key}" must be text, not ${describe(value)}`,
    });
    return undefined;
  }
  const message = nameFault(key, value);
  if (message === undefined) return value;
  faults.push({ code: "E-W14", path: key, message });
  return undefined;
}

/**
 * What is illegal about an artifact's name or type; undefined when nothing is. The alphabet and the
 * length are W&B's, the reserved types the SDK's.
 */
export function nameFault(key: "name" | "type", value: string): string | undefined {
  if (value === "") return `the ${key} is empty`;
  if (value.length > 128) return `the ${key} has ${value.length} characters; W&B allows 128`;
  if (!legal.test(value)) {
    const illegal = [...new Set(value.replaceAll(/[A-Za-z0-9_.-]/g, ""))];
    return `the ${key} ${JSON.stringify(value)} has illegal characters: ${illegal.map((character) => JSON.stringify(character)).join(", ")}`;
  }
  if (key === "type" && (value === "job" || value.startsWith("wandb-"))) {
    return `the type "${value}" is reserved by W&B`;
  }
  return undefined;
}
