import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { wandbHandlers } from "@heddle/wandb-mock/msw";
import { createWandbBackend, defaultApiKey } from "@heddle/wandb-mock";
import { expect, onTestFinished, test } from "vitest";
import { WandbClient } from "../../src/index.ts";
import { instantClock, rejection, setUp } from "../support.ts";
import { scripted, viewer } from "./scripted.ts";

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
