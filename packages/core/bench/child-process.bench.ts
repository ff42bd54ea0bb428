import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childProcessExecutor, Instance, memoryStorage } from "../src/index.ts";
import chains from "./child-process-steps.ts";

const dagsterLength = 8;

/** Overhead of a step in a process of its own, beside Dagster's multi-process executor. */
export default async function bench({
  python,
  quick,
}: {
  readonly python: string | undefined;
  readonly quick: boolean;
}) {
  const home = mkdtempSync(join(tmpdir(), "heddle-bench-"));
  try {
    await using instance = new Instance({ storage: memoryStorage(), home });
    await using executor = childProcessExecutor({
      file: join(import.meta.dirname, "child-process-steps.ts"),
      maxConcurrent: 2,
    });
    const run = async (length: number): Promise<number> => {
      const start = performance.now();
      await chains.getJob(`chain${String(length)}`).executeInProcess({ instance, executor });
      return performance.now() - start;
    };
    const cold = await run(8);
    const long = quick ? 8 : 200;
    const warm = await run(long);
    const peer = python === undefined ? undefined : dagster(python);
    const perStep = warm / long;
    const peerPerStep = peer === undefined ? undefined : peer / dagsterLength;
    const ratio = (own: number): string =>
      peerPerStep === undefined ? "–" : `${(peerPerStep / own).toFixed(1)}×`;
    return {
      title: "Steps in child processes",
      intro:
        "A chain of steps that do nothing, values stored as local files between them. Heddle's processes are used again, Dagster starts one per step.",
      columns: ["work", "per step", "Dagster ÷ Heddle"],
      rows: [
        [
          "Heddle, 8 steps, processes started on the way",
          `${(cold / 8).toFixed(1)} ms`,
          ratio(cold / 8),
        ],
        [
          `Heddle, ${String(long)} steps, processes running`,
          `${perStep.toFixed(1)} ms`,
          ratio(perStep),
        ],
        [
          `Dagster, ${String(dagsterLength)} steps`,
          peerPerStep === undefined ? "not measured" : `${peerPerStep.toFixed(1)} ms`,
          "",
        ],
      ],
      notes: [
        "Heddle runs from its TypeScript source here, which makes starting a process slower than from the built package.",
      ],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function dagster(python: string): number {
  const program = join(import.meta.dirname, "time_dagster_multiprocess.py");
  const { stdout, stderr, status } = spawnSync(python, [program, String(dagsterLength)], {
    encoding: "utf8",
    env: { ...process.env, DAGSTER_DISABLE_TELEMETRY: "yes" },
  });
  if (status !== 0) throw new Error(`time_dagster_multiprocess.py failed: ${stderr}`);
  return (JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { ms: number }).ms;
}
