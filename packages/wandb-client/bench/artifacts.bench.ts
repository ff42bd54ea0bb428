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
      const rounds = size.files > 1000 ? 1 : 3;
      const ours = await measure(
        (stage, task, more) => measureClient(stage, task, more),
        source,
        rounds,
      );
      const { python } = options;
      const theirs =
        python === undefined
          ? undefined
          : await measure(
              (stage, task, more) => measureSdk(python, stage, task, more),
              source,
              rounds,
            );
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

type Measure = (stage: Stage, task: string, more: Record<string, string>) => Promise<Measurement>;

async function measure(
  peer: Measure,
  source: string,
  rounds: number,
): Promise<Record<(typeof labels)[number][0], Measurement>> {
  await using stage = await openStage();
  const log = await peer(stage, "log", { folder: source });
  const download = await downloaded(peer, stage, "download", rounds);
  const verified = await downloaded(peer, stage, "verified", rounds);
  const again = await peer(stage, "log", { folder: source });
  return { log, download, verified, again };
}

/** The quickest of some, as the disk is slow now and then; each into an empty folder, without a cache. */
async function downloaded(
  peer: Measure,
  stage: Stage,
  task: string,
  rounds: number,
): Promise<Measurement> {
  const found: Measurement[] = [];
  for (let round = 0; round < rounds; round++) {
    const root = join(stage.folder, `${task}-${round}`);
    found.push(await peer(stage, task, { root }));
    await rm(root, { recursive: true });
    await rm(join(stage.folder, `cache-${task}`), { recursive: true, force: true });
  }
  const [first = { seconds: Number.NaN }] = found.toSorted((a, b) => a.seconds - b.seconds);
  return first;
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
