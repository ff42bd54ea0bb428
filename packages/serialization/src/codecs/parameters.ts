import { PickleError } from "../errors.ts";

/** How one parameter is checked. */
export interface ParameterRule {
  /** What it must be, in words. */
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/** The rule for a choice among literals. */
export function oneOf(...choices: readonly unknown[]): ParameterRule {
  return {
    expected: `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
    accepts: (value) => choices.includes(value),
  };
}

/** The rule for a value of a JavaScript type. */
export function ofType(type: "boolean" | "function" | "object"): ParameterRule {
  return { expected: `a ${type}`, accepts: (value) => typeof value === type && value !== null };
}

/** Checks all parameters at once. */
export function checkParameters(
  codec: string,
  parameters: object,
  rules: Readonly<Record<string, ParameterRule>>,
): void {
  const problems: { path: string; message: string }[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      problems.push({
        path: `parameters.${name}`,
        message: `unknown; ${codec} knows ${Object.keys(rules).join(", ") || "none"}`,
      });
    } else if (!rule.accepts(value)) {
      problems.push({ path: `parameters.${name}`, message: `must be ${rule.expected}` });
    }
  }
  if (problems.length === 0) return;
  const text = problems.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new PickleError({
    code: "SERIALIZATION_BAD_OPTION",
    message: `parameters of codec ${codec}: ${text}`,
    details: { codec, problems },
  });
}
