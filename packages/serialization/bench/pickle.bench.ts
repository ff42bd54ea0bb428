import { spawnSync } from "node:child_process";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Parser } from "pickleparser";
import jpickle from "jpickle";
import { dumps, loads } from "../src/index.ts";
import { countVectors } from "./vector-counts.ts";
import { type Workload, workloads } from "./workloads.ts";

interface BenchOptions {
  readonly python: string | undefined;
  readonly quick: boolean;
}

interface BenchTable {
  title: string;
  intro?: string;
  columns: string[];
  rows: (string | number)[][];
  notes?: string[];
}

setFlagsFromString("--expose-gc");
/**
 * Collects young garbage. Not all: that also throws away compiled code, which a program that decodes one pickle after
 * another would keep.
 */
const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void;

/**
 * The least of several runs, in milliseconds. Interleaved runs see the same disturbances; the young
 * garbage of one is collected before the next begins, not in its time.
 */
function best(runs: Record<string, () => unknown>, rounds: number): Record<string, number> {
  const least: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      collect({ type: "minor" });
      const start = performance.now();
      try {
        run();
      } catch {
        least[name] = Number.NaN;
        continue;
      }
      const taken = performance.now() - start;
      least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, taken);
    }
  }
  return least;
}

/** CPython's C pickler on the very bytes that this package wrote: milliseconds to load and to dump. */
function measurePython(
  python: string,
  file: string,
  rounds: number,
): { load: number; dump: number } | undefined {
  const run = spawnSync(python, [join(import.meta.dirname, "c_pickle.py"), file, String(rounds)], {
    encoding: "utf8",
  });
  return run.status === 0 ? (JSON.parse(run.stdout) as { load: number; dump: number }) : undefined;
}

function ratio(ours: number, theirs: number | undefined): string {
  return theirs === undefined || Number.isNaN(theirs) ? "fails" : (ours / theirs).toFixed(2);
}

function copies(bytes: Uint8Array): () => unknown {
  return () => {
    const copy = new Uint8Array(bytes.length);
    copy.set(bytes);
    return copy;
  };
}

/** Pickle against JSON, the npm peers and CPython's C pickler, in one run. */
export default async function pickleBench({ python, quick }: BenchOptions): Promise<BenchTable> {
  const rounds = quick ? 3 : 9;
  const folder = mkdtempSync(join(tmpdir(), "pickle-bench-"));
  const rows: (string | number)[][] = [];
  for (const workload of workloads(quick)) {
    rows.push(...rowsOf(workload, folder, python, rounds));
  }
  rmSync(folder, { recursive: true });
  return {
    title: "Pickle: decode and encode",
    intro:
      "Time of this package divided by the other's, so less than 1 is faster. JSON has the same data as text; for the array, where JSON is no rival, a copy of its memory stands in its place. CPython's C pickler works on the same bytes.",
    columns: [
      "workload",
      "way",
      "ms",
      "/ JSON (or copy)",
      "/ pickleparser",
      "/ jpickle",
      "/ CPython C",
    ],
    rows,
    notes: [
      "Protocol 4; jpickle, which reads up to protocol 2, is compared on that. The least of the interleaved runs. The peers do not encode.",
      "`decode by JSON.parse`: the same data as JSON, by the engine's own parser, beside the peers: what an object with so many keys costs at least.",
      "`fails`: the peer throws on this input. pickleparser does not build the array: it leaves NumPy's state as it is, without the copy that aligned items need.",
      vectorNote(),
    ],
  };
}

/** What the decoders make of the golden files, in the same run. */
function vectorNote(): string {
  const { total, ours, peers } = countVectors({
    pickleparser: (bytes) => new Parser().parse(bytes),
    jpickle: (bytes) => jpickle.loads(Buffer.from(bytes).toString("latin1")),
  });
  const others = Object.entries(peers).map(([name, count]) => `${name} ${count}`);
  return `Golden vectors, each one valid pickle: of ${total} files this package decodes ${ours} to exactly the expected value; read without an error and right in their plain data: ${others.join(", ")}.`;
}

function rowsOf(
  { name, value, json }: Workload,
  folder: string,
  python: string | undefined,
  rounds: number,
): (string | number)[][] {
  const pickled = dumps(value, { protocol: 4 });
  const old = dumps(value, { protocol: 2 });
  const oldText = Buffer.from(old).toString("latin1");
  const text = json === undefined ? undefined : JSON.stringify(json);
  const file = join(folder, "value.pickle");
  writeFileSync(file, pickled);
  const decode = best(
    {
      ours: () => loads(pickled),
      base: text === undefined ? copies(pickled) : () => JSON.parse(text) as unknown,
      pickleparser: () => new Parser().parse(pickled),
      maps: () => loads(pickled, { dicts: "map" }),
      oursOld: () => loads(old),
      mapsOld: () => loads(old, { dicts: "map" }),
      jpickle: () => jpickle.loads(oldText),
    },
    rounds,
  );
  const encode = best(
    {
      ours: () => dumps(value, { protocol: 4 }),
      base: json === undefined ? copies(pickled) : () => JSON.stringify(json),
    },
    rounds,
  );
  const holdsDicts = /dict|records/.test(name);
  const c = python === undefined ? undefined : measurePython(python, file, rounds);
  const decodeRow = (way: string, ours: string): (string | number)[] => [
    name,
    way,
    decode[ours]!.toFixed(1),
    ratio(decode[ours]!, decode["base"]),
    ratio(decode[ours]!, decode["pickleparser"]),
    ratio(decode[`${ours}Old`]!, decode["jpickle"]),
    c === undefined ? "" : ratio(decode[ours]!, c.load),
  ];
  const jsonRow = [
    name,
    "decode by JSON.parse",
    decode["base"]!.toFixed(1),
    "",
    ratio(decode["base"]!, decode["pickleparser"]),
    ratio(decode["base"]!, decode["jpickle"]),
    c === undefined ? "" : ratio(decode["base"]!, c.load),
  ];
  return [
    decodeRow("decode", "ours"),
    ...(text === undefined ? [] : [jsonRow]),
    ...(holdsDicts ? [decodeRow("decode, dicts as Map", "maps")] : []),
    [
      name,
      "encode",
      encode["ours"]!.toFixed(1),
      ratio(encode["ours"]!, encode["base"]),
      "",
      "",
      c === undefined ? "" : ratio(encode["ours"]!, c.dump),
    ],
  ];
}
