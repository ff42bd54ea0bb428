import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

/**
 * `HEDDLE_FUZZ_SEED` sets the seed, `HEDDLE_FUZZ_INPUTS` the number of inputs. One input is repeated by
 * `node --conditions=@heddle/source test/fuzz/run.ts SEED INDEX 1`.
 */
const seed = Number(process.env["HEDDLE_FUZZ_SEED"] ?? 20_240_229);
const inputs = Number(
  process.env["HEDDLE_FUZZ_INPUTS"] ?? (process.env["CI"] === "true" ? 200_000 : 6_000),
);
const processes = 2;
/** Longest time without news of 500 inputs before a process counts as hanging. */
const patience = 60_000;

interface Figures {
  readonly inputs: number;
  readonly decoded: number;
  readonly refused: number;
  readonly slowest: number;
  readonly largest: number;
}

/** Runs a share of the inputs in a process with little memory, which ends at the first finding. */
async function share(first: number, count: number): Promise<Figures> {
  const program = join(import.meta.dirname, "run.ts");
  const child = spawn(
    process.execPath,
    [
      "--conditions=@heddle/source",
      "--disable-warning=ExperimentalWarning",
      "--max-old-space-size=256",
      program,
      ...[seed, first, count].map(String),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let index = first;
  let figures: Figures | undefined;
  let hangs = false;
  const watch = setTimeout(() => {
    hangs = true;
    child.kill("SIGKILL");
  }, patience);
  const ended = new Promise<string>((done) => {
    child.once("close", (code, signal) => done(String(signal ?? code)));
  });
  for await (const line of createInterface({ input: child.stdout })) {
    watch.refresh();
    const news = JSON.parse(line) as { index?: number; failure?: object } & Figures;
    if (news.failure !== undefined) throw new Error(JSON.stringify(news.failure, undefined, 2));
    if (news.index === undefined) figures = news;
    else index = news.index;
  }
  const end = await ended;
  clearTimeout(watch);
  if (figures !== undefined && end === "0") return figures;
  throw new Error(
    `seed ${seed}: the process ${hangs ? "hung" : `ended with ${end}`} in the 500 inputs after ${index}`,
  );
}

test(
  "mutated golden files: a value or a PickleError, soon, within bounds",
  { timeout: 600_000 },
  async () => {
    console.log(`fuzz seed ${seed}, ${inputs} inputs`);
    const size = Math.ceil(inputs / processes);
    const shares = await Promise.all(
      Array.from({ length: processes }, (_, number) => share(number * size, size)),
    );
    const sum = (key: keyof Figures): number =>
      shares.reduce((total, figures) => total + figures[key], 0);
    console.log(
      `fuzz: ${sum("decoded")} decoded, ${sum("refused")} refused, slowest ${Math.max(...shares.map(({ slowest }) => slowest)).toFixed(0)} ms`,
    );
    expect(sum("inputs")).toBeGreaterThanOrEqual(inputs);
    expect(sum("decoded")).toBeGreaterThan(inputs / 50);
    expect(sum("refused")).toBeGreaterThan(inputs / 4);
  },
);
