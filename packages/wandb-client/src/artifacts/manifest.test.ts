import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOfBytes } from "./digest.ts";
import { comparePaths, manifestDigest, readManifest, writeManifest } from "./manifest.ts";

const worked = [
  { path: "sub/b.txt", digest: digestOfBytes("world"), size: 5 },
  { path: "z empty.bin", digest: digestOfBytes(""), size: 0 },
  { path: "a.txt", digest: digestOfBytes("hello"), size: 5 },
];

test("computes the digest that W&B's SDK reports for the worked example and for nothing", () => {
  expect(manifestDigest(worked)).toBe("b4c6b5ba9b059f8ff188336cfa1794a8");
  expect(manifestDigest([])).toBe("64e7c61456b10382e2f3b571ac24b659");
});

test("orders paths as their UTF-8 bytes are ordered", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
      const expected = Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      expect(Math.sign(comparePaths(left, right))).toBe(expected);
    }),
  );
  expect(comparePaths("\uff5e.txt", "\u{1f600}.txt")).toBeLessThan(0);
});

test("reads back what it writes, whatever the paths are called", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ path: fc.string({ minLength: 1 }), size: fc.nat() }), {
        selector: (entry) => entry.path,
      }),
      (entries) => {
        const full = entries.map((entry) => ({
          ...entry,
          digest: digestOfBytes(entry.path),
          extra: { etag: "x" },
          birthArtifactId: "QQ==",
        }));
        const read = readManifest(writeManifest(full));
        expect([...read.entries.values()].toSorted((a, b) => comparePaths(a.path, b.path))).toEqual(
          full.toSorted((a, b) => comparePaths(a.path, b.path)),
        );
      },
    ),
  );
});

test("writes nothing that tells about this machine", () => {
  const text = writeManifest([
    { path: "a", digest: "x", source: { kind: "file", path: "/secret/place" } } as never,
  ]);
  expect(text).not.toContain("secret");
});

test.each([
  ["", "it is not JSON"],
  ["[]", "it is not an object"],
  ['{"version":2}', "its version is 2, not 1"],
  ['{"version":1}', "it has no contents"],
  ['{"version":1,"contents":{"a":{}}}', 'contents["a"] has no digest'],
])("refuses the manifest %s", (text, why) => {
  expect(() => readManifest(text)).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_BAD_ANSWER",
      message: expect.stringContaining(why),
    }),
  );
});
