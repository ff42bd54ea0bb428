/** The shortest little-endian two's complement with a sign bit, as LONG1 and LONG4 hold it; 0 has no bytes. */
export function longBytes(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array();
  const negative = value < 0n;
  // For a negative number the bits of -value - 1 are those of its complement.
  const magnitude = negative ? -value - 1n : value;
  const hex = magnitude.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  const count = digits.length / 2;
  const signNeeded = magnitude > 0n && Number.parseInt(digits.slice(0, 2), 16) > 127;
  const bytes = new Uint8Array(count + (signNeeded ? 1 : 0));
  for (let at = 0; at < count; at += 1) {
    const from = 2 * (count - 1 - at);
    bytes[at] = Number.parseInt(digits.slice(from, from + 2), 16);
  }
  if (negative) for (let at = 0; at < bytes.length; at += 1) bytes[at] = ~bytes[at]! & 255;
  return bytes;
}

/** A float as Python's `repr` writes it: shortest digits, exponent below -4 or from 16 on, `.0` for integral ones. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa, exponentText] = value.toExponential().split("e") as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const size = Math.abs(exponent);
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${size < 10 ? "0" : ""}${size}`;
  }
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace("-", "").replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, "0")}.0`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
