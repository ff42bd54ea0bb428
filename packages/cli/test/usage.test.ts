import { expect, test } from "vitest";
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
