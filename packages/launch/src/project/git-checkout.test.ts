import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { formatError } from "@heddle/errors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkOut } from "./git-checkout.ts";

let root: string;
let remote: string;
let first: string;

function git(...args: string[]): string {
  return execFileSync(
    "git",
    [
      "-c",
      "user.name=t",
      "-c",
      "user.email=t@example.org",
      "-c",
      "init.defaultBranch=trunk",
      ...args,
    ],
    { cwd: remote, encoding: "utf8" },
  ).trim();
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "heddle-git-"));
  remote = join(root, "remote");
  await mkdir(remote);
  git("init", "--quiet");
  await writeFile(join(remote, "main.py"), "print(1)\n");
  git("add", ".");
  git("commit", "--quiet", "-m", "one");
  git("tag", "v1");
  first = git("rev-parse", "HEAD");
  git("branch", "side/one");
  await writeFile(join(remote, "main.py"), "print(2)\n");
  git("commit", "--quiet", "-am", "two");
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ["the remote's own branch", undefined, "print(2)\n"],
  ["a tag", "v1", "print(1)\n"],
  ["a branch with a slash", "side/one", "print(1)\n"],
])("checks out %s", async (_name, version, content) => {
  const folder = join(root, `to-${version?.replace("/", "-") ?? "head"}`);
  const { commit } = await checkOut({
    remote: `file://${remote}`,
    version,
    folder,
    protocols: ["file"],
  });
  expect(await readFile(join(folder, "main.py"), "utf8")).toBe(content);
  expect(commit).toBe(git("rev-parse", `${version ?? "HEAD"}^{commit}`));
});

test("checks out a commit, whole or short", async () => {
  for (const version of [first, first.slice(0, 8)]) {
    const folder = join(root, `to-${version}`);
    expect(
      await checkOut({ remote: `file://${remote}`, version, folder, protocols: ["file"] }),
    ).toEqual({ commit: first });
  }
});

test.each([["0".repeat(40)], ["no-such-branch"], ["--upload-pack=touch x"], ["a..b"], [""]])(
  "the version %j is one clear error",
  async (version) => {
    const folder = join(root, "missing");
    await expect(
      checkOut({ remote: `file://${remote}`, version, folder, protocols: ["file"] }),
    ).rejects.toMatchObject({
      code: "LAUNCH_GIT_VERSION_MISSING",
    });
    await rm(folder, { recursive: true, force: true });
  },
);

test("a repository that does not exist is one clear error", async () => {
  await expect(
    checkOut({ remote: `file://${root}/nowhere`, folder: join(root, "x"), protocols: ["file"] }),
  ).rejects.toMatchObject({
    code: "LAUNCH_GIT_UNREACHABLE",
    message: expect.stringContaining("nowhere") as string,
  });
});

test("a transport that is not allowed is refused before git runs", async () => {
  await expect(
    checkOut({ remote: `file://${remote}`, folder: join(root, "y") }),
  ).rejects.toMatchObject({
    code: "LAUNCH_GIT_REMOTE_REFUSED",
  });
});

test("a password in a remote shows nowhere in the error", async () => {
  const failure = await checkOut({
    remote: "http://me:hunter2@127.0.0.1:1/repository",
    folder: join(root, "z"),
    protocols: ["http"],
  }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "LAUNCH_GIT_UNREACHABLE" });
  expect(inspect(failure, { depth: 10 }) + formatError(failure, { verbose: true })).not.toContain(
    "hunter2",
  );
});
