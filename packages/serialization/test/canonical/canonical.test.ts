import { expect, test } from "vitest";
import { dumps, dumpsChunks, type DumpsOptions, type Protocol } from "../../src/index.ts";
import { Random } from "../fuzz/mutate.ts";
import { randomProgram } from "./generate.ts";
import { build } from "./program.ts";

/** `HEDDLE_FUZZ_SEED` sets the seed. */
const seed = Number(process.env["HEDDLE_FUZZ_SEED"] ?? 5);

const ways: readonly DumpsOptions[] = ([0, 2, 3, 4, 5] as readonly Protocol[]).flatMap((protocol) =>
  (["c", "python"] as const).map((profile) => ({ protocol, profile })),
);

test(`F112 objects, the same as Maps, and pieces are the same bytes (seed ${seed})`, () => {
  const random = new Random(seed);
  const different: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const program = randomProgram(random);
    const value = build(program, true);
    const options: DumpsOptions = {
      ...random.pick(ways),
      strings: random.pick(["interned", "interned", "distinct"]),
    };
    const bytes = Buffer.from(dumps(value, options));
    // Maps are written by the general way, which objects take only when they are large or not flat.
    if (!bytes.equals(dumps(build(program, false), options))) different.push(`${at} as Maps`);
    const chunkBytes = random.pick([1, 100, 70_000]);
    const pieces = [...dumpsChunks(value, { ...options, chunkBytes })];
    if (!bytes.equals(Buffer.concat(pieces))) different.push(`${at} in pieces`);
    const looked = dumps(value, { ...options, persistentId: () => undefined });
    if (!bytes.equals(looked)) different.push(`${at} looked up`);
  }
  expect(different).toEqual([]);
});
