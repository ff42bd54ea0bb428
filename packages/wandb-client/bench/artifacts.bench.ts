import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureClient, measureSdk, openStage, type Measurement, type Stage } from "./peers.ts";

interface Size {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

const mega = 1024 ** 2;
const labels = [
  ["log", "log"],
  ["download", "download; ours verified, theirs not"],
  ["uncached", "download; theirs without a copy for its cache"],
  ["verified", "download, both verified"],
  ["again", "log again, unchanged"],
] as const;

/** Logs and downloads artifacts of three forms, with the SDK on an equal backend in the same run. */
export default async function artifacts(options: {
  python: string | undefined;
  quick: boolean;
}): Promise<{
  title: string;
  intro: string;
  columns: string[];
  rows: (string | number)[][];
  notes: string[];
}> {
  const divisor = options.quick ? 50 : 1;
  const sizes: Size[] = [
    { name: "10 000 files of 4 KB", files: 10_000 / divisor, bytes: 4096 },
    { name: "500 files of 1 MB", files: 500 / divisor, bytes: mega },
    { name: "one file of 1 GB", files: 1, bytes: (1024 * mega) / divisor },
  ];
  const rows: (string | number)[][] = [];
  const notes: string[] = [];
  for (const size of sizes) {
    const source = await mkdtemp(join(tmpdir(), "heddle-bench-source-"));
    try {
      await fill(source, size);
      const rounds = size.files > 1000 ? 1 : 4;
      const [ours, theirs] = await measureBoth(options.python, source, rounds);
      for (const [task, label] of labels) {
        const peer = theirs?.[task].seconds;
        rows.push([
          size.name,
          label,
          ours[task].seconds.toFixed(2),
          peer?.toFixed(2) ?? "–",
          peer === undefined ? "–" : (peer / ours[task].seconds).toFixed(2),
        ]);
      }
      const added = (each: Measurement): string =>
        `${Math.round((each.addedBytes ?? 0) / mega)} MB`;
      notes.push(
        `${size.name}: peak memory above the idle process ${added(ours.log)} while logging, ${added(ours.download)} while downloading.`,
      );
    } finally {
      await rm(source, { recursive: true, force: true });
    }
  }
  return {
    title: "Artifacts up and down, against the W&B SDK",
    intro:
      "Seconds in one process each, on a fresh backend of the same kind; the ratio is SDK ÷ Heddle, above 1 means that Heddle is faster.",
    columns: ["content", "task", "Heddle (s)", "SDK (s)", "ratio"],
    rows,
    notes,
  };
}

type Results = Record<(typeof labels)[number][0], Measurement>;

interface Peer {
  readonly stage: Stage;
  readonly measure: (task: string, more: Record<string, string>) => Promise<Measurement>;
}

/** Takes turns in every task, so that what else the machine does falls on both alike. */
async function measureBoth(
  python: string | undefined,
  source: string,
  rounds: number,
): Promise<[ours: Results, theirs: Results | undefined]> {
  await using ours = await openStage();
  await using theirs = await openStage();
  const peers: Peer[] = [{ stage: ours, measure: (task, more) => measureClient(ours, task, more) }];
  if (python !== undefined) {
    peers.push({ stage: theirs, measure: (task, more) => measureSdk(python, theirs, task, more) });
  }
  const log = await inTurns(peers, ({ measure }) => measure("log", { folder: source }));
  const download = await quickest(peers, "download", rounds);
  const uncached = await quickest(peers, "uncached", rounds);
  const verified = await quickest(peers, "verified", rounds);
  const again = await inTurns(peers, ({ measure }) => measure("log", { folder: source }));
  const resultsOf = (index: number): Results => ({
    log: resultAt(log, index),
    download: resultAt(download, index),
    uncached: resultAt(uncached, index),
    verified: resultAt(verified, index),
    again: resultAt(again, index),
  });
  return [resultsOf(0), peers.length > 1 ? resultsOf(1) : undefined];
}

async function inTurns(
  peers: readonly Peer[],
  measure: (peer: Peer) => Promise<Measurement>,
): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const peer of peers) found.push(await measure(peer));
  return found;
}

/** The quickest of some rounds, as the disk is slow now and then; each into an empty folder. */
async function quickest(
  peers: readonly Peer[],
  task: string,
  rounds: number,
): Promise<Measurement[]> {
  let best: Measurement[] = [];
  for (let round = 0; round < rounds; round++) {
    // Who comes second finds memory that the first has just given back; so each is first in turn.
    const order = round % 2 === 0 ? peers : peers.toReversed();
    const found = await inTurns(order, async ({ stage, measure }) => {
      const root = join(stage.folder, `${task}-${round}`);
      const measured = await measure(task, { root });
      await rm(root, { recursive: true });
      await rm(join(stage.folder, `cache-${task}`), { recursive: true, force: true });
      return measured;
    });
    if (order !== peers) found.reverse();
    best = found.map((each, index) =>
      each.seconds < (best[index]?.seconds ?? Infinity) ? each : resultAt(best, index),
    );
  }
  return best;
}

function resultAt(measurements: readonly Measurement[], index: number): Measurement {
  return measurements[index] ?? { seconds: Number.NaN };
}

async function fill(folder: string, size: Size): Promise<void> {
  for (let index = 0; index < size.files; index++) {
    const path = join(folder, String(index % 100), `file-${index}.bin`);
    if (index < 100) await mkdir(join(folder, String(index % 100)), { recursive: true });
    if (size.bytes <= mega) {
      await writeFile(path, Buffer.alloc(size.bytes, `content of ${index} `));
      continue;
    }
    const file = await open(path, "w");
    for (let at = 0; at < size.bytes; at += mega)
      await file.write(Buffer.alloc(Math.min(mega, size.bytes - at), `part ${at} `));
    await file.close();
  }
}
