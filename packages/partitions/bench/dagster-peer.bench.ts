import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  dailyPartitions,
  deserializeSubset,
  hourlyPartitions,
  timeWindowMapping,
  type PartitionsSubset,
  type TimePartitions,
} from "@heddle/partitions";

interface Section {
  readonly title: string;
  readonly intro?: string;
  readonly columns: string[];
  readonly rows: (string | number)[][];
  readonly notes?: string[];
}

const context = { currentTime: "2024-01-01T00:00:00Z" };

const names: Readonly<Record<string, string>> = {
  keys: "all 87,648 keys of ten years of hours, UTC",
  keysZone: "the same in America/New_York",
  has: "membership of 1,000 keys",
  index: "index of 1,000 keys",
  union: "union of two subsets of 1,000,000 keys in 1,000 runs",
  difference: "difference of the two",
  serialise: "serialise one of them",
  mapWhole: "3,652 days → 87,648 hours upstream",
  mapDown: "87,648 hours → days downstream",
  mapScattered: "every second day with the day before → hours",
};

/** Times the same partition work here and in Dagster, in one run. */
export default async function dagsterPeer(options: {
  readonly python: string | undefined;
  readonly quick: boolean;
}): Promise<Section> {
  const rounds = options.quick ? 1 : 5;
  const ours = measureHere(rounds * 20);
  const theirs =
    options.python === undefined ? undefined : await measureDagster(options.python, rounds);
  const rows = Object.entries(names).map(([id, name]) => [
    name,
    milliseconds(ours[id]),
    milliseconds(theirs?.[id]),
    ratio(theirs?.[id], ours[id]),
  ]);
  for (const [id, name] of [
    ["keysBytes", "memory of the 87,648 keys"],
    ["subsetBytes", "memory of a subset of 1,000,000 keys"],
  ] as const) {
    rows.push([name, kilobytes(ours[id]), kilobytes(theirs?.[id]), ratio(theirs?.[id], ours[id])]);
  }
  return {
    title: "Partitions beside Dagster",
    intro:
      "Time windows: listing, asking, subsets and mappings. Best of several rounds, Dagster's cache of parsed keys emptied between rounds; the two mappings of whole subsets are means of 100 turns.",
    columns: ["work", "Heddle", "Dagster", "Dagster ÷ Heddle"],
    rows,
    notes: [
      "Dagster has no index of a key: its row lists the keys and searches, for 5 keys, and is scaled to 1,000.",
      "Memory: heap growth here, tracemalloc there.",
    ],
  };
}

type Figures = Readonly<Record<string, number>>;

const hours = (timezone = "UTC"): TimePartitions =>
  hourlyPartitions({ start: "2014-01-01-00:00", timezone });

function measureHere(rounds: number): Figures {
  const figures: Record<string, number> = {};
  const time = <T>(id: string, action: (fresh: T) => unknown, fresh: () => T, turns = 1): void => {
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
      const argument = fresh();
      const start = performance.now();
      for (let turn = 0; turn < turns; turn++) action(argument);
      best = Math.min(best, (performance.now() - start) / turns);
    }
    figures[id] = best;
  };
  time("keys", (definition) => definition.getPartitionKeys(context), hours);
  time(
    "keysZone",
    (definition) => definition.getPartitionKeys(context),
    () => hours("America/New_York"),
  );
  figures["keysBytes"] = heapGrowth(() => hours().getPartitionKeys(context));

  const keys = hours().getPartitionKeys(context);
  const asked = Array.from(
    { length: 1000 },
    (_, index) => keys[(index * 7919) % keys.length] as string,
  );
  time(
    "has",
    (definition) => asked.filter((key) => definition.hasPartitionKey(key, context)),
    hours,
  );
  time(
    "index",
    (definition) => asked.map((key) => definition.getPartitionKeyIndex(key, context)),
    hours,
  );

  const century = hourlyPartitions({ start: "1900-01-01-00:00" });
  const left = millionKeys(century, 0);
  const right = millionKeys(century, 500);
  time(
    "union",
    () => left.union(right),
    () => undefined,
  );
  time(
    "difference",
    () => left.difference(right),
    () => undefined,
  );
  time(
    "serialise",
    (subset) => subset.serialize(),
    () => millionKeys(century, 0),
  );
  figures["subsetBytes"] = heapGrowth(() => millionKeys(century, 0));

  const upstream = hours();
  const downstream = dailyPartitions({ start: "2014-01-01" });
  const mapping = timeWindowMapping();
  const days = downstream.allSubset(context);
  time(
    "mapWhole",
    () => mapping.upstreamOf(days, upstream, context),
    () => undefined,
    100,
  );
  const allHours = upstream.allSubset(context);
  time(
    "mapDown",
    () => mapping.downstreamOf(allHours, downstream, context),
    () => undefined,
    100,
  );
  const scattered = downstream.subsetWithKeys(
    downstream.getPartitionKeys(context).filter((_, index) => index % 2 === 0),
    context,
  );
  const back = timeWindowMapping({ startOffset: -1 });
  time(
    "mapScattered",
    () => back.upstreamOf(scattered, upstream, context),
    () => undefined,
  );
  return figures;
}

/** A thousand runs of a thousand hours, 50 hours apart. */
function millionKeys(definition: TimePartitions, first: number): PartitionsSubset {
  const start = Date.UTC(1900, 0, 1) / 1000;
  const windows = Array.from({ length: 1000 }, (_, run) => {
    const from = start + (run * 1050 + first) * 3600;
    return [from, from + 3_600_000];
  });
  return deserializeSubset(JSON.stringify(windows), definition);
}

/** Bytes that one result keeps alive. */
function heapGrowth(hold: () => unknown, copies = 20): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const bytes = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  hold();
  const before = bytes();
  const held = Array.from({ length: copies }, hold);
  const growth = bytes() - before;
  return held.length === copies ? growth / copies : 0;
}

async function measureDagster(python: string, rounds: number): Promise<Figures> {
  const { stdout } = await promisify(execFile)(python, [
    `${import.meta.dirname}/time_dagster.py`,
    String(rounds),
  ]);
  return JSON.parse(stdout) as Figures;
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "–" : `${value < 1 ? value.toFixed(4) : value.toFixed(1)} ms`;
}

function kilobytes(value: number | undefined): string {
  return value === undefined ? "–" : `${(value / 1000).toFixed(0)} kB`;
}

function ratio(theirs: number | undefined, ours: number | undefined): string {
  return theirs === undefined || ours === undefined
    ? "–"
    : `${(theirs / Math.max(ours, 1e-6)).toFixed(1)}×`;
}
