import { expect, test } from "vitest";
import { logEvent, runEvent } from "../../test/fixtures/log-event.ts";
import { temporaryFile } from "../../test/fixtures/temporary-file.ts";
import { sqliteStorage } from "../sqlite-storage.ts";

test("O411 purges more events than fit one transaction, and leaves those of open runs and of today", async () => {
  await using storage = await sqliteStorage({ path: temporaryFile() });
  await storage.createRuns(["done", "open"].map((runId) => ({ runId, jobName: "job" })));
  const old = { timestamp: 1000 };
  const lines = Array.from({ length: 6000 }, (_, index) => ({
    ...logEvent("done", index),
    ...old,
  }));
  const open = Array.from({ length: 3 }, (_, index) => ({ ...logEvent("open", index), ...old }));
  await storage.append([
    { ...runEvent("RUN_START", "done"), ...old },
    ...lines.slice(0, 4000),
    ...open,
    ...lines.slice(4000),
  ]);
  await storage.append([{ ...runEvent("RUN_SUCCESS", "done"), timestamp: 5000 }]);
  expect(await storage.purgeEvents({ before: 2000 })).toBe(6001);
  const { events } = await storage.readEvents();
  expect(events.map(({ runId, type }) => `${runId} ${type}`)).toEqual([
    "open LOG",
    "open LOG",
    "open LOG",
    "done RUN_SUCCESS",
  ]);
  expect((await storage.getRun("done"))?.status).toBe("SUCCESS");
});
