import { afterAll, beforeAll, expect, test } from "vitest";
import { loads, loadsFrom, type LoadsOptions, PickleError } from "@heddle/serialization";
import { NumberRun } from "../../src/pickle/decode/number-runs.ts";
import { PairRun } from "../../src/pickle/decode/pair-runs.ts";
import { Random } from "./mutate.ts";
import { Programs } from "./programs.ts";
import { shapeOf } from "./shape.ts";

/** `HEDDLE_FUZZ_SEED` sets the seed, `HEDDLE_FUZZ_PROGRAMS` the number of programs. */
const seed = Number(process.env["HEDDLE_FUZZ_SEED"] ?? 20_240_229);
const count = Number(
  process.env["HEDDLE_FUZZ_PROGRAMS"] ?? (process.env["CI"] === "true" ? 1200 : 300),
);

/** More than so many programs take on a busy machine. */
const patience = { timeout: 60_000 + 100 * count };

/** Set while a program is to be read by the machine's loop alone. */
let alone: Uint8Array | undefined;

const pairsAtOnce = Reflect.get(PairRun.prototype, "take") as (...given: unknown[]) => void;
const numbersAtOnce = Reflect.get(NumberRun.prototype, "take") as (...given: unknown[]) => void;

function pairsAlone(this: PairRun, ...given: Parameters<PairRun["take"]>): void {
  if (alone === undefined) return pairsAtOnce.apply(this, given);
  const [from, frame, height, , , entries, objects] = given;
  this.position = from;
  this.frameEnd = frame;
  this.limit = frame < 0 ? alone.length : Math.min(frame, alone.length);
  this.size = height;
  this.memoSize = entries;
  this.objects = objects;
  this.open = true;
}

function numbersAlone(this: NumberRun, ...given: Parameters<NumberRun["take"]>): void {
  if (alone === undefined) return numbersAtOnce.apply(this, given);
  const [, , from, frame, end, target] = given;
  this.position = from;
  this.frameEnd = frame;
  this.limit = frame < 0 ? end : Math.min(frame, end);
  this.openFrom = target.length;
}

beforeAll(() => {
  PairRun.prototype.take = pairsAlone;
  NumberRun.prototype.take = numbersAlone;
});

afterAll(() => {
  PairRun.prototype.take = pairsAtOnce;
  NumberRun.prototype.take = numbersAtOnce;
});

test("F114 random programs give the same whether or not runs are read at once", patience, () => {
  const seen = new Set<string>();
  const different: string[][] = [];
  for (let index = 0; index < count; index += 1) {
    const { input, options } = programOf(index);
    const atOnce = outcomeOf(() => loads(input, options));
    alone = input;
    const oneByOne = outcomeOf(() => loads(input, options));
    alone = undefined;
    if (atOnce !== oneByOne) different.push([`${seed} ${index}`, atOnce, oneByOne]);
    seen.add(codeOf(atOnce));
  }
  expect(different).toEqual([]);
  // The programs are no use if they all fail, or fail alike.
  expect(seen.size).toBeGreaterThan(8);
  expect(seen).toContain("value");
});

test("F114 random programs give the same whole and in pieces", patience, async () => {
  const different: string[][] = [];
  for (let index = 0; index < count; index += 1) {
    const { input, options: given, random } = programOf(index);
    // A stream does not know what follows the end of its pickle.
    const { trailing: _, ...options } = given;
    const whole = outcomeOf(() => loads(input, options));
    const size = random.pick([3, 50, 300, 5000]);
    const pieces = Array.from({ length: Math.ceil(input.length / size) }, (_piece, at) =>
      input.slice(at * size, (at + 1) * size),
    );
    const inPieces = await loadsFrom(pieces, options).then(shapeOf, failureOf);
    // Nor that a frame is longer than all that will come; and where input is cut, it has other words for it.
    const isCut = codeOf(whole) === "SERIALIZATION_TRUNCATED";
    const isSame = isCut ? codeOf(whole) === codeOf(inPieces) : whole === inPieces;
    if (!isSame && !whole.includes("longer than the input")) {
      different.push([`${seed} ${index}`, whole, inPieces]);
    }
  }
  expect(different).toEqual([]);
});

/** A program, perhaps cut or inside a larger buffer, and options; always the same for an index. */
function programOf(index: number): { input: Uint8Array; options: LoadsOptions; random: Random } {
  const random = new Random(Math.imul(seed, 0x9e3779b1) + index);
  let input = new Programs(random).next();
  if (random.below(6) === 0) input = input.subarray(0, random.below(input.length + 1));
  if (random.below(3) === 0) {
    const room = new Uint8Array(input.length + 20).fill(0x2e);
    room.set(input, 7);
    input = room.subarray(7, 7 + input.length);
  }
  return { input, options: optionsOf(random), random };
}

function optionsOf(random: Random): LoadsOptions {
  const options: Record<string, unknown> = {};
  for (const [name, values] of Object.entries({
    ints: ["number", "bigint"],
    floats: ["wrap"],
    str: ["wrap"],
    none: ["undefined"],
    tuples: ["array"],
    dicts: ["map", "object"],
    bytes: ["copy"],
    frames: ["lenient"],
    trailing: ["error"],
  })) {
    if (random.below(4) === 0) options[name] = random.pick(values);
  }
  if (random.below(4) === 0) {
    const limit = random.pick(["maxStack", "maxMemo", "maxObjects"]);
    options["limits"] = { [limit]: random.below(random.pick([4, 40, 2000])) };
  }
  return options;
}

function outcomeOf(run: () => unknown): string {
  try {
    return shapeOf(run());
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): string {
  if (!(error instanceof PickleError)) throw error;
  return `${error.code} at ${error.offset}: ${error.message}`;
}

function codeOf(outcome: string): string {
  return outcome.startsWith("SERIALIZATION_") ? outcome.split(" ")[0]! : "value";
}
