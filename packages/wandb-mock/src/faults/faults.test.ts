import { setupServer } from "msw/node";
import { afterEach, describe, expect, test } from "vitest";
import { defaultApiKey } from "../accounts.ts";
import { createWandbBackend, type WandbBackend } from "../backend.ts";
import { createApi } from "../__fixtures__/api.ts";
import { wandbHandlers } from "../msw.ts";
import { serveWandb } from "../serve.ts";
import type { Fault, FaultRate } from "./fault.ts";

const query = (name: string): RequestInit => ({
  method: "POST",
  headers: { authorization: `Basic ${btoa(`api:${defaultApiKey}`)}` },
  body: JSON.stringify({ query: `query ${name} { viewer { username } }` }),
});

const closers: (() => PromiseLike<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const ways = {
  MSW: (backend: WandbBackend): string => {
    const network = setupServer(...wandbHandlers(backend));
    network.listen({ onUnhandledFrame: "error" });
    closers.push(() => network.close());
    return "https://api.wandb.ai/graphql";
  },
  "a port": async (backend: WandbBackend): Promise<string> => {
    const server = await serveWandb(backend);
    closers.push(() => server[Symbol.asyncDispose]());
    return `${server.origin}/graphql`;
  },
} as const;

describe.each(Object.entries(ways))("through %s", (_, open) => {
  test("a status with Retry-After comes as often as asked, for the operation asked", async () => {
    const backend = createWandbBackend();
    const url = await open(backend);
    backend.faults.next({ kind: "status", status: 429, retryAfter: 7, operation: "A", times: 2 });
    const statuses: [number, string | null][] = [];
    for (const name of ["B", "A", "A", "A"]) {
      const response = await fetch(url, query(name));
      statuses.push([response.status, response.headers.get("retry-after")]);
    }
    expect(statuses).toEqual([
      [200, null],
      [429, "7"],
      [429, "7"],
      [200, null],
    ]);
    expect(backend.faults.injected).toBe(2);
    expect(backend.inspect.requests({ operation: "A" }).map(({ fault }) => fault)).toEqual([
      "status",
      "status",
      undefined,
    ]);
  });

  test("a broken connection", async () => {
    const backend = createWandbBackend();
    const url = await open(backend);
    backend.faults.next({ kind: "reset" });
    await expect(fetch(url, query("A"))).rejects.toThrow("fetch");
    expect((await fetch(url, query("A"))).status).toBe(200);
  });

  test("an answer that is cut", async () => {
    const backend = createWandbBackend();
    const url = await open(backend);
    backend.faults.next({ kind: "cut", afterBytes: 5 });
    await expect(fetch(url, query("A")).then((response) => response.text())).rejects.toThrow(/./);
  });

  test("an answer that never comes ends when the caller gives up", async () => {
    const backend = createWandbBackend();
    const url = await open(backend);
    backend.faults.next({ kind: "hang" });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(url, { ...query("A"), signal })).rejects.toThrow("timeout");
  });

  test("an answer that comes late and slowly is whole", async () => {
    const backend = createWandbBackend();
    const url = await open(backend);
    backend.faults.next({ kind: "delay", ms: 1 });
    backend.faults.next({ kind: "slow", bytesPerSecond: 10_000 });
    for (let index = 0; index < 2; index += 1) {
      const answer = await (await fetch(url, query("A"))).json();
      expect(answer).toEqual({ data: { viewer: { username: "ada" } } });
    }
  });
});

test("a lost answer leaves what was done", async () => {
  const api = createApi();
  api.backend.faults.next({ kind: "reset", when: "after", surface: "graphql" });
  const body = JSON.stringify({
    query: 'mutation { upsertBucket(input: { name: "r", modelName: "p" }) { inserted } }',
  });
  const response = await api.send("/graphql", { method: "POST", body });
  expect(response.type).toBe("error");
  expect(api.backend.inspect.run("ada/p/r")).toBeDefined();
});

test("an upload that breaks off is not kept", async () => {
  const api = createApi();
  api.backend.faults.next({ kind: "cut-upload", afterBytes: 1, surface: "upload" });
  await expect(api.log("ds", { "a.txt": "content" })).rejects.toThrow("upload: 0");
  await api.log("ds", { "a.txt": "content" });
  expect(await api.backend.inspect.artifact("ada/p/ds:v0")).toBeDefined();
});

test("an upload is refused once with an expired URL, an error of the store, a wrong ETag", async () => {
  const api = createApi();
  api.backend.faults.next({ kind: "expired-url", surface: "upload" });
  await expect(api.log("ds", { "a.txt": "x" })).rejects.toThrow("upload: 403");
  api.backend.faults.next({ kind: "status", status: 503, surface: "upload", body: "busy" });
  await expect(api.log("ds", { "a.txt": "x" })).rejects.toThrow("upload: 503");
  api.backend.faults.next({ kind: "wrong-etag", path: /artifact-file/, method: "PUT" });
  await api.log("ds", { "a.txt": "x" });
  expect(api.backend.faults.injected).toBe(3);
});

test("a download comes with one bit flipped", async () => {
  const api = createApi();
  await api.log("ds", { "a.txt": "aaaa" });
  const path = "/artifacts/ada/74b87337454200d4d33f80c4663dc5e5";
  api.backend.faults.next({ kind: "corrupt", offset: 2, surface: "download" });
  expect(await (await api.send(path)).text()).toBe("aa`a");
  expect(await (await api.send(path)).text()).toBe("aaaa");
});

test("some requests go through before", async () => {
  const api = createApi();
  api.backend.faults.next({ kind: "status", status: 500, surface: "filestream", skip: 1 });
  await api.init("r");
  const statuses = [];
  for (let index = 0; index < 3; index += 1) statuses.push((await api.stream("r", {})).status);
  expect(statuses).toEqual([200, 500, 200]);
});

const hits = async (seed: number): Promise<string> => {
  const api = createApi();
  api.backend.faults.rate({
    rate: 0.25,
    seed,
    surface: "graphql",
    actions: [
      { kind: "status", status: 500 },
      { kind: "status", status: 429 },
    ],
  });
  let text = "";
  for (let index = 0; index < 200; index += 1) {
    text += String((await api.query("{ viewer { id } }")).status)[0];
  }
  api.backend.faults.clear();
  expect((await api.query("{ viewer { id } }")).status).toBe(200);
  return text;
};

test("a rate hits its share, the same ones with the same seed, until it is cleared", async () => {
  const first = await hits(1);
  const share = first.replaceAll("2", "").length / first.length;
  expect(share).toBeGreaterThan(0.15);
  expect(share).toBeLessThan(0.35);
  expect(await hits(1)).toBe(first);
  expect(await hits(2)).not.toBe(first);
});

test.each<[Fault, string]>([
  [{ kind: "status", status: 42 }, "status 42 is not between 200 and 599"],
  [{ kind: "reset", times: 0 }, "times must be a whole number"],
  [{ kind: "reset", skip: -1 }, "skip must be a whole number"],
  [{ kind: "cut", afterBytes: -1 }, "afterBytes must be a whole number"],
  [{ kind: "slow", bytesPerSecond: 0 }, "bytesPerSecond must be positive"],
  [{ kind: "delay", ms: -1 }, "ms must not be negative"],
])("refuses the fault %j", (fault, message) => {
  const { faults } = createWandbBackend();
  expect(() => faults.next(fault)).toThrow(
    expect.objectContaining({
      code: "WANDB_MOCK_INVALID_OPTION",
      message: expect.stringContaining(message) as string,
    }),
  );
});

test.each<[FaultRate, string]>([
  [{ rate: 2, actions: [{ kind: "reset" }] }, "rate 2 is not between 0 and 1"],
  [{ rate: 0.5, actions: [] }, "needs at least one action"],
])("refuses the rate %j", (rate, message) => {
  expect(() => createWandbBackend().faults.rate(rate)).toThrow(message);
});
