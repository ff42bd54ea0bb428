import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { job, op, type, valueResource, type IOManager } from "@heddle/core";
import { openInstance } from "../src/index.ts";
import { withFolder } from "./support.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Megabytes of heap that is in use after a forced collection. */
async function heapMb(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collect();
    // What was read through a WeakRef lives until the next turn.
    await wait(1);
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Keeps one number: what a run of any length needs from its values here. */
const constant = valueResource<IOManager>({ handleOutput: () => undefined, loadInput: () => 0 });

interface Growth {
  readonly planned: number;
  readonly running: number;
  readonly kept: number;
}

async function growthOf(length: number): Promise<Growth> {
  return withFolder(async (folder) => {
    await using instance = await openInstance({ home: folder });
    let atFirst = 0;
    let atLast = 0;
    const ins = { x: type<number>() };
    const first = op({ name: "first" }, async () => {
      atFirst = await heapMb();
      return 0;
    });
    const middle = op({ name: "middle", ins }, ({ x }) => x);
    const last = op({ name: "last", ins }, async ({ x }) => {
      atLast = await heapMb();
      return x;
    });
    const chain = job({ name: "chain", resources: { io_manager: constant } }, () => {
      let value = first();
      for (let number = 0; number < length - 2; number += 1)
        value = middle.alias(`s${String(number)}`)({ x: value });
      last({ x: value });
    });
    const before = await heapMb();
    const result = await chain.executeInProcess({ instance });
    const after = await heapMb();
    if (!result.success) throw new Error("the run failed");
    return { planned: atFirst - before, running: atLast - atFirst, kept: after - before };
  });
}

/** What a run holds in memory, by its number of steps. */
export default async function bench({ quick }: { readonly quick: boolean }) {
  const lengths = quick ? [50, 100, 500] : [1000, 10_000, 50_000];
  // Code that is compiled at first use counts for no length.
  await growthOf(500);
  const rows: string[][] = [];
  for (const length of lengths) {
    const growth = await growthOf(length);
    rows.push([
      String(length),
      ...[growth.running, growth.kept, growth.planned].map((size) => `${size.toFixed(1)} MB`),
    ]);
  }
  return {
    title: "Memory of a run",
    intro:
      "Heap in use after a forced collection, for a chain of ops in SQLite. Events stream out and the plan goes with the run, so what grows while it runs, and what its kept result holds, do not depend on its length.",
    columns: ["steps", "grows from first to last step", "held by the kept result", "the plan"],
    rows,
  };
}
