import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dumps, type DumpsOptions, type Protocol } from "@heddle/serialization";
import { randomProgram } from "../canonical/generate.ts";
import { build, type Program } from "../canonical/program.ts";
import { Random } from "../fuzz/mutate.ts";

const python = process.env["HEDDLE_PYTHON"];
/** `HEDDLE_FUZZ_SEED` sets the seed, `HEDDLE_FUZZ_VALUES` the number of values. */
const seed = Number(process.env["HEDDLE_FUZZ_SEED"] ?? 20_261_128);
const count = Number(process.env["HEDDLE_FUZZ_VALUES"] ?? 120);

/** What Python's two picklers write for each program: digests by writer, kind of texts and protocol. */
function pythonDigests(programs: readonly Program[]): Record<string, string>[] {
  const child = spawnSync(python!, [join(import.meta.dirname, "canonical.py")], {
    input: programs.map((program) => `${JSON.stringify(program)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  expect([child.status, child.stderr]).toEqual([0, ""]);
  return child.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
}

function digest(value: unknown, how: string): string {
  const [profile, strings, protocol] = how.split(" ");
  const options = { profile, strings, protocol: Number(protocol) as Protocol } as DumpsOptions;
  return createHash("sha256").update(dumps(value, options)).digest("hex");
}

describe.skipIf(python === undefined)(`random values of JavaScript, seed ${seed}`, () => {
  test("F112 F114 are written with the bytes of both of CPython's picklers, at every protocol", () => {
    const random = new Random(seed);
    const programs = Array.from({ length: count }, () => randomProgram(random));
    const expected = pythonDigests(programs);
    expect(expected).toHaveLength(count);
    const different: string[] = [];
    for (const [at, digests] of expected.entries()) {
      const value = build(programs[at]!, true);
      for (const [how, bytes] of Object.entries(digests)) {
        if (digest(value, how) !== bytes) different.push(`program ${at}, ${how}`);
      }
    }
    expect(different).toEqual([]);
  });
});
