import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { createInterface } from "node:readline";
import type { EventRecord, RunStatus } from "@heddle/core";
import { nextRunStatus } from "@heddle/core";
import { expect, test } from "vitest";
import { sqliteStorage } from "../src/index.ts";
import { startChild } from "./fixtures/child.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

/** Kills two writers when they have said so many lines; returns all that they said was stored. */
async function killAfter(path: string, lines: number): Promise<readonly string[]> {
  const children = ["a", "b"].map((name) => startChild("run-jobs.ts", path, name));
  const acknowledged: string[] = [];
  await Promise.all(
    children.map(async (child) => {
      if (child.stdout === null) throw new Error("no output");
      let own = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged.push(line);
        own += 1;
        if (own === lines) child.kill("SIGKILL");
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      expect(child.signalCode).toBe("SIGKILL");
    }),
  );
  return acknowledged;
}

test.each([1, 6, 7, 23, 60])(
  "O405 loses no stored event and keeps statuses true when writers are killed after %i lines",
  { timeout: 60_000 },
  async (lines) => {
    const path = temporaryFile();
    const acknowledged = await killAfter(path, lines);

    await using storage = await sqliteStorage({ path });
    const { events } = await storage.readEvents({ limit: 1_000_000 });
    const stored = new Set(
      events.map(({ storageId, runId, type }) => `${String(storageId)} ${runId} ${type}`),
    );
    expect(acknowledged.filter((line) => !stored.has(line))).toEqual([]);
    expect(events.map(({ storageId }) => storageId)).toEqual(events.map((_, index) => index + 1));

    const byRun = Map.groupBy(events as readonly EventRecord[], ({ runId }) => runId);
    const runs = await storage.listRuns({ limit: 1_000_000 });
    const folded = runs.map(({ runId }) =>
      (byRun.get(runId) ?? []).reduce<RunStatus | undefined>(
        (status, { type }) => status && nextRunStatus(status, type),
        "NOT_STARTED",
      ),
    );
    expect(runs.map(({ status }) => status)).toEqual(folded);
    const made = events.filter(({ type }) => type === "ASSET_MATERIALIZATION");
    expect(await storage.countMaterializedPartitions(["a"])).toBe(
      new Set(made.map(({ data }) => (data as { partition?: string }).partition)).size,
    );
    const database = new DatabaseSync(path);
    expect(database.prepare("pragma integrity_check").get()).toMatchObject({
      integrity_check: "ok",
    });
    database.close();
  },
);
