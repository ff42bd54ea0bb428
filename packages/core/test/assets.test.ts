import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetCheck,
  assetCheckResult,
  assetKey,
  assetKeyFromDbString,
  assetKeyFromUserString,
  assetKeyToDbString,
  assetKeyToUserString,
  assetOpName,
  assetOut,
  definitions,
  graphAsset,
  graphMultiAsset,
  materialize,
  multiAsset,
  op,
  output,
  sourceAsset,
  type,
  localFileIOManager,
} from "@heddle/core";
import { materializeToMemory } from "@heddle/core/testing";

const rows = asset({ name: "rows" }, () => [1, 2, 3]);

test("O006 an asset carries key, prefix, metadata, group, kinds and owners", async () => {
  const model = asset(
    {
      name: "model",
      keyPrefix: ["team", "a"],
      metadata: { note: "x" },
      group: "ml",
      kinds: ["onnx"],
      owners: ["team:ml"],
      tags: { tier: "gold" },
      description: "the model",
      codeVersion: "1",
      ioManagerKey: "files",
    },
    () => 1,
  );
  expect(model.key).toEqual(["team", "a", "model"]);
  const resources = { files: localFileIOManager() };
  const spec = definitions({ assets: [model], resources }).graph.get(model.key)?.spec;
  expect(spec).toMatchObject({
    group: "ml",
    kinds: ["onnx"],
    owners: ["team:ml"],
    tags: { tier: "gold" },
    metadata: { note: "x" },
    description: "the model",
    codeVersion: "1",
    ioManagerKey: "files",
  });
  const result = await materialize([model], { resources });
  expect((await result.materializations())[0]?.data.assetKey).toEqual(["team", "a", "model"]);
  expect(await result.steps("succeeded")).toEqual(["team__a__model"]);
  const older = asset({ name: "m", computeKind: "python" }, () => 1);
  expect(definitions({ assets: [older] }).graph.get(["m"])?.spec?.kinds).toEqual(["python"]);
});

test("O007 a multi-asset gives each key its value, in the order of outs, with a shared group", async () => {
  const split = multiAsset(
    { name: "split", group: "g", outs: { train: assetOut(), test: assetOut({ keyPrefix: "p" }) } },
    () => ({ train: [1], test: [2] }),
  );
  const result = await materialize([split]);
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([
    ["train"],
    ["p", "test"],
  ]);
  expect(await result.assetValue("train")).toEqual([1]);
  expect(await result.assetValue(["p", "test"])).toEqual([2]);
  expect(definitions({ assets: [split] }).graph.get(["train"])?.spec?.group).toBe("g");
});

test("O008 a multi-asset that returns other outputs fails and names them", async () => {
  const less = multiAsset(
    { name: "less", outs: { a: assetOut(), b: assetOut() } },
    () => ({ a: 1 }) as { a: number; b: number },
  );
  await expect(materialize([less])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining('"b"'),
  });
  const more = multiAsset(
    { name: "more", outs: { a: assetOut() } },
    () => ({ a: 1, c: 2 }) as { a: number },
  );
  await expect(materialize([more])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining('"c"'),
  });
  const list = multiAsset(
    { name: "list", outs: { a: assetOut(), b: assetOut() } },
    () => [1, 2] as never,
  );
  await expect(materialize([list])).rejects.toMatchObject({
    code: "CORE_INVARIANT",
    message: expect.stringContaining("a list"),
  });
});

test("O009 a subsettable multi-asset makes only what is selected", async () => {
  const both = multiAsset(
    {
      name: "both",
      canSubset: true,
      outs: { a: assetOut({ type: type<number>() }), b: assetOut({ type: type<number>() }) },
    },
    function* (_, context) {
      if (context.selectedOutputNames.includes("a")) yield output(1, { name: "a" });
      if (context.selectedOutputNames.includes("b")) yield output(2, { name: "b" });
      expect(context.isSubset).toBe(true);
    },
  );
  const result = await materialize([both], { selection: "b" });
  expect((await result.materializations()).map((event) => event.data.assetKey)).toEqual([["b"]]);
  const together = multiAsset({ name: "together", outs: { c: assetOut(), d: assetOut() } }, () => ({
    c: 1,
    d: 2,
  }));
  await expect(materialize([together], { selection: "c" })).rejects.toMatchObject({
    code: "CORE_INVALID_SELECTION",
    message: expect.stringContaining('"d"'),
  });
});

test("O014 asset keys have parts, and texts for people and for storages", () => {
  expect(assetKey("a/b")).toEqual(["a/b"]);
  expect(assetKeyFromUserString("a/b")).toEqual(["a", "b"]);
  expect(assetKeyToUserString(["a", "b"])).toBe("a/b");
  expect(assetKeyToDbString(["a", "b"])).toBe('["a", "b"]');
  expect(assetKeyFromDbString('["a", "b"]')).toEqual(["a", "b"]);
  expect(assetKeyFromDbString("a.b")).toEqual(["a", "b"]);
  expect(assetOpName(["a-x", "b"])).toBe("a_x__b");
});

test("O032 a failed blocking check stops what is downstream, a warning does not", async () => {
  const after = asset({ name: "after", ins: { rows } }, ({ rows: values }) => values.length);
  const bad = (blocking: boolean, severity: "WARN" | "ERROR"): ReturnType<typeof assetCheck> =>
    assetCheck({ asset: rows, name: "enough", blocking, ins: { rows } }, ({ rows: values }) =>
      assetCheckResult({
        passed: values.length > 10,
        severity,
        metadata: { count: values.length },
      }),
    );
  const stopped = await materialize([rows, after], { assetChecks: [bad(true, "ERROR")] });
  expect(await stopped.steps("skipped")).toEqual(["after"]);
  expect((await stopped.checkEvaluations())[0]?.data).toMatchObject({
    checkName: "enough",
    passed: false,
    severity: "ERROR",
    blocking: true,
  });
  for (const check of [bad(false, "ERROR"), bad(true, "WARN")]) {
    expect(
      await (await materialize([rows, after], { assetChecks: [check] })).steps("skipped"),
    ).toEqual([]);
  }
});

test("O034 bodies are called directly, with a built context", async () => {
  const { buildOpContext, invokeAsset } = await import("@heddle/core/testing");
  const fetchRows = op(
    {
      name: "fetch",
      ins: { n: type<number>() },
      config: z.object({ factor: z.number() }),
      resources: { db: type<{ get(): number }>() },
    },
    ({ n }, context) => {
      context.addOutputMetadata({ n });
      context.log.info("fetching");
      return n * context.config.factor + context.resources.db.get();
    },
  );
  const context = buildOpContext({ config: { factor: 2 }, resources: { db: { get: () => 1 } } });
  expect(await fetchRows.invoke({ n: 3 }, context)).toBe(7);
  expect(context.addedMetadata["result"]).toEqual({ n: 3 });
  expect(context.log.lines.map((line) => line.message)).toEqual(["fetching"]);
  await expect(
    fetchRows.invoke({ n: 3 }, buildOpContext({ config: { factor: 2 } })),
  ).rejects.toMatchObject({
    code: "CORE_UNDECLARED_RESOURCE",
    message: expect.stringContaining('"db"'),
  });
  await expect(fetchRows.invoke({ n: 3 })).rejects.toMatchObject({ code: "CORE_CONTEXT_MEMBER" });
  await expect(fetchRows.invoke({} as never, context)).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
  expect(
    await invokeAsset(
      asset({ name: "t", ins: { rows } }, ({ rows: values }) => values.length),
      { rows: [1] },
    ),
  ).toBe(1);
  await expect(invokeAsset(sourceAsset({ name: "s" }))).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
});

test("O035 a graph-backed asset has nested step keys and one materialization", async () => {
  const clean = op({ name: "clean", ins: { rows: type<number[]>() } }, ({ rows: values }) =>
    values.filter((row) => row > 1),
  );
  const scale = op({ name: "scale", ins: { rows: type<number[]>() } }, ({ rows: values }) =>
    values.map((row) => row * 10),
  );
  const cleaned = graphAsset(
    { name: "cleaned", ins: { rows }, metadata: { made: "by a graph" } },
    ({ rows: values }) => scale({ rows: clean({ rows: values }) }),
  );
  const result = await materialize([rows, cleaned]);
  expect(await result.steps("succeeded")).toEqual(["rows", "cleaned.clean", "cleaned.scale"]);
  expect((await result.materializations("cleaned")).length).toBe(1);
  expect(definitions({ assets: [rows, cleaned] }).graph.get(["cleaned"])?.spec?.metadata).toEqual({
    made: "by a graph",
  });
  expect(await result.assetValue("cleaned")).toEqual([20, 30]);
  const two = graphMultiAsset(
    { name: "two", ins: { rows }, outs: { low: assetOut(), high: assetOut() } },
    ({ rows: values }) => ({ low: clean({ rows: values }), high: scale({ rows: values }) }),
  );
  const both = await materializeToMemory([rows, two]);
  expect(await both.assetValue("high")).toEqual([10, 20, 30]);
});
