import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { joblibCodec, loadJoblib, PickleError } from "@heddle/serialization";
import { openVectors } from "../../test/vectors/index-file.ts";
import { compressStream, decompress } from "../joblib/container.ts";
import { bzip2Decompress } from "./bzip2/decode.ts";
import { bzip2Compress } from "./bzip2/encode.ts";
import { crc32, crc64, xxh32 } from "./checksums.ts";
import * as anywhere from "./deflate.ts";
import * as inNode from "./deflate.node.ts";
import { lz4Compress } from "./lz4/encode.ts";
import { lzmaCompress } from "./lzma/encode/lzma-alone.ts";
import { xzCompress } from "./lzma/encode/xz.ts";
import { lzmaDecompress } from "./lzma/lzma-alone.ts";
import { gzipCompress, inflate, type Level, zlibCompress } from "./zlib.ts";

const vectors = openVectors(join(import.meta.dirname, "../../test/vectors/pickle.zip"));
const bytesOf = (name: string): Uint8Array =>
  vectors.read(vectors.cases.find((one) => one.name === name)!.files[0]!.file);

const stream = bytesOf("jl-raw-dict");
const roomy = 1_000_000;
const packed = {
  zlib: bytesOf("jl-zlib-3"),
  gzip: bytesOf("jl-gzip-3"),
  bz2: bytesOf("jl-bz2-9"),
  lzma: bytesOf("jl-lzma-6"),
  xz: bytesOf("jl-xz-6"),
  lz4: bytesOf("jl-lz4-6"),
};
const methods = Object.entries(packed) as [keyof typeof packed, Uint8Array][];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Text that compresses, noise that does not, and long runs. */
function sample(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let at = 0; at < size; at += 1) {
    state = Math.imul(state, 1_103_515_245) + 12_345;
    const part = Math.floor(at / 3000) % 3;
    bytes[at] = part === 0 ? 97 + (at % 26) : part === 1 ? state >>> 16 : 0;
  }
  return bytes;
}

function fault(run: () => unknown): PickleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The bytes, or that a PickleError of compression refused them. */
function resultOf(run: () => Uint8Array): Buffer | "refused" {
  try {
    return Buffer.from(run());
  } catch (error) {
    if (error instanceof PickleError && refusals.test(error.code)) return "refused";
    throw error;
  }
}

const refusals = /^SERIALIZATION_(COMPRESSION|LIMIT|UNSUPPORTED_COMPRESSION)$/;

describe.each(methods)("%s", (method, bytes) => {
  test("F114 gives the stream that joblib compressed", () => {
    expect(Buffer.from(decompress(bytes, roomy)).equals(Buffer.from(stream))).toBe(true);
  });

  test("reads members that stand one after the other", () => {
    const twice = decompress(joined(bytes, bytes), roomy);
    expect(Buffer.from(twice).equals(Buffer.concat([stream, stream]))).toBe(true);
  });

  test("fails at whatever byte it is cut", () => {
    const short = compressStream(new Uint8Array(stream.subarray(0, 300)), method, 6);
    for (let length = 5; length < short.length; length += 1) {
      expect(fault(() => decompress(short.subarray(0, length), roomy)).code).toBe(
        "SERIALIZATION_COMPRESSION",
      );
    }
    for (let length = 0; length < short.length; length += 1) {
      expect(fault(() => loadJoblib(short.subarray(0, length)))).toBeInstanceOf(PickleError);
    }
    for (let length = 5; length < bytes.length; length += 97) {
      expect(fault(() => decompress(bytes.subarray(0, length), roomy)).code).toBe(
        "SERIALIZATION_COMPRESSION",
      );
    }
  });

  test("never gives more than the limit", () => {
    const error = fault(() => decompress(bytes, stream.length - 1));
    expect(error).toMatchObject({
      code: "SERIALIZATION_LIMIT",
      details: { maxBytes: stream.length - 1 },
    });
    expect(decompress(bytes, stream.length)).toHaveLength(stream.length);
    expect(() => decompress(joined(bytes, bytes), stream.length + 1)).toThrow(/more than/);
  });

  test("notices a changed byte, or gives the same stream", () => {
    // lzma carries no checksum and lz4 none by default, so that a changed literal goes unnoticed there.
    const silent = method === "lzma" || method === "lz4";
    for (let at = 5; at < bytes.length; at += 3) {
      const changed = bytes.slice();
      changed[at]! ^= 0x15;
      const outcome = resultOf(() => decompress(changed, roomy));
      expect(outcome === "refused" || silent || outcome.equals(stream)).toBe(true);
    }
  });

  test("refuses other data behind the last member", () => {
    if (method === "gzip") return;
    expect(fault(() => decompress(joined(bytes, Uint8Array.of(1, 2, 3)), roomy)).code).toBe(
      "SERIALIZATION_COMPRESSION",
    );
  });
});

describe("zip bombs", () => {
  const limits = { maxBytes: 1_000_000 };

  test.each([
    ["zlib", deflateSync(new Uint8Array(100_000_000), { level: 9 })],
    ["gzip", gzipSync(new Uint8Array(100_000_000), { level: 9 })],
    ["bz2", bzip2Compress(new Uint8Array(20_000_000), 9)],
    ["lzma", lzmaCompress(new Uint8Array(20_000_000), 0)],
    ["xz", xzCompress(new Uint8Array(20_000_000), 0)],
    ["lz4", lz4Compress(new Uint8Array(20_000_000))],
  ])("%s is stopped at the limit, with memory to match", (_, bomb) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(fault(() => loadJoblib(bomb, { limits })).code).toBe("SERIALIZATION_LIMIT");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test.each(["anywhere", "in Node"])("deflate is stopped by both engines (%s)", (where) => {
    const engine = where === "anywhere" ? anywhere : inNode;
    const bomb = new Uint8Array(deflateSync(new Uint8Array(10_000_000)));
    expect(fault(() => engine.inflateOne(bomb, 1000)).code).toBe("SERIALIZATION_LIMIT");
  });

  test("an lzma header that promises much allocates nothing", () => {
    const bomb = Uint8Array.of(0x5d, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0);
    expect(fault(() => lzmaDecompress(bomb, 1e9)).code).toBe("SERIALIZATION_COMPRESSION");
  });

  test("many empty bzip2 streams share one buffer", () => {
    const empty = Buffer.from("425a68391772453850900000", "hex");
    const whole = Buffer.concat([empty, Buffer.from("0000", "hex")]);
    const many = new Uint8Array(Buffer.concat(Array.from({ length: 5000 }, () => whole)));
    expect(bzip2Decompress(many, 10)).toHaveLength(0);
  });
});

describe("deflate", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9] as const)(
    "both engines read what all engines write at level %i",
    (level) => {
      for (const bytes of [sample(0), sample(1), sample(100_000)]) {
        for (const compressed of [
          zlibCompress(bytes, level),
          gzipCompress(bytes, level),
          zlibCompress(bytes, level, "fast"),
          gzipCompress(bytes, level, "fast"),
          anywhere.fastDeflate(bytes, level),
          anywhere.fastGzip(bytes, level),
        ]) {
          for (const engine of [anywhere, inNode]) {
            const { output, consumed } = engine.inflateOne(compressed, roomy);
            expect(Buffer.from(output).equals(bytes)).toBe(true);
            expect(consumed).toBe(compressed.length);
          }
        }
      }
    },
  );

  test("both engines report damage and truncation in the same way", () => {
    for (const compress of [zlibCompress, gzipCompress]) {
      const bytes = compress(sample(5000), 6);
      for (const engine of [anywhere, inNode]) {
        const cut = fault(() => engine.inflateOne(bytes.subarray(0, 100), roomy));
        expect(cut).toMatchObject({ code: "SERIALIZATION_COMPRESSION" });
        expect(cut.message).toContain("it ends too early");
        const changed = bytes.slice();
        changed[bytes.length - 6]! ^= 1;
        expect(fault(() => engine.inflateOne(changed, roomy)).code).toBe(
          "SERIALIZATION_COMPRESSION",
        );
      }
    }
  });

  test.each([zlibCompress, gzipCompress])("reads members with zeros behind them", (compress) => {
    const members = [compress(sample(10), 1), compress(sample(20), 1)];
    expect(inflate(joined(...members, new Uint8Array(7)), 30)).toHaveLength(30);
    expect(() => inflate(joined(...members), 29)).toThrow(/more than 29/);
  });
});

describe("lz4", () => {
  test.each([0, 1, 12, 13, 14, 300, 65_535, 65_536, 1_000_000, 9_000_000])(
    "gives back %i bytes that it compressed",
    (size) => {
      const bytes = sample(size);
      const compressed = lz4Compress(bytes);
      expect(Buffer.from(decompress(compressed, 10_000_000)).equals(bytes)).toBe(true);
      expect(compressed.length).toBeLessThanOrEqual(size + 40);
    },
  );
});

test("checksums equal the published check values", () => {
  const digits = new TextEncoder().encode("123456789");
  expect(crc32(digits)).toBe(0xcbf43926);
  expect(crc64(digits)).toEqual([0xdf1939fa, 0x995dc9bb]);
  expect(xxh32(new Uint8Array())).toBe(0x02cc5d05);
});

describe("the parameter compress", () => {
  const value = { rows: Array.from({ length: 50 }, (_, index) => index) };
  const head = (compress: unknown, deflate?: "fast"): string =>
    Buffer.from(
      joblibCodec.dump(value, { compress: compress as number, deflate: deflate! }) as Uint8Array,
    )
      .subarray(0, 4)
      .toString("hex");

  test.each<[string, unknown, string]>([
    ["nothing", undefined, "8004"],
    ["false", false, "8004"],
    ["0", 0, "8004"],
    ["true", true, "785e"],
    ["1", 1, "7801"],
    ["3", 3, "785e"],
    ["6", 6, "789c"],
    ["9", 9, "78da"],
    ["zlib", "zlib", "785e"],
    ["zlib at 3", ["zlib", 3], "785e"],
    ["zlib at 0", ["zlib", 0], "8004"],
    ["gzip", "gzip", "1f8b0800"],
    ["gzip at 9", ["gzip", 9], "1f8b0800"],
    ["bz2", "bz2", "425a6839"],
    ["bz2 at 1", ["bz2", 1], "425a6831"],
    ["bz2 at 0", ["bz2", 0], "8004"],
    ["lzma", "lzma", "5d000080"],
    ["lzma at 1", ["lzma", 1], "5d000010"],
    ["lzma at 0", ["lzma", 0], "8004"],
    ["xz", "xz", "fd377a58"],
    ["xz at 3", ["xz", 3], "fd377a58"],
    ["xz at 0", ["xz", 0], "8004"],
    ["lz4", "lz4", "04224d18"],
    ["lz4 at 0", ["lz4", 0], "8004"],
  ])("F114 takes %s", async (_, compress, expected) => {
    expect(head(compress)).toMatch(new RegExp(`^${expected}`));
    const bytes = joblibCodec.dump(value, { compress: compress as number });
    expect(await joblibCodec.load(bytes)).toEqual(loadJoblib(bytes as Uint8Array));
    expect(loadJoblib(bytes as Uint8Array)).toMatchObject(value);
  });

  test.each([1, 3, 6, 9] as Level[])("F114 writes joblib's own bytes at level %i", (level) => {
    for (const [method, compress] of [
      ["zlib", zlibCompress],
      ["gzip", gzipCompress],
    ] as const) {
      const expected = bytesOf(`jl-${method}-${level}`);
      expect(Buffer.from(compress(stream, level)).equals(expected)).toBe(true);
    }
  });

  test.each([
    ["bz2", 1],
    ["bz2", 9],
    ["lzma", 6],
    ["xz", 6],
  ] as const)("F114 writes joblib's own bytes by %s at level %i", (method, level) => {
    const bytes = compressStream(new Uint8Array(stream), method, level);
    expect(Buffer.from(bytes).equals(bytesOf(`jl-${method}-${level}`))).toBe(true);
  });

  test("takes the fast engine by choice", () => {
    expect(head("zlib", "fast")).toMatch(/^78/);
    const bytes = joblibCodec.dump(value, { compress: 3, deflate: "fast" });
    expect(loadJoblib(bytes as Uint8Array)).toMatchObject(value);
  });

  test.each([
    [10],
    [-1],
    [1.5],
    ["zip"],
    [["zlib"]],
    [["xz", 1.5]],
    [["zlib", 10]],
    [["xz", 10]],
    [["bz2", -1]],
    [["lzma", "6"]],
    [["zip", 3]],
    ["none"],
    ["toString"],
    [null],
  ])("refuses %j", (compress) => {
    expect(fault(() => joblibCodec.dump(value, { compress: compress as number })).code).toBe(
      "SERIALIZATION_BAD_OPTION",
    );
  });
});
