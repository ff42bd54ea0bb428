import { expect, test } from "vitest";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { type InputKind, parseReadConfiguration } from "./read-configuration.ts";

const place = 'input "rows"';
const codesOf = (raw: Record<string, unknown>, kind: InputKind): readonly string[] => {
  try {
    parseReadConfiguration(raw, kind, place);
  } catch (error) {
    if (!(error instanceof WandbArtifactsIOManagerError)) throw error;
    return error.details["codes"] as readonly string[];
  }
  return [];
};

test.each<[Record<string, unknown>, InputKind, string]>([
  [{ typ: 1 }, "asset", "E-R01"],
  [{ partitions: { "*": { get: "t" } } }, "asset", "E-R02"],
  [{ partitions: { "*": { get: "t" } }, name: "n" }, "op", "E-R02"],
  [{ name: "n" }, "asset", "E-R03"],
  [{}, "op", "E-R04"],
  [{ version: "v0", alias: "a" }, "asset", "E-R05"],
  [{ get: "t", get_path: "p" }, "asset", "E-R06"],
  [{ get: "t" }, "partitioned", "E-R07"],
  [{ get_path: "t" }, "partitioned", "E-R07"],
  [{ partitions: { red: {} } }, "partitioned", "E-R08"],
  [{ partitions: { "*": {} } }, "partitioned", "E-R08"],
  [{ partitions: { red: { gett: "t" } } }, "partitioned", "E-R10"],
  [{ partitions: { red: { version: "v0", alias: "a" } } }, "partitioned", "E-R11"],
  [{ partitions: { red: { get: "t", get_path: "p" } } }, "partitioned", "E-R13"],
  [{ version: "v0" }, "partitioned", "E-R14"],
  [{ alias: "a" }, "partitioned", "E-R14"],
  [{ partitions: [] }, "partitioned", "E-R21"],
  [{ partitions: { red: "v0" } }, "partitioned", "E-R21"],
  [{ get: 3 }, "asset", "E-R21"],
  [{ get: "t", as: "Table" }, "asset", "E-R21"],
  [{ get_path: "t", as: "value" }, "asset", "E-R21"],
  [{ as: "tabel" }, "asset", "E-R21"],
  [{ on_missing: "ignore" }, "asset", "E-R21"],
  [{ allow: "sklearn" }, "asset", "E-R21"],
  [{ consistency: "none" }, "asset", "E-R21"],
  [{ wildcard: 3 }, "partitioned", "E-R21"],
  [{ external: 3 }, "asset", "E-R21"],
  [{ external: "a/b/c/d" }, "asset", "E-R21"],
  [{ external: { nam: "x" } }, "asset", "E-R01"],
  [{ getPath: "a", get_path: "b" }, "asset", "E-R01"],
  [{ name: 3 }, "op", "E-R21"],
])("refuses %j for %s with %s", (raw, kind, code) => {
  expect(codesOf(raw, kind)).toContain(code);
});

test("knows at definition time that `partitions` excludes the keys at the top", () => {
  expect(codesOf({ partitions: { "*": { get: "t" } }, get: "t" }, "undecided")).toEqual(["E-R07"]);
  expect(codesOf({ get: "t", version: "v0" }, "undecided")).toEqual([]);
});

test("hints that a write key belongs on the output", () => {
  expect(() => parseReadConfiguration({ type: "dataset" }, "asset", place)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("wandbArtifact") }),
  );
});

test("accepts a null entry, which cancels the wildcard", () => {
  const { partitions } = parseReadConfiguration(
    { partitions: { "*": { get: "t" }, red: null } },
    "partitioned",
    place,
  );
  expect(partitions?.get("red")).toBeNull();
});

test("splits the short form of an external artifact", () => {
  expect(parseReadConfiguration({ external: "e/p/n" }, "asset", place).external).toEqual({
    entity: "e",
    project: "p",
    name: "n",
  });
  expect(parseReadConfiguration({ entity: "e", external: "n" }, "asset", place).external).toEqual({
    entity: "e",
    project: undefined,
    name: "n",
  });
});
