import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dumps, loadJoblib, loads, type LoadsOptions, type Protocol } from "../../src/index.ts";
import { openVectors, type VectorCase, type VectorFile } from "../vectors/index-file.ts";

const python = process.env["HEDDLE_PYTHON"];
const vectors = openVectors(join(import.meta.dirname, "..", "vectors", "pickle.zip"));

const exact: LoadsOptions = {
  policy: "inspect",
  floats: "wrap",
  dicts: "map",
  arrays: "ndarray",
  npScalars: "wrap",
};

interface Outcome {
  readonly name: string;
  readonly problem?: string;
  readonly skipped?: string;
}

function pairOf(one: VectorCase, file: VectorFile): string {
  const bytes = vectors.read(file.file);
  const { encoding, extensions } = one.params ?? {};
  const options: LoadsOptions = {
    ...exact,
    ...(encoding === undefined ? {} : { strings: encoding }),
    ...(extensions === undefined ? {} : { extensions }),
  };
  const value = one.module === "joblib" ? loadJoblib(bytes, options) : loads(bytes, options);
  const ours = dumps(value, { protocol: (file.protocol ?? 5) as Protocol });
  return JSON.stringify({
    name: file.file,
    module: one.module,
    original: Buffer.from(bytes).toString("base64"),
    ours: Buffer.from(ours).toString("base64"),
    calls: (one as { calls?: unknown }).calls,
  });
}

/** Cases that Python may load: no attacks, no faults, no buffers or files beside the pickle. */
function isSafe(one: VectorCase): boolean {
  const outside = one.files.some(
    (file) => file.buffers !== undefined || file.sidecar !== undefined,
  );
  return (
    !outside &&
    // The same arrays as in the zlib cases, in other containers.
    !/^jl-(?:bz2|lzma|xz|lz4)/.test(one.name) &&
    one.group !== "bad" &&
    one.group !== "raw" &&
    one.multi !== true &&
    (one.expect === undefined || one.expect === "opaque")
  );
}

test("Python loads every re-encoded vector to the value of the original", () => {
  const input = vectors.cases
    .filter(isSafe)
    .flatMap((one) => one.files.map((file) => pairOf(one, file)));
  const run = spawnSync(python!, [join(import.meta.dirname, "reload.py")], {
    input: input.join("\n"),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  const outcomes = run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Outcome);
  expect(outcomes).toHaveLength(input.length);
  const skipped = outcomes.filter((outcome) => outcome.skipped !== undefined);
  console.log(
    `${outcomes.length} re-encoded, ${skipped.length} that this Python cannot load itself`,
  );
  for (const { name, skipped: reason } of skipped)
    console.log(`  ${name}: ${reason!.slice(0, 120)}`);
  expect(outcomes.filter((outcome) => outcome.problem !== undefined)).toEqual([]);
});
