import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ArtifactDraft, type ArtifactEntry } from "../../src/index.ts";
import { rejection, setUp, type Setup } from "../support.ts";

/** A web server whose answers are written by hand. */
async function serve(answer: (response: ServerResponse, count: number) => void): Promise<string> {
  let count = 0;
  const server = createServer((_request, response) => answer(response, count++));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

async function referTo(setup: Setup, url: string): Promise<ArtifactEntry> {
  const draft = new ArtifactDraft({ name: "refs", type: "dataset" });
  await draft.addReference(url);
  return await (await setup.client.logArtifact(draft)).entry("file");
}

test("hands out the bytes of a web address as they come, not when the last one is there", async () => {
  await using setup = await setUp();
  let finish: (() => void) | undefined;
  const url = await serve((response, count) => {
    response.writeHead(200, { etag: '"e"', "content-length": 6 });
    if (count === 0) return void response.end("abcdef");
    response.write("abc");
    finish = () => response.end("def");
    return undefined;
  });
  const entry = await referTo(setup, url);
  const pieces: string[] = [];
  for await (const piece of entry.stream()) {
    pieces.push(Buffer.from(piece).toString());
    finish?.();
  }
  expect(pieces).toEqual(["abc", "def"]);
});

/** Reads a file whose second answer breaks off once its first three bytes have come; later ones have that ETag. */
async function readBroken(setup: Setup, etagAfter: string | undefined): Promise<string> {
  let broken: ServerResponse | undefined;
  const url = await serve((response, count) => {
    const etag = count < 2 && etagAfter !== undefined ? '"e"' : etagAfter;
    response.writeHead(200, { "content-length": 6, ...(etag === undefined ? {} : { etag }) });
    if (count !== 1) return void response.end("abcdef");
    broken = response;
    return void response.write("abc");
  });
  let text = "";
  for await (const piece of (await referTo(setup, url)).stream()) {
    text += Buffer.from(piece).toString();
    broken?.destroy();
  }
  return text;
}

test("a transfer that breaks off goes on where it broke", async () => {
  await using setup = await setUp();
  expect(await readBroken(setup, '"e"')).toBe("abcdef");
});

test.each([
  ["the content has changed meanwhile", '"f"'],
  ["nothing tells whether it has changed", undefined],
] as const)("a transfer that breaks off ends when %s", async (_name, etagAfter) => {
  await using setup = await setUp();
  expect(await rejection(readBroken(setup, etagAfter))).toMatchObject({
    code: "WANDB_CLIENT_REFERENCE",
  });
});

test("a store that fails once is asked again", async () => {
  await using setup = await setUp();
  const url = await serve((response, count) => {
    if (count % 2 === 0) response.writeHead(503).end();
    else response.writeHead(200, { etag: '"e"', "content-length": 2 }).end("ok");
  });
  expect(await (await referTo(setup, url)).text()).toBe("ok");
});
