import { expect, test } from "vitest";
import { defaultApiKey } from "../accounts.ts";
import { createWandbBackend, type WandbBackend } from "../backend.ts";

const authorization = `Basic ${btoa(`api:${defaultApiKey}`)}`;

async function ask(backend: WandbBackend, query: string, path = "/graphql"): Promise<Response> {
  const body = JSON.stringify(path === "/graphql" ? { query } : {});
  return await backend.handle(
    new Request(`https://api.wandb.ai${path}`, {
      method: "POST",
      headers: { authorization },
      body,
    }),
  );
}

const quotaOf = (response: Response): (string | null)[] =>
  ["limit", "remaining", "reset"].map((name) => response.headers.get(`ratelimit-${name}`));

test("counts down within a window, refuses what is too much, and starts anew", async () => {
  const backend = createWandbBackend({
    rateLimits: { graphql: { requests: 2, windowSeconds: 10 } },
  });
  backend.clock.freeze();
  const query = "{ viewer { username } }";
  expect(quotaOf(await ask(backend, query))).toEqual(["2", "1", "10"]);
  backend.clock.advance(3500);
  expect(quotaOf(await ask(backend, query))).toEqual(["2", "0", "7"]);
  const refused = await ask(backend, query);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(quotaOf(refused)).toEqual(["2", "0", "7"]);
  backend.clock.advance(6500);
  expect((await ask(backend, query)).status).toBe(200);
});

test("counts each run's stream by itself, and nothing where there is no limit", async () => {
  const backend = createWandbBackend({
    rateLimits: { filestream: { requests: 1, windowSeconds: 10 } },
  });
  for (const name of ["one", "two"]) {
    const made = await ask(
      backend,
      `mutation { upsertBucket(input: { name: "${name}", modelName: "p", entityName: "ada" }) { inserted } }`,
    );
    expect(quotaOf(made)).toEqual([null, null, null]);
    const path = `/files/ada/p/${name}/file_stream`;
    expect((await ask(backend, "", path)).status).toBe(200);
    expect((await ask(backend, "", path)).status).toBe(429);
  }
});

test("refuses a limit that lets nothing through", () => {
  expect(() =>
    createWandbBackend({ rateLimits: { graphql: { requests: 0, windowSeconds: 1 } } }),
  ).toThrow(/rate limit of graphql/);
});
