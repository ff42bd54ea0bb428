import { inflateRawSync } from "node:zlib";
import { mediaError } from "./media-error.ts";

/*
 * NumPy's `.npz` is a ZIP archive with one `.npy` file per array. Read here, all little-endian:
 *
 * end of central directory (22 bytes + comment, signature 0x06054b50): 10 number of entries, 16 where they begin
 * central entry (46 bytes + name + extra + comment, signature 0x02014b50): 10 method (0 stored, 8 deflated),
 *   20 packed size, 24 size, 28 length of name, 30 of extra, 32 of comment, 42 where the local entry begins
 * local entry (30 bytes + name + extra, signature 0x04034b50): 26 length of name, 28 of extra; the content follows
 */
const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const mostBytes = 1024 ** 3;

/**
 * The bytes of one array of a `.npz` archive, as its `.npy` file has them.
 *
 * @param archive the archive
 * @param key name of the array
 * @param path where the archive came from, for errors
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` for what is no such archive, lacks the array, or holds over 1 GiB
 */
export function readNpzArray(archive: Uint8Array, key: string, path: string): Uint8Array {
  try {
    const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
    const end = findEnd(view);
    let at = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      expectSignature(view, at, centralSignature);
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
      if (name === `${key}.npy`) return contentOf(archive, view, at);
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (error) {
    throw mediaError(path, "is not an archive of arrays", "Log the table again.", error);
  }
  throw mediaError(path, `has no array ${JSON.stringify(key)}`, "Log the table again.");
}

function findEnd(view: DataView): number {
  // A comment of up to 65 535 bytes may follow.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--)
    if (view.getUint32(at, true) === endSignature) return at;
  throw new RangeError("no end of a central directory");
}

function contentOf(archive: Uint8Array, view: DataView, at: number): Uint8Array {
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  expectSignature(view, local, localSignature);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const content = archive.subarray(start, start + packed);
  if (content.length !== packed || size > mostBytes)
    throw new RangeError(`an entry of ${size} bytes`);
  if (method === 0) return content;
  return inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
}

function expectSignature(view: DataView, at: number, signature: number): void {
  if (view.getUint32(at, true) !== signature) throw new RangeError(`no entry at ${at}`);
}
