/** A bigint as a number when it is exact in one. */
export function normalizeInt(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** A little-endian two's complement integer of any length; no bytes are 0. */
export function readLong(bytes: Uint8Array, start: number, end: number): number | bigint {
  const length = end - start;
  if (length === 0) return 0;
  const negative = bytes[end - 1]! > 127;
  if (length <= 6) {
    let value = 0;
    for (let at = end - 1; at >= start; at -= 1) value = value * 256 + bytes[at]!;
    return negative ? value - 256 ** length : value;
  }
  const digits: string[] = ["0x"];
  for (let at = end - 1; at >= start; at -= 1) digits.push(hex[bytes[at]!]!);
  const unsigned = BigInt(digits.join(""));
  return normalizeInt(negative ? unsigned - (1n << BigInt(8 * length)) : unsigned);
}

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

const integer =
  /^[ \t\v\f\r]*([+-]?)(?:(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|(0|[1-9](?:_?[0-9])*))[ \t\v\f\r]*$/;

/**
 * Reads the text of an integer by the rules of the package: sign, digits, surrounding blanks, `0x`/`0o`/`0b`,
 * single underscores; no leading zeros.
 *
 * @returns undefined when the text is not such a number
 */
export function parseInteger(text: string): number | bigint | undefined {
  const match = integer.exec(text);
  if (match === null) return undefined;
  const digits = (match[2] ?? match[3]!).replaceAll("_", "");
  if (digits.length <= 15 && match[3] !== undefined) {
    const value = Number(digits);
    return match[1] === "-" && value !== 0 ? -value : value;
  }
  const value = BigInt(digits);
  return normalizeInt(match[1] === "-" ? -value : value);
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/**
 * Reads the text of a float: decimal or exponent form, `inf`, `infinity`, `nan` in any case.
 *
 * @returns undefined when the text is not such a number
 */
export function parseFloatText(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const match = special.exec(text);
  if (match === null) return undefined;
  if (match[2] === undefined) return Number.NaN;
  return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
