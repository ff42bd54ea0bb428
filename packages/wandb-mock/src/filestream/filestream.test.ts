import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createApi, type Api } from "../__fixtures__/api.ts";

const history = (offset: number, ...content: string[]): object => ({
  files: { "wandb-history.jsonl": { offset, content } },
});

async function running(): Promise<Api> {
  const api = createApi();
  await api.init("r");
  return api;
}

test("takes history, summary, console and events, and the end", async () => {
  const { stream, backend } = await running();
  const response = await stream("r", {
    files: {
      "wandb-history.jsonl": {
        offset: 0,
        content: ['{"_step":0,"loss":NaN}', '{"_step":1,"loss":2}'],
      },
      "wandb-summary.json": { offset: 0, content: ['{"loss":1}', '{"loss":2,"high":Infinity}'] },
      "output.log": { offset: 0, content: ["one", "two"] },
      "wandb-events.jsonl": { offset: 0, content: ['{"system.cpu":1}'] },
    },
    complete: true,
    exitcode: 3,
  });
  expect(await response.json()).toEqual({ exitcode: 3, limits: {}, stopped: false });
  expect(backend.inspect.run("ada/p/r")).toMatchObject({
    state: "failed",
    exitCode: 3,
    history: [
      { _step: 0, loss: "NaN" },
      { _step: 1, loss: 2 },
    ],
    summary: { loss: 2, high: "Infinity" },
    console: ["one", "two"],
  });
});

test("places lines at their offset, over what was there", async () => {
  const { stream, backend } = await running();
  await stream("r", { files: { "output.log": { offset: 0, content: ["a", "10%", "c"] } } });
  await stream("r", { files: { "output.log": { offset: 1, content: ["100%"] } } });
  await stream("r", { files: { "output.log": { offset: 4, content: ["e"] } } });
  expect(backend.inspect.run("ada/p/r")?.console).toEqual(["a", "100%", "c", "", "e"]);
});

test("a request that is sent twice counts once", async () => {
  const { stream, backend } = await running();
  const body = history(0, '{"_step":0}', '{"_step":1}');
  await stream("r", body);
  await stream("r", body);
  expect(backend.inspect.run("ada/p/r")?.history).toHaveLength(2);
});

test("takes gzipped bodies", async () => {
  const { send, backend } = await running();
  const response = await send("/files/ada/p/r/file_stream", {
    method: "POST",
    headers: { "content-encoding": "gzip" },
    body: new Uint8Array(gzipSync(JSON.stringify(history(0, '{"_step":0}')))),
  });
  expect(response.status).toBe(200);
  expect(backend.inspect.run("ada/p/r")?.history).toEqual([{ _step: 0 }]);
});

describe("refuses, and takes nothing of it,", () => {
  test.each([
    [history(0, '{"_step":0}', "no json"), "a line is not a JSON object"],
    [history(-1, "{}"), "offset must be a line number"],
    [{ files: { "other.txt": { content: [] } } }, "is not a file of the stream"],
    [{ files: { "output.log": { content: "text" } } }, "content must be a list of lines"],
    [{ files: [] }, "files must be an object"],
  ])("%j", async (body, message) => {
    const { stream, backend } = await running();
    const response = await stream("r", body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(message);
    expect(backend.inspect.run("ada/p/r")?.history).toEqual([]);
  });

  test("what is for an unknown run", async () => {
    const { stream } = await running();
    expect((await stream("absent", {})).status).toBe(404);
    expect((await stream("r", {}, "absent")).status).toBe(404);
  });

  test("bodies that are no gzip", async () => {
    const { send } = await running();
    const headers = { "content-encoding": "gzip" };
    const path = "/files/ada/p/r/file_stream";
    expect((await send(path, { method: "POST", headers, body: "plain" })).status).toBe(400);
  });
});

async function logged(): Promise<Api> {
  const api = await running();
  const rows = Array.from({ length: 10 }, (_, step) =>
    JSON.stringify({ _step: step, loss: step / 2, ...(step % 2 === 0 ? { even: "yes" } : {}) }),
  );
  await api.stream("r", history(0, ...rows));
  return api;
}
const run = (fields: string): string => `{ project(name: "p") { run(name: "r") { ${fields} } } }`;

const stepsOf = (lines: readonly string[]): unknown[] =>
  lines.map((line) => (JSON.parse(line) as Record<string, unknown>)["_step"]);

describe("reading lines back", () => {
  test("history from a step to before a step, sampled", async () => {
    const { ask } = await logged();
    const part = (await ask(run("history(minStep: 2, maxStep: 5)"))).project.run.history;
    expect(stepsOf(part)).toEqual([2, 3, 4]);
    const few = (await ask(run("history(samples: 3)"))).project.run.history;
    expect(stepsOf(few)).toEqual([0, 5, 9]);
  });

  test("sampled history has only rows with all keys", async () => {
    const { ask } = await logged();
    const text = `query ($spec: JSONString!) { project(name: "p") { run(name: "r") { sampledHistory(specs: [$spec]) } } }`;
    const spec = JSON.stringify({ keys: ["_step", "even"], samples: 2, minStep: 1, maxStep: 6 });
    expect((await ask(text, { spec })).project.run.sampledHistory).toEqual([
      [
        { _step: 2, even: "yes" },
        { _step: 6, even: "yes" },
      ],
    ]);
  });

  test("which keys there are", async () => {
    const { ask } = await logged();
    const { historyKeys } = (await ask(run("historyKeys"))).project.run;
    expect(historyKeys).toMatchObject({
      lastStep: 9,
      keys: {
        loss: { typeCounts: [{ type: "number", count: 10 }], monotonic: true, previousValue: 4.5 },
        even: { typeCounts: [{ type: "string", count: 5 }] },
      },
    });
  });

  test("the console, in both of its forms", async () => {
    const { stream, ask } = await running();
    const content = [
      "ERROR 2026-11-23T11:13:53.818917 [worker] oh no",
      '{"level":"error","ts":"2026-11-23T11:13:54Z","content":"structured","label":"w"}',
      "bare",
    ];
    await stream("r", { files: { "output.log": { offset: 0, content } } });
    const fields = "logLines(last: 3) { edges { node { number level label line timestamp } } }";
    const { edges } = (await ask(run(fields))).project.run.logLines;
    expect(edges.map(({ node }: { node: object }) => node)).toEqual([
      {
        number: 0,
        level: "error",
        label: "worker",
        line: "oh no",
        timestamp: "2026-11-23T11:13:53Z",
      },
      {
        number: 1,
        level: "error",
        label: "w",
        line: "structured",
        timestamp: "2026-11-23T11:13:54Z",
      },
      { number: 2, level: null, label: null, line: "bare", timestamp: null },
    ]);
  });

  test("rewinding drops what came after a step", async () => {
    const { ask, query, backend } = await logged();
    const rewind = `mutation ($value: Float!, $metric: String!) { rewindRun(input: { runName: "r",
      projectName: "p", metricName: $metric, metricValue: $value }) {
      rewoundRun { historyLineCount summaryMetrics } } }`;
    expect((await ask(rewind, { value: 4, metric: "_step" })).rewindRun.rewoundRun).toEqual({
      historyLineCount: 5,
      summaryMetrics: '{"_step":4,"loss":2,"even":"yes"}',
    });
    expect(backend.inspect.run("ada/p/r")?.history).toHaveLength(5);
    const other = await query(rewind, { value: 4, metric: "loss" });
    expect(other.errors[0]?.message).toContain("only be rewound by _step");
  });
});
