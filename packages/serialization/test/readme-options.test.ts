import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");

/** The names of an interface's properties. */
function optionsOf(file: string, name: string): string[] {
  const source = readFileSync(join(folder, "src", file), "utf8");
  const body = source.split(`export interface ${name} `)[1]!.split("\n}")[0]!;
  return Array.from(body.matchAll(/^ {2}readonly (\w+)\?:/gm), ([, option]) => option!);
}

/** The first column of the table behind a line. */
function tableBehind(line: string): string {
  const rows = readme.slice(readme.indexOf(line)).split("\n\n| ")[1]!.split("\n\n")[0]!.split("\n");
  return rows.map((row) => row.split(" | ")[0]).join(" ");
}

test.each([
  ["LoadsOptions", "pickle/decode/options.ts", "Options of `loads`"],
  ["JoblibLoadOptions", "joblib/load.ts", "Options of `loads`"],
  ["DumpsOptions", "pickle/encode/options.ts", "Options of `dumps`"],
])("the README's table has every one of %s", (name, file, line) => {
  const table = tableBehind(line);
  const options = optionsOf(file, name);
  expect(options.length).toBeGreaterThan(0);
  expect(options.filter((option) => !table.includes(`\`${option}\``))).toEqual([]);
});

test("the README names every limit", () => {
  const limits = optionsOf("pickle/decode/options.ts", "DecodeLimits");
  expect(limits).toContain("maxBytes");
  expect(limits.filter((limit) => !readme.includes(`\`${limit}\``))).toEqual([]);
});
