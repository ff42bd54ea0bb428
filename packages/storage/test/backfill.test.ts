import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createBackfill } from "@heddle/core";
import { expect, test } from "vitest";
import { openInstance } from "../src/index.ts";
import { letters } from "./fixtures/backfill-definitions.ts";
import { runChild, startChild } from "./fixtures/child.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

function lines(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

test(
  "P038 O405 goes on with a backfill whose process was killed half-way, and makes no finished partition again",
  { timeout: 60_000 },
  async () => {
    const home = dirname(temporaryFile());
    const ledger = join(home, "ledger");
    const { backfillId } = await (async () => {
      await using instance = await openInstance({ home });
      return await createBackfill(letters(ledger, 0), { instance, partitions: "all" });
    })();

    const first = startChild("run-backfill.ts", home, backfillId, ledger);
    await expect
      .poll(() => lines(ledger).length, { timeout: 30_000, interval: 5 })
      .toBeGreaterThan(15);
    first.kill("SIGKILL");
    await once(first, "exit");
    const before = await (async () => {
      await using instance = await openInstance({ home });
      const runs = await instance.getRuns({
        tags: { "dagster/backfill": backfillId },
        statuses: ["SUCCESS"],
        limit: 100,
      });
      return runs.map(({ tags }) => tags["dagster/partition"] ?? "");
    })();
    expect(before.length).toBeLessThan(60);
    const atKill = lines(ledger).length;

    expect(await runChild("run-backfill.ts", home, backfillId, ledger)).toBe("COMPLETED_SUCCESS\n");
    const again = lines(ledger).slice(atKill);
    expect(again.filter((key) => before.includes(key))).toEqual([]);
    expect(new Set(again).size).toBe(again.length);
    expect(new Set(lines(ledger)).size).toBe(60);

    await using instance = await openInstance({ home });
    const runs = await instance.getRuns({ tags: { "dagster/backfill": backfillId }, limit: 1000 });
    expect(runs.filter(({ status }) => status === "SUCCESS")).toHaveLength(60);
    expect(
      runs.every(
        ({ status, failureReason }) =>
          status === "SUCCESS" || failureReason === "UNEXPECTED_TERMINATION",
      ),
    ).toBe(true);
  },
);
