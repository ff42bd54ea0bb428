import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  defaultCodecs,
  dumps,
  loadJoblib,
  loads,
  type Protocol,
  toJson,
} from "@heddle/serialization";

const python = process.env["HEDDLE_PYTHON"];
/** `HEDDLE_FUZZ_SEED` sets the seed, `HEDDLE_FUZZ_VALUES` the number of values. */
const seed = process.env["HEDDLE_FUZZ_SEED"] ?? "20240229";
const count = process.env["HEDDLE_FUZZ_VALUES"] ?? "150";

interface Written {
  readonly name: string;
  readonly kind: "tree" | "cycle";
  readonly module: "pickle" | "cloudpickle" | "joblib";
  readonly protocol: Protocol;
  readonly original: string;
}

const inert = { policy: "inspect", floats: "wrap", dicts: "map" } as const;
const bytesOf = ({ original }: Written): Uint8Array =>
  new Uint8Array(Buffer.from(original, "base64"));

function run<Line>(program: string, parameters: readonly string[], input = ""): Line[] {
  const file = join(import.meta.dirname, program);
  const child = spawnSync(python!, ["-W", "ignore", file, ...parameters], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  expect([child.status, child.stderr]).toEqual([0, ""]);
  return child.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** The value with its numbers' and arrays' types, written again by the codec of its module. */
function again(one: Written): string {
  const options = { ...inert, npScalars: "wrap", arrays: "ndarray" } as const;
  const value =
    one.module === "joblib" ? loadJoblib(bytesOf(one), options) : loads(bytesOf(one), options);
  const { protocol } = one;
  const ours = defaultCodecs.get(one.module).dump(value, { protocol }) as Uint8Array;
  return Buffer.from(ours).toString("base64");
}

describe.skipIf(python === undefined)(`random values of Python's, seed ${seed}`, () => {
  let written: Written[] = [];

  beforeAll(() => {
    written = run<Written>("random_values.py", [seed, count]);
  });

  test("F112 F114 every pickle is written again with its own bytes, at every protocol", () => {
    expect(written.length).toBeGreaterThan(6 * Number(count));
    const pickles = written.filter(({ module }) => module === "pickle");
    for (const one of pickles) {
      const value = loads(bytesOf(one), { ...inert, str: "wrap" });
      const ours = Buffer.from(dumps(value, { protocol: one.protocol })).toString("base64");
      expect([one.name, ours === one.original]).toEqual([one.name, true]);
    }
  });

  test("F114 values are equal in Python after a way through here", () => {
    const trees = written.filter(({ kind }) => kind === "tree");
    const pairs = trees.map((one) => JSON.stringify({ ...one, ours: again(one) }));
    const outcomes = run<{ name: string; problem?: string; skipped?: string }>(
      "reload.py",
      [],
      pairs.join("\n"),
    );
    expect(outcomes).toHaveLength(trees.length);
    expect(
      outcomes.filter((one) => one.problem !== undefined || one.skipped !== undefined),
    ).toEqual([]);
  });

  test("what is decoded is shown in JSON, and written again by default options", () => {
    for (const one of written.filter(({ module }) => module !== "joblib")) {
      const value = loads(bytesOf(one), { policy: "inspect" });
      expect(() => JSON.stringify(toJson(value))).not.toThrow();
      expect(() => dumps(value)).not.toThrow();
    }
  });
});
