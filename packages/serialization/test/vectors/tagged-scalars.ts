import { createHash } from "node:crypto";

export function float(value: number): unknown {
  return { $type: "float", v: part(value) };
}

export function part(value: number): number | string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : value;
}

export function int(value: bigint): unknown {
  return value >= -9007199254740991n && value <= 9007199254740991n
    ? Number(value)
    : { $type: "int", v: bigText(value) };
}

export function bigText(value: bigint): string {
  return value.toString();
}

export function text(value: string): unknown {
  if (value.length <= 4096) return value;
  const points = Array.from(value).length;
  if (points <= 4096) return value;
  return { $type: "str", len: points, sha256: sha256(new TextEncoder().encode(value)) };
}

export function bytes($type: string, value: Uint8Array): unknown {
  return value.length > 4096
    ? { $type, len: value.length, sha256: sha256(value) }
    : { $type, b64: base64(value) };
}

export function base64(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
}

function sha256(value: Uint8Array): string {
  return createHash("sha256").update(value).digest("hex");
}
