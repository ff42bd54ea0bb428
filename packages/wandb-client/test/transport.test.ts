import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { wandbHandlers } from "@heddle/wandb-mock/msw";
import { createWandbBackend, defaultApiKey } from "@heddle/wandb-mock";
import { expect, onTestFinished, test } from "vitest";
import { WandbClient, WandbRequestError } from "../src/index.ts";
import { instantClock, rejection, setUp } from "./support.ts";

const viewer = {
  data: {
    viewer: {
      id: "VXNlcjox",
      entity: "e",
      username: "u",
      email: null,
      admin: false,
      teams: { edges: [] },
    },
  },
};

/** A client whose requests are answered one after the other by these functions. */
function scripted(
  answers: ((request: Request) => Response | Promise<Response>)[],
  settings: { timeoutMs?: number; maxAttempts?: number } = {},
) {
  const clock = instantClock();
  const seen: Request[] = [];
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: "https://wandb.example.org",
    entity: "e",
    clock,
    random: () => 0,
    timeoutMs: settings.timeoutMs,
    retry: { maxAttempts: settings.maxAttempts ?? 5 },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      seen.push(request);
      const answer = answers[Math.min(seen.length - 1, answers.length - 1)];
      if (answer === undefined) throw new Error("no answer");
      return await answer(request);
    },
  });
  return { client, clock, seen };
}

const hang = (request: Request): Promise<Response> =>
  new Promise((_, reject) => {
    request.signal.addEventListener("abort", () => reject(request.signal.reason as Error));
  });

test("F024 speaks to the public cloud by default, with the key as basic credentials, through MSW", async () => {
  const backend = createWandbBackend();
  const network = setupServer(...wandbHandlers(backend));
  network.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => network.close());
  const client = new WandbClient({
    apiKey: defaultApiKey,
    username: "ada",
    userEmail: "ada@example.com",
    headers: { "x-extra": "1" },
  });
  expect(await client.verify()).toMatchObject({
    username: "ada",
    teams: expect.arrayContaining(["weavers"]),
  });
  expect(backend.inspect.requests()[0]?.headers).toMatchObject({
    "x-wandb-username": "ada",
    "x-wandb-user-email": "ada@example.com",
    "x-extra": "1",
  });
  let authorization: string | null = "";
  network.use(
    http.post("https://api.wandb.ai/graphql", ({ request }) => {
      authorization = request.headers.get("authorization");
      return HttpResponse.json(viewer);
    }),
  );
  await client.verify();
  expect(authorization).toBe(`Basic ${Buffer.from(`api:${defaultApiKey}`).toString("base64")}`);
});

test("uses the account's default entity, asked for once", async () => {
  const { client, seen } = scripted([() => Response.json(viewer)]);
  const anonymous = new WandbClient({
    apiKey: defaultApiKey,
    host: "https://wandb.example.org",
    fetch: async () => Response.json(viewer),
  });
  expect(await Promise.all([anonymous.defaultEntity(), anonymous.defaultEntity()])).toEqual([
    "e",
    "e",
  ]);
  expect(await client.defaultEntity()).toBe("e");
  expect(seen).toHaveLength(0);
});

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

test("reads GraphQL errors whatever the status, and does not repeat them", async () => {
  const { client, seen } = scripted([
    () => Response.json({ data: null, errors: [{ message: "first" }, { message: "second" }] }),
  ]);
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
    message: expect.stringContaining("first; second"),
    details: { serverMessages: ["first", "second"] },
  });
  expect(seen).toHaveLength(1);
  const denied = scripted([() => Response.json({ errors: [{ message: "permission denied" }] })]);
  expect(await rejection(denied.client.verify())).toMatchObject({ code: "WANDB_CLIENT_FORBIDDEN" });
});

test("tries again when a web page comes in place of the answer, and says so in the end", async () => {
  const { client, seen } = scripted([
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  ]);
  expect(await rejection(client.verify())).toMatchObject({
    code: "WANDB_CLIENT_BAD_ANSWER",
    message: expect.stringContaining("text/html"),
  });
  expect(seen).toHaveLength(3);
});

test("explains an unknown key without showing it", async () => {
  const { client } = scripted([() => Response.json({ data: { viewer: null } })]);
  const error = await rejection(client.verify());
  expect(error).toMatchObject({
    code: "WANDB_CLIENT_UNAUTHORIZED",
    message: expect.stringContaining("wandb.example.org"),
  });
  await using setup = await setUp();
  const wrong = setup.connect({ apiKey: "f".repeat(40) });
  expect(await rejection(wrong.verify())).toMatchObject({
    code: "WANDB_CLIENT_UNAUTHORIZED",
    message: expect.not.stringContaining("ffff"),
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

test("exchanges an identity token, keeps the access token for others, and renews it", async () => {
  await using setup = await setUp();
  const tokenFile = join(setup.folder, "token");
  const credentialsFile = join(setup.folder, "config", "credentials.json");
  await writeFile(tokenFile, " aaa.bbb.ccc\n");
  const seen: string[] = [];
  let time = Date.parse("2026-01-01T00:00:00Z");
  const connect = (): WandbClient =>
    new WandbClient({
      identityTokenFile: tokenFile,
      credentialsFile,
      host: "https://wandb.example.org",
      clock: { ...instantClock(), now: () => time },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.url.endsWith("/oidc/token")) {
          seen.push(await request.text());
          return Response.json({ access_token: `token-${seen.length}`, expires_in: 3600 });
        }
        seen.push(request.headers.get("authorization") ?? "");
        return Response.json(viewer);
      },
    });
  const client = connect();
  await Promise.all([client.verify(), client.verify()]);
  await connect().verify();
  time += 56 * 60_000;
  await client.verify();
  const exchange = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=aaa.bbb.ccc";
  expect(seen).toEqual([
    exchange,
    "Bearer token-1",
    "Bearer token-1",
    "Bearer token-1",
    exchange,
    "Bearer token-5",
  ]);
  await writeFile(tokenFile, "");
  time += 60 * 60_000;
  expect(await rejection(client.verify())).toMatchObject({ code: "WANDB_CLIENT_NOT_LOGGED_IN" });
});

test("keeps credentials off storage elsewhere", async () => {
  const { client, seen } = scripted([
    () =>
      Response.json({
        data: {
          artifact: {
            id: "QXJ0aWZhY3Q6MQ==",
            artifactSequence: { name: "c", project: { name: "p", entity: { name: "e" } } },
            versionIndex: 0,
            artifactType: { name: "t" },
            description: null,
            metadata: "{}",
            ttlDurationSeconds: -1,
            ttlIsInherited: true,
            tags: [],
            historyStep: null,
            state: "COMMITTED",
            size: 1,
            digest: "64e7c61456b10382e2f3b571ac24b659",
            commitHash: null,
            fileCount: 1,
            createdAt: "2026-01-01T00:00:00Z",
            updatedAt: null,
            aliases: [],
          },
        },
      }),
    () =>
      Response.json({
        data: {
          artifact: {
            currentManifest: {
              id: "1",
              file: { directUrl: "https://storage.example.com/manifest?signature=secret" },
            },
          },
        },
      }),
    () => Response.json({ version: 1, contents: {} }),
  ]);
  const artifact = await client.artifactById("QXJ0aWZhY3Q6MQ==");
  expect(await artifact.entries()).toEqual([]);
  expect(seen.map((request) => request.headers.has("authorization"))).toEqual([true, true, false]);
  expect(seen[2]?.headers.get("x-wandb-username")).toBeNull();
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

test("says which answer lacks what it promises", async () => {
  const { client } = scripted([
    () =>
      Response.json({
        data: {
          upsertBucket: null,
          serverInfo: { features: [] },
          project: null,
          createArtifact: null,
        },
      }),
  ]);
  expect(await rejection(client.run({ id: "x" }))).toMatchObject({
    code: "WANDB_CLIENT_BAD_ANSWER",
  });
});
