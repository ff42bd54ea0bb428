/** Values of one statement are kept well below SQLite's limit of 32,766 parameters. */
export const rowsPerStatement = 500;

/** Cuts a list into pieces that fit one statement. */
export function* chunks<T>(
  items: readonly T[],
  size: number = rowsPerStatement,
): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
