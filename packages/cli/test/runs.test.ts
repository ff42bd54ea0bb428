import { createEvent } from "@heddle/core";
import { expect, test } from "vitest";
import { withInstance } from "../src/project/with-instance.ts";
import { CliFolder } from "./cli-process.ts";

async function folderWithRun(): Promise<{ folder: CliFolder; runId: string }> {
  const folder = new CliFolder();
  const runId = await withInstance({ cwd: folder.path, env: {} }, async (instance) => {
    const { run } = await instance.createRun({ jobName: "train", tags: { team: "weavers" } });
    const common = { runId: run.runId, jobName: "train", timestamp: instance.now() };
    await instance.append(
      createEvent("RUN_START", { ...common, data: {} }),
      createEvent("STEP_START", { ...common, stepKey: "fit", data: {} }),
      createEvent("STEP_SUCCESS", { ...common, stepKey: "fit", data: { durationMs: 12 } }),
    );
    return run.runId;
  });
  return { folder, runId };
}

test("O406 lists runs, newest first, as a table and as JSON", async () => {
  const { folder, runId } = await folderWithRun();
  using place = folder;
  const table = await place.run("runs", "list");
  expect(table.code).toBe(0);
  expect(table.stdout).toContain(`${runId}  train  STARTED`);
  const json = await place.run("runs", "list", "--json", "--status", "STARTED");
  expect(JSON.parse(json.stdout)).toMatchObject([{ runId, jobName: "train", status: "STARTED" }]);
  const none = await place.run("runs", "list", "--status", "FAILURE");
  expect(none.stdout).toBe("no runs\n");
});

test("shows a run by the first characters of its id, with its steps", async () => {
  const { folder, runId } = await folderWithRun();
  using place = folder;
  const shown = await place.run("runs", "show", runId.slice(0, 8));
  expect(shown.stdout).toMatch(/status\s+STARTED/);
  expect(shown.stdout).toMatch(/team\s+weavers/);
  expect(shown.stdout).toMatch(/fit\s+success\s+0\.01 s/);
});

test("shows why a run failed before any of its steps", async () => {
  using place = new CliFolder();
  const runId = await withInstance({ cwd: place.path, env: {} }, async (instance) => {
    const { run } = await instance.createRun({ jobName: "train" });
    const error = { name: "Error", message: "the key is too short" };
    await instance.append(
      createEvent("RUN_FAILURE", {
        runId: run.runId,
        jobName: "train",
        timestamp: instance.now(),
        data: { error, failureReason: "JOB_INITIALIZATION_FAILURE" },
      }),
    );
    return run.runId;
  });
  const { stdout } = await place.run("runs", "show", runId);
  expect(stdout).toMatch(/status\s+FAILURE \(JOB_INITIALIZATION_FAILURE\)/);
  expect(stdout).toMatch(/error\s+the key is too short/);
  expect(stdout).not.toContain("step");
});

test("prints the events of a run, one JSON object per line", async () => {
  const { folder, runId } = await folderWithRun();
  using place = folder;
  const { stdout } = await place.run("runs", "logs", runId, "--json");
  const types = stdout
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toEqual(["RUN_START", "STEP_START", "STEP_SUCCESS"]);
});

test("asks a started run to stop, and refuses to cancel one that has ended", async () => {
  const { folder, runId } = await folderWithRun();
  using place = folder;
  expect((await place.run("runs", "cancel", runId)).stdout).toBe(`asked run ${runId} to stop\n`);
  await withInstance({ cwd: place.path, env: {} }, async (instance) => {
    const common = { runId, jobName: "train", timestamp: instance.now() };
    await instance.append(createEvent("RUN_CANCELED", { ...common, data: {} }));
  });
  const again = await place.run("runs", "cancel", runId);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("CLI_BAD_ARGUMENT");
});

test("an unknown run is one clear error, as JSON too", async () => {
  using place = new CliFolder();
  const { code, stderr } = await place.run("runs", "show", "abc");
  expect(code).toBe(1);
  expect(stderr).toBe(
    "CLI_UNKNOWN_NAME: no run has the id abc\n  heddle runs list shows the ids.\n",
  );
  const json = await place.run("runs", "show", "abc", "--json");
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: "CLI_UNKNOWN_NAME" } });
});
