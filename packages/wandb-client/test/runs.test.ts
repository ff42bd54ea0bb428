import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft, Graph, Histogram, Html, Image, Plotly, Table } from "../src/index.ts";
import { rejection, setUp } from "./support.ts";

const path = "weavers/loom/r1";

const all = async <T>(list: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

test("F009 F011 creates a run with name, tags, notes, group, job type and config, and finishes it", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({
    id: "r1",
    name: "first",
    tags: ["a", "b"],
    notes: "n",
    group: "g",
    jobType: "train",
    config: { lr: 0.1, nested: { x: [1] } },
  });
  expect(run).toMatchObject({ id: "r1", name: "first", path, isResumed: false, startingStep: 0 });
  expect(run.url).toBe(`${setup.client.appUrl}/weavers/loom/runs/r1`);
  void run.log({ loss: 1 });
  void run.log({ loss: 0.5, acc: Number.NaN });
  run.updateConfig({ epochs: 3 });
  run.updateSummary({ best: 0.5 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view).toMatchObject({
    state: "finished",
    exitCode: 0,
    displayName: "first",
    tags: ["a", "b"],
    notes: "n",
    group: "g",
    jobType: "train",
  });
  expect(view?.config).toMatchObject({ lr: 0.1, nested: { x: [1] }, epochs: 3 });
  expect(view?.history.map(({ _step, loss }) => [_step, loss])).toEqual([
    [0, 1],
    [1, 0.5],
  ]);
  expect(view?.summary).toMatchObject({ loss: 0.5, acc: "NaN", best: 0.5, _step: 1 });
  expect(view?.files).toEqual(
    expect.arrayContaining(["config.yaml", "wandb-metadata.json", "wandb-summary.json"]),
  );
});

test("F010 lands in the account's default entity when none is named", async () => {
  await using setup = await setUp();
  const run = await setup.connect({ entity: undefined }).run({ id: "r1" });
  await run.finish();
  expect(run.path).toBe("ada/loom/r1");
  expect(setup.backend.inspect.run("ada/loom/r1")?.state).toBe("finished");
});

test("F014 a service account's key works without a question, and its runs are its own", async () => {
  await using setup = await setUp();
  const apiKey = "s".repeat(40);
  setup.backend.addAccounts({ serviceAccounts: [{ username: "robot", apiKey, team: "weavers" }] });
  const client = setup.connect({ apiKey, entity: undefined });
  const run = await client.run({ id: "r1" });
  await run.finish();
  expect(setup.backend.inspect.run("weavers/loom/r1")?.user).toBe("robot");
});

test("F035 refuses run ids with characters that W&B forbids, before any request", async () => {
  await using setup = await setUp();
  for (const character of ["/", "\\", "#", "?", "%", ":"]) {
    expect(await rejection(setup.client.run({ id: `a${character}b` }))).toMatchObject({
      code: "WANDB_CLIENT_INVALID_NAME",
    });
  }
  expect(setup.backend.inspect.requests()).toEqual([]);
});

test("joins rows of one step, takes steps as given, and warns once of a step that lies behind", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  void run.log({ a: 1 }, { step: 5 });
  void run.log({ b: 2 }, { step: 5 });
  void run.log({ a: 3 }, { step: 9 });
  void run.log({ a: 4 }, { step: 2 });
  void run.log({ a: 4 }, { step: 3 });
  void run.log({ c: 1 }, { commit: false });
  void run.log({ d: 1 });
  expect(() => run.log({}, { step: -1 })).toThrow(RangeError);
  await run.finish();
  expect(setup.backend.inspect.run(path)?.history).toMatchObject([
    { a: 1, b: 2, _step: 5 },
    { a: 3, c: 1, d: 1, _step: 9 },
  ]);
  expect(setup.warnings).toEqual([
    expect.objectContaining({
      code: "WANDB_CLIENT_STEP_BEHIND",
      details: { step: 2, currentStep: 9 },
    }),
  ]);
});

test("a failed run says so, and a process that ends without a word leaves a crashed one", async () => {
  await using setup = await setUp({ heartbeatTimeoutMs: 60_000 });
  await (await setup.client.run({ id: "r1" })).finish({ exitCode: 3 });
  expect(setup.backend.inspect.run(path)).toMatchObject({ state: "failed", exitCode: 3 });
  const crashing = await setup.client.run({ id: "r2" });
  void crashing.log({ a: 1 });
  await crashing.flush();
  crashing.abandon();
  expect(setup.backend.inspect.run("weavers/loom/r2")?.state).toBe("running");
  setup.backend.clock.advance(120_000);
  expect(setup.backend.inspect.run("weavers/loom/r2")).toMatchObject({
    state: "crashed",
    exitCode: null,
  });
});

test("resumes at the next step with config, summary, tags and offsets", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ id: "r1", config: { a: 1 }, tags: ["t"], notes: "n" });
  for (let step = 0; step < 3; step++) void first.log({ step });
  first.writeConsole("one\ntwo\n");
  await first.finish();
  const second = await setup.client.run({ id: "r1", resume: "allow", config: { b: 2 } });
  expect(second).toMatchObject({ isResumed: true, startingStep: 3 });
  expect(second.config).toEqual({ a: 1, b: 2 });
  expect(second.summary).toMatchObject({ step: 2 });
  void second.log({ step: 3 });
  second.writeConsole("three\n");
  await second.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.history.map((row) => row["_step"])).toEqual([0, 1, 2, 3]);
  expect(view?.console).toHaveLength(3);
  expect(view).toMatchObject({ tags: ["t"], notes: "n", config: { a: 1, b: 2 } });
  expect(setup.backend.inspect.runs("weavers/loom")).toHaveLength(1);
});

test("`must` needs a run and `never` needs none", async () => {
  await using setup = await setUp();
  expect(await rejection(setup.client.run({ id: "r1", resume: "must" }))).toMatchObject({
    code: "WANDB_CLIENT_RUN_MISSING",
  });
  await (await setup.client.run({ id: "r1", resume: "never" })).finish();
  expect(await rejection(setup.client.run({ id: "r1", resume: "never" }))).toMatchObject({
    code: "WANDB_CLIENT_RUN_EXISTS",
  });
  expect((await setup.client.run({ id: "r1", resume: "must" })).isResumed).toBe(true);
});

test("`auto` goes on with the run that did not end, and starts a new one after one that did", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ resume: "auto", dir: setup.folder });
  void first.log({ a: 1 });
  await first.flush();
  first.abandon();
  expect(
    JSON.parse(await readFile(join(setup.folder, "wandb", "wandb-resume.json"), "utf8")),
  ).toEqual({ run_id: first.id });
  const second = await setup.client.run({ resume: "auto", dir: setup.folder });
  expect(second).toMatchObject({ id: first.id, startingStep: 1 });
  await second.finish();
  expect((await setup.client.run({ resume: "auto", dir: setup.folder })).id).not.toBe(first.id);
});

test("loses no line when the server fails now and then, and asks for patience", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  for (const kind of [
    { kind: "status", status: 500 },
    { kind: "status", status: 429, retryAfter: 7 },
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
  ] as const) {
    setup.backend.faults.next({ ...kind, surface: "filestream" });
  }
  for (let index = 0; index < 50_000; index++) await run.log({ index });
  await run.finish();
  const history = setup.backend.inspect.run(path)?.history ?? [];
  expect(history).toHaveLength(50_000);
  expect(history.every((row, index) => row["index"] === index)).toBe(true);
  expect(setup.clock.waits).toContain(7000);
});

test("compresses what it streams, where the server takes it", async () => {
  for (const features of ["all", "none"] as const) {
    await using setup = await setUp({ features });
    const run = await setup.client.run({ id: "r1", compress: true });
    void run.log({ a: 1 });
    await run.finish();
    expect(setup.backend.inspect.run(path)?.history).toMatchObject([{ a: 1 }]);
    const encodings = setup.backend.inspect
      .requests({ surface: "filestream" })
      .map((request) => request.headers["content-encoding"]);
    expect(new Set(encodings)).toEqual(new Set([features === "all" ? "gzip" : undefined]));
  }
});

test("a stream that the server refuses for good is told by every later call", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  setup.backend.faults.next({ kind: "status", status: 404, surface: "filestream" });
  void run.log({ a: 1 });
  expect(await rejection(run.flush())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(() => run.log({ a: 2 })).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_RUN_CLOSED" }),
  );
  expect(await rejection(run.finish())).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
});

test("takes nothing after the end, and ends once", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const ended = run.finish();
  expect(run.finish({ exitCode: 1 })).toBe(ended);
  await ended;
  const closed = expect.objectContaining({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(() => run.log({ a: 1 })).toThrow(closed);
  expect(() => run.updateConfig({})).toThrow(closed);
  expect(await rejection(run.useArtifact("x"))).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(
    await rejection(run.logArtifact(new ArtifactDraft({ name: "x", type: "t" }))),
  ).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
});

test.each(["all", "none"] as const)(
  "sends console lines in the form that the server shows, with features %s",
  async (features) => {
    await using setup = await setUp({ features });
    const run = await setup.client.run({ id: "r1" });
    run.writeConsole("half ");
    run.writeConsole("line\nprogress 1\rprogress 2\r\n");
    run.writeConsole("bad\n", { stream: "stderr", label: "worker" });
    run.writeConsole("rest");
    await run.finish();
    const lines = setup.backend.inspect.run(path)?.console ?? [];
    expect(lines.map((line) => /half line|progress 2|bad|rest/.exec(line)?.[0])).toEqual([
      "half line",
      "progress 2",
      "bad",
      "rest",
    ]);
  },
);

test("copies what the process writes to its standard streams until the run ends", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: true });
  process.stderr.write("captured line\n");
  await run.finish();
  process.stderr.write("");
  expect((setup.backend.inspect.run(path)?.console ?? []).join("\n")).toContain("captured line");
});

test("sums metrics up as defined and gives rows their step metric", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  run.defineMetric("epoch");
  run.defineMetric("val/*", { stepMetric: "epoch" });
  run.defineMetric("loss", { summary: ["min", "mean"], goal: "minimize" });
  run.defineMetric("secret", { summary: "none", hidden: true });
  expect(() => run.defineMetric("a*b")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_INVALID_NAME" }),
  );
  void run.log({ epoch: 1, loss: 3 });
  void run.log({ "val/acc": 0.5, loss: 1, secret: 1 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.summary).toMatchObject({ loss: { min: 1, mean: 2 }, epoch: 1 });
  expect(view?.summary).not.toHaveProperty("secret");
  expect(view?.history[1]).toMatchObject({ epoch: 1, "val/acc": 0.5 });
  const upserts = setup.backend.inspect.requests({ operation: "UpsertBucket" });
  const config = JSON.parse(String(upserts.at(-1)?.variables?.["config"])) as {
    _wandb: { value: { m: unknown[] } };
  };
  expect(config["_wandb"]?.value.m).toEqual([
    { "1": "epoch", "6": [3], "7": [] },
    { "2": "val/*", "5": 1, "6": [1, 3], "7": [] },
    { "1": "loss", "6": [3], "7": [1, 3], "8": 1 },
    { "1": "secret", "6": [2, 3], "7": [6] },
    { "1": "val/acc", "5": 1, "6": [1, 3], "7": [] },
  ]);
});

test("logs media as files of the run: pictures, pages, graphs, figures, histograms and tables", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const picture = new Image(
    { data: new Uint8Array(12), width: 2, height: 2 },
    { caption: "black" },
  );
  const graph = new Graph({
    nodes: [
      { id: 1, name: "in", className: "Input" },
      { id: 2, name: "out" },
    ],
    edges: [[1, 2]],
  });
  await run.log({
    picture,
    both: [picture, picture],
    nested: { page: new Html("<p>hi</p>") },
    graph,
    figure: new Plotly({ data: [] }),
    counts: new Histogram({ values: [1, 2, 2, 3], bins: 2 }),
    table: new Table({ columns: ["a"], data: [[1]] }),
  });
  void run.log({ after: 1 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  const row = view?.history[0] as Record<string, { path: string; _type: string }>;
  expect(view?.history.map((each) => each["_step"])).toEqual([0, 1]);
  expect(row["picture"]).toMatchObject({
    _type: "image-file",
    width: 2,
    height: 2,
    format: "png",
    caption: "black",
    path: expect.stringMatching(/^media\/images\/picture_0_[0-9a-f]{20}\.png$/),
  });
  expect(row["both"]).toMatchObject({
    _type: "images/separated",
    count: 2,
    captions: ["black", "black"],
  });
  expect(row["nested"]).toMatchObject({ page: { _type: "html-file" } });
  expect(row["graph"]).toMatchObject({
    _type: "graph-file",
    path: expect.stringMatching(/^media\/graph\/graph_0_[0-9a-f]{20}\.graph\.json$/),
  });
  expect(row["counts"]).toEqual({ _type: "histogram", values: [1, 3], bins: [1, 2, 3] });
  expect(row["table"]).toMatchObject({
    _type: "table-file",
    ncols: 1,
    nrows: 1,
    log_mode: "IMMUTABLE",
  });
  for (const name of ["picture", "graph", "figure", "table"])
    expect(view?.files).toContain(row[name]?.path);
  const stored = JSON.parse(
    Buffer.from(
      (await setup.backend.inspect.runFile(path, row["graph"]?.path ?? "")) ?? [],
    ).toString(),
  ) as unknown;
  expect(stored).toEqual({
    format: "keras",
    nodes: [
      { id: 1, name: "in", class_name: "Input" },
      { id: 2, name: "out" },
    ],
    edges: [[1, 2]],
  });
  const artifact = await setup.client.artifact("run-r1-table");
  expect(((await artifact.get("table")) as Table).getColumn("a")).toEqual([1]);
});

test("saves files, changes what is shown, alerts, and hears that it should stop", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.saveFile("notes/a.txt", "text");
  await run.saveFile("big.bin", {
    path: process.execPath.endsWith("node") ? join(import.meta.dirname, "runs.test.ts") : "",
  });
  await run.update({ name: "renamed", tags: ["x"], notes: "new" });
  await run.alert({ title: "t", text: "x", level: "WARN" });
  const record = await setup.client.getRun("r1");
  await record.stop();
  void run.log({ a: 1 });
  await run.flush();
  expect(run.stopSignal.aborted).toBe(true);
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view).toMatchObject({
    displayName: "renamed",
    tags: ["x"],
    notes: "new",
    alerts: [{ title: "t", text: "x", severity: "WARN" }],
  });
  expect(Buffer.from(await record.readFile("notes/a.txt")).toString()).toBe("text");
  expect(await rejection(record.readFile("none"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});

test("lists runs with filters, order and paging, and reads history thinned out and whole", async () => {
  await using setup = await setUp();
  for (const [index, lr] of [0.1, 0.2, 0.3].entries()) {
    const run = await setup.client.run({ id: `q${index}`, config: { lr } });
    for (let step = 0; step < 30; step++)
      void run.log({ loss: step * lr, ...(step % 2 === 0 ? { even: step } : {}) });
    await run.finish();
  }
  const ids: string[] = [];
  for await (const run of setup.client.runs({ pageSize: 2, order: "+created_at" }))
    ids.push(run.id);
  expect(ids).toEqual(["q0", "q1", "q2"]);
  const found: string[] = [];
  for await (const run of setup.client.runs({
    filters: { "config.lr.value": { $gt: 0.15 } },
    order: "+created_at",
  }))
    found.push(run.id);
  expect(found).toEqual(["q1", "q2"]);
  const run = await setup.client.getRun("weavers/loom/q0");
  expect(run).toMatchObject({ state: "finished", config: { lr: 0.1 }, historyLineCount: 30 });
  const rows: Record<string, unknown>[] = [];
  for await (const row of run.scanHistory({ pageSize: 7, keys: ["even"] })) rows.push(row);
  expect(rows).toEqual(
    Array.from({ length: 15 }, (_, index) => ({ _step: index * 2, even: index * 2 })),
  );
  expect((await run.history({ samples: 10 })).length).toBeLessThanOrEqual(10);
  expect((await run.history({ keys: ["loss"], samples: 500 }))[3]).toMatchObject({ _step: 3 });
  expect(await rejection(setup.client.getRun("weavers/loom/none"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
  await run.delete();
  expect(await rejection(setup.client.getRun("weavers/loom/q0"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});

test("lists projects, artifact types, collections, versions and lineage page by page", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  for (const [name, type] of [
    ["one", "dataset"],
    ["two", "model"],
    ["one", "dataset"],
  ] as const) {
    const draft = new ArtifactDraft({ name, type });
    await draft.newFile("a", `${name}${Math.random()}`);
    await run.logArtifact(draft);
  }
  await run.useArtifact("one:v0");
  expect((await all(setup.client.projects())).map((each) => each.name)).toContain("loom");
  expect(
    (await all(setup.client.artifactTypes({ pageSize: 1 }))).map((each) => each.name).toSorted(),
  ).toEqual(["dataset", "model"]);
  expect(
    (await all(setup.client.artifactCollections({ pageSize: 1 })))
      .map((each) => each.name)
      .toSorted(),
  ).toEqual(["one", "two"]);
  expect(
    (await all(setup.client.artifactCollections({ type: "model" }))).map((each) => [
      each.name,
      each.isPortfolio,
    ]),
  ).toEqual([["two", false]]);
  expect(
    (await all(setup.client.artifactVersions("one", { pageSize: 1 }))).map((each) => each.version),
  ).toEqual(["v1", "v0"]);
  const record = await setup.client.getRun("r1");
  expect((await all(record.inputArtifacts())).map((each) => each.name)).toEqual(["one:v0"]);
  expect(
    (await all(record.outputArtifacts({ pageSize: 1 }))).map((each) => each.name).toSorted(),
  ).toEqual(["one:v0", "one:v1", "two:v0"]);
  expect(await all(setup.client.sweeps())).toEqual([]);
});
