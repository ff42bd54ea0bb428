import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileStream } from "./file-stream.ts";

const content = Buffer.from(Uint8Array.from({ length: 3_000_001 }, (_, index) => index % 251));
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-stream-"));
  path = join(folder, "file");
  await writeFile(path, content);
});
afterAll(() => rm(folder, { recursive: true }));

async function readInto(stream: ReadableStream<Uint8Array>, bytes: number): Promise<Buffer> {
  const reader = stream.getReader({ mode: "byob" });
  const pieces: Buffer[] = [];
  let buffer = new ArrayBuffer(bytes);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) return Buffer.concat(pieces);
    pieces.push(Buffer.from(value));
    expect(value.buffer.byteLength).toBe(bytes);
    buffer = value.buffer;
  }
}

test("a file comes in the stream's buffers or in the reader's", async () => {
  expect(content.equals(await new Response(fileStream(path)).bytes())).toBe(true);
  expect(content.equals(await readInto(fileStream(path), 70_000))).toBe(true);
});

test.each([
  [0, 0],
  [5, 2_500_000],
  [2_999_999, 3_000_000],
  [2_000_000, 9_000_000],
])("bytes %i to %i come alone", async (start, end) => {
  const part = content.subarray(start, end + 1);
  expect(part.equals(await new Response(fileStream(path, { start, end })).bytes())).toBe(true);
  expect(part.equals(await readInto(fileStream(path, { start, end }), 1 << 20))).toBe(true);
});

test("an empty file has no bytes", async () => {
  const empty = join(folder, "empty");
  await writeFile(empty, "");
  expect(await new Response(fileStream(empty)).bytes()).toHaveLength(0);
  expect(await readInto(fileStream(empty), 100)).toHaveLength(0);
});

test("a file that is not there fails the reader", async () => {
  const missing = fileStream(join(folder, "missing"));
  await expect(missing.getReader().read()).rejects.toThrow("ENOENT");
});
