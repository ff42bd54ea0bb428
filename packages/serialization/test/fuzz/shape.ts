/**
 * A decoded value as a text that is equal only for equal graphs: kinds, order, sharing and cycles, -0 and NaN included.
 */
export function shapeOf(root: unknown): string {
  const seen = new Map<object, number>();
  const parts: string[] = [];
  // An explicit stack: programs nest as deep as they like.
  const open: { readonly value: unknown; readonly text?: string }[] = [{ value: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (next.text !== undefined) parts.push(next.text);
    else if (typeof value !== "object" || value === null) parts.push(atom(value));
    else if (seen.has(value)) parts.push(`#${seen.get(value)}`);
    else {
      seen.set(value, seen.size);
      const kind = (Object.getPrototypeOf(value) as object | null)?.constructor.name ?? "plain";
      parts.push(`${kind}(`);
      const items =
        value instanceof Map
          ? [...value].flat()
          : Array.isArray(value) || value instanceof Set || value instanceof Uint8Array
            ? [...(value as Iterable<unknown>)]
            : Object.entries(value).flat();
      open.push({ value: undefined, text: ")" });
      for (const item of items.toReversed())
        open.push({ value: undefined, text: "," }, { value: item });
    }
  }
  return parts.join("");
}

function atom(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}
