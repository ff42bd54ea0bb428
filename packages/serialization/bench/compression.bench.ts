import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import { unzlibSync, zlibSync } from "fflate";
import { dumps } from "../src/index.ts";
import { compressStream, decompress, type WrittenMethod } from "../src/joblib/container.ts";
import { records as makeRecords } from "./workloads.ts";

interface Case {
  readonly method: Exclude<WrittenMethod, "none">;
  readonly level: number;
}

interface Times {
  readonly write: number;
  readonly read: number;
}

const cases: readonly Case[] = [
  { method: "zlib", level: 1 },
  { method: "zlib", level: 3 },
  { method: "zlib", level: 6 },
  { method: "zlib", level: 9 },
  { method: "gzip", level: 3 },
  { method: "bz2", level: 9 },
  { method: "lzma", level: 6 },
  { method: "xz", level: 1 },
  { method: "xz", level: 3 },
  { method: "xz", level: 6 },
];

/** Every method that joblib files are written in, beside Python's own compressors and other engines. */
export default async function compressionBench({
  python,
  quick,
}: {
  python: string | undefined;
  quick: boolean;
}): Promise<{
  title: string;
  intro: string;
  columns: string[];
  rows: (string | number)[][];
  notes: string[];
}> {
  const rounds = quick ? 1 : 3;
  const records = makeRecords(50_000);
  const bytes = dumps(records, { protocol: 4 }).slice(0, quick ? 1 << 18 : 1 << 20);
  const peers = python === undefined ? {} : measurePython(python, bytes, rounds);
  const rows: (string | number)[][] = [];
  for (const { method, level } of cases) {
    const packed = compressStream(bytes, method, level);
    const ours = {
      write: least(() => compressStream(bytes, method, level), rounds),
      read: least(() => decompress(packed, bytes.length), rounds),
    };
    rows.push(row(`${method} ${level}`, ours, packed.length, peers[`${method}:${level}`]));
  }
  for (const level of [3, 6]) {
    const fast = deflateSync(bytes, { level });
    const node = {
      write: least(() => deflateSync(bytes, { level }), rounds),
      read: least(() => inflateSync(fast), rounds),
    };
    rows.push(row(`zlib ${level}, node:zlib`, node, fast.length, peers[`zlib:${level}`]));
    const flate = zlibSync(bytes, { level: level as 3 | 6 });
    const other = {
      write: least(() => zlibSync(bytes, { level: level as 3 | 6 }), rounds),
      read: least(() => unzlibSync(flate), rounds),
    };
    rows.push(row(`zlib ${level}, fflate`, other, flate.length, peers[`zlib:${level}`]));
  }
  return {
    title: "Compression of joblib files",
    intro: `${(bytes.length / 2 ** 20).toFixed(2)} MiB of pickled records. The ratios are this package's time divided by that of Python's zlib, gzip, bz2 and lzma (C) on the same bytes, so less than 1 is faster.`,
    columns: ["method and level", "kB", "write (ms)", "/ Python", "read (ms)", "/ Python"],
    rows,
    notes: [
      "All but the rows of node:zlib and fflate have Python's own bytes. pako writes zlib and gzip, node:zlib reads them; why: docs/decisions/0006-compression-libraries.md.",
    ],
  };
}

function row(
  name: string,
  { write, read }: Times,
  size: number,
  python: Times | undefined,
): (string | number)[] {
  return [
    name,
    Math.round(size / 1000),
    write.toFixed(1),
    ratio(write, python?.write),
    read.toFixed(1),
    ratio(read, python?.read),
  ];
}

function ratio(ours: number, theirs: number | undefined): string {
  return theirs === undefined ? "–" : (ours / theirs).toFixed(2);
}

function measurePython(python: string, bytes: Uint8Array, rounds: number): Record<string, Times> {
  const folder = mkdtempSync(join(tmpdir(), "compression-bench-"));
  try {
    const file = join(folder, "bytes");
    writeFileSync(file, bytes);
    const run = spawnSync(
      python,
      [
        join(import.meta.dirname, "python_compress.py"),
        file,
        String(rounds),
        ...cases.map(({ method, level }) => `${method}:${level}`),
      ],
      { encoding: "utf8" },
    );
    return run.status === 0 ? (JSON.parse(run.stdout) as Record<string, Times>) : {};
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function least(run: () => unknown, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
