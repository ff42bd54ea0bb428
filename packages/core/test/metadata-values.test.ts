import { expect, test } from "vitest";
import { CoreError, asset, materialize, metadataValue, toMetadataValue } from "@heddle/core";

test("O313 metadata values by kind, and from plain data", () => {
  const table: readonly (readonly [unknown, unknown])[] = [
    ["x", { type: "text", value: "x" }],
    [3, { type: "int", value: 3 }],
    [2.5, { type: "float", value: 2.5 }],
    [Number.NaN, { type: "float", value: "NaN" }],
    [true, { type: "bool", value: true }],
    [null, { type: "null" }],
    [new Date(5), { type: "timestamp", value: 5 }],
    [{ a: [1] }, { type: "json", value: { a: [1] } }],
    [[1, 2], { type: "json", value: [1, 2] }],
    [7n, { type: "int", value: 7 }],
    [metadataValue.float(3), { type: "float", value: 3 }],
    [metadataValue.markdown("**x**"), { type: "md", value: "**x**" }],
    [metadataValue.url("https://x"), { type: "url", value: "https://x" }],
    [metadataValue.path("/x"), { type: "path", value: "/x" }],
    [metadataValue.run("r"), { type: "dagster_run", runId: "r" }],
    [metadataValue.asset(["a", "b"]), { type: "asset", assetKey: ["a", "b"] }],
    [
      metadataValue.image("https://x/y.png", "a plot"),
      { type: "image", source: "https://x/y.png", caption: "a plot" },
    ],
    [
      metadataValue.table([
        { a: 1, b: "x" },
        { a: 1.5, b: null },
      ]),
      {
        type: "table",
        records: [
          { a: 1, b: "x" },
          { a: 1.5, b: null },
        ],
        schema: {
          columns: [
            { name: "a", type: "float" },
            { name: "b", type: "any" },
          ],
        },
      },
    ],
  ];
  for (const [given, expected] of table) expect(toMetadataValue("label", given)).toEqual(expected);
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  for (const bad of [() => 1, Symbol("x"), undefined, circular])
    expect(() => toMetadataValue("label", bad)).toThrow(CoreError);
  expect(() => metadataValue.int(1.5)).toThrow(/whole number/);
});

test("O313 metadata of an unsupported kind becomes text with a warning in events", async () => {
  const odd = asset({ name: "odd" }, (_, context) => {
    context.addOutputMetadata({ fn: (() => 1) as never });
    return 1;
  });
  const result = await materialize([odd]);
  expect((await result.materializations())[0]?.data.metadata["fn"]).toMatchObject({ type: "text" });
  expect((await result.events("LOG")).some((event) => event.level === "WARNING")).toBe(true);
});
