/**
 * The path to the value that the machine was making: for each open mark the container below it, with the place
 * that the next value would have taken.
 *
 * @returns `$` for the root, such as `$.rows[3]` below it
 */
export function pathAt(
  stack: readonly unknown[],
  size: number,
  marks: readonly number[],
): string | undefined {
  if (size === 0) return undefined;
  let path = "$";
  for (let level = 0; level < marks.length && path.length < 300; level += 1) {
    const mark = marks[level]!;
    const end = Math.min(marks[level + 1] ?? size + 1, size + 1);
    const container = mark > 0 ? stack[mark - 1] : undefined;
    const inner = level + 1 < marks.length ? end - mark - 1 : end - mark - 1;
    if (inner < 0) break;
    if (Array.isArray(container)) path += `[${container.length + inner}]`;
    else if (container instanceof Map || isBare(container)) {
      const key = inner % 2 === 1 ? stack[mark + inner - 1] : stack[mark + inner];
      path += inner % 2 === 1 ? segment(key) : "";
    } else path += `[${inner}]`;
  }
  return path;
}

/** One step of a path: `.key` or `["odd key"]` or `[3]`. */
export function segment(key: unknown): string {
  if (typeof key === "string") {
    if (/^[A-Za-z_$][\w$]*$/.test(key) && key.length <= 60) return `.${key}`;
    return `[${JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key)}]`;
  }
  if (typeof key === "number" || typeof key === "bigint" || typeof key === "boolean") {
    return `[${key}]`;
  }
  return "[…]";
}

function isBare(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}
