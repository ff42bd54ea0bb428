import { PartitionsError } from "../errors.ts";

const allowed = /^[A-Za-z0-9_.-]$/;
const looksEscaped = /^_x[0-9A-Fa-f]{2}/;
const encoder = new TextEncoder();

/**
 * Writes a text with the characters that artifact names may have: letters, digits, `_`, `-` and `.` stay, every other byte of
 * the UTF-8 form becomes `_xHH` with upper-case digits, and the `_` of a literal `_x` before two hex digits becomes `_x5F`.
 *
 * @param text any text; lone surrogates become U+FFFD, as UTF-8 demands
 * @param options `dots: "escape"` writes `.` as `_x2E`, for one dimension's key among several
 */
export function encodeNamePart(
  text: string,
  options: { readonly dots?: "keep" | "escape" } = {},
): string {
  let encoded = "";
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    if (character === "_" && looksEscaped.test(text.slice(at, at + 4))) encoded += "_x5F";
    else if (allowed.test(character) && !(character === "." && options.dots === "escape"))
      encoded += character;
    else
      for (const byte of encoder.encode(character))
        encoded += `_x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    at += character.length;
  }
  return encoded;
}

/**
 * The text that was encoded.
 *
 * @throws PARTITIONS_INVALID_NAME when the escapes are not UTF-8
 */
export function decodeNamePart(encoded: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length;) {
    const escape = /^_x([0-9A-F]{2})/.exec(encoded.slice(at, at + 4));
    if (escape === null) {
      const character = String.fromCodePoint(encoded.codePointAt(at) as number);
      bytes.push(...encoder.encode(character));
      at += character.length;
    } else {
      bytes.push(Number.parseInt(escape[1] as string, 16));
      at += 4;
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes),
    );
  } catch (cause) {
    throw new PartitionsError({
      code: "PARTITIONS_INVALID_NAME",
      message: `"${encoded}" is not an encoded name: its escapes are not UTF-8`,
      hint: "read the original key from the artifact's metadata",
      cause,
    });
  }
}
