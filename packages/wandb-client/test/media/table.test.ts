import { expect, test } from "vitest";
import { Image, Table } from "../../src/index.ts";
import { setUp } from "../support.ts";
import { png, store } from "./store.ts";

test("keeps pictures in a table's cells", async () => {
  await using setup = await setUp();
  const table = new Table({
    columns: ["i", "im"],
    data: [
      [1, new Image(png)],
      [2, null],
    ],
  });
  const artifact = await store(setup, "cells", { t: table });
  const json = JSON.parse(await (await artifact.entry("t.table.json")).text()) as {
    column_types: { params: { type_map: Record<string, unknown> } };
    data: unknown[][];
  };
  expect(json.column_types.params.type_map["im"]).toMatchObject({
    wb_type: "union",
    params: { allowed_types: [{ wb_type: "image-file" }, { wb_type: "none" }] },
  });
  expect(json.data[0]?.[1]).toMatchObject({ _type: "image-file", width: 2 });
  const [image, nothing] = ((await artifact.get("t")) as Table).getColumn("im");
  expect(image).toBeInstanceOf(Image);
  expect(nothing).toBeNull();
});

test("checks rows, columns and kinds of cells", () => {
  const wrong = expect.objectContaining({ code: "WANDB_CLIENT_TABLE" });
  const table = new Table({ columns: ["a", "b"] });
  expect(() => table.addRow([1])).toThrow(wrong);
  expect(() => table.addRow({ a: 1, c: 2 })).toThrow(wrong);
  table.addRow({ a: 1 });
  expect(() => table.addRow(["text", null])).toThrow(
    /row 1, column "a" holds a string, but the column is of type number/,
  );
  expect(table.rowCount).toBe(1);
  expect(() => table.getColumn("z")).toThrow(wrong);
  expect(() => table.getRow(9)).toThrow(wrong);
  expect(() => new Table({ columns: ["a", "a"] })).toThrow(wrong);
  expect(() => new Table({ columns: ["a"], columnTypes: { b: { wb_type: "number" } } })).toThrow(
    wrong,
  );
  expect(new Table({ data: [{ x: 1, y: 2 }] }).columns).toEqual(["x", "y"]);
  expect(
    new Table({ columns: ["a"], data: [[1], ["b"]], allowMixedTypes: true }).getColumn("a"),
  ).toEqual([1, "b"]);
});
