import { expect, test } from "vitest";
import { Image, lineChart, scatterChart, Table, visualize } from "../../src/index.ts";
import { png } from "../media/store.ts";
import { rejection, setUp, type Setup } from "../support.ts";

const path = "weavers/loom/r1";
const table = new Table({ columns: ["x", "y"], data: [[1, 2]] });
const chart = scatterChart(table, { x: "x", y: "y" });

/** What each transmission of the run's config says under `_wandb`. */
function configs(setup: Setup): Record<string, Record<string, unknown>>[] {
  return setup.backend.inspect.requests({ operation: "UpsertBucket" }).map(({ variables }) => {
    const config = variables?.["config"];
    const parsed: unknown = typeof config === "string" ? JSON.parse(config) : {};
    return (
      (parsed as Record<string, { value: Record<string, Record<string, unknown>> }>)["_wandb"]
        ?.value ?? {}
    );
  });
}

test("logs a chart as a table in the history and a panel in the config, from the first row on", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.log({ chart, other: 1, inner: { chart } });
  await run.log({ chart });
  const panels = configs(setup).map((config) => Object.keys(config["visualize"] ?? {}));
  expect(panels).toEqual([[], ["chart", "inner.chart"]]);
  await run.finish();
  const row = setup.backend.inspect.run(path)?.history[0];
  expect(row).toMatchObject({
    other: 1,
    chart_table: { _type: "table-file", ncols: 2 },
    "inner.chart_table": { _type: "table-file" },
  });
  expect(row).not.toHaveProperty("chart");
  expect(row).not.toHaveProperty("inner");
});

test("a resumed run keeps the panels and class names of its first part", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ id: "r1" });
  const position = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
  await first.log({ a: chart, im: new Image(png, { boxes: { p: [{ position, classId: 1 }] } }) });
  await first.finish();
  const second = await setup.client.run({ id: "r1", resume: "must" });
  await second.log({ b: lineChart(table, { x: "x", y: "y" }) });
  await second.finish();
  for (const config of configs(setup).slice(-2)) {
    expect(config["bounding_box/class_labels"]).toEqual({
      im_wandb_delimeter_p: {
        type: "bounding_box/class_labels",
        key: "im_wandb_delimeter_p",
        value: { 1: "class_1" },
      },
    });
    expect(Object.keys(config["visualize"] ?? {})).toContain("a");
  }
  expect(Object.keys(configs(setup).at(-1)?.["visualize"] ?? {})).toEqual(["a", "b"]);
});

test("logs a table that a saved visualization shows, under its own key", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.log({ view: visualize("weavers/own", table), deep: { view: visualize("b", table) } });
  await run.finish();
  expect(configs(setup).at(-1)?.["viz"]).toEqual({
    view: { id: "weavers/own", historyFieldSettings: { "x-axis": "_step", key: "view" } },
    "deep.view": { id: "b", historyFieldSettings: { "x-axis": "_step", key: "deep.view" } },
  });
  const row = setup.backend.inspect.run(path)?.history[0];
  expect(row).toMatchObject({ view: { _type: "table-file" }, "deep.view": { nrows: 1 } });
});

test("keeps the first 108 pictures under one key, and says so", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.log({ many: Array.from({ length: 110 }, () => new Image(png)) });
  await run.finish();
  expect(setup.backend.inspect.run(path)?.history[0]).toMatchObject({ many: { count: 108 } });
  expect(setup.warnings).toMatchObject([
    { code: "WANDB_CLIENT_TOO_MANY_IMAGES", details: { count: 110, limit: 108 } },
  ]);
});

test("makes a Vega preset and names it for charts", async () => {
  await using setup = await setUp();
  const spec = { mark: "point", data: { name: "wandb" } };
  const preset = await setup.client.createChartPreset({ name: "dots", spec });
  expect(preset).toBe("weavers/dots");
  await setup.client.createChartPreset({
    name: "all",
    spec,
    displayName: "All",
    access: "public",
    entity: "ada",
  });
  const inputs = setup.backend.inspect
    .requests({ operation: "CreateCustomChart" })
    .map((request) => request.variables);
  expect(inputs).toEqual([
    {
      entity: "weavers",
      chartName: "dots",
      displayName: "dots",
      chartType: "vega2",
      access: "PRIVATE",
      spec: JSON.stringify(spec),
    },
    expect.objectContaining({ entity: "ada", displayName: "All", access: "PUBLIC" }),
  ]);
  expect(
    await rejection(setup.client.createChartPreset({ name: "x", spec, entity: "strangers" })),
  ).toMatchObject({ code: expect.stringMatching(/^WANDB_CLIENT_/) });
});
