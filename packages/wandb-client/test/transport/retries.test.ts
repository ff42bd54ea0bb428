import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { WandbClient, WandbRequestError } from "../../src/index.ts";
import { instantClock, rejection } from "../support.ts";
import { scripted, viewer } from "./scripted.ts";

test.each([
  [401, "WANDB_CLIENT_UNAUTHORIZED"],
  [403, "WANDB_CLIENT_FORBIDDEN"],
  [404, "WANDB_CLIENT_NOT_FOUND"],
  [409, "WANDB_CLIENT_CONFLICT"],
  [422, "WANDB_CLIENT_REQUEST"],
  [501, "WANDB_CLIENT_SERVER"],
  [302, "WANDB_CLIENT_BAD_ANSWER"],
])("takes the answer %i as final and tells the server's words", async (status, code) => {
  const { client, seen } = scripted([
    () =>
      new Response(JSON.stringify({ error: { message: "because" } }), {
        status,
        headers: { "x-request-id": "abc", location: "https://evil.example.org" },
      }),
  ]);
  const error = await rejection(client.verify());
  expect(error).toBeInstanceOf(WandbRequestError);
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(/Viewer: wandb\.example\.org answered \d+ \(because\)/),
    details: { operation: "Viewer", status, requestId: "abc", attempts: 1 },
  });
  expect(seen).toHaveLength(1);
  expect(JSON.stringify(error)).not.toContain(defaultApiKey);
});

test.each([408, 429, 500, 502, 503])(
  "tries %i again, with growing waits, up to the limit",
  async (status) => {
    const { client, clock, seen } = scripted([() => new Response("", { status })], {
      maxAttempts: 4,
    });
    expect(await rejection(client.viewer())).toMatchObject({
      code: "WANDB_CLIENT_SERVER",
      retryable: true,
      details: { attempts: 4 },
    });
    expect(seen).toHaveLength(4);
    expect(clock.waits).toEqual([500, 1000, 2000]);
  },
);

test("waits as long as the server asks, in seconds or until a date", async () => {
  const { client, clock } = scripted([
    () => new Response("", { status: 429, headers: { "retry-after": "90.5" } }),
    () =>
      new Response("", {
        status: 503,
        headers: { "retry-after": new Date(Date.now() + 30_000).toUTCString() },
      }),
    () => Response.json(viewer),
  ]);
  await client.verify();
  expect(clock.waits[0]).toBe(90_500);
  expect(clock.waits[1]).toBeGreaterThan(25_000);
});

test("`verify` tells soon that the host does not work, other requests try longer", async () => {
  const { client, seen } = scripted([() => new Response("", { status: 503 })], { maxAttempts: 6 });
  expect(await rejection(client.verify())).toMatchObject({ details: { attempts: 3 } });
  expect(await rejection(client.viewer())).toMatchObject({ details: { attempts: 6 } });
  expect(seen).toHaveLength(9);
});

test("gives up when the next wait would pass the time that is allowed", async () => {
  const { client } = scripted([
    () => new Response("", { status: 429, headers: { "retry-after": "3600" } }),
  ]);
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_SERVER",
    retryAfterMs: 3_600_000,
  });
});

test("reports a host that cannot be reached, after retries", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const clock = instantClock();
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: `http://127.0.0.1:${port}`,
    clock,
    retry: { maxAttempts: 3 },
  });
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_NETWORK",
    message: expect.stringContaining("ECONNREFUSED"),
    details: { attempts: 3 },
  });
});

test("says once a minute that the host does not answer while it tries again", async () => {
  const warnings: { code: string; message: string }[] = [];
  let now = 0;
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: "https://wandb.example.org",
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    },
    random: () => 0,
    onWarning: (warning) => warnings.push(warning),
    retry: { minDelayMs: 1000, maxDelayMs: 10_000, maxElapsedMs: 150_000 },
    fetch: () =>
      Promise.reject(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
        }),
      ),
  });
  expect(await rejection(client.defaultEntity())).toMatchObject({
    code: "WANDB_CLIENT_NETWORK",
  });
  expect(warnings.map(({ code }) => code)).toEqual([
    "WANDB_CLIENT_RETRYING",
    "WANDB_CLIENT_RETRYING",
    "WANDB_CLIENT_RETRYING",
  ]);
  expect(warnings[0]?.message).toMatch(
    /wandb\.example\.org failed \(.*\); trying again for up to 2 min$/,
  );
});
