import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileStream } from "../files/file-stream.ts";
import { serveWandb } from "../serve.ts";

const content = Buffer.from(Uint8Array.from({ length: 5_000_001 }, (_, index) => index % 251));
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-body-"));
  path = join(folder, "file");
  await writeFile(path, content);
});
afterAll(() => rm(folder, { recursive: true }));

const length = { "content-length": String(content.length) };

function piecewise(): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(content.subarray(at, at + 100_000));
      at += 100_000;
      if (at >= content.length) controller.close();
    },
  });
}

test.each([
  ["a file's bytes", () => fileStream(path)],
  ["bytes in memory", () => content],
  ["pieces", piecewise],
])("%s are sent whole, to several callers at once", async (_, body) => {
  const handle = (): Promise<Response> =>
    Promise.resolve(new Response(body(), { headers: length }));
  await using server = await serveWandb({ handle });
  const all = [1, 2, 3, 4].map(async () => (await fetch(server.origin)).bytes());
  for (const bytes of await Promise.all(all)) expect(content.equals(bytes)).toBe(true);
});

test("a body that fails on its way breaks the connection, and the server goes on", async () => {
  let pulls = 0;
  const failing = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      type: "bytes",
      pull(controller) {
        if (pulls++ > 2) throw new Error("the disk is gone");
        controller.enqueue(new Uint8Array(1 << 20));
      },
    });
  const handle = (): Promise<Response> =>
    Promise.resolve(new Response(pulls === 0 ? failing() : fileStream(path), { headers: length }));
  await using server = await serveWandb({ handle });
  const broken = fetch(server.origin).then((response) => response.bytes());
  await expect(broken).rejects.toThrow("terminated");
  expect(content.equals(await (await fetch(server.origin)).bytes())).toBe(true);
});

test("a caller that goes away ends the reading", async () => {
  const cancelled = Promise.withResolvers<void>();
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      type: "bytes",
      pull(controller) {
        const view = controller.byobRequest?.view;
        if (view == null) controller.enqueue(new Uint8Array(1 << 20));
        else controller.byobRequest?.respond(view.byteLength);
      },
      cancel: () => cancelled.resolve(),
    });
  const handle = (): Promise<Response> =>
    Promise.resolve(new Response(endless(), { headers: { "content-length": "100000000000" } }));
  await using server = await serveWandb({ handle });
  const response = await fetch(server.origin);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect(cancelled.promise).resolves.toBeUndefined();
});
