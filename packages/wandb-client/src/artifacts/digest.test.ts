import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  algorithmOf,
  base64ToHex,
  digestOfBytes,
  digestOfFile,
  hexToBase64,
  openDigest,
} from "./digest.ts";

test.each([
  ["hello", "XUFAKrxLKna5cZ2REBfFkg==", "tenBrQcbPn/Hec+qXlI4GA=="],
  ["world", "fXkwN6B2AYZXSwKC8vQ15w==", "+g04qbOCgNCJHkmFvbJYPg=="],
  ["", "1B2M2Y8AsgTpgAmY7PhCfg==", "maoG0wFHmNhgAcMkRo1Jfw=="],
])("computes both digests of %j as the SDK does", async (text, md5, xxh128) => {
  const folder = await mkdtemp(join(tmpdir(), "heddle-digest-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "file");
  await writeFile(path, text);
  expect(digestOfBytes(text)).toBe(md5);
  expect(await digestOfFile(path, text.length)).toBe(md5);
  expect(await digestOfFile(path, text.length, undefined, "XXH128")).toBe(xxh128);
  const pieces = await openDigest("XXH128");
  for (const character of text) pieces.update(new TextEncoder().encode(character));
  expect(pieces.finish()).toBe(xxh128);
});

test("reads large files in pieces and stops when asked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heddle-digest-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "file");
  const bytes = Buffer.alloc(3_000_000, "heddle");
  await writeFile(path, bytes);
  expect(await digestOfFile(path, bytes.length)).toBe(digestOfBytes(bytes));
  await expect(
    digestOfFile(path, bytes.length, AbortSignal.abort(new Error("enough"))),
  ).rejects.toThrow("enough");
});

test("knows the algorithm of an entry, and converts between hex and base64", () => {
  expect(algorithmOf({})).toBe("MD5");
  expect(algorithmOf({ extra: { alg: "XXH128" } })).toBe("XXH128");
  expect(base64ToHex("XUFAKrxLKna5cZ2REBfFkg==")).toBe("5d41402abc4b2a76b9719d911017c592");
  expect(hexToBase64("5d41402abc4b2a76b9719d911017c592")).toBe("XUFAKrxLKna5cZ2REBfFkg==");
});
