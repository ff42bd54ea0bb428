import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { BufferPool } from "../util/buffer-pool.ts";
import { DigestThread } from "./digest-thread.ts";
import { digestOfBytes, openDigest } from "./digest.ts";
import { InlineDigests, type FileDigests } from "./file-digest.ts";
import { StartingDigests } from "./starting-digests.ts";

const content = Buffer.alloc(3_000_001, "some bytes of a file ");
let folder: string;
let thread: DigestThread | undefined;
const starting: StartingDigests[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-digest-"));
  thread = await DigestThread.start();
});
afterAll(async () => {
  await thread?.[Symbol.asyncDispose]();
  for (const each of starting) await each[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function withFile(name: string, use: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(join(folder, name), "w+");
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

const ways: readonly [name: string, make: () => FileDigests][] = [
  ["in this thread", () => new InlineDigests(new BufferPool(1 << 16))],
  [
    "in a thread of its own",
    () => {
      if (thread === undefined) throw new Error("the thread did not start");
      return thread;
    },
  ],
  [
    "in a thread that is starting",
    () => {
      const digests = new StartingDigests(new InlineDigests(new BufferPool(1 << 16)));
      starting.push(digests);
      return digests;
    },
  ],
];

describe.each(ways)("the digest of a file that grows, %s", (way, make) => {
  test("is that of its bytes, however they came", async () => {
    await withFile(`grows ${way}`, async (file) => {
      await using digest = make().follow(file, "MD5");
      for (let at = 0; at < content.length; at += 700_000) {
        await file.write(content, at, Math.min(700_000, content.length - at), at);
        digest.extend(Math.min(content.length, at + 700_000));
      }
      expect(await digest.finish()).toBe(digestOfBytes(content));
    });
  });

  test("follows the algorithm of the entry", async () => {
    const expected = await openDigest("XXH128");
    expected.update(content);
    await withFile(`xxh ${way}`, async (file) => {
      await file.write(content);
      await using digest = make().follow(file, "XXH128");
      digest.extend(content.length);
      expect(await digest.finish()).toBe(expected.finish());
    });
  });

  test("several files at once keep apart", async () => {
    const digests = make();
    const texts = ["one", "two", "three"];
    const found = texts.map(async (text) => {
      let seen = "";
      await withFile(`${text} ${way}`, async (file) => {
        await file.write(text);
        await using digest = digests.follow(file, "MD5");
        digest.extend(text.length);
        seen = await digest.finish();
      });
      return seen;
    });
    expect(await Promise.all(found)).toEqual(texts.map(digestOfBytes));
  });

  test("of a file that ends too early is an error", async () => {
    await withFile(`short ${way}`, async (file) => {
      await file.write("short");
      await using digest = make().follow(file, "MD5");
      digest.extend(100);
      await expect(digest.finish()).rejects.toThrow("ended at byte 5");
    });
  });

  test("is given up before its end without harm", async () => {
    await withFile(`given up ${way}`, async (file) => {
      await file.write(content);
      const digest = make().follow(file, "MD5");
      digest.extend(content.length);
      await expect(digest[Symbol.asyncDispose]()).resolves.toBeUndefined();
    });
  });
});

test("a thread that ended fails what waits and what comes", async () => {
  const ended = await DigestThread.start();
  await withFile("ended", async (file) => {
    await file.write(content);
    const digest = ended?.follow(file, "MD5");
    await ended?.[Symbol.asyncDispose]();
    await expect(digest?.finish()).rejects.toThrow("the thread of digests ended");
    await digest?.[Symbol.asyncDispose]();
  });
});

test("where no thread starts, the digests are computed without", async () => {
  const start = vi.spyOn(DigestThread, "start").mockResolvedValue(undefined);
  onTestFinished(() => start.mockRestore());
  await using digests = new StartingDigests(new InlineDigests(new BufferPool(1 << 16)));
  await withFile("no thread", async (file) => {
    await file.write(content);
    await using digest = digests.follow(file, "MD5");
    digest.extend(content.length);
    expect(await digest.finish()).toBe(digestOfBytes(content));
  });
});
