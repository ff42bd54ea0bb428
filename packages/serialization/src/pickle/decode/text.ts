const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const fromCharCode = String.fromCharCode;

/**
 * Text of up to this many bytes is built here when it is ASCII; longer text goes to the platform's decoder,
 * whose call costs more than this many characters do.
 */
const shortText = 48;

/**
 * Decodes UTF-8 as Python's "surrogatepass" does: ED A0 80 … ED BF BF are lone surrogates.
 *
 * @returns undefined when the bytes are not such text
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  // For short text the platform's decoder costs more, and a failure of it far more.
  if (end - start <= shortText) {
    return shortAscii(bytes, start, end) ?? decodeWithSurrogates(bytes, start, end);
  }
  try {
    return strict.decode(bytes.subarray(start, end));
  } catch {
    // Not strict UTF-8: only lone surrogates may be the reason, and the platform has no decoder for them.
    return decodeWithSurrogates(bytes, start, end);
  }
}

/** Bytes that {@link TextReader} turns into one string at a time: at first, and at most. */
const firstBlock = 1024;
const largestBlock = 32_768;

/**
 * Reads many short strings from one input. The bytes around are decoded to one string once, as one character per
 * byte, and ASCII strings are cut out of it, which costs a fraction of a call of the platform's decoder.
 */
export class TextReader {
  readonly #bytes: Uint8Array;
  #block = "";
  #from = 0;
  #to = 0;
  #count = 0;
  // Blocks grow: a text that is cut out of one keeps all of it, and there may be a reader for every few bytes.
  #size = firstBlock;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Text as {@link decodeUtf8}. */
  read(start: number, end: number): string | undefined {
    const bytes = this.#bytes;
    let all = 0;
    if (end - start > 1024) return decodeUtf8(bytes, start, end);
    for (let at = start; at < end; at += 1) all |= bytes[at]!;
    if (all > 127) return decodeUtf8(bytes, start, end);
    if (start < this.#from || end > this.#to) {
      this.#count += 1;
      // A block pays off when several strings come out of it.
      if (this.#count < 4) return shortAscii(bytes, start, end);
      this.#from = start;
      this.#to = Math.min(bytes.length, start + this.#size);
      if (this.#size < largestBlock) this.#size *= 2;
      this.#block = oneBytePerCharacter(bytes, start, this.#to);
    }
    return this.#block.substring(start - this.#from, end - this.#from);
  }

  /** The text of a SHORT_BINUNICODE or BINUNICODE, all of whose bytes are there, as {@link read}. */
  readAt(opcode: number): string | undefined {
    const bytes = this.#bytes;
    if (bytes[opcode] === 0x8c) return this.read(opcode + 2, opcode + 2 + bytes[opcode + 1]!);
    const from = opcode + 5;
    let length = 0;
    for (let at = from - 1; at > opcode; at -= 1) length = length * 256 + bytes[at]!;
    return this.read(from, from + length);
  }
}

/** Node's Buffer has this as one copy; its TextDecoder goes through the characters. Not asked for elsewhere. */
const slice = (
  globalThis as {
    readonly Buffer?: {
      readonly prototype: {
        readonly latin1Slice?: (this: Uint8Array, start: number, end: number) => string;
      };
    };
  }
).Buffer?.prototype.latin1Slice;

function oneBytePerCharacter(bytes: Uint8Array, start: number, end: number): string {
  return slice === undefined
    ? latin1.decode(bytes.subarray(start, end))
    : slice.call(bytes, start, end);
}

// The platform's "latin1" differs from Latin-1 in 80 to 9F, which are not cut out as they are not ASCII.
const latin1 = new TextDecoder("latin1");

/** The text of ASCII bytes, or undefined when one is not ASCII. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = "";
  let at = start;
  while (at + 8 <= end) {
    const a = bytes[at]!;
    const b = bytes[at + 1]!;
    const c = bytes[at + 2]!;
    const d = bytes[at + 3]!;
    const e = bytes[at + 4]!;
    const f = bytes[at + 5]!;
    const g = bytes[at + 6]!;
    const h = bytes[at + 7]!;
    if ((a | b | c | d | e | f | g | h) > 127) return undefined;
    text += fromCharCode(a, b, c, d, e, f, g, h);
    at += 8;
  }
  if (at + 4 <= end) {
    const a = bytes[at]!;
    const b = bytes[at + 1]!;
    const c = bytes[at + 2]!;
    const d = bytes[at + 3]!;
    if ((a | b | c | d) > 127) return undefined;
    text += fromCharCode(a, b, c, d);
    at += 4;
  }
  while (at < end) {
    const a = bytes[at]!;
    if (a > 127) return undefined;
    text += fromCharCode(a);
    at += 1;
  }
  return text;
}

function decodeWithSurrogates(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = "";
  let at = start;
  while (at < end) {
    const first = bytes[at]!;
    if (first < 0x80) {
      text += fromCharCode(first);
      at += 1;
      continue;
    }
    // The bytes after the first, its own bits, and the least that needs so many bytes.
    let more = 1;
    let point = first & 0x1f;
    let least = 0x80;
    if (first >= 0xf5 || first < 0xc2) return undefined;
    if (first >= 0xf0) [more, point, least] = [3, first & 0x07, 0x10000];
    else if (first >= 0xe0) [more, point, least] = [2, first & 0x0f, 0x800];
    if (at + more >= end) return undefined;
    for (; more > 0; more -= 1) {
      at += 1;
      const byte = bytes[at]!;
      if ((byte & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (byte & 0x3f);
    }
    if (point < least || point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
    at += 1;
  }
  return text;
}

/** One character per byte, U+0000 … U+00FF. */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= 64) return fromCharCode(...bytes.subarray(start, end));
  const parts: string[] = [];
  for (let at = start; at < end; at += 8192) {
    parts.push(fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192))));
  }
  return parts.join("");
}

/** The bytes of a text of characters up to U+00FF, or undefined when it has others. */
export function encodeLatin1(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 255) return undefined;
    bytes[at] = unit;
  }
  return bytes;
}

/**
 * Decodes Python's raw-unicode-escape: Latin-1 with `\uXXXX` and `\UXXXXXXXX`; a backslash before it that is
 * itself escaped (an odd number of backslashes counts) does not start an escape.
 *
 * @returns undefined for an incomplete or too large escape
 */
export function decodeRawUnicodeEscape(text: string): string | undefined {
  if (!text.includes("\\")) return text;
  let valid = true;
  // All backslashes of a run are taken at once, with what may follow: looking for the letter first is quadratic.
  const decoded = text.replace(
    /(\\+)(?:([uU])([0-9a-fA-F]{0,8}))?/g,
    (whole, slashes: string, kind: string | undefined, digits = "") => {
      if (kind === undefined || slashes.length % 2 === 0) return whole;
      const size = kind === "u" ? 4 : 8;
      const point = digits.length < size ? Number.NaN : Number.parseInt(digits.slice(0, size), 16);
      if (!(point <= 0x10ffff)) {
        valid = false;
        return whole;
      }
      return slashes.slice(1) + String.fromCodePoint(point) + digits.slice(size);
    },
  );
  return valid ? decoded : undefined;
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["\\", 92],
  ["'", 39],
  ['"', 34],
  ["a", 7],
  ["b", 8],
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
]);

/**
 * Decodes a quoted Python 2 string literal with its escapes, as the STRING opcode holds it.
 *
 * @param literal the line, one character per byte
 * @returns the bytes, or undefined when quotes or escapes are malformed
 */
export function decodeStringLiteral(literal: string): Uint8Array | undefined {
  const trimmed = literal.trimEnd();
  const quote = trimmed[0];
  if (trimmed.length < 2 || (quote !== "'" && quote !== '"') || trimmed.at(-1) !== quote) {
    return undefined;
  }
  const bytes: number[] = [];
  const last = trimmed.length - 1;
  for (let at = 1; at < last; at += 1) {
    const character = trimmed[at]!;
    if (character !== "\\") {
      bytes.push(character.charCodeAt(0));
      continue;
    }
    at += 1;
    if (at >= last) return undefined;
    const kind = trimmed[at]!;
    const simple = simpleEscapes.get(kind);
    if (simple !== undefined) {
      bytes.push(simple);
    } else if (kind === "x") {
      const digits = /^[0-9a-fA-F]{2}/.exec(trimmed.slice(at + 1, Math.min(at + 3, last)))?.[0];
      if (digits === undefined) return undefined;
      bytes.push(Number.parseInt(digits, 16));
      at += 2;
    } else if (kind >= "0" && kind <= "7") {
      const digits = /^[0-7]{1,3}/.exec(trimmed.slice(at, Math.min(at + 3, last)))![0];
      bytes.push(Number.parseInt(digits, 8) & 255);
      at += digits.length - 1;
    } else if (kind !== "\n") {
      bytes.push(92, kind.charCodeAt(0));
    }
  }
  return Uint8Array.from(bytes);
}
