import { job, op, opOut, type, type Job } from "@heddle/core";
import { openInstance } from "../src/index.ts";
import { runPython, timed, withFolder } from "./support.ts";

const first = op({ name: "first", out: opOut() }, () => 0);
const following = op({ name: "following", ins: { x: type<number>() } }, ({ x }) => x);

const chain = (length: number): Job =>
  job({ name: "chain" }, () => {
    let value = first();
    for (let number = 0; number < length - 1; number += 1)
      value = following.alias(`s${number}`)({ x: value });
  });

const fan = (length: number): Job =>
  job({ name: "fan" }, () => {
    const value = first();
    for (let number = 0; number < length - 1; number += 1)
      following.alias(`s${number}`)({ x: value });
  });

/** What a run costs besides the work of its steps. */
export default async function bench({
  python,
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const length = quick ? 50 : 1000;
  const rows: string[][] = [];
  for (const [name, make] of [
    ["chain", chain],
    ["fan", fan],
  ] as const) {
    const own = await withFolder(async (folder) => {
      await using instance = await openInstance({ home: folder });
      const target = make(length);
      await make(50).executeInProcess({ instance });
      const [ms, result] = await timed(() => target.executeInProcess({ instance }));
      if (!result.success) throw new Error(`the ${name} failed`);
      return ms / length;
    });
    const peer =
      python === undefined
        ? undefined
        : (runPython(python, "time_dagster_steps.py", name, String(length)) as {
            readonly seconds: number;
          });
    const peerPerStep = peer === undefined ? undefined : (peer.seconds * 1000) / length;
    rows.push([
      `${name} of ${length}`,
      `${own.toFixed(2)} ms`,
      peerPerStep === undefined ? "not measured" : `${peerPerStep.toFixed(2)} ms`,
      peerPerStep === undefined ? "–" : `${(peerPerStep / own).toFixed(0)}×`,
    ]);
  }
  return {
    title: "Steps in process, events in SQLite",
    intro: "Ops that do nothing; every event of every step is stored before the next step begins.",
    columns: ["run", "Heddle, per step", "Dagster, per step", "Dagster ÷ Heddle"],
    rows,
    notes: [
      "Dagster: `execute_in_process` with the default SQLite storages and its in-memory IO manager.",
    ],
  };
}
