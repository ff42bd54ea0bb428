import { expect, test } from "vitest";
import { Table } from "../media/table.ts";
import { CustomChart, customChart } from "./custom-chart.ts";
import { barChart, histogramChart, lineChart, scatterChart } from "./table-charts.ts";

const table = new Table({ columns: ["x", "y"], data: [[1, 2]] });

test("describes a panel that asks for the chart's table by its key", () => {
  const chart = customChart({ preset: "team/own", table, fields: { a: "x" }, strings: { t: "T" } });
  expect(chart).toBeInstanceOf(CustomChart);
  expect(chart.tableKey("k")).toBe("k_table");
  expect(chart.panel("k")).toMatchObject({
    panel_type: "Vega2",
    panel_config: {
      panelDefId: "team/own",
      fieldSettings: { a: "x" },
      stringSettings: { t: "T" },
      userQuery: {
        queryFields: [
          {
            fields: [
              { name: "id" },
              { name: "name" },
              { name: "_defaultColorIndex" },
              { name: "summaryTable", args: [{ name: "tableKey", value: "k_table" }] },
            ],
          },
        ],
      },
    },
  });
});

test("keeps a split table in its own section, and says nothing of texts that are not there", () => {
  const chart = customChart({ preset: "team/own", table, fields: {}, splitTable: true });
  expect(chart.tableKey("a/k")).toBe("Custom Chart Tables/a/k_table");
  expect(JSON.stringify(chart.panel("a/k"))).not.toContain("stringSettings");
});

test("fills the fields of W&B's own presets", () => {
  const settings = [
    lineChart(table, { x: "x", y: "y" }),
    lineChart(table, { x: "x", y: "y", stroke: "x", title: "T" }),
    barChart(table, { label: "x", value: "y" }),
    scatterChart(table, { x: "x", y: "y" }),
    histogramChart(table, { value: "y" }),
  ].map(({ preset, fields, strings }) => [preset, fields, strings]);
  expect(settings).toEqual([
    ["wandb/line/v0", { x: "x", y: "y", stroke: null }, { title: "" }],
    ["wandb/line/v0", { x: "x", y: "y", stroke: "x" }, { title: "T" }],
    ["wandb/bar/v0", { label: "x", value: "y" }, { title: "" }],
    ["wandb/scatter/v0", { x: "x", y: "y" }, { title: "" }],
    ["wandb/histogram/v0", { value: "y" }, { title: "" }],
  ]);
});

test("refuses a column that the table does not have", () => {
  expect(() => scatterChart(table, { x: "x", y: "z" })).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_MEDIA",
      message: expect.stringContaining('the column "z"'),
      hint: "Use one of: x, y.",
    }),
  );
});
