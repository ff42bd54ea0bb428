import { expect, test } from "vitest";
import { WandbArtifactsIOManagerError } from "../errors.ts";
import { parseWriteConfiguration } from "./write-configuration.ts";

const place = 'asset "a"';
const faultsOf = (raw: Record<string, unknown>): readonly string[] => {
  try {
    parseWriteConfiguration(raw, place);
  } catch (error) {
    if (!(error instanceof WandbArtifactsIOManagerError)) throw error;
    return error.details["codes"] as readonly string[];
  }
  return [];
};

test("reads snake_case and camelCase alike", () => {
  const snake = parseWriteConfiguration(
    { add_files: [{ local_path: "a", is_tmp: true }], serialization_module: { name: "joblib" } },
    place,
  );
  const camel = parseWriteConfiguration(
    { addFiles: [{ localPath: "a", isTmp: true }], serializationModule: "joblib" },
    place,
  );
  expect(camel).toEqual(snake);
  expect(snake.addFiles).toEqual([{ localPath: "a", isTmp: true }]);
  expect(snake.serialization).toEqual({ name: "joblib", parameters: {} });
});

test("finds all faults at once, each with its code and path", () => {
  const raw = {
    typ: "dataset",
    name: "my artifact",
    aliases: ["a/b", "v12"],
    metadata: { source_x: 1 },
    add_files: [{ local_path: "a", nam: "b" }],
    ttl: 3,
  };
  let error: unknown;
  try {
    parseWriteConfiguration(raw, place);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(WandbArtifactsIOManagerError);
  const { problems, code } = error as WandbArtifactsIOManagerError;
  expect(code).toBe("E-W02");
  expect(problems.map((problem) => `${problem.code} ${problem.path}`).toSorted()).toEqual([
    "E-W02 typ",
    "E-W14 name",
    "E-W15 add_files[0]",
    "E-W16 metadata.source_x",
    "E-W17 aliases[0]",
    "E-W17 aliases[1]",
    "E-W20 ttl",
  ]);
  expect(problems[0]?.hint).toContain('Did you mean "type"');
});

test.each([
  [{ get: "t" }, "read key"],
  [{ alias: "x" }, "read key"],
  [{ descriptoin: "x" }, 'Did you mean "description"'],
])("hints at the remedy for %j", (raw, hint) => {
  expect(() => parseWriteConfiguration(raw, place)).toThrow(
    expect.objectContaining({ code: "E-W02", hint: expect.stringContaining(hint) }),
  );
});

test.each<[Record<string, unknown>, string]>([
  [{ type: "job" }, "E-W14"],
  [{ type: "wandb-x" }, "E-W14"],
  [{ type: "" }, "E-W14"],
  [{ name: "x".repeat(129) }, "E-W14"],
  [{ name: 3 }, "E-W20"],
  [{ aliases: "latest" }, "E-W20"],
  [{ aliases: [3] }, "E-W17"],
  [{ tags: ["a,b"] }, "E-W17"],
  [{ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, "E-W17"],
  [{ metadata: [] }, "E-W16"],
  [{ metadata: { a: Number.NaN } }, "E-W16"],
  [{ metadata: { a: new Date(0) } }, "E-W16"],
  [{ metadata: { a: { b: [() => 1] } } }, "E-W16"],
  [{ metadata: Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`k${i}`, i])) }, "E-W16"],
  [{ add_files: {} }, "E-W15"],
  [{ add_files: ["a"] }, "E-W15"],
  [{ add_files: [{}] }, "E-W15"],
  [{ add_files: [{ local_path: "a", name: "../b" }] }, "E-W15"],
  [{ add_dirs: [{ local_path: "a", name: "/b" }] }, "E-W15"],
  [{ add_references: [{ uri: "path/without/scheme" }] }, "E-W15"],
  [{ add_references: [{ uri: "s3://b", max_objects: 0 }] }, "E-W15"],
  [{ serialization_module: 3 }, "E-W20"],
  [{ serialization_module: { nam: "joblib" } }, "E-W20"],
  [{ serialization_module: { parameters: [] } }, "E-W20"],
  [{ ttl: { weeks: 1 } }, "E-W20"],
  [{ ttl: {} }, "E-W20"],
  [{ ttl: { days: -1 } }, "E-W20"],
  [{ link: { aliases: [] } }, "E-W20"],
  [{ link: "a/b/c/d" }, "E-W20"],
  [{ link: { path: "a/b", aliases: ["v1"] } }, "E-W17"],
  [{ empty_output: "maybe" }, "E-W20"],
  [{ run_alias: "no" }, "E-W20"],
  [{ entity: 3 }, "E-W20"],
  [{ type: "a", Type: "b" }, "E-W02"],
  [{ add_files: [], addFiles: [{ local_path: "a" }] }, "E-W02"],
])("refuses %j with %s", (raw, code) => {
  expect(faultsOf(raw)).toContain(code);
});

test("adds up a lifetime and normalises links", () => {
  const configuration = parseWriteConfiguration(
    { ttl: { days: 1, hours: 1 }, link: ["a/b", { path: "c", aliases: ["production"] }] },
    place,
  );
  expect(configuration.ttl).toBe(90_000);
  expect(configuration.links).toEqual([
    { path: "a/b", aliases: [] },
    { path: "c", aliases: ["production"] },
  ]);
  expect(parseWriteConfiguration({ ttl: null }, place).ttl).toBe("never");
  expect(parseWriteConfiguration({}, place).ttl).toBeUndefined();
});

test("copies the user's lists, so that a definition never grows", () => {
  const aliases = ["a", "a"];
  const parsed = parseWriteConfiguration({ aliases }, place);
  expect(parsed.aliases).toEqual(["a"]);
  expect(parsed.aliases).not.toBe(aliases);
});

test("warns about `partitions`, which only readers have", () => {
  expect(parseWriteConfiguration({ partitions: {} }, place).warnings).toHaveLength(1);
});
