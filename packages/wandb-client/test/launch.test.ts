import { expect, test } from "vitest";
import { WandbRequestError } from "../src/index.ts";
import { setUp } from "./support.ts";

const spec = { entity: "weavers", project: "loom", job: "weavers/loom/job:v0" };

test.each(["all", "none"] as const)(
  "a queue is made, read, changed and deleted (server features: %s)",
  async (features) => {
    await using setup = await setUp({ features });
    const queue = setup.client.launchQueue("gpus");
    expect(await queue.read()).toBeUndefined();
    await queue.save({
      resource: "kubernetes",
      resourceArgs: { spec: { gpus: "{{gpus}}", zone: "zone-{{zone}}" } },
      templateVariables: {
        gpus: { schema: { type: "integer", minimum: 1, maximum: 8 } },
        zone: { schema: { type: "string", enum: ["a", "b"], default: "a" }, description: "where" },
      },
      priorities: true,
      links: { wiki: "https://example.org" },
    });
    expect(await queue.read()).toMatchObject({
      name: "gpus",
      createdBy: "ada",
      priorities: true,
      resource: "kubernetes",
      resourceArgs: { spec: { gpus: "{{gpus}}", zone: "zone-{{zone}}" } },
      templateVariables: {
        gpus: { type: "integer", minimum: 1, maximum: 8 },
        zone: { default: "a" },
      },
    });
    const { id, spec: filled } = await queue.push(spec, {
      templateVariables: { gpus: 4 },
      priority: 0,
    });
    expect(filled).toEqual({
      ...spec,
      resource: "kubernetes",
      resource_args: { kubernetes: { spec: { gpus: 4, zone: "zone-a" } } },
    });
    expect(await queue.item(id)).toEqual({
      id,
      state: "PENDING",
      runId: undefined,
      error: undefined,
    });
    await queue.save({ resource: "kubernetes" });
    expect((await queue.read())?.templateVariables).toEqual({});
    await queue.delete();
    await queue.delete();
    expect(await queue.read()).toBeUndefined();
  },
);

test.each([
  [{ templateVariables: { gpus: 9 } }, /gpus.*more than 8/],
  [{ templateVariables: { gpus: 1.5 } }, /not of type integer/],
  [{ templateVariables: {} }, /gpus is required/],
  [{ templateVariables: { gpus: 1, other: 2 } }, /other is not defined/],
  [{ templateVariables: { gpus: 1 }, priority: 1 }, /no priorities/],
])("the server refuses an item with %j, in its own words", async (options, message) => {
  await using setup = await setUp();
  const queue = setup.client.launchQueue("gpus");
  await queue.save({
    resource: "kubernetes",
    templateVariables: { gpus: { schema: { type: "integer", minimum: 1, maximum: 8 } } },
  });
  await expect(queue.push(spec, options)).rejects.toThrow(message);
  expect(setup.backend.launch.items()).toEqual([]);
});

test("a queue that does not exist is not found", async () => {
  await using setup = await setUp();
  await expect(setup.client.launchQueue("nowhere").push(spec)).rejects.toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
  expect(await setup.client.launchQueue("nowhere").item("x")).toBeUndefined();
  expect(await setup.client.launchQueue("nowhere").remove("x")).toBe(false);
});

test("items are listed over pages, and a waiting one is taken out", async () => {
  await using setup = await setUp();
  const queue = setup.client.launchQueue("q");
  await queue.save({ resource: "local-process" });
  const ids: string[] = [];
  for (let index = 0; index < 120; index += 1)
    ids.push((await queue.push({ ...spec, name: `n${index}` })).id);
  const listed = [];
  for await (const item of queue.items()) listed.push(item);
  expect(listed.map(({ id }) => id)).toEqual(ids);
  expect(listed[7]?.spec).toMatchObject({ name: "n7" });
  expect(await queue.remove(ids[0] ?? "")).toBe(true);
  expect(await queue.item(ids[0] ?? "")).toBeUndefined();
});

test.each([
  [{ kind: "reset", when: "after" }, 1],
  [{ kind: "reset", when: "before" }, 1],
  [{ kind: "status", status: 503 }, 1],
] as const)("a push whose request meets %j is made exactly once", async (fault, count) => {
  await using setup = await setUp();
  const queue = setup.client.launchQueue("q");
  await queue.save({ resource: "local-process" });
  setup.backend.faults.next({ ...fault, operation: "pushToRunQueueByName" });
  const { id } = await queue.push(spec);
  expect(setup.backend.launch.items().map((item) => item.id)).toEqual([id]);
  expect(setup.backend.launch.items()).toHaveLength(count);
});

test("an agent registers, takes, claims, warns about and fails items, and hears that it is to stop", async () => {
  await using setup = await setUp();
  const queue = setup.client.launchQueue("q");
  await queue.save({ resource: "local-process", priorities: true });
  const low = await queue.push(spec, { priority: 3 });
  const high = await queue.push(spec, { priority: 0 });
  const agent = await setup.client.registerLaunchAgent({
    queues: ["q"],
    hostname: "loom-1",
    config: { max_jobs: 1 },
    version: "heddle@0.1.0",
  });
  expect(await agent.read()).toEqual({
    id: agent.id,
    name: agent.name,
    status: "POLLING",
    stopPolling: false,
  });
  expect(await agent.pop("q")).toMatchObject({ id: high.id, queue: "q", spec });
  expect((await queue.item(high.id))?.state).toBe("LEASED");
  expect(await agent.acknowledge(high.id, "run00001")).toBe(true);
  expect(await agent.acknowledge(high.id, "run00002")).toBe(false);
  expect(await queue.item(high.id)).toMatchObject({ state: "CLAIMED", runId: "run00001" });
  await agent.warn(high.id, { message: "slow disk", phase: "run" });
  const path = await agent.saveFile(high.id, "error", "error.log", "what happened");
  expect(await agent.fail(high.id, { message: "it broke", phase: "run", filePaths: [path] })).toBe(
    true,
  );
  expect(await agent.fail(high.id, { message: "again", phase: "run" })).toBe(false);
  expect(await queue.item(high.id)).toMatchObject({
    state: "FAILED",
    error: { message: "it broke", phase: "run", filePaths: [`${high.id}/error/error.log`] },
  });
  expect(await agent.pop("q")).toMatchObject({ id: low.id });
  expect(await agent.pop("q")).toBeUndefined();
  setup.backend.clock.advance(61_000);
  expect(await agent.acknowledge(low.id, "run00003")).toBe(false);
  expect(await agent.pop("q")).toMatchObject({ id: low.id });
  await agent.report("RUNNING");
  setup.backend.launch.stopAgent(agent.id);
  expect(await agent.read()).toMatchObject({ status: "RUNNING", stopPolling: true });
});

test("an agent for queues that do not exist names them and the known ones", async () => {
  await using setup = await setUp();
  await setup.client.launchQueue("known").save({ resource: "local-process" });
  const failure = await setup.client
    .registerLaunchAgent({
      queues: ["known", "one", "two"],
      hostname: "h",
      config: {},
      version: "t@0",
    })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: expect.stringContaining('"one", "two"') as string,
    hint: "Known queues: known.",
  });
});

test("a server that does not tell why an item failed is asked only what it knows", async () => {
  await using setup = await setUp();
  await setup.client.launchQueue("q").save({ resource: "local-process" });
  const { id } = await setup.client.launchQueue("q").push(spec);
  const older = setup.connect({
    fetch: async (input, init) => {
      const text = typeof init?.body === "string" ? init.body : "";
      if (text.includes("GetRunQueueItemError")) {
        return Response.json({
          errors: [{ message: 'Cannot query field "error" on type "RunQueueItem".' }],
        });
      }
      return fetch(input, init);
    },
  });
  expect(await older.launchQueue("q").item(id)).toEqual({
    id,
    state: "PENDING",
    runId: undefined,
    error: undefined,
  });
});

test("a launched run is followed from before it exists to its end", async () => {
  await using setup = await setUp();
  const launched = setup.client.launchedRun({ entity: "weavers", project: "loom", id: "run00001" });
  expect(await launched.read()).toBeUndefined();
  expect(await launched.requestStop()).toBe(false);
  expect(await launched.declareEnded("killed")).toBe(false);
  expect(await launched.console(undefined)).toEqual({ lines: [], cursor: undefined });
  const run = await setup.client.run({ id: "run00001" });
  run.writeConsole("one\ntwo\n");
  await run.flush();
  expect(await launched.read()).toMatchObject({ state: "running", stopRequested: false });
  const first = await launched.console(undefined);
  expect(first.lines).toEqual(["one", "two"]);
  run.writeConsole("three\n");
  await run.flush();
  expect((await launched.console(first.cursor)).lines).toEqual(["three"]);
  expect(await launched.requestStop()).toBe(true);
  expect((await launched.read())?.stopRequested).toBe(true);
  expect(await launched.declareEnded("killed")).toBe(true);
  expect((await launched.read())?.state).toBe("killed");
  expect(launched.path).toBe("weavers/loom/run00001");
  expect(launched.url).toBe(`${setup.host}/weavers/loom/runs/run00001`);
  run.abandon();
});

test("a refusal of a push is the request's own error, not tried again", async () => {
  await using setup = await setUp();
  await setup.client.launchQueue("q").save({ resource: "local-process" });
  setup.backend.faults.next({ kind: "status", status: 400, operation: "pushToRunQueueByName" });
  const failure = await setup.client
    .launchQueue("q")
    .push(spec)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WandbRequestError);
  expect(setup.backend.inspect.requests({ operation: "pushToRunQueueByName" })).toHaveLength(1);
});

test.each(["all", "none"] as const)(
  "items are looked up many to a request, and listed a page at a time (server features: %s)",
  async (features) => {
    await using setup = await setUp({ features });
    const queue = setup.client.launchQueue("many");
    expect(await setup.client.launchQueues()).toEqual([]);
    expect(await queue.page()).toBeUndefined();
    expect((await queue.lookUp(["none"])).size).toBe(0);
    await queue.save({ resource: "local-process" });
    expect(await queue.page()).toMatchObject({ items: [], end: undefined, hasMore: false });
    const ids: string[] = [];
    for (let index = 0; index < 52; index += 1) ids.push((await queue.push(spec)).id);
    const asked = () =>
      setup.backend.inspect.requests({ operation: "GetRunQueueItemsById" }).length;
    const before = asked();
    const found = await queue.lookUp([...ids, "elsewhere", ...ids]);
    expect(asked() - before).toBe(2);
    expect([...found.keys()]).toEqual(ids);
    expect(found.get(ids[51] ?? "")).toEqual(await queue.item(ids[51] ?? ""));
    expect(await setup.client.launchQueues()).toEqual([
      { id: (await queue.read())?.id, name: "many", createdBy: "ada" },
    ]);
    const first = await queue.page({ first: 50 });
    expect(first).toMatchObject({ hasMore: true, queueId: (await queue.read())?.id });
    const second = await queue.page({ after: first?.end });
    expect(second).toMatchObject({ hasMore: false });
    expect([...(first?.items ?? []), ...(second?.items ?? [])].map(({ id }) => id)).toEqual(ids);
    expect(second?.items[0]).toMatchObject({ state: "PENDING", spec });
  },
);
