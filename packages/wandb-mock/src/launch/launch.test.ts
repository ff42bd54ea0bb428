import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createWandbBackend, defaultApiKey, type WandbBackend } from "../index.ts";

type Data = Readonly<Record<string, unknown>>;

async function ask(
  backend: WandbBackend,
  query: string,
  variables: Data,
  apiKey = defaultApiKey,
): Promise<{ data?: Record<string, Data | null>; errors?: { message: string }[] }> {
  const answer = await backend.handle(
    new Request("http://wandb.test/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${btoa(`api:${apiKey}`)}`,
      },
      body: JSON.stringify({ query, variables }),
    }),
  );
  return (await answer.json()) as {
    data?: Record<string, Data | null>;
    errors?: { message: string }[];
  };
}

const place = { entityName: "ada", projectName: "model-registry" };
const call = (
  backend: WandbBackend,
  mutation: string,
  type: string,
  input: Data,
  fields: string,
  apiKey?: string,
) =>
  ask(
    backend,
    `mutation M($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`,
    { input },
    apiKey,
  );

async function withQueue(name = "q", extra: Data = {}): Promise<WandbBackend> {
  const backend = createWandbBackend();
  await ask(
    backend,
    'mutation C { upsertModel(input: {entityName: "ada", name: "model-registry"}) { model { id } } }',
    {},
  );
  const made = await call(
    backend,
    "createRunQueue",
    "CreateRunQueueInput",
    { ...place, queueName: name, access: "PROJECT", ...extra },
    "success queueID",
  );
  expect(made.data?.["createRunQueue"]).toMatchObject({ success: true });
  return backend;
}

const push = (backend: WandbBackend, runSpec: Data, more: Data = {}) =>
  call(
    backend,
    "pushToRunQueueByName",
    "PushToRunQueueByNameInput",
    { ...place, queueName: "q", runSpec: JSON.stringify(runSpec), ...more },
    "runQueueItemId runSpec",
  );
const pop = (backend: WandbBackend, launchAgentId: string | null = null) =>
  call(
    backend,
    "popFromRunQueue",
    "PopFromRunQueueInput",
    { ...place, queueName: "q", launchAgentId },
    "runQueueItemId runSpec",
  );

test("a popped item is an object; an empty queue answers null", async () => {
  const backend = await withQueue();
  expect((await pop(backend)).data?.["popFromRunQueue"]).toBeNull();
  await push(backend, { job: "j" });
  expect((await pop(backend)).data?.["popFromRunQueue"]).toMatchObject({
    runSpec: { job: "j", resource_args: {} },
  });
  expect((await pop(backend)).data?.["popFromRunQueue"]).toBeNull();
});

test("a lease ends after a minute; an acknowledged item stays acknowledged", async () => {
  const backend = await withQueue();
  await push(backend, { job: "j" });
  const first = (await pop(backend)).data?.["popFromRunQueue"]?.["runQueueItemId"];
  backend.clock.advance(59_000);
  expect((await pop(backend)).data?.["popFromRunQueue"]).toBeNull();
  backend.clock.advance(2_000);
  expect((await pop(backend)).data?.["popFromRunQueue"]).toMatchObject({ runQueueItemId: first });
  const acknowledge = () =>
    call(
      backend,
      "ackRunQueueItem",
      "AckRunQueueItemInput",
      { runQueueItemId: first, runName: "r" },
      "success",
    );
  expect((await acknowledge()).data?.["ackRunQueueItem"]).toEqual({ success: true });
  expect((await acknowledge()).data?.["ackRunQueueItem"]).toEqual({ success: false });
  backend.clock.advance(120_000);
  expect((await pop(backend)).data?.["popFromRunQueue"]).toBeNull();
  expect(backend.launch.items("q")).toMatchObject([
    { state: "CLAIMED", associatedRunId: "r", pops: 2 },
  ]);
});

test("priorities come first, then age; a queue without them refuses them", async () => {
  const plain = await withQueue();
  expect((await push(plain, { n: 1 }, { priority: 1 })).errors?.[0]?.message).toMatch(
    /no priorities/,
  );
  const backend = await withQueue("q", { prioritizationMode: "V0" });
  for (const [n, priority] of [
    [1, 2],
    [2, 0],
    [3, 0],
    [4, null],
  ] as const)
    await push(backend, { n }, { priority });
  const order: unknown[] = [];
  for (let index = 0; index < 4; index += 1) {
    const popped = (await pop(backend)).data?.["popFromRunQueue"];
    order.push((popped?.["runSpec"] as Data | undefined)?.["n"]);
  }
  expect(order).toEqual([2, 3, 1, 4]);
  expect((await push(backend, {}, { priority: 4 })).errors?.[0]?.message).toMatch(/not in 0 to 3/);
});

test("an agent pops only from its queues, and its status is one that the service knows", async () => {
  const backend = await withQueue();
  const [queue] = backend.launch.queues();
  await call(
    backend,
    "createRunQueue",
    "CreateRunQueueInput",
    { ...place, queueName: "other", access: "PROJECT" },
    "queueID",
  );
  const other = backend.launch.queues()[1];
  const register = (runQueues: readonly unknown[]) =>
    call(
      backend,
      "createLaunchAgent",
      "CreateLaunchAgentInput",
      { ...place, runQueues, hostname: "h" },
      "launchAgentId",
    );
  expect((await register([])).errors?.[0]?.message).toMatch(/at least one/);
  expect((await register(["UnVuUXVldWU6OTk="])).errors?.[0]?.message).toMatch(
    /could not find run queue/,
  );
  const agent = String(
    (await register([other?.id])).data?.["createLaunchAgent"]?.["launchAgentId"],
  );
  expect((await pop(backend, agent)).errors?.[0]?.message).toMatch(/not registered for q/);
  expect((await pop(backend, "TGF1bmNoQWdlbnQ6OTk=")).errors?.[0]?.message).toMatch(
    /could not find launch agent/,
  );
  const update = (agentStatus: string) =>
    call(
      backend,
      "updateLaunchAgent",
      "UpdateLaunchAgentInput",
      { launchAgentId: agent, agentStatus },
      "success",
    );
  expect((await update("RUNNING")).data?.["updateLaunchAgent"]).toEqual({ success: true });
  expect((await update("DANCING")).errors?.[0]?.message).toMatch(/invalid agent status/);
  expect(queue?.name).toBe("q");
});

test("names, resources and owners are checked", async () => {
  const backend = await withQueue();
  const create = (queueName: string) =>
    call(
      backend,
      "createRunQueue",
      "CreateRunQueueInput",
      { ...place, queueName, access: "PROJECT" },
      "success",
    );
  expect((await create("q")).errors?.[0]?.message).toMatch(/already exists/);
  expect((await create("x".repeat(65))).errors).toHaveLength(1);
  expect((await create("")).errors?.[0]?.message).toMatch(/1 to 64/);
  const upsert = (resourceType: string) =>
    call(
      backend,
      "upsertRunQueue",
      "UpsertRunQueueInput",
      { ...place, queueName: "q", resourceType, resourceConfig: "{}" },
      "success",
    );
  expect((await upsert("mainframe")).errors?.[0]?.message).toMatch(/invalid resource/);
  expect((await push(backend, {}, { queueName: "nowhere" })).errors?.[0]?.message).toMatch(
    /could not find run queue nowhere/,
  );
  const eve = "e".repeat(40);
  backend.addAccounts({ users: [{ username: "eve", apiKey: eve }] });
  const stolen = await call(
    backend,
    "popFromRunQueue",
    "PopFromRunQueueInput",
    { ...place, queueName: "q" },
    "runQueueItemId",
    eve,
  );
  expect(stolen.errors?.[0]?.message).toMatch(/could not find entity ada/);
});

test("queues and items outlive a restart of the backend", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heddle-mock-launch-"));
  {
    await using backend = createWandbBackend({ folder });
    await call(
      backend,
      "upsertRunQueue",
      "UpsertRunQueueInput",
      { ...place, queueName: "q", resourceType: "local-process", resourceConfig: "{}" },
      "success",
    );
    await push(backend, { job: "j" });
  }
  await using backend = createWandbBackend({ folder });
  expect((await pop(backend)).data?.["popFromRunQueue"]).toMatchObject({
    runSpec: { job: "j", resource: "local-process" },
  });
  await rm(folder, { recursive: true, force: true });
});
