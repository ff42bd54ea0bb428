import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Instance } from "@heddle/core";
import { hourlyPartitions } from "@heddle/partitions";
import { sqliteStorage } from "../src/index.ts";
import { made, ms, timed, withFolder } from "./support.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heldMb(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

/** Statuses of very many partitions: time and memory. */
export default async function bench({
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const partitions = hourlyPartitions(
    quick
      ? { start: "2000-01-01-00:00", end: "2001-01-01-00:00" }
      : { start: "1900-01-01-00:00", end: "2014-02-01-00:00" },
  );
  const total = partitions.getNumPartitions();
  return withFolder(async (folder) => {
    await using storage = await sqliteStorage({ path: join(folder, "status.db") });
    const instance = new Instance({ storage });
    let batch: string[] = [];
    for (const key of partitions.iteratePartitionKeys()) {
      batch.push(key);
      if (batch.length < 10_000) continue;
      await storage.append(batch.map((one) => made("a", one)));
      batch = [];
    }
    if (batch.length > 0) await storage.append(batch.map((one) => made("a", one)));
    const before = heldMb();
    const [first, statuses] = await timed(() => instance.partitionStatuses(["a"], partitions));
    const held = heldMb() - before;
    await storage.append([made("a", partitions.getPartitionKeyAt(7) ?? "")]);
    const [again, later] = await timed(() => instance.partitionStatuses(["a"], partitions));
    const [asked] = await timed(async () =>
      statuses.statusOf(partitions.getLastPartitionKey() ?? ""),
    );
    return {
      title: "Partition statuses",
      intro: `An hourly asset with ${String(total)} partitions, all of them materialized, each by an event of its own.`,
      columns: ["work", "result"],
      rows: [
        ["statuses of all partitions, from the events", ms(first)],
        ["again after one more event, from the stored table", ms(again)],
        ["status of one key", ms(asked)],
        ["memory that the statuses hold", `${held.toFixed(1)} MB`],
        ["partitions counted as materialized", later.counts.materialized],
      ],
    };
  });
}
