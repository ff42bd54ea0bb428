import { join } from "node:path";
import { expect, test } from "vitest";
import { loadJoblib, loads, type JoblibLoadOptions } from "@heddle/serialization";
import { openVectors, type VectorCase, type VectorFile } from "./vectors/index-file.ts";

const vectors = openVectors(join(import.meta.dirname, "vectors", "pickle.zip"));
const cases = vectors.cases.filter(
  ({ group, expect: expected, multi, params }) =>
    group !== "raw" && expected === undefined && multi !== true && params?.extensions === undefined,
);

function decode(one: VectorCase, file: VectorFile, options: JoblibLoadOptions): void {
  const given = {
    policy: "inspect",
    buffers: (file.buffers ?? []).map((name) => vectors.read(name)),
    strings: one.params?.encoding ?? "utf8",
    ...options,
  } as const;
  const besides = (name: string): Uint8Array =>
    vectors.read(file.sidecar?.find((path) => path.endsWith(name)) ?? name);
  if (one.group === "joblib") loadJoblib(vectors.read(file.file), { ...given, sidecar: besides });
  else loads(vectors.read(file.file), given);
}

const choices: readonly JoblibLoadOptions[] = [
  { ints: "bigint" },
  { ints: "number" },
  { floats: "wrap" },
  { none: "undefined" },
  { dicts: "map" },
  { bytes: "copy" },
  { dates: "js" },
  { arrays: "ndarray" },
  { npScalars: "wrap" },
  { frames: "lenient" },
];

test.each(choices)("every golden file is decoded under %j too", (options) => {
  const failures: string[] = [];
  for (const one of cases) {
    for (const file of one.files) {
      try {
        decode(one, file, options);
      } catch (error) {
        failures.push(`${file.file}: ${String(error)}`);
      }
    }
  }
  expect(failures).toEqual([]);
});

test("arrays have the same items whatever integers become", () => {
  const bytes = vectors.read("jl-raw-array.joblib");
  expect(loadJoblib(bytes, { ints: "bigint" })).toEqual(loadJoblib(bytes));
});

test('joblib refuses str: "wrap", which would leave arrays undecoded', () => {
  const options = { str: "wrap" } as JoblibLoadOptions;
  expect(() => loadJoblib(vectors.read("jl-raw-array.joblib"), options)).toThrow(/str: "wrap"/);
});
