import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { codeBlocks, root } from "./docs-page.ts";

const readmes = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(root, folder, "README.md")));

test("every package has a README", () => {
  const packages = readdirSync(join(root, "packages")).map((name) => join("packages", name));
  expect(packages.filter((folder) => !readmes.includes(folder))).toEqual([]);
});

const examples = readmes.flatMap((folder) =>
  codeBlocks(join(folder, "README.md")).flatMap(({ language, code, prints, line }) =>
    language === "ts" && prints !== undefined ? [{ folder, line, code, prints }] : [],
  ),
);

test("the README of every package has an example with what it prints", () => {
  const shown = new Set(examples.map(({ folder }) => folder));
  expect(readmes.filter((folder) => folder.startsWith("packages") && !shown.has(folder))).toEqual(
    [],
  );
});

test.concurrent.each(examples)(
  "the example at $folder/README.md:$line prints what the page says",
  { timeout: 60_000 },
  async ({ folder, code, prints }) => {
    // Inside the package, so that its own imports resolve as an installer's would.
    const place = mkdtempSync(join(root, folder, ".readme-"));
    try {
      writeFileSync(join(place, "example.ts"), code);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--conditions=@heddle/source", join(place, "example.ts")],
        { cwd: mkdtempSync(join(place, "cwd-")), env: { ...process.env, HOME: tmpdir() } },
      );
      expect(stdout.trim()).toBe(prints.trim());
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
);
