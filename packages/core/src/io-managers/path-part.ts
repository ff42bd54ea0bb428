import { createHash } from "node:crypto";

/** Names longer than this are cut and end in a hash, so that they fit every file system. */
const longestName = 200;

/**
 * One part of a path as a file name: what a file system forbids or reads as a path is percent-encoded, long names are cut
 * and hashed. Different parts give different names.
 */
export function pathPart(part: string): string {
  const encoded = part
    .replaceAll("%", "%25")
    // Characters that some file system forbids, and control characters.
    .replaceAll(
      /[\p{Cc}/\\:*?"<>|]/gu,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .replace(/^\.+$/, (dots) => dots.replaceAll(".", "%2E"))
    .replace(/^\./, "%2E")
    .replace(/[. ]$/, (last) => (last === "." ? "%2E" : "%20"));
  const name = encoded === "" ? "%00empty" : encoded;
  if (Buffer.byteLength(name) <= longestName) return name;
  const hash = createHash("sha256").update(part).digest("hex").slice(0, 32);
  return `${Buffer.from(name)
    .subarray(0, longestName - 33)
    .toString("utf8")
    .replace(/\uFFFD+$/, "")
    .replace(/%[0-9A-F]?$/, "")}-${hash}`;
}
