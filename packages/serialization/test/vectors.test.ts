import { join } from "node:path";
import { expect, test } from "vitest";
import { dumps, loads, PickleError, type Protocol } from "../src/index.ts";
import { openVectors } from "./vectors/index-file.ts";
import { runVectors } from "./vectors/summary.ts";

const archive = join(import.meta.dirname, "vectors", "pickle.zip");

test("decodes every golden vector and writes the marked ones with CPython's bytes", () => {
  const summary = runVectors(archive);
  expect(summary.failures).toEqual([]);
  expect(summary.total).toBeGreaterThan(2700);
});

test("writes the bytes of the pure-Python pickler too", () => {
  const vectors = openVectors(archive);
  const cases = vectors.cases.find(({ name }) => name === "pure-python-pickler")!;
  for (const { file, protocol } of cases.files) {
    const bytes = vectors.read(file);
    const value = loads(bytes, { floats: "wrap", dicts: "map" });
    const encoded = dumps(value, { protocol: protocol as Protocol, profile: "python" });
    expect([file, Buffer.from(encoded).equals(Buffer.from(bytes))]).toEqual([file, true]);
  }
});

test("fails at every truncation, inside what is there", () => {
  const vectors = openVectors(archive);
  const files = vectors.cases
    .filter(
      ({ group, expect: expected }) =>
        ["builtin", "stdlib", "class"].includes(group) && expected === undefined,
    )
    .flatMap((one) => one.files.map(({ file }) => vectors.read(file)))
    .filter((bytes) => bytes.length < 400)
    .slice(0, 200);
  const outside: string[] = [];
  for (const bytes of files) {
    for (let length = 0; length < bytes.length; length += 1) {
      const offset = failureOffset(bytes.subarray(0, length));
      if (!(offset <= length))
        outside.push(`${Buffer.from(bytes).toString("hex")} cut at ${length}`);
    }
  }
  expect(outside).toEqual([]);
});

/** Where a PickleError says that decoding failed; NaN for no failure or any other. */
function failureOffset(bytes: Uint8Array): number {
  try {
    loads(bytes, { policy: "inspect" });
  } catch (error) {
    if (error instanceof PickleError && error.offset !== undefined) return error.offset;
  }
  return Number.NaN;
}

test("writes whole trees of nodes, classes and functions with the bytes they were read from", () => {
  const vectors = openVectors(archive);
  const groups = new Set(["builtin", "stdlib", "class", "numpy", "sklearn", "cloudpickle", "dill"]);
  // Where the order of equal strings or the path of one array's data is the writer's secret.
  const unlike =
    /^(?:std-array-d|np-structured-(?:nested|aligned)|np-dict-arrays|sk-(?:logreg|pipeline)|cp-enum|cpnew-enum|dill-enum|dillnew-enum|dill-recurse)$/;
  let count = 0;
  for (const { name, group, module, files } of vectors.cases) {
    if (!groups.has(group) || unlike.test(name)) continue;
    for (const { file, protocol } of files) {
      const bytes = vectors.read(file);
      const value = loads(bytes, { policy: "inspect", floats: "wrap", str: "wrap", dicts: "map" });
      const profile = module === "dill" ? "python" : "c";
      const encoded = dumps(value, { protocol: protocol as Protocol, profile });
      expect([file, Buffer.from(encoded).equals(Buffer.from(bytes))]).toEqual([file, true]);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(1100);
});
