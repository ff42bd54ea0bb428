import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { http, HttpResponse } from "msw/http";
import { setupServer } from "msw/node";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { BodyTap, globalDispatcher, type FetchDispatcher, type TakePiece } from "./body-tap.ts";

const content = Buffer.from(Uint8Array.from({ length: 3_000_001 }, (_, index) => index % 251));
const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

beforeAll(async () => {
  // The first call makes the dispatcher.
  await fetch("data:,").then((response) => response.text());
});

async function serve(
  listener: RequestListener,
): Promise<{ url: string; connections: () => number }> {
  const server = createServer(listener);
  let connections = 0;
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, connections: () => connections };
}

function platform(): FetchDispatcher {
  const dispatcher = globalDispatcher();
  if (dispatcher === undefined) throw new Error("fetch has no dispatcher");
  return dispatcher;
}

async function open(
  url: string,
  inner: FetchDispatcher = platform(),
  signal: AbortSignal | null = null,
): Promise<{ response: Response; drain: (take: TakePiece) => Promise<void> }> {
  const tap = new BodyTap(inner);
  const dispatcher = tap as unknown as NonNullable<RequestInit["dispatcher"]>;
  const response = await fetch(url, { dispatcher, signal });
  return { response, drain: (take) => tap.drain(response, take) };
}

/** All bytes of the answer, copied while they are lent. */
async function bytesAt(url: string, inner?: FetchDispatcher): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const { drain } = await open(url, inner);
  await drain((piece) => void pieces.push(Buffer.from(piece)));
  return Buffer.concat(pieces);
}

test("hands on the bytes of an answer and keeps its connection for the next", async () => {
  const { url, connections } = await serve((_, response) => response.end(content));
  for (let round = 0; round < 10; round++) expect(sha(await bytesAt(url))).toBe(sha(content));
  expect(connections()).toBe(1);
});

test("hands on nothing before it is asked, and the headers at once", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(206, { "content-range": "bytes 0-3/4", "content-length": "4" });
    response.end("warp");
  });
  const { response, drain } = await open(url);
  await setTimeout(50);
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBe("bytes 0-3/4");
  const pieces: string[] = [];
  await drain((piece) => void pieces.push(Buffer.from(piece).toString()));
  expect(pieces.join("")).toBe("warp");
});

test("an empty answer is over at once", async () => {
  const { url } = await serve((_, response) => response.end());
  expect(await bytesAt(url)).toHaveLength(0);
});

test("a promise holds the next piece back, and the sender with it", async () => {
  let sent = 0;
  const { url } = await serve(async (_, response) => {
    response.writeHead(200, { "content-length": String(200 * content.length) });
    for (let each = 0; each < 200; each++) {
      if (!response.write(content)) await once(response, "drain");
      sent++;
    }
    response.end();
  });
  const gate = Promise.withResolvers<void>();
  let busy = false;
  let total = 0;
  const { drain } = await open(url);
  const draining = drain((piece) => {
    expect(busy).toBe(false);
    total += piece.length;
    if (total > piece.length) return undefined;
    busy = true;
    return gate.promise.finally(() => {
      busy = false;
    });
  });
  await setTimeout(200);
  expect(total).toBeLessThanOrEqual(1 << 17);
  expect(sent).toBeLessThan(100);
  gate.resolve();
  await draining;
  expect(total).toBe(200 * content.length);
});

test("what the taker throws, at once or later, ends it", async () => {
  const { url } = await serve((_, response) => response.end(content));
  const sync = await open(url);
  const atOnce = sync.drain(() => {
    throw new Error("no room");
  });
  await expect(atOnce).rejects.toThrow("no room");
  await sync.response.body?.cancel();
  const async = await open(url);
  const later = async.drain(() => Promise.reject(new Error("no room later")));
  await expect(later).rejects.toThrow("no room later");
  await async.response.body?.cancel();
});

test("an answer that is never read does not hold its connection once it is cancelled", async () => {
  const closed = Promise.withResolvers<void>();
  const { url } = await serve((_, response) => {
    response.once("close", closed.resolve);
    response.writeHead(200, { "content-length": "1000000000" });
    response.write(content);
  });
  const { response } = await open(url);
  await response.body?.cancel();
  await expect(closed.promise).resolves.toBeUndefined();
});

test("a connection that breaks is an error, before it is asked and after", async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(200, { "content-length": String(content.length) });
    response.write(content.subarray(0, 1_000_000), () => {
      if (request.url === "/early") response.destroy();
    });
    if (request.url === "/late") void setTimeout(50).then(() => response.destroy());
  });
  for (const path of ["early", "late"]) {
    const { drain } = await open(url + path);
    if (path === "early") await setTimeout(50);
    await expect(drain(() => undefined)).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
  }
});

test("an abort ends it", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { "content-length": "1000000000" });
    response.write(content);
  });
  const controller = new AbortController();
  const { drain } = await open(url, platform(), controller.signal);
  const draining = drain(() => {
    controller.abort(new Error("enough"));
    return undefined;
  });
  await expect(draining).rejects.toThrow("enough");
});

test("leaves redirects, errors and encodings to fetch", async () => {
  const { url } = await serve((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: "/gzip" }).end("elsewhere");
    else if (request.url === "/missing") response.writeHead(404).end("nothing here");
    else response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(content));
  });
  expect(sha(await bytesAt(`${url}moved`))).toBe(sha(content));
  const { response } = await open(`${url}missing`);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("nothing here");
});

test("reads the body of an answer that an interceptor made", async () => {
  const network = setupServer(
    http.get("https://storage.example.org/file", () => HttpResponse.arrayBuffer(content.buffer)),
  );
  network.listen();
  onTestFinished(() => network.close());
  const bytes = await bytesAt("https://storage.example.org/file");
  expect(sha(bytes)).toBe(sha(new Uint8Array(content.buffer)));
});

test("bytes that pass an interceptor of connections stay with it", async () => {
  const { url } = await serve((_, response) => response.end(content));
  const kept: Uint8Array[] = [];
  const recorder: FetchDispatcher = {
    dispatch: (options, handler) =>
      platform().dispatch(options, {
        onConnect: (...all) => handler.onConnect?.(...all),
        onHeaders: (...all) => handler.onHeaders?.(...all) ?? true,
        onData(piece) {
          kept.push(piece);
          return handler.onData?.(piece) ?? true;
        },
        onComplete: (trailers) => handler.onComplete?.(trailers),
        onError: (error) => handler.onError?.(error),
      }),
  };
  const composed = new Proxy(platform(), {
    get: (target, key) => Reflect.get(key === "dispatch" ? recorder : target, key) as unknown,
  });
  for (const inner of [recorder, composed]) {
    kept.length = 0;
    expect(sha(await bytesAt(url, inner))).toBe(sha(content));
    expect(sha(Buffer.concat(kept))).toBe(sha(content));
  }
});

test("handlers of another shape pass as they are", async () => {
  let seen: unknown;
  const inner: FetchDispatcher = {
    dispatch(_, handler) {
      seen = handler;
      return true;
    },
  };
  const handler = { onResponseStart: () => undefined };
  expect(new BodyTap(inner).dispatch({}, handler as object)).toBe(true);
  expect(seen).toBe(handler);
});
