/**
 * The part of the fuzz test that runs in a process of its own, so that a hang or a crash is seen from outside:
 * `node run.ts SEED FIRST COUNT`. Prints one JSON line now and then, and one at the end.
 */
import { join } from "node:path";
import { getHeapStatistics } from "node:v8";
import { dumps, inspect, loadJoblib, loads, PickleError, sniff } from "@heddle/serialization";
import { openVectors } from "../vectors/index-file.ts";
import { mutate, Random } from "./mutate.ts";

/** Largest golden file that is used every time; larger ones only now and then. */
const small = 6000;
const limits = { maxBytes: 4_000_000, maxObjects: 2_000_000, maxStack: 1_000_000 };
/** What one input may cost: the limit, some bytes per byte of the input, and slack for the collector. */
const allowance = (length: number): number => limits.maxBytes + 256 * length + 48_000_000;

const [seed, first, count] = process.argv.slice(2).map(Number) as [number, number, number];
const vectors = openVectors(join(import.meta.dirname, "../vectors/pickle.zip"));
const sources = vectors.cases.flatMap((one) =>
  one.files.map(({ file, buffers = [] }) => ({
    file,
    bytes: vectors.read(file),
    isJoblib: one.group === "joblib",
    buffers: buffers.map((name) => vectors.read(name)),
  })),
);
const often = sources.filter(({ bytes }) => bytes.length <= small);

type Source = (typeof sources)[number];

/** What is done with each input; the first are drawn more often. */
function decode(input: Uint8Array, { isJoblib, buffers }: Source, random: Random): void {
  const policy = random.below(3) === 0 ? "data" : "inspect";
  const frames = random.below(3) === 0 ? "strict" : "lenient";
  const options = { policy, frames, limits, buffers, extensions: { 240: "m.C" } } as const;
  const way = random.below(10);
  if (isJoblib || way === 0) {
    loadJoblib(input, { ...options, sidecar: () => new Uint8Array(64) });
  } else if (way === 1) {
    inspect(input);
    sniff(input);
  } else if (way === 2) {
    dumps(loads(input, { ...options, floats: "wrap", str: "wrap", dicts: "map" }));
  } else {
    loads(input, options);
  }
}

const figures = { inputs: 0, decoded: 0, refused: 0, slowest: 0, largest: 0 };

for (let index = first; index < first + count; index += 1) {
  const random = new Random(Math.imul(seed, 0x9e3779b1) + index);
  const source = random.pick(random.below(100) === 0 ? sources : often);
  const input = mutate(source.bytes, random.pick(often).bytes, random);
  const before = allocated();
  const begin = performance.now();
  try {
    decode(input, source, random);
    figures.decoded += 1;
  } catch (error) {
    if (!isClear(error, input)) fail(index, source.file, input, error);
    figures.refused += 1;
  }
  figures.inputs += 1;
  figures.slowest = Math.max(figures.slowest, performance.now() - begin);
  const growth = allocated() - before;
  figures.largest = Math.max(figures.largest, growth);
  if (growth > allowance(input.length))
    fail(index, source.file, input, `${growth} bytes allocated`);
  if (figures.inputs % 500 === 0) console.log(JSON.stringify({ index }));
}
console.log(JSON.stringify(figures));

/** A PickleError with a code, and an offset inside what was read; no hook is given that could fail. */
function isClear(error: unknown, input: Uint8Array): boolean {
  if (!(error instanceof PickleError)) return false;
  const { offset, code } = error;
  const limit = Math.max(input.length, limits.maxBytes);
  return (
    code.startsWith("SERIALIZATION_") &&
    code !== "SERIALIZATION_HOOK_FAILED" &&
    (offset === undefined || (Number.isInteger(offset) && offset >= 0 && offset <= limit))
  );
}

function allocated(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

function fail(index: number, file: string, input: Uint8Array, error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const base64 = Buffer.from(input.subarray(0, 20_000)).toString("base64");
  console.log(JSON.stringify({ failure: { seed, index, file, error: text, input: base64 } }));
  process.exit(1);
}
