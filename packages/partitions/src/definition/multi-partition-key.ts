/**
 * A key of a multi definition as a record by dimension. As text, also inside a template, it is the canonical form,
 * dimension keys joined by `|` in the order of the dimensions' names.
 */
export type MultiPartitionKey<Keys extends object = object> = Keys & {
  toString(): string;
  toJSON(): string;
};

/** Makes a key; the two methods are not enumerable, so that only dimensions are listed. */
export function multiKey(
  names: readonly string[],
  parts: Readonly<Record<string, string>>,
): MultiPartitionKey {
  const text = names.map((name) => parts[name] as string).join("|");
  const key = Object.fromEntries(names.map((name) => [name, parts[name] as string]));
  const print = { value: () => text };
  Object.defineProperties(key, { toString: print, toJSON: print });
  return Object.freeze(key) as MultiPartitionKey;
}
