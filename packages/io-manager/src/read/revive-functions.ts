/** What the decoder makes of a function that was stored by its source. */
interface StoredFunction {
  readonly source: string;
  revive(options: { readonly trust: boolean }): unknown;
}

/**
 * Replaces each function that was stored as source by a live one, in a decoded value and in its lists,
 * maps and records. **This makes code of the artifact's author callable**; it is done only on the
 * reader's explicit `trust`.
 */
export function reviveFunctions(value: unknown): unknown {
  return revive(value, new Map());
}

function revive(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isStoredFunction(value)) return value.revive({ trust: true });
  const known = done.get(value);
  if (known !== undefined) return known;
  done.set(value, value);
  if (Array.isArray(value)) {
    for (const [index, item] of (value as unknown[]).entries()) {
      (value as unknown[])[index] = revive(item, done);
    }
  } else if (value instanceof Map) {
    for (const [key, item] of value as Map<unknown, unknown>) value.set(key, revive(item, done));
  } else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) value[key] = revive(item, done);
  }
  return value;
}

/** Decoded data has no methods of its own, so an object with this one is the decoder's. */
function isStoredFunction(value: object): value is StoredFunction {
  return "revive" in value && typeof value.revive === "function" && "source" in value;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
