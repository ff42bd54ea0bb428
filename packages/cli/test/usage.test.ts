import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { commandTable } from "../src/command-table.ts";
import { explainFileFault } from "../src/file-fault.ts";
import { CliFolder } from "./cli-process.ts";

test("a misspelt command is a usage error that names the nearest one", async () => {
  using place = new CliFolder();
  const { code, stderr } = await place.run("rums");
  expect(code).toBe(2);
  expect(stderr).toContain("Did you mean runs?");
});

test("a bad option value is a usage error that says why", async () => {
  using place = new CliFolder();
  const { code, stderr } = await place.run("runs", "list", "--limit", "none");
  expect(code).toBe(2);
  expect(stderr).toContain('"none" is not a whole number');
});

test("--help lists the commands and the exit codes and ends with 0", async () => {
  using place = new CliFolder();
  const { code, stdout } = await place.run("--help");
  expect(code).toBe(0);
  expect(stdout).toContain("wandb-server");
  expect(stdout).toContain("130 interrupted");
});

test("version tells what a bug report needs", async () => {
  using place = new CliFolder();
  const { stdout } = await place.run("version", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ node: process.versions.node });
});

test.each(commandTable.map(({ name }) => name))("%s is loaded for its own help", async (name) => {
  using place = new CliFolder();
  const { code, stdout } = await place.run(name, "--help");
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: heddle ${name} `);
  expect(stdout).toMatch(/--json|Commands:/);
  expect((await place.run("--verbose", "help", name)).stdout).toBe(stdout);
});

test("the lists of commands say what each takes, as far as it is loaded", async () => {
  using place = new CliFolder();
  expect((await place.run("runs", "--help")).stdout).toContain("show [options] <run>");
  expect((await place.run("--help")).stdout).toMatch(/^ {2}runs {2,}what ran/m);
});

test("completion knows the commands below the commands", async () => {
  using place = new CliFolder();
  const written: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => written.push(line));
  try {
    await place.run("complete", "--", "backfill", "ca");
  } finally {
    log.mockRestore();
  }
  expect(written.join("\n")).toContain("cancel");
});

test.each([
  ["a file where a folder should be", ["init", "taken/loom"], "a part of the path is no folder"],
  ["a state folder that is a file", ["wandb-server", "--port", "0", "--dir", "taken/a"], ""],
])("%s is told by its path, with what to do", async (_, command, meaning) => {
  using place = new CliFolder();
  place.env["WANDB_API_KEY"] = "k";
  writeFileSync(join(place.path, "taken"), "");
  const { code, stdout, stderr } = await place.run(...command);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(
    new RegExp(`^CLI_FILE_ACCESS: .*/taken.* cannot be used: ${meaning}.*\n  \\w.*\\.\n$`),
  );
  const json = JSON.parse((await place.run(...command, "--json")).stderr) as object;
  expect(json).toMatchObject({
    error: { code: "CLI_FILE_ACCESS", details: { systemCode: "ENOTDIR" } },
  });
});

test("a folder that may not be written is told so", () => {
  const refused = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), {
    code: "EACCES",
    path: "/x",
    syscall: "mkdir",
  });
  expect(explainFileFault(refused)).toMatchObject({
    code: "CLI_FILE_ACCESS",
    message: "/x cannot be used: permission denied",
    hint: expect.stringContaining("HEDDLE_HOME") as string,
    cause: refused,
  });
  const other = new Error("no");
  expect(explainFileFault(other)).toBe(other);
});
