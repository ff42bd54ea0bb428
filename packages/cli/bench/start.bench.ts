import { spawnSync } from "node:child_process";
import { join } from "node:path";

const rounds = 5;
const folder = join(import.meta.dirname, "..");
const node = ["--conditions=@heddle/source"];

/** Median milliseconds that a fresh process takes from its start to its end. */
function timeOf(command: string, args: readonly string[]): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, args, { encoding: "utf8", cwd: folder });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] as number;
}

/** How long a person waits for the command to say anything. */
export default async function bench({ python }: { readonly python: string | undefined }) {
  const main = join(folder, "src", "main.ts");
  const cases: readonly (readonly [string, readonly string[], readonly string[] | undefined])[] = [
    ["nothing (the runtime alone)", ["-e", ""], ["-c", ""]],
    ["`--help`", [...node, main, "--help"], ["-m", "dagster", "--help"]],
    ["`version`", [...node, main, "version"], ["-m", "dagster", "--version"]],
    [
      "importing the core",
      [...node, "--input-type=module", "-e", 'import "@heddle/core"'],
      ["-c", "import dagster"],
    ],
  ];
  const rows = cases.map(([name, own, peer]) => {
    const mine = timeOf(process.execPath, own);
    const theirs = python === undefined || peer === undefined ? undefined : timeOf(python, peer);
    return [
      name,
      `${mine.toFixed(0)} ms`,
      theirs === undefined ? "not measured" : `${theirs.toFixed(0)} ms`,
      theirs === undefined ? "–" : `${(theirs / mine).toFixed(1)}×`,
    ];
  });
  return Promise.resolve({
    title: "Start of the command",
    intro: "A fresh process each time, from sources; the published package has no types to strip.",
    columns: ["what", "Heddle", "Dagster", "Dagster ÷ Heddle"],
    rows,
  });
}
