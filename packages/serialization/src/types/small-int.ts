/** An integer that a number holds exactly, whichever form the option `ints` gave it; undefined for all else. */
export function smallInt(value: unknown): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}
