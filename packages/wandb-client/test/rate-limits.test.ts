import { createWandbBackend, defaultApiKey, type RateLimits } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { WandbClient } from "../src/index.ts";
import type { Clock } from "../src/util/clock.ts";

/** A client and a backend in one process on one clock, which moves only while somebody sleeps. */
function onOneClock(rateLimits: RateLimits, features: "all" | "none" = "all") {
  let time = Date.parse("2024-05-01T10:00:00Z");
  const clock: Clock = {
    now: () => time,
    async sleep(ms) {
      await Promise.resolve();
      time += ms;
    },
  };
  const backend = createWandbBackend({ rateLimits, features, time: () => time });
  const client = new WandbClient({
    apiKey: defaultApiKey,
    host: "https://wandb.example.org",
    entity: "weavers",
    project: "loom",
    clock,
    fetch: async (input, init) => await backend.handle(new Request(input, init)),
  });
  const statuses = (): number[] => backend.inspect.requests().map(({ status }) => status ?? 0);
  return { backend, client, clock, statuses };
}

test.each([
  ["a wide window", { requests: 60, windowSeconds: 60 }],
  ["a narrow one", { requests: 5, windowSeconds: 10 }],
  ["one request at a time", { requests: 1, windowSeconds: 2 }],
] as const)("provokes no refusal one after the other within %s", async (_name, graphql) => {
  const { client, clock, statuses } = onOneClock({ graphql });
  const started = clock.now();
  const asked = graphql.requests * 3;
  for (let each = 0; each < asked; each++) await client.verify();
  expect(statuses()).toHaveLength(asked);
  expect(new Set(statuses())).toEqual(new Set([200]));
  // Three windows' worth of requests takes little more than three windows.
  expect(clock.now() - started).toBeLessThanOrEqual(3.2 * graphql.windowSeconds * 1000);
});

test("provokes no refusal when many ask at once", async () => {
  const { client, statuses } = onOneClock({ graphql: { requests: 20, windowSeconds: 30 } });
  await client.verify();
  await Promise.all(Array.from({ length: 100 }, () => client.verify()));
  expect(statuses()).toHaveLength(101);
  expect(new Set(statuses())).toEqual(new Set([200]));
});

test("when the first burst is refused, the others wait as long as the server asks", async () => {
  const { client, statuses } = onOneClock({ graphql: { requests: 4, windowSeconds: 30 } });
  await Promise.all(Array.from({ length: 12 }, () => client.verify()));
  expect(statuses().filter((status) => status === 200)).toHaveLength(12);
  expect(statuses().filter((status) => status === 429).length).toBeLessThanOrEqual(8);
});

test.each(["all", "none"] as const)(
  "a run's lines keep within the quota of its stream, features: %s",
  async (features) => {
    const { backend, client, statuses } = onOneClock(
      { filestream: { requests: 2, windowSeconds: 20 } },
      features,
    );
    const run = await client.run({ id: "paced", captureConsole: false });
    for (let step = 0; step < 10; step++) {
      await run.log({ step });
      await run.flush();
    }
    await run.finish();
    expect(backend.inspect.requests({ surface: "filestream" }).length).toBeGreaterThanOrEqual(11);
    expect(statuses()).not.toContain(429);
    expect(backend.inspect.run("weavers/loom/paced")?.history).toHaveLength(10);
  },
);
