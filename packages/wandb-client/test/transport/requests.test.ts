import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WandbRequestError } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";
import { hang, scripted } from "./scripted.ts";

test("ends a request that gets no answer in time, and one that its caller aborts", async () => {
  const slow = scripted([hang], { timeoutMs: 5, maxAttempts: 2 });
  expect(await rejection(slow.client.verify())).toMatchObject({
    code: "WANDB_CLIENT_TIMEOUT",
    details: { attempts: 2 },
  });
  const controller = new AbortController();
  const aborted = scripted([hang]);
  const pending = rejection(aborted.client.verify({ signal: controller.signal }));
  controller.abort(new Error("enough"));
  expect(await pending).toMatchObject({ message: "enough" });
  expect(await rejection(aborted.client.verify({ signal: controller.signal }))).toMatchObject({
    message: "enough",
  });
});

test("sends requests through a proxy", async () => {
  await using setup = await setUp();
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  proxy.on("request", (request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(502).end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => proxy.close(() => resolve())));
  const { port } = proxy.address() as AddressInfo;
  const client = setup.connect({ proxy: `http://127.0.0.1:${port}`, retry: { maxAttempts: 1 } });
  expect(await rejection(client.verify())).toBeInstanceOf(WandbRequestError);
  expect(asked).toEqual([new URL(setup.host).host]);
  const direct = setup.connect({ proxy: `http://127.0.0.1:${port}`, noProxy: "127.0.0.1" });
  expect((await direct.verify()).username).toBe("ada");
  expect(asked).toHaveLength(1);
});
