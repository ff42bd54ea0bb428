import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import {
  checkEntryPath,
  normalizeEntryPath,
  TargetFolder,
  unportableReason,
} from "./entry-path.ts";

const invalid = expect.objectContaining({ code: "WANDB_CLIENT_INVALID_PATH" });

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-paths-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test.each([
  "",
  "/etc/passwd",
  "../x",
  "a/../../x",
  "a/..",
  ".",
  "./a",
  "a//b",
  "a/",
  "C:/x",
  "c:\\x",
  "c:",
  "\\\\host\\x",
  "a\\..\\..\\x",
  "a\0b",
])("refuses the entry path %j", (path) => {
  expect(() => checkEntryPath(path)).toThrow(invalid);
});

test("takes paths with spaces, dots and every script", () => {
  for (const path of ["My directory/file name.txt", "..a/b..", "ä/日本/😀.bin", "a.b/.hidden"])
    expect(checkEntryPath(path)).toBe(path);
});

test("a colon is a character like others, but none that begins like a drive is written", async () => {
  for (const path of ["ab:c.txt", "dir/a:b.txt", "1:b", "é:b", "a/b:"])
    expect(normalizeEntryPath(path)).toBe(path);
  for (const path of ["a:b.txt", "./a:b.txt", "a:", "C:/x"])
    expect(() => normalizeEntryPath(path)).toThrow(
      expect.objectContaining({
        code: "WANDB_CLIENT_INVALID_PATH",
        hint: expect.stringContaining("SDK could not download it"),
      }),
    );
  // Other writers may have stored it; where it is a legal name of a file, it is read.
  const folder = await makeFolder();
  expect(await new TargetFolder(folder).place("a:b.txt")).toBe(join(folder, "a:b.txt"));
});

test("normalises what callers write and refuses what leaves the artifact", () => {
  expect(normalizeEntryPath("./a//b/./c")).toBe("a/b/c");
  expect(normalizeEntryPath("a/x/../b")).toBe("a/b");
  expect(() => normalizeEntryPath("../a")).toThrow(invalid);
  expect(() => normalizeEntryPath("/a")).toThrow(invalid);
  expect(() => normalizeEntryPath(".")).toThrow(invalid);
});

test("never places an entry outside its folder", async () => {
  const folder = await makeFolder();
  const target = new TargetFolder(join(folder, "root"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("..", ".", "a", "/", "\\", "C:", "", "b c"), { maxLength: 6 }),
      async (parts) => {
        const placed = await target.place(parts.join("/")).catch((error: unknown) => error);
        expect(placed).toSatisfy(
          (result) =>
            (typeof result === "string" && result.startsWith(join(folder, "root") + "/")) ||
            (result as { code?: string }).code === "WANDB_CLIENT_INVALID_PATH",
        );
      },
    ),
  );
});

test("refuses to write through a symbolic link that leads outside, and follows one that stays inside", async () => {
  const folder = await makeFolder();
  const root = join(folder, "root");
  await mkdir(join(root, "real"), { recursive: true });
  await mkdir(join(folder, "outside"));
  await symlink(join(folder, "outside"), join(root, "out"));
  await symlink(join(root, "real"), join(root, "in"));
  const target = new TargetFolder(root);
  await expect(target.place("out/x.txt")).rejects.toThrow(/symbolic link that leads outside/);
  await expect(target.place("in/x.txt")).resolves.toBe(join(root, "in", "x.txt"));
  await writeFile(join(root, "plain"), "");
  await expect(target.place("plain/x.txt")).rejects.toThrow(/EEXIST|ENOTDIR|folder/);
});

test.each([
  "con",
  "sub/NUL.txt",
  "a/COM1.log",
  "what?.txt",
  "end. ",
  "dir./x",
  "a:b",
  "c:x",
  "tab\u0007",
])("finds %j unfit for Windows", (path) => {
  expect(unportableReason(path, "win32")).toBeDefined();
  expect(unportableReason(path, "linux")).toBeUndefined();
});
