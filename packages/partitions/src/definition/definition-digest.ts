import { createHash } from "node:crypto";

/** A stable id of plain data: 40 hex digits of the SHA-256 of its JSON with sorted fields. */
export function definitionDigest(data: unknown): string {
  return createHash("sha256").update(canonical(data)).digest("hex").slice(0, 40);
}

function canonical(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(canonical).join(",")}]`;
  if (typeof data === "object" && data !== null) {
    const fields = Object.entries(data)
      .filter(([, value]) => value !== undefined)
      .toSorted(([left], [right]) => (left < right ? -1 : 1));
    return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join(",")}}`;
  }
  return JSON.stringify(data) ?? "null";
}
