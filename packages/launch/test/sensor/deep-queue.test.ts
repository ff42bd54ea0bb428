import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WandbClient } from "@heddle/wandb-client";
import { createWandbBackend, defaultApiKey, type WandbBackend } from "@heddle/wandb-mock";
import { launchSensor, type LaunchSensor } from "../../src/index.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const depth = 5_000;
const spec = { entity: "ada", project: "demo", job: "ada/demo/train:v0", run_id: "" };

type Item = ReturnType<WandbBackend["launch"]["items"]>[number];

let backend: WandbBackend;
let client: WandbClient;
let sensor: LaunchSensor;
let cursor: string;
let now: number;
let traffic: { requests: number; bytes: number };
/** In which order the server lists; undefined leaves it to the backend, which lists the oldest first. */
let order: ((items: readonly Item[]) => readonly Item[]) | undefined;

/** The backend with no socket between; counts what would go over the wire. */
const countingFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const sent = await request.clone().text();
  const answer = listingInOrder(sent) ?? (await backend.handle(request));
  const received = await answer.text();
  traffic.requests += 1;
  traffic.bytes += sent.length + received.length;
  return new Response(received, { status: answer.status, headers: answer.headers });
};

/** The answer to a listing of a server that lists in another order. */
function listingInOrder(sent: string): Response | undefined {
  if (order === undefined || !sent.includes("runQueueItems(")) return undefined;
  const { variables } = JSON.parse(sent) as { variables: { first: number; after: string | null } };
  const items = order(backend.launch.items("q"));
  const start = items.findIndex(({ id }) => id === variables.after) + 1;
  const page = items.slice(start, start + variables.first);
  const edges = page.map(({ id, state, runSpec }) => ({
    node: { id, state, associatedRunId: null, runSpec: JSON.stringify(runSpec) },
  }));
  const pageInfo = {
    endCursor: page.at(-1)?.id ?? null,
    hasNextPage: start + page.length < items.length,
  };
  const id = backend.launch.queues()[0]?.id;
  return Response.json({
    data: { project: { runQueue: { id, runQueueItems: { edges, pageInfo } } } },
  });
}

/** One evaluation, and what it cost. */
async function look(): Promise<{ reason: string | undefined; keys: string[] } & typeof traffic> {
  traffic = { requests: 0, bytes: 0 };
  const { runRequests, skipReason, cursor: next } = await sensor.evaluate({ cursor });
  cursor = next;
  return { reason: skipReason, keys: runRequests.map(({ runKey }) => runKey), ...traffic };
}

async function push(count = 1): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await client.launchQueue("q").push(spec)).id);
  return ids;
}

/** Fills the queue, many items to a request. @returns their ids */
async function fill(): Promise<string[]> {
  const atOnce = 100;
  const one = `pushToRunQueueByName(input: {entityName: "ada", projectName: "model-registry", queueName: "q", runSpec: $spec}) { runQueueItemId }`;
  const fields = Array.from({ length: atOnce }, (_, index) => `i${index}: ${one}`).join("\n");
  for (let done = 0; done < depth; done += atOnce) {
    await client.graphql(`mutation Fill($spec: JSONString!) { ${fields} }`, {
      spec: JSON.stringify(spec),
    });
  }
  return backend.launch.items("q").map(({ id }) => id);
}

beforeEach(async () => {
  backend = createWandbBackend();
  order = undefined;
  now = 1_000_000;
  traffic = { requests: 0, bytes: 0 };
  client = new WandbClient({
    apiKey: defaultApiKey,
    host: "http://127.0.0.1:9",
    entity: "ada",
    project: "demo",
    fetch: countingFetch,
  });
  await client.launchQueue("q").save({ resource: "local-process" });
  sensor = launchSensor({ client, watch: { queue: "q" }, now: () => now });
  const done = await fill();
  // A cursor from before queues had positions; every launch was reported.
  cursor = JSON.stringify({ version: 1, watches: "queue q", done, open: [] });
});
afterEach(() => backend[Symbol.asyncDispose]());

test("a look at a queue of 5 000 items costs what is open and new, not what was reported", async () => {
  const whole = await look();
  expect(whole).toMatchObject({
    reason: "queue q: all launches were reported (5000)",
    requests: 50,
  });
  const idle = await look();
  expect(idle).toMatchObject({ reason: whole.reason, requests: 2 });
  const before = cursor;
  await look();
  expect(cursor).toBe(before);

  const [first = "", second = ""] = await push(3);
  const three = await look();
  expect(three).toMatchObject({
    reason: "queue q: nothing has settled; 3 pending",
    requests: 2,
  });
  const pending = await look();
  expect(pending).toMatchObject({ reason: three.reason, requests: 3 });
  expect(await client.launchQueue("q").remove(second)).toBe(true);
  expect(await look()).toMatchObject({ keys: [second], requests: 3 });
  expect(await client.launchQueue("q").remove(first)).toBe(true);
  expect(await look()).toMatchObject({ keys: [first], requests: 3 });
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 1 pending" });

  for (const { bytes } of [idle, three, pending]) expect(bytes).toBeLessThan(whole.bytes / 100);
});

test("new items of a server that lists the newest first are found at the beginning", async () => {
  order = (items) => items.toReversed();
  expect(await look()).toMatchObject({ requests: 50 });
  const ids = await push(7);
  expect(await look()).toMatchObject({
    reason: "queue q: nothing has settled; 7 pending",
    requests: 3,
  });
  expect(await look()).toMatchObject({ requests: 3 });
  await client.launchQueue("q").remove(ids[3] ?? "");
  expect(await look()).toMatchObject({ keys: [ids[3]], requests: 3 });
});

test("a server that lists in no order is found out by the next complete listing, and listed whole from then on", async () => {
  order = (items) => [...items.slice(0, 1000), ...items.slice(depth), ...items.slice(1000, depth)];
  await look();
  const [id = ""] = await push();
  expect(await look()).toMatchObject({ reason: "queue q: all launches were reported (5000)" });
  now += 600_000;
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 1 pending" });
  expect(await look()).toMatchObject({ requests: 51 });
  await client.launchQueue("q").remove(id);
  await push();
  expect(await look()).toMatchObject({ keys: [id] });
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 1 pending" });
});

test("a queue that was made anew is listed from its beginning, and one that is gone is missed", async () => {
  await look();
  const queue = client.launchQueue("q");
  await queue.delete();
  await expect(look()).rejects.toMatchObject({ code: "LAUNCH_QUEUE_MISSING" });
  await queue.save({ resource: "local-process" });
  await push(2);
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 2 pending" });
  expect(await look()).toMatchObject({ requests: 3 });
});

test("a run that was put back in the queue is reported once, by its last item", async () => {
  await look();
  const queue = client.launchQueue("q");
  const { id: older } = await queue.push({ ...spec, run_id: "again" });
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 1 pending" });
  const { id: newer } = await queue.push({ ...spec, run_id: "again", _resume_count: 1 });
  expect(await look()).toMatchObject({ reason: "queue q: nothing has settled; 1 pending" });
  await queue.remove(older);
  await queue.remove(newer);
  expect((await look()).keys).toEqual([newer]);
  expect(await look()).toMatchObject({ reason: "queue q: all launches were reported (5002)" });
});
