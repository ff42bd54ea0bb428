import { setupServer } from "msw/node";
import { describe, expect, test } from "vitest";
import { defaultApiKey } from "./accounts.ts";
import { createWandbBackend } from "./backend.ts";
import { wandbHandlers } from "./msw.ts";
import { serveWandb } from "./serve.ts";

const headers = {
  authorization: `Basic ${btoa(`api:${defaultApiKey}`)}`,
  "content-type": "application/json",
};
const viewer = {
  method: "POST",
  headers,
  body: JSON.stringify({ query: "{ viewer { username entity } }" }),
};
const answer = { data: { viewer: { username: "ada", entity: "ada" } } };

describe("one backend, several ways in", () => {
  test("answers requests directly", async () => {
    const backend = createWandbBackend();
    const response = await backend.handle(new Request("https://api.wandb.ai/graphql", viewer));
    expect(await response.json()).toEqual(answer);
  });

  test("answers through MSW", async () => {
    const network = setupServer(...wandbHandlers(createWandbBackend()));
    network.listen({ onUnhandledFrame: "error" });
    try {
      expect(await (await fetch("https://api.wandb.ai/graphql", viewer)).json()).toEqual(answer);
    } finally {
      network.close();
    }
  });

  test("answers on a port", async () => {
    await using server = await serveWandb(createWandbBackend());
    expect(await (await fetch(`${server.origin}/graphql`, viewer)).json()).toEqual(answer);
  });
});

test("refuses requests without a valid key", async () => {
  const backend = createWandbBackend();
  const request = { ...viewer, headers: { authorization: `Basic ${btoa("api:wrong")}` } };
  const response = await backend.handle(new Request("https://api.wandb.ai/graphql", request));
  expect(response.status).toBe(401);
});
