/**
 * Where the frame ends that begins here: the opcode FRAME with its whole content.
 *
 * @param length how many bytes there are
 * @returns -1 when no frame begins here, it is not all there, or it is longer than 4 GiB
 */
export function frameAfter(
  bytes: Uint8Array,
  view: DataView,
  position: number,
  length: number,
): number {
  if (position + 9 > length || bytes[position] !== 0x95) return -1;
  if (view.getUint32(position + 5, true) !== 0) return -1;
  const end = position + 9 + view.getUint32(position + 1, true);
  return end > length ? -1 : end;
}
