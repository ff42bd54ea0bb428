import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { asset, assetIn, definitions, planAssets, type Asset, type AssetIn } from "../src/index.ts";

type PlainAsset = Asset<unknown, undefined, {}>;

/** Assets of which each reads three earlier ones. */
function project(count: number): readonly PlainAsset[] {
  const all: PlainAsset[] = [];
  for (let number = 0; number < count; number += 1) {
    const ins: Record<string, AssetIn> = {};
    for (const [position, back] of [1, 7, 31].entries()) {
      const upstream = all[number - back];
      if (upstream !== undefined) ins[`i${position}`] = assetIn(upstream.key);
    }
    all.push(asset({ name: `a${number}`, ins }, () => 1));
  }
  return all;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function measure(work: () => void, rounds: number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

const run = (command: string, args: readonly string[]): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    cwd: join(import.meta.dirname, ".."),
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
};

/** Milliseconds that a fresh process takes to import core, and that one takes to import Dagster. */
function importTimes(python: string | undefined): readonly [own: number, peer: number | undefined] {
  const own = median(
    [1, 2, 3].map(() =>
      run(process.execPath, [
        "--conditions=@heddle/source",
        "--input-type=module",
        "-e",
        'await import("@heddle/core")',
      ]),
    ),
  );
  return [
    own,
    python === undefined
      ? undefined
      : median([1, 2, 3].map(() => run(python, ["-c", "import dagster"]))),
  ];
}

/** How long it takes to define, check and plan large projects, and to import core. */
export default async function bench({
  python,
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const rows: string[][] = [];
  for (const count of quick ? [200, 1000] : [10_000, 50_000]) {
    let assets: readonly PlainAsset[] = [];
    const define = measure(() => (assets = project(count)), 3);
    let made = definitions({ assets: [] });
    const check = measure(() => (made = definitions({ assets })), 3);
    const selected = new Set(made.graph.nodes.keys());
    const plan = measure(() => void planAssets(made.graph, { jobName: "all", selected }), 5);
    const edges = made.graph.definitions.reduce(
      (sum, definition) => sum + definition.dependencies.length,
      0,
    );
    rows.push([
      `${count} assets, ${edges} edges`,
      `${define.toFixed(0)} ms`,
      `${check.toFixed(0)} ms`,
      `${plan.toFixed(0)} ms`,
    ]);
  }
  const [own, peer] = importTimes(python);
  const peerText =
    peer === undefined ? "not measured" : `${peer.toFixed(0)} ms (${(peer / own).toFixed(1)}×)`;
  return Promise.resolve({
    title: "Planning",
    intro:
      "Each asset reads three earlier ones. Checking is all of `definitions`: keys, cycles, partitions, resources, and the plan of the job of all assets.",
    columns: ["project", "define", "check", "plan"],
    rows,
    notes: [
      `A fresh process that imports core from its sources: ${own.toFixed(0)} ms; one that imports Dagster: ${peerText}.`,
    ],
  });
}
