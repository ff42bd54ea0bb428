import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import pythonBytes from "./__fixtures__/python-compressed.json" with { type: "json" };
import { joined, sample } from "./__fixtures__/sample.ts";
import { bzip2Decompress } from "./bzip2/decode.ts";
import { bzip2Compress } from "./bzip2/encode.ts";
import { lzmaCompress } from "./lzma/encode/lzma-alone.ts";
import { xzCompress } from "./lzma/encode/xz.ts";
import { lzmaDecompress } from "./lzma/lzma-alone.ts";
import { xzDecompress } from "./lzma/xz.ts";

const roomy = 100_000_000;
const bytes = sample();
const methods = [
  { name: "bz2", compress: bzip2Compress, decompress: bzip2Decompress, levels: range(1, 9) },
  { name: "lzma", compress: lzmaCompress, decompress: lzmaDecompress, levels: range(0, 9) },
  // The levels of xz are those of lzma; one of each kind shows its chunks.
  { name: "xz", compress: xzCompress, decompress: xzDecompress, levels: [0, 2, 4, 6, 9] },
] as const;
const known = pythonBytes as unknown as Readonly<Record<string, readonly [number, string]>>;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function digest(content: Uint8Array): readonly [number, string] {
  return [content.length, createHash("sha256").update(content).digest("hex")];
}

/** Pieces of literals, runs and repetitions, so that every kind of step and table is met. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 700 })),
      fc.tuple(fc.nat(2000), fc.nat(400), fc.constant("repeat")),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => {
    let whole = new Uint8Array();
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) whole = joined(whole, piece);
      else if (piece.length === 2) whole = joined(whole, new Uint8Array(piece[1]).fill(piece[0]));
      else
        whole = joined(
          whole,
          whole
            .subarray(0, whole.length)
            .slice(-piece[0] - 1)
            .slice(0, piece[1]),
        );
    }
    return whole;
  });

function periodic(period: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at % period) * 7);
}

test("the sample is the one that Python compressed", () => {
  expect(digest(bytes)).toEqual(known["sample"]);
});

describe.each(methods)("$name", ({ name, compress, decompress, levels }) => {
  test.each(levels)("F114 gives Python's bytes at level %i, which are read again", (level) => {
    const packed = compress(bytes, level);
    expect(digest(packed)).toEqual(known[`${name} ${level}`]);
    expect(Buffer.from(decompress(packed, roomy)).equals(bytes)).toBe(true);
  });

  test("whatever is compressed comes back", () => {
    fc.assert(
      fc.property(content, fc.constantFrom(...levels.slice(0, 6)), (input, level) => {
        expect(Buffer.from(decompress(compress(input, level), roomy)).equals(input)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each([0, 1, 2, 3, 4, 5])("takes %i bytes", (size) => {
    for (const input of [new Uint8Array(size), bytes.subarray(0, size)]) {
      expect(Buffer.from(decompress(compress(input, 1), roomy)).equals(input)).toBe(true);
    }
  });

  test("leaves its input alone and takes a view", () => {
    const view = bytes.slice().subarray(100, 5000);
    const packed = compress(view, 1);
    expect(Buffer.from(view).equals(bytes.subarray(100, 5000))).toBe(true);
    expect(Buffer.from(packed).equals(compress(bytes.slice(100, 5000), 1))).toBe(true);
    expect(packed.byteLength).toBe(packed.buffer.byteLength);
  });
});

describe("input made to be slow", () => {
  // Strings of Fibonacci repeat at every scale.
  const fibonacci = ((): Uint8Array => {
    let [a, b] = ["a", "ab"];
    while (b.length < 200_000) [a, b] = [b, b + a];
    return new TextEncoder().encode(b);
  })();

  test.each([
    ["zeros", new Uint8Array(2_000_000)],
    ["a period of 2", periodic(2, 1_000_000)],
    ["a period of 255", periodic(255, 1_000_000)],
    ["Fibonacci", fibonacci],
  ])("%s takes no longer than other input", (_, input) => {
    for (const { compress, decompress, levels } of methods) {
      const packed = compress(input, levels.at(-1)!);
      expect(Buffer.from(decompress(packed, roomy)).equals(input)).toBe(true);
    }
  });
});

test("bzip2 stores a run that goes past the end of a block with the block that it began in", () => {
  // The block is full after 99 981 bytes of level 1.
  for (const before of [99_976, 99_978, 99_980, 99_981, 99_982]) {
    const input = joined(bytes.subarray(0, before % 80_000), bytes.subarray(0, 79_000));
    input.fill(9, before - 3, before + 260);
    expect(Buffer.from(bzip2Decompress(bzip2Compress(input, 1), roomy)).equals(input)).toBe(true);
  }
});

test("xz stores what does not shrink", () => {
  const noise = bytes.subarray(0, 80_000);
  expect(xzCompress(noise, 6).length).toBeLessThan(noise.length + 100);
});
