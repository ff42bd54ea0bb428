import { expect, test } from "vitest";
import { joblibCodec, loadJoblib, PickleError } from "../index.ts";

const size = 32_000_000;
const methods = ["zlib", "gzip", "bz2", "lzma", "xz", "lz4"] as const;

test.each(methods)(
  "a joblib file of zeros by %s stops at the limit, with flat memory",
  (method) => {
    const bytes = joblibCodec.dump(new Uint8Array(size), { compress: [method, 1] }) as Uint8Array;
    expect(bytes.length).toBeLessThan(size / 100);
    const before = process.memoryUsage().arrayBuffers;
    expect(failure(() => loadJoblib(bytes, { limits: { maxBytes: 1_000_000 } })).code).toBe(
      "SERIALIZATION_LIMIT",
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16_000_000);
    expect(loadJoblib(bytes)).toHaveLength(size);
  },
);

test("without a limit of the caller's a bomb gets about a thousand times its own bytes and 64 MiB", () => {
  const bytes = joblibCodec.dump(new Uint8Array(70_000_000), {
    compress: ["bz2", 1],
  }) as Uint8Array;
  expect(bytes.length).toBeLessThan(2000);
  const error = failure(() => loadJoblib(bytes));
  expect([error.code, error.hint]).toEqual([
    "SERIALIZATION_LIMIT",
    "If it is right that it holds so much, raise `limits.maxBytes`.",
  ]);
  expect(loadJoblib(bytes, { limits: { maxBytes: 100_000_000 } })).toHaveLength(70_000_000);
});

test.each(methods)("a head of %s before other bytes is a clear error", (method) => {
  const head = (joblibCodec.dump([1], { compress: [method, 1] }) as Uint8Array).subarray(0, 14);
  for (const tail of ["", "\xff".repeat(100), "\0".repeat(100), "text ".repeat(20)]) {
    const bytes = Buffer.concat([head, Buffer.from(tail, "latin1")]);
    expect(failure(() => loadJoblib(bytes)).code).toMatch(
      /^SERIALIZATION_(?:COMPRESSION|TRUNCATED|LIMIT|UNSUPPORTED_COMPRESSION|UNKNOWN_OPCODE)$/,
    );
  }
});

function failure(run: () => unknown): PickleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
