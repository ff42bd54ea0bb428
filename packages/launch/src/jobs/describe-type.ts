/** A type in W&B's own notation, as job files and tables hold it. */
export interface TypeDescription {
  readonly wb_type: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const maxDepth = 16;

/**
 * Describes the type of a JSON value in W&B's notation, as the SDK does for the configuration and the summary
 * of a run: numbers, texts, booleans, nothing, lists, maps with a type per key. Elements of different types
 * make a union (the SDK calls such a list invalid).
 *
 * @param value a JSON value; anything else, and what is nested deeper than 16 levels, is `unknown`
 */
export function describeType(value: unknown, depth = 0): TypeDescription {
  if (depth > maxDepth) return { wb_type: "unknown" };
  const kind = typeof value;
  if (kind === "number" || kind === "string" || kind === "boolean") return { wb_type: kind };
  if (kind !== "object") return { wb_type: "unknown" };
  if (value === null) return { wb_type: "none" };
  if (Array.isArray(value)) {
    return {
      wb_type: "list",
      params: { element_type: elementType(value, depth), length: value.length },
    };
  }
  const types = Object.entries(value as Readonly<Record<string, unknown>>).map(
    ([key, entry]) => [key, describeType(entry, depth + 1)] as const,
  );
  return { wb_type: "typedDict", params: { type_map: Object.fromEntries(types) } };
}

function elementType(values: readonly unknown[], depth: number): TypeDescription {
  const distinct = new Map<string, TypeDescription>();
  for (const value of values) {
    const type = describeType(value, depth + 1);
    distinct.set(JSON.stringify(type), type);
  }
  const [first, ...rest] = distinct.values();
  if (first === undefined) return { wb_type: "unknown" };
  if (rest.length === 0) return first;
  return { wb_type: "union", params: { allowed_types: [first, ...rest] } };
}
