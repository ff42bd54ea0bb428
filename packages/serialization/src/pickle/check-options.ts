import { PickleError } from "../errors.ts";

/** The values that each option with a fixed choice takes. */
export type OptionChoices = Readonly<Record<string, readonly unknown[]>>;

/**
 * Refuses values that an option does not know: a misspelt policy must not fall back to a laxer one.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION
 */
export function checkChoices(options: unknown, choices: OptionChoices): void {
  if (typeof options !== "object" || options === null) {
    throw badOption("options", `must be an object, not ${shown(options)}`);
  }
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(choices, name) ? choices[name]! : undefined;
    if (value === undefined || known === undefined || known.includes(value)) continue;
    const list = known.map((choice) => JSON.stringify(choice)).join(", ");
    throw badOption(name, `must be one of ${list}, not ${shown(value)}`);
  }
}

/** What each option without a fixed choice must be. */
export type OptionKinds = Readonly<Record<string, "boolean" | "function" | "object">>;

/**
 * Refuses options that there are not, and values of another kind: a misspelt name must not leave a default in force.
 *
 * @param choices the options that {@link checkChoices} knows
 * @throws PickleError SERIALIZATION_BAD_OPTION
 */
export function checkKinds(options: object, kinds: OptionKinds, choices: OptionChoices): void {
  for (const [name, value] of Object.entries(options)) {
    if (Object.hasOwn(choices, name)) continue;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const known = [...Object.keys(choices), ...Object.keys(kinds)];
      throw badOption(name, `is none of ${known.join(", ")}`);
    }
    if (value === undefined || (typeof value === kind && value !== null)) continue;
    throw badOption(name, `must be ${kind === "object" ? "an" : "a"} ${kind}, not ${shown(value)}`);
  }
}

/**
 * Refuses limits that limit nothing: no comparison with NaN ever holds.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION
 */
export function checkLimits(limits: object, known: object): void {
  for (const [name, value] of Object.entries(limits) as [string, unknown][]) {
    if (!Object.hasOwn(known, name)) {
      throw badOption(`limits.${name}`, `is none of ${Object.keys(known).join(", ")}`);
    }
    if (value !== undefined && !(typeof value === "number" && value >= 0)) {
      throw badOption(`limits.${name}`, `must be a number from 0 on, not ${shown(value)}`);
    }
  }
}

/** The error for an option: `option NAME PROBLEM`. */
export function badOption(name: string, problem: string): PickleError {
  return new PickleError({
    code: "SERIALIZATION_BAD_OPTION",
    message: `option ${name} ${problem}`,
    details: { option: name },
  });
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
}
