import { mkdtemp, open, readFile, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BlockWriter } from "./block-writer.ts";
import { BufferPool } from "./buffer-pool.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-blocks-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file whose writes wait until they are let go. */
function gatedFile(): { file: FileHandle; writes: PromiseWithResolvers<void>[] } {
  const writes: PromiseWithResolvers<void>[] = [];
  const file = {
    async write(_block: Buffer, _at: number, length: number) {
      const write = Promise.withResolvers<void>();
      writes.push(write);
      await write.promise;
      return { bytesWritten: length };
    },
  };
  return { file: file as unknown as FileHandle, writes };
}

/** A pool that counts the buffers that were made for it. */
class CountingPool extends BufferPool {
  taken = 0;

  override take(): Buffer {
    this.taken++;
    return super.take();
  }

  override give(buffer: Buffer): void {
    this.taken--;
    super.give(buffer);
  }
}

test.each([1, 7, 16, 100, 5000])("pieces of %i bytes arrive in order", async (size) => {
  const content = Buffer.from(Uint8Array.from({ length: 5000 }, (_, index) => index % 251));
  const pool = new CountingPool(16);
  const ends: number[] = [];
  const file = await open(join(folder, String(size)), "w+");
  try {
    await file.write("head");
    await using output = new BlockWriter(file, pool, {
      position: 4,
      onWritten: (end) => ends.push(end),
    });
    for (let at = 0; at < content.length; at += size)
      await output.write(content.subarray(at, at + size));
    await output.flush();
  } finally {
    await file.close();
  }
  const written = await readFile(join(folder, String(size)));
  expect(written.subarray(0, 4).toString()).toBe("head");
  expect(content.equals(written.subarray(4))).toBe(true);
  expect(ends).toEqual(ends.toSorted((left, right) => left - right));
  expect(ends.at(-1)).toBe(5004);
  expect(pool.taken).toBe(0);
});

test("a piece is taken at once while there is room, else its promise waits for the file", async () => {
  const { file, writes } = gatedFile();
  const pool = new CountingPool(4);
  const output = new BlockWriter(file, pool);
  expect(output.write(Buffer.from("abcd"))).toBeUndefined();
  const waiting = output.write(Buffer.alloc(1000));
  expect(waiting).toBeInstanceOf(Promise);
  expect(pool.taken).toBeLessThan(8);
  const isOver = waiting?.then(() => true);
  for (let at = 0; !(await Promise.race([isOver, setImmediate(false)])); at++) {
    writes[at]?.resolve();
    expect(pool.taken).toBeLessThan(8);
  }
  for (const write of writes) write.resolve();
  await output.flush();
  await output[Symbol.asyncDispose]();
  expect(pool.taken).toBe(0);
});

test("a block is told as written when all before it are", async () => {
  const { file, writes } = gatedFile();
  const ends: number[] = [];
  await using output = new BlockWriter(file, new BufferPool(4), {
    onWritten: (end) => ends.push(end),
  });
  await output.write(Buffer.alloc(9));
  writes[1]?.resolve();
  await setImmediate();
  expect(ends).toEqual([]);
  writes[0]?.resolve();
  await setImmediate();
  expect(ends).toEqual([4, 8]);
});

test("a write that fails is told by the next call that waits, and by flush", async () => {
  const { file, writes } = gatedFile();
  const pool = new CountingPool(4);
  const output = new BlockWriter(file, pool);
  await output.write(Buffer.alloc(8));
  writes[0]?.reject(new Error("no space"));
  writes[1]?.resolve();
  await setImmediate();
  await expect(output.write(Buffer.alloc(1000))).rejects.toThrow("no space");
  for (const write of writes) write.resolve();
  await expect(output.flush()).rejects.toThrow("no space");
  await output[Symbol.asyncDispose]();
  expect(pool.taken).toBe(0);
});
