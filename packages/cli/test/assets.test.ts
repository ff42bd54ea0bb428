import { createEvent } from "@heddle/core";
import { expect, test } from "vitest";
import { withInstance } from "../src/project/with-instance.ts";
import { CliFolder } from "./cli-process.ts";

async function folderWithAssets(): Promise<CliFolder> {
  const place = new CliFolder();
  await withInstance({ cwd: place.path, env: {} }, async (instance) => {
    const { run } = await instance.createRun({ jobName: "nightly" });
    const common = { runId: run.runId, jobName: "nightly", timestamp: instance.now() };
    const metadata = { rows: { type: "int", value: 3 } } as const;
    await instance.append(
      createEvent("RUN_START", { ...common, data: {} }),
      ...["2023-01-01", "2023-01-02"].map((partition) =>
        createEvent("ASSET_MATERIALIZATION", {
          ...common,
          stepKey: "daily",
          data: { assetKey: ["reports", "daily"], partition, metadata, tags: {} },
        }),
      ),
    );
  });
  return place;
}

test("O408 lists assets with the number of their partitions", async () => {
  using place = await folderWithAssets();
  const { stdout } = await place.run("assets", "list", "--json");
  expect(JSON.parse(stdout)).toMatchObject([{ key: "reports/daily", partitions: 2 }]);
  expect((await place.run("assets", "list", "--prefix", "other")).stdout).toBe("no assets\n");
});

test("shows the newest materialization with its metadata and the partitions", async () => {
  using place = await folderWithAssets();
  const { stdout } = await place.run("assets", "show", "reports/daily");
  expect(stdout).toMatch(/partition\s+2023-01-02/);
  expect(stdout).toMatch(/rows\s+3/);
  const first = await place.run("assets", "show", "reports/daily", "--partition", "2023-01-01");
  expect(first.stdout).toMatch(/partition\s+2023-01-01/);
});

test("O408 a wiped partition is missing, the other stays", async () => {
  using place = await folderWithAssets();
  const wipe = await place.run("assets", "wipe", "reports/daily", "--partition", "2023-01-01");
  expect(wipe.stdout).toBe("wiped 2023-01-01 of reports/daily\n");
  const gone = await place.run("assets", "show", "reports/daily", "--partition", "2023-01-01");
  expect(gone.code).toBe(1);
  expect(gone.stderr).toContain("is not materialized");
  expect((await place.run("assets", "show", "reports/daily")).code).toBe(0);
  expect((await place.run("assets", "wipe", "reports/daily")).code).toBe(0);
  expect((await place.run("assets", "wipe", "reports/daily")).stderr).toContain("not materialized");
});
