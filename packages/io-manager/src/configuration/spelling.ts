/** The result of {@link canonicalise}: values under camelCase keys, and what did not fit. */
export interface Canonical<Key extends string> {
  /** The given values under their camelCase names; a key that was not given is absent. */
  readonly values: Readonly<Partial<Record<Key, unknown>>>;
  /** Keys that are in neither spelling of the known ones, in order of appearance. */
  readonly unknown: readonly string[];
  /** Keys that were given in both spellings with different values. */
  readonly twice: readonly Key[];
}

/**
 * Reads a record whose keys may be written in camelCase or, as in the guide and in YAML, in
 * snake_case.
 *
 * @param raw the record as the user wrote it
 * @param known all legal keys, in camelCase
 */
export function canonicalise<const Key extends string>(
  raw: Readonly<Record<string, unknown>>,
  known: readonly Key[],
): Canonical<Key> {
  const values: Partial<Record<Key, unknown>> = {};
  const unknown: string[] = [];
  const twice: Key[] = [];
  const isKnown = new Set<string>(known);
  for (const [written, value] of Object.entries(raw)) {
    const key = camelCase(written) as Key;
    if (!isKnown.has(key)) unknown.push(written);
    else if (Object.hasOwn(values, key) && !sameSetting(values[key], value)) twice.push(key);
    else values[key] = value;
  }
  return { values, unknown, twice };
}

/** `add_files` → `addFiles`; what is camelCase already stays. */
export function camelCase(key: string): string {
  return key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `addFiles` → `add_files`; what is snake_case already stays. */
export function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether a value is a plain record, as a dictionary in YAML or an object literal is. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sameSetting(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
