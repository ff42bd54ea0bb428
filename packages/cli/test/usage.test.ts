import { expect, test, vi } from "vitest";
import { commandTable } from "../src/command-table.ts";
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
