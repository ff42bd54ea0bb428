import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const readmes = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(root, folder, "README.md")));

test("every package has a README", () => {
  const packages = readdirSync(join(root, "packages")).map((name) => join("packages", name));
  expect(packages.filter((folder) => !readmes.includes(folder))).toEqual([]);
});

test.concurrent.each(readmes)(
  "the first example of %s/README.md prints what the page says",
  { timeout: 60_000 },
  async (folder) => {
    const text = readFileSync(join(root, folder, "README.md"), "utf8");
    const example = /```ts\n(.*?)```\s*(?:[^`]*?)```text\n(.*?)```/s.exec(text);
    if (example === null && folder.startsWith("apps")) return;
    const [, code = "", expected = ""] = example ?? [];
    expect(code, "a ```ts block followed by a ```text block").not.toBe("");
    // Inside the package, so that its own imports resolve as an installer's would.
    const place = mkdtempSync(join(root, folder, ".readme-"));
    try {
      writeFileSync(join(place, "example.ts"), code);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--conditions=@heddle/source", join(place, "example.ts")],
        { cwd: mkdtempSync(join(place, "cwd-")), env: { ...process.env, HOME: tmpdir() } },
      );
      expect(stdout.trim()).toBe(expected.trim());
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
);
