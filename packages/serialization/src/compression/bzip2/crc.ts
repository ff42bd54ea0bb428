const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc;
});

/** bzip2's CRC-32 (highest bit first) of the bytes from `start` to `end`, unsigned. */
export function crcOf(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  for (let at = start; at < end; at += 1) crc = (crc << 8) ^ table[(crc >>> 24) ^ bytes[at]!]!;
  return ~crc >>> 0;
}
