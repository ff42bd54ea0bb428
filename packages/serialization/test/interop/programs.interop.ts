import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loads, PickleError, PyFrozenSet, PyTuple } from "@heddle/serialization";
import { Random } from "../fuzz/mutate.ts";
import { Programs } from "../fuzz/programs.ts";

/** `HEDDLE_FUZZ_SEED` sets the seed, `HEDDLE_FUZZ_PROGRAMS` the number of programs. */
const seed = Number(process.env["HEDDLE_FUZZ_SEED"] ?? 20_240_229);
const count = Number(process.env["HEDDLE_FUZZ_PROGRAMS"] ?? 1500);

test("F114 random programs give what they give in Python", () => {
  const programs = Array.from({ length: count }, (_, index) =>
    new Programs(new Random(Math.imul(seed, 0x9e3779b1) + index)).next(),
  );
  const child = spawnSync(
    process.env["HEDDLE_PYTHON"]!,
    [join(import.meta.dirname, "random_programs.py")],
    {
      input: programs
        .map((bytes) => `${JSON.stringify({ bytes: Buffer.from(bytes).toString("base64") })}\n`)
        .join(""),
      encoding: "utf8",
      maxBuffer: 1 << 29,
    },
  );
  expect([child.status, child.stderr]).toEqual([0, ""]);
  const lines = child.stdout.trim().split("\n");
  expect(lines).toHaveLength(count);
  let values = 0;
  lines.forEach((line, index) => {
    const theirs = JSON.parse(line) as { shape?: string; error?: string };
    const ours = outcomeOf(programs[index]!);
    if (ours === undefined || isKnown(ours, theirs)) return;
    if (theirs.shape !== undefined) values += 1;
    expect([index, ours.shape, ours.error ?? theirs.error]).toEqual([
      index,
      theirs.shape,
      theirs.error === undefined ? undefined : (ours.error ?? theirs.error),
    ]);
  });
  expect(values).toBeGreaterThan(count / 8);
});

interface Outcome {
  readonly shape?: string;
  readonly error?: string;
}

/** What the two readers are known to see differently: FRAMEs of a wrong length, and batches of nothing for what takes none. */
function isKnown(ours: Outcome, theirs: Outcome): boolean {
  return (
    theirs.error === "UnpicklingError: pickle data was truncated" ||
    (theirs.error === undefined && / does not take (?:items|members)/.test(ours.error ?? ""))
  );
}

/** Undefined for what JavaScript has no equal of: keys that are compared by content, several NaN and -0 as keys. */
function outcomeOf(bytes: Uint8Array): Outcome | undefined {
  let value: unknown;
  try {
    value = loads(bytes, { frames: "lenient" });
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    return { error: error.message };
  }
  const shape = shapeOf(value);
  return shape === undefined ? undefined : { shape };
}

function shapeOf(root: unknown): string | undefined {
  const seen = new Map<object, number>();
  let comparable = true;
  const keyOf = (key: unknown): string => {
    comparable &&= !(typeof key === "object" && key !== null) && !Number.isNaN(key) && key !== 0;
    return visit(key);
  };
  const listOf = (items: readonly unknown[]): string => items.map(visit).join(",");
  const membersOf = (items: Iterable<unknown>): string =>
    Array.from(items, keyOf).toSorted().join(",");
  const visit = (value: unknown): string => {
    if (typeof value === "string") {
      return JSON.stringify(Array.from(value, (letter) => letter.codePointAt(0)));
    }
    if (typeof value !== "object" || value === null) {
      return Object.is(value, -0) ? "-0" : String(value);
    }
    if (value instanceof Uint8Array) return `b(${value.join(",")})`;
    if (value instanceof PyTuple) return `t(${listOf(value)})`;
    if (value instanceof PyFrozenSet) return `f(${membersOf(value)})`;
    const known = seen.get(value);
    if (known !== undefined) return `#${known}`;
    seen.set(value, seen.size);
    if (Array.isArray(value)) return `l(${listOf(value)})`;
    if (value instanceof Set) return `s(${membersOf(value)})`;
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    return `d(${entries.map(([key, item]) => `${keyOf(key)}:${visit(item)}`).join(",")})`;
  };
  const shape = visit(root);
  return comparable ? shape : undefined;
}
