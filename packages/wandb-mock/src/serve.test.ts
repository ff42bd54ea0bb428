import { connect } from "node:net";
import { expect, test } from "vitest";
import { createWandbBackend } from "./backend.ts";
import { serveWandb } from "./serve.ts";

const portOf = (origin: string): number => Number(new URL(origin).port);

test("listens on loopback, on the port asked", async () => {
  const first = await serveWandb(createWandbBackend());
  expect(first.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const port = portOf(first.origin);
  await first[Symbol.asyncDispose]();
  await using second = await serveWandb(createWandbBackend(), { port });
  expect(portOf(second.origin)).toBe(port);
});

test("a port that is taken is an error, or another one when asked", async () => {
  await using first = await serveWandb(createWandbBackend());
  const port = portOf(first.origin);
  await expect(serveWandb(createWandbBackend(), { port })).rejects.toMatchObject({
    code: "WANDB_MOCK_PORT_IN_USE",
    details: { port },
  });
  await using second = await serveWandb(createWandbBackend(), { port, fallback: true });
  expect(portOf(second.origin)).not.toBe(port);
});

test.each([-1, 65_536, 1.5])("port %s is refused", async (port) => {
  await expect(serveWandb(createWandbBackend(), { port })).rejects.toMatchObject({
    code: "WANDB_MOCK_INVALID_OPTION",
  });
});

test("a caller that goes away in the middle of an upload does no harm", async () => {
  const backend = createWandbBackend();
  await using server = await serveWandb(backend);
  await new Promise<void>((resolve) => {
    const socket = connect(portOf(server.origin), "127.0.0.1", () => {
      socket.write(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{",
        () => {
          socket.destroy();
          resolve();
        },
      );
    });
  });
  expect((await fetch(server.origin)).status).toBe(200);
  expect(backend.inspect.defects()).toEqual([]);
});

test("disposing it ends the connections", async () => {
  const backend = createWandbBackend();
  const server = await serveWandb(backend);
  backend.faults.next({ kind: "hang" });
  const waiting = fetch(server.origin);
  await expect(async () => {
    await server[Symbol.asyncDispose]();
    await waiting;
  }).rejects.toThrow("fetch failed");
});

const handle = (): Promise<Response> => {
  const headers = new Headers();
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  return Promise.resolve(new Response("x", { headers }));
};

test("an answer with several cookies keeps them apart", async () => {
  await using server = await serveWandb({ handle });
  expect((await fetch(server.origin)).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});
