import { crc32 } from "node:zlib";

/**
 * The name of an artifact that a run makes by itself, such as the one of a logged table. What names may not
 * hold is left out, and a checksum of the whole then keeps the names apart: `a b` and `ab` are two tables.
 */
export function runArtifactName(name: string): string {
  const clean = name.replaceAll(/[^A-Za-z0-9_.-]+/g, "");
  if (clean === name) return name;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(name));
  return `${clean}-${checksum.toString("base64url")}`;
}
