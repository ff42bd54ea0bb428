import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { errorCatalogue, readErrorTables } from "../scripts/error-tables.ts";

const root = resolve(import.meta.dirname, "..");
const tables = await readErrorTables();
const tests = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .flatMap((folder) =>
    ["src", "test"].flatMap((part) => {
      try {
        return readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
          .filter((file) => file.endsWith(".test.ts") || /(^|\/)conformance\//.test(file))
          .map((file) => readFileSync(join(folder, part, file), "utf8"));
      } catch {
        return []; // A package without this folder has no tests there.
      }
    }),
  )
  .join("\n");

test("docs/errors.md is the catalogue of the packages' tables", () => {
  expect(readFileSync(join(root, "docs", "errors.md"), "utf8")).toBe(errorCatalogue(tables));
});

test("every error code is provoked by a test", () => {
  const codes = [...tables.values()].flatMap((table) => Object.keys(table));
  const untested = codes.filter((code) => !new RegExp(`["'\`]${code}["'\`]`).test(tests));
  expect(untested).toEqual([]);
});

test("no code belongs to two packages", () => {
  const codes = [...tables.values()].flatMap((table) => Object.keys(table));
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
