const encoder = new TextEncoder();

/** How many bytes the text takes as UTF-8, a lone surrogate taking three. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) {
      length += 2;
      at += 1;
    } else length += 2;
  }
  return length;
}

/** Writes the text as UTF-8 at `at`; a lone surrogate is written as its three bytes ("surrogatepass"). */
export function encodeUtf8(text: string, bytes: Uint8Array, at: number, byteLength: number): void {
  if (text.length > 32 && text.isWellFormed()) {
    encoder.encodeInto(text, bytes.subarray(at, at + byteLength));
    return;
  }
  let to = at;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes[to++] = unit;
    else if (unit < 0x800) {
      bytes[to++] = 0xc0 | (unit >> 6);
      bytes[to++] = 0x80 | (unit & 63);
    } else if (isHigh(unit) && isLow(text.charCodeAt(index + 1))) {
      index += 1;
      const point = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(index) - 0xdc00);
      bytes[to++] = 0xf0 | (point >> 18);
      bytes[to++] = 0x80 | ((point >> 12) & 63);
      bytes[to++] = 0x80 | ((point >> 6) & 63);
      bytes[to++] = 0x80 | (point & 63);
    } else {
      bytes[to++] = 0xe0 | (unit >> 12);
      bytes[to++] = 0x80 | ((unit >> 6) & 63);
      bytes[to++] = 0x80 | (unit & 63);
    }
  }
}

/**
 * The text as protocol 0 holds it: Latin-1 bytes, `\uXXXX` and `\UXXXXXXXX` for the rest, and for the five
 * characters that would break the line or the escape.
 */
export function rawUnicodeEscape(text: string): Uint8Array {
  const parts: string[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point > 0xffff) parts.push(`\\U${point.toString(16).padStart(8, "0")}`);
    else if (point > 0xff || [0x5c, 0, 0x0a, 0x0d, 0x1a].includes(point)) {
      parts.push(`\\u${point.toString(16).padStart(4, "0")}`);
    } else parts.push(character);
  }
  const latin = parts.join("");
  const bytes = new Uint8Array(latin.length);
  for (let at = 0; at < latin.length; at += 1) bytes[at] = latin.charCodeAt(at);
  return bytes;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
