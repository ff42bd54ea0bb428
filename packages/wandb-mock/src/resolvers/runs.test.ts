import { describe, expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";
import { defaultApiKey } from "../accounts.ts";

const upsert = `mutation ($input: UpsertBucketInput!) {
  upsertBucket(input: $input) {
    inserted
    bucket { id name displayName description notes tags config summaryMetrics state group jobType
      historyLineCount sweepName project { name entity { name } } }
  }
}`;

describe("upsertBucket", () => {
  test("makes project and run, in the default entity when none is named", async () => {
    const { ask } = createApi();
    const { upsertBucket } = await ask(upsert, { input: { name: "r1", modelName: "fresh" } });
    expect(upsertBucket).toMatchObject({
      inserted: true,
      bucket: {
        name: "r1",
        config: "{}",
        summaryMetrics: "{}",
        tags: [],
        state: "running",
        historyLineCount: 0,
        project: { name: "fresh", entity: { name: "ada" } },
      },
    });
    expect(upsertBucket.bucket.displayName).toMatch(/^\w+-\w+-1$/);
  });

  test("invents a run id and falls back to the project uncategorized", async () => {
    const { ask } = createApi();
    const { upsertBucket } = await ask(upsert, { input: {} });
    expect(upsertBucket.bucket.name).toMatch(/^[a-z0-9]{8}$/);
    expect(upsertBucket.bucket.project.name).toBe("uncategorized");
  });

  test("leaves what is null as it is, and clears tags with an empty list", async () => {
    const { ask } = createApi();
    const first = { name: "r", modelName: "p", notes: "n", tags: ["a", "a", "b"], jobType: "t" };
    await ask(upsert, { input: first });
    const same = await ask(upsert, { input: { name: "r", modelName: "p", notes: null } });
    expect(same.upsertBucket).toMatchObject({
      inserted: false,
      bucket: { notes: "n", tags: ["a", "b"], jobType: "t" },
    });
    const cleared = await ask(upsert, { input: { name: "r", modelName: "p", tags: [] } });
    expect(cleared.upsertBucket.bucket.tags).toEqual([]);
  });

  test.each([
    [{ name: "a:b" }, "run id may not contain"],
    [{ name: " a" }, "invalid run id"],
    [{ name: "x".repeat(129) }, "invalid run id"],
    [{ modelName: "a/b" }, "project name may not contain"],
    [{ modelName: "x".repeat(129) }, "1 to 128 characters"],
    [{ config: "[1]" }, "config is not a JSON object"],
    [{ summaryMetrics: "{" }, "summaryMetrics is not a JSON object"],
    [{ state: "dancing" }, 'invalid run state "dancing"'],
    [{ id: "nope" }, "could not find run nope"],
    [{ entityName: "strangers" }, "could not find entity strangers"],
  ])("refuses %j", async (input, message) => {
    const { query } = createApi();
    const { errors } = await query(upsert, { input: { name: "r", modelName: "p", ...input } });
    expect(errors[0]?.message).toContain(message);
  });

  test("starts a finished run again when the client sends its environment, not on an edit", async () => {
    const { init, stream, backend, ask } = createApi();
    const { id } = await init("r");
    await stream("r", { complete: true, exitcode: 0 });
    await ask(upsert, { input: { id, displayName: "renamed", config: "{}" } });
    expect(backend.inspect.run("ada/p/r")).toMatchObject({ state: "finished" });
    expect((await init("r")).inserted).toBe(false);
    expect(backend.inspect.run("ada/p/r")).toMatchObject({ state: "running", exitCode: null });
  });
});

describe("a run's end", () => {
  test("deleting it takes its lines and files along, and its id cannot be used again", async () => {
    const { init, stream, ask, query, backend } = createApi();
    const { id } = await init("gone");
    await stream("gone", { files: { "wandb-history.jsonl": { offset: 0, content: ['{"a":1}'] } } });
    await ask("mutation ($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }", { id });
    expect(backend.inspect.run("ada/p/gone")).toBeUndefined();
    const again = await query(upsert, { input: { name: "gone", modelName: "p" } });
    expect(again).toMatchObject({
      status: 409,
      errors: [{ message: expect.stringContaining("previously created and deleted") as string }],
    });
  });

  test("deleting it with its artifacts deletes these too", async () => {
    const { init, log, ask, backend } = createApi();
    const { id } = await init("maker");
    await log("kept", { "a.txt": "a" });
    await log("made", { "a.txt": "a" }, { run: "maker" });
    await ask(
      "mutation ($id: ID!) { deleteRun(input: { id: $id, deleteArtifacts: true }) { clientMutationId } }",
      { id },
    );
    expect(await backend.inspect.artifact("ada/p/made:v0")).toBeUndefined();
    expect(await backend.inspect.artifact("ada/p/kept:v0")).toBeDefined();
  });

  test("silence makes it crashed, a sign of life makes it run again", async () => {
    const { init, stream, backend } = createApi({ heartbeatTimeoutMs: 60_000 });
    backend.clock.freeze();
    await init("r");
    backend.clock.advance(60_001);
    expect(backend.inspect.run("ada/p/r")?.state).toBe("crashed");
    await stream("r", {});
    expect(backend.inspect.run("ada/p/r")?.state).toBe("running");
    await stream("r", { preempting: true });
    expect(backend.inspect.run("ada/p/r")?.state).toBe("preempting");
    backend.clock.advance(60_001);
    expect(backend.inspect.run("ada/p/r")?.state).toBe("preempted");
  });

  test("a stop request reaches the client through the stream; the run ends as killed", async () => {
    const { init, stream, ask, backend } = createApi();
    const { id } = await init("r");
    const stop = "mutation ($id: ID!) { stopRun(input: { id: $id }) { success } }";
    expect(await ask(stop, { id })).toEqual({ stopRun: { success: true } });
    expect(await (await stream("r", {})).json()).toMatchObject({ stopped: true });
    await stream("r", { complete: true, exitcode: 1 });
    expect(backend.inspect.run("ada/p/r")?.state).toBe("killed");
    expect(await ask(stop, { id })).toEqual({ stopRun: { success: false } });
  });

  test("its state can be set by name", async () => {
    const { init, ask, query, backend } = createApi();
    const { id } = await init("r", { state: "pending" });
    expect(backend.inspect.run("ada/p/r")?.state).toBe("pending");
    const text =
      "mutation ($id: ID!, $state: String!) { updateRunState(input: { id: $id, state: $state }) { success } }";
    await ask(text, { id, state: "failed" });
    expect(backend.inspect.run("ada/p/r")?.state).toBe("failed");
    expect((await query(text, { id, state: "other" })).errors[0]?.message).toContain(
      "invalid run state",
    );
  });
});

async function threeRuns(): Promise<Api> {
  const api = createApi();
  api.backend.clock.freeze();
  for (const [index, name] of ["a", "b", "c"].entries()) {
    api.backend.clock.advance(1000);
    await api.init(name, {
      config: JSON.stringify({ lr: { value: index } }),
      summaryMetrics: JSON.stringify({ loss: 10 - index, "a.b": index, deep: { x: index } }),
      tags: [`t${index}`],
      jobType: index === 0 ? "train" : "eval",
      groupName: "g",
    });
  }
  await api.stream("c", { complete: true, exitcode: 0 });
  return api;
}

describe("lists of runs", () => {
  const list = `query ($filters: JSONString, $order: String, $after: String, $first: Int) {
    project(name: "p") {
      runCount(filters: $filters)
      runs(filters: $filters, order: $order, after: $after, first: $first) {
        edges { node { name } } pageInfo { endCursor hasNextPage }
      }
    }
  }`;

  test.each([
    [{}, ["c", "b", "a"]],
    [{ order: "+created_at" }, ["a", "b", "c"]],
    [{ order: "-summary_metrics.loss" }, ["a", "b", "c"]],
    [{ filters: { state: "finished" } }, ["c"]],
    [{ filters: { "config.lr": 1 } }, ["b"]],
    [{ filters: { "config.lr.value": { $gte: 1 } }, order: "+name" }, ["b", "c"]],
    [{ filters: { "summary_metrics.a.b": 2 } }, ["c"]],
    [{ filters: { "summary_metrics.deep.x": 0 } }, ["a"]],
    [{ filters: { tags: "t1" } }, ["b"]],
    [{ filters: { jobType: "eval", group: "g", username: "ada" } }, ["c", "b"]],
    [{ filters: { createdAt: { $gt: "2999-01-01" } } }, []],
  ])("%j", async ({ filters, order }: { filters?: object; order?: string }, names) => {
    const { ask } = await threeRuns();
    const { project } = await ask(list, { filters: JSON.stringify(filters ?? {}), order });
    const found = project.runs.edges.map(({ node }: { node: { name: string } }) => node.name);
    expect(found).toEqual(names);
    expect(project.runCount).toBe(names.length);
  });

  test("come in pages", async () => {
    const { ask } = await threeRuns();
    const first = (await ask(list, { first: 2 })).project.runs;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await ask(list, { first: 2, after: first.pageInfo.endCursor })).project.runs;
    expect(second).toMatchObject({
      edges: [{ node: { name: "a" } }],
      pageInfo: { hasNextPage: false },
    });
  });

  test("of an unknown project are null", async () => {
    const { ask } = createApi();
    expect(await ask(list)).toEqual({ project: null });
  });
});

test("what a resuming client asks for", async () => {
  const { init, stream, ask } = createApi();
  const text = `query ($name: String!) { model(name: "p") { bucket(name: $name, missingOk: true) {
    historyLineCount eventsLineCount logLineCount historyTail eventsTail wandbConfig(keys: ["t"]) } } }`;
  await init("r", { config: '{"_wandb":{"value":{"t":{"5":"1"},"m":[]}}}' });
  expect((await ask(text, { name: "absent" })).model.bucket).toBeNull();
  const content = ['{"_step":0}', '{"_step":1,"x":NaN}'];
  await stream("r", { files: { "wandb-history.jsonl": { offset: 0, content } } });
  expect((await ask(text, { name: "r" })).model.bucket).toEqual({
    historyLineCount: 2,
    eventsLineCount: 0,
    logLineCount: 0,
    historyTail: JSON.stringify(['{"_step":1,"x":NaN}']),
    eventsTail: "[]",
    wandbConfig: '{"t":{"5":"1"}}',
  });
});

test("alerts are kept with their run", async () => {
  const { init, ask, backend } = createApi();
  await init("r");
  await ask(`mutation { notifyScriptableRunAlert(input: {
    entityName: "ada", projectName: "p", runName: "r", title: "t", text: "x", severity: ERROR,
    waitDuration: 60000 }) { success } }`);
  expect(backend.inspect.run("ada/p/r")?.alerts).toEqual([
    { title: "t", text: "x", severity: "ERROR" },
  ]);
});

test("a run of others is not found", async () => {
  const api = createApi();
  const other = `other-${"0".repeat(40)}`;
  api.backend.addAccounts({ users: [{ username: "eve", apiKey: other }] });
  const { id } = await api.init("r");
  const text = "mutation ($id: ID!) { stopRun(input: { id: $id }) { success } }";
  expect((await api.query(text, { id }, other)).status).toBe(404);
  expect((await api.query(text, { id }, defaultApiKey)).status).toBe(200);
});
