import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { readNpy } from "./npy.ts";
import { readNpzArray } from "./npz.ts";

const wrong = expect.objectContaining({ code: "WANDB_CLIENT_MEDIA" });

function npy(
  descr: string,
  shape: string,
  content: Uint8Array,
  isFortran: boolean = false,
): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${isFortran ? "True" : "False"}, 'shape': (${shape}), }\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([start, Buffer.from(header), content]);
}

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer);

/** An archive of one deflated file. */
function zip(name: string, content: Uint8Array, method: 0 | 8): Buffer {
  const packed = method === 8 ? deflateRawSync(content) : content;
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const central = Buffer.alloc(46 + name.length);
  central.writeUInt32LE(0x02014b50);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  central.write(name, 46);
  const end = Buffer.alloc(22 + 3);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

test.each([
  ["<f8", Float64Array.of(1.5, -2, 3, 4), [1.5, -2, 3, 4]],
  ["<f4", Float32Array.of(0.5, 1, 2, 3), [0.5, 1, 2, 3]],
  ["<f2", Uint16Array.of(0x3c00, 0xc000, 0x7c00, 0x0001), [1, -2, Infinity, 2 ** -24]],
  ["|i1", Int8Array.of(-1, 2, 3, 4), [-1, 2, 3, 4]],
  ["|u1", Uint8Array.of(255, 2, 3, 4), [255, 2, 3, 4]],
  ["<i2", Int16Array.of(-1, 2, 3, 4), [-1, 2, 3, 4]],
  ["<u2", Uint16Array.of(65_535, 2, 3, 4), [65_535, 2, 3, 4]],
  ["<i4", Int32Array.of(-1, 2, 3, 4), [-1, 2, 3, 4]],
  ["<u4", Uint32Array.of(2 ** 32 - 1, 2, 3, 4), [2 ** 32 - 1, 2, 3, 4]],
  ["<i8", BigInt64Array.of(-1n, 2n, 3n, 4n), [-1, 2, 3, 4]],
  ["<u8", BigUint64Array.of(1n, 2n, 3n, 4n), [1, 2, 3, 4]],
  [">i2", Uint8Array.of(1, 0, 0, 2, 0, 3, 0, 4), [256, 2, 3, 4]],
  ["|b1", Uint8Array.of(0, 1, 1, 0), [false, true, true, false]],
  ["<U2", Uint32Array.of(97, 0x1f600, 98, 0, 0, 0, 99, 0), ["a😀", "b", "", "c"]],
  ["|S2", Uint8Array.of(97, 98, 99, 0, 0, 0, 100, 0), ["ab", "c", "", "d"]],
])("reads the type %s row by row", (descr, values, expected) => {
  const [a, b, c, d] = expected;
  expect(readNpy(npy(descr, "2, 2", bytesOf(values)), "p")).toEqual([
    [a, b],
    [c, d],
  ]);
});

test("reads columns that stand one after the other, and one dimension", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
  expect(readNpy(npy("|u1", "2, 3", bytes, true), "p")).toEqual([
    [1, 3, 5],
    [2, 4, 6],
  ]);
  expect(readNpy(npy("|u1", "6,", bytes), "p")).toEqual([1, 2, 3, 4, 5, 6]);
});

test("refuses what is no array, cut off, larger than its bytes, or made of Python objects", () => {
  expect(() => readNpy(new Uint8Array(4), "p")).toThrow(wrong);
  expect(() => readNpy(npy("|u1", "3,", Uint8Array.of(1)), "p")).toThrow(/cut off/);
  expect(() => readNpy(npy("|u1", "999999999, 0", new Uint8Array()), "p")).toThrow(/cut off/);
  expect(() => readNpy(npy("|O8", "1,", new Uint8Array(8)), "p")).toThrow(/cannot be read/);
});

test("finds an array in an archive, packed or not", () => {
  const content = npy("|u1", "2,", Uint8Array.of(7, 8));
  for (const method of [0, 8] as const)
    expect(readNpy(readNpzArray(zip("a.npy", content, method), "a", "p"), "p")).toEqual([7, 8]);
  expect(() => readNpzArray(zip("a.npy", content, 8), "b", "p")).toThrow(/no array "b"/);
  expect(() => readNpzArray(new Uint8Array(40), "a", "p")).toThrow(/not an archive/);
  const cut = zip("a.npy", content, 0);
  cut.writeUInt32LE(5000, 30 + 5 + content.length + 20);
  expect(() => readNpzArray(cut, "a", "p")).toThrow(wrong);
});
