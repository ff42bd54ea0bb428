import { createHash } from "node:crypto";

const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * Makes one folder name from any text, legal on every file system: letters, digits, `_`, `-` and `.`
 * stay, every other byte of the UTF-8 form becomes `%HH`. Device names of Windows and a dot at the
 * end get their first or last character encoded as well. Names past 120 characters are cut and end
 * in `-` and 32 hex digits of the SHA-256 of the whole.
 */
export function encodeSegment(text: string): string {
  let encoded = "";
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9_.-]/.test(character) ? character : hex(byte);
  }
  if (reserved.test(encoded)) encoded = hex(encoded.charCodeAt(0)) + encoded.slice(1);
  if (encoded.endsWith(".")) encoded = `${encoded.slice(0, -1)}%2E`;
  if (encoded === "") return "%";
  if (encoded.length <= 120) return encoded;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return `${encoded.slice(0, 87)}-${digest}`;
}

function hex(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
