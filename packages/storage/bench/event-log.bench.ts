import { join } from "node:path";
import type { InstanceStorage } from "@heddle/core";
import { sqliteStorage } from "../src/index.ts";
import { made, ms, ratio, runFixture, runPython, timed, withFolder } from "./support.ts";

interface Times {
  /** Milliseconds per event, one by one. */
  readonly append: number;
  readonly fill: number;
  readonly latest: number;
  readonly partition: number;
}

async function fill(storage: InstanceStorage, assets: number, partitions: number): Promise<void> {
  for (let asset = 0; asset < assets; asset += 50) {
    const batch = Array.from({ length: Math.min(50, assets - asset) }, (_, offset) =>
      Array.from({ length: partitions }, (_unused, index) =>
        made(`asset_${String(asset + offset)}`, `p${String(index)}`),
      ),
    );
    await storage.append(batch.flat());
  }
}

async function measure(
  file: string,
  assets: number,
  partitions: number,
  events: number,
): Promise<Times> {
  await using storage = await sqliteStorage({ path: file });
  const [append] = await timed(async () => {
    for (let index = 0; index < events; index += 1)
      await storage.append([made("asset_0", `x${String(index)}`)]);
  });
  const [filled] = await timed(() => fill(storage, assets, partitions));
  const [latest] = await timed(() => storage.listAssets());
  const [partition] = await timed(() =>
    storage.materializedPartitions({ assetKey: [`asset_${String(assets - 1)}`] }),
  );
  return { append: append / events, fill: filled, latest, partition };
}

/** Appending and asking for the newest materializations, beside Dagster's SQLite instance. */
export default async function bench({
  python,
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const small = { assets: 50, partitions: quick ? 4 : 20, events: quick ? 100 : 500 };
  const large = quick ? { assets: 500, partitions: 10 } : { assets: 10_000, partitions: 100 };
  return withFolder(async (folder) => {
    const own = await measure(
      join(folder, "small.db"),
      small.assets,
      small.partitions,
      small.events,
    );
    const peer =
      python === undefined
        ? undefined
        : (runPython(
            python,
            "time_dagster_storage.py",
            String(small.assets),
            String(small.partitions),
            String(small.events),
          ) as Times);
    const big = await measure(join(folder, "large.db"), large.assets, large.partitions, 1000);
    const count = large.assets * large.partitions;
    const batch = await timed(async () => {
      await using storage = await sqliteStorage({ path: join(folder, "batch.db") });
      await storage.append(Array.from({ length: 10_000 }, (_, index) => made("a", String(index))));
    });
    const crowd = join(folder, "crowd.db");
    const [crowded] = await timed(() =>
      Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          runFixture("append-events.ts", crowd, `run${String(index)}`, quick ? "50" : "1000"),
        ),
      ),
    );
    const scale = `${String(small.assets)} × ${String(small.partitions)}`;
    return {
      title: "Event log on SQLite",
      intro:
        "One event is one durable transaction, with the asset index brought up to date; Heddle stores many in one transaction where it can, Dagster stores each alone. Dagster: `DagsterInstance` on SQLite, the same numbers of events, in the same run.",
      columns: ["work", "Heddle", "Dagster", "Dagster ÷ Heddle"],
      rows: [
        [
          "one materialization, appended alone",
          ms(own.append),
          peer === undefined ? "–" : ms(peer.append),
          ratio(peer?.append, own.append),
        ],
        [
          `${scale} materializations`,
          ms(own.fill),
          peer === undefined ? "–" : ms(peer.fill),
          ratio(peer?.fill, own.fill),
        ],
        [
          `newest materialization of each of ${String(small.assets)} assets`,
          ms(own.latest),
          peer === undefined ? "–" : ms(peer.latest),
          ratio(peer?.latest, own.latest),
        ],
        [
          `newest of each partition of one asset (${String(small.partitions)})`,
          ms(own.partition),
          peer === undefined ? "–" : ms(peer.partition),
          ratio(peer?.partition, own.partition),
        ],
        [`appended alone, with ${String(count)} events in the log`, ms(big.append), "–", "–"],
        [
          `newest of each of ${String(large.assets)} assets × ${String(large.partitions)} partitions`,
          ms(big.latest),
          "–",
          "–",
        ],
        [
          `newest of each of ${String(large.partitions)} partitions of one of them`,
          ms(big.partition),
          "–",
          "–",
        ],
        ["10,000 materializations in one step", ms(batch[0]), "–", "–"],
        [
          `16 processes × ${quick ? "50" : "1,000"} events, each alone, start-up included`,
          ms(crowded),
          "–",
          "–",
        ],
      ],
      notes: [
        `Sustained: ${String(Math.round(1000 / own.append))} single appends per second, ${String(Math.round((large.assets * large.partitions) / (big.fill / 1000)))} per second in batches of ${String(50 * large.partitions)}.`,
      ],
    };
  });
}
