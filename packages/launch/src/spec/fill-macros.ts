/** The values that `${…}` stands for in resource arguments. */
export type MacroValues = Readonly<Record<string, string | undefined>>;

const macro = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const maxDepth = 64;

/**
 * Replaces the macros of W&B Launch in every text of a value: `${run_id}`, `${run_name}`,
 * `${project_name}`, `${entity_name}`, `${image_uri}`, `${author}` and names of environment variables.
 * A macro without a value stays as it is. Keys are left alone.
 *
 * @param value any JSON value; it is not changed
 * @throws RangeError when the value is nested deeper than 64 levels
 */
export function fillMacros(value: unknown, values: MacroValues, depth = 0): unknown {
  if (depth > maxDepth)
    throw new RangeError(`resource arguments are nested deeper than ${maxDepth} levels`);
  if (typeof value === "string") {
    return value.replaceAll(macro, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    );
  }
  if (Array.isArray(value)) return value.map((entry) => fillMacros(entry, values, depth + 1));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, fillMacros(entry, values, depth + 1)]),
    );
  }
  return value;
}
