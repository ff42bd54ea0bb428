import {
  asset,
  assetIn,
  cancelBackfill,
  createBackfill,
  defaultSettings,
  definitions,
  Instance,
  runBackfill,
  type,
} from "@heddle/core";
import { dailyPartitions, staticPartitions, timeWindowMapping } from "@heddle/partitions";
import { join } from "node:path";
import { sqliteStorage } from "../src/index.ts";
import { ms, timed, withFolder } from "./support.ts";

/** Queueing many runs, and a chain in which each run waits for the one before. */
export default async function bench({
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const keys = staticPartitions(
    Array.from({ length: quick ? 500 : 10_000 }, (_, index) => `k${String(index)}`),
  );
  const wide = asset({ name: "wide", partitions: keys }, () => 1);
  const days = dailyPartitions({ start: "2023-01-01", end: quick ? "2023-01-11" : "2023-04-11" });
  const before = assetIn("chain", {
    type: type<number>(),
    partitions: days,
    mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
  });
  const chain = asset({ name: "chain", partitions: days, ins: { before } }, () => 1);
  const defs = definitions({ assets: [wide, chain] });
  return withFolder(async (folder) => {
    await using storage = await sqliteStorage({ path: join(folder, "backfill.db") });
    const runs = { ...defaultSettings.concurrency.runs, maxConcurrentRuns: 0 };
    const held = new Instance({
      storage,
      home: folder,
      settings: { ...defaultSettings, concurrency: { ...defaultSettings.concurrency, runs } },
    });
    const [queued] = await timed(async () => {
      const { backfillId } = await createBackfill(defs, {
        instance: held,
        selection: "wide",
        partitions: "all",
      });
      const running = runBackfill(defs, { instance: held, backfillId });
      const tags = { "dagster/backfill": backfillId };
      while ((await held.countRuns({ tags, statuses: ["QUEUED"] })) < keys.getNumPartitions())
        await storage.waitForEvents(await storage.lastStorageId());
      void cancelBackfill(held, backfillId).then(() => running);
    });
    const instance = new Instance({ storage, home: folder });
    const depth = days.getNumPartitions();
    const [chained, record] = await timed(async () => {
      const { backfillId } = await createBackfill(defs, {
        instance,
        selection: "chain",
        partitions: "all",
      });
      return runBackfill(defs, { instance, backfillId });
    });
    return {
      title: "Backfills on SQLite",
      intro:
        "Dagster submits about one run per second and sleeps 30 s between the levels of a chain (its issues 28998 and 11649).",
      columns: ["work", "Heddle"],
      rows: [
        [`${String(keys.getNumPartitions())} runs created and queued`, ms(queued)],
        [
          `a chain of ${String(depth)} runs, each reading the one before, run to its end (${record.status})`,
          ms(chained),
        ],
        ["per run of the chain", ms(chained / depth)],
      ],
    };
  });
}
