/** Hex of a digest given in base64. */
export function base64ToHex(text: string): string {
  return Buffer.from(text, "base64").toString("hex");
}

/** Base64, with padding, of a digest given in hex. */
export function hexToBase64(text: string): string {
  return Buffer.from(text, "hex").toString("base64");
}

/** Whether a text is the standard base64 of `bytes` bytes. */
export function isBase64Digest(text: string, bytes: number): boolean {
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes && decoded.toString("base64") === text;
}
